"""A table to its quantities: label, column, unit, period and change of every cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.claims.changes import Difference
from pipeline.claims.grids.cells import Reading, read_cell
from pipeline.claims.grids.columns import Column, column_names, find_columns, is_caption, is_numbering
from pipeline.claims.grids.labels import counted_labels, row_labels
from pipeline.claims.grids.lists import listed
from pipeline.claims.grids.measures import Measure, caption_measures, fitting, noun_dimension, read_unit
from pipeline.claims.grids.names import Name, as_act, is_code, is_note, read_name, says_nothing, tidy
from pipeline.claims.grids.periods import split_period
from pipeline.claims.grids.result import Grid, cell_of
from pipeline.claims.grids.rows import Row, Table
from pipeline.claims.grids.sections import find_sections
from pipeline.language.units import norm_of

_ABOVE = 240
"""Characters above a table in which its caption stands."""
_LONGEST_CAPTION = 50
_NUMBERED = re.compile(r"^\s*(?:附?表|续表|图)\s?\d{1,3}(?:[-—.]\d{1,3})?", re.MULTILINE)
_PROSE = re.compile(r"[。;!?]")
_CHANGES = frozenset(("ratio", "ratio_change", "number"))
"""Dimensions in which 提升 tells of a change."""
_SURE = 3
"""Rows that a serial number must count before a list without header is one."""
_LONGEST_NAME = 40
"""Characters of a label that names something; a longer one tells something."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands above a table and holds for all of it."""

    measures: list[Measure]
    period: str
    base: int | None


def read_table(content: str, table: Table, report_year: int | None, grid: Grid) -> None:
    """Add the quantities of a table to `grid`."""
    texts = [[content[start:end] for start, end in row] for row in table.rows]
    frame = _frame(content, table.start, report_year)
    grid.covered += [match.span() for match in _NUMBERED.finditer(content, max(0, table.start - _ABOVE), table.end)]
    for first, last, end in find_sections(texts, table.readings):
        captions = "\n".join(row[0] for row in texts[:first] if is_caption(row))
        measures = caption_measures(captions) or caption_measures(
            "\n".join("\n".join(row) for row in texts[first:last])
        )
        own = Frame(measures or frame.measures, frame.period, frame.base)
        part = slice(last, end)
        body = Section(content, table.rows[part], texts[part], table.readings[part], own, grid)
        for row in table.rows[first:last]:
            grid.covered += row
        if first == last:
            body.read_form()
        else:
            body.read(column_names(texts[first:last], max(len(row) for row in table.rows)), texts[last - 1])


def _frame(content: str, start: int, report_year: int | None) -> Frame:
    above = content[max(0, start - _ABOVE) : start].rstrip()
    above = above[above.rfind("\n", 0, above.rfind("\t")) + 1 :].partition("\n")[2] if "\t" in above else above
    lines = [line.strip() for line in above.split("\n")[-3:]]
    captions = [line for line in lines if line and len(line) <= _LONGEST_CAPTION and not _PROSE.search(line)]
    period = ""
    for line in reversed(captions):
        period = period or split_period(line, None)[1]
    period = "" if len(period) == 9 else period  # a table of several years
    base = int(period[:4]) if len(period) == 4 else report_year
    return Frame(caption_measures("\n".join(captions)), period, base)


