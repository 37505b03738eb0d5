"""The text of a table cell that is written on several lines."""

from __future__ import annotations

from pipeline.patterns import when_used

_LATIN_END = when_used(r"[A-Za-z,;)]$")
_DIGIT_END = when_used(r"\d$")
_NUMBER = when_used(r"[-+－−±]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
# What a number ends with that goes on in the next line, and what that line begins with.
_OPEN_END = when_used(r"[\d,.，．]$")
_OPEN_START = when_used(r"[\d,.，．%]")
_MARK_END = when_used(r"[,.，．]$")
# A unit: a character that is neither of ASCII nor a mark.
_UNIT_START = when_used(r"[%‰]|(?![\d_])[^\W\x00-\x7f]")
_MARK_START = when_used(r"[,.，．]")


def join(above: str, below: str, full: bool) -> str:
    """Two lines of a cell as one text; numbers that only stand below each other stay apart.

    Args:
        above: the text of the upper lines.
        below: the next line.
        full: whether the line above fills its column, so that it was wrapped and not ended.
    """
    if _LATIN_END.search(above) and below[:1].isascii() and below[:1].isalpha():
        return f"{above} {below}"
    if _DIGIT_END.search(above) and below[:1].isdigit() and not full and not is_cut(above, below):
        return f"{above} {below}"
    return above + below


def join_paragraphs(above: str, below: str) -> str:
    """Two paragraphs of a cell as one text: with a space, unless they are a number and its unit or parts of a number."""
    unit = _DIGIT_END.search(above) and _UNIT_START.match(below)
    return above + below if unit or is_cut(above, below) else f"{above} {below}".strip()


def is_number(text: str) -> bool:
    """Whether a cell holds a number that is written whole."""
    return _NUMBER.fullmatch(text.strip()) is not None


def is_cut(above: str, below: str) -> bool:
    """Whether two lines are parts of one number by their own looks: 1,23 and 4, or 20. and 3."""
    if not _OPEN_END.search(above) or not _OPEN_START.match(below):
        return False
    marked = _MARK_END.search(above) or _MARK_START.match(below) or not is_number(above)
    return bool(marked) and is_number(above + below)
