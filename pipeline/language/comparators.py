"""Words that turn a number into a bound or an estimate (`models/comparators.toml`)."""

from __future__ import annotations

from pipeline.patterns import any_of
from pipeline.records import Comparator
from pipeline.resources import read_toml

_WORDS = read_toml("comparators.toml")


def _by_word(table: str) -> dict[str, Comparator]:
    return {word: kind for kind, words in _WORDS[table].items() for word in words}


BEFORE: dict[str, Comparator] = _by_word("before")
"""Words in front of the number."""
AFTER: dict[str, Comparator] = _by_word("after")
"""Words behind the unit."""
INSIDE: dict[str, Comparator] = _by_word("inside")
"""Words between number and scale or unit."""
NEGATED: dict[str, Comparator] = _by_word("negated")
"""What 不, perhaps with a modal verb, makes of a word of comparison: 不得小于 is `ge`."""
NOT_AFTER: dict[str, str] = _WORDS["not_after"]
"""Characters that make another word with a comparator behind them (节|约, 附|近)."""

NOT = rf"不(?:{any_of(_WORDS['modal']['words'])}){{0,2}}"
"""Regular expression for the negation: 不, 不得, 不应, 不能再."""
BEFORE_PATTERN = rf"(?:{any_of(BEFORE)}|{NOT}(?:{any_of(NEGATED)}))"
"""Regular expression for what may stand in front of the number."""


def kind_before(word: str) -> Comparator:
    """What a match of `BEFORE_PATTERN` says.

    Raises:
        KeyError: `word` is none.
    """
    if word in BEFORE:
        return BEFORE[word]
    return next(NEGATED[word[start:]] for start in range(1, len(word)) if word[start:] in NEGATED)


def words_of(kind: Comparator) -> str:
    """Regular expression for the words of comparison that a negation makes `kind`."""
    return any_of(word for word, own in NEGATED.items() if own == kind)
