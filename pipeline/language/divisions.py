"""The administrative divisions of China: those of GB/T 2260 by name (`models/divisions.tsv`), and how the name of any other ends."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from pipeline.resources import read_lexicon

AUTONOMOUS = "自治[区州县旗]"
"""How a division ends that is named after peoples."""
SUFFIX = rf"(?:特别行政区|{AUTONOMOUS}|[省市区县州盟旗])"
"""How the names of counties and what is above them end. Of listed names 地区 and 新区 do so too; elsewhere they describe (高寒地区)."""
TOWN = "[镇乡]"
"""How those below a county end; in cities 街道."""
WHOLE = "(?![域场民容份长委级内])"
"""Behind a suffix: it is none in 市场, 区域, 县委, 省内 and the like."""
MASK = "[X×*]{1,2}"
"""What stands for the name in texts that hide it: XX县."""

Level = Literal["province", "prefecture", "county"]


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """A province, prefecture or county; each is there once."""

    code: str
    """By GB/T 2260, six digits."""
    name: str
    level: Level
    short_names: tuple[str, ...]
    """Without its suffix, and the character that stands for a province (粤); several divisions may share one."""

    @property
    def parent(self) -> str:
        """Code of the division that it belongs to; empty for a province. Some counties belong to a province itself."""
        if self.level == "province":
            return ""
        prefecture = f"{self.code[:4]}00"
        return prefecture if self.level == "county" and prefecture in by_code() else f"{self.code[:2]}0000"

    @property
    def seat(self) -> str:
        """Its name without suffix; empty when it never loses it (忠县)."""
        return next((short for short in self.short_names if len(short) > 1), "")


@cache
def divisions() -> tuple[Division, ...]:
    """All that are listed, by their codes."""
    return tuple(
        Division(code, name, cast(Level, level), tuple(short[0].split()) if short else ())
        for code, name, level, *short in read_lexicon("divisions.tsv")
    )


@cache
def by_code() -> dict[str, Division]:
    """Each division by its code."""
    return {division.code: division for division in divisions()}


@cache
def by_name() -> dict[str, tuple[Division, ...]]:
    """The divisions that a name may mean, in full or short, the highest level first."""
    found: dict[str, list[Division]] = {}
    for level in ("province", "prefecture", "county"):
        for division in divisions():
            if division.level == level:
                for name in dict.fromkeys((division.name, *division.short_names)):
                    found.setdefault(name, []).append(division)
    return {name: tuple(named) for name, named in found.items()}


def names_without_suffix(words: Container[str]) -> dict[str, Level]:
    """Names that mean a division without its suffix wherever they stand, with the highest level that bears it.

    Those of provinces, prefectures and cities do (福建, 楚雄, 昆山). Those of other counties begin as many names of other things
    (黄浦|江, 巢湖|流域, 新城|学校), and mean one only with their suffix; so do names of cities that are `words` (兴化).
    """
    return {
        name: named[0].level
        for name, named in by_name().items()
        if any(
            division.seat == name
            and (division.level != "county" or (division.name.endswith("市") and name not in words))
            for division in named
        )
    }


@cache
def seats() -> frozenset[str]:
    """All names without suffix; many are words and parts of other names too."""
    return frozenset(division.seat for division in divisions() if division.seat)


@cache
def regions() -> dict[str, str]:
    """Countries, regions and cities outside of GB/T 2260 that names begin with, each with its kind: country, region or city."""
    return {row[0]: row[1] for row in read_lexicon("ner_regions.tsv")}


COUNTRY = "000000"
"""What official statistics give the whole country for a code; GB/T 2260 has none."""
EDITION = "2021-02"
"""The divisions are those of this month: 新星市 (February 2021) is listed, 偃师区 and 临平区 (March and April 2021) are not yet."""

_PARTS = 4
"""Divisions that a name may hold one after the other: 浙江省绍兴市上虞区, and one to spare."""
_GENERIC = 2
"""Characters of names that every city has a part for: 城区, 郊区. 沛县 is as short, and unlike them."""


def ancestors(division: Division) -> tuple[Division, ...]:
    """What a division belongs to, the nearest first: a county's prefecture and province."""
    parent = by_code().get(division.parent)
    return (parent, *ancestors(parent)) if parent is not None else ()


def belongs(division: Division, to: Division) -> bool:
    """Whether a division is `to` or a part of it."""
    return division == to or to in ancestors(division)


def find(text: str, within: Division | None = None) -> Division | None:
    """The division that a name means, in full or short, those above it before it or not: 浙江省绍兴市, 绍兴.

    Args:
        text: nothing but the name.
        within: where the text speaks of; decides between divisions of one name.

    Returns:
        The lowest division named; None when the name is none, or of several and nothing decides.
    """
    found = leading(text, within)
    return found[0] if found is not None and found[1] == len(text) else None


def leading(text: str, within: Division | None = None) -> tuple[Division, int] | None:
    """The division that a text begins with, and where its name ends; arguments as for `find`."""
    chain: list[Division] = []
    end = 0
    while len(chain) < _PARTS:
        step = _next(text, end, chain[-1] if chain else within, nested=bool(chain))
        if step is None:
            break
        chain.append(step[0])
        end = step[1]
    return (chain[-1], end) if chain else None


def _next(text: str, start: int, within: Division | None, nested: bool) -> tuple[Division, int] | None:
    """The longest name from `start` on that means one division: a part of `within` when nested, else preferably."""
    if text[start : start + 2] not in _beginnings():
        return None
    for length in range(min(_longest(), len(text) - start), 1, -1):
        name = text[start : start + length]
        named = by_name().get(name, ())
        if nested:
            named = tuple(division for division in named if within in ancestors(division))
        chosen = _chosen(name, named, within) if named else None
        if chosen is not None:
            return chosen, start + length
    return None


def _chosen(name: str, named: tuple[Division, ...], within: Division | None) -> Division | None:
    """The one that is meant: that of the full name rather than of the short, and of the place that the text speaks of."""
    pool = tuple(division for division in named if division.name == name) or named
    for place in (within, *ancestors(within)) if within is not None else ():
        near = [division for division in pool if belongs(division, place)]
        if near:
            return near[0] if len(near) == 1 else None
    highest = [division for division in pool if division.level == pool[0].level]
    return highest[0] if len(highest) == 1 and _says_enough(name, highest[0], pool) else None


def _says_enough(name: str, division: Division, pool: tuple[Division, ...]) -> bool:
    """Whether a name means a division though nothing else tells where it is."""
    if name == division.name:
        return division.level != "county" or len(name) > _GENERIC or not name.endswith("区")
    if division.level == "prefecture":  # 朝阳 is a city, and a county of two others
        return all(belongs(other, division) for other in pool)
    return division.level == "province" or division.name.endswith("市")  # 西湖 is a lake; 昆山 is nothing else


@cache
def _longest() -> int:
    return max(map(len, by_name()))


@cache
def _beginnings() -> frozenset[str]:
    """The first two characters of all names."""
    return frozenset(name[:2] for name in by_name())
