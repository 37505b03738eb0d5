"""The lines of a PDF page, and the pieces that stand apart in them.

PDFium gives characters in the order in which they were drawn, with line breaks and blanks that it makes
up. Pieces at the same height are one line here, also when other pieces were drawn between them, as in tables that are
drawn cell by cell; but not where the page is set in columns of running text. A gap wider than a cell gap parts two
pieces. Where all characters of a line stand apart alike, that gap is letter spacing and says nothing.
Characters are measured only where a page has gaps or ruling lines: most pages have neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

# In heights of a line: what counts as the same height, as a gap between cells, and as the most that letters are apart.
SAME_HEIGHT = 0.4
CELL_GAP = 0.8
_MOST_SPACING = 1.3
_SAME_SIZE = 0.2
# So many characters at least make a letter-spaced line, on this share of whose gaps PDFium sees a blank, and as many
# differ from the middle one by less than that.
_FEWEST_SPACED = 4
# Characters that stand further apart, each alone in its line, are set wide if they are so many, so near, and no table is
# that near above or below.
_FEWEST_WIDE = 6
_WIDEST = 5.0
_TABLE_GAP = 4.0
_SPACED = 0.6
_UNEVEN = 0.4
# A piece of so many characters may be a line of running text.
_PROSE = 10
_SPACE = 0x20
BLANKS = frozenset([_SPACE, 0xA0, 0x3000])

Glyph = tuple[int, float, float]
"""UTF-16 unit, left and right edge."""


@dataclass(slots=True)
class Piece:
    """Characters of a line that stand together."""

    glyphs: list[Glyph]
    bottom: float
    top: float

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.glyphs[0][1]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.glyphs[-1][2]

    @property
    def text(self) -> str:
        """Its characters."""
        return decode([code for code, _, _ in self.glyphs])


@dataclass(slots=True)
class Line:
    """A line of a page; `pieces` is empty where nobody had to measure it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    page: int
    row: bool = False
    boilerplate: bool = False
    pieces: list[Piece] = field(default_factory=list)
    full: frozenset[int] = frozenset()
    """Of a row of a drawn table: the fields whose text fills its cell to the end, so that it may go on elsewhere."""

    @property
    def height(self) -> float:
        """Its height, at least one point."""
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class _Run:
    """A line as PDFium gives it: the characters `first` to `last`."""

    first: int
    last: int
    left: float
    bottom: float
    right: float
    top: float
    gaps: bool
    """Whether a gap in it is as wide as between cells."""
    spaced: bool
    """Whether a blank is behind most characters."""

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


def page_lines(text_page: Any, page: int, *, ruled: bool) -> list[Line]:
    """The lines of a page in the order in which they were drawn.

    Args:
        text_page: of PDFium.
        page: its number.
        ruled: whether it has ruling lines, so that every line must be measured.
    """
    from pypdfium2 import raw

    codes = [raw.FPDFText_GetUnicode(text_page, index) for index in range(text_page.count_chars())]
    groups = _groups(list(_runs(text_page, codes)))
    measured = ruled or any(len(group) > 1 or group[0].gaps for group in groups) or _at_same_height(groups)
    lines = []
    for group in groups:
        if measured or group[0].spaced:
            lines += [line_of(pieces, page) for pieces in _measured(text_page, codes, group)]
        else:
            run = group[0]
            text = decode(codes[run.first : run.last + 1])
            lines.append(Line(text, run.left, run.bottom, run.right, run.top, page))
    return side_by_side(lines) if measured else lines


def side_by_side(lines: list[Line]) -> list[Line]:
    """Lines of a page whose characters are measured, with those at the same height as one."""
    return _close_up(_rows(lines))


def line_of(pieces: list[Piece], page: int) -> Line:
    """The line that pieces at the same height make, from left to right."""
    return Line(
        "\t".join(piece.text for piece in pieces),
        pieces[0].left,
        pieces[0].bottom,
        pieces[-1].right,
        pieces[0].top,
        page,
        row=len(pieces) > 1,
        pieces=pieces,
    )


