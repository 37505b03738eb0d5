"""Tables in text as rows of cells.

Scraping leaves tables in four shapes. The cells of a row are separated by tabs (all HTML tables), or by spaces, or every
cell stands on a line of its own, or a colon parts label and number below a line with the unit of all. All but the first look like
running text, so they count only when the columns agree: a header, and below it quantities and words each in their columns. A table that a page break, a note or a
subheading interrupts goes on behind it; what stands between is a row of one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.claims.grids.cells import EMPTY, Reading, has_han, read_cell
from pipeline.claims.grids.measures import read_unit
from pipeline.claims.grids.names import is_measure, is_serial, read_name

Span = tuple[int, int]
Row = list[Span]
Shape = Literal["tabs", "spaces", "labels", "lines"]

_TAB_ROW = re.compile(r"^[^\n\t]*\t[^\n]*$", re.MULTILINE)
_TAB = re.compile(r"\t")
_SPACE_ROW = re.compile(r"^[ ]*[^ \n\t][^\n\t。;!?]{0,40}?[ ]{2,}[^ \n\t][^\n\t。;!?]{0,260}$", re.MULTILINE)
_SPACES = re.compile(r"(?<=\S)[ ]{2,}(?=\S)")
_EVEN_ROW = re.compile(r"^[ ]*[^ \n\t。;!?,:]{1,24}(?:[ ]{1,8}[^ \n\t。;!?:]{1,16}){2,16}[ ]*$", re.MULTILINE)
_BLANKS = re.compile(r"(?<=\S)[ ]+(?=\S)")
_LABEL_ROW = re.compile(r"^[ ]*[^ \n\t。;!?:\d][^\n\t。;!?:]{0,30}:[ ]?[-−]?\d[\d,.]*[ ]*$", re.MULTILINE)
_COLON = re.compile(r":[ ]?")
_FIELD_ROW = re.compile(
    r"^[ ]*(?:[^\s:,;。()]{1,16}[ ]+)?(?=[^\n]{0,80}\):[ ]?\d)(?:[^\s:,;。\d][^\s:,;。]{0,24}:[ ]?(?:\d[\d,.]*|[^\s:,;。]{1,24})(?:[ ]+|$)){2,12}$",
    re.MULTILINE,
)
_FIELDS = re.compile(r":[ ]?|[ ]+(?=\S)")
_UNIT_LINE = re.compile(r"[(（]?[^\n。;:]{0,12}单位\s?[:为][^\n。;]{1,16}$")
_CELL_LINE = re.compile(r"^[ ]*(?P<cell>[^ \n\t](?:[^\n\t。;]{0,28}[^ \n\t。;])?)[ ]*$", re.MULTILINE)
_NEW_TABLE = re.compile(r"\s*附?[表件]\s?[\d一二三四五六七八九十]")
_LONGEST_CELL = 400
_LONGEST_NAME = 16
_WIDEST = 10
"""Columns of a table whose cells stand on lines."""
_BETWEEN = 3
"""Lines that may stand between two parts of a table."""
_LONGEST_BETWEEN = 120
_EVEN = 2
"""Lines below a header that make a table of single spaces."""
_SURE = 3
"""Rows alike that make a table of cells on lines beyond doubt, when no header names a unit."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the (start, end) of its cells, and what each cell says by itself."""

    rows: list[Row]
    readings: list[list[Reading]]
    shape: Shape

    @property
    def start(self) -> int:
        """Where its first cell starts."""
        return self.rows[0][0][0]

    @property
    def end(self) -> int:
        """Where its last cell ends."""
        return self.rows[-1][-1][1]


