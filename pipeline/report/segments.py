"""Overlapping spans as a row of segments, so that HTML, which nests but never crosses, can show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_DEEPEST_LANE = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A range of the text that is highlighted; offsets in code points, the end exclusive.

    Attributes:
        key: by which the page finds the fact, unique on the page.
        kind: CSS classes of the label.
        lane: how far below the words its line is drawn, so that lines of overlapping names do not hide each other.
    """

    key: str
    start: int
    end: int
    kind: str
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the same spans lie, the outermost first."""

    start: int
    text: str
    spans: tuple[Span, ...]

    @property
    def end(self) -> int:
        """Character after the last one."""
        return self.start + len(self.text)


def segments(text: str, spans: Iterable[Span], borders: Iterable[int] = ()) -> Iterator[Segment]:
    """Tile `text` at all borders of `spans` and at `borders`; empty and misplaced spans are passed over."""
    placed = sorted(
        (span for span in spans if 0 <= span.start < span.end <= len(text)), key=lambda span: (span.start, -span.end)
    )
    edges = {edge for span in placed for edge in (span.start, span.end)}
    edges |= {border for border in borders if 0 <= border <= len(text)}
    waiting = iter([*placed, None])
    following = next(waiting)
    active: list[Span] = []
    for start, end in pairwise(sorted(edges | {0, len(text)})):
        active = [span for span in active if span.end > start]
        while following is not None and following.start <= start:
            active.append(following)
            following = next(waiting)
        yield Segment(start, text[start:end], tuple(active))


def lanes(ranges: Sequence[tuple[int, int]]) -> list[int]:
    """For each (start, end) a lane in which no shorter range overlaps it: 0 next to the words, 3 at most."""
    chosen = [0] * len(ranges)
    for cluster in _clusters(ranges):
        for position, index in enumerate(cluster):
            start, end = ranges[index]
            taken = {
                chosen[other] for other in cluster[:position] if ranges[other][0] < end and start < ranges[other][1]
            }
            chosen[index] = next((lane for lane in range(_DEEPEST_LANE) if lane not in taken), _DEEPEST_LANE)
    return chosen


def _clusters(ranges: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Indices of ranges that hang together, the shortest first."""
    cluster: list[int] = []
    reach = 0
    for index in sorted(range(len(ranges)), key=lambda index: ranges[index]):
        start, end = ranges[index]
        if cluster and start >= reach:
            yield sorted(cluster, key=lambda member: ranges[member][1] - ranges[member][0])
            cluster = []
        cluster.append(index)
        reach = max(reach, end)
    if cluster:
        yield sorted(cluster, key=lambda member: ranges[member][1] - ranges[member][0])
