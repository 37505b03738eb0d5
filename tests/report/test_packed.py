"""Rows in their short form: what the scripts make of it is what went in."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.packed import packed

VALUES = st.one_of(st.text(max_size=3), st.none(), st.lists(st.text(max_size=2), max_size=2))
ROWS = st.lists(st.fixed_dictionaries({"a": st.text(max_size=2), "b": st.integers(0, 3) | st.none(), "c": VALUES}))


def unpacked(short: dict[str, Any]) -> list[dict[str, Any]]:
    """As `static/data.js` does it."""

    def value(column: list[list[Any]], at: int) -> Any:
        values, *places = column
        if places:
            return values[places[0][at]]
        return values[0 if len(values) == 1 else at]

    return [{name: value(column, at) for name, column in short["columns"].items()} for at in range(short["length"])]


@given(ROWS)
def test_rows_come_back(rows: list[dict[str, Any]]) -> None:
    assert unpacked(json.loads(json.dumps(packed(rows)))) == rows


def test_what_is_the_same_in_all_rows_is_there_once() -> None:
    assert packed([{"unit": "元", "text": "3元"}, {"unit": "元", "text": "5元"}]) == {
        "length": 2,
        "columns": {"unit": [["元"]], "text": [["3元", "5元"]]},
    }
