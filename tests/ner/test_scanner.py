"""Patterns that are tried where they may begin, against the same patterns tried everywhere."""

from __future__ import annotations

import random
import re

from pipeline.ner.scanner import Scanner
from pipeline.patterns import any_of


def test_finds_what_the_pattern_finds() -> None:
    drawn = random.Random(11)
    alphabet = "青禾白沙“\n\t𠮷\ud800"
    for _ in range(300):
        words = {"".join(drawn.choices(alphabet, k=drawn.randint(1, 4))) for _ in range(drawn.randint(1, 8))}
        text = "".join(drawn.choices(alphabet, k=drawn.randint(0, 60)))
        expression = rf"(?<!白){any_of(words)}(?!沙)"
        found = [match.span() for match in Scanner.of(expression, words).finditer(text)]
        assert found == [match.span() for match in re.finditer(expression, text)]


def test_a_line_begins_as_for_the_pattern() -> None:
    by_line = Scanner.of(r"(?m:^青禾)", ["青禾"])
    assert [match.start() for match in by_line.finditer("青禾青禾\n青禾")] == [0, 5]


def test_nothing_in_an_empty_text_and_a_single_character_at_its_end() -> None:
    assert list(Scanner.of("青", "青").finditer("")) == []
    assert [match.span() for match in Scanner.of("青", "青").finditer("禾青")] == [(1, 2)]
