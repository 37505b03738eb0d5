"""Subjects that no indicator takes, by frequency, each with the indicators that it may be a name of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow.dataset as ds

from pipeline.indicators.catalogue import Indicator, by_name, normal
from pipeline.indicators.matcher import match, measure, readings, without_total
from pipeline.records import Change
from pipeline.tables.read import open_dataset

_LIKELY = 3
_ALIKE = 0.5
"""Least likeness of a name: half of the pairs of characters shared."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A subject as the claims of a folder name it, with one unit."""

    subject: str
    unit: str
    change: Change
    n_claims: int
    n_documents: int
    likely: tuple[str, ...]
    """Ids of indicators whose names are alike and whose unit fits, the likeliest first."""


def unmatched(out: Path, least_documents: int = 2) -> list[Unmatched]:
    """The subjects without an indicator, those of most documents first.

    Args:
        out: output folder of a run.
        least_documents: documents that must name a subject for it to count.

    Raises:
        ConfigurationError: C009 when the folder holds no tables.
    """
    claims: Counter[tuple[str, str, Change]] = Counter()
    documents: Counter[tuple[str, str, Change]] = Counter()
    last: dict[tuple[str, str, Change], str] = {}
    keep = (ds.field("indicator") == "") & (ds.field("subject") != "")
    columns = ["doc_id", "subject", "unit_norm", "change"]
    for batch in open_dataset(out, "claims").to_batches(columns=columns, filter=keep):
        for row in batch.to_pylist():
            key = (without_total(normal(row["subject"])), row["unit_norm"], row["change"])
            claims[key] += 1
            if last.get(key) != row["doc_id"]:  # the claims of a document stand together
                documents[key] += 1
                last[key] = row["doc_id"]
    found = [
        Unmatched(*key, count, documents[key], likely(*key))
        for key, count in claims.items()
        if documents[key] >= least_documents and match(*key) is None  # the sentence told otherwise of those that match
    ]
    return sorted(found, key=lambda entry: (-entry.n_documents, -entry.n_claims, entry.subject, entry.unit))


def likely(subject: str, unit: str, change: Change) -> tuple[str, ...]:
    """Ids of the indicators that a subject may name: their unit fits and a name of theirs shares most pairs of characters with it."""
    scores: dict[str, float] = {}
    for reading in readings(normal(subject), None):
        pairs = _pairs(reading.name)
        for name in {name for pair in pairs for name in _by_pair().get(pair, ())}:
            score = _alike(pairs, _pairs(name))
            for indicator in _fitting(name, unit, change):
                scores[indicator.id] = max(score, scores.get(indicator.id, 0.0))
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    return tuple(key for key in ranked if scores[key] >= _ALIKE)[:_LIKELY]


def _fitting(name: str, unit: str, change: Change) -> Iterator[Indicator]:
    for candidate in by_name()[name]:
        if measure(candidate.indicator, unit, change, candidate.grown) is not None:
            yield candidate.indicator


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's measure: the share of pairs that both have."""
    return 2 * len(one & other) / (len(one) + len(other))


@cache
def _by_pair() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in by_name():
        for pair in _pairs(name):
            found.setdefault(pair, []).append(name)
    return {pair: tuple(names) for pair, names in found.items()}
