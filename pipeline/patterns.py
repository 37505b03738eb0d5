"""Building blocks of the patterns of the stages."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FEW = 8
"""Words that need no lookahead for their first characters."""


def any_of(words: Iterable[str], between: str = "") -> str:
    """A regular expression that matches any of the words literally, the longest first.

    Args:
        words: the words; empty ones are left out.
        between: a pattern of what may stand between two characters of a word, besides nothing.

    `re` tries the branches of an alternation one after the other, so words that begin alike share a branch (建(?:成|设立?)) and a
    lookahead for their first characters passes over most places in one step.
    """
    known = set(words) - {""}
    if not known:
        return "(?!)"
    return f"(?:{beginning(known)}{_branches(known, between)})" if len(known) > _FEW else _branches(known, between)


def _branches(words: Iterable[str], between: str) -> str:
    """The words as nested branches by their common beginnings; where one goes on as another, the longer is tried first."""
    by_first: dict[str, set[str]] = {}
    for word in words:
        by_first.setdefault(word[0], set()).add(word[1:])
    branches = []
    for first in sorted(by_first):
        rests = by_first[first]
        longer = rests - {""}
        rest = between + _branches(longer, between) if longer else ""
        branches.append(re.escape(first) + (f"(?:{rest})?" if "" in rests and rest else rest))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def beginning(words: Iterable[str]) -> str:
    """A lookahead for the first character of any of the words.

    `re` tries every branch of an alternation at every character unless all begin with a literal; put before such a pattern, this
    passes over most characters in one step.
    """
    return f"(?=[{''.join(sorted({re.escape(word[0]) for word in words}))}])"


def last_match(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The last match of `pattern` within ``text[start:end]``, or None."""
    last = None
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        last = match
    return last
