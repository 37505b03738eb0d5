"""Rows in few bytes: each distinct value once, rows as places in the list of values. `static/data.js` reads them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any


def packed(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows with the same keys as ``{"names": keys, "values": distinct values, "rows": [[place in values, …], …]}``.

    Args:
        rows: of values that JSON knows.
    """
    names: list[str] = []
    places: dict[Hashable, int] = {}
    values: list[Any] = []
    found = []
    for row in rows:
        names = names or list(row)
        line = []
        for value in row.values():
            key = value if isinstance(value, str) else (type(value), str(value))
            place = places.setdefault(key, len(values))
            if place == len(values):
                values.append(value)
            line.append(place)
        found.append(line)
    return {"names": names, "values": values, "rows": found}
