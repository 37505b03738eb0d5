"""The lexicon that holds for the document at hand, and what is made of its words.

Two documents of one process may be read with different lexicons, so nothing that is made of words is made at import: a function that is
decorated with `per_lexicon`, and a `LexicalPattern`, are made once for each lexicon and follow the one in force.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from pipeline.language.lexicon import Lexicon, with_additions
from pipeline.patterns import any_of

_Arguments = ParamSpec("_Arguments")
_Made = TypeVar("_Made")
_SHIPPED = with_additions("")
_IN_FORCE: ContextVar[Lexicon] = ContextVar("lexicon", default=_SHIPPED)

_COMMON = 1500
"""Occurrences in the corpus of the general dictionary; 组织, 道路 and 面向 are above it, 名师 and 分列 below."""

lexicon: Callable[[], Lexicon] = _IN_FORCE.get
"""The lexicon in force."""


@contextmanager
def using(chosen: Lexicon) -> Iterator[None]:
    """Put a lexicon in force, in this thread."""
    token = _IN_FORCE.set(chosen)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def words(role: str) -> frozenset[str]:
    """The words that have a role in the lexicon in force."""
    return _IN_FORCE.get().by_role[role]


def is_word(text: str) -> bool:
    """Whether the general dictionary, or a user, knows `text` as a word."""
    entry = lexicon().entry(text)
    return entry is not None and entry.frequency > 0


def is_common_word(text: str) -> bool:
    """Whether `text` is one of the words that official texts use all the time."""
    return frequency(text) >= _COMMON


def frequency(text: str) -> int:
    """Occurrences of a word in the corpus of the general dictionary; 0 for what is none."""
    entry = lexicon().entry(text)
    return 0 if entry is None else entry.frequency


def governs(text: str) -> bool:
    """Whether `text` is a verb or a preposition."""
    entry = lexicon().entry(text)
    return entry is not None and (entry.part_of_speech in ("v", "p") or "verb" in entry.roles)


def any_word(*roles: str) -> str:
    """A regular expression that matches any word with one of the roles, the longest first."""
    return any_of(word for role in roles for word in words(role))


def per_lexicon(make: Callable[_Arguments, _Made]) -> Callable[_Arguments, _Made]:
    """Decorator: what a function makes of the words in force is made once for each lexicon and arguments, by position."""

    @wraps(make)
    def made(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Made:
        memo, key = _IN_FORCE.get().memo, (make, *args) if args else make
        try:
            found: _Made = memo[key]
        except KeyError:
            found = memo[key] = make(*args, **kwargs)
        return found

    return made


class LexicalPattern:
    """A regular expression made of words; its methods are those of `re.Pattern`, for the lexicon in force.

    Args:
        make: gives the expression, from the words in force.
        flags: of `re.compile`.
    """

    def __init__(self, make: Callable[[], str], flags: re.RegexFlag = re.NOFLAG) -> None:
        self._make, self._flags = make, flags
        self._last: tuple[Lexicon, re.Pattern[str]] | None = None
        """The lexicon that was in force at the last call, and the pattern for it: one read, whatever the other threads do."""

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern for the lexicon in force."""
        in_force, last = _IN_FORCE.get(), self._last
        if last is not None and last[0] is in_force:
            return last[1]
        if self not in in_force.memo:
            in_force.memo[self] = re.compile(self._make(), self._flags)
        pattern: re.Pattern[str] = in_force.memo[self]
        self._last = in_force, pattern
        return pattern

    @property
    def pattern(self) -> str:
        """The expression itself."""
        return self.compiled.pattern

    # The three that are called most look at the last pattern themselves: a property costs as much as many a search.
    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        last = self._last
        pattern = last[1] if last is not None and last[0] is _IN_FORCE.get() else self.compiled
        return pattern.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        last = self._last
        pattern = last[1] if last is not None and last[0] is _IN_FORCE.get() else self.compiled
        return pattern.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        last = self._last
        pattern = last[1] if last is not None and last[0] is _IN_FORCE.get() else self.compiled
        return pattern.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self.compiled.finditer(text, start, end)

    def sub(self, replacement: str, text: str) -> str:
        """As `re.Pattern.sub`."""
        return self.compiled.sub(replacement, text)
