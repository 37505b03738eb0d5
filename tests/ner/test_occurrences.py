"""Where known names stand in a text, against the pattern of the same names."""

from __future__ import annotations

import random
import re

from pipeline.ner.occurrences import occurrences
from pipeline.patterns import any_of


def test_longest_name_first_and_none_overlaps() -> None:
    text = "青禾小学和青禾小学东校区"
    assert list(occurrences(["青禾小学", "青禾小学东校区", "学东"], text)) == [(0, 4), (5, 12)]
    assert list(occurrences(["aba"], "ababa")) == [(0, 3)]


def test_nothing_in_short_texts_and_of_no_names() -> None:
    assert list(occurrences(["青禾"], "")) == []
    assert list(occurrences(["青禾"], "青")) == []
    assert list(occurrences([], "青禾小学")) == []


def test_finds_what_a_pattern_of_the_names_finds() -> None:
    drawn = random.Random(7)
    alphabet = "青禾白沙“”\n𠮷\ud800"
    for _ in range(300):
        names = {"".join(drawn.choices(alphabet, k=drawn.randint(2, 5))) for _ in range(drawn.randint(1, 8))}
        text = "".join(drawn.choices(alphabet, k=drawn.randint(0, 60)))
        assert list(occurrences(names, text)) == [match.span() for match in re.finditer(any_of(names), text)]
