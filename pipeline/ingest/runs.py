"""Runs of text as a format styles them, put together to a line.

Raised runs that hold the mark of a note, or a power, are written with the raised digits and brackets of Unicode, so that they stay apart
from what they stand at: 床位65⁴张 instead of 床位654张. Where a run is struck out is told by its place in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pipeline.language.notes import SUPERSCRIPTS, is_base

_NUMBERS = re.compile(rf"[{re.escape(''.join(SUPERSCRIPTS))}\s;；~～]*\d[{re.escape(''.join(SUPERSCRIPTS))}\s;；~～]*")
_LONG_NUMBER = re.compile(r"\d{4}|\d{3}[,，]\d")
_OTHER_MARK = re.compile(
    r"[(\[（［〔【]?(?P<mark>[①-⑳⓪-⓿㉑-㉟㊱-㊿❶-❿]{1,2}|注\s?[\d一二三四五六七八九十①-⑳]{0,3}|[*＊†‡§¶#★※☆△▲]{1,4}|[a-z])[)\]）］〕】]?"
)
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_TAB = re.compile(r"(\t)")
_DEGREE = frozenset("oO○º°˚")
_LONGEST_MARK = 10


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line and how it is set."""

    text: str
    raised: bool = False
    struck: bool = False


Piece = tuple[str, bool]
"""Text and whether it is struck out."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as pieces in order, no two neighbours alike."""

    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """All of it, with what is struck out."""
        return "".join(text for text, _ in self.pieces)

    @property
    def marked(self) -> str:
        """Its text with marks around what is struck out, for readers that put lines together as strings (see `unmarked`)."""
        return "".join(struck_out(text) if struck else text for text, struck in self.pieces)


def struck_out(text: str) -> str:
    """`text` with marks around it."""
    return f"{_OPEN}{text}{_CLOSE}"


def unmarked(text: str) -> Line:
    """The line of a marked text."""
    if _OPEN not in text:
        return Line(((text, False),))
    parts = (part.partition(_CLOSE) for part in text.split(_OPEN))
    return _line(
        piece
        for struck, close, plain in parts
        for piece in ([(struck, True), (plain, False)] if close else [(struck, False)])
    )


def without_marks(text: str) -> str:
    """Text of a file with its own uses of the marks replaced; they are no characters."""
    return text.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")


def compose(runs: Iterable[Run]) -> Line:
    """The line that runs make; white space that is struck out alone is not."""
    merged = [
        Run("".join(run.text for run in members), *style)
        for style, members in groupby((run for run in runs if run.text), lambda run: (run.raised, run.struck))
    ]
    pieces: list[Piece] = []
    before = ""
    for index, run in enumerate(merged):
        after = merged[index + 1].text[:1] if index + 1 < len(merged) else ""
        text = _raised(run.text, before, after) if run.raised else run.text
        pieces.append((text, run.struck))
        before = (before + text)[-5:]
    return _line(pieces)


def _line(pieces: Iterable[Piece]) -> Line:
    """Neighbours alike as one, empty ones left out; a tab parts cells and is never struck out."""
    parts = (
        (part, struck and part != "\t" and not part.isspace())
        for text, struck in pieces
        for part in (_TAB.split(text) if struck else (text,))
        if part
    )
    return Line(
        tuple(("".join(text for text, _ in members), struck) for struck, members in groupby(parts, lambda p: p[1]))
    )


def _raised(text: str, before: str, after: str) -> str:
    """A raised run as the text of a line between `before` and `after`; what is neither mark nor power stays as it is."""
    mark = text.strip()
    if not mark or len(mark) > _LONGEST_MARK:
        return text
    if mark in _DEGREE or (mark == "0" and after in ("C", "F")):
        return "°"
    if after in ("/", "⁄", "∕") or _LONG_NUMBER.search(mark):  # ½ set by hand; a year
        return text
    if _NUMBERS.fullmatch(mark):
        return "".join(map(_superscript, mark))
    if is_base(before[-5:]):
        return text
    if other := _OTHER_MARK.fullmatch(mark):
        return f"⁽{''.join(other['mark'].split())}⁾"
    return text


def _superscript(character: str) -> str:
    if character.isspace():
        return ""
    return SUPERSCRIPTS.get(character, "⁻" if character in "~～" else "⸴")
