"""The width at which a copy of a printed page breaks its lines.

Pages of document-sharing sites keep the lines of the print: nearly all of them are equally long, end wherever the page ended, and go on in the
next. The items of a list may be equally long, too, but they hold no marks of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

LEAST = 56
"""Columns from which a line that does not end as a sentence goes on in the next, in a text that tells no width of its own."""
_NARROWEST, _WIDEST = 36, 60
_TOLERANCE = 4
"""Columns by which full lines differ: a mark may not begin a line, a number is not broken."""
SHORT = 5
"""Columns by which a line that goes on falls short of the page, at most."""
_FEWEST = 5
"""Full lines that tell a width."""
_SHARE = 0.2
"""Of the lines, those that are full, at least; tables and headings are the others."""
_LONGER = 0.75
"""Lines that are longer, for each that is full, at most: paragraphs that nothing broke are of any length."""
_INDENT, _DIGITS = 4, 4
_ALIKE = 0.97
"""Full lines that a width must have, of those that the best has."""
_NUMBER = 5
"""Characters that a number may take at the start of a line, with the mark behind it."""
_HANGING = 2
"""Columns of a mark that hangs over the edge."""
_OPEN = 0.5
"""Of the full lines, those that end within a sentence, and those that hold a mark of one, at least."""
_UNBROKEN = re.compile(r"(?:[A-Za-z0-9.,%/+-]+|.)[，。；、：！？）」』》”’,;:)]*")
"""What begins a line and could not stand in part at the end of the one before."""
_MARK = re.compile("[，。；、：,;](?=.)")
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百\d]{1,5}条")
TERMINAL = re.compile(r"[。！？；：!?;:…][”’」』》）)\"'\]]{0,4}$")
"""How a line ends that does not go on."""


def columns(line: str) -> int:
    """Width of a line as printed: two columns for a Chinese character, one for a Latin letter or digit."""
    return len(line.encode("gbk", "replace"))


def least_wrapped(lines: Sequence[str]) -> int:
    """Columns of the shortest line that layout may have broken.

    Args:
        lines: of running text, without white space around them.

    Returns:
        The width of the page, less what full lines fall short of it; `LEAST` where the lines tell no width.
    """
    widths = [columns(line) for line in lines]
    counted = Counter(widths)
    near = {
        width: sum(counted[width - short] for short in range(_TOLERANCE))
        for width in counted
        if _NARROWEST <= width <= _WIDEST
    }
    # A mark hangs over the edge of some lines.
    full = min((width for width, found in near.items() if found >= _ALIKE * max(near.values())), default=0)
    band = [line for line, width in zip(lines, widths, strict=True) if full - _TOLERANCE < width <= full]
    longer = sum(width > full + _HANGING for width in widths)
    if len(band) < max(_FEWEST, _SHARE * len(lines)) or longer > _LONGER * len(band):
        return LEAST
    is_open = sum(TERMINAL.search(line[-6:]) is None for line in band)
    has_marks = sum(_MARK.search(line) is not None for line in band)
    return full - SHORT if min(is_open, has_marks) >= _OPEN * len(band) else LEAST


def begins_paragraph(line: str) -> bool:
    """Whether a line with a number before it is no heading but begins a paragraph: it has marks of a sentence, or is an article's."""
    return _MARK.search(line.lstrip()[_NUMBER:]) is not None or _ARTICLE.match(line) is not None


def is_full(line: str, following: str, least: int, is_first: bool) -> bool:
    """Whether the page ended a line where it did: it is as long as the others, or what begins the next had no room in it.

    Args:
        line: without white space around it.
        following: the next line, too.
        least: columns of the shortest line that layout breaks (see `least_wrapped`).
        is_first: whether the line begins a paragraph, which print sets in by two characters.
    """
    width = columns(line)
    if least == LEAST:
        return width >= least
    # Digits are a little broader in print than half a character.
    width += (_INDENT + sum(map(str.isascii, line)) // _DIGITS) * is_first
    if width >= least:
        return True
    first = _UNBROKEN.match(following)
    return first is not None and width + columns(first.group()) > least + SHORT
