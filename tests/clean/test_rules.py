"""The examples in `models/boilerplate.toml` are the tests of its rules."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.clean.quantities import states_quantity
from pipeline.clean.rules import load_rules
from pipeline.fold import fold
from pipeline.resources import read_toml

DATA = read_toml("boilerplate.toml")


def _matches(rule: dict[str, Any], line: str) -> bool:
    find = re.search if rule["where"] == "inline" else re.fullmatch
    return any(find(pattern, fold(line)) for pattern in rule["patterns"])


@pytest.mark.parametrize("rule", DATA["rule"], ids=lambda rule: rule["id"])
def test_rules_match_their_examples_and_nothing_to_keep(rule: dict[str, Any]) -> None:
    assert [line for line in rule["examples"] if not _matches(rule, line)] == []
    assert [line for line in rule["keep"] if _matches(rule, line)] == []


def test_rules_have_unique_ids() -> None:
    ids = [rule["id"] for rule in DATA["rule"]]
    assert len(ids) == len(set(ids))


def test_rules_tell_notices_from_prose() -> None:
    rules = load_rules()
    assert [line for line in DATA["notice"]["examples"] if not rules.is_notice(fold(line))] == []
    assert [line for line in DATA["notice"]["keep"] if rules.is_notice(fold(line))] == []


def test_rules_know_the_figures_of_pages() -> None:
    assert [line for line in DATA["quantities"]["examples"] if states_quantity(fold(line))] == []
    assert [line for line in DATA["quantities"]["keep"] if not states_quantity(fold(line))] == []


def test_rules_take_no_example_that_states_a_figure_unless_they_know_it() -> None:
    rules = [rule for rule in DATA["rule"] if not rule.get("quantities") and rule["where"] != "inline"]
    assert [line for rule in rules for line in rule["examples"] if states_quantity(fold(line))] == []
