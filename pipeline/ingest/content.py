"""What every reader of a format returns, and how those that lay lines out write it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.ingest.runs import Line, unmarked
from pipeline.records import Region, RegionKind


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file and what its format says of it; `encoding` is empty where bytes are no text."""

    text: str
    encoding: str = ""
    layout: tuple[Region, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def regions(line: Line, start: int, end: int, kind: RegionKind, level: int = 0) -> Iterator[Region]:
    """The regions of a line that stands at `start` and is cut off at `end`; boilerplate is that whatever is struck out in it."""
    if kind == "boilerplate" or (len(line.pieces) == 1 and not line.pieces[0][1]):
        yield Region(start, end, kind, level)
        return
    for text, struck in line.pieces:
        stop = min(start + len(text), end)
        if start < stop:
            yield Region(start, stop, "struck" if struck else kind, 0 if struck else level)
        start = stop


@dataclass(slots=True)
class LineWriter:
    """Joins lines to a text and keeps the region of each."""

    _lines: list[str] = field(default_factory=list)
    _regions: list[Region] = field(default_factory=list)
    _length: int = 0

    def add(self, line: str, kind: RegionKind, level: int = 0) -> None:
        """Write a line, perhaps with marks around what is struck out in it; one without visible characters is left out."""
        composed = unmarked(line)
        text = composed.text.rstrip()
        if not text:
            return
        self._regions.extend(regions(composed, self._length, self._length + len(text), kind, level))
        self._lines.append(text)
        self._length += len(text) + 1

    @property
    def text(self) -> str:
        """All lines so far."""
        return "\n".join(self._lines)

    @property
    def layout(self) -> tuple[Region, ...]:
        """The regions of all lines so far."""
        return tuple(self._regions)
