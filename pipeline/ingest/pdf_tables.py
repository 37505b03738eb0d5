"""The tables of a PDF whose cells are not drawn: which lines are rows of one, and in which column each piece stands.

A table is what stands side by side in neighbouring lines. Its columns are where the pieces of its lines
stand below each other; a piece over several columns is a header of them, or it is cells that stand so close that they look
like one piece, and is cut at the blank between the columns. What a cell cannot hold goes on in the line below; which
lines are one row is told in `pipeline.ingest.pdf_rows`. An empty cell is an empty field. A table that goes on after a
page break keeps its columns. Lines of running text that stand side by side are no table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.cells import is_number, join
from pipeline.ingest.pdf_lines import BLANKS, Glyph, Line, Piece, line_of
from pipeline.ingest.pdf_rows import Cell, Row, Strip, are_full, goes_on, rows_of
from pipeline.ingest.pdf_rules import Segment

# In heights: the most that lines of a table are apart, that a line with one piece is, and what is below one table may be
# from the next one that has the same columns.
_TABLE_GAP = 4.0
_FRAGMENT_GAP = 2.4
_NEXT_TABLE = 6.0
# How far a blank in a piece may be from the gap between two columns, and how wide it is at least.
_NEAR = 0.6
_BLANK = 0.12
# Pieces that overlap by less than this still stand in columns of their own.
_TOUCH = 0.15
# On this share of the lines that it stands above, a wide piece stands above two others.
_SPANS = 0.3
# Lines that are looked at to find the columns of a long table.
_SAMPLE = 60
# How far, in heights, a header over several columns may be off their middle.
_OFF_CENTRE = 0.8
# Where the pieces of all columns have so many characters, they are lines of running text.
_PROSE = 10
_COLON = ("：", ":")

Column = tuple[float, float]
"""Left and right edge of what stands in it."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one page that are perhaps a table, by their numbers, from top to bottom."""

    numbers: tuple[int, ...]
    page: int
    before: int
    """How many other lines of its page stand above it, and `after` how many below."""
    after: int
    fields: bool = False
    """Whether it is the line of fields above a table: who filled it in, the unit."""


def open_tables(lines: Sequence[Line], rules: Mapping[int, Sequence[Segment]]) -> list[Line]:
    """The lines of a document, with those of tables replaced by their rows.

    Args:
        lines: of all pages in order, without headers and footers.
        rules: horizontal ruling lines by page.
    """
    pages: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        if not line.boilerplate:
            pages.setdefault(line.page, []).append(number)
    blocks = [block for members in pages.values() for block in _blocks(lines, members)]
    placed: dict[int, list[Line]] = {}
    gone: set[int] = set()
    for number in (block.numbers[-1] for block in blocks if block.fields):
        line = lines[number]
        placed[number] = [line_of([piece], line.page) for piece in line.pieces]
        gone.add(number)
    for chain in _chains(lines, [block for block in blocks if not block.fields]):
        columns = _columns([lines[number] for block in chain for number in block.numbers])
        for rows in _rows_by_page(lines, chain, columns, rules):
            used = [number for row in rows for number in row.lines]
            if used:
                placed[min(used)] = [_line(row, len(columns), [lines[number] for number in row.lines]) for row in rows]
                gone.update(used)
    result: list[Line] = []
    for number, line in enumerate(lines):
        result += placed.get(number, ())
        if number not in gone:
            result.append(line)
    return result


def stand_alike(one: Line, other: Line) -> bool:
    """Whether two lines have pieces below each other as rows of a table do: at least two, and each below one."""
    if not one.row or not other.row:
        return False
    counts = [_overlapped(piece, other.pieces) for piece in one.pieces]
    return sum(count == 1 for count in counts) > 1 and 2 * len(one.pieces) >= len(other.pieces)


