"""What tables say: quantities, and cells of words that running text has to read."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.claims.changes import Difference
from pipeline.claims.grids.cells import Reading
from pipeline.claims.grids.measures import Measure
from pipeline.language.numerals import plain
from pipeline.language.units import norm_of
from pipeline.records import Quantity


@dataclass(frozen=True, slots=True)
class Cell:
    """A quantity as a claim: its quantity, what it measures, whether it is a growth, and the period it is for."""

    quantity: Quantity
    subject: str
    difference: Difference
    period: str = ""


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell of words, whose quantities are read as running text; where they name no subject of their own, this is it."""

    start: int
    end: int
    subject: str
    period: str


@dataclass(slots=True)
class Grid:
    """What the tables of a document say.

    Attributes:
        cells: their quantities.
        texts: their cells of words.
        covered: the cells whose numbers are read here or are no claims, so that running text has no say in them.
    """

    cells: list[Cell] = field(default_factory=list)
    texts: list[TextCell] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)

    def text_at(self, position: int) -> TextCell | None:
        """The cell of words that a position lies in."""
        index = bisect_right(self.texts, position, key=lambda cell: cell.start) - 1
        return self.texts[index] if index >= 0 and position < self.texts[index].end else None

    def split_cells(self, content: str) -> str:
        """`content` with a line break in front of every cell of words, so that nothing is read over its edge."""
        pieces: list[str] = []
        at = 0
        for cell in self.texts:
            if cell.start > at and content[cell.start - 1] in " \t":
                pieces += (content[at : cell.start - 1], "\n")
                at = cell.start
            if content[cell.end : cell.end + 1] in (" ", "\t"):
                pieces += (content[at : cell.end], "\n")
                at = cell.end + 1
        return "".join([*pieces, content[at:]])


def cell_of(
    content: str,
    start: int,
    reading: Reading,
    measure: Measure | None,
    difference: Difference,
    subject: str,
    period: str,
    doubt: str,
) -> Cell:
    """A quantity in its unit.

    Args:
        content: folded text.
        start: where the text that was read starts.
        reading: what it says by itself; its own unit and scale are stronger than `measure`.
        measure: what header or label say it is given in.
        difference: whether it measures a change; a minus then makes it a decrease, else the value negative.
        subject: what is measured.
        period: when; empty when the table does not tell.
        doubt: why it may be another quantity.
    """
    unit, scale = reading.unit, Decimal(1)
    if measure is not None and not unit:
        unit = measure.unit
        scale = Decimal(1) if reading.scaled else measure.scale
    if reading.negative and difference.change != "none":
        difference = Difference("down", difference.base)
    elif reading.negative:
        scale = -scale
    norm, dimension = norm_of(unit)
    start, end = start + reading.start, start + reading.end
    quantity = Quantity(
        start=start,
        end=end,
        text=content[start:end],
        value=plain(reading.value, scale),
        value_max=plain(reading.value_max, scale),
        number_text=reading.number_text,
        unit=unit,
        unit_norm=norm,
        dimension=dimension,
        comparator=reading.comparator,
        rule="table_cell",
        doubt=doubt,
    )
    return Cell(quantity, subject, difference, period)
