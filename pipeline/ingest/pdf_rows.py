"""Which lines of a table are one row, told without ruling lines.

A cell that is too narrow for its text goes on in the line below, and the other cells of its row stand
beside the first line, or beside the middle. So a table has lines that fill most columns (anchors), one for each row, and
lines that fill a few (fragments), which belong to the anchor above or below. The nearer one has it; where all lines
are equally far apart, a fragment belongs to the row that lacks its column, or to the one whose cell is full. What
neither says is a row of its own: rather a row too many than two numbers in one. Two anchors are one row only when
their cells show it: a header in two lines, or numbers that are visibly cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.ingest.cells import is_cut, is_number, join

# In heights: lines nearer than this overlap; lines of one cell are no further apart; a cell that can be wrapped is so
# wide at least, and full when less than that is left.
_OVERLAP = 0.95
_BESIDE = 0.75
_LINE_GAP = 1.8
_WRAPPED_TEXT, _WRAPPED_NUMBER = 3.4, 1.7
_LEFT_OVER = 1.0
# Lines of one cell are nearer than rows by this factor; what is regular differs by less than that one.
_NEARER = 0.85
_REGULAR = 1.15
# An anchor fills this share of the columns.
_MOST = 0.6
# Columns whose cells may go over several rows.
_HEADS = 2
_DIGIT = re.compile(r"\d")
# What begins an item does not go on with one.
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]\D|其中")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of one line."""

    text: str
    left: float
    right: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left


@dataclass(slots=True)
class Strip:
    """A line of a table: its cells by column."""

    cells: dict[int, Cell]
    bottom: float
    height: float
    number: int
    """Of the line that it is."""
    heads: bool = False
    """Whether its cells are headers over several columns."""


@dataclass(slots=True)
class Row:
    """A row: the text of its cells by column, and the numbers of its lines."""

    cells: dict[int, str]
    lines: list[int] = field(default_factory=list)


def rows_of(
    strips: Sequence[Strip], widths: Sequence[float], parted: Callable[[int], bool], pitch: float = float("inf")
) -> list[Row]:
    """The rows that the lines of a table make, from top to bottom; lines before and after it are left out.

    Args:
        strips: the lines, from top to bottom.
        widths: of the columns.
        parted: whether a ruling line is below the line of an index.
        pitch: how far its rows are apart on the page before, where the table goes on from one; all lines are rows of it then.
    """
    rows = _Grouping(strips, widths, parted, pitch).rows()
    for column in range(min(_HEADS, len(widths) - 1)):
        rows = _raise_heads(rows, column)
    return rows


def are_full(strip: Strip, widths: Sequence[float], columns: Iterable[int]) -> bool:
    """Whether a line has cells in all of some columns, and each fills its column, so that it may go on in the next line."""
    for column in columns:
        cell = strip.cells.get(column)
        least = _WRAPPED_NUMBER if cell and is_number(cell.text) else _WRAPPED_TEXT
        if cell is None or cell.width < max(least * strip.height, widths[column] - _LEFT_OVER * strip.height):
            return False
    return True


def goes_on(above: Mapping[int, str], below: Mapping[int, str]) -> bool:
    """Whether the first cells of a page, by column, may go on with those of the last row of the page before: fewer, no numbers, no item."""
    if len(below) >= len(above) or not below.keys() <= above.keys():
        return False
    return not any(
        _ITEM.match(text) or (is_number(text) and not is_cut(above[column], text)) for column, text in below.items()
    )