def _blocks(lines: Sequence[Line], members: Sequence[int]) -> Iterator[_Block]:
    """What stands side by side in neighbouring lines of a page, with the lines between that may belong to it."""
    if not any(lines[number].pieces and lines[number].row for number in members):
        return
    order = sorted(members, key=lambda number: -lines[number].bottom)
    found: list[list[int]] = []
    open_block = False
    for place, number in enumerate(order):
        line = lines[number]
        gap = lines[order[place - 1]].bottom - line.bottom if place else 0.0
        if line.row and line.pieces:
            if not open_block or gap > _TABLE_GAP * line.height:
                taken = found[-1] if found else ()
                found.append(
                    _fragments_above(lines, [n for n in order[max(place - 2, 0) : place] if n not in taken], line)
                )
                open_block = True
            found[-1].append(number)
        elif open_block and line.pieces and gap <= _FRAGMENT_GAP * line.height and _is_narrow(lines, found[-1], line):
            found[-1].append(number)
        else:
            open_block = False
    for numbers in found:
        for part in _split(lines, numbers):
            last = max(place for place, number in enumerate(part) if lines[number].row)
            above, below = order.index(part[0]), len(order) - 1 - order.index(part[last])
            fields = part is not numbers and last == len(part) - 1 and _are_fields(lines[part[last]])
            yield _Block(tuple(part), lines[part[0]].page, above, below, fields)


def _fragments_above(lines: Sequence[Line], above: Sequence[int], line: Line) -> list[int]:
    """The last lines with one piece, which may be the upper lines of a header."""
    found: list[int] = []
    for number in reversed(above):
        gap = lines[number].bottom - (lines[found[0]] if found else line).bottom
        if lines[number].row or not lines[number].pieces or gap > _FRAGMENT_GAP * line.height:
            break
        if _overlapped(lines[number].pieces[0], line.pieces) > 1:
            break
        found.insert(0, number)
    return found


def _is_narrow(lines: Sequence[Line], numbers: Sequence[int], line: Line) -> bool:
    """Whether a line is above no more than one column of the last row."""
    row = next(lines[number] for number in reversed(numbers) if lines[number].row)
    return _overlapped(line.pieces[0], row.pieces) <= 1


def _split(lines: Sequence[Line], numbers: list[int]) -> Iterator[list[int]]:
    """Parts of a block that do not stand in the same columns: two tables with a heading between."""
    rows = [number for number in numbers if lines[number].row]
    if len(rows) > 2 and _are_fields(lines[rows[0]]) and not _are_fields(lines[rows[1]]):
        start = numbers.index(rows[0]) + 1
        yield numbers[:start]
        numbers = numbers[start:]
    for place in range(1, len(numbers) - 1):
        if lines[numbers[place]].row or not lines[numbers[place - 1]].row:
            continue
        above = [lines[number] for number in numbers[:place]]
        below = [lines[number] for number in numbers[place + 1 :]]
        if sum(line.row for line in below) > 1 and not _is_same_table(above, below):
            yield numbers[:place]
            yield from _split(lines, numbers[place:])
            return
    yield numbers


def _are_fields(line: Line) -> bool:
    return all(any(mark in piece.text for mark in _COLON) for piece in line.pieces)


