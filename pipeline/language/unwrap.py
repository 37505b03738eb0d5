"""Text without what layout put into it, and the way back to the offsets of the document.

In a copy of a printed page a line may end within a number, a name or a word (1.63万人 / 次). A sentence goes on over such a break (see
`sentences`), so every break within a sentence is one of layout. Invisible characters (zero-width spaces, soft hyphens) part nothing
anywhere, white space within a quantity means nothing (3000 万元), and the mark of a note is no part of what it stands at (65⁴张). The stages that read words, names and quantities are given the text
without all these, and what they find is put back at its place in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Self, TypeVar

import numpy as np

from pipeline.fold import INVISIBLE
from pipeline.language.notes import note_marks
from pipeline.records import Block, Claim, Mention, Sentence
from pipeline.replaced import replaced

_BREAK = re.compile(rf"[ \t{INVISIBLE}]*[\r\n][\s{INVISIBLE}]*")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")

PlacedT = TypeVar("PlacedT", Block, Mention, Sentence, Claim)
FoundT = TypeVar("FoundT", Claim, Mention)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A document without the breaks within its sentences, without invisible characters and without spaces within quantities.

    Attributes:
        cuts: the ranges of the document that are left out, in order, apart.
    """

    cuts: tuple[tuple[int, int], ...]
    _inner: tuple[int, ...]
    """For each cut the offset in the unwrapped text at which it was taken out."""

    @classmethod
    def of(cls, content: str, sentences: Iterable[Sentence], blanks: Iterable[tuple[int, int]] = ()) -> Self:
        """The breaks within `sentences`; between two Latin letters a break parts words and stays.

        Args:
            content: what the stages scan, of the length of the document; boilerplate is blanked out in it.
            sentences: of the document, in text order.
            blanks: what else means nothing: white space within quantities, what is struck out.
        """
        cuts = [match.span() for match in _INVISIBLE.finditer(content)]
        cuts += note_marks(content)
        for sentence in sentences:
            if "\n" in sentence.text or "\r" in sentence.text:
                cuts += _breaks(content, sentence)
        joined = _joined(sorted([*cuts, *blanks]))
        removed = accumulate((end - start for start, end in joined), initial=0)
        return cls(tuple(joined), tuple(start - before for (start, _), before in zip(joined, removed, strict=False)))

    def text(self, text: str) -> str:
        """`text`, of the length of the document, without the cuts."""
        kept = [0, *(end for _, end in self.cuts)]
        ends = [*(start for start, _ in self.cuts), len(text)]
        return "".join(text[start:end] for start, end in zip(kept, ends, strict=True))

    def inside(self, records: Iterable[PlacedT]) -> tuple[PlacedT, ...]:
        """Records with the offsets of the unwrapped text."""
        if not self.cuts:
            return tuple(records)
        first = self.cuts[0][0]
        return tuple(
            record
            if record.end <= first
            else replaced(record, start=self._shrunk(record.start), end=self._shrunk(record.end))
            for record in records
        )

    def found_inside(self, records: Iterable[FoundT], text: str) -> tuple[FoundT, ...]:
        """The same for mentions or claims; their `text` is their slice of the unwrapped text."""
        if not self.cuts:
            return tuple(records)
        placed = []
        for record in records:
            start, end = self._shrunk(record.start), self._shrunk(record.end)
            placed.append(replaced(record, start=start, end=end, text=text[start:end]))
        return tuple(placed)

    def spans_inside(self, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """The same for bare (start, end) pairs."""
        if not self.cuts:
            return tuple(spans)
        # The words of a text are tens of thousands.
        positions = np.fromiter(chain.from_iterable(spans), np.intp, 2 * len(spans))
        starts, ends = np.array(self.cuts, dtype=np.intp).T
        index = np.searchsorted(starts, positions, side="right") - 1
        shrunk = np.array(self._inner, dtype=np.intp)[index] + np.maximum(positions - ends[index], 0)
        placed = np.where(index < 0, positions, shrunk)
        return tuple(zip(placed[::2].tolist(), placed[1::2].tolist(), strict=True))

    def back(self, records: Iterable[FoundT], text: str) -> tuple[FoundT, ...]:
        """Mentions or claims with the offsets of the document; their `text` is its slice, breaks included."""
        if not self.cuts:
            return tuple(records)
        placed = []
        for record in records:
            start, end = self._grown(record.start), self._grown(record.end - 1) + 1
            placed.append(replaced(record, start=start, end=end, text=text[start:end]))
        return tuple(placed)

    def _shrunk(self, position: int) -> int:
        index = bisect_right(self.cuts, (position, position)) - 1
        if index < 0:
            return position
        return self._inner[index] + max(0, position - self.cuts[index][1])

    def _grown(self, position: int) -> int:
        index = bisect_right(self._inner, position) - 1
        return position if index < 0 else self.cuts[index][1] + position - self._inner[index]


def _breaks(content: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    for match in _BREAK.finditer(content, sentence.start, sentence.end):
        before, after = content[match.start() - 1 : match.start()], content[match.end() : match.end() + 1]
        if not (before.isascii() and before.isalpha() and after.isascii() and after.isalpha()):
            yield match.span()


def _joined(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted ranges with those that touch or overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
