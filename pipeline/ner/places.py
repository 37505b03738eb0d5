"""Names of administrative divisions: those of the lexicon, those named after peoples, and masked ones (XX市)."""

from __future__ import annotations

import re

from pipeline.language.in_force import per_lexicon, words
from pipeline.ner.autonomous import autonomous_divisions
from pipeline.ner.spans import Found, outside, position
from pipeline.patterns import any_of
from pipeline.resources import read_lexicon

# 中国|式现代化, 河南|村, 印度|洋: no place, or part of another name.
_NO_PLACE = r"(?![式化村洋]|特色)"
_DIVISION = r"(?:特别行政区|自治[区州县]|新区|地区|[省市区县州盟旗])(?![域场民容长委级内])"


@per_lexicon
def _pattern() -> re.Pattern[str]:
    ambiguous = words("place_with_suffix_only")
    sure: list[str] = []
    unsure: list[str] = []
    for name, kind, *_ in read_lexicon("ner_places.tsv"):
        if kind == "region":
            continue
        (unsure if kind == "county" or name in ambiguous else sure).append(name)
    return re.compile(rf"{any_of(sure)}(?:{_DIVISION}|{_NO_PLACE})|{any_of(unsure)}{_DIVISION}|[X×]{{2}}{_DIVISION}")


def find_places(content: str) -> list[Found]:
    """The divisions that `content` names, in text order, without overlaps."""
    autonomous = [
        Found("PLACE", start, end, "place.autonomous")
        for start, end in autonomous_divisions(content)
        if content[end - 1] != "乡"
    ]
    known = [Found("PLACE", match.start(), match.end(), "place.lexicon") for match in _pattern().finditer(content)]
    return sorted([*autonomous, *outside(known, autonomous)], key=position)