def _chains(lines: Sequence[Line], blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Blocks that are one table, on one page or over a page break; what is no table is left out."""
    chains: list[list[_Block]] = []
    for block in blocks:
        before = chains[-1][-1] if chains else None
        if before is not None and _follows(lines, before, block):
            chains[-1].append(block)
        else:
            chains.append([block])
    found = []
    for chain in chains:
        members = [lines[number] for block in chain for number in block.numbers]
        columns = _columns(members)
        if sum(line.row for line in members) > 1 and len(columns) > 1 and not _is_prose(members, columns):
            found.append(chain)
    return found


def _follows(lines: Sequence[Line], one: _Block, other: _Block) -> bool:
    if one.page == other.page:
        above, below = lines[one.numbers[-1]], lines[other.numbers[0]]
        between = one.after - (len(other.numbers) + other.after)
        near = between <= 1 and above.bottom - below.bottom <= _NEXT_TABLE * below.height
    else:
        near = one.page + 1 == other.page and one.after == 0 and other.before <= 1
    members = ([lines[number] for number in block.numbers] for block in (one, other))
    return near and _is_same_table(*members)


def _is_same_table(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether two tables stand in the same columns."""
    counts = [len(_columns(members)) for members in (one, other, [*one, *other])]
    return counts[2] == max(counts) and counts[2] == max(counts[:2]) > 1


def _is_prose(lines: Sequence[Line], columns: Sequence[Column]) -> bool:
    lengths: list[list[int]] = [[] for _ in columns]
    for line in lines:
        for piece in line.pieces if line.row else ():
            for number in _columns_of(piece, columns)[:1]:
                lengths[number].append(len(piece.glyphs))
    return all(found and median(found) >= _PROSE for found in lengths)


def _columns(lines: Sequence[Line]) -> list[Column]:
    """The columns in which the pieces of lines stand, from left to right."""
    rows = _without_spanning_headers([line for line in lines if line.row and line.pieces])
    sample = [[(piece.left, piece.right) for piece in row.pieces] for row in rows[:: len(rows) // _SAMPLE + 1]]
    # Rows repeat each other: each place is looked at once.
    places = {(round(piece.left), round(piece.right)): piece for row in rows for piece in row.pieces}
    pieces = (piece for piece in places.values() if not _is_wide(piece, sample))
    columns: list[Column] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if columns and piece.left < columns[-1][1] - _TOUCH * (piece.top - piece.bottom):
            columns[-1] = columns[-1][0], max(columns[-1][1], piece.right)
        else:
            columns.append((piece.left, piece.right))
    return columns


def _without_spanning_headers(rows: Sequence[Line]) -> Sequence[Line]:
    """Lines without those before the first numbers that have fewer pieces than others there: headers over several columns."""
    body = next((n for n, row in enumerate(rows) if any(is_number(piece.text) for piece in row.pieces[1:])), 0)
    most = max((len(row.pieces) for row in rows[: body + 1]), default=0)
    return [row for n, row in enumerate(rows) if n >= body or len(row.pieces) == most]


def _is_wide(piece: Piece, rows: Sequence[Sequence[Column]]) -> bool:
    """Whether a piece stands above several columns."""
    touch = _TOUCH * (piece.top - piece.bottom)
    left, right = piece.left + touch, piece.right - touch
    counts = [sum(start < right and left < end for start, end in row) for row in rows]
    return sum(count > 1 for count in counts) > _SPANS * sum(count > 0 for count in counts)


def _overlapped(piece: Piece, others: Sequence[Piece]) -> int:
    """How many of the pieces of a line a piece stands above or below."""
    touch = _TOUCH * (piece.top - piece.bottom)
    return sum(other.left < piece.right - touch and piece.left < other.right - touch for other in others)


def _columns_of(piece: Piece, columns: Sequence[Column]) -> list[int]:
    """The columns above or below which a piece stands; else the nearest one."""
    touch = _TOUCH * (piece.top - piece.bottom)
    found = [n for n, (left, right) in enumerate(columns) if left < piece.right - touch and piece.left < right - touch]
    middle = (piece.left + piece.right) / 2
    return found or [min(range(len(columns)), key=lambda n: max(columns[n][0] - middle, middle - columns[n][1]))]


def _rows_by_page(
    lines: Sequence[Line], chain: Sequence[_Block], columns: Sequence[Column], rules: Mapping[int, Sequence[Segment]]
) -> list[list[Row]]:
    """The rows of each block of a table; a cell that a page break cuts is whole in its row on the first page."""
    found: list[list[Row]] = []
    widths = [right - left for left, right in columns]
    by_line: dict[int, Strip] = {}
    for block in chain:
        strips = [_strip(lines[number], number, columns) for number in block.numbers]
        by_line |= {strip.number: strip for strip in strips}
        before = found[-1] if found else []
        cut = bool(before) and lines[before[-1].lines[-1]].page < block.page
        taken = _go_on(before[-1], by_line[before[-1].lines[-1]], strips, widths) if cut else 0
        places = [lines[row.lines[0]].bottom for row in before if cut]
        pitch = min((one - other for one, other in pairwise(places) if one > other), default=float("inf"))
        found.append(_rows(strips[taken:], columns, rules.get(block.page, ()), pitch))
    return found


def _go_on(row: Row, last: Strip, strips: Sequence[Strip], widths: Sequence[float]) -> int:
    """Join the first lines of a page to the last row of the page before, where they go on with its cells; how many do.

    Args:
        row: the last row, which gets the text and the numbers of the lines.
        last: its last line.
        strips: the lines of the page.
        widths: of the columns.
    """
    for count, strip in enumerate(strips):
        below = {column: cell.text for column, cell in strip.cells.items()}
        if not goes_on(row.cells, below) or not are_full(last, widths, below):
            return count
        for column, text in below.items():
            row.cells[column] = join(row.cells[column], text, True)
        row.lines.append(strip.number)
        last = strip
    return len(strips)


def _rows(strips: Sequence[Strip], columns: Sequence[Column], rules: Sequence[Segment], pitch: float) -> list[Row]:
    _spread_headers(strips, columns)
    left, right = columns[0][0], columns[-1][1]
    long = [place for place, start, stop in rules if min(stop, right) - max(start, left) > 0.5 * (right - left)]

    def parted(number: int) -> bool:
        upper, lower = strips[number], strips[number + 1]
        return upper.heads or any(
            lower.bottom + 0.5 * lower.height < place < upper.bottom + 0.3 * upper.height for place in long
        )

    return rows_of(strips, [right - left for left, right in columns], parted, pitch)


def _strip(line: Line, number: int, columns: Sequence[Column]) -> Strip:
    """A line with its pieces in their columns."""
    strip = Strip({}, line.bottom, line.height, number)
    for piece in line.pieces:
        for part, column in _parts(piece, columns):
            before = strip.cells.get(column)
            text, left = (f"{before.text} {part.text}", before.left) if before else (part.text, part.left)
            strip.cells[column] = Cell(text, left, part.right)
    return strip


def _parts(piece: Piece, columns: Sequence[Column]) -> Iterator[tuple[Piece, int]]:
    """A piece cut where a blank in it is between two columns, each part with its column."""
    found = _columns_of(piece, columns)
    height = piece.top - piece.bottom
    visible = [glyph for glyph in piece.glyphs if glyph[0] not in BLANKS]
    start = 0
    for column, following in pairwise(found):
        least, most = columns[column][1] - _NEAR * height, columns[following][0] + _NEAR * height
        gaps = {
            n: visible[n][1] - visible[n - 1][2]
            for n in range(start + 1, len(visible))
            if least <= visible[n][1] and visible[n - 1][2] <= most
        }
        cut = max(gaps, key=lambda n: gaps[n], default=0)
        if cut and gaps[cut] > _BLANK * height:
            yield _part(piece, visible[start], visible[cut - 1]), column
            start = cut
    rest = _part(piece, visible[start], visible[-1])
    yield rest, (_columns_of(rest, columns) if start else found)[0]


def _part(piece: Piece, first: Glyph, last: Glyph) -> Piece:
    glyphs = piece.glyphs
    return Piece(glyphs[glyphs.index(first) : glyphs.index(last) + 1], piece.bottom, piece.top)


def _spread_headers(strips: Sequence[Strip], columns: Sequence[Column]) -> None:
    """Move each header that stands at the middle of several columns to the first of them."""
    numeric = (n for n, strip in enumerate(strips) if any(is_number(strip.cells[c].text) for c in strip.cells if c))
    for number in range(next(numeric, 0)):
        strip = strips[number]
        below = {column for other in strips[number + 1 : number + 3] for column in other.cells}
        cells = [strip.cells[column] for column in sorted(strip.cells)]
        for start, end in (
            (0, len(columns)),
            (1, len(columns)),
            (0, len(columns) - 1),
            (1, len(columns) - 1),
            (2, len(columns)),
        ):
            places = _groups(cells, columns, start, end)
            if len(cells) < end - start and places is not None and set(range(start, end)) - set(places) <= below:
                strip.cells, strip.heads = dict(zip(places, cells, strict=True)), True
                break


def _groups(cells: Sequence[Cell], columns: Sequence[Column], start: int, end: int) -> list[int] | None:
    """The first column of each header, where the headers stand at the middles of groups that fill the columns."""
    places = []
    for cell in cells:
        middle, height = (cell.left + cell.right) / 2, cell.width / max(len(cell.text), 1)
        off = {last: abs((columns[start][0] + columns[last][1]) / 2 - middle) for last in range(start, end)}
        last = min(off, key=lambda n: off[n], default=None)
        if last is None or off[last] > _OFF_CENTRE * height:
            return None
        places.append(start)
        start = last + 1
    return places if start == end else None


def _line(row: Row, count: int, lines: Sequence[Line]) -> Line:
    """A row as a line with a field for each column."""
    text = "\t".join(row.cells.get(column, "") for column in range(count))
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    return Line(text, left, lines[-1].bottom, right, lines[0].top, lines[0].page, row=True)
