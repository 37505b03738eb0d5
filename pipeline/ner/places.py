"""Names of administrative divisions: those of the lexicon, those named after peoples, and masked ones (XX市)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.language.divisions import SUFFIX, WHOLE, divisions, regions
from pipeline.language.in_force import per_lexicon, words
from pipeline.language.lexicon import bare_divisions
from pipeline.ner.autonomous import autonomous_divisions
from pipeline.ner.scanner import Beginnings
from pipeline.ner.spans import Found, outside, position

# 中国|式现代化, 河南|村, 印度|洋: no place, or part of another name.
_NO_PLACE = r"(?![式化村洋]|特色)"
_DIVISION = rf"(?:新区|地区|{SUFFIX}){WHOLE}"


_BEHIND_SURE = re.compile(rf"{_DIVISION}|{_NO_PLACE}")
_BEHIND_UNSURE = re.compile(_DIVISION)
_BEHIND_WHOLE = re.compile(WHOLE)
_MASKS = ("XX", "X×", "×X", "××")


@per_lexicon
def _names() -> tuple[dict[str, list[tuple[str, re.Pattern[str]]]], Beginnings]:
    """The names of divisions by their first two characters, in the order in which they are tried, each with what has to stand behind
    it; and these beginnings."""
    ambiguous = words("place_with_suffix_only")
    sure = [name for name, kind in regions().items() if kind != "region"]
    unsure: list[str] = []
    for name, level in bare_divisions().items():
        (unsure if level == "county" or name in ambiguous else sure).append(name)
    whole = [division.name for division in divisions() if division.seat]
    names: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for alike, behind in (
        (sure, _BEHIND_SURE),
        (unsure, _BEHIND_UNSURE),
        (whole, _BEHIND_WHOLE),
        (_MASKS, _BEHIND_UNSURE),
    ):
        for name in sorted(set(alike), key=len, reverse=True):
            names.setdefault(name[:2], []).append((name, behind))
    return names, Beginnings.of(names)


def find_places(content: str) -> list[Found]:
    """The divisions that `content` names, in text order, without overlaps."""
    autonomous = [
        Found("PLACE", start, end, "place.autonomous")
        for start, end in autonomous_divisions(content)
        if content[end - 1] != "乡"
    ]
    return sorted([*autonomous, *outside(_by_lexicon(content), autonomous)], key=position)


def _by_lexicon(content: str) -> Iterator[Found]:
    names, beginnings = _names()
    free = 0
    for start in beginnings.likely(content):
        end = _name_end(content, start, names.get(content[start : start + 2], ())) if start >= free else None
        if end is not None:
            free = end
            yield Found("PLACE", start, free, "place.lexicon")


def _name_end(content: str, start: int, names: Iterable[tuple[str, re.Pattern[str]]]) -> int | None:
    """End of the first of the names that stands at `start` with what has to stand behind it."""
    for name, behind in names:
        match = behind.match(content, start + len(name)) if content.startswith(name, start) else None
        if match is not None:
            return match.end()
    return None
