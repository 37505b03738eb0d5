"""Data that the index loads when it needs them, as scripts, since a page that is opened from disk may read no other files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.report.packed import packed
from pipeline.tables.read import Row

DATA = "data"
"""Folder of the data in a report."""
_FACTS_AT_ONCE = 6000
_OWN = frozenset(
    (
        *("parts", "part_of", "from_claim", "rule", "reason", "suspect_reason", "number_text"),
        *("unit_implied", "start", "end", "key", "mentions", "period_source"),
    )
)
"""What of a fact only the page of its document tells."""


def write_data(folder: Path, name: str, data: Any) -> None:
    """Write ``name.js``, which hands `data` to `static/data.js`. JSON is JavaScript that does nothing, so no text in it runs."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    (folder / f"{name}.js").write_text(f'"use strict";\nData.put("{name}",{text});\n', encoding="utf-8", newline="\n")


def write_facts(folder: Path, documents: Iterable[Mapping[str, Sequence[Row]]]) -> int:
    """Write the figures and names of documents to files of some thousand each, ``facts-0.js`` and so on.

    Args:
        folder: where the files go.
        documents: facts as `pipeline.report.facts.document_facts` gives them, in the order of the index.

    Returns:
        How many files there are.
    """
    count = 0
    for claims, entities in _portions(documents):
        write_data(folder, f"facts-{count}", {"claims": packed(claims), "entities": packed(entities)})
        count += 1
    return count


def _portions(documents: Iterable[Mapping[str, Sequence[Row]]]) -> Iterator[tuple[list[Row], list[Row]]]:
    claims: list[Row] = []
    entities: list[Row] = []
    for place, facts in enumerate(documents):
        claims.extend(_searched(place, claim) for claim in facts["claims"])
        for entity in facts["entities"]:
            entities.append({**_searched(place, entity), "n_mentions": len(entity["mentions"])})
        if len(claims) + len(entities) >= _FACTS_AT_ONCE:
            yield claims, entities
            claims, entities = [], []
    if claims or entities:
        yield claims, entities


def _searched(place: int, fact: Row) -> Row:
    return {"document": place, **{name: value for name, value in fact.items() if name not in _OWN}}
