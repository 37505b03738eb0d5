"""The lines of a text, on which cleaning works."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.clean.struck import struck_regions, without
from pipeline.fold import fold
from pipeline.records import Region

# Only these end a line; str.splitlines would also split at separators that occur inside damaged text.
_LINE = re.compile(r"[^\r\n]+")
# Zero-width characters and byte order marks are as invisible as white space.
INVISIBLE = (
    " \t\n\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u0085\u00ad"
)
_SENTENCE_END = re.compile(r"[。!?;][”’」』\"')\]]{0,3}$")
_WORD = re.compile(r"[^\W_]")
# Lines of so many characters are prose: with any punctuation, ending as a sentence, ending in a full stop.
_LONG, _MEDIUM, _SHORT = 60, 20, 14
# Fold and drop everything but letters, digits and masks; raised digits are marks of notes.
_SKIPPED = re.compile(r"[\W_⁰¹²³⁴-⁹]+")


@dataclass(slots=True)
class Line:
    """A visible line; `rule` is set when it is boilerplate."""

    start: int
    end: int
    text: str
    """Folded and trimmed, what is struck out made invisible; same length as the raw text of `start` to `end`."""
    region: Region | None = None
    rule: str = ""
    is_prose: bool = False
    """Whether the line is running text, so that the document proper has begun."""

    @property
    def has_words(self) -> bool:
        return _WORD.search(self.text) is not None


def split_lines(text: str, layout: Sequence[Region]) -> list[Line]:
    """Lines of `text` that show something, with the layout region that each begins in."""
    folded = without(fold(text), struck_regions(layout))
    lines = []
    regions = iter(layout)
    region = next(regions, None)
    for match in _LINE.finditer(folded):
        stripped = match.group().lstrip(INVISIBLE)
        start = match.end() - len(stripped)
        stripped = stripped.rstrip(INVISIBLE)
        if not stripped:
            continue
        while region is not None and region.end <= start:
            region = next(regions, None)
        inside = region if region is not None and region.start <= start else None
        lines.append(Line(start, start + len(stripped), stripped, inside, is_prose=_is_prose(stripped)))
    return lines


def _is_prose(text: str) -> bool:
    length = len(text)
    if length >= _LONG:
        return "。" in text or "," in text
    if length >= _SHORT and text.endswith("。"):
        return True
    return length >= _MEDIUM and _SENTENCE_END.search(text[-4:]) is not None


def letters(text: str) -> str:
    """`text` without white space and punctuation, for comparing titles and headings."""
    return _SKIPPED.sub("", text)
