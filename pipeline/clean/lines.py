"""The lines of a text, on which cleaning works."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.clean.quantities import states_quantity
from pipeline.language.struck import struck_regions, without
from pipeline.language.text import Text
from pipeline.records import Region

# Only these end a line; str.splitlines would also split at separators that occur inside damaged text.
_LINE = re.compile(r"[^\r\n]+")
# Zero-width characters and byte order marks are as invisible as white space.
INVISIBLE = (
    " \t\n\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u0085\u00ad"
)
# What has no width is not there for the rules.
_NO_WIDTH = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]+")
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
    """Folded and trimmed, what is struck out made invisible, without characters that have no width; `at` finds the way back."""
    region: Region | None = None
    rule: str = ""
    is_prose: bool = False
    """Whether the line is running text, so that the document proper has begun."""
    in_table: bool = False
    """Whether the line is a row of a table of quantities, which is body wherever it stands."""
    gaps: tuple[tuple[int, int], ...] = ()
    """Where characters without width were left out of `text`, and how many up to there."""
    _states_quantity: bool | None = None

    @property
    def states_quantity(self) -> bool:
        """Whether the line states a quantity of the document; found when first asked for."""
        if self._states_quantity is None:
            self._states_quantity = states_quantity(self.text)
        return self._states_quantity

    def take(self, rule: str, *, sure: bool = False) -> None:
        """Mark the line as boilerplate, unless it is marked already, a row of a table, or states a quantity.

        Args:
            rule: id of the rule that takes it.
            sure: whether a second sign says that a quantity is the page's, not the document's.
        """
        if not self.rule and not self.in_table and (sure or not self.states_quantity):
            self.rule = rule

    def at(self, offset: int) -> int:
        """Offset in the raw text of an offset in `text`."""
        return self.start + offset + next((left_out for gap, left_out in reversed(self.gaps) if gap <= offset), 0)

    @property
    def has_words(self) -> bool:
        return _WORD.search(self.text) is not None


def split_lines(text: Text, layout: Sequence[Region]) -> list[Line]:
    """Lines of `text` that show something, with the layout region that each begins in."""
    folded = without(text, struck_regions(layout)).folded
    unusual = _NO_WIDTH.search(folded) is not None
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
        end = start + len(stripped)
        gaps = _gaps(stripped) if unusual else ()
        if gaps:
            stripped = _NO_WIDTH.sub("", stripped)
        lines.append(Line(start, end, stripped, inside, is_prose=_is_prose(stripped), gaps=gaps))
    return lines


def _gaps(text: str) -> tuple[tuple[int, int], ...]:
    gaps = []
    left_out = 0
    for match in _NO_WIDTH.finditer(text):
        gaps.append((match.start() - left_out, left_out + len(match.group())))
        left_out = gaps[-1][1]
    return tuple(gaps)


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
