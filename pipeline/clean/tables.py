"""Which lines are rows of a table of quantities: body wherever they stand, never the head of a page or a repeated title.

A table comes in four shapes: its cells stand apart by tabs (all HTML and DOCX tables), or by blanks or
bars, or each on a line of its own, or it is a form, 预算金额(万元):356.8. A run of such lines is a table when a cell holds a
quantity; what a site says of the page (索引号, 浏览次数) is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from pipeline.clean.lines import Line, letters
from pipeline.clean.quantities import states_quantity
from pipeline.clean.rules import Rules, load_rules
from pipeline.language.dates import YEAR
from pipeline.language.han import HAN
from pipeline.patterns import when_used

_Shape = Literal["", "row", "spaced", "form", "cell"]
_CELLS = when_used(r"\s{0,4}(?:\t|\s{2,40}|\|)\s{0,4}")
_NUMBER = when_used(
    rf"[-+−±(]?\s?[¥$]?(?:\d{{1,9}}|\d{{1,3}}(?:,\d{{3}}){{1,4}})(?:\.\d{{1,6}})?\s?(?:[%‰]|[{HAN}]{{1,4}})?\)?"
)
_DATED = when_used(rf"{YEAR}(?:\s?年.{{0,8}})?|.{{0,8}}\d\s?[月日号时页]")
_COLUMN = when_used(rf"{YEAR}年度?|.{{1,12}}\([^()]{{1,8}}\)")
_FORM = when_used(r"[^\s:,;。\d][^:,;。\t]{1,24}:\s{0,4}[^\s:][^:。;\t]{0,60}")
_UNIT_LINE = when_used(r"\(?(?:计量|金额)?单位\s?:.{1,20}")
_OPENS_NUMBER = frozenset("0123456789+-−±(¥$")
_MAX_ROW_CELL = 60
_MIN_LINES = 2
_MAX_CELL_LINE = 20
# With a cell on each line a table has so many lines above its first number and below its last one, at most,
_MAX_HEADER = 8
_MAX_FOOTER = 3
# so many numbers, and one in so many lines is one.
_MIN_NUMBERS = 3
_MAX_COLUMNS = 6


def looks_like_row(text: str) -> bool:
    """Whether a folded line alone looks like a row: cells stand apart, and behind the first is a number or a column with its unit."""
    if "\t" in text:
        return True
    cells = _cells(text)
    return len(cells) > 1 and any(_is_number(cell) or _COLUMN.fullmatch(cell) for cell in cells[1:])


def mark_tables(lines: Sequence[Line]) -> None:
    """Tell the rows of tables of quantities."""
    rules = load_rules()
    shapes = [_shape(line) for line in lines]
    start = 0
    for shape, members in groupby(shapes):
        end = start + sum(1 for _ in members)
        if shape:
            run = lines[start:end]
            first, last = _column(rules, run) if shape == "cell" else _table(rules, shape, run)
            for line in run[first:last]:
                line.in_table = True
            above = start + first - 1
            if first < last and above >= 0 and _UNIT_LINE.fullmatch(lines[above].text):
                lines[above].in_table = True
        start = end


def _shape(line: Line) -> _Shape:
    """How the line would stand in a table."""
    text = line.text
    if line.rule:
        return ""
    if "\t" in text or (line.region is not None and line.region.kind == "table_row"):
        return "row"
    if line.is_prose:
        return ""
    if ("  " in text or "|" in text) and len(cells := _cells(text)) > 1 and max(map(len, cells)) <= _MAX_ROW_CELL:
        return "spaced"
    if ":" in text:
        return "form" if _FORM.fullmatch(text) else ""
    return "cell" if len(text) <= _MAX_CELL_LINE else ""


def _cells(text: str) -> list[str]:
    return [cell for cell in _CELLS.split(text) if cell]


def _is_number(cell: str) -> bool:
    """Whether a cell is a number, perhaps with a unit; 2023年 is none, nor is 58人下载."""
    if _NUMBER.fullmatch(cell) is None or _DATED.fullmatch(cell) is not None:
        return False
    return not cell.rstrip(")")[-1:].isalpha() or states_quantity(cell)


def _table(rules: Rules, shape: _Shape, run: Sequence[Line]) -> tuple[int, int]:
    """Where in the run a table of quantities begins and ends."""
    if not any(_holds_quantity(shape, line) for line in run):
        return 0, 0
    of_page = [_is_of_page(rules, line.text) for line in run]
    first = next((number for number, is_of_page in enumerate(of_page) if not is_of_page), len(run))
    last = len(run) - next((number for number, is_of_page in enumerate(reversed(of_page)) if not is_of_page), 0)
    size = last - first
    quantities = sum(_holds_quantity(shape, line) for line in run[first:last])
    if not quantities or 2 * sum(of_page[first:last]) >= size:
        return 0, 0
    if shape == "row":
        return first, last
    # Blanks and colons stand in many a line. It takes rows below each other, or a row with more than one number, and
    # below the header most rows have one.
    numbers = sum(map(_is_number, _cells(run[first].text)[1:]))
    is_table = max(size, numbers) >= _MIN_LINES and (shape == "form" or 2 * quantities >= size - 1)
    return (first, last) if is_table else (0, 0)


def _is_of_page(rules: Rules, text: str) -> bool:
    """Whether a row begins with a label of a site or of the metadata table of a portal."""
    cells = _cells(text)
    label, colon, _ = cells[0].partition(":") if cells else ("", "", "")
    name = letters(label)
    if name in rules.record_labels and name not in rules.record_common:
        return True
    is_pair = bool(colon) or any(any(map(str.isdigit, cell)) for cell in (cells[:2] if len(cells) == 2 else cells[:1]))
    if is_pair and rules.labelled.match(cells[0]) is not None:
        return True
    return "\t" not in text and bool(rules.match(rules.head, text) or rules.match(rules.tail, text))


def _holds_quantity(shape: _Shape, line: Line) -> bool:
    if shape == "form":
        return line.states_quantity
    return any(_is_number(cell) or states_quantity(cell) for cell in _cells(line.text)[1:])


def _column(rules: Rules, run: Sequence[Line]) -> tuple[int, int]:
    """Where in a run of short lines a table with a cell on each line begins and ends."""
    numbers = [n for n, line in enumerate(run) if line.text[0] in _OPENS_NUMBER and _is_number(line.text)]
    # Two are enough below a column with its unit.
    if len(numbers) < _MIN_NUMBERS - any(_COLUMN.fullmatch(line.text) for line in run):
        return 0, 0
    first, last = numbers[0], numbers[-1] + 1
    if sum(_is_button(rules, line.text) for line in run[first:last]) * 4 >= last - first:
        return 0, 0
    while first > max(0, numbers[0] - _MAX_HEADER) and not _is_button(rules, run[first - 1].text):
        first -= 1
    while last < min(len(run), numbers[-1] + 1 + _MAX_FOOTER) and not _is_button(rules, run[last].text):
        last += 1
    return (first, last) if _MAX_COLUMNS * len(numbers) >= last - first else (0, 0)


def _is_button(rules: Rules, text: str) -> bool:
    """Whether a short line is what pages put around a text: 打印, 浏览次数, 推荐阅读."""
    return (
        text in rules.widgets
        or (rules.labelled.match(text) is not None and rules.typed_field.match(f"{text}:") is None)
        or any(rules.match(where, text) for where in (rules.anywhere, rules.tail))
    )
