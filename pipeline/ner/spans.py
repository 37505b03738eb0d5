"""What the finders of this stage hand to each other before mentions have ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.records import MentionLabel


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in the content: offsets as everywhere, and the rule that found it."""

    label: MentionLabel
    start: int
    end: int
    source: str
    title: str = ""
    score: float = 1.0

    def overlaps(self, other: Found) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def position(found: Found) -> tuple[int, int]:
    """What names are sorted by."""
    return found.start, found.end


def outside(found: Iterable[Found], others: Iterable[Found]) -> list[Found]:
    """The names of `found` that share no character with any of `others`, in text order."""
    kept = []
    ordered = sorted(others, key=position)
    at = 0
    for item in sorted(found, key=position):
        while at < len(ordered) and ordered[at].end <= item.start:
            at += 1
        if at == len(ordered) or item.end <= ordered[at].start:
            kept.append(item)
    return kept
