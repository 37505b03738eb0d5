"""The ruling lines of a PDF page, and the grids that they make.

Programs draw the frame of a table as strokes, as thin filled rectangles or as the edges of shaded cells;
all of them are horizontal or vertical segments here. Segments that touch each other are one grid; its cells are what the
segments part, so a cell over several columns or rows is where a segment is missing. What is open at the sides (as the
tables of yearbooks are) ends where the lines across end. A grid has two rows and two columns at least: shaded rows and frames are none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# In points: how far segments of one line may be off each other, how long a segment is at least, and how wide a column.
_OFF = 2.5
_SHORTEST = 4.0
_NARROWEST = 6.0
# Drawings and maps have more segments, and more lines, than any table.
_MOST_SEGMENTS = 20_000
_MOST_LINES = 1500
_MOST_STROKES = 200_000

Segment = tuple[float, float, float]
"""Where it stands, from, to."""


@dataclass(frozen=True)
class Grid:
    """A table that is drawn: the places of its lines, and the segments that are there."""

    xs: tuple[float, ...]
    """From left to right."""
    ys: tuple[float, ...]
    """From top to bottom."""
    across: tuple[Segment, ...]
    down: tuple[Segment, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is within its frame."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def column(self, x: float) -> int:
        """The column of a place."""
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)

    def row(self, y: float) -> int:
        """The row of a place, counted from the top."""
        return min(max(bisect_right([-place for place in self.ys], -y) - 1, 0), len(self.ys) - 2)

    @cached_property
    def cells(self) -> dict[tuple[int, int], tuple[int, int, int]]:
        """For each (row, column) the first row, first column and last column of the cell that it belongs to."""
        columns, rows = range(len(self.xs) - 1), range(len(self.ys) - 1)
        first: dict[tuple[int, int], tuple[int, int, int]] = {}
        for row in rows:
            y = (self.ys[row] + self.ys[row + 1]) / 2
            start = 0
            for column in columns:
                if column and _is_there(self.down, self.xs[column], y):
                    start = column
                first[row, column] = (row, start, column)
                for other in range(start, column):
                    first[row, other] = (row, start, column)
            for column in columns:
                x = (self.xs[column] + self.xs[column + 1]) / 2
                above = first.get((row - 1, column))
                if above and above[1:] == first[row, column][1:] and not _is_there(self.across, self.ys[row], x):
                    first[row, column] = above
        return first


def find_rules(page: Any) -> tuple[list[Segment], list[Segment]]:
    """The horizontal and the vertical lines of a page, joined where they touch.

    Args:
        page: of PDFium.
    """
    across: list[Segment] = []
    down: list[Segment] = []
    for number, ((x0, y0), (x1, y1)) in enumerate(_segments(page)):
        if number > _MOST_STROKES:
            return [], []
        if abs(y1 - y0) <= 0.5 and abs(x1 - x0) > _SHORTEST:
            across.append((y0, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 0.5 and abs(y1 - y0) > _SHORTEST:
            down.append((x0, min(y0, y1), max(y0, y1)))
    if len(across) + len(down) > _MOST_SEGMENTS:
        return [], []
    across, down = _joined(across), _joined(down)
    return (across, down) if len(across) + len(down) <= _MOST_LINES else ([], [])


def find_grids(across: Sequence[Segment], down: Sequence[Segment]) -> list[Grid]:
    """The grids that ruling lines make, from top to bottom."""
    grids = []
    for rows, columns in _touching(across, down):
        ends = [end for _, start, stop in rows for end in (start, stop)]
        xs = _places([place for place, _, _ in columns], min(ends), max(ends))
        ends = [end for _, start, stop in columns for end in (start, stop)]
        ys = _places([place for place, _, _ in rows], min(ends), max(ends))
        if len(xs) > 2 and len(ys) > 2:
            grids.append(Grid(tuple(xs), tuple(reversed(ys)), tuple(rows), tuple(columns)))
    return sorted(grids, key=lambda grid: -grid.ys[0])


def _places(lines: Sequence[float], least: float, most: float) -> list[float]:
    """Where the lines stand, and the open sides beyond them."""
    places: list[float] = []
    for place in sorted((*lines, least, most)):
        if not places or place - places[-1] > _NARROWEST / 2:
            places.append(place)
    return places


def _is_there(segments: Iterable[Segment], place: float, at: float) -> bool:
    return any(abs(where - place) <= _OFF and start - _OFF <= at <= stop + _OFF for where, start, stop in segments)


def _joined(segments: list[Segment]) -> list[Segment]:
    """Segments on one line as one where they touch."""
    segments.sort()
    lines: list[list[Segment]] = []
    for segment in segments:
        if lines and segment[0] - lines[-1][0][0] <= _OFF:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    joined: list[Segment] = []
    for line in lines:
        place = line[len(line) // 2][0]
        start, stop = None, 0.0
        for _, one, other in sorted(line, key=lambda segment: segment[1]):
            if start is None or one > stop + _OFF:
                if start is not None:
                    joined.append((place, start, stop))
                start, stop = one, other
            stop = max(stop, other)
        if start is not None:
            joined.append((place, start, stop))
    return joined


def _touching(across: Sequence[Segment], down: Sequence[Segment]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """Horizontal and vertical lines that hang together."""
    left = set(range(len(down)))
    seen: set[int] = set()
    for number in range(len(across)):
        if number in seen:
            continue
        seen.add(number)
        rows, columns, queue = [number], [], [number]
        while queue:
            y, x0, x1 = across[queue.pop()]
            new = [n for n in left if _cross(y, x0, x1, down[n])]
            left.difference_update(new)
            columns += new
            for other in new:
                x, y0, y1 = down[other]
                more = [n for n in range(len(across)) if n not in seen and _cross(x, y0, y1, across[n])]
                seen.update(more)
                rows += more
                queue += more
        if columns:
            yield [across[n] for n in sorted(rows)], [down[n] for n in sorted(columns)]


def _cross(place: float, start: float, stop: float, other: Segment) -> bool:
    where, one, last = other
    return start - _OFF <= where <= stop + _OFF and one - _OFF <= place <= last + _OFF


def _segments(page: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight segments of all visible paths of a page."""
    from ctypes import byref, c_float, c_int

    from pypdfium2 import raw

    x, y, fill, stroke = c_float(), c_float(), c_int(), c_int()
    for number in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke)) or not (fill.value or stroke.value):
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, byref(matrix))
        start = last = None
        for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            point = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
                yield last, point
            last = point
            if raw.FPDFPathSegment_GetClose(segment) and start is not None:
                yield last, start
                last = start
