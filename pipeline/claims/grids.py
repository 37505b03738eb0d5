"""Tables in text: rows of cells under a header that carries the unit.

    指标    绝对数（亿元）    比上年增长（%）
    第一产业    52.3    3.1

For newcomers: scraping leaves tables in three shapes. The cells of a row are separated by tabs (all HTML tables), or by two or
more spaces, or every cell stands on a line of its own; `_tables` finds all three. The last two look like running text, so
they count only when the header names a unit. Every numeric cell is a claim: the row label is its subject, scale and unit come from
the header of its column, else from a unit column, else from a line (单位:万元) above the table. A growth column makes a negative
cell a decrease with a positive value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.claims.changes import Difference
from pipeline.language.numerals import LARGE_SCALE, parse_numeral
from pipeline.language.units import DENOMINATOR, UNIT_PATTERN, norm_of
from pipeline.patterns import last_match
from pipeline.records import Quantity

_TAB_ROW = re.compile(r"^[^\n\t]*\t[^\n]*$", re.MULTILINE)
_TAB = re.compile(r"\t")
_SPACE_ROW = re.compile(r"^[ ]*[^ \n\t][^\n\t]{0,30}?[ ]{2,}[^ \n\t][^\n\t]{0,80}$", re.MULTILINE)
_SPACES = re.compile(r"(?<=\S)[ ]{2,}(?=\S)")
_CELL_LINE = re.compile(r"^[ ]*(?P<cell>[^ \n\t](?:[^\n\t]{0,18}[^ \n\t])?)[ ]*$", re.MULTILINE)
_UNIT_IN_HEADER = re.compile(
    r"\((?:单位:)?[百千万亿]{0,2}(?:元|人|名|所|个|户|亩|吨|公里|平方米|公顷|%|‰|件|册|台|人次)\)"
)
_WIDEST = 8  # columns of a table whose cells stand on lines
_NUMBER = re.compile(r"(?P<sign>[-−—+]?)\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>%|‰)?")
_UNIT = re.compile(rf"(?P<scale>[百千{LARGE_SCALE}]{{0,3}})(?P<unit>{UNIT_PATTERN})?(?P<rate>/(?:{DENOMINATOR}))?")
_IN_BRACKETS = re.compile(r"\((?:单位:)?(?P<unit>[^()]{1,10})\)")
_UNIT_LINE = re.compile(r"单位:\s*(?P<unit>[^\s,;。)]{1,8})")
_GROWTH = re.compile(
    r"(?P<base>同比|环比|比[^增减提下±()]{1,10}|较[^增减提下±()]{1,10})?[^()]{0,6}?(?:增长|增减|增速|提高|±|增加|变化)"
)
_AMOUNT = re.compile(r"(?:绝对数|绝对值|数值|数量|实绩|完成数|金额|总量|指标值|本年|合计)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT_HEADER = re.compile(r"(?:计量)?单位")
_LABEL = re.compile(r"^[\s#*]*(?:其中:?)?\s*(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、)?\s*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A numeric cell as a claim: its quantity, what it measures and whether it is a growth."""

    quantity: Quantity
    subject: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    scale: Decimal
    unit: str
    difference: Difference


def find_cells(content: str) -> tuple[list[Cell], list[tuple[int, int]]]:
    """All numeric cells of all tables of folded text, and the (start, end) of each table."""
    cells: list[Cell] = []
    ranges: list[tuple[int, int]] = []
    for rows in _tables(content):
        found = _read_table(content, rows)
        if found:
            cells += found
            ranges.append((rows[0][0][0], rows[-1][-1][1]))
    return cells, ranges


_Row = list[tuple[int, int]]


def _tables(content: str) -> list[list[_Row]]:
    """Each table as rows of the (start, end) of their cells, in text order."""
    tables = [table for rows in _rows_of_lines(content, _TAB_ROW, _TAB) for table in _split(content, rows)]
    if _UNIT_IN_HEADER.search(content):
        for rows in _rows_of_lines(content, _SPACE_ROW, _SPACES):
            header = next((index for index, row in enumerate(rows[:-1]) if _has_unit(content, row)), None)
            if header is not None:  # a caption may stand above the header
                tables.append(rows[header:])
        tables += _cells_on_lines(content)
    return sorted(tables)


