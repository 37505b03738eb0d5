"""Whether a phrase beside a figure can be anything but the noun phrase that the rules cut.

Two things make it doubtful: a word within it that may be a verb, an adverb or another word that no noun phrase begins or goes
on with, and an edge that may lie within a word. All else is taken as it is, unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import concat

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
    phrase = content[start:end]
    if not _doubtful().isdisjoint(map(concat, phrase, phrase[1:])) and _holds_no_noun(phrase):
        return True
    if not listed("doubtful").isdisjoint(phrase):
        return True
    if len(phrase) >= _LONGEST and phrase[:2] in _acts() and content[start - 1 : start] not in _MARKS:
        return True  # something was taken off before what may be a verb: 先后|治疗患者
    return is_in_word(content, start, low, high) or is_in_word(content, end, low, high)


def _holds_no_noun(phrase: str) -> bool:
    """Whether a word that is no noun stands in a phrase by itself: not across two words (普通高中), nor in a longer one (增加值, 覆盖率)."""
    doubtful, words, suffixes = _doubtful(), _words(), listed("noun_endings")
    for at in range(len(phrase) - 1):
        if phrase[at : at + 2] not in doubtful:
            continue
        if at and phrase[at - 1 : at + 1] in words and phrase[at + 1 : at + 3] in words:
            continue
        if (
            phrase[at : at + 3] in words
            or (at and phrase[at - 1 : at + 2] in words)
            or phrase[at + 2 : at + 3] in suffixes
        ):
            continue
        return True
    return False


def is_in_word(content: str, edge: int, low: int, high: int) -> bool:
    """Whether a word of the lexicon that lies between two offsets lies on both sides of an edge."""
    left, right = content[max(low, edge - _LONGEST + 1) : edge], content[edge : min(high, edge + _LONGEST - 1)]
    if not left or not right:
        return False
    one, two = left[-1], left[-2:]
    first, second = right[0], right[:2]
    return not _words().isdisjoint((one + first, two + first, one + second, left + first, two + second, one + right))
