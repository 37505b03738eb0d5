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
_NARROWEST = 36
_TOLERANCE = 4
"""Columns by which full lines differ: a mark may not begin a line, a number is not broken."""
_FEWEST = 5
"""Full lines that tell a width."""
_SHARE = 0.4
"""Of the lines, those that are full, at least."""
_LONGER = 0.1
"""Of the lines, those that are longer, at most."""
_OPEN = 0.5
"""Of the full lines, those that end within a sentence, and those that hold a mark of one, at least."""
_MARK = re.compile("[，。；、：,;](?=.)")
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
    full = max(
        (width for width in counted if _NARROWEST <= width < LEAST),
        key=lambda width: (sum(counted[width - short] for short in range(_TOLERANCE)), width),
        default=0,
    )
    band = [line for line, width in zip(lines, widths, strict=True) if full - _TOLERANCE < width <= full]
    longer = sum(width > full + 1 for width in widths)
    if len(band) < max(_FEWEST, _SHARE * len(lines)) or longer > _LONGER * len(lines):
        return LEAST
    is_open = sum(TERMINAL.search(line[-6:]) is None for line in band)
    has_marks = sum(_MARK.search(line) is not None for line in band)
    return full - _TOLERANCE + 1 if min(is_open, has_marks) >= _OPEN * len(band) else LEAST