def decode(codes: Sequence[int]) -> str:
    """The text of the UTF-16 units that PDFium gives; a hyphen at a line end comes as U+FFFE or U+0002."""
    units = b"".join((0x2D if code in (0x02, 0xFFFE) else code & 0xFFFF).to_bytes(2, "little") for code in codes)
    return units.decode("utf-16-le", "replace")


def _runs(text_page: Any, codes: Sequence[int]) -> Iterator[_Run]:
    start = 0
    for index, code in enumerate([*codes, 0x0A]):
        if code not in (0x0A, 0x0D):
            continue
        visible = [n for n in range(start, index) if codes[n] > _SPACE and codes[n] != 0x3000]
        if visible:
            first, last = visible[0], visible[-1]
            boxes = [text_page.get_charbox(n, loose=True) for n in (first, last)]
            (left, bottom, _, top), (_, _, right, _) = boxes
            generated = _generated(text_page, codes, first, last)
            least = CELL_GAP * max(top - bottom, 1.0)
            gaps = any(after - before > least for before, after in generated)
            blanks = sum(other - one > 1 for one, other in pairwise(visible))
            spaced = len(visible) >= _FEWEST_SPACED and blanks >= _SPACED * (len(visible) - 1)
            yield _Run(first, last, left, bottom, right, top, gaps, spaced)
        start = index + 1


def _generated(text_page: Any, codes: Sequence[int], first: int, last: int) -> list[tuple[float, float]]:
    """The gaps for which PDFium made a blank up, as (left, right)."""
    from pypdfium2 import raw

    gaps = []
    for index in range(first + 1, last):
        if codes[index] == _SPACE and raw.FPDFText_IsGenerated(text_page, index) == 1:
            before, after = (text_page.get_charbox(n, loose=True) for n in (index - 1, index + 1))
            gaps.append((before[2], after[0]))
    return gaps