def find_tables(content: str) -> list[Table]:
    """All tables of folded text, in text order, not overlapping."""
    tables = [_table(content, rows, "tabs") for rows in _tab_rows(content)]
    for run in _runs(content, _SPACE_ROW, _SPACES):
        tables += _aligned(content, run)
    tables += [_table(content, run, "spaces") for run in _runs(content, _EVEN_ROW, _BLANKS) if _is_even(content, run)]
    tables += [_table(content, [row], "labels") for run in _runs(content, _FIELD_ROW, _FIELDS) for row in run]
    if "单位" in content:
        tables += [
            _table(content, run, "labels") for run in _runs(content, _LABEL_ROW, _COLON) if _below_unit(content, run)
        ]
    tables += _cells_on_lines(content)
    tables.sort(key=lambda table: table.start)
    apart: list[Table] = []
    for table in tables:
        if not apart or table.start >= apart[-1].end:
            apart.append(table)
    return apart


def _table(content: str, rows: list[Row], shape: Shape) -> Table:
    return Table(rows, [[read_cell(content[start:end]) for start, end in row] for row in rows], shape)


def _tab_rows(content: str) -> Iterator[list[Row]]:
    """Runs of tab rows, joined over the lines between them when they are as wide as each other."""
    joined: list[Row] = []
    for run in _runs(content, _TAB_ROW, _TAB):
        between = _lines_between(content, joined[-1][-1][1], run[0][0][0]) if joined else None
        if between is not None and _width(run) == _width(joined):
            joined += [[line] for line in between] + run
            continue
        if joined:
            yield joined
        joined = run
    if joined:
        yield joined


def _width(rows: Sequence[Row]) -> int:
    return max(len(row) for row in rows)


def _lines_between(content: str, start: int, end: int) -> list[Span] | None:
    """The lines between two runs of rows; None when they end the table."""
    if end - start > _BETWEEN * _LONGEST_BETWEEN * 4:
        return None
    lines = []
    at = start
    for line in content[start:end].split("\n"):
        if line.strip():
            left = at + len(line) - len(line.lstrip())
            lines.append((left, left + len(line.strip())))
        at += len(line) + 1
    if len(lines) > _BETWEEN or any(e - s > _LONGEST_BETWEEN or _NEW_TABLE.match(content, s) for s, e in lines):
        return None
    return lines


def _runs(content: str, row_pattern: re.Pattern[str], separator: re.Pattern[str]) -> Iterator[list[Row]]:
    """Runs of neighbouring lines that are rows, blank lines and what cleaning blanked left out."""
    run: list[Row] = []
    last_end = 0
    for match in row_pattern.finditer(content):
        row = _cells(content, match.start(), match.end(), separator)
        if sum(end > start for start, end in row) < 1 or any(end - start > _LONGEST_CELL for start, end in row):
            continue
        if run and content[last_end : match.start()].strip():
            yield run
            run = []
        run.append(row)
        last_end = match.end()
    if run:
        yield run


def _cells(content: str, start: int, end: int, separator: re.Pattern[str]) -> Row:
    cells = []
    at = start
    for match in [*separator.finditer(content, start, end), None]:
        stop = match.start() if match else end
        part = content[at:stop]
        left = at + len(part) - len(part.lstrip())
        cells.append((left, max(left, at + len(part.rstrip()))))
        at = match.end() if match else end
    return cells


def _aligned(content: str, run: list[Row]) -> Iterator[Table]:
    """The table among lines whose parts are apart by spaces: from a header to the last row that fits under it."""
    run = [_indented(content, row, below) for row, below in zip(run, [*run[1:], []], strict=True)]
    table = _table(content, run, "spaces")
    valued = [any(reading.is_value for reading in row[1:]) for row in table.readings]
    index = 0
    while index + 1 < len(run):
        end = _end_under(content, run, valued, index) if _heads(content, run, valued, index) else index
        if end > index and _is_beyond_doubt(content, table, index, end):
            yield Table(run[index:end], table.readings[index:end], "spaces")
            index = end
        else:
            index += 1


def _heads(content: str, run: Sequence[Row], valued: Sequence[bool], index: int) -> bool:
    """Whether a row without quantities stands right over one with some, and is all names: 学校  人数 over 一中  320."""
    over = index + 1 < len(run) and not valued[index] and valued[index + 1]
    return over and _is_header(content, run[index])


