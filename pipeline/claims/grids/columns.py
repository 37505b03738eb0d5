"""Header and columns: which rows name the columns, and what each column holds.

A header may have several rows; a name over several columns stands in the first, the others are empty. Every column gets a
role: `value` (its quantities are claims), `label` (it names the rows), `unit` (it holds the unit of each row), `text` (what it says
speaks for itself) or `skip` (serial numbers, codes, dates, telephones).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pipeline.claims.grids.cells import Reading, has_han
from pipeline.claims.grids.measures import noun_dimension, read_unit
from pipeline.claims.grids.names import (
    Name,
    is_code,
    is_note,
    is_serial,
    is_unit_header,
    read_name,
    says_nothing,
    tells_measure,
)
from pipeline.claims.grids.periods import is_period

Role = Literal["value", "label", "unit", "text", "skip"]
_COLUMN_NUMBER = re.compile(r"[甲乙丙丁A-Z]|\(?\d{1,2}\)?(?:=.*)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its name says, and what its cells are."""

    name: Name
    role: Role
    is_serial: bool = False

    @property
    def is_level(self) -> bool:
        """Whether its quantities are amounts or shares rather than changes of them."""
        return self.role == "value" and not self.name.is_growth

    @property
    def is_bare_change(self) -> bool:
        """Whether its quantities are changes, and its name does not say of what: 增长(%)."""
        return self.role == "value" and self.name.is_growth and not self.name.noun


@dataclass(frozen=True, slots=True)
class _Contents:
    """What stands under a name: how many quantities and cells of words, and whether all quantities look like years."""

    quantities: int
    words: int
    all_years: bool

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> _Contents:
        """Those of the cells of a column."""
        quantities = [reading for reading in readings if reading.is_quantity]
        words = sum(reading.kind == "text" for reading in readings)
        return cls(len(quantities), words, all(reading.dated for reading in quantities))

    @property
    def rather_words(self) -> bool:
        """Whether there are more words than quantities."""
        return self.words > self.quantities


Texts = Sequence[Sequence[str]]
Readings = Sequence[Sequence[Reading]]


def is_caption(cells: Sequence[str]) -> bool:
    """Whether a row is one cell of words: a subheading, a unit line, a note."""
    return bool(cells[0]) and not any(cells[1:])


