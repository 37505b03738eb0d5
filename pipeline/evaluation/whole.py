"""Whole documents, labelled by places alone: `data/gold/corpus-claims.jsonl` holds ids and offsets, the texts are where their owners keep them.

Excerpts hide what whole documents show: the frame of a section, a scope that a heading gives, a year that stands pages before. Of each
figure its subject, scope, base, period and status are labelled by somebody who had not seen what the pipeline finds; not its value, which
excerpts measure well enough.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluation.metrics import Accuracy, subjects_agree
from pipeline.fold import fold
from pipeline.records import Claim

LABELS = Path("data/gold/corpus-claims.jsonl")
"""One document a line: `id`, `set` (dev; aside, which is opened once, at the end; drawn, of which some figures have their subjects labelled; read, of which
some passages are labelled) and `claims`; offsets as in gold files."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class WholeClaim:
    """What a reader says of one figure. All spans are (start, end) offsets into the text of the document, end exclusive.

    Attributes:
        span: of the figure.
        subjects: any of them is right, the best first; empty when the text gives none.
        scope: None when there is none.
        base: what a change is measured against; None when there is none.
        period: as in the column `period`; empty when the text does not tell, None when it is not labelled.
        status: as in the column `status`; None when it is not labelled.
        is_norm: whether a rule prescribes the figure; its status is not scored.
        is_optional: whether two careful readers could differ about the claim; it is not scored.
    """

    span: Span
    subjects: tuple[Span, ...]
    scope: Span | None
    base: Span | None
    period: str | None
    status: str | None
    is_norm: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """The labels of one document."""

    id: str
    set: str
    claims: tuple[WholeClaim, ...]


@dataclass(frozen=True, slots=True)
class WholeMiss:
    """One field of one figure that came out otherwise."""

    field: str
    span: Span
    expected: str
    got: str


def read_whole(path: Path = LABELS) -> Iterator[WholeDocument]:
    """The labels of all documents of a file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield WholeDocument(row["id"], row["set"], tuple(map(_read, row["claims"])))


def _read(claim: Mapping[str, Any]) -> WholeClaim:
    scope, base = claim.get("scope"), claim.get("base")
    return WholeClaim(
        (claim["start"], claim["end"]),
        tuple((start, end) for start, end in claim["subject"]),
        (scope[0], scope[1]) if scope else None,
        (base[0], base[1]) if base else None,
        claim.get("period"),
        claim.get("status"),
        claim.get("norm", False),
        claim.get("optional", False),
    )


def read_texts(path: Path) -> dict[str, str]:
    """The texts of a JSONL file, plain or gzipped, with `id` and `text`, by id."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def score_whole(
    text: str, document: WholeDocument, claims: Sequence[Claim]
) -> tuple[dict[str, Accuracy], list[WholeMiss]]:
    """How the claims of a document agree with its labels: accuracy by field over the figures found, and `found` itself."""
    rights: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    misses = []
    for label in document.claims:
        if label.is_optional:
            continue
        claim = next((claim for claim in claims if claim.start < label.span[1] and label.span[0] < claim.end), None)
        totals["found"] += 1
        if claim is None:
            continue
        rights["found"] += 1
        for field, (expected, got, agrees) in _compared(text, label, claim).items():
            totals[field] += 1
            rights[field] += agrees
            if not agrees:
                misses.append(WholeMiss(field, label.span, expected, got))
    return {field: Accuracy(rights[field], total) for field, total in totals.items()}, misses


def _compared(text: str, label: WholeClaim, claim: Claim) -> dict[str, tuple[str, str, bool]]:
    subjects = [text[start:end] for start, end in label.subjects] or [""]
    compared = {
        "subject": (" | ".join(subjects), claim.subject, _any(subjects_agree, subjects, claim.subject)),
        "subject_exact": (" | ".join(subjects), claim.subject, _any(_same, subjects, claim.subject)),
    }
    if label.period is None or label.status is None:
        return compared
    scope, base = (text[slice(*span)] if span else "" for span in (label.scope, label.base))
    compared |= {
        "scope": (scope, claim.scope, subjects_agree(scope, claim.scope)),
        "base": (base, claim.base, subjects_agree(base, claim.base)),
        "period": (label.period, claim.period, label.period == claim.period),
    }
    if not label.is_norm:
        compared["status"] = (label.status, claim.status, label.status == claim.status)
    return compared


def _any(agree: Callable[[str, str], bool], expected: Sequence[str], got: str) -> bool:
    return any(agree(one, got) for one in expected)


def _same(one: str, other: str) -> bool:
    return "".join(fold(one).split()) == "".join(fold(other).split())