def _end_under(content: str, run: Sequence[Row], valued: Sequence[bool], header: int) -> int:
    """Behind the last row under a header: where the next header stands, or quantities that do not fit under this one."""
    end = header + 1
    while (
        end < len(run) and (not valued[end] or _fits(run[header], run[end])) and not _heads(content, run, valued, end)
    ):
        end += 1
    return end


def _is_even(content: str, run: list[Row]) -> bool:
    """Whether lines apart by single spaces are a table: a header, and below it a word and numbers, each line as wide."""
    width = len(run[0])
    if len(run) <= _EVEN or any(len(row) != width for row in run):
        return False
    header, *body = [[content[start:end] for start, end in row] for row in run]
    return all(has_han(name) and not read_cell(name).is_quantity for name in header) and all(
        has_han(row[0]) and not read_cell(row[0]).is_quantity and all(read_cell(cell).is_bare for cell in row[1:])
        for row in body
    )


def _below_unit(content: str, run: list[Row]) -> bool:
    """Whether a line that gives a unit stands right above: 单位:万元 / 收入总计:4,318.25."""
    above = content[: run[0][0][0]].rstrip()
    return _UNIT_LINE.search(above[above.rfind("\n") + 1 :]) is not None


def _indented(content: str, row: Row, below: Row) -> Row:
    """A row that leaves the place of its first cell open, as a header without a name for the labels does."""
    start = row[0][0]
    return [(start, start), *row] if len(row) + 1 == len(below) and content[start - 2 : start] == "  " else row


def _is_header(content: str, row: Row) -> bool:
    names = [content[start:end] for start, end in row]
    return all(len(read_name(name, None).noun) <= _LONGEST_NAME and not name.endswith(":") for name in names)


def _fits(header: Row, row: Row) -> bool:
    """Whether a row has as many cells as its header; a row may lack a label or a note."""
    return len(header) - 1 <= len(row) <= len(header)


def _is_beyond_doubt(content: str, table: Table, index: int, end: int) -> bool:
    """Whether lines apart by spaces are a table: a unit in its header, or quantities and words each in their columns."""
    header = [content[s:e] for s, e in table.rows[index]]
    if _gives_unit(header):
        return True
    if len(header) < 2 or not any(map(has_han, header)):
        return False
    below = table.readings[index + 1 : end]
    body = [row for row in below if len(row) == len(header)]
    if not body or any(len(row) != len(header) and any(reading.is_value for reading in row) for row in below):
        return False
    return all(map(_is_regular, zip(*body, strict=True))) and _names_quantities(header, body)


def _gives_unit(header: Sequence[str]) -> bool:
    """Whether a name behind the first has a unit: 学校 | 经费(万元)."""
    return any(read_name(name, None).measure is not None for name in header[1:])


def _is_regular(column: Sequence[Reading]) -> bool:
    """Whether the cells that are filled in are all quantities, or all none."""
    return len({reading.is_quantity for reading in column if reading is not EMPTY}) <= 1


def _names_quantities(header: Sequence[str], body: Sequence[Sequence[Reading]]) -> bool:
    """Whether a column of quantities is called like something measured or counted; under a single row, all of them."""
    columns = zip(header, zip(*body, strict=True), strict=True)
    over = [name for name, column in columns if any(reading.is_quantity for reading in column)]
    named = [_is_counted_or_measured(name) for name in over]
    return any(named) and (len(body) >= 2 or all(named))


def _is_counted_or_measured(name: str) -> bool:
    """Whether numbers stand under a name: 在校生数, 序号."""
    return is_measure(name, None) or is_serial(name)


def _cells_on_lines(content: str) -> Iterator[Table]:
    """Tables whose cells stand on a line each: header lines, then again and again lines of the same kinds."""
    lines: list[Span] = []
    for match in [*_CELL_LINE.finditer(content), None]:
        if match is not None and (not lines or not content[lines[-1][1] : match.start("cell")].strip()):
            lines.append(match.span("cell"))
            continue
        if len(lines) >= 2 * _SURE:
            yield from _lined_up(content, lines)
        lines = [match.span("cell")] if match is not None else []


