"""What the finders of this stage hand to each other before mentions have ids."""

from __future__ import annotations

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
