"""Han characters: one definition for all patterns."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.language.han import ONE_HAN


@pytest.mark.parametrize("character", "一龥㙟䶮𬭎")
def test_rare_characters_of_names_are_han(character: str) -> None:
    assert ONE_HAN.fullmatch(character)


@pytest.mark.parametrize("character", "a1、。〇ァ한 ①")
def test_other_characters_are_not(character: str) -> None:
    assert not ONE_HAN.fullmatch(character)


def test_no_module_has_a_definition_of_its_own() -> None:
    folder = Path(pipeline.__file__).parent
    own = [
        path.name
        for path in folder.rglob("*.py")
        if any(edge in path.read_text(encoding="utf-8") for edge in (r"\u4e00-", "一-龥", "一-鿿"))
    ]
    assert sorted(own) == ["han.py"]
