"""The automatic numbering of DOCX paragraphs: 一、 and (1) that a reader sees and the text does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.ingest.docx_xml import W, child, val

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_ROMAN: tuple[tuple[int, str], ...] = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_MAX_TEXT = 60
# Counters of real documents stay far below; a damaged start value must not cost time or space.
_MAX_COUNT = 9999


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


class Numbering:
    """Counts the numbered paragraphs of one document.

    Args:
        root: the root of ``word/numbering.xml``, or None when the package has none.
    """

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        if root is None:
            return
        abstract = {
            item.get(f"{W}abstractNumId", ""): dict(_levels(item)) for item in root.iterchildren(f"{W}abstractNum")
        }
        for item in root.iterchildren(f"{W}num"):
            number, base = item.get(f"{W}numId", ""), val(child(item, "abstractNumId"))
            levels = dict(abstract.get(base, {}))
            restarted = False
            for override in item.iterchildren(f"{W}lvlOverride"):
                levels.update(_levels(override))
                restarted = restarted or child(override, "startOverride") is not None
            self._levels[number] = levels
            # Lists on one definition count on, unless one of them starts anew.
            self._abstract[number] = f"num {number}" if restarted else base

    def next(self, number: str, level: int) -> str:
        """The numbering of the next paragraph of a list; empty for bullets and unknown lists.

        Args:
            number: ``numId`` of the paragraph.
            level: its ``ilvl``, from 0.
        """
        levels = self._levels.get(number)
        if levels is None or not 0 <= level < _LEVELS or level not in levels:
            return ""
        counts = self._counts.setdefault(self._abstract[number], [0] * _LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else levels[level].start
        for deeper in range(level + 1, _LEVELS):
            counts[deeper] = 0
        if levels[level].form == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            other = int(match.group(1)) - 1
            known = levels.get(other)
            return shown_number(counts[other] or known.start, known.form) if known is not None else ""

        return _PLACEHOLDER.sub(shown, levels[level].text)


def _levels(item: Any) -> Iterator[tuple[int, _Level]]:
    for level in item.iterchildren(f"{W}lvl"):
        index = _int(level.get(f"{W}ilvl"), 0)
        start = _int(val(child(level, "start")), 1)
        yield index, _Level(start, val(child(level, "numFmt")) or "decimal", val(child(level, "lvlText"))[:_MAX_TEXT])


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else default


def shown_number(number: int, form: str) -> str:
    """A number as a list shows it; `form` as DOCX calls it, e.g. chineseCounting."""
    number = min(number, _MAX_COUNT)
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
    ):
        return _chinese(number)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return "" if form == "none" else str(number)


def _chinese(number: int) -> str:
    if number == 0:
        return "〇"
    digits = [int(digit) for digit in str(number)]
    written = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit:
            written += _DIGITS[digit] + _UNITS[place]
        elif written and not written.endswith("〇") and place:
            written += "〇"
    written = written.rstrip("〇").replace("〇", "零")
    return written[1:] if written.startswith("一十") else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
