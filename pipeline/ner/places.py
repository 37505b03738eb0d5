"""Names of administrative divisions: those of the lexicon, those named after peoples, and masked ones (XX市)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language.divisions import SUFFIX, WHOLE, divisions, regions
from pipeline.language.in_force import per_lexicon, words
from pipeline.language.lexicon import bare_divisions
from pipeline.ner.autonomous import autonomous_divisions
from pipeline.ner.scanner import Scanner
from pipeline.ner.spans import Found, outside, position
from pipeline.patterns import any_of

# 中国|式现代化, 河南|村, 印度|洋: no place, or part of another name.
_NO_PLACE = r"(?![式化村洋]|特色)"
_DIVISION = rf"(?:新区|地区|{SUFFIX}){WHOLE}"


@per_lexicon
def _names() -> Scanner:
    """What names a division."""
    ambiguous = words("place_with_suffix_only")
    sure: list[str] = []
    unsure: list[str] = []
    for name, level in bare_divisions().items():
        (unsure if level == "county" or name in ambiguous else sure).append(name)
    sure += [name for name, kind in regions().items() if kind != "region"]
    whole = [division.name for division in divisions() if division.seat]
    return Scanner.of(
        rf"{any_of(sure)}(?:{_DIVISION}|{_NO_PLACE})|{any_of(unsure)}{_DIVISION}|{any_of(whole)}{WHOLE}|[X×]{{2}}{_DIVISION}",
        (*sure, *unsure, *whole, "XX", "X×", "×X", "××"),
    )


def find_places(content: str) -> list[Found]:
    """The divisions that `content` names, in text order, without overlaps."""
    autonomous = [
        Found("PLACE", start, end, "place.autonomous")
        for start, end in autonomous_divisions(content)
        if content[end - 1] != "乡"
    ]
    return sorted([*autonomous, *outside(_by_lexicon(content), autonomous)], key=position)


def _by_lexicon(content: str) -> Iterator[Found]:
    for match in _names().finditer(content):
        yield Found("PLACE", match.start(), match.end(), "place.lexicon")
