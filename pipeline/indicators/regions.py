"""The division that a claim is for: that of its scope or subject, else that of the document."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.fold import fold
from pipeline.language.divisions import COUNTRY, Division, ancestors, by_code, find, leading
from pipeline.patterns import when_used
from pipeline.records import Metadata

_WHOLE = when_used(r"[全我本]([省市区县州盟旗国疆藏乡镇校])")
_COUNTRIES = frozenset({"中国", "全国", "我国"})
_AREA = "地区"
"""绍兴市地区 is 绍兴市; of 和田地区 it is a part of the name."""
_ENDS = {"疆": "新疆维吾尔自治区", "藏": "西藏自治区"}


@dataclass(frozen=True, slots=True)
class Region:
    """A place by name and code; both empty when it is not known, the code alone for a place that GB/T 2260 does not list."""

    name: str = ""
    code: str = ""


UNKNOWN = Region()
NATION = Region("全国", COUNTRY)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a document speaks of.

    Attributes:
        region: the place.
        division: the same, where it is a listed division.
    """

    region: Region
    division: Division | None

    def whole(self, kind: str) -> Region:
        """What 全省, 我市 or 全国 means in the document; unknown when it is neither its own place nor one above.

        Args:
            kind: the last character of the word.
        """
        if kind == "国":
            return NATION
        if self.division is None:
            return self.region if self.region.name.endswith(kind) else UNKNOWN
        for division in (self.division, *ancestors(self.division)):
            if division.name.endswith(_ENDS.get(kind, kind)):
                return _region(division)
        return UNKNOWN

    def named(self, scope: str) -> Region:
        """What a scope means in the document; unknown when it is no whole and no division."""
        scope = "".join(fold(scope).split())
        whole = _WHOLE.fullmatch(scope)
        if whole is not None:
            return self.whole(whole[1])
        if scope in _COUNTRIES:
            return NATION
        division = find(scope, self.division) or find(scope.removesuffix(_AREA), self.division)
        if division is not None:
            return _region(division)
        return self.region if scope and scope == self.region.name else UNKNOWN

    def of_school(self, name: str) -> Region:
        """Where a school is: what its name begins with, else the document's place."""
        found = leading(fold(name), self.division)
        return _region(found[0]) if found is not None else self.region


def home(metadata: Metadata) -> Home:
    """The place of a document."""
    if metadata.region_code == COUNTRY:
        return Home(NATION, None)
    division = by_code().get(metadata.region_code)
    if division is not None:
        return Home(_region(division), division)
    return Home(Region(metadata.region), None)


def _region(division: Division) -> Region:
    return Region(division.name, division.code)
