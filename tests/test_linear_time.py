"""Work grows with the length of a text and no faster, whatever it repeats.

Compared is the work for a text with that for a longer one, stage by stage: how many lines of this package are run, each turn of a loop
anew, which no machine and no neighbour changes. A stage that looks at each place again for every place would run sixty-four
times as many for a text eight times as long. What a pattern, a list or an array does within a line is not counted; so the faults compare
seconds of the process too, over texts so long that a square shows, and go up to the longest text that is read.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

import pipeline
from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.facts import Facts
from pipeline.flow import advance
from pipeline.ingest import read_document
from pipeline.records import Metadata

CONFIG = Config(words=False)
PACKAGE = str(Path(pipeline.__file__).parent)
TIMES = 8
# Two fifths more than in proportion: a stage that takes long sentences piece by piece has none of that to do in short ones.
MOST_LINES = 1.4
# From 5,000 characters on each further character costs what the one before did.
MOST_FURTHER_LINES = 1.05
# Where fewer are run, what is done once a text counts most.
FEW_LINES = 20_000
# Twice as long as in proportion, for what a machine does beside; a square would be four times that.
MOST_SECONDS = 2.0
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
    "schools in a list": "第一中学、",
    "long names": "市" * 50 + "小学",
    "people": "王小明、",
    "titles of people": "校长",
    "titles and surnames": "校长王",
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


def stage_lines(text: str) -> dict[str, float]:
    """Lines of the package that are run, by stage; what a library does, and a pattern that is compiled at first use, is none."""
    lines = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> object:
        nonlocal lines
        lines += 1
        return count

    def enter(frame: FrameType, _event: str, _argument: object) -> object:
        return count if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        return by_stage(text, lambda: lines)
    finally:
        sys.settrace(before)


def too_fast_growing(
    one: dict[str, float], many: dict[str, float], times: int, most: float, little: float
) -> dict[str, tuple[float, float]]:
    """Stages that spend more on a long text than is in proportion: on the short one and on the long one.

    Args:
        one: what is spent on a text, by stage.
        many: what is spent on one that is `times` as long.
        times: how much longer it is.
        most: how much more than in proportion the long text may take.
        little: what tells nothing, of the long text.
    """
    return {
        stage: (one[stage], spent)
        for stage, spent in many.items()
        if spent > little and spent > most * max(times * one[stage], little)
    }


def repeated(name: str, length: int) -> str:
    """A text of so many characters, or a few less."""
    return REPEATED[name] * (length // len(REPEATED[name]))


@pytest.mark.parametrize("name", REPEATED)
def test_work_of_a_text_that_repeats(name: str) -> None:
    text = repeated(name, 1250)
    stage_lines(text)  # what is made at first use
    assert not too_fast_growing(stage_lines(text), stage_lines(text * TIMES), TIMES, MOST_LINES, FEW_LINES)


def test_work_that_grows_with_the_square_is_seen() -> None:
    def square(length: int) -> dict[str, float]:
        return {"clean": 40.0 * length, "claims": length**2 / 50}

    assert set(too_fast_growing(square(1250), square(10_000), TIMES, MOST_LINES, FEW_LINES)) == {"claims"}


@pytest.mark.faults
@pytest.mark.parametrize(
    ("name", "length"),
    [
        *((name, 40_000) for name in REPEATED),
        *((name, 2_000_000) for name in ("digits", "figures in one sentence", "lines")),
    ],
)
def test_further_characters_cost_what_those_before_did(name: str, length: int) -> None:
    stage_lines(repeated(name, 1250))  # what is made at first use
    five, ten, all_ = (stage_lines(repeated(name, size)) for size in (5000, 10_000, length))
    before, behind = (
        {stage: more[stage] - lines for stage, lines in less.items()} for less, more in ((five, ten), (ten, all_))
    )
    assert not too_fast_growing(before, behind, (length - 10_000) // 5000, MOST_FURTHER_LINES, FEW_LINES)


@pytest.mark.faults
@pytest.mark.parametrize("name", REPEATED)
def test_time_of_a_text_that_repeats(name: str) -> None:
    text = repeated(name, 20_000)
    stage_seconds(text)
    # A square shows twice in a row, a busy machine does not.
    assert not all(
        too_fast_growing(stage_seconds(text), stage_seconds(text * TIMES), TIMES, MOST_SECONDS, SECONDS)
        for _ in range(2)
    )


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
