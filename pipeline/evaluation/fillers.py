"""What stands in the slots of substitution tests: words of the general lexicon, invented names, numbers.

Everything is drawn by rule, nothing is picked. A draw depends on nothing but the place for which it is made and the word
itself, so that a word more in the lexicon changes few sentences.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from pipeline.language.lexicon import load
from pipeline.resources import read_lexicon, read_toml

_COMMON = 2000
"""Occurrences from which a function word is common, and a noun one whose characters are those of names of places."""
_LONGEST_WORD = 4


class Fillers:
    """The lists from which slots are filled; those of `place` and `person` are made of two, one for each part of a name.

    Args:
        words: the rule of each list of words, with the arguments that `substitution.toml` explains.
        numbers: the bounds of each list of numbers.
    """

    def __init__(self, words: Mapping[str, Mapping[str, Any]], numbers: Mapping[str, Mapping[str, int]]) -> None:
        self._rows = [(word, *entry[:2]) for word, entry in load().entries.items() if entry.frequency]
        self._lists: dict[str, tuple[tuple[str, ...], ...]] = {
            **{name: (self._words(**rule),) for name, rule in words.items()},
            **{name: (_numbers(**rule),) for name, rule in numbers.items()},
            "place": (self._place_characters, self._place_characters),
            "person": (self._surnames, self._given),
        }

    def ordered(self, name: str, salt: str) -> list[list[str]]:
        """The list `name`, or the lists of which its names are made, in an order that only `salt` decides.

        Raises:
            ValueError: there is nothing in it.
        """
        lists = self._lists[name]
        if not all(lists):
            raise ValueError(f"no word of the lexicon is a {name}")
        return [
            [part for _, part in sorted((_hash(f"{salt}\0{at}\0{part}"), part) for part in parts)]
            for at, parts in enumerate(lists)
        ]

    def is_word(self, text: str) -> bool:
        """Whether `text` is a word of the general lexicon."""
        return text in self._known

    def is_crossed(self, text: str, edge: int) -> bool:
        """Whether a word begins before `edge` and ends behind it."""
        return any(
            text[start:end] in self._known
            for start in range(max(0, edge - _LONGEST_WORD + 1), edge)
            for end in range(edge + 1, min(len(text), start + _LONGEST_WORD) + 1)
        )

    @cached_property
    def _known(self) -> frozenset[str]:
        surnames = {surname for surname, kind in read_lexicon("ner_surnames.tsv") if kind == "compound"}
        return frozenset({word for word, _, _ in self._rows} | surnames)

    @cached_property
    def _surnames(self) -> tuple[str, ...]:
        return tuple(surname for surname, kind in read_lexicon("ner_surnames.tsv") if kind != "function")

    @cached_property
    def _given(self) -> tuple[str, ...]:
        """As many of one character as of two."""
        function = self._characters_of(("p", "c", "u", "r", "d", "f", "m"))
        single = sorted(load().words("given_name") - function - _units())
        return (*single, *map("".join, zip(single, sorted(single, key=_hash), strict=True)))

    @cached_property
    def _place_characters(self) -> tuple[str, ...]:
        """Those of common nouns, and as many that stand in no word at all."""
        function = self._characters_of(("p", "c", "u", "r", "d", "f", "m", "t"))
        common = {
            character for word, kind, count in self._rows if kind == "n" and count >= _COMMON for character in word
        }
        common -= function | _units()
        used = {character for word, _, _ in self._rows for character in word}
        used |= {character for _, character, *_ in read_lexicon("cjk_radicals.tsv")}
        rare = sorted((character for character in _second_level() if character not in used), key=_hash)
        return (*sorted(common), *rare[: len(common)])

    def _characters_of(self, parts_of_speech: Sequence[str]) -> set[str]:
        return {
            character
            for word, kind, count in self._rows
            if kind in parts_of_speech and count >= _COMMON
            for character in word
        }

    @cached_property
    def _begin_and_end(self) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
        """How many words of a part of speech begin, and end, with a character; under an empty part of speech, of all."""
        counts: tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]] = (Counter(), Counter())
        for word, kind, _ in self._rows:
            for count, character in zip(counts, (word[0], word[-1]), strict=True):
                count.update(((character, kind), (character, "")))
        return counts

    def _agrees(self, word: str, like: Sequence[str], least: Sequence[float]) -> bool:
        """Whether words that begin as `word` does, and words that end so, are mostly of the parts of speech `like`."""
        return all(
            sum(count[character, kind] for kind in like) >= share * count[character, ""]
            for count, character, share in zip(self._begin_and_end, (word[0], word[-1]), least, strict=True)
        )

    def _words(
        self,
        part_of_speech: str,
        characters: int,
        frequency: int,
        like: Sequence[str] = (),
        agreement: Sequence[float] = (0.0, 0.0),
        without: Sequence[str] = (),
        ends: str = "",
    ) -> tuple[str, ...]:
        """Words of the lexicon by rule; the head of the file of frames says what each setting means."""
        function = self._characters_of(without)
        return tuple(
            word
            for word, kind, count in self._rows
            if kind == part_of_speech and len(word) == characters == len(set(word)) and count >= frequency
            if not function.intersection(word) and word[-1] not in (_units() if kind == "n" and not ends else ())
            if not ends or (word.endswith(tuple(ends)) and (len(word) == 2 or word[-2:] not in self._known))
            if self._agrees(word, like, agreement)
        )


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode()).digest()


@cache
def _units() -> frozenset[str]:
    """Units and classifiers, divisions among them."""
    return frozenset(unit for table in read_toml("units.toml").values() for unit in table.get("units", ()))


def _numbers(least: int, most: int, decimals: int = 0) -> tuple[str, ...]:
    return tuple(f"{number / 10**decimals:.{decimals}f}" for number in range(least * 10**decimals, most * 10**decimals))


def _second_level() -> list[str]:
    """Characters of the second level of GB 2312: those of names and of writing that is no everyday one."""
    return [bytes((row, cell)).decode("gb2312") for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF)]
