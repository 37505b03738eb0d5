"""What words say of a piece of text: whether it tells results, plans or neither.

The cues and their weights are data (`models/frame_cues.tsv`); some stand for a role of the lexicon. `pipeline.segment` asks for
the year that a document reports on, `pipeline.claims` for the frame of each stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, get_args

from pipeline.language.dates import find_dates
from pipeline.language.han import HAN
from pipeline.language.in_force import per_lexicon, words
from pipeline.patterns import any_of
from pipeline.resources import read_lexicon

FrameKind = Literal["reporting", "planned", "background"]
Place = Literal["title", "heading", "opening", "start", "clause", "number"]
_Cues = Mapping[str, tuple[FrameKind, float]]
FRAMES: tuple[FrameKind, ...] = get_args(FrameKind)

_ROLES = frozenset(["achieved_heading", "planned_heading"])
"""Of the lexicon, whose words are cues."""
_ASPECT = rf"(?<=[{HAN}])(?<![为除罢算极])了(?![解结然如望得不却])"
"""A verb with 了 tells what was done: 展示了."""
_PAST_PLAN = "<past plan>"
_OF_ASPECT = 0.5
"""What 了 weighs."""
_OPENING = 24
"""Characters of a paragraph among which an opening formula begins."""
_SENTENCE_END = "。!?\n"


class Outlook(NamedTuple):
    """How much speaks for each frame, in logarithms of odds."""

    reporting: float = 0.0
    planned: float = 0.0
    background: float = 0.0

    @property
    def says(self) -> FrameKind | None:
        """The frame that most speaks for; None when nothing does, or for two alike."""
        best = max(self)
        return None if best <= 0 or sorted(self)[1] == best else FRAMES[self.index(best)]

    @property
    def decided(self) -> Outlook:
        """What speaks for the frame that most speaks for, alone: 目标任务完成情况 has results under it."""
        said = self.says
        return Outlook(**{said: max(self)}) if said else Outlook()


class Times(NamedTuple):
    """What years were over when a document was written.

    Attributes:
        over: the last that was over for sure.
        past: the last of which it may tell results.
    """

    over: int | None = None
    past: int | None = None

    def of(self, years: tuple[int, int]) -> str:
        """Where years lie, as the cues name it; empty when not known, or for a plan that is under way."""
        if self.over is None or self.past is None:
            return ""
        if years[1] <= self.over:
            return "<past>"
        if years[0] > self.past:
            return "<ahead>"
        return "<same>" if years == (self.past, self.past) else ""


@per_lexicon
def _cues(place: Place) -> _Cues:
    found: dict[str, tuple[FrameKind, float]] = {}
    for where, cue, frame, weight in read_lexicon("frame_cues.tsv"):
        if where == place:
            kind = FRAMES[FRAMES.index(frame)]
            for word in words(cue[1:]) if cue[1:] in _ROLES else ():
                found.setdefault(word, (kind, float(weight)))
            found[cue] = kind, float(weight)
    return found


@per_lexicon
def _pattern(place: Place) -> re.Pattern[str]:
    return re.compile(any_of(cue for cue in _cues(place) if cue[0] not in "<@"))


@per_lexicon
def _running() -> re.Pattern[str]:
    """The cues within running text; the name of the group is their place."""
    start, clause, number = (any_of(cue for cue in _cues(place)) for place in ("start", "clause", "number"))
    return re.compile(
        rf"(?<=[,;。:!?\n ])(?P<start>{start})|(?P<clause>{clause})|(?P<number>{number})(?=[约近超]?\d)|(?P<aspect>{_ASPECT})"
    )


def of_title(title: str, kind: str) -> Outlook:
    """What a title says.

    Args:
        title: folded.
        kind: the type of the document (see `pipeline.segment.occasion`); empty for the title of an annex.
    """
    return _strongest("title", [f"<{kind}>", *_pattern("title").findall(title)])


def of_heading(heading: str, times: Times) -> Outlook:
    """What a heading says, by its words and dates; folded."""
    return _strongest("heading", [*_dated(heading, times), *_pattern("heading").findall(heading)]).decided


def of_opening(content: str, start: int, end: int, times: Times) -> Outlook:
    """What the first words of a paragraph say: 五年来, 今年工作的总体要求."""
    first = content[start : min(end, start + 2 * _OPENING)].strip()
    cues = [match.group() for match in _pattern("opening").finditer(first) if match.start() < _OPENING]
    return _strongest("opening", [*_dated(first[:_OPENING], times, True), *cues]).decided


def opening_places(content: str, start: int, end: int) -> list[int]:
    """Where sentences begin with an opening formula."""
    found = (match.start() for match in _pattern("opening").finditer(content, start, end))
    return [at for at in found if at == start or content[at - 1] in _SENTENCE_END]


def of_clauses(content: str, start: int, end: int) -> Outlook:
    """What the tense of running text says: 要, 将 and bare verbs, or 了, 已 and 完成."""
    sums = dict.fromkeys(FRAMES, 0.0)
    for frame, weight in _in_clauses(content, start, end):
        sums[frame] += weight
    return Outlook(**sums)


def of_verbs(content: str, start: int, end: int) -> Outlook:
    """The same by verbs alone: what stands before a number is said of aims as well (完成投资2亿元)."""
    sums = dict.fromkeys(FRAMES, 0.0)
    for frame, weight in _in_clauses(content, start, end, but="number"):
        sums[frame] += weight
    return Outlook(**sums)


def _in_clauses(content: str, start: int, end: int, but: Place | None = None) -> Iterator[tuple[FrameKind, float]]:
    tables: dict[str, _Cues] = {place: _cues(place) for place in ("start", "clause", "number")}
    for match in _running().finditer(content, start, end):
        place = match.lastgroup or ""
        if place == "aspect":
            yield "reporting", _OF_ASPECT
        elif place != but:
            yield tables[place][match[place]]


def _dated(text: str, times: Times, at_start: bool = False) -> list[str]:
    """The cues of the dates that a text names."""
    named = [found for found in find_dates(text) if found.reference == "named" and not (at_start and found.start)]
    # A day is the one of signature or of a meeting.
    cues = [
        (found.kind, cue) for found in named if found.kind != "day" and found.years and (cue := times.of(found.years))
    ]
    return [cue for _, cue in cues] + [_PAST_PLAN for kind, cue in cues if kind == "plan" and cue == "<past>"]


def _strongest(place: Place, cues: Iterable[str]) -> Outlook:
    known = _cues(place)
    weights = dict.fromkeys(FRAMES, 0.0)
    for cue in cues:
        if cue in known:
            frame, weight = known[cue]
            weights[frame] = max(weights[frame], weight)
    return Outlook(**weights)
