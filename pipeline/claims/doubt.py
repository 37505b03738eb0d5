"""Whether a phrase beside a figure can be anything but the noun phrase that the rules cut.

Two things make it doubtful: a word within it that may be a verb, an adverb or another word that no noun phrase begins or goes
on with, and an edge that may lie within a word. All else is taken as it is, unread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from operator import concat
from typing import NamedTuple

from pipeline.claims.phrases import MODIFYING
from pipeline.claims.words import ACTS, listed, uses
from pipeline.language.in_force import lexicon, per_lexicon
from pipeline.language.vocabulary import counted

_NO_NOUN = frozenset(("v", "d", "p", "c"))
_LONGEST = 4
_PAIR = 2


class _Words(NamedTuple):
    """What phrases are looked through for."""

    doubtful: frozenset[str]
    """Words of two characters that are no nouns."""
    acts: frozenset[str]
    """Words of two characters that may be verbs or nouns."""
    adverbs: frozenset[str]
    """Adverbs, behind which such a word is a verb."""
    times: frozenset[str]
    """Times, with which no noun phrase begins."""
    characters: frozenset[str]
    """Characters that are words of their own, and no nouns."""
    all_of_them: frozenset[str]
    """Every word of two characters and more."""
    pairs: frozenset[str]
    """Every two characters side by side in one of them."""
    endings: frozenset[str]
    """Characters that make a noun of a verb before them."""
    heads: frozenset[str]
    """Characters that do so at the end of a noun phrase."""
    measures: frozenset[str]
    """Nouns that do so."""
    trails: frozenset[str]
    """Characters that stand between a thing and its number."""


@per_lexicon
def _words() -> _Words:
    known, used = counted(), uses()
    short = {text: used.get(text, word.pos) for text, word in known.items() if len(text) < 3}
    parts = {text: part for text, part in short.items() if len(text) == 2}
    all_of_them = frozenset(text for text in known if 1 < len(text) <= _LONGEST)
    return _Words(
        _of(_NO_NOUN, parts),
        _of(ACTS, parts),
        _of(("d",), short),
        _of(("t",), parts),
        listed("doubtful"),
        all_of_them,
        _pairs(all_of_them, parts),
        listed("noun_endings"),
        listed("heads"),
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


def in_doubt(content: str, start: int, end: int, low: int, high: int) -> bool:
    """Whether a noun phrase of `content` may hold what is none, or begin or end within a word.

    Args:
        content: folded text.
        start: where the phrase begins.
        end: and ends.
        low: where words around it may begin: at the figure before.
        high: and end: at the figure behind.
    """
    words, phrase = _words(), content[start:end]
    if not words.doubtful.isdisjoint(map(concat, phrase, phrase[1:])) and _holds_no_noun(phrase, words):
        return True
    if not words.characters.isdisjoint(phrase) and _holds_word_of_one(phrase, words):
        return True
    if phrase[:2] in words.times:
        return True
    if len(phrase) >= _LONGEST and phrase[:2] in words.acts and _follows_adverb(content, start, words.adverbs):
        return True  # 先后|治疗患者
    return _is_within(content, start, low, high, words) or _is_within(content, end, low, high, words)


def is_act(word: str) -> bool:
    """Whether a word of two characters tells of an act, as a verb or as its name."""
    words = _words()
    return word in words.acts or word in words.doubtful


def is_in_word(content: str, edge: int) -> bool:
    """Whether a word of the lexicon lies on both sides of an edge."""
    return _is_within(content, edge, 0, len(content), _words())


def _holds_no_noun(phrase: str, words: _Words) -> bool:
    """Whether a word that is no noun stands in a phrase by itself: not across two words (普通高中), nor in a longer one (增加值, 覆盖率)."""
    known = words.all_of_them
    for at in range(len(phrase) - 1):
        if phrase[at : at + 2] not in words.doubtful or phrase[at + 2 : at + 3] in words.endings:
            continue
        if phrase[at + 2 : at + 3] in words.heads and phrase[at + 2 : at + 4] not in known:
            continue  # 加速园
        if (
            phrase[at : at + 2] in words.measures
            or phrase[at + 2 : at + 4] in words.measures
            or MODIFYING.match(phrase, at)
        ):
            continue  # 产品占比, 辍学人数, 支持组团
        if len(phrase) == 2 or _is_in_three(phrase, at, known):
            continue  # 死亡43人
        if not (at and phrase[at - 1 : at + 1] in known and phrase[at + 1 : at + 3] in known):
            return True
    return False


def _is_in_three(phrase: str, at: int, known: frozenset[str]) -> bool:
    """Whether a known word of three characters holds the two that stand at `at`."""
    reaches = at + 3 <= len(phrase) and phrase[at : at + 3] in known
    return reaches or (at > 0 and phrase[at - 1 : at + 2] in known)


def _holds_word_of_one(phrase: str, words: _Words) -> bool:
    """Whether one of those characters stands in a phrase by itself, not in a word (厕所, 国有)."""
    known = words.all_of_them
    return any(
        character in words.characters and phrase[at - 1 : at + 1] not in known and phrase[at : at + 2] not in known
        for at, character in enumerate(phrase)
    )


def _follows_adverb(content: str, start: int, adverbs: frozenset[str]) -> bool:
    return content[start - 1 : start] in adverbs or content[start - 2 : start] in adverbs


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
