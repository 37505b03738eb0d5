"""Building blocks of the patterns of the stages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isqrt
from typing import Any, cast

_FEW = 8
"""Words that need no lookahead for their first characters."""
_MANY = 32
"""Branches that are tried one after the other; more are parted into groups with a lookahead each."""


def when_used(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, but on the first use: patterns that hold hundreds of words take the interpreter milliseconds each, and what is
    read is mostly without the most of them.

    Raises:
        re.error: on the first use, when the pattern is none.
    """
    return cast("re.Pattern[str]", _WhenUsed(pattern, flags))


class _WhenUsed:
    """Becomes the methods of its pattern when one of them is asked for; from then on it costs nothing."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for own in _METHODS:
            setattr(self, own, getattr(compiled, own))
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags")


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
    branches = {first: _branch(first, rests, between) for first, rests in sorted(by_first.items())}
    if len(branches) <= _MANY:
        return _either(branches.values())
    firsts, size = list(branches), isqrt(len(branches))
    groups = (firsts[at : at + size] for at in range(0, len(firsts), size))
    return _either(beginning(group) + _either(branches[first] for first in group) for group in groups)


def _branch(first: str, rests: set[str], between: str) -> str:
    longer = rests - {""}
    rest = between + _branches(longer, between) if longer else ""
    return re.escape(first) + (f"(?:{rest})?" if "" in rests and rest else rest)


def _either(branches: Iterable[str]) -> str:
    several = list(branches)
    return several[0] if len(several) == 1 else f"(?:{'|'.join(several)})"


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


PARENTHESES = when_used(r"\([^()]*\)")
"""A pair of parentheses with what stands in it, in folded text; of nested ones the inner."""
