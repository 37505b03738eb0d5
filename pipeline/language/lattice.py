"""The word lattice of a text: its words, and all others that it might be read as.

Chinese has no spaces. A text is covered with the cheapest words: a word costs the less the more frequent it is, and characters
that no word covers (names above all) make one token, which costs more. What a segmenter says beside, where there is one, is
evidence: a cover pays for each boundary in which it differs. So the lattice also tells how sure a boundary is: by how
much the best reading with it is cheaper than the best without.

A text is read once, in arrays; a question is answered by looking up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise
from math import exp, inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.language.arcs import OPENING, PER_UNKNOWN, UNKNOWN, Arcs, read_arcs
from pipeline.language.cells import Cells, read_cells
from pipeline.language.covers import Sums, cover
from pipeline.language.readings import Reading, margins, read
from pipeline.language.vocabulary import Vocabulary, general


class Token(NamedTuple):
    """A word, a number, a run of letters, of blanks or of characters that no word covers, or a mark."""

    start: int
    end: int
    pos: str
    """Part of speech; m number, t date, x letters, w mark or blanks, empty for what no word covers."""
    cost: float
    """Negative logarithm of how often such a word is written, and what its reading pays against evidence."""


@dataclass(frozen=True)
class Edges:
    """The places between the characters of a text, and its end. By place:"""

    margins: npt.NDArray[np.float64]
    """As `Lattice.margin`."""
    ending: npt.NDArray[np.intp]
    """The part of speech of the word that ends here in the best reading, as a position in `pos`; -1 inside words."""
    starting: npt.NDArray[np.intp]
    """The same of the word that starts here."""
    reaching: npt.NDArray[np.intp]
    """The same of the last word of the best cover of what stands before in the piece, whether the best reading parts words here or not; -1
    inside numbers and letters."""
    until: npt.NDArray[np.float64]
    """What that cover costs from the start of the piece on; 0 at its start."""
    pos: tuple[str, ...]


ToRead = tuple[str, Iterable[tuple[int, int]], Sequence[tuple[int, int]]]
"""A text, the (start, end) of its clauses or sentences, and of the words that a segmenter found in it."""


@dataclass(frozen=True)
class Lattice:
    """Words of a text; made by `Lattice.of`. All offsets are code points of the text."""

    _cells: Cells
    _arcs: Arcs
    _reading: Reading
    _margins: Sums

    @classmethod
    def of(
        cls,
        text: str,
        ranges: Iterable[tuple[int, int]] = (),
        word_spans: Sequence[tuple[int, int]] = (),
        vocabulary: Vocabulary | None = None,
    ) -> Lattice:
        """Read a text.

        Args:
            text: folded text.
            ranges: (start, end) of clauses or sentences, no word reaches out of one.
            word_spans: (start, end) of the words that a segmenter found; empty for no evidence.
            vocabulary: the words; the general lexicon when None.
        """
        return cls.of_all([(text, ranges, word_spans)], vocabulary)[0]

    @classmethod
    def of_all(cls, texts: Sequence[ToRead], vocabulary: Vocabulary | None = None) -> list[Lattice]:
        """Read texts as `of` does each of them; much faster than one by one when they are short.

        Args:
            texts: each with its ranges and word spans; all of them with such spans, or none.
        """
        starts = list(accumulate((len(text) + 1 for text, _, _ in texts), initial=0))
        borders = (
            start + border
            for start, (text, ranges, _) in zip(starts, texts, strict=False)
            for border in (0, len(text), *chain.from_iterable(ranges))
        )
        cells = read_cells("\n".join([text for text, _, _ in texts]), borders)
        evidence = None
        if any(words for _, _, words in texts):
            marked = np.zeros(starts[-1], dtype=np.bool_)
            for start, (_, _, words) in zip(starts, texts, strict=False):
                marked[start + np.fromiter(chain.from_iterable(words), np.intp)] = True
            evidence = marked[cells.starts[:-1]]
        arcs = read_arcs(cells, general() if vocabulary is None else vocabulary, evidence)
        covers = cover(arcs, cells.piece_starts, cells.piece_ends)
        whole = cls(cells, arcs, read(cells, arcs, covers), margins(cells, arcs, covers))
        return [whole] if len(texts) == 1 else [whole._part(*ends) for ends in pairwise(starts)]

    def _part(self, start: int, end: int) -> Lattice:
        """That of a text which begins at `start`; the one behind it begins at `end`, with one character between them."""
        first, last = np.searchsorted(self._cells.starts, (start, end - 1))
        cells = slice(first, last)
        return Lattice(
            self._cells.part(cells, start), self._arcs.part(cells), self._reading.part(cells), self._margins[first : last + 1]
        )  # fmt: skip

    def tokens(self, start: int = 0, end: int | None = None) -> list[Token]:
        """The words of the best reading that lie in a range, in order; of the whole text they tile it."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._starts, self._starts[-1] if end is None else end)
        return [self._token(number) for number in range(first, last - 1)]

    def at(self, position: int) -> Token | None:
        """The word that the character at `position` is in."""
        number = bisect_right(self._starts, position) - 1
        return self._token(number) if 0 <= number < len(self._starts) - 1 else None

    def next(self, position: int) -> Token | None:
        """The first word that starts at `position` or behind it."""
        number = bisect_left(self._starts, position)
        return self._token(number) if number < len(self._starts) - 1 else None

    def previous(self, position: int) -> Token | None:
        """The last word that ends at `position` or before it."""
        number = bisect_right(self._starts, position) - 2
        return self._token(number) if number >= 0 else None

    def starting(self, position: int) -> list[Token]:
        """All words that may start at `position`, the shortest first; none inside a number or a run of letters."""
        cell = self._cell(position)
        if cell is None:
            return []
        lasts = range(cell, min(cell + len(self._arcs.costs), len(self._cells)))
        return [self._arc(cell, last) for last in lasts if self._arcs.costs[last - cell, last] < inf]

    def ending(self, position: int) -> list[Token]:
        """All words that may end at `position`, the shortest first."""
        behind = self._cell(position)
        if behind is None:
            return []
        firsts = range(behind - 1, max(behind - 1 - len(self._arcs.costs), -1), -1)
        return [
            self._arc(first, behind - 1) for first in firsts if self._arcs.costs[behind - 1 - first, behind - 1] < inf
        ]

    def is_boundary(self, position: int) -> bool:
        """Whether the best reading parts words at `position`."""
        number = bisect_left(self._starts, position)
        return number < len(self._starts) and self._starts[number] == position

    def margin(self, position: int) -> float:
        """By how much the best reading that parts words at `position` is cheaper than the best that does not.

        Negative when it is dearer; infinite beside marks, blanks and borders, minus infinite inside a number or letters.
        """
        cell = self._cell(position)
        return -inf if cell is None else float(self._margins[cell])

    def probability(self, position: int) -> float:
        """How probable a boundary at `position` is, between 0 and 1, by the margin."""
        margin = self.margin(position)
        return 1 / (1 + exp(-margin)) if margin > -500 else 0.0

    def edges(self) -> Edges:
        """What the lattice knows of every place of the text, as arrays; for questions about very many places."""
        size = self._offsets[-1]
        margins = np.full(size + 1, -inf)
        margins[self._cells.starts] = self._margins
        starts = np.array(self._starts, dtype=np.intp)
        kinds = self._reading.kinds % len(self._arcs.pos)
        ending, starting = np.full(size + 1, -1, dtype=np.intp), np.full(size + 1, -1, dtype=np.intp)
        starting[starts[:-1]] = kinds
        ending[starts[1:]] = kinds
        behind = self._cells.starts[1:]
        reaching, until = np.full(size + 1, -1, dtype=np.intp), np.zeros(size + 1)
        reaching[behind] = self._reading.reaching % len(self._arcs.pos)
        until[behind] = self._reading.until
        until[self._cells.starts[self._cells.piece_starts]] = 0.0
        return Edges(margins, ending, starting, reaching, until, self._arcs.pos)

    def costs_as_words(self, spans: Sequence[tuple[int, int]] | npt.NDArray[np.intp]) -> list[float]:
        """What the cheapest cover of each span costs, read by itself; ask for all spans at once.

        Args:
            spans: (start, end), none empty; they may overlap.
        """
        if not len(spans):
            return []
        bounds = np.asarray(spans, dtype=np.intp)
        starts = np.searchsorted(self._cells.starts, bounds[:, 0], "right") - 1
        ends = np.searchsorted(self._cells.starts, bounds[:, 1])
        covers = cover(self._arcs, starts, ends)
        found: list[float] = covers.words[covers.lasts].tolist()
        return found

    def cost_as_name(self, start: int, end: int) -> float:
        """What it costs to read a span as one word that no lexicon has."""
        return OPENING[UNKNOWN] + PER_UNKNOWN * (end - start)

    def costs_as_names(self, sizes: npt.NDArray[np.intp]) -> Sums:
        """The same for many spans, by how many characters they have."""
        return np.asarray(OPENING[UNKNOWN] + PER_UNKNOWN * sizes, dtype=np.float64)

    @cached_property
    def _offsets(self) -> list[int]:
        """Where each cell starts, and the end of the text."""
        offsets: list[int] = self._cells.starts.tolist()
        return offsets

    @cached_property
    def _starts(self) -> list[int]:
        """Where each token starts, and the end of the text."""
        starts: list[int] = self._cells.starts[np.append(self._reading.firsts, len(self._cells))].tolist()
        return starts

    def _cell(self, position: int) -> int | None:
        """The cell that starts at `position`, or the number of cells at the end of the text."""
        cell = bisect_left(self._offsets, position)
        return cell if cell < len(self._offsets) and self._offsets[cell] == position else None

    def _token(self, number: int) -> Token:
        reading = self._reading
        pos = self._arcs.pos[reading.kinds[number]]
        return Token(self._starts[number], self._starts[number + 1], pos, float(reading.costs[number]))

    def _arc(self, first: int, last: int) -> Token:
        place = last - first, last
        pos = self._arcs.pos[self._arcs.kinds[place]]
        return Token(self._offsets[first], self._offsets[last + 1], pos, float(self._arcs.costs[place]))
