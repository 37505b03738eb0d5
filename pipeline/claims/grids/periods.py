"""Periods of columns and rows: 2022年, 2022年上半年, 1—6月, 上年, 本年."""

from __future__ import annotations

import re

from pipeline.claims.periods import months_of
from pipeline.language.in_force import LexicalPattern, any_word, lexicon

_MONTHS = (
    r"(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|前(?P<quarters>三)季度"
    r"|(?P<first>\d{1,2})月?[-—~至](?P<last>\d{1,2})月(?:份)?|(?P<month>\d{1,2})月(?:份|底|末|中旬)?(?!\d)"
)
_YEAR = (
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-—~至/](?P<to>(?:19|20)\d\d|\d\d(?!\d)))?"
    r"\s?(?:(?P<named>学年度?|年度|年(?!级)|届)|(?=$)|(?=[\u4e00-\u9fff]{2}))"
)
_PERIOD = LexicalPattern(
    lambda: (
        rf"(?:截[至止])?(?:(?:{_YEAR}|(?P<relative>{any_word('year_offset')}))(?:底|末|初)?)?\s?(?:{_MONTHS})?(?:底|末)?(?:以来)?"
    )
)
_COUNTED = re.compile(r"\s?(?:[人名元所个户亩吨米%]|万|多|余|以[上下内])")
_YEARS = re.compile(r"[年月季届期\d]")


def split_period(label: str, base: int | None) -> tuple[str, str]:
    """A label without the period it names, and the period as ``2022``, ``2022-03``, ``2022-01/2022-06``.

    Args:
        label: the name of a column or row, or both.
        base: the year that 本年 is, and that a month without year belongs to; None when it is not known.
    """
    if not _YEARS.search(label):
        return label, ""
    for match in _PERIOD.finditer(label):
        if not match.group() or (match["year"] and not match["named"] and _COUNTED.match(label, match.end("year"))):
            continue
        period = _period(match, base)
        if period:
            return label[: match.start()] + label[match.end() :], period
    return label, ""


def is_period(label: str) -> bool:
    """Whether a label is nothing but a period."""
    match = _PERIOD.fullmatch(label.strip()) if label.strip() else None
    return match is not None


def _period(match: re.Match[str], base: int | None) -> str:
    if match["year"]:
        year = int(match["year"])
        if match["to"]:
            to = match["to"] if len(match["to"]) == 4 else match["year"][:2] + match["to"]
            return f"{year}/{to}" if int(to) > year else ""
    elif base is None:
        return ""
    else:
        year = base + (int(lexicon().parameters("year_offset")[match["relative"]][0]) if match["relative"] else 0)
    months = months_of(match) or ((int(match["month"]), int(match["month"])) if match["month"] else None)
    if months is None:
        return str(year) if match["year"] or match["relative"] else ""
    first, last = months
    if not 1 <= first <= last <= 12:
        return ""
    return f"{year}-{first:02d}" if first == last else f"{year}-{first:02d}/{year}-{last:02d}"
