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


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture or county."""

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
