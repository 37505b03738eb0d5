"""How the names of schools end: heads of the lexicon (小学, 幼儿园), campuses (分校), or a number and the level of the school (三中)."""

from __future__ import annotations

from pipeline.language.in_force import LexicalPattern, any_word

NUMBERED = r"[一二三四五六七八九十][中小幼]"
"""The short form of 第三中学: 三中."""


def full_end() -> str:
    """A regular expression for a head or campus in full, for the lexicon in force."""
    return any_word("school_head", "campus")


def school_end() -> str:
    """A regular expression for any end of a school's name, for the lexicon in force."""
    return rf"(?:{full_end()}|{NUMBERED})"


AT_FULL_END = LexicalPattern(lambda: rf"(?:{full_end()})\Z")
"""Text that ends as the full name of a school does."""
AT_SCHOOL_END = LexicalPattern(lambda: rf"{school_end()}\Z")
"""Text that ends as the name of a school does."""
