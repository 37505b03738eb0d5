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
_Slots = npt.NDArray[np.uint32]


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
        pairs[_slots("".join(text for text in known if len(text) > 1))[:-1:2]] = True
        singles = None
        if first := "".join(text for text in known if len(text) == 1):
            singles = np.zeros(_SLOTS, dtype=np.bool_)
            singles[_codes(first) & np.uint32(_SLOTS - 1)] = True
        return cls(pairs, singles)

    def likely(self, text: str) -> list[int]:
        """Where one of the beginnings stands, and a few places more, in text order."""
        found = self._pairs[_slots_of(text)]
        if self._singles is not None:
            found |= self._singles[_codes(text) & np.uint32(_SLOTS - 1)]
        places: list[int] = np.flatnonzero(found).tolist()
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
    """`_slots`; those of the last texts are kept, as many patterns look through one."""
    return _slots(text)


def _slots(text: str) -> _Slots:
    """By character: a slot for it and the next one, at the end of the text a line break."""
    codes = _codes(f"{text}\n")
    slots: _Slots = (codes[:-1] * np.uint32(31) + codes[1:]) & np.uint32(_SLOTS - 1)
    return slots


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
