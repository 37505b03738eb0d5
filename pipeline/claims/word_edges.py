"""Whether an edge lies within a known word, and whether a word tells of an act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from pipeline.claims.words import ACTS, uses
from pipeline.language.in_force import lexicon, per_lexicon
from pipeline.language.vocabulary import counted

_NO_NOUN = frozenset(("v", "d", "p", "c"))
_LONGEST = 4
_PAIR = 2


class _Words(NamedTuple):
    """What edges are looked at with."""

    acts: frozenset[str]
    """Words of two characters that are no nouns, or names of acts."""
    all_of_them: frozenset[str]
    """Every word of two characters and more."""
    pairs: frozenset[str]
    """Every two characters side by side in one of them."""
    measures: frozenset[str]
    """Nouns that say how much there is of a thing."""
    trails: frozenset[str]
    """Characters that stand between a thing and its number."""


@per_lexicon
def _words() -> _Words:
    known, used = counted(), uses()
    parts = {text: used.get(text, word.pos) for text, word in known.items() if len(text) == _PAIR}
    all_of_them = frozenset(text for text in known if 1 < len(text) <= _LONGEST)
    return _Words(
        _of(_NO_NOUN | ACTS, parts),
        all_of_them,
        _pairs(all_of_them, parts),
        lexicon().words("measure"),
        frozenset(filter(_is_single, lexicon().words("trail"))),
    )


def _of(kinds: Collection[str], parts: Mapping[str, str]) -> frozenset[str]:
    """The words that are used as one of the parts of speech."""
    return frozenset(text for text, part in parts.items() if part in kinds)


def _pairs(words: Iterable[str], of_two: Iterable[str]) -> frozenset[str]:
    """Two characters side by side in one of the words, of which those of two are given beside."""
    longer = (text for text in words if len(text) > _PAIR)
    return frozenset(of_two).union(text[at : at + _PAIR] for text in longer for at in range(len(text) - 1))


def _is_single(text: str) -> bool:
    return len(text) == 1


def is_act(word: str) -> bool:
    """Whether a word of two characters tells of an act, as a verb or as its name."""
    return word in _words().acts


def is_in_word(content: str, edge: int) -> bool:
    """Whether a word of the lexicon lies on both sides of an edge."""
    return _is_within(content, edge, 0, len(content), _words())


def _is_within(content: str, edge: int, low: int, high: int, words: _Words) -> bool:
    """Whether one of the known words that lies between two offsets lies on both sides of an edge."""
    if not low < edge < high or content[edge - 1 : edge + 1] not in words.pairs:
        return False
    known = words.all_of_them
    left, right = content[max(low, edge - _LONGEST + 1) : edge], content[edge : min(high, edge + _LONGEST - 1)]
    one, two, first, second = left[-1], left[-2:], right[0], right[:2]
    if (two in known and second in known) or (two in words.measures and first in words.trails):
        return False  # 其中|小学, 占比|达
    return not known.isdisjoint((one + first, two + first, one + second, left + first, two + second, one + right))
