"""The rules in models/claims_exclusions.toml start where they say that they do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.numerals import CHINESE
from pipeline.resources import read_toml

RULES = [
    (rule["starts"], pattern) for rule in read_toml("claims_exclusions.toml")["exclude"] for pattern in rule["patterns"]
]


@pytest.mark.parametrize(("starts", "pattern"), RULES)
@given(data=st.data())
@settings(max_examples=25)
def test_exclusions_start_with_the_characters_they_name(starts: str, pattern: str, data: st.DataObject) -> None:
    example = data.draw(st.from_regex(re.compile(pattern, re.ASCII)))
    first = re.compile(rf"[\d{CHINESE}]" if starts == "number" else f"[{starts}]")
    assert all(first.match(example, match.start()) for match in re.compile(pattern).finditer(example))
