"""Work grows with the length of a text and no faster, whatever it repeats.

Compared is the work for a text with that for one eight times as long, stage by stage: how many functions are called, which no
machine and no neighbour changes. A stage that looks at each place again for every place would call sixty-four times as many. What a
pattern or an array does within one call is no call; so the faults compare seconds of the process too, over texts so long
that a square shows.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType

import pytest

from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.facts import Facts
from pipeline.flow import advance
from pipeline.ingest import read_document
from pipeline.records import Metadata

CONFIG = Config(words=False)
TIMES = 8
# Half as many again as in proportion, as sorting takes some more; a square would be more than five times that.
MOST_CALLS = 1.5 * TIMES
# Where fewer are called, what is done once a text counts most.
FEW_CALLS = 20_000
# Twice as long again as in proportion, for what a machine does beside; a square would be four times that.
MOST_SECONDS = 2 * TIMES
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


def by_stage(text: str, spent: Callable[[], float]) -> dict[str, float]:
    """What each stage spends on a text."""
    stages: dict[str, float] = {}
    last = spent()

    def after(stage: str) -> None:
        nonlocal last
        now = spent()
        stages[stage], last = now - last, now

    raw = read_document(text.encode(), "a.txt", CONFIG)
    after("ingest")
    advance(Facts(raw, Metadata()), CONFIG, after_stage=after)
    return stages


def stage_seconds(text: str) -> dict[str, float]:
    """Time of the process by stage."""
    return by_stage(text, time.process_time)


def stage_calls(text: str) -> dict[str, float]:
    """Calls of functions, of Python and others, by stage."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return by_stage(text, lambda: calls)
    finally:
        sys.setprofile(before)


def too_fast_growing(
    part: str, length: int, spend: Callable[[str], dict[str, float]], most: float, little: float
) -> dict[str, tuple[float, float]]:
    """Stages that spend more on a text eight times as long than is in proportion: on the short one and on the long one.

    Args:
        part: what the text repeats.
        length: of the short text, in characters.
        spend: what is spent, by stage.
        most: times that the long text may take what the short one does.
        little: what tells nothing, of the long text.
    """
    short = part * (length // len(part))
    one, many = spend(short), spend(short * TIMES)
    return {
        stage: (one[stage], spent)
        for stage, spent in many.items()
        if spent > little and spent > most * max(one[stage], little / TIMES)
    }


@pytest.mark.parametrize("name", REPEATED)
def test_work_of_a_text_that_repeats(name: str) -> None:
    stage_calls("全县新建幼儿园3所。")  # what is made at first use
    assert not too_fast_growing(REPEATED[name], 2500, stage_calls, MOST_CALLS, FEW_CALLS)


def test_work_that_grows_with_the_square_is_seen() -> None:
    def square(text: str) -> dict[str, float]:
        return {"clean": 40.0 * len(text), "claims": len(text) ** 2 / 50}

    assert set(too_fast_growing("一", 2500, square, MOST_CALLS, FEW_CALLS)) == {"claims"}


LONG = ["digits", "figures in one sentence", "one long line", "no marks", "schools"]


@pytest.mark.faults
@pytest.mark.parametrize("name", LONG)
def test_work_of_a_text_of_two_million_characters(name: str) -> None:
    stage_calls("全县新建幼儿园3所。")
    assert not too_fast_growing(REPEATED[name], 250_000, stage_calls, MOST_CALLS, FEW_CALLS)


@pytest.mark.faults
@pytest.mark.parametrize("name", LONG)
def test_time_of_a_text_of_two_million_characters(name: str) -> None:
    stage_seconds("全县新建幼儿园3所。")
    # A square shows twice in a row, a busy machine does not.
    assert not all(too_fast_growing(REPEATED[name], 250_000, stage_seconds, MOST_SECONDS, SECONDS) for _ in range(2))


@pytest.mark.parametrize(
    ("text", "characters"),
    [("1" * 5_000_000, 5_000_000), ("全县新建幼儿园3所，新增学位810个。\n" * 900_000, 18_000_000)],
    ids=["five megabytes of digits", "fifty megabytes of text"],
)
def test_text_longer_than_any_document_is_refused_at_once(text: str, characters: int) -> None:
    started = time.process_time()
    with pytest.raises(DocumentError, match=rf"I019.*{characters} characters, more than the limit of 2000000"):
        stage_seconds(text)
    assert time.process_time() - started < 30  # a minute is what the limit is for
