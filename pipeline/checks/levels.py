"""The level that a document speaks of: the nation, a province, a city, a county or less, or a school."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from pipeline.checks.stated import Stated
from pipeline.patterns import when_used

Level = Literal["nation", "province", "city", "county", "school"]
LEVELS: tuple[Level, ...] = ("nation", "province", "city", "county", "school")

_MUNICIPALITY = when_used(r"(?:北京|天津|上海|重庆)市?$")
_ENDS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"(?:省|自治区|特别行政区)$"), "province"),
    (re.compile(r"(?:市|自治州|州|盟|地区)$"), "city"),
    (re.compile(r"(?:县|区|旗|镇|乡|街道|村)$"), "county"),
)
_SPEAKS_OF = when_used(r"(?:全|我|本)(?P<what>国|省|市|州|盟|县|旗|镇|乡|校|园)(?![际家产别域间])")
_OF_WORD: dict[str, Level] = {
    "国": "nation",
    "省": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "校": "school",
    "园": "school",
}
_OF_SCHOOL = when_used(
    r"(?:小学|中学|幼儿园|学院|大学|学校)(?:[校园]长|20\d\d|[^,。\d]{0,4}(?:年度|工作|述职|总结|质量))"
)
_OFTEN = 2


def level_of(stated: Stated) -> Level | None:
    """The level of the region of a document, or else the one whose 全省, 我市, … it says most often; None when it hardly says any."""
    region = stated.metadata.region
    if _MUNICIPALITY.search(region):
        return "province"
    for pattern, level in _ENDS:
        if pattern.search(region):
            return level
    if _OF_SCHOOL.search(stated.metadata.title):
        return "school"
    told = Counter(_OF_WORD.get(match["what"], "county") for match in _SPEAKS_OF.finditer(stated.content))
    if not told:
        return None
    [(level, count), *_] = told.most_common(1)
    return level if count >= _OFTEN else None
