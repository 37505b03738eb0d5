"""The catalogue is whole: every entry says what it must, in order, and no name means two things."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from typing import Any

import pytest

from pipeline.indicators.catalogue import FILE, by_name, indicators, normal, parse_breakdown, split_words, tails
from pipeline.language.units import UNITS
from pipeline.resources import MODELS

DATA: dict[str, Any] = tomllib.loads((MODELS / FILE).read_text(encoding="utf-8"))
ENTRIES: dict[str, dict[str, Any]] = DATA["indicator"]
NEEDED = {"zh", "en", "dimension", "units", "kind", "splits", "range", "source"}
MAY = {"aliases", "parts", "growth_names", "school_names", "same_as", "topic", "real", "stock", "flow"}
LEVELS = ("province", "city", "county", "school")


def _names(entry: dict[str, Any]) -> list[str]:
    parts = [name for names in entry.get("parts", {}).values() for name in names]
    return [entry["zh"], *entry.get("aliases", ()), *parts]


def test_it_covers_economy_finance_livelihood_environment_and_education() -> None:
    assert len(ENTRIES) >= 250
    sources = [entry["source"] for entry in ENTRIES.values()]
    for source, least in {"教育": 80, "财政": 15, "金融": 10, "生态环境": 8, "工业": 20, "卫生健康": 5}.items():
        assert sum(found.startswith(source) for found in sources) >= least, source


def test_entries_are_sorted() -> None:
    assert list(ENTRIES) == sorted(ENTRIES)


@pytest.mark.parametrize("key", ENTRIES)
def test_entry(key: str) -> None:
    entry = ENTRIES[key]
    assert entry.keys() >= NEEDED
    assert entry.keys() <= NEEDED | MAY
    assert entry["kind"] in ("level", "share", "growth", "change")
    assert entry["units"]
    assert not (entry.get("stock") and entry.get("flow"))
    for names in (entry.get("aliases", []), entry.get("growth_names", []), entry["splits"]):
        assert names == sorted(set(names))
    assert "place" in entry["splits"]
    assert set(entry["splits"]) <= {"place", *DATA["split"]}
    assert list(entry["range"]) == [level for level in LEVELS if level in entry["range"]]
    assert set(entry["range"]) >= {"province", "city", "county"}
    assert all(low < high for low, high in entry["range"].values())


@pytest.mark.parametrize("key", ENTRIES)
def test_parts_are_said_in_words_of_the_splits(key: str) -> None:
    for written in ENTRIES[key].get("parts", {}):
        for dimension, value in parse_breakdown(written):
            assert value in DATA["split"][dimension]
            assert dimension in ENTRIES[key]["splits"]


def test_units_are_those_of_quantities() -> None:
    known = {unit.norm for unit in UNITS.values()} | {""}
    rates = {unit for entry in ENTRIES.values() for unit in entry["units"] if "/" in unit}
    assert {unit for entry in ENTRIES.values() for unit in entry["units"]} - rates <= known
    assert {unit.partition("/")[0] for unit in rates} <= known


def test_no_name_means_two_indicators_with_one_unit() -> None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, entry in ENTRIES.items():
        for name in _names(entry):
            for unit in entry["units"]:
                found[normal(name), unit].add(key)
    assert {name: keys for name, keys in found.items() if len(keys) > 1} == {}


def test_no_name_is_told_twice_in_other_spellings() -> None:
    for key, entry in ENTRIES.items():
        names = [normal(name) for name in _names(entry)]
        assert len(names) == len(set(names)), key


def test_no_word_splits_in_two_ways() -> None:
    words = [normal(word) for values in DATA["split"].values() for words in values.values() for word in words]
    assert len(words) == len(set(words)) == len(split_words())


def test_what_is_read_is_what_is_written() -> None:
    gross = indicators()["gross_regional_product"]
    assert (gross.zh, gross.kind, gross.real, gross.units[0]) == ("地区生产总值", "level", True, "CNY")
    assert gross.ranges["county"][0] > 0
    assert [name.indicator.id for name in by_name()[normal("国内生产总值")]] == ["gross_regional_product"]
    assert tails("growth")[0] == max(tails("growth"), key=len)
