"""What the index answers before anyone asks: the panel of the folder, each value with the figure that states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.indicators.catalogue import indicators
from pipeline.panels.build import panel_parts
from pipeline.panels.statements import Publication
from pipeline.records import PanelRow
from pipeline.report.facts import local_id
from pipeline.resources import read_toml
from pipeline.tables.read import Row

# As `pipeline.panels.rows` tells other values: 320000000000 (claim_id).
_TOLD = re.compile(r"(\S+) \((.+)\)")


def answers(
    claims: Sequence[pa.RecordBatch], documents: Mapping[str, Publication], folder: Path, places: Mapping[str, int]
) -> Iterator[Row]:
    """The rows of the panel, sorted by region, indicator and period, for the scripts.

    Args:
        claims: those that the panel reads.
        documents: the publications of their documents, by id.
        folder: for files on the way.
        places: of the documents in the report, by their id.
    """
    if not claims:
        return
    together = pa.Table.from_batches(claims).combine_chunks().to_batches()
    for rows in panel_parts(together, documents, folder):
        for row in rows:
            yield _answer(row, places)


def _answer(row: PanelRow, places: Mapping[str, int]) -> Row:
    return {
        "region": row.region,
        "code": row.region_code,
        "indicator": row.indicator,
        "measure": row.measure,
        "rate_kind": row.rate_kind,
        "per": row.per,
        "breakdown": row.breakdown,
        "period": row.period,
        "status": row.status,
        "value": float(row.value),
        "value_max": None if row.value_max is None else float(row.value_max),
        "unit_norm": row.unit,
        "comparator": row.comparator,
        "document": places[row.doc_id],
        "claim": local_id(row.claim_id),
        "documents": row.n_documents,
        "conflicts": [_other(told, places) for told in row.conflicts],
        "revisions": [_other(told, places) for told in row.revisions],
        "implied": None if row.implied_growth is None else float(row.implied_growth),
        "growth_check": row.growth_check,
    }


def _other(told: str, places: Mapping[str, int]) -> list[Any]:
    """A value that differs, the place of its document and its claim there."""
    match = _TOLD.fullmatch(told)
    assert match is not None, told
    doc_id, _, claim = match[2].rpartition("/")
    return [float(match[1]), places[doc_id], claim]


def indicator_names() -> dict[str, dict[str, str]]:
    """The names of all indicators in both languages."""
    return {indicator.id: {"zh": indicator.zh, "en": indicator.en} for indicator in indicators().values()}


def breakdown_words() -> dict[str, str]:
    """The Chinese word of each part that a total may be split into: ``stage=primary`` is 小学."""
    splits: Mapping[str, Mapping[str, list[str]]] = read_toml("indicators.toml")["split"]
    return {f"{name}={value}": words[0] for name, values in splits.items() for value, words in values.items() if words}
