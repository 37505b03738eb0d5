"""Quantity cases of public test suites: what they expect against what `parse_quantity` and the finder say.

A case is one JSON line with ``id``, ``kind``, ``text`` and ``expected`` (a list of surface, value, unit). The suites differ
from each other and from us in units, so a value is right when it is the expected number in the expected unit after
conversion: 三成 is 30 %, half of a fraction is 0.5, three jin are 1,500 g. Dates and ordinals must not be read as quantities.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.claims import parse_quantity
from pipeline.claims.quantities import find_quantities
from pipeline.fold import fold
from pipeline.records import Quantity

_TO_EXPECTED: dict[tuple[str, str], Decimal] = {
    ("percent", "%"): Decimal(1),
    ("percentage_point", "%"): Decimal(1),
    ("percentage_point", "pp"): Decimal(1),
    ("permille", "%"): Decimal("0.1"),
    ("discount", "%"): Decimal(10),
    ("", "%"): Decimal(100),
    ("percent", "1"): Decimal("0.01"),
    ("jin", "g"): Decimal(500),
    ("jin", "jin"): Decimal(1),
    ("kg", "g"): Decimal(1000),
    ("mg", "g"): Decimal("0.001"),
    ("person", "人"): Decimal(1),
    ("year", "年"): Decimal(1),
}
_TOLERANCE = Decimal("1e-6")
_NUMBER_KINDS = frozenset(("number", "numeral", "cardinal", "decimal"))
_BOUND = re.compile(r"(?P<left>[\[(])(?P<low>[-\d.]*),(?P<high>[-\d.]*)(?P<right>[\])])")


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case came out; `got` says what was read instead when it is wrong."""

    case_id: str
    kind: str
    text: str
    expected: str
    got: str
    right: bool


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def check(case: dict[str, Any]) -> CaseResult:
    """Run one case."""
    text, expected = case["text"], case["expected"]
    found = find_quantities(fold(text))
    if not expected:
        right, got = not found, found
    else:
        got = list(found)
        right = True
        for entry in expected:
            verdict, seen = _check_entry(case, entry, found)
            right = right and verdict
            got += seen
    return CaseResult(
        case["id"],
        case["kind"],
        text,
        "; ".join(f"{e['surface']}={e.get('value')} {e.get('unit')}" for e in expected),
        "; ".join(
            f"{q.text}={q.value}{f'~{q.value_max}' if q.value_max is not None else ''} {q.unit} {q.comparator}"
            for q in got
        ),
        right,
    )


def _check_entry(case: dict[str, Any], entry: dict[str, Any], found: list[Quantity]) -> tuple[bool, list[Quantity]]:
    surface, value = entry["surface"], entry.get("value")
    unit = case.get("our_expected_unit") or entry.get("unit") or "1"
    if unit in ("date", "ordinal"):
        start = entry.get("start", case["text"].find(surface))
        return not any(q.start < start + len(surface) and start < q.end for q in found), []
    if unit == "interval":
        return _interval(str(value), surface, found), []
    quantity = parse_quantity(surface)
    if quantity is None:
        return False, []
    candidates = [quantity, *found]
    if value is None:
        return quantity.dimension == "money" or quantity.value is not None, [quantity]
    wanted = [Decimal(str(v)) for v in value] if isinstance(value, list) else [Decimal(str(value))]
    return any(_agrees(q, wanted, unit) for q in candidates), [quantity]


def _agrees(quantity: Quantity, wanted: list[Decimal], unit: str) -> bool:
    if quantity.value is None:
        return False
    factor = _TO_EXPECTED.get((quantity.unit_norm, unit), Decimal(1))
    values = [quantity.value] if quantity.value_max is None else [quantity.value, quantity.value_max]
    if len(values) != len(wanted):
        return False
    return all(abs(v * factor - w) <= _TOLERANCE * max(abs(w), Decimal(1)) for v, w in zip(values, wanted, strict=True))


def _interval(value: str, surface: str, found: list[Quantity]) -> bool:
    match = _BOUND.fullmatch(value)
    if match is None:
        return False
    bounds = [Decimal(match[name]) for name in ("low", "high") if match[name]]
    quantities = found or [q for q in [parse_quantity(surface)] if q is not None]
    values = [v for q in quantities for v in (q.value, q.value_max) if v is not None]
    return all(any(abs(v - bound) <= _TOLERANCE * max(abs(bound), Decimal(1)) for v in values) for bound in bounds)


def check_all(path: Path) -> Iterator[CaseResult]:
    """Results of all cases of a file, in order."""
    return (check(case) for case in read_cases(path))
