"""Units as data: `models/units.toml`, with dimension and canonical unit."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.patterns import any_of
from pipeline.resources import read_toml


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, e.g. 万元 without its 万."""

    text: str
    norm: str
    """Canonical unit: CNY, person, percent, …"""
    dimension: str
    after_chinese: bool
    """Whether it counts after a Chinese numeral too (三所), or only after digits (77班)."""


_TIMES = "次"
_NO_TIMES = ("个", "個")
_OTHER_TABLES = ("subunits", "fractions", "per", "by_subject", "currency_signs", "not_before")


def _load() -> dict[str, Unit]:
    units = {}
    for dimension, table in read_toml("units.toml").items():
        if dimension in _OTHER_TABLES:
            continue
        name = dimension.removesuffix("_arabic")
        for text, norm in table["units"].items():
            units[text] = Unit(text, norm, name, table.get("chinese", True))
    for unit in [unit for unit in units.values() if unit.dimension == "count" and len(unit.text) == 1]:
        times = f"{unit.text}{_TIMES}"  # 家次, 例次: how often, whatever the classifier
        if unit.after_chinese and unit.text not in (_TIMES, *_NO_TIMES):
            units.setdefault(times, Unit(times, times, "count", True))
    return units


UNITS: dict[str, Unit] = _load()
"""By the unit as written, folded to half-width."""

SUBUNITS: dict[str, dict[str, str]] = read_toml("units.toml")["subunits"]
"""What a smaller unit behind a larger one is worth in it: 3元5角 is 3.5元."""

FRACTIONS: dict[str, dict[str, str]] = read_toml("units.toml")["fractions"]
"""Units that are given in a larger one: 5角 is 0.5元."""


def _whole_words(words: Collection[str], behind: str = "") -> str:
    """Any of `words`, the longest first; one of Latin letters ends where they do. `behind` is what may not follow the others."""
    latin = frozenset(word for word in words if word[-1].isascii() and word[-1].isalpha())
    others = any_of(set(words) - latin) + (f"(?!{behind})" if behind else "")
    return rf"(?:{others}|{any_of(latin)}(?![A-Za-z]))"


_NOT_BEFORE: dict[str, str] = read_toml("units.toml")["not_before"]
_GOES_ON = "|".join(rf"(?<={unit})[{characters}]" for unit, characters in _NOT_BEFORE.items())
UNIT_PATTERN = _whole_words(UNITS, behind=_GOES_ON)
"""Regular expression for a unit, the longest first; one of Latin letters ends where they do, and none begins another word (3|元素, 四两|米饭)."""

CURRENCY_SIGNS: dict[str, str] = read_toml("units.toml")["currency_signs"]
"""Unit of a sign or code before a number: ¥300 is 300元."""


_BY_SUBJECT: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    unit: tuple((norm, re.compile(any_of(nouns))) for norm, nouns in norms.items())
    for unit, norms in read_toml("units.toml")["by_subject"].items()
}

_PER = "/"
DENOMINATORS: dict[str, str] = read_toml("units.toml")["per"]["units"]
"""Canonical names of what a rate may be per."""
_PHYSICAL = frozenset(("area", "volume", "length", "mass", "energy", "power"))
DENOMINATOR = _whole_words(
    {
        *DENOMINATORS,
        *(text for text, unit in UNITS.items() if unit.dimension in _PHYSICAL and (len(text) > 1 or text.isascii())),
    }
)
"""Regular expression for what a rate may be per: 元/生, 元/月·人."""


def rate_unit(unit: str, rate: str) -> str:
    """A unit with what it is per, as the tables write it: 元 and /月.人 make 元/月·人.

    Args:
        unit: without its rate.
        rate: as written, with the / or 每 before it; empty when there is none.
    """
    return f"{unit}/{re.sub('[./]', '·', rate[1:])}" if rate else unit


def norm_of(unit: str) -> tuple[str, str]:
    """Canonical unit and dimension of a unit as written, rates included.

    Returns:
        ``("CNY/person", "rate")`` for 元/生; ``("", "number")`` for no unit; the unit itself and "count" when unknown.
    """
    if not unit:
        return "", "number"
    if unit in UNITS:
        return UNITS[unit].norm, UNITS[unit].dimension
    if _PER in unit:
        numerator, _, denominator = unit.partition(_PER)
        parts = [DENOMINATORS.get(d) or (UNITS[d].norm if d in UNITS else d) for d in denominator.split("·")]
        return f"{norm_of(numerator)[0]}/{'·'.join(parts)}", "rate"
    return unit, "count"


def norm_for(unit: str, norm: str, subject: str) -> str:
    """The canonical unit of a quantity with a known subject: 户 of enterprises are no households."""
    for other, nouns in _BY_SUBJECT.get(unit, ()):
        if nouns.search(subject):
            return other
    return norm
