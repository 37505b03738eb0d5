"""Rows in few bytes: by columns, each distinct value of a column once. `static/data.js` reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def packed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows with the same keys as ``{"length": rows, "columns": {name: [distinct values, place of each row's value]}}``.

    A column whose values are all the same, or all different, has no places.

    Args:
        rows: of values that JSON knows.
    """
    names = rows[0] if rows else ()
    return {"length": len(rows), "columns": {name: _column([row[name] for row in rows]) for name in names}}


def _column(column: list[Any]) -> list[list[Any]]:
    keys = column
    try:
        distinct = dict.fromkeys(column)
    except TypeError:  # lists and mappings are no keys, but what they look like is one
        keys = [f"{type(value).__name__} {value}" for value in column]
        distinct = dict.fromkeys(keys)
    if len(distinct) == len(column):
        return [column]
    values = dict(zip(keys, column, strict=True)).values()
    if len(distinct) == 1:
        return [list(values)]
    places = {key: place for place, key in enumerate(distinct)}
    return [list(values), [places[key] for key in keys]]
