"""Units as data: `models/units.toml`, with dimension and canonical unit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.language.han import ONE_HAN
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
    begins_words: bool = False
    """Whether it begins so many words (页|岩, 安|全) that the general lexicon has to be asked."""


_TIMES = "次"
_NO_TIMES = ("个", "個")
_OTHER_TABLES = (
    "prefixes",
    "prefixed",
    "subunits",
    "fractions",
    "per",
    "each",
    "by_subject",
    "currency_signs",
    "not_before",
    "worth",
)


def compared_by(norm: str) -> tuple[str, Decimal]:
    """The canonical unit by which amounts in unlike units are compared, and what one of `norm` is in it: 亩 and 公顷 by m²."""
    unit, worth = _WORTH.get(norm, (norm, "1"))
    return unit, Decimal(worth)


_WORTH = read_toml("units.toml")["worth"]["units"]


def _load() -> dict[str, Unit]:
    units = {}
    for dimension, table in read_toml("units.toml").items():
        if dimension in _OTHER_TABLES:
            continue
        name = dimension.removesuffix("_arabic").removesuffix("_in_words")
        for text, norm in table["units"].items():
            units[text] = Unit(text, norm, name, table.get("chinese", True), table.get("begins_words", False))
    for unit in [unit for unit in units.values() if unit.dimension == "count" and len(unit.text) == 1]:
        times = f"{unit.text}{_TIMES}"  # 家次, 例次: how often, whatever the classifier
        if unit.after_chinese and unit.text not in (_TIMES, *_NO_TIMES):
            units.setdefault(times, Unit(times, times, "count", True))
    for unit in _prefixed():
        units.setdefault(unit.text, unit)
    return units


def _prefixed() -> Iterator[Unit]:
    """Units of physics with and without the prefixes of the SI: Hz, kHz, 兆赫, 兆Hz."""
    tables = read_toml("units.toml")
    for dimension, names_of in tables["prefixed"].items():
        for norm, names in names_of.items():
            for name in names:
                one_character = len(name) == 1 and not name.isascii()
                yield Unit(name, norm, dimension, not one_character, begins_words=one_character)
                for prefix, sign in tables["prefixes"].items():
                    if ONE_HAN.match(prefix) or not ONE_HAN.match(name):
                        yield Unit(f"{prefix}{name}", f"{sign}{norm}", dimension, True)


UNITS: dict[str, Unit] = _load()
"""By the unit as written, folded to half-width."""

CODES = frozenset("A")
"""Units that are letters of a code where a blank stands before them: 6 A 基础."""
OF_UNITS = any_of(unit[1:] for unit in UNITS if unit[0] == "千" and unit[1:])
"""Regular expression for what 千 is the prefix of (千|瓦时), where it is no scale word."""

SUBUNITS: dict[str, dict[str, str]] = read_toml("units.toml")["subunits"]
"""What a smaller unit behind a larger one is worth in it: 3元5角 is 3.5元."""

FRACTIONS: dict[str, dict[str, str]] = read_toml("units.toml")["fractions"]
"""Units that are given in a larger one: 5角 is 0.5元."""


def _whole_words(words: Collection[str], behind: str = "") -> str:
    """Any of `words`, the longest first; one of Latin letters ends where they do. `behind` is what may not follow the others."""
    latin = frozenset(word for word in words if word[-1].isascii() and word[-1].isalpha())
    mixed = frozenset(word for word in latin if not word.isascii())  # 兆Hz, longer than 兆
    others = any_of(set(words) - latin) + (f"(?!{behind})" if behind else "")
    return rf"(?:{any_of(mixed)}(?![A-Za-z])|{others}|{any_of(latin - mixed)}(?![A-Za-z]))"


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
EACH: dict[str, str] = {**DENOMINATORS, **read_toml("units.toml")["each"]["units"]}
"""Canonical names of what 每 may stand before."""
_PHYSICAL = frozenset(("area", "volume", "length", "mass", "energy", "power"))
_ANY_MEASURE = frozenset(
    text for text, unit in UNITS.items() if unit.dimension in _PHYSICAL and (len(text) > 1 or text.isascii())
)
_ANY_CLASSIFIER = frozenset(text for text, unit in UNITS.items() if unit.dimension == "count" and len(text) == 1)
DENOMINATOR = _whole_words({*DENOMINATORS, *_ANY_MEASURE})
"""Regular expression for what a rate may be per: 元/生, 元/月·人."""
_BEHIND_STROKE = _whole_words({*DENOMINATORS, *_ANY_MEASURE, *_ANY_CLASSIFIER})
RATE_OF_SIGNS = rf"(?=/)(?:[·./](?:{_BEHIND_STROKE}))+"
"""Regular expression for what stands behind a unit and makes it a rate: /生, /月·人, and behind a stroke any classifier: /株."""
RATE = rf"(?:{RATE_OF_SIGNS}|每(?:{DENOMINATOR})(?:[·./](?:{DENOMINATOR}))*)"
"""The same, or in words: 每吨."""


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
