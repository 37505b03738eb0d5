"""Patterns that are compiled when they are used behave as if they had been compiled at once."""

from __future__ import annotations

import copy
import re

import pytest

from pipeline.patterns import when_used


def test_a_pattern_is_compiled_once_and_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    original = re.compile
    monkeypatch.setattr(re, "compile", lambda pattern, flags=0: compiled.append(pattern) or original(pattern, flags))
    pattern = when_used(r"(?P<number>\d+)所", re.IGNORECASE)
    assert compiled == []
    assert pattern.search("小学41所")["number"] == "41"  # type: ignore[index]
    assert pattern.sub("×", "小学41所") == "小学×"
    assert [match.start() for match in pattern.finditer("1所2所")] == [0, 2]
    assert pattern.flags & re.IGNORECASE
    assert compiled == [r"(?P<number>\d+)所"]


def test_what_is_no_pattern_is_told_when_it_is_used() -> None:
    with pytest.raises(re.error):
        when_used("(").search("")


def test_it_can_be_copied() -> None:
    assert copy.copy(when_used("所")).search("41所")
