"""Parts of a table: where a header begins, how far its rows go, and which rows have none.

A table may hold several parts, each with a header, and forms, where each quantity has its label to its left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.claims.grids.cells import Reading
from pipeline.claims.grids.columns import Readings, Texts, has_value, header_end, is_caption
from pipeline.claims.grids.measures import noun_dimension, split_unit
from pipeline.claims.grids.names import heads_labels, is_measure


def find_sections(texts: Texts, readings: Readings) -> Iterator[tuple[int, int, int]]:
    """Parts of a table with a header each, as (first row of the header, first of the body, behind the last)."""
    start = 0
    while start < len(texts):
        first, last = header_end(texts, readings, start, len(texts))
        if first == len(texts):
            return
        if first < last and (last == len(texts) or _is_form(texts, readings, first)):
            last = first
        end = last + 1 if last == first else last
        while end < len(texts) and not _opens(texts, readings, end, texts[first:last]):
            end += 1
        yield first, last, end
        start = end


def _opens(texts: Texts, readings: Readings, index: int, header: Texts) -> bool:
    """Whether a row among the quantities is the header of the next part: the same again, or names with units."""
    row = texts[index]
    if has_value(readings[index]) or is_caption(row) or sum(map(bool, row)) < 2:
        return False
    if header and row == header[0]:
        return True
    return bool(row[0]) and _stands_over(texts, readings, index) and _names_columns(row, header)


def _stands_over(texts: Texts, readings: Readings, index: int) -> bool:
    """Whether the row below holds quantities, or leaves its first cell to the one above, as the second row of a header does."""
    return index + 1 < len(texts) and (has_value(readings[index + 1]) or not texts[index + 1][0])


def _names_columns(row: Sequence[str], header: Texts) -> bool:
    """Whether a row names columns: one with a unit, or measures only behind the name that stood there before."""
    names = [cell for cell in row[1:] if cell]
    if any(split_unit(name)[1] is not None for name in names):
        return True
    return bool(header) and row[0] == header[0][0] and _are_measures(names)


def _are_measures(names: Sequence[str]) -> bool:
    """Whether all are names that quantities stand under: 学校数 | 在校生数."""
    return all(is_measure(name, None) for name in names)


@dataclass(frozen=True, slots=True)
class _FilledIn:
    """A quantity in a form: the cell that it is filled in, and the label to its left."""

    at: int
    label: str
    reading: Reading

    @property
    def has_unit(self) -> bool:
        """Whether the label or the quantity gives a unit: 面积(亩) | 45, 面积 | 45亩."""
        return split_unit(self.label)[1] is not None or not self.reading.is_bare


def _is_form(texts: Texts, readings: Readings, first: int) -> bool:
    """Whether rows are labels and what is filled in beside them, rather than a header and what stands under it.

    Labels have units or their quantities do, and what is filled in is now a quantity, now something else; in a column it is alike.
    """
    rows = [(row, read) for row, read in zip(texts[first:], readings[first:], strict=True) if not is_caption(row)]
    width = max(len(row) for row, _ in rows)
    if width % 2 or _names_what_is_below(texts[first]) or any(_has_value_for_label(read) for _, read in rows):
        return False
    pairs = [pair for row, read in rows for pair in _filled_in(row, read)]
    return _are_filled_in(pairs, width, is_alike=_is_alike([read for _, read in rows[1:]], width))


def _are_filled_in(pairs: Sequence[_FilledIn], width: int, *, is_alike: bool) -> bool:
    """Whether quantities are rather filled in beside their labels than rows of a table of words and numbers.

    Args:
        width: of the widest row.
        is_alike: whether each column looks like one under a header.
    """
    measured = sum(bool(noun_dimension(pair.label)) for pair in pairs)
    if 2 * measured > len(pairs):
        return not is_alike or {pair.at for pair in pairs} == set(range(1, width, 2))
    return not (is_alike and width > 2) and any(pair.has_unit for pair in pairs)


def _names_what_is_below(row: Sequence[str]) -> bool:
    """Whether cells where a form is filled in are rather those of a header: none, measures only, or behind 指标."""
    names = [name for name in row[1::2] if name]
    return not names or heads_labels(row[0]) or _are_measures(names)


def _has_value_for_label(read: Sequence[Reading]) -> bool:
    """Whether a quantity stands where a form has its labels."""
    return any(reading.is_value for reading in read[::2])


def _filled_in(row: Sequence[str], read: Sequence[Reading]) -> Iterator[_FilledIn]:
    """The quantities of a row, each with the label to its left."""
    for at in range(1, len(row), 2):
        if read[at].is_value:
            yield _FilledIn(at, row[at - 1], read[at])


def _is_alike(below: Readings, width: int) -> bool:
    """Whether several rows agree on which of the cells that a form is filled in hold quantities, as those under a header do."""
    return len(below) > 1 and all(
        len({read[at].is_quantity for read in below if at < len(read)}) <= 1 for at in range(1, width, 2)
    )