def _rows_of_lines(content: str, row_pattern: re.Pattern[str], separator: re.Pattern[str]) -> list[list[_Row]]:
    """Runs of at least two neighbouring lines that look like rows."""
    tables: list[list[_Row]] = []
    last_end = -9
    for match in row_pattern.finditer(content):
        row = _cells(content, match.start(), match.end(), separator)
        if tables and match.start() - last_end <= 3 and not content[last_end : match.start()].strip():
            tables[-1].append(row)
        else:
            tables.append([row])
        last_end = match.end()
    return [table for table in tables if len(table) >= 2]


def _split(content: str, rows: list[_Row]) -> list[list[_Row]]:
    """Tables that follow each other without a line between: a header with a unit behind numbers opens the next."""
    tables: list[list[_Row]] = [[]]
    numbers = False
    for row in rows:
        has_number = any(_is_number(content, cell) for cell in row[1:])
        if numbers and not has_number and _has_unit(content, row):
            tables.append([])
        tables[-1].append(row)
        numbers = has_number
    return tables


def _cells(content: str, start: int, end: int, separator: re.Pattern[str]) -> _Row:
    cells = []
    at = start
    for match in [*separator.finditer(content, start, end), None]:
        stop = match.start() if match else end
        part = content[at:stop]
        left = at + len(part) - len(part.lstrip())
        cells.append((left, max(left, at + len(part.rstrip()))))
        at = match.end() if match else end
    return cells


def _cells_on_lines(content: str) -> list[list[_Row]]:
    """Tables whose cells stand on a line each: k header lines, then again and again a label and k - 1 numbers."""
    lines = [match.span("cell") for match in _CELL_LINE.finditer(content)]
    numeric = [_is_number(content, line) for line in lines]
    filled = [numeric[i] or _UNIT.fullmatch(content, *line) is not None for i, line in enumerate(lines)]
    tables: list[list[_Row]] = []
    index = 0
    while index < len(lines):
        width = next((k for k in range(2, _WIDEST + 1) if _starts_table(content, lines, numeric, filled, index, k)), 0)
        if not width:
            index += 1
            continue
        table = [lines[index : index + width]]
        index += width
        while _is_row(numeric, filled, index, width):
            table.append(lines[index : index + width])
            index += width
        tables.append(table)
    return tables


def _starts_table(content: str, lines: _Row, numeric: list[bool], filled: list[bool], index: int, width: int) -> bool:
    header = lines[index : index + width]
    return (
        not any(numeric[index : index + width])
        and _has_unit(content, header)
        and _is_row(numeric, filled, index + width, width)
        and _is_row(numeric, filled, index + 2 * width, width)
    )


def _is_row(numeric: list[bool], filled: list[bool], index: int, width: int) -> bool:
    """Whether a label stands at `index` and numbers, perhaps with a unit among them, behind it."""
    cells = slice(index + 1, index + width)
    return index + width <= len(numeric) and not numeric[index] and all(filled[cells]) and any(numeric[cells])


def _has_unit(content: str, header: _Row) -> bool:
    return any(_UNIT_IN_HEADER.search(content, start, end) for start, end in header[1:])


def _read_table(content: str, rows: list[_Row]) -> list[Cell]:
    header: list[_Row] = []
    for row in rows:
        if any(_is_number(content, cell) for cell in row[1:]):
            break
        header.append(row)
    if not header or len(header) == len(rows):
        return []
    above = content[max(0, rows[0][0][0] - 60) : rows[0][0][0]]
    unit_line = last_match(_UNIT_LINE, above)
    default = unit_line["unit"] if unit_line else ""
    names = _column_names(content, header, max(len(row) for row in rows))
    columns = [_column(name, default) for name in names]
    unit_column = next((i for i, column in enumerate(columns) if _UNIT_HEADER.fullmatch(column.name)), None)
    named = sum(1 for column in columns[1:] if not _UNIT_HEADER.fullmatch(column.name)) > 1
    found: list[Cell] = []
    for row, label in zip(rows[len(header) :], _row_labels(content, rows[len(header) :], unit_column), strict=True):
        row_unit = (
            content[row[unit_column][0] : row[unit_column][1]]
            if unit_column is not None and unit_column < len(row)
            else ""
        )
        label_unit = _IN_BRACKETS.search(label)
        for index in range(1, len(row)):
            if index == unit_column or not label:
                continue
            column = columns[index]
            if not column.unit and column.scale == 1:
                written = row_unit or (label_unit["unit"] if label_unit else "")
                scale, unit = _scale_and_unit(written) if column.difference.change == "none" else (Decimal(1), "")
                column = _Column(column.name, scale, unit, column.difference)
            cell = _cell(content, row[index], column)
            if cell is not None:
                bare = _IN_BRACKETS.sub("", label).strip() or label
                suffix = (
                    column.name if named and column.difference.change == "none" and not _is_amount(column.name) else ""
                )
                found.append(Cell(cell[0], f"{bare}{suffix}", cell[1]))
    return found


