"""What every reader of a format returns, and how those that lay lines out write it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.records import Region, RegionKind


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file and what its format says of it; `encoding` is empty where bytes are no text."""

    text: str
    encoding: str = ""
    layout: tuple[Region, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class LineWriter:
    """Joins lines to a text and keeps the region of each."""

    _lines: list[str] = field(default_factory=list)
    _regions: list[Region] = field(default_factory=list)
    _length: int = 0

    def add(self, line: str, kind: RegionKind, level: int = 0) -> None:
        """Write a line; one without visible characters is left out."""
        line = line.rstrip()
        if not line:
            return
        self._regions.append(Region(self._length, self._length + len(line), kind, level))
        self._lines.append(line)
        self._length += len(line) + 1

    @property
    def text(self) -> str:
        """All lines so far."""
        return "\n".join(self._lines)

    @property
    def layout(self) -> tuple[Region, ...]:
        """The regions of all lines so far."""
        return tuple(self._regions)
