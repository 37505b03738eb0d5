"""The panel as people read it: a line per place and period, a column per value, for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.panels.build import PANEL_FILE

WIDE_FILE = "panel-wide.csv"
_KEYS = ("region_code", "region", "period", "status")
_MEASURES = {"level": "", "growth": "增速", "change": "增减"}
_RATES = {
    "": "",
    "year_on_year": "",
    "month_on_month": "环比",
    "annual_average": "年均",
    "cumulative": "累计",
}
_COMPARATORS = {"approx": "约", "near": "近", "gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def write_wide(out: Path) -> Path:
    """Write ``OUT/panel-wide.csv`` from ``OUT/panel.parquet``; Excel opens it, the mark at its head tells it the encoding.

    A conflict is marked by ``*`` behind the value. Memory holds the names of columns and the lines of one region at a time.

    Raises:
        OSError: there is no panel, or no place for the file.
    """
    columns = sorted({_column(row) for row in _rows(out)})
    target = out / WIDE_FILE
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*_KEYS, *columns])
        writer.writeheader()
        for lines in _regions(out):
            writer.writerows(lines)
    return target


def _rows(out: Path) -> Iterator[dict[str, Any]]:
    with pq.ParquetFile(out / PANEL_FILE) as file:
        for batch in file.iter_batches():
            yield from batch.to_pylist()


def _regions(out: Path) -> Iterator[list[dict[str, str]]]:
    """The lines of each region; the rows of the panel are sorted by region."""
    region: tuple[str, str] | None = None
    lines: dict[tuple[str, ...], dict[str, str]] = {}
    for row in _rows(out):
        if region != (row["region_code"], row["region"]):
            yield [lines[key] for key in sorted(lines)]
            region, lines = (row["region_code"], row["region"]), {}
        key = tuple(row[name] for name in _KEYS)
        lines.setdefault(key, {name: row[name] for name in _KEYS})[_column(row)] = _cell(row)
    yield [lines[key] for key in sorted(lines)]


def _column(row: dict[str, Any]) -> str:
    words = (row["name"], row["breakdown"], _MEASURES[row["measure"]], _RATES[row["rate_kind"]], f"({_unit(row)})")
    return " ".join(filter(None, words))


def _unit(row: dict[str, Any]) -> str:
    """Unit and denominator: CNY/student; a unit that says the denominator itself stays as it is."""
    return row["unit"] if not row["per"] or "/" in row["unit"] else f"{row['unit']}/{row['per']}"


def _cell(row: dict[str, Any]) -> str:
    ends = [row["value"], *([] if row["value_max"] is None else [row["value_max"]])]
    value = "~".join(f"{Decimal(repr(end).removesuffix('.0')):f}" for end in ends)
    mark = "*" if row["conflict"] else ""
    return f"{_COMPARATORS.get(row['comparator'], '')}{value}{mark}"