class Section:
    """Rows of a table under one header."""

    def __init__(
        self,
        content: str,
        rows: Sequence[Row],
        texts: Sequence[Sequence[str]],
        readings: Sequence[Sequence[Reading]],
        frame: Frame,
        grid: Grid,
    ) -> None:
        self._content = content
        self._rows = rows
        self._texts = texts
        self._readings = readings
        self._frame = frame
        self._grid = grid

    def read(self, names: Sequence[str], lowest: Sequence[str]) -> None:
        """Read quantities under a header.

        Args:
            names: of the columns.
            lowest: the lowest row of the header; where its first name stands again, a second table stands beside the first.
        """
        cuts = [index for index, name in enumerate(lowest) if name and name == lowest[0]]
        cuts = cuts if len(cuts) > 1 and all(b - a == cuts[1] for a, b in pairwise(cuts)) else [0]
        for start, end in pairwise([*cuts, len(names)]):
            self._beside(start, end)._read(names[start:end])

    def _beside(self, start: int, end: int) -> Section:
        """The rows between two columns; those that have nothing there are left out."""
        kept = [index for index, row in enumerate(self._texts) if any(row[start:end])]
        return Section(
            self._content,
            [self._rows[index][start:end] for index in kept],
            [self._texts[index][start:end] for index in kept],
            [self._readings[index][start:end] for index in kept],
            self._frame,
            self._grid,
        )

    def _read(self, names: Sequence[str]) -> None:
        columns = find_columns(names, self._texts, self._readings, self._frame.base)
        labels = row_labels(self._texts, self._readings, columns, self._frame.base)
        alone = sum(column.is_level for column in columns) == 1
        unit_column = next((index for index, column in enumerate(columns) if column.role == "unit"), None)
        self._read_counted(columns, labels)
        for row, texts, readings, label in zip(self._rows, self._texts, self._readings, labels, strict=True):
            if is_caption(texts):
                continue
            if is_numbering(texts):
                self._grid.covered += row
                continue
            unit = texts[unit_column] if unit_column is not None and unit_column < len(texts) else ""
            self._read_row(row, texts, readings, label, columns, alone, unit)

    def _read_row(
        self,
        row: Row,
        texts: Sequence[str],
        readings: Sequence[Reading],
        label: Name,
        columns: Sequence[Column],
        alone: bool,
        unit: str,
    ) -> None:
        """Read the cells of a row under a header.

        Args:
            label: of the row.
            alone: whether a single column holds amounts.
            unit: what the column of units says of the row.
        """
        for index, (span, reading) in enumerate(zip(row, readings, strict=True)):
            column = columns[index]
            period = column.name.period or label.period or self._frame.period
            if column.role == "value" and reading.is_quantity:
                doubt = _doubt(reading, index, readings, len(columns))
                self._read_value(span, reading, column, label, unit, alone, period, doubt)
            elif column.role in ("value", "text") or (column.role == "label" and _tells(texts[index])):
                self._grid.texts += listed(self._content, span, label.noun, column.name.noun, period)
            else:
                self._read_bracket(span, texts[index], column, period)
                self._grid.covered.append(span)

    def _read_value(
        self,
        span: tuple[int, int],
        reading: Reading,
        column: Column,
        label: Name,
        unit: str,
        alone: bool,
        period: str,
        doubt: str,
    ) -> None:
        """A quantity under a column and beside a label."""
        if not self._is_rate(reading, column, label, unit):
            column, label = replace(column, name=as_act(column.name)), as_act(label)
        measure = self._measure(column, label, unit)
        self._add(span, reading, measure, _difference(column, label), _subject(label, column, alone), period, doubt)

    def _read_bracket(self, span: tuple[int, int], text: str, column: Column, period: str) -> None:
        """The quantity behind a label, as in 人才培养(45%)."""
        bracket = _BEHIND_LABEL.fullmatch(text) if column.role == "label" else None
        if bracket is None:
            return
        reading = read_cell(bracket["quantity"])
        if reading.kind == "number" and reading.unit and norm_of(reading.unit)[1] != "duration":
            at = (span[0] + bracket.start("quantity"), span[0] + bracket.end("quantity"))
            self._add(at, reading, None, Difference(), tidy(bracket["name"]), period)

    def _read_counted(self, columns: Sequence[Column], labels: Sequence[Name]) -> None:
        """Counts that lost their column and stand behind the names: 会计学9 | (11000元)."""
        for index, name, at in counted_labels(self._texts, self._readings, columns):
            row = next(i for i, column in enumerate(columns) if column.role == "label")
            span = self._rows[index][row]
            reading = read_cell(self._texts[index][row][at:])
            period = labels[index].period or self._frame.period
            self._add((span[0] + at, span[1]), reading, None, Difference(), tidy(name), period)

    def read_form(self) -> None:
        """Read quantities beside their labels, without a header."""
        width = max(len(row) for row in self._rows)
        columns = find_columns([""] * width, self._texts, self._readings, self._frame.base)
        labels = row_labels(self._texts, self._readings, columns, self._frame.base)
        self._read_counted(columns, labels)
        counted = len(self._rows) >= _SURE and columns[0].is_serial
        listed_once = counted and sum(column.role == "value" for column in columns) == 1
        for row, texts, readings, label in zip(self._rows, self._texts, self._readings, labels, strict=True):
            if not is_caption(texts):
                self._read_form_row(row, texts, readings, label, columns, listed_once)

    def _read_form_row(
        self,
        row: Row,
        texts: Sequence[str],
        readings: Sequence[Reading],
        label: Name,
        columns: Sequence[Column],
        listed_once: bool,
    ) -> None:
        """Read the cells of a row whose labels stand beside the quantities; `listed_once` as for `_fill_in`."""
        for index, (span, reading) in enumerate(zip(row, readings, strict=True)):
            if index and readings[index - 1].is_bare and read_unit(texts[index]) is not None:
                self._grid.covered.append(span)  # 41.7 | 万人次
            elif index and reading.is_quantity and columns[index].role != "skip":
                unit = read_unit(texts[index + 1]) if index + 1 < len(texts) else None
                name = _named_by(label, index, texts, readings, columns)
                self._fill_in(span, reading, name, label, unit, listed_once)
            elif reading.is_quantity or reading.kind == "code":
                self._grid.covered.append(span)
            elif _tells(texts[index]) or columns[index].role == "text":
                self._grid.texts += listed(self._content, span, label.noun if index else "", "", label.period)
            else:
                self._read_bracket(span, texts[index], columns[index], label.period)
                self._grid.covered.append(span)

    def _fill_in(
        self,
        span: tuple[int, int],
        reading: Reading,
        written: str,
        label: Name,
        unit: Measure | None,
        listed_once: bool,
    ) -> None:
        """A quantity beside a label: with its own unit, that of the cell behind, that of the label, or one that the label's noun makes a measure.

        In a list that counts its rows, a bare number beside each name is its quantity whatever it measures.
        """
        name = read_name(written, self._frame.base)
        measure = unit or name.measure or fitting(self._frame.measures, name.noun)
        written_unit = reading.unit or (measure.unit if measure is not None else "")
        if norm_of(written_unit)[1] not in _CHANGES:
            name = as_act(name)
        is_measured = noun_dimension(name.noun) and not is_code(name.written) and not reading.dated
        self._grid.covered.append(span)
        if reading.is_bare and measure is None and not is_measured and not listed_once:
            return
        subject = name.noun or label.noun
        period = name.period or label.period or self._frame.period
        self._add(span, reading, measure, name.difference, subject, period, reading.doubt)

    def _measure(self, column: Column, label: Name, unit: str) -> Measure | None:
        if column.name.measure is not None:
            return column.name.measure
        growth = column.name.is_growth or label.is_growth
        if not column.name.is_growth:
            given = read_unit(unit) if unit else None
            if given is not None or label.measure is not None:
                return given or label.measure
        if growth and (column.name.is_rate or label.is_rate):
            return None
        noun = column.name.noun if noun_dimension(column.name.noun) else label.noun
        return fitting(self._frame.measures, noun)

    def _is_rate(self, reading: Reading, column: Column, label: Name, unit: str) -> bool:
        """Whether a cell is a share or without unit, so that 提升 in its names tells of a change."""
        measure = self._measure(replace(column, name=as_act(column.name)), as_act(label), unit)
        written = reading.unit or (measure.unit if measure is not None else "")
        return norm_of(written)[1] in _CHANGES

    def _add(
        self,
        span: tuple[int, int],
        reading: Reading,
        measure: Measure | None,
        difference: Difference,
        subject: str,
        period: str,
        doubt: str = "",
    ) -> None:
        self._grid.covered.append(span)
        self._grid.cells.append(
            cell_of(self._content, span[0], reading, measure, difference, subject, period, doubt or reading.doubt)
        )