def is_numbering(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 栏次 | 1 | 2 | 3, 甲 | 乙 | 1 | 2."""
    rest = [cell for cell in cells[1:] if cell]
    numbers = [
        int(cell.strip("()").partition("=")[0])
        for cell in rest
        if cell.strip("()")[:1].isdigit() and _COLUMN_NUMBER.fullmatch(cell)
    ]
    named = is_serial(cells[0]) or _COLUMN_NUMBER.fullmatch(cells[0]) is not None
    return (
        named
        and len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 2
        and all(_COLUMN_NUMBER.fullmatch(cell) for cell in rest)
    )


def has_value(readings: Sequence[Reading]) -> bool:
    """Whether a row holds a quantity behind its first cell."""
    return any(reading.is_value for reading in readings[1:])


def header_end(texts: Texts, readings: Readings, start: int, end: int) -> tuple[int, int]:
    """The rows that name the columns, from `start` on, as (first, behind the last); equal when there are none.

    Captions above are passed over. A row below the first belongs to the header as long as it fills what the one above left
    open: its own first cell is empty or repeats the one above, or it holds nothing but units or column numbers.
    """
    first = start
    while first < end and is_caption(texts[first]):
        first += 1
    if first == end or has_value(readings[first]) or not any(texts[first]):
        return first, first
    last = first + 1
    while last < end and not has_value(readings[last]) and _continues(texts[last - 1], texts[last]):
        last += 1
    if last < end and is_numbering(texts[last]):
        last += 1
    return first, last


def _continues(above: Sequence[str], row: Sequence[str]) -> bool:
    written = [cell for cell in row if cell]
    if not written or is_caption(row):
        return False
    if not row[0] or row[0] == above[0] or all(read_unit(cell.strip("()")) is not None for cell in written):
        return True
    open_cells = [index for index in range(1, len(row)) if index >= len(above) or not above[index]]
    return bool(open_cells) and all(row[index] for index in open_cells)


def column_names(header: Texts, width: int) -> list[str]:
    """What stands above each column, from the top down. An empty cell is the rest of the wide one to its left."""
    names = [""] * width
    for row in header:
        if is_numbering(row):
            continue
        left = ""
        above = list(names)
        for index in range(width):
            name = row[index] if index < len(row) else ""
            if index and not name and (not above[index] or above[index] == above[index - 1]):
                name = left
            names[index] += name if name != above[index] else ""
            left = name if index else ""
    return names


def find_columns(names: Sequence[str], texts: Texts, readings: Readings, base: int | None) -> list[Column]:
    """The columns of a table from their names and the rows under them.

    Args:
        names: one for each column; empty where there is no header.
        texts: cells of the rows of the body.
        readings: parallel to `texts`.
        base: the year that 本年 is.
    """
    columns = []
    for index, name in enumerate(names):
        cells = [row[index] for row in texts if index < len(row)]
        read = [row[index] for row in readings if index < len(row)]
        columns.append(_column(name, cells, read, base, is_first=not index))
    if columns and _names_rows(columns[0], columns[1:], readings):
        columns[0] = replace(columns[0], role="skip", is_serial=_counts(readings))
    elif _classes_rows(columns, readings):
        columns[0] = replace(columns[0], role="text")
    for index in _label_places(columns, texts, readings):
        columns[index] = replace(columns[index], role="label")
    return _of_their_levels(columns)


def first_value(columns: Sequence[Column]) -> int:
    """The first column of quantities; their number when there is none."""
    return next((index for index, column in enumerate(columns) if column.role == "value"), len(columns))


def _label_places(columns: Sequence[Column], texts: Texts, readings: Readings) -> list[int]:
    """The columns that name the rows: those of words before the quantities, as many as it takes."""
    first = first_value(columns)
    before = [index for index, column in enumerate(columns[:first]) if column.role == "text"]
    if first == len(columns):  # words alone
        before = before[:1]
    elif not before:
        before = _named_otherwise(columns, texts, readings)
    return before[: _depth(texts, readings, before)]


def _of_their_levels(columns: Sequence[Column]) -> list[Column]:
    """Columns that say only half of what they hold take the rest from the level to their left.

    Changes take its name and period when it is clear whose they are; 其中 takes its unit.
    """
    levels = [index for index, column in enumerate(columns) if column.is_level]
    paired = [index + 1 for index in levels] == [i for i, column in enumerate(columns) if column.is_bare_change]
    is_clear = paired or len({columns[index].name.noun for index in levels}) == 1
    level: Name | None = None
    completed = []
    for column in columns:
        name = column.name
        if level is not None and is_clear and column.is_bare_change:
            name = _change_of(level, name, paired, len(levels) == 1)
        elif level is not None:
            name = _part_of(level, name)
        completed.append(replace(column, name=name))
        level = name if column.is_level else level
    return completed


def _change_of(level: Name, change: Name, paired: bool, alone: bool) -> Name:
    """The name of a change without noun, of the level that it is of."""
    noun = "" if says_nothing(level.noun, alone) else level.noun
    period = level.period if paired or alone else ""
    return replace(change, noun=noun, period=change.period or period)


def _part_of(level: Name, name: Name) -> Name:
    """A name with the unit of the level that it is a part of: 其中."""
    return replace(name, measure=level.measure) if name.measure is None and name.written.startswith("其中") else name


def _named_otherwise(columns: Sequence[Column], texts: Texts, readings: Readings) -> list[int]:
    """The column that names the rows when no words stand before the quantities: codes in the first, or words in each row."""
    if _is_encoded(columns[0].name, readings):
        return [] if any(is_period(row[0]) for row in texts if row) else [0]
    counted = _counted(texts, readings)
    worded = [i for i, column in enumerate(columns) if column.role == "text" and not is_note(column.name.written)]
    return [index for index in worded if all(index < len(row) and has_han(row[index]) for row in counted)][:1]


def _is_encoded(name: Name, readings: Readings) -> bool:
    """Whether the first column holds nothing but codes, under a name of what they stand for: 班级 over A1, A2."""
    kinds = {row[0].kind for row in readings if row} - {"empty"}
    return kinds == {"code"} and not is_code(name.written)


def _counted(rows: Texts, readings: Readings) -> list[Sequence[str]]:
    """The rows that hold a quantity."""
    return [row for row, read in zip(rows, readings, strict=True) if any(reading.is_value for reading in read)]


def _depth(texts: Texts, readings: Readings, places: Sequence[int]) -> int:
    """How many of the columns of words it takes to tell the rows with quantities apart."""
    counted = [tuple(row) for row in _counted(filled(texts, places), readings)]
    for depth in range(1, len(places)):
        if len({row[:depth] for row in counted}) == len(counted):
            return depth
    return len(places)


def filled(texts: Texts, places: Sequence[int]) -> list[list[str]]:
    """The cells in some columns of each row; a cell over several rows stands in the first, and counts in all of them."""
    rows: list[list[str]] = []
    before = [""] * len(places)
    for row in texts:
        ahead = next((cell for cell in row[: places[0]] if cell and has_han(cell)), "") if places else ""
        inherits = not ahead
        parts = []
        for number, index in enumerate(places):
            cell = row[index] if index < len(row) else ""
            inherits = inherits and not cell
            parts.append(before[number] if inherits else cell or (ahead if not number else ""))
        if not is_caption(row):
            before = parts
        rows.append(parts)
    return rows


def _column(
    name: str, cells: Sequence[str], readings: Sequence[Reading], base: int | None, *, is_first: bool
) -> Column:
    read = read_name(name, base)
    if is_serial(read.written):
        return Column(read, "skip", is_serial=True)
    if is_unit_header(read.written) and any(read_unit(cell) is not None for cell in cells):
        return Column(read, "unit")
    contents = _Contents.of(readings)
    if not _is_measured(read, contents):
        return Column(read, "text" if contents.rather_words else "skip")
    if contents.all_years and (name or is_first) and not _takes_years(read):
        return Column(read, "skip")
    return Column(read, "value")


def _is_measured(name: Name, contents: _Contents) -> bool:
    """Whether the digits under a name are quantities (在校生数, 2022年) rather than codes (联系电话) or parts of words (备注)."""
    if not contents.quantities:
        return False
    return name.measure is not None or not (contents.rather_words or (not name.period and is_code(name.written)))


def _takes_years(name: Name) -> bool:
    """Whether numbers that look like years are quantities under a name: 学费(元), 在校生数 2021; not 建校."""
    return name.measure is not None or bool(name.period) or bool(noun_dimension(name.noun))


def _names_rows(first: Column, others: Sequence[Column], readings: Readings) -> bool:
    """Whether numbers in the first column count or encode the rows, rather than measure something."""
    if first.role != "value" or tells_measure(first.name):
        return False
    if not all(row[0].is_bare or not row[0].is_quantity for row in readings if row):
        return False
    roles = {column.role for column in others}
    named = bool(first.name.noun) and "value" in roles and len(readings) > 1
    return named or "text" in roles or _counts(readings)


def _classes_rows(columns: Sequence[Column], readings: Readings) -> bool:
    """Whether quantities in the first column are the classes that the rows are of: 680分以上, 50人以下."""
    if not columns or columns[0].role != "value" or noun_dimension(columns[0].name.noun) or columns[0].name.measure:
        return False
    others = any(column.role == "value" for column in columns[1:])
    first = [row[0] for row in readings if row and row[0].is_quantity]
    return others and all(
        reading.unit and (reading.value_max is not None or reading.comparator != "eq") for reading in first
    )


def _counts(readings: Readings) -> bool:
    """Whether the first column counts the rows."""
    values = [row[0].value for row in readings if row and row[0].is_quantity]
    return len(values) > 1 and all(
        one is not None and other is not None and other - one == 1 for one, other in pairwise(values)
    )
