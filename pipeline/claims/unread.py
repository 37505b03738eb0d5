"""What a phrase may hold, seen by its characters alone, before it is read into words.

Reading a phrase takes a hundred times as long as looking up its characters, two by two, and most phrases hold nothing that is read for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from operator import concat
from typing import NamedTuple

from pipeline.claims.words import listed, uses
from pipeline.language.in_force import per_lexicon, words
from pipeline.language.vocabulary import counted

_VERBAL = frozenset(("v", "vm", "vn"))
"""Parts of speech of verbs and names of acts."""
_PAIR = 2


def may_hold_verb(phrase: str) -> bool:
    """Whether a verb or the name of an act, of two characters and more, may stand behind the first character of a phrase."""
    return not _signs().verbs.isdisjoint(map(concat, phrase[1:], phrase[2:]))


def may_show_verb(phrase: str) -> bool:
    """Whether something in a phrase, unread, may show a verb: an adverb with one behind it, or a verb that may stand behind a doer."""
    signs, pairs = _signs(), list(map(concat, phrase, phrase[1:]))
    inner = pairs[1:-_PAIR]  # behind one character at least, with a noun behind it
    if not (signs.within.isdisjoint(phrase) and signs.longer.isdisjoint(pairs) and signs.done.isdisjoint(inner)):
        return True
    return not signs.adverbs.isdisjoint(phrase) and any(
        character in signs.adverbs and pair in signs.verbs for character, pair in zip(phrase, inner, strict=False)
    )


class _Signs(NamedTuple):
    """What shows a verb in a phrase that is not yet read into words; of what is longer the first two characters."""

    within: frozenset[str]
    """Characters that form one word with the verb behind them."""
    adverbs: frozenset[str]
    """Adverbs of one character."""
    longer: frozenset[str]
    """Other adverbs."""
    verbs: frozenset[str]
    """Verbs and names of acts, and how their forms begin."""
    done: frozenset[str]
    """Verbs that show themselves behind a doer."""


@per_lexicon
def _signs() -> _Signs:
    known = {text: word.pos for text, word in counted().items()}
    used = {**known, **uses()}
    before = listed("before_verb")
    adverbs = {"将", *before, *_of_parts(used, ("d",))}
    verbs = _of_parts(used, _VERBAL) | _of_parts(known, _VERBAL)
    forms = {f"{verb}{ending}" for verb in _of_one(verbs) for ending in words("verb_ending")}
    forms |= {f"{prefix}{verb[0]}" for verb in verbs for prefix in words("verb_beginning")}
    done = words("lead") - {text for text, part in used.items() if part != "v"}
    return _Signs(_of_one(before), _of_one(adverbs), _first_two(adverbs), _first_two(verbs | forms), _first_two(done))


def _of_parts(used: Mapping[str, str], parts: Collection[str]) -> set[str]:
    return {text for text, part in used.items() if part in parts}


def _of_one(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text for text in texts if len(text) == 1)


def _first_two(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text[:_PAIR] for text in texts if len(text) > 1)
