"""Building blocks of the patterns of the stages."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A regular expression that matches any of the words literally, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def beginning(words: Iterable[str]) -> str:
    """A lookahead for the first character of any of the words.

    `re` tries every branch of an alternation at every character unless all begin with a literal; put before such a pattern, this
    passes over most characters in one step.
    """
    return f"(?=[{''.join(sorted({re.escape(word[0]) for word in words}))}])"


def alternation(words: Iterable[str]) -> str:
    """`any_of` the words as a group, with their `beginning` before it."""
    known = set(words)
    return f"{beginning(known)}(?:{any_of(known)})"


def last_match(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The last match of `pattern` within ``text[start:end]``, or None."""
    last = None
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        last = match
    return last
