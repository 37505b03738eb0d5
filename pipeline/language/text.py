"""A text beside its folded twin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.fold import fold
from pipeline.records import Block


@dataclass(frozen=True)
class Text:
    """The text of a document, folded once for all stages.

    Attributes:
        raw: the text as given.
    """

    raw: str

    @cached_property
    def folded(self) -> str:
        """The text as patterns read it, see `pipeline.fold`; of the same length, with the same offsets."""
        return fold(self.raw)

    def content(self, blocks: Iterable[Block]) -> str:
        """The folded text with boilerplate blanked out by line breaks; of the same length, with the same offsets.

        Args:
            blocks: that tile the text.
        """
        return "".join(
            self.folded[block.start : block.end] if block.kind == "content" else "\n" * (block.end - block.start)
            for block in blocks
        )
