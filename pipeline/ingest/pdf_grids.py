"""The tables of a PDF page whose cells are drawn: what stands in each cell of a grid.

What stands in one cell is one text, however many lines it takes. Tables of some yearbooks have lines
between the columns and below the header only; there the rows are told as in a table without lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.ingest.cells import is_cut, is_number, join
from pipeline.ingest.pdf_lines import BLANKS, SAME_HEIGHT, Glyph, Line, Piece, line_of
from pipeline.ingest.pdf_rows import Cell, Strip, goes_on, rows_of
from pipeline.ingest.pdf_rules import Grid

# In heights: a gap between characters that may be one between cells, and how much room is left where a line is wrapped:
# a character, and the margins of the cell.
_BLANK = 0.12
_LEFT_OVER = 1.8
# A longer cell makes its row text, as in DOCX.
_MAX_CELL = 400
_Run = tuple[Piece, bool]
"""Characters without a gap, and whether a blank is before them."""


def ruled_tables(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
    """The lines of a page, with those inside grids replaced by the rows of the tables.

    Args:
        lines: of one page, without headers and footers.
        grids: of the page.
    """
    result = list(lines)
    for grid in grids:
        inside: list[Piece] = []
        others: list[Line] = []
        place = 0
        for line in result:
            held = [piece for piece in line.pieces if not line.boilerplate and holds(grid, piece)]
            beside = [piece for piece in line.pieces if not holds(grid, piece)]
            if held and not inside:
                place = len(others)
            inside += held
            if not held:
                others.append(line)
            elif beside:
                others.append(line_of(beside, line.page))
        rows = list(_rows(grid, inside, lines[0].page)) if inside else []
        if sum(row.row for row in rows) > 1:
            result = [*others[:place], *rows, *others[place:]]
    return result


def holds(grid: Grid, piece: Piece) -> bool:
    """Whether a piece stands in a grid."""
    return grid.holds((piece.left + piece.right) / 2, (piece.bottom + piece.top) / 2)


def _rows(grid: Grid, pieces: Sequence[Piece], page: int) -> Iterator[Line]:
    held: dict[tuple[int, int, int], list[_Run]] = {}
    for piece in pieces:
        for run, blank in _runs(piece):
            place = grid.row((run.top + run.bottom) / 2), grid.column((run.left + run.right) / 2)
            held.setdefault(grid.cells[place], []).append((run, blank))
    rows: dict[int, dict[int, list[Strip]]] = {}
    spans: dict[tuple[int, int], float] = {}
    for (row, first, last), runs in held.items():
        for start, stop, members in _split(grid, first, last, runs):
            rows.setdefault(row, {})[start] = _cell_lines(members, start)
            spans[row, start] = grid.xs[stop + 1] - grid.xs[start]
    # Narrow columns that only shading makes hold nothing.
    used = sorted({column for cells in rows.values() for column in cells})
    whole = grid.xs[-1] - grid.xs[0]
    for number in sorted(rows):
        widths = {column: spans[number, column] for column in rows[number]}
        box = grid.xs[0], grid.ys[number + 1], grid.xs[-1], grid.ys[number], page
        for texts, full in _texts(rows[number], widths, len(grid.xs) - 1):
            # A cell over the whole width is a heading or a note.
            if widths.get(0) == whole or max(map(len, texts.values())) > _MAX_CELL:
                for _, text in sorted(texts.items()):
                    yield Line(text, *box)
            else:
                places = frozenset(place for place, column in enumerate(used) if column in full)
                yield Line("\t".join(texts.get(column, "") for column in used), *box, row=True, full=places)


def _split(grid: Grid, first: int, last: int, runs: Sequence[_Run]) -> Iterator[tuple[int, int, Sequence[_Run]]]:
    """A cell over several columns, with numbers in more than one of them, is a row between two shaded ones: its cells."""
    by_column: dict[int, list[_Run]] = {}
    for run, blank in runs:
        by_column.setdefault(grid.column((run.left + run.right) / 2), []).append((run, blank))
    if sum(any(is_number(run.text) for run, _ in members) for members in by_column.values()) > 1:
        for column, members in by_column.items():
            yield column, column, members
    else:
        yield first, last, runs


def _runs(piece: Piece) -> Iterator[_Run]:
    """The parts of a piece between blanks and gaps, which no line of a grid divides, and whether a blank is before."""
    run: list[Glyph] = []
    blank = False
    for glyph in piece.glyphs:
        is_blank = glyph[0] in BLANKS
        if run and (is_blank or glyph[1] - run[-1][2] > _BLANK * (piece.top - piece.bottom)):
            yield Piece(run, piece.bottom, piece.top), blank
            run, blank = [], False
        blank = blank or is_blank
        if not is_blank:
            run.append(glyph)
    if run:
        yield Piece(run, piece.bottom, piece.top), blank


def _cell_lines(runs: Sequence[_Run], column: int) -> list[Strip]:
    """The lines of a cell, from top to bottom."""
    lines: list[list[_Run]] = []
    for run, blank in sorted(runs, key=lambda item: -item[0].bottom):
        height = run.top - run.bottom
        if lines and lines[-1][0][0].bottom - run.bottom <= SAME_HEIGHT * height:
            lines[-1].append((run, blank))
        else:
            lines.append([(run, blank)])
    strips = []
    for members in lines:
        members.sort(key=lambda item: item[0].left)
        # Characters that each stand alone are spread over the cell.
        spread = all(len(run.glyphs) == 1 for run, _ in members) and any(
            run.glyphs[0][0] > 0x2E7F for run, _ in members
        )
        text = members[0][0].text
        for (before, _), (run, blank) in pairwise(members):
            apart = blank or run.left - before.right > _BLANK * 2 * (run.top - run.bottom)
            text += (" " if apart and not spread else "") + run.text
        first, last = members[0][0], members[-1][0]
        cell = Cell(text, first.left, last.right)
        strips.append(Strip({column: cell}, first.bottom, max(first.top - first.bottom, 1.0), 0))
    return strips


def _texts(
    cells: Mapping[int, Sequence[Strip]], widths: Mapping[int, float], count: int
) -> Iterator[tuple[dict[int, str], set[int]]]:
    """The text of each cell between two lines across, and which are full; several times where several rows are between them."""
    strips: list[Strip] = []
    for column, lines in cells.items():
        for line in lines:
            same = [strip for strip in strips if abs(strip.bottom - line.bottom) <= SAME_HEIGHT * line.height]
            if same:
                same[0].cells[column] = line.cells[column]
            else:
                strips.append(Strip(dict(line.cells), line.bottom, line.height, 0))
    strips.sort(key=lambda strip: -strip.bottom)
    if _are_rows(strips, widths):
        for row in rows_of(strips, [widths.get(column, 0.0) for column in range(count)], lambda _: False):
            yield row.cells, set()
        return
    texts: dict[int, str] = {}
    full: set[int] = set()
    for column, lines in cells.items():
        for line in lines:
            cell = line.cells[column]
            texts[column] = join(texts[column], cell.text, column in full) if column in texts else cell.text
            is_full = cell.width >= widths[column] - _LEFT_OVER * line.height
            (full.add if is_full else full.discard)(column)
    yield texts, full


def join_over_pages(lines: Sequence[Line]) -> list[Line]:
    """The lines of a document, with cells of drawn tables that a page break cuts whole in their row on the first page."""
    joined: list[Line] = []
    body: list[Line] = []  # of what is joined so far, without headers and footers
    for line in lines:
        before = body[-1] if body else None
        if before is not None and before.full and line.row and line.page == before.page + 1:
            above, below = before.text.split("\t"), line.text.split("\t")
            filled = {place: text for place, text in enumerate(below) if text}
            if (
                len(above) == len(below)
                and filled.keys() <= before.full
                and goes_on({place: text for place, text in enumerate(above) if text}, filled)
            ):
                fields = (join(one, other, True) if other else one for one, other in zip(above, below, strict=True))
                before.text = "\t".join(fields)
                continue
        joined.append(line)
        if not line.boilerplate:
            body.append(line)
    return joined


def _are_rows(strips: Sequence[Strip], widths: Mapping[int, float]) -> bool:
    """Whether lines are rows: whole numbers stand below each other, and a label beside each."""
    labelled = [strip for strip in strips if len(strip.cells) > 1]
    for above, below in pairwise(labelled):
        pairs = [
            (above.cells[column], below.cells[column], column) for column in above.cells.keys() & below.cells.keys()
        ]
        numbers = [pair for pair in pairs if is_number(pair[0].text) and is_number(pair[1].text)]
        if len(pairs) < 2 or not numbers:
            continue
        if not any(
            is_cut(one.text, other.text) or one.width >= widths[column] - _LEFT_OVER * above.height
            for one, other, column in numbers
        ):
            return True
    return False
