"""Numerals and classifiers that are only part of a longer word: 千头万绪, 三步走 and 两面性 count nothing, and in 两部分 the noun is 部分.

Which words there are, and how common, the vocabulary of the lattice knows. A numeral in an idiom or a noun states no quantity; a
classifier is the head of a noun where the noun is so much commoner than the classifier with what stands behind it that a reader takes
them together, and the lattice reads the noun there too (三个人|民 and 十项|目标 stay).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import exp

from pipeline.language.han import HAN
from pipeline.language.in_force import per_lexicon
from pipeline.language.numerals import CHINESE
from pipeline.language.stretch import words_of
from pipeline.language.units import UNITS
from pipeline.language.vocabulary import counted

_LONGEST = 5
_SHORTEST = 3
_FOUR = 4
"""Characters of most idioms."""
_REACH = 7
"""Characters from a classifier on that are read."""
_FIXED = frozenset(("i", "l", "n", "nz", "ns", "nt"))
_COMMONER = exp(5.5)
"""How much commoner a noun has to be than its characters would be side by side: 部分, 人民 and 岗位 are 1000 times, 名师 and 家园 100 (2名|师生)."""
_BALANCED = re.compile(rf"[百千万亿][{HAN}](?:[百千万亿][{HAN}]|[一不][{HAN}])")
"""Two halves that a scale word opens: 千门万户, 百折不挠."""


def is_in_fixed_word(content: str, start: int, end: int) -> bool:
    """Whether a numeral with its unit, ``content[start:end]``, is part of an idiom or a noun (千头万绪, 三步走); one that ends there is of
    four characters (诸子百家, but 翻两番)."""
    known = _with_numerals()
    for first in range(max(0, start - _LONGEST + 2), start + 1):
        for last in range(max(end, first + _SHORTEST), first + _LONGEST + 1):
            if content[first:last] in known and (last > end or last - first == _FOUR):
                return True
    return False


def is_balanced(content: str, start: int, end: int) -> bool:
    """Whether a bare scale word with its unit is half of a phrase of four characters: 千门万户."""
    if end - start != len("百折"):
        return False
    return any(_BALANCED.fullmatch(content, at, at + _FOUR) for at in (start, max(0, start - 2)))


def begins_noun(content: str, start: int, end: int) -> bool:
    """Whether a classifier of one character, ``content[start:end]``, is the head of a noun instead: 两|部分, 4000万|岗位, but 三个|人."""
    nouns = _headed_by_classifiers().get(content[start:end])
    if nouns is None or not any(content[start:last] in nouns for last in range(end + 1, start + _LONGEST)):
        return False
    first, last, _, text = words_of(content, start, min(len(content), start + _REACH))[0]
    return first == start and last > end and text in nouns


@per_lexicon
def _with_numerals() -> frozenset[str]:
    """Idioms and nouns with a numeral in them."""
    return frozenset(
        text
        for text, word in counted().items()
        if _SHORTEST <= len(text) <= _LONGEST and word.pos in _FIXED and not set(CHINESE).isdisjoint(text)
    )


@per_lexicon
def _headed_by_classifiers() -> Mapping[str, frozenset[str]]:
    """By classifier: the nouns that begin like it and are commoner than it is with their rest."""
    known = counted()
    size = sum(word.frequency for word in known.values())
    found: dict[str, set[str]] = {unit: set() for unit in UNITS if _is_classifier(unit)}
    for text, word in known.items():
        nouns = found.get(text[0]) if 1 < len(text) < _LONGEST and word.pos[:1] in ("n", "v") else None
        if nouns is not None and _is_noun(word.pos) and text not in UNITS:
            rest = known.get(text[1:])
            apart = known[text[0]].frequency * (rest.frequency if rest else 1) if text[0] in known else 1
            if word.frequency * size > _COMMONER * apart:
                nouns.add(text)
    return {unit: frozenset(nouns) for unit, nouns in found.items() if nouns}


def _is_classifier(unit: str) -> bool:
    return len(unit) == 1 and UNITS[unit].dimension == "count" and unit != "大"


def _is_noun(pos: str) -> bool:
    return pos.startswith("n") or pos == "vn"