_BEHIND_LABEL = re.compile(r"(?P<name>.*[^\s(])\s?\((?P<quantity>[^()]{1,20})\)")


def _named_by(
    label: Name, index: int, texts: Sequence[str], readings: Sequence[Reading], columns: Sequence[Column]
) -> str:
    """What names the quantity of a cell: the words in the cell before it, or the label of its row."""
    is_named = readings[index - 1].kind == "text" and columns[index - 1].role != "label"
    return _name_beside(label, texts[index - 1], len(columns)) if is_named else label.written


def _name_beside(label: Name, left: str, width: int) -> str:
    """The name of a quantity in a form: the cell to its left, under the label of the row where the cells are no pairs."""
    return f"{label.written}{left}" if width % 2 else left


def _tells(text: str) -> bool:
    """Whether a cell of a label column is prose rather than a name."""
    return len(text) > _LONGEST_NAME or _PROSE.search(text) is not None or is_note(text)


def _doubt(reading: Reading, index: int, readings: Sequence[Reading], width: int) -> str:
    """Why a quantity may be two: its digits are apart, and a cell of its row is missing."""
    if reading.spaced and (len(readings) < width or any(other.kind == "empty" for other in readings[index + 1 :])):
        return f"{reading.number_text} may be two quantities: a cell of the row is missing"
    return reading.doubt


def _difference(column: Column, label: Name) -> Difference:
    return column.name.difference if column.name.is_growth else label.difference


def _subject(label: Name, column: Column, alone: bool) -> str:
    noun = column.name.noun
    if not noun or noun in label.noun or (label.noun and says_nothing(noun, alone)):
        return label.noun or noun
    shared = next((size for size in range(len(noun), 1, -1) if label.noun.endswith(noun[:size])), 0)
    return f"{label.noun}{noun[shared:]}"