class _Grouping:
    """Decides for each line whether a row ends below it."""

    def __init__(
        self, strips: Sequence[Strip], widths: Sequence[float], parted: Callable[[int], bool], pitch: float
    ) -> None:
        self._strips = strips
        self._widths = widths
        self._parted = [parted(n) for n in range(len(strips) - 1)]
        self._gaps = [one.bottom - other.bottom for one, other in pairwise(strips)]
        self._anchors = [n for n in range(len(strips)) if self._is_anchor(n)]
        self._banded = sum(self._parted) > max(2, _MOST * (len(self._anchors) - 1))
        self._pitch = min(self._row_pitch(), pitch)
        self._is_begun = pitch < float("inf")
        self._above = dict.fromkeys(self._anchors, 0)
        self._ends = [True] * len(strips)

    def rows(self) -> list[Row]:
        """The rows."""
        if not self._anchors:
            return []
        first = self._lead()
        for one, other in pairwise(self._anchors):
            self._between(one, other)
        last = self._tail()
        rows: list[Row] = []
        group: list[int] = []
        for number in range(0 if self._is_begun else first, last + 1):
            group.append(number)
            if self._ends[number] or number == last:
                rows += [self._row([line]) for line in group] if self._clash(group) else [self._row(group)]
                group = []
        return rows

    def _is_anchor(self, number: int) -> bool:
        cells = self._strips[number].cells
        if self._strips[number].heads or len(cells) >= max(2, _MOST * len(self._widths)):
            return True
        if not any(is_number(cell.text) for column, cell in cells.items() if column):
            return False
        # Its label stands in the line, or in two lines beside it.
        beside = [
            n
            for n in (number - 1, number)
            if 0 <= n < len(self._gaps) and self._gaps[n] < _BESIDE * self._strips[n].height
        ]
        return 0 in cells or bool(beside)

    def _row_pitch(self) -> float:
        """How far rows are apart that have no fragment between them; most of them at most so far."""
        gaps = sorted(self._gaps[one] for one, other in pairwise(self._anchors) if other == one + 1)
        return gaps[3 * (len(gaps) - 1) // 4] if gaps else float("inf")

    def _inside(self, number: int) -> bool:
        """Whether the line below `number` is so near that both are one row."""
        gap, height = self._gaps[number], self._strips[number].height
        if self._parted[number]:
            return False
        if self._banded:
            return gap <= _LINE_GAP * height
        return gap < _OVERLAP * height or gap <= min(_NEARER * self._pitch, _LINE_GAP * height)

    def _near(self, number: int) -> bool:
        """Whether the line below `number` may be of the same row for its distance."""
        gap, height = self._gaps[number], self._strips[number].height
        return not self._parted[number] and gap <= min(_REGULAR * self._pitch, _LINE_GAP * height)

    def _full(self, number: int, columns: Sequence[int]) -> bool:
        return are_full(self._strips[number], self._widths, columns)

    def _lead(self) -> int:
        """The first line of the table: its header may begin above the first anchor."""
        first = self._anchors[0]
        while first and self._inside(first - 1) and not self._is_line_of_text(first - 1):
            first -= 1
            self._ends[first] = False
            self._above[self._anchors[0]] += 1
        return first

    def _is_line_of_text(self, number: int) -> bool:
        return any("：" in cell.text or ":" in cell.text for cell in self._strips[number].cells.values())

    def _tail(self) -> int:
        """The last line of the table, whose last cells may go on below the last anchor."""
        last = self._anchors[-1]
        expected = self._above[last]
        columns = sorted(self._strips[last].cells)
        for number in range(last, len(self._strips) - 1):
            below = sorted(self._strips[number + 1].cells)
            known = expected > number - last or (set(below) <= set(columns) and self._full(number, below))
            if not (self._inside(number) or (self._near(number) and known)):
                break
            self._ends[number] = False
            last = number + 1
        return last

    def _between(self, one: int, other: int) -> None:
        """Give the fragments between two anchors to one of them, to both or to none."""
        if self._is_wrapped(one, other):
            for number in range(one, other):
                self._ends[number] = False
            return
        upper = self._split(one, other) if other > one + 1 else None
        if upper is None:
            return
        self._above[other] = other - one - 1 - upper
        for number in range(one, other):
            self._ends[number] = number == one + upper

    def _split(self, one: int, other: int) -> int | None:
        """How many of the fragments between two anchors belong to the upper one; None where they belong to neither."""
        count = other - one - 1
        gaps = self._gaps[one:other]
        columns = set(self._strips[one + 1].cells)
        lacking = [not columns & set(self._strips[n].cells) for n in (one, other)]
        if count == 1 and all(lacking) and not self._above[one] and abs(gaps[0] - gaps[1]) < 0.25 * sum(gaps):
            return None
        widest = max(range(len(gaps)), key=lambda n: float("inf") if self._parted[one + n] else gaps[n])
        rest = [one + n for n in range(len(gaps)) if n != widest]
        clear = self._parted[one + widest] or gaps[widest] >= _REGULAR * max(self._gaps[n] for n in rest)
        if all(map(self._inside, rest)) and clear:
            return widest
        if not all(map(self._near, rest)):
            return None
        upper = self._upper(one, other, columns, lacking)
        return upper if upper == widest or not clear else None

    def _upper(self, one: int, other: int, columns: set[int], lacking: Sequence[bool]) -> int | None:
        """The same where the distances do not tell: by the columns that are lacking or full."""
        count = other - one - 1
        if self._above[one]:
            return min(self._above[one], count)
        if lacking[0]:
            return count
        if lacking[1]:
            return 0
        if any(_ITEM.match(cell.text) for cell in self._strips[one + 1].cells.values()):
            return None
        # A row that is wrapped already goes on; else full cells say something where most are not full.
        wrapped = one > 0 and not self._ends[one - 1]
        if self._full(one, sorted(columns)) and (wrapped or self._is_telling(columns)):
            return count
        goes_on = self._full(other - 1, sorted(columns)) and columns <= set(self._strips[other].cells)
        return 0 if goes_on and self._is_telling(columns) else None

    def _is_telling(self, columns: set[int]) -> bool:
        """Whether fewer than half of the cells of columns are full."""
        held = [n for n, strip in enumerate(self._strips) if columns <= strip.cells.keys()]
        return 2 * sum(self._full(n, sorted(columns)) for n in held) < len(held)

    def _is_wrapped(self, one: int, other: int) -> bool:
        """Whether two lines that fill most columns are one row."""
        above, below = self._strips[one].cells, self._strips[other].cells
        between = range(one, other)
        inside = all(map(self._inside, between))
        if not (inside or all(map(self._near, between))) or not below.keys() <= above.keys():
            return False
        pairs = [(above[column].text, below[column].text, column) for column in sorted(below)]
        if (
            one == self._anchors[0]
            and 0 not in below
            and not any(is_number(upper) or _DIGIT.search(lower) for upper, lower, _ in pairs)
        ):
            return True
        rest = [(upper, lower, column) for upper, lower, column in pairs if not is_cut(upper, lower)]
        if any(is_number(upper) and is_number(lower) for upper, lower, _ in rest):
            return False
        return len(rest) < len(pairs) or (inside and 0 not in below and len(below) < len(above))

    def _clash(self, group: Sequence[int]) -> bool:
        """Whether a row would hold two whole numbers in one cell."""
        held: dict[int, Cell] = {}
        for number in group:
            for column, cell in self._strips[number].cells.items():
                above = held.get(column)
                if above and is_number(above.text) and is_number(cell.text) and not is_cut(above.text, cell.text):
                    return True
                held[column] = cell
        return False

    def _row(self, group: Sequence[int]) -> Row:
        row = Row({}, [self._strips[number].number for number in group])
        full: dict[int, bool] = {}
        for number in group:
            for column, cell in self._strips[number].cells.items():
                above = row.cells.get(column)
                row.cells[column] = cell.text if above is None else join(above, cell.text, full[column])
                full[column] = cell.width >= self._widths[column] - _LEFT_OVER * self._strips[number].height
        return row


def _raise_heads(rows: list[Row], column: int) -> list[Row]:
    """Cells of a column that stand at the middle of several rows, moved to the first of them.

    Each of them tells how many rows it heads: as many below its middle as above. When the sums do not come out even,
    nothing is moved.
    """
    heads = [set(row.cells) == {column} for row in rows]
    body = [row for row, head in zip(rows, heads, strict=True) if not head]
    late = any(column not in row.cells for row in body[:2]) and any(column in row.cells for row in body)
    if not body or not (any(heads) or late):
        return rows
    places: list[tuple[int, Row]] = []
    passed = 0
    for row, head in zip(rows, heads, strict=True):
        if column in row.cells:
            places.append((2 * passed - 1 if head else 2 * passed, row))
        passed += not head
    start, moves = 0, []
    for twice, row in places:
        end = twice - start
        if end < start:
            return rows
        moves.append((body[start], row) if start < len(body) else (row, row))
        start = end + 1
    if start != len(body):
        return rows
    for target, row in moves:
        if target is not row:
            target.cells[column] = row.cells.pop(column)
            target.lines += row.lines if not row.cells else []
    return body
