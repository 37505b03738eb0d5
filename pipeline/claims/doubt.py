"""Whether a phrase beside a figure can be anything but the noun phrase that the rules cut.

Two things make it doubtful: a word within it that may be a verb, an adverb or another word that no noun phrase begins or goes
on with, and an edge that may lie within a word. All else is taken as it is, unread.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from pipeline.claims.words import listed, uses
from pipeline.language.in_force import per_lexicon
from pipeline.language.vocabulary import counted

_NO_NOUN = frozenset(("v", "d", "p", "c", "r", "t"))
_ACTS = frozenset(("vm", "vn"))
"""Classes of words that are verbs as well as names of acts."""
_MARKS = frozenset(",;。:!?\n()、“”《》")
_LONGEST = 4


@per_lexicon
def _doubtful() -> frozenset[str]:
    """Words of two characters that are no nouns."""
    return frozenset(text for text, part in _parts() if part in _NO_NOUN)


@per_lexicon
def _acts() -> frozenset[str]:
    """Words of two characters that may be verbs or nouns."""
    return frozenset(text for text, part in _parts() if part in _ACTS)


def _parts() -> Iterator[tuple[str, str]]:
    """The words of two characters with what official texts use them as, else what the dictionary says."""
    known = uses()
    return ((text, known.get(text, word.pos)) for text, word in counted().items() if len(text) == 2)


@per_lexicon
def _words() -> frozenset[str]:
    return frozenset(text for text in counted() if 1 < len(text) <= _LONGEST)


def in_doubt(content: str, start: int, end: int, low: int, high: int) -> bool:
    """Whether a noun phrase of `content` may hold what is none, or begin or end within a word.

    Args:
        content: folded text.
        start: where the phrase begins.
        end: and ends.
        low: where words around it may begin: at the figure before.
        high: and end: at the figure behind.
    """
    doubtful = _doubtful()
    if any(content[at : at + 2] in doubtful for at in range(start, end - 1)):
        return True
    if not listed("doubtful").isdisjoint(content[start:end]):
        return True
    if end - start > _LONGEST - 1 and content[start - 1 : start] not in _MARKS and content[start : start + 2] in _acts():
        return True  # something was taken off before what may be a verb: 先后|治疗患者
    return is_in_word(content, start, low, high) or is_in_word(content, end, low, high)


def is_in_word(content: str, edge: int, low: int = 0, high: int = sys.maxsize) -> bool:
    """Whether a word of the lexicon lies on both sides of an edge."""
    words = _words()
    return any(
        content[first:last] in words
        for first in range(max(low, edge - _LONGEST + 1), edge)
        for last in range(edge + 1, min(high, first + _LONGEST) + 1)
    )
