"""Patterns of many words, looked for in whole texts.

`re` tries a pattern at every character. Nearly all characters cannot begin a match, which the character and the next one tell: a table of
all beginnings is looked up for the whole text at once, and the pattern is tried at the few places that are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.language.in_force import any_word, per_lexicon, words
from pipeline.patterns import when_used

_SLOTS = 1 << 16


@dataclass(frozen=True, slots=True)
class _Slots:
    """By character of a text: where the tables of beginnings are looked up."""

    pairs: npt.NDArray[np.intp]
    """For it and the next one, at the end of the text a line break."""
    singles: npt.NDArray[np.intp]

    @classmethod
    def of(cls, text: str) -> _Slots:
        codes = np.frombuffer(f"{text}\n".encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.intp)
        return cls((codes[:-1] * 31 + codes[1:]) & (_SLOTS - 1), codes[:-1] & (_SLOTS - 1))


@dataclass(frozen=True, slots=True)
class Beginnings:
    """The first two characters of all that is looked for; made by `Beginnings.of`."""

    _pairs: npt.NDArray[np.bool_]
    """By slot of two characters; others may share it."""
    _singles: npt.NDArray[np.bool_] | None
    """By slot of one character, with anything behind it; None when there is none."""

    @classmethod
    def of(cls, beginnings: Iterable[str]) -> Beginnings:
        """The table of beginnings, of one character or two; what is longer counts by its first two."""
        known = {text[:2] for text in beginnings}
        pairs = np.zeros(_SLOTS, dtype=np.bool_)
        pairs[_Slots.of("".join(text for text in known if len(text) > 1)).pairs[:-1:2]] = True
        singles = None
        if first := "".join(text for text in known if len(text) == 1):
            singles = np.zeros(_SLOTS, dtype=np.bool_)
            singles[_Slots.of(first).singles] = True
        return cls(pairs, singles)

    def likely(self, text: str) -> list[int]:
        """Where one of the beginnings stands, and a few places more, in text order."""
        slots = _slots_of(text)
        found = self._pairs.take(slots.pairs)
        if self._singles is not None:
            found |= self._singles.take(slots.singles)
        places: list[int] = found.nonzero()[0].tolist()
        return places


@dataclass(frozen=True, slots=True)
class Scanner:
    """A pattern, and with what its matches begin."""

    pattern: re.Pattern[str]
    beginnings: Beginnings

    @classmethod
    def of(cls, expression: str, beginnings: Iterable[str]) -> Scanner:
        """The scanner of an expression.

        Args:
            expression: no match of which is empty.
            beginnings: with one of which every match begins, after what looks behind.
        """
        return cls(when_used(expression), Beginnings.of(beginnings))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `pattern.finditer(text)`."""
        free = 0
        for start in self.beginnings.likely(text):
            found = self.pattern.match(text, start) if start >= free else None
            if found is not None:
                free = found.end()
                yield found


@per_lexicon
def scanner(*roles: str) -> Scanner:
    """The scanner of the words with one of the roles in the lexicon in force."""
    return Scanner.of(any_word(*roles), (word for role in roles for word in words(role)))


@lru_cache(maxsize=2)
def _slots_of(text: str) -> _Slots:
    """The slots of a text; those of the last texts are kept, as many patterns look through one."""
    return _Slots.of(text)