def _is_amount(name: str) -> bool:
    return _AMOUNT.fullmatch(name) is not None


def _column_names(content: str, header: list[_Row], width: int) -> list[str]:
    """What stands above each column, from the top down. An empty cell is the rest of the wide one to its left."""
    names = [""] * width
    for row in header:
        left = ""
        above = list(names)
        for index in range(width):
            name = content[row[index][0] : row[index][1]] if index < len(row) else ""
            if index and not name and (not above[index] or above[index] == above[index - 1]):
                name = left
            names[index] += name
            left = name if index else ""
    return names


def _row_labels(content: str, rows: list[_Row], unit_column: int | None) -> list[str]:
    """The label of each row. Where a label stands for several rows, the labels behind it belong to the row's."""
    written = [[content[start:end] for start, end in row] for row in rows]
    grouped = any(not cells[0] for cells in written)
    labels: list[str] = []
    before: list[str] = []
    for row, cells in zip(rows, written, strict=True):
        inherits = True
        parts: list[str] = []
        for index, cell in enumerate(cells if grouped else cells[:1]):
            if index and (index == unit_column or _is_number(content, row[index])):
                break
            inherits = inherits and not cell
            parts.append(before[index] if inherits and index < len(before) else cell)
        before = parts
        labels.append("".join(_LABEL.sub("", part).strip() for part in parts))
    return labels


def _column(name: str, default: str) -> _Column:
    in_brackets = _IN_BRACKETS.search(name)
    scale, unit = _scale_and_unit(in_brackets["unit"]) if in_brackets else (Decimal(1), "")
    bare = _IN_BRACKETS.sub("", name).strip()
    growth = _GROWTH.search(bare)
    if not unit and scale == 1 and default and not growth:
        scale, unit = _scale_and_unit(default)
    base = (growth["base"] or "").lstrip("比较") if growth else ""
    return _Column(bare, scale, unit, Difference("up", base) if growth else Difference())


def _scale_and_unit(written: str) -> tuple[Decimal, str]:
    match = _UNIT.fullmatch(written.strip())
    if match is None:
        return Decimal(1), ""
    scale = parse_numeral(match["scale"]) if match["scale"] else Decimal(1)
    unit = (match["unit"] or "") + (match["rate"] or "")
    return scale or Decimal(1), unit.removeprefix("个") if unit.startswith("个百分") else unit


def _is_number(content: str, cell: tuple[int, int]) -> bool:
    text = content[cell[0] : cell[1]]
    return _NUMBER.fullmatch(text) is not None and not _YEAR.fullmatch(text)


def _cell(content: str, cell: tuple[int, int], column: _Column) -> tuple[Quantity, Difference] | None:
    start, end = cell
    match = _NUMBER.fullmatch(content, start, end)
    if match is None:
        return None
    value = parse_numeral(match["number"])
    if value is None:
        return None
    negative = match["sign"] in ("-", "−", "—")
    difference = column.difference
    if negative:
        difference = Difference("down", difference.base)
    unit = match["unit"] or column.unit
    norm, dimension = norm_of(unit)
    quantity = Quantity(
        start=start,
        end=end,
        text=content[start:end],
        value=value * column.scale,
        value_max=None,
        number_text=match["number"],
        unit=unit,
        unit_norm=norm,
        dimension=dimension,
        comparator="eq",
        rule="table_cell",
    )
    return quantity, difference
