"""Names of administrative divisions: those of the lexicon, those named after peoples, and masked ones (XX市)."""

from __future__ import annotations

import re

from pipeline.language.divisions import SUFFIX, WHOLE, divisions, regions
from pipeline.language.in_force import per_lexicon, words
from pipeline.language.lexicon import bare_divisions
from pipeline.ner.autonomous import autonomous_divisions
from pipeline.ner.spans import Found, outside, position
from pipeline.patterns import any_of, beginning

# 中国|式现代化, 河南|村, 印度|洋: no place, or part of another name.
_NO_PLACE = r"(?![式化村洋]|特色)"
_DIVISION = rf"(?:新区|地区|{SUFFIX}){WHOLE}"


@per_lexicon
def _pattern() -> re.Pattern[str]:
    ambiguous = words("place_with_suffix_only")
    sure: list[str] = []
    unsure: list[str] = []
    for name, level in bare_divisions().items():
        (unsure if level == "county" or name in ambiguous else sure).append(name)
    sure += [name for name, kind in regions().items() if kind != "region"]
    whole = [division.name for division in divisions() if division.seat]
    first = beginning([*sure, *unsure, *whole, "X", "×"])
    return re.compile(
        rf"{first}(?:{any_of(sure)}(?:{_DIVISION}|{_NO_PLACE})|{any_of(unsure)}{_DIVISION}|{any_of(whole)}{WHOLE}|[X×]{{2}}{_DIVISION})"
    )


def find_places(content: str) -> list[Found]:
    """The divisions that `content` names, in text order, without overlaps."""
    autonomous = [
        Found("PLACE", start, end, "place.autonomous")
        for start, end in autonomous_divisions(content)
        if content[end - 1] != "乡"
    ]
    known = [Found("PLACE", match.start(), match.end(), "place.lexicon") for match in _pattern().finditer(content)]
    return sorted([*autonomous, *outside(known, autonomous)], key=position)
