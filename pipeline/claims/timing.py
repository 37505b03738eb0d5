"""When and whether: the status and the period of each quantity, by what stands at it, else by the frame it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pipeline.claims.changes import Difference
from pipeline.claims.frames import OF_THE_DAY, Frame, Frames
from pipeline.claims.levels import is_level
from pipeline.claims.narrative import tells_of_one_year, turns_to_present
from pipeline.claims.periods import Period, at_end, before, is_long, of_last_year, period_of, started, years_of
from pipeline.claims.quantities import REACH
from pipeline.claims.status import Cues, header_status, is_named_aim, said_status
from pipeline.language.outlook import FrameKind, Times, of_verbs
from pipeline.records import Block, Claim, ClaimStatus, Metadata, Quantity, Sentence


class When(NamedTuple):
    """Whether a quantity was reached, what it is for, and whether words at it say that it was reached or planned."""

    status: ClaimStatus
    period: Period
    is_said: bool
    frame: Period = Period()
    """What it is for where its sentence says nothing."""

    def as_part(self, claims: Sequence[Claim], whole: int | None) -> When:
        """The same of a part: reached or planned like its whole, unless words at it say otherwise."""
        return self if whole is None or self.is_said else self._replace(status=claims[whole].status)

    def of_average(self) -> When:
        """The same of an average over years: of those of the frame, where the sentence names one year alone."""
        of_one = self.period.first is not None and not is_long(self.period)
        return self._replace(period=self.frame) if of_one and is_long(self.frame) else self

    def between(self, claims: Sequence[Claim], levels: tuple[int, int] | None) -> When:
        """The same of a change between two levels: from the year of one to that of the other, reached or planned like that."""
        if levels is None:
            return self
        first, last = (claims[level].period for level in levels)
        when = self if self.is_said else self._replace(status=claims[levels[1]].status)
        if len(first) == len(last) == _YEAR and first < last:
            return when._replace(period=Period.of(f"{first}/{last}", "sentence"))
        return when


_MODAL = 0.8
"""What a clause weighs that begins with 要, 将 or 确保."""
_LATE = 10
"""The last month in which what is foreseen of a year is still to come."""
_YEAR = len("2018")
_DAY = len("2018-10-31")
_PLAN = 4
"""Years between the first and the last of a plan."""
_PEOPLE = frozenset("人名位家")
_MET = re.compile(r"[^,;。\d]{0,6}(?:参加|出席|参会|与会)")
"""Behind those who met on a day."""
_YEAR_BEFORE = ("上年", "上一年")
_KIND: dict[ClaimStatus, FrameKind] = {"planned": "planned", "achieved": "reporting"}


class Timing:
    """Status and period of the quantities of a document."""

    def __init__(self, content: str, blocks: Sequence[Block], metadata: Metadata) -> None:
        self._content = content
        self._frames = Frames(content, blocks, metadata)
        self._dates = self._frames.dates
        self._published = metadata.published
        self._cues = Cues(content, _foresees(self._frames.times, metadata.published))
        self._is_of_day = metadata.document_type in OF_THE_DAY
        self._enrols = "招生" in metadata.title
        self._told: dict[int, FrameKind | None] = {}

    def in_text(
        self, sentence: Sentence, quantity: Quantity, change: Difference, given: str = "", origin: int | None = None
    ) -> When:
        """Of a quantity in running text.

        Args:
            sentence: that holds it.
            quantity: the quantity.
            change: whether it is a difference, and against what.
            given: the period of the cell whose text it stands in; empty for none.
            origin: of a level from which another came, where the words begin that may say when it was; else None.
        """
        frames, times = self._frames, self._frames.times
        frame = frames.at(quantity.start)
        if origin is not None:
            return When("achieved", self._before_change(sentence, quantity, frame, origin), True)
        said = said_status(self._content, sentence, quantity, frame.kind, times, self._cues, self._dates)
        status = said or self._expected(frame, sentence, quantity)
        is_of_now = frame.kind == "reporting" and is_named_aim(self._content, sentence, quantity)
        told: ClaimStatus = "achieved" if is_of_now else status
        period = Period.of(given, "stated") if given else self._unsaid(sentence, quantity, frame, told)
        found = period_of(self._content, self._dates, sentence, quantity, period)
        if found.is_stated and not given and len(found.text) < _DAY:
            said = self._by_years(found, said)
        status = said or status
        if is_long(found) and is_level(self._content, sentence, quantity, change, found.is_stated):
            found = at_end(found, self._published if status == "achieved" else None)
        return When(status, found, said is not None, period)

    def _by_years(self, period: Period, said: ClaimStatus | None) -> ClaimStatus | None:
        """What the years that are named for a quantity say beside other words; those of a plan that is under way are planned for."""
        times, years = self._frames.times, years_of(period.text)
        if said is None and times.past is not None and years[1] > times.past + 1 and years[1] - years[0] == _PLAN:
            return "planned"
        return _by_date(times.of(years), said)

    def _before_change(self, sentence: Sentence, quantity: Quantity, frame: Frame, start: int) -> Period:
        """When a level was from which another came: what is said of it, else the time before the change, now where that is planned."""
        own = [found for found in self._dates.between(start, quantity.start) if found.years]
        if own and self._content.startswith(_YEAR_BEFORE, own[-1].start):
            quantity = replace(quantity, start=start)  # 由上年的5%: the year before that of the change
        elif own:
            return Period.named(own[-1], "stated")
        for said in () if own else self._dates.between(max(sentence.start, start - REACH), start):
            if (since := started(self._content, said, sentence)) is not None:
                return Period.named(since, "sentence")
        found = period_of(self._content, self._dates, sentence, quantity, self._fitting(frame, "achieved"))
        past = self._frames.times.past
        if not own and (
            frame.kind == "planned" or (found.text and past is not None and years_of(found.text)[1] > past)
        ):
            return self._frames.default_period("reporting")
        return before(found)

    def in_cell(self, sentence: Sentence, quantity: Quantity, column: str, period: str) -> When:
        """Of a quantity that fills a cell of a table.

        Args:
            sentence: that holds it.
            quantity: the quantity.
            column: what the column or row is called.
            period: of the column or row; empty when it names none.
        """
        frames, times = self._frames, self._frames.times
        frame = frames.at(quantity.start)
        said = header_status(column)
        if said is None and period:
            where = times.of(years_of(period))
            said = "achieved" if where == "<past>" else "planned" if where == "<ahead>" else None
        if said is None:
            said = said_status(self._content, sentence, quantity, frame.kind, times, self._cues, self._dates)
        status = said or self._expected(frame, sentence, quantity)
        found = Period.of(period, "stated") if period else self._fitting(frame, status)
        return When(status, found, said is not None)

    def _unsaid(self, sentence: Sentence, quantity: Quantity, frame: Frame, status: ClaimStatus) -> Period:
        """What a quantity is for whose sentence says nothing: the present where it turns to it, else the frame, else the time of the narrative."""
        period, present = self._fitting(frame, status), self._frames.default_period("reporting")
        is_over = period.last is not None and present.first is not None and period.last < present.first
        if is_over and status == "achieved" and turns_to_present(self._content, sentence.start, quantity.start):
            return present
        if is_long(period) and tells_of_one_year(self._content, sentence.start, quantity.start):
            return of_last_year(period)
        told = self._told_before(sentence, quantity, period, status)
        return told if told.text else period

    def _told_before(self, sentence: Sentence, quantity: Quantity, period: Period, status: ClaimStatus) -> Period:
        """What those before a sentence say that a quantity is for, where they may set aside the period of its frame; else empty."""
        if self._counts_people(quantity) and (met := self._dates.met(quantity.start)).text:
            return met
        scene = self._dates.scene(sentence, quantity.start, status, not period.text)
        if scene.text and (not period.text or _is_part(scene, period, status)):
            return scene
        if not period.text or (period.source == "document" and len(period.text) == _YEAR):
            return Period.of(self._dates.narrated(sentence, quantity.start), "section")
        return Period()

    def _counts_people(self, quantity: Quantity) -> bool:
        """Whether a quantity counts who came to a meeting, in a text of the day."""
        return self._is_of_day and quantity.unit in _PEOPLE and _MET.match(self._content, quantity.end) is not None

    def _fitting(self, frame: Frame, status: ClaimStatus) -> Period:
        """The period of a frame where what has a status may be of it, else the one that such are of by default."""
        kind = _KIND[status]
        return frame.period if self._frames.fits(frame.period.text, kind) else self._frames.default_period(kind)

    def _expected(self, frame: Frame, sentence: Sentence, quantity: Quantity) -> ClaimStatus:
        """What a frame makes of a quantity, or its sentence where nothing but the tense of others says what the frame is.

        Who admits people plans places, not what they pay.
        """
        kind = frame.kind if frame.is_sure else self._told_in(sentence) or frame.kind
        is_fee = self._enrols and quantity.dimension == "money"
        return "planned" if kind == "planned" and not is_fee else "achieved"

    def _told_in(self, sentence: Sentence) -> FrameKind | None:
        """What the tense of a sentence says by itself."""
        if sentence.start not in self._told:
            said = of_verbs(self._content, sentence.start, sentence.end)
            is_bare = said.planned <= _MODAL  # 加强, 完善: reports begin clauses like this, too
            self._told[sentence.start] = None if said.says == "planned" and is_bare else said.says
        return self._told[sentence.start]


def _is_part(scene: Period, period: Period, status: ClaimStatus) -> bool:
    """Whether what a paragraph is told of lies within what its section is for; aims may lie behind it."""
    return status == "planned" or (scene.text != period.text and years_of(scene.text) == years_of(period.text))


def _foresees(times: Times, published: date | None) -> bool:
    """Whether a document was written before the year that it tells of was all but over."""
    return published is not None and published.month <= _LATE and times.past == published.year


def _by_date(where: str, said: ClaimStatus | None) -> ClaimStatus | None:
    """What a date that is named for a quantity says beside other words: what is ahead is planned, what was over is not if nothing says so."""
    if where == "<ahead>":
        return "planned"
    return "achieved" if where == "<past>" and said is None else said
