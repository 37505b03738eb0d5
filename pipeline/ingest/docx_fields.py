"""What the field EQ of Word shows: its text stands in the code of the field alone.

Office programs write phonetic guides, characters in circles and simple fractions with it (ECMA-376, part 1, 17.16.5.22 names it,
the switches are those of Word's own description): ``EQ \\o\\ad(\\s\\up 9(kūn),堃)`` shows 堃 with its pronunciation above.
"""

from __future__ import annotations

import re

from pipeline.patterns import when_used

_EQ = when_used(r"\s*EQ\b", re.IGNORECASE)
_GUIDE = when_used(
    r"\\o\s*(?:\\a[dlrc]\s*)?\(\s*\\s\s*\\up\s*[\d.]*\s*\([^()]{0,100}\)\s*[,;，]([^()]{1,100})\)", re.IGNORECASE
)
_ENCLOSED = when_used(r"\\o\s*\\ac\s*\(\s*[^\w\s,;，]\s*[,;，]\s*([^()]{1,4}?)\s*\)", re.IGNORECASE)
_FRACTION = when_used(r"\\f\s*\(([^(),;，]{1,50})[,;，]([^(),;，]{1,50})\)", re.IGNORECASE)
_SWITCH = when_used(r"\\\*\s*(?:\"[^\"]*\"|[^\s\\\"]+)|\\[a-z]{1,3}(?:\s?\d{1,3})?", re.IGNORECASE)
_MARKS = when_used(r"[(),;，\s]+")


def shown_by(code: str) -> str:
    """The text that a field shows by its code alone; empty for all fields but EQ."""
    begin = _EQ.match(code)
    if begin is None:
        return ""
    code = _GUIDE.sub(lambda match: match[1], code[begin.end() :])
    code = _ENCLOSED.sub(lambda match: _circled(match[1]), code)
    code = _FRACTION.sub(lambda match: f"{match[1].strip()}/{match[2].strip()}", code)
    return _MARKS.sub(" ", _SWITCH.sub(" ", code)).strip()


def _circled(text: str) -> str:
    """A number up to twenty as Unicode has it in a circle; other characters as they are."""
    return chr(ord("①") + int(text) - 1) if text.isascii() and text.isdigit() and 0 < int(text) <= 20 else text