def _lined_up(content: str, lines: list[Span]) -> Iterator[Table]:
    texts = [content[start:end] for start, end in lines]
    readings = [read_cell(text) for text in texts]
    kinds = "".join(_kind(text, reading) for text, reading in zip(texts, readings, strict=True))
    index = 0
    while index < len(lines):
        width, header = _period_of_lines(texts, readings, kinds, index)
        if not width:
            index += 1
            continue
        end = index + header + width
        while _alike(kinds, index + header, end, width):
            end += width
        cuts = [*range(index, index + header, width), *range(index + header, end, width)]
        yield Table([lines[at : at + width] for at in cuts], [readings[at : at + width] for at in cuts], "lines")
        index = end


def _kind(text: str, reading: Reading) -> str:
    """A letter for what a line is: a quantity, an empty mark, a unit or words."""
    if reading.is_value:
        return "n"
    if reading is EMPTY:
        return "e"
    if reading.kind == "text" and read_unit(text) is not None:
        return "u"
    return "y" if reading.is_quantity or reading.kind == "code" else "t"


def _alike(kinds: str, first: int, second: int, width: int) -> bool:
    """Whether the `width` lines from `second` on are of the same kinds as those from `first` on."""
    if second + width > len(kinds):
        return False
    return all(
        one == two or "e" in (one, two) or {one, two} == {"n", "y"}
        for one, two in zip(kinds[first : first + width], kinds[second : second + width], strict=True)
    )


def _period_of_lines(texts: list[str], readings: list[Reading], kinds: str, index: int) -> tuple[int, int]:
    """Columns of the table that starts at a line, and how many lines its header has; (0, 0) when none starts there."""
    if kinds[index] not in "tny":
        return 0, 0
    counting = readings[index].is_value and readings[index].value == 1 and readings[index].is_bare
    for width in range(2, _WIDEST + 1):
        if counting and _counts(texts, readings, kinds, index, width):
            return width, 0
        if _heads_lines(texts, kinds, index, width):
            return width, width
    return 0, 0


def _heads_lines(texts: Sequence[str], kinds: str, index: int, width: int) -> bool:
    """Whether `width` lines from `index` on name the columns of those below: 学校 / 人数(人) / 一中 / 320 / 二中 / 410."""
    body = index + width
    names, row = texts[index:body], kinds[body : body + width]
    if not _is_mixed(row) or not _is_free_of_values(kinds[index:body]) or not _alike(kinds, body, body + width, width):
        return False
    if _gives_unit(names) and (row[0] != "n" or is_serial(names[0])):
        return True
    return all(_alike(kinds, body, body + step * width, width) for step in range(2, _SURE)) and _named(names, row)


def _is_mixed(row: str) -> bool:
    """Whether lines are quantities and words, as those of a row are."""
    return "n" in row and "t" in row


def _is_free_of_values(header: str) -> bool:
    """Whether no line is a quantity or the mark of an empty cell."""
    return "n" not in header and "e" not in header


def _named(names: Sequence[str], row: str) -> bool:
    """Whether what stands over quantities is called like something measured or counted."""
    over = [name for name, kind in zip(names, row, strict=True) if kind == "n"]
    return all(len(name) <= _LONGEST_NAME for name in names) and all(map(_is_counted_or_measured, over))


def _counts(texts: list[str], readings: list[Reading], kinds: str, index: int, width: int) -> bool:
    """Whether every `width` lines a number counts the rows: 1 / name / amount / 2 / name / amount / 3."""
    if not _is_mixed(kinds[index + 1 : index + width]):
        return False
    for step in range(1, _SURE):
        at = index + step * width
        if not _alike(kinds, index, at, width) or texts[at] != str(step + 1):
            return False
    return texts[index] == "1" and not any(_counts_up(readings, index + at, width) for at in range(1, width))


def _counts_up(readings: list[Reading], index: int, width: int) -> bool:
    """Whether the quantities of a column count, too: numbers of another list, not amounts."""
    values = [readings[index + step * width].value for step in range(_SURE)]
    return all(one is not None and other is not None and other - one == 1 for one, other in pairwise(values))
