"""The indicators that official statistics know, with their names, units and ranges (`models/indicators.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Literal

from pipeline.errors import ConfigurationError
from pipeline.fold import fold
from pipeline.patterns import any_of, when_used
from pipeline.resources import MODELS, read_toml

FILE = "indicators.toml"
_CHOICE = when_used(r"\{([^{}]*)\}")
_KEPT = 4096
"""Texts that are kept with their normal form: subjects and headings come again and again."""
_FOR_ONE = when_used("[人生校户地班]均|每|平均|标准|单位|年限|寿命")
Kind = Literal["level", "share", "growth", "change"]
PlaceLevel = Literal["province", "city", "county", "school"]

Breakdown = tuple[tuple[str, str], ...]
"""(dimension, value) pairs, sorted: part of the total that is meant."""


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """What is measured; the head of `models/indicators.toml` tells what each field means. Each is there once."""

    id: str
    zh: str
    en: str
    names: tuple[str, ...]
    """Its Chinese name and its other names, those of parts left out."""
    dimension: str
    units: tuple[str, ...]
    kind: Kind
    splits: tuple[str, ...]
    ranges: Mapping[PlaceLevel, tuple[Decimal, Decimal]]
    source: str
    real: bool = False
    stock: bool = False
    flow: bool = False

    @property
    def is_total(self) -> bool:
        """Whether the values of places add up to that of the place that they make up; those for one of something do not."""
        return self.kind == "level" and _FOR_ONE.search(self.zh) is None


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is looked up, and what it stands for."""

    indicator: Indicator
    breakdown: Breakdown = ()
    grown: bool = False
    """Whether it is the indicator's name only where its growth is told."""
    of_school: bool = False
    """Whether it is that only where a school is spoken of."""


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by their id.

    Raises:
        ConfigurationError: C007 when the file is missing or an entry of it lacks something.
    """
    try:
        return {key: _indicator(key, entry) for key, entry in read_toml(FILE)["indicator"].items()}
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ConfigurationError("C007", path=MODELS / FILE, problem=f"{type(error).__name__}: {error}") from error


def _indicator(key: str, entry: Mapping[str, Any]) -> Indicator:
    ranges = {level: (Decimal(str(low)), Decimal(str(high))) for level, (low, high) in entry["range"].items()}
    return Indicator(
        id=key,
        zh=entry["zh"],
        en=entry["en"],
        names=tuple(_names_of((entry["zh"], *entry.get("aliases", ())))),
        dimension=entry["dimension"],
        units=tuple(entry["units"]),
        kind=entry["kind"],
        splits=tuple(entry["splits"]),
        ranges=ranges,
        source=entry["source"],
        real=entry.get("real", False),
        stock=entry.get("stock", False),
        flow=entry.get("flow", False),
    )


@cache
def by_name() -> dict[str, tuple[Name, ...]]:
    """What a name in normal form may stand for."""
    found: dict[str, list[Name]] = {}
    for spelt, name in _names():
        found.setdefault(normal(spelt), []).append(name)
    for spelt in list(found):
        for tail in _UNIT_TAILS:  # 5218人 say the unit again that 本科上线人数 names
            short = spelt.removesuffix(tail)
            if short != spelt and len(short) > 1:
                found.setdefault(short, found[spelt])
    return {spelt: tuple(dict.fromkeys(names)) for spelt, names in found.items()}


@cache
def by_letters() -> dict[str, tuple[Name, ...]]:
    """What the characters of a name in normal form, in whatever order, may stand for: `letters` of it are the key.

    The parts of a name follow one another in many orders (专任教师本科以上学历占比, 本科以上学历专任教师占比).
    """
    found: dict[str, list[Name]] = {}
    for spelt, names in by_name().items():
        found.setdefault(letters(spelt), []).extend(names)
    return {key: tuple(dict.fromkeys(names)) for key, names in found.items()}


def letters(name: str) -> str:
    """The characters of a name in one order."""
    return "".join(sorted(name))


@cache
def by_end() -> dict[str, tuple[str, ...]]:
    """What stands before an end of two characters and more in the names in normal form that have it, the longest first."""
    found: dict[str, set[str]] = {}
    for name in by_name():
        for at in range(1, len(name) - 1):
            found.setdefault(name[at:], set()).add(name[:at])
    return {end: tuple(sorted(starts, key=lambda start: (-len(start), start))) for end, starts in found.items()}


def _names() -> Iterator[tuple[str, Name]]:
    for indicator in indicators().values():
        entry = read_toml(FILE)["indicator"][indicator.id]
        for name in indicator.names:
            yield name, Name(indicator)
        for name in _names_of(entry.get("growth_names", ())):
            yield name, Name(indicator, grown=True)
        for name in _names_of(entry.get("school_names", ())):
            yield name, Name(indicator, of_school=True)
        for breakdown, names in entry.get("parts", {}).items():
            for name in _names_of(names):
                yield name, Name(indicator, parse_breakdown(breakdown))


def _names_of(patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from spelt_out(pattern)


def spelt_out(pattern: str) -> Iterator[str]:
    """The names that a pattern stands for: 在{校|籍}{学生|生} for four, {学校|}食堂 for two."""
    choice = _CHOICE.search(pattern)
    if choice is None:
        yield pattern
        return
    for word in choice[1].split("|"):
        yield from spelt_out(pattern[: choice.start()] + word + pattern[choice.end() :])


@cache
def _same() -> dict[tuple[str, tuple[str, str]], tuple[tuple[Breakdown, Indicator], ...]]:
    """Indicators that are a part of another one, by the id of that and the first pair that tells the part."""
    found: dict[tuple[str, tuple[str, str]], list[tuple[Breakdown, Indicator]]] = {}
    for key, indicator in indicators().items():
        whole, _, part = read_toml(FILE)["indicator"][key].get("same_as", "").partition(" ")
        if whole:
            breakdown = parse_breakdown(part)
            found.setdefault((whole, breakdown[0]), []).append((breakdown, indicator))
    return {key: tuple(found) for key, found in found.items()}


@cache
def topics() -> dict[str, tuple[tuple[Indicator, tuple[str, ...]], ...]]:
    """By unit, the indicators of which a figure is where the sentence speaks of one of the words, whatever its subject."""
    found: dict[str, list[tuple[Indicator, tuple[str, ...]]]] = {}
    for key, indicator in indicators().items():
        for unit, words in read_toml(FILE)["indicator"][key].get("topic", {}).items():
            found.setdefault(unit, []).append((indicator, tuple(words)))
    return {unit: tuple(found) for unit, found in found.items()}


def own_name(indicator: Indicator, breakdown: Breakdown) -> tuple[Indicator, Breakdown]:
    """The indicator that a part of another one is by itself, and how that is split: 公办 of 幼儿园 are 公办幼儿园."""
    for pair in breakdown:
        for part, own in _same().get((indicator.id, pair), ()):
            rest = tuple(other for other in breakdown if other not in part)
            if len(rest) + len(part) == len(breakdown) and {dimension for dimension, _ in rest} <= set(own.splits):
                return own, rest
    return indicator, breakdown


def parse_breakdown(text: str) -> Breakdown:
    """``"stage=primary urban_rural=rural"`` as pairs."""
    return tuple(sorted((part.partition("=")[0], part.partition("=")[2]) for part in text.split()))


def write_breakdown(breakdown: Breakdown) -> str:
    """The reverse of `parse_breakdown`."""
    return " ".join(f"{dimension}={value}" for dimension, value in sorted(breakdown))


@cache
def split_words() -> dict[str, tuple[str, str]]:
    """Words in normal form that split an indicator: each with its dimension and value."""
    splits: Mapping[str, Mapping[str, list[str]]] = read_toml(FILE)["split"]
    return {
        normal(word): (dimension, value)
        for dimension, values in splits.items()
        for value, words in values.items()
        for word in words
    }


@cache
def same_split(split: tuple[str, str]) -> tuple[str, ...]:
    """All words in normal form that split an indicator by one value of a dimension."""
    return tuple(word for word, found in split_words().items() if found == split)


@cache
def fillers() -> frozenset[str]:
    """Words in normal form that may stand within a name and say nothing of what is measured."""
    return frozenset(map(normal, read_toml(FILE)["filler"]["words"]))


@cache
def tails(kind: str) -> tuple[str, ...]:
    """Words behind a name that change nothing, by the dimension of the unit, or ``growth``: those that make it a rate; longest first."""
    return tuple(sorted(read_toml(FILE)["tail"].get(kind, ()), key=len, reverse=True))


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    twins = {twin: word for word, twins in read_toml(FILE)["spelling"].items() for twin in twins}
    return re.compile(rf"{_MARKS}|{any_of(twins)}"), twins


_UNIT_TAILS = ("人数", "台数", "册数", "套数")
_MARKS = r"""[\s的“”"‘’']+"""


@lru_cache(maxsize=_KEPT)
def normal(text: str) -> str:
    """A name in the form in which names are compared: half-width, without white space, quotes and 的, one spelling of each word."""
    pattern, twins = _spellings()
    return pattern.sub(lambda match: twins.get(match.group(), ""), fold(text))
