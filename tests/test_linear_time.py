"""Time grows with the length of a text and no faster, whatever it repeats.

Compared is the time of the process for a text and for one eight times as long, stage by stage: as a ratio, so that the
machine does not matter. A stage that looks at each place again for every place would take sixty-four times as long.
"""

from __future__ import annotations

import time

import pytest

from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.facts import Facts
from pipeline.flow import advance
from pipeline.ingest import read_document
from pipeline.records import Metadata

CONFIG = Config(words=False)
TIMES = 8
# Twice as long again as in proportion, for what a machine does beside; a square would be four times that.
MOST = 2 * TIMES
# What takes less is not measured but guessed.
SECONDS = 0.25
REPEATED = {
    "digits": "1",
    "Chinese digits": "一二三",
    "spaced digits": "12 ",
    "digits in lines": "1\n",
    "decimals": "1.",
    "thousands": "1,234,",
    "percentages": "1.5%",
    "ranges": "1-2-",
    "fractions": "三分之",
    "bare figures": "12所和",
    "figures in one sentence": "教师12人，",
    "parts": "其中小学3所、",
    "lists of figures": "小学、初中分别为1、2所",
    "one long line": "全县新建幼儿园3所，新增学位810个。",
    "no marks": "全县新建幼儿园三所新增学位",
    "lines": "全县新建幼儿园3所，新增学位810个。\n",
    "headings": "一、办学规模\n",
    "a table of one row": "12\t",
    "a table of two columns": "1\t2\n",
    "bars": "|1|2",
    "brackets that open": "（",
    "quotes that open": "“",
    "titles that open": "《",
    "schools": "市直一中",
    "heads": "学校",
    "people": "王小明、",
    "titles of people": "校长",
    "programs": "“春苗”计划",
    "divisions": "青禾县",
    "changes": "比上年增长",
    "years": "2023年",
    "stars": "*",
    "entities": "&nbsp;一",
}


def stage_seconds(text: str) -> dict[str, float]:
    """Time of the process by stage."""
    seconds: dict[str, float] = {}
    last = time.process_time()

    def after(stage: str) -> None:
        nonlocal last
        now = time.process_time()
        seconds[stage], last = now - last, now

    raw = read_document(text.encode(), "a.txt", CONFIG)
    after("ingest")
    advance(Facts(raw, Metadata()), CONFIG, after_stage=after)
    return seconds


def too_fast_growing(part: str, length: int) -> dict[str, tuple[float, float]]:
    """Stages whose time grows faster than the text: their seconds for the short and the long one."""
    short = part * (length // len(part))
    one, many = stage_seconds(short), stage_seconds(short * TIMES)
    return {
        stage: (one[stage], seconds)
        for stage, seconds in many.items()
        if seconds > SECONDS and seconds > MOST * max(one[stage], SECONDS / TIMES)
    }


@pytest.mark.parametrize("name", REPEATED)
def test_time_of_a_text_that_repeats(name: str) -> None:
    stage_seconds("全县新建幼儿园3所。")  # what is made at first use
    # A square shows three times in a row, a busy machine does not.
    assert not all(too_fast_growing(REPEATED[name], 5000) for _ in range(3))


@pytest.mark.faults
@pytest.mark.parametrize("name", ["digits", "figures in one sentence", "one long line", "no marks", "schools"])
def test_time_of_a_long_text_that_repeats(name: str) -> None:
    stage_seconds("全县新建幼儿园3所。")
    assert not all(too_fast_growing(REPEATED[name], 250_000) for _ in range(2))


@pytest.mark.parametrize(
    ("text", "characters"),
    [("1" * 5_000_000, 5_000_000), ("全县新建幼儿园3所，新增学位810个。\n" * 900_000, 18_000_000)],
    ids=["five megabytes of digits", "fifty megabytes of text"],
)
def test_text_longer_than_any_document_is_refused_at_once(text: str, characters: int) -> None:
    started = time.process_time()
    with pytest.raises(DocumentError, match=rf"I019.*{characters} characters, more than the limit of 4000000"):
        stage_seconds(text)
    assert time.process_time() - started < 30  # a minute is what the limit is for
