"""Periods of columns and rows: 2022年, 2022年上半年, 1—6月, 上年, 本年, and bare years, which are none in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from pipeline.language.dates import DASH, YEAR, find_dates
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon

_COUNTED = r"\s?(?:[人名元所个户亩吨米%]|万|多|余|以[上下内])"
_IN_TABLES = LexicalPattern(
    lambda: (
        rf"(?<!\d)(?P<year>{YEAR})(?:(?:{DASH}|/)(?P<to>{YEAR}|\d\d(?!\d)))?\s?(?:(?=$)|(?!{_COUNTED})(?=[{HAN}]{{2}}))"
        rf"|(?P<word>{any_word('year_offset')})"
    )
)
_DATED = re.compile(r"[年月季届期\d]")
_LAST_YEARS = re.compile(r"同期|数")
"""Behind 上年, what a column holds of it."""
_ANY_YEAR = 2000


def split_period(label: str, base: int | None) -> tuple[str, str]:
    """A label without the period it names, and the period as ``2022``, ``2022-03``, ``2022-01/2022-06``.

    Args:
        label: the name of a column or row, or both.
        base: the year that 本年 is, and that a month without year belongs to; None when it is not known.
    """
    for start, end, period in sorted(_periods(label, base), key=itemgetter(0)) if _DATED.search(label) else ():
        return label[:start] + label[end:], period
    return label, ""


def is_period(label: str) -> bool:
    """Whether a label is nothing but a period."""
    rest, period = split_period(label.strip(), _ANY_YEAR)
    return bool(period) and not rest


def _periods(label: str, base: int | None) -> Iterator[tuple[int, int, str]]:
    for found in find_dates(label, base):
        known = found if base is None else found.of(base)
        rest = _LAST_YEARS.match(label, found.end) if found.reference == "relative" else None
        if known.period and found.kind != "day":
            yield found.start, rest.end() if rest else found.end, known.period
    for match in _IN_TABLES.finditer(label):
        if period := _period_of_tables(match, base):
            yield *match.span(), period


def _period_of_tables(match: re.Match[str], base: int | None) -> str:
    if match["word"]:
        return str(base + int(lexicon().parameters("year_offset")[match["word"]][0])) if base else ""
    year, to = match["year"], match["to"]
    if not to:
        return str(year)
    to = year[:2] + to if len(to) == 2 else to
    return f"{year}/{to}" if to > year else ""