def _groups(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs that follow each other at the same height."""
    groups: list[list[_Run]] = []
    for run in runs:
        before = groups[-1][-1] if groups else None
        if before is None or abs(before.bottom - run.bottom) > SAME_HEIGHT * run.height or run.left < before.right:
            groups.append([run])
        else:
            groups[-1].append(run)
    return groups


def _at_same_height(groups: Sequence[Sequence[_Run]]) -> bool:
    runs = sorted((group[0] for group in groups), key=lambda run: run.bottom)
    return any(
        other.bottom - one.bottom <= SAME_HEIGHT * one.height and (one.right < other.left or other.right < one.left)
        for one, other in pairwise(runs)
    )


def _measured(text_page: Any, codes: Sequence[int], group: Sequence[_Run]) -> Iterator[list[Piece]]:
    """The pieces of what PDFium takes for one line; of each line of it where characters of one size differ in height."""
    from pypdfium2 import raw

    glyphs: list[Glyph] = []
    breaks: set[int] = set()
    bottom, top = group[0].bottom, group[0].top
    for run in group:
        breaks.add(len(glyphs))
        for index in range(run.first, run.last + 1):
            made_up = codes[index] == _SPACE and raw.FPDFText_IsGenerated(text_page, index) == 1
            if made_up or (run.spaced and codes[index] in BLANKS):
                breaks.add(len(glyphs))
                continue
            left, low, right, high = text_page.get_charbox(index, loose=True)
            height = max(top - bottom, 1.0)
            same_size = abs(high - low - height) <= _SAME_SIZE * height
            if glyphs and len(glyphs) in breaks and same_size and abs(low - bottom) > SAME_HEIGHT * height:
                yield _pieces(glyphs, breaks, bottom, top)
                glyphs, breaks = [], {0}
            if not glyphs:
                bottom, top = low, high
            glyphs.append((codes[index], left, right))
    yield _pieces(glyphs, breaks, bottom, top)


def _pieces(glyphs: Sequence[Glyph], breaks: Collection[int], bottom: float, top: float) -> list[Piece]:
    """The characters of a line, parted where a gap is wider than the letters are apart and a cell gap.

    Args:
        glyphs: from left to right.
        breaks: which of them follow a blank or a line break that PDFium made up.
        bottom: of the line.
        top: of the line.
    """
    height = max(top - bottom, 1.0)
    spacing = _spacing(glyphs, len(breaks) - 1, height)
    pieces = [Piece([glyphs[0]], bottom, top)]
    for number, glyph in enumerate(glyphs[1:], 1):
        before = glyphs[number - 1]
        if number in breaks and glyph[1] - before[2] > (spacing or 0.0) + CELL_GAP * height:
            pieces.append(Piece([], bottom, top))
        elif number in breaks and spacing is None:
            pieces[-1].glyphs.append((_SPACE, before[2], glyph[1]))
        pieces[-1].glyphs.append(glyph)
    return pieces


def _spacing(glyphs: Sequence[Glyph], breaks: int, height: float) -> float | None:
    """How far the characters of a letter-spaced line are apart; None for other lines.

    A row of single digits is no such line: its digits are cells.
    """
    gaps = [after[1] - before[2] for before, after in pairwise(glyphs)]
    if len(glyphs) < _FEWEST_SPACED or breaks < _SPACED * len(gaps):
        return None
    usual = median(gaps)
    even = sum(abs(gap - usual) <= _UNEVEN * usual for gap in gaps)
    words = sum(code > 0x2E7F for code, _, _ in glyphs)
    if even < _SPACED * len(gaps) or not 0 < usual <= _MOST_SPACING * height or 2 * words < len(glyphs):
        return None
    return usual


def _rows(lines: list[Line]) -> list[Line]:
    """Lines at the same height as one, unless the page is set in columns."""
    by_height = sorted(range(len(lines)), key=lambda n: -lines[n].bottom)
    groups: list[list[int]] = []
    for number in by_height:
        line = lines[number]
        if groups and abs(lines[groups[-1][0]].bottom - line.bottom) <= SAME_HEIGHT * line.height:
            groups[-1].append(number)
        else:
            groups.append([number])
    groups = [group for group in groups if len(group) > 1]
    prose = sum(sum(len(lines[n].text) >= _PROSE for n in group) > 1 for group in groups)
    if 2 * prose > len(groups):
        return lines
    merged = dict(enumerate(lines))
    for group in groups:
        pieces = sorted((piece for n in group for piece in lines[n].pieces), key=lambda piece: piece.left)
        if all(one.right <= other.left + SAME_HEIGHT * (one.top - one.bottom) for one, other in pairwise(pieces)):
            for n in group:
                del merged[n]
            merged[min(group)] = line_of(pieces, lines[group[0]].page)
    return [merged[n] for n in sorted(merged)]


def _close_up(lines: list[Line]) -> list[Line]:
    """Lines whose characters each stand alone, and are no cells of a table, as lines of one piece."""
    wide = [number for number, line in enumerate(lines) if _is_set_wide(line)]
    if not wide:
        return lines
    rows = [line for number, line in enumerate(lines) if line.row and number not in wide]
    closed = list(lines)
    for number in wide:
        line = lines[number]
        if not any(
            abs(row.bottom - line.bottom) <= _TABLE_GAP * line.height and _share_columns(row, line) for row in rows
        ):
            glyphs = [glyph for piece in line.pieces for glyph in piece.glyphs]
            closed[number] = line_of([Piece(glyphs, line.bottom, line.top)], line.page)
    return closed


def _is_set_wide(line: Line) -> bool:
    """Whether a line is characters, most of them Chinese, that stand alone at even distances."""
    if len(line.pieces) < _FEWEST_WIDE or any(len(piece.glyphs) > 1 for piece in line.pieces):
        return False
    gaps = [after.left - before.right for before, after in pairwise(line.pieces)]
    usual = median(gaps)
    even = sum(abs(gap - usual) <= _UNEVEN * usual for gap in gaps)
    words = sum(piece.glyphs[0][0] > 0x2E7F for piece in line.pieces)
    return even >= _SPACED * len(gaps) and usual <= _WIDEST * line.height and 2 * words >= len(line.pieces)


def _share_columns(one: Line, other: Line) -> bool:
    """Whether pieces of two lines stand below each other, each below one."""
    shared = [
        sum(piece.left < beside.right and beside.left < piece.right for beside in other.pieces) for piece in one.pieces
    ]
    return sum(count == 1 for count in shared) > 1
