"""When and whether: the status and the period of each quantity, by what stands at it, else by the frame it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.claims.frames import Frames
from pipeline.claims.periods import period_of, years_of
from pipeline.claims.status import Cues, header_status, is_origin, said_status
from pipeline.language.outlook import FrameKind
from pipeline.records import Block, ClaimStatus, Metadata, Quantity, Sentence


class When(NamedTuple):
    """Whether a quantity was reached, and what it is for."""

    status: ClaimStatus
    period: str


_DAY = len("2018-10-31")
_KIND: dict[ClaimStatus, FrameKind] = {"planned": "planned", "achieved": "reporting"}


class Timing:
    """Status and period of the quantities of a document."""

    def __init__(self, content: str, blocks: Sequence[Block], metadata: Metadata) -> None:
        self._content = content
        self._frames = Frames(content, blocks, metadata)
        self._dates = self._frames.dates
        self._cues = Cues(content)
        self._enrols = "招生" in metadata.title

    def in_text(self, sentence: Sentence, quantity: Quantity, given: str = "") -> When:
        """Of a quantity in running text.

        Args:
            sentence: that holds it.
            quantity: the quantity.
            given: the period of the cell whose text it stands in; empty for none.
        """
        frames, times = self._frames, self._frames.times
        frame = frames.at(quantity.start)
        said = said_status(self._content, sentence, quantity, frame.kind, times, self._cues, self._dates)
        status: ClaimStatus = said or self._expected(frame.kind, quantity)
        period = given or frame.period
        if not given and period and not frames.fits(period, _KIND[status]):
            period = frames.default_period(_KIND[status])
        found = period_of(self._content, self._dates, sentence, quantity, period)
        if frame.kind == "planned" and is_origin(self._content, sentence, quantity):
            return When(status, frames.default_period("reporting"))  # what a planned rise starts from is of now
        if found.is_stated:
            where = times.of(years_of(found.text))
            if where == "<ahead>" and len(found.text) < _DAY:
                status = "planned"
        return When(status, found.text)

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
        status = header_status(column)
        if status is None and period:
            where = times.of(years_of(period))
            status = "achieved" if where == "<past>" else "planned" if where == "<ahead>" else None
        if status is None:
            status = said_status(self._content, sentence, quantity, frame.kind, times, self._cues, self._dates)
        status = status or self._expected(frame.kind, quantity)
        if not period:
            period = frame.period if frames.fits(frame.period, _KIND[status]) else frames.default_period(_KIND[status])
        return When(status, period)

    def _expected(self, kind: FrameKind, quantity: Quantity) -> ClaimStatus:
        """What a frame makes of a quantity: who admits people plans places, not what they pay."""
        is_fee = self._enrols and quantity.dimension == "money"
        return "planned" if kind == "planned" and not is_fee else "achieved"
