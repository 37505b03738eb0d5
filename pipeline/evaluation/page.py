"""An evaluation as one HTML page: scores, documents, every fault in its sentence, and what an earlier run did better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pipeline.evaluation.earlier import Earlier, faults
from pipeline.evaluation.evaluate import Evaluation
from pipeline.evaluation.metrics import SCORES, Scores
from pipeline.report.render import Language, render


def evaluation_page(evaluation: Evaluation, language: Language, earlier: Earlier | None = None) -> str:
    """The page, which needs no other file.

    Args:
        evaluation: what is shown.
        language: in which the page opens.
        earlier: an evaluation of the same documents to compare with.
    """
    data = {
        "compared": earlier is not None,
        "scores": _scores(evaluation.total, earlier),
        "documents": [
            {
                "name": document.name,
                "failure": document.failure,
                "scores": document.scores.headline(),
                "before": _headline(earlier.scores_of(document.name)) if earlier is not None else {},
            }
            for document in evaluation.documents
        ],
        "gone": sorted(set(earlier.documents) - {document.name for document in evaluation.documents})
        if earlier
        else [],
        "faults": [asdict(fault) for fault in faults(evaluation, earlier)],
    }
    return render("evaluation.html", language, data=data)


def _scores(total: Scores, earlier: Earlier | None) -> list[dict[str, Any]]:
    rows = []
    for name in SCORES:
        value = total[name]
        shown = {"precision": value.precision, "recall": value.recall, "score": value.score}
        counts = dict(zip(("right", "spurious", "missed"), value.counts, strict=True))
        before = _headline(earlier.total).get(name) if earlier is not None else None
        rows.append({"name": name, **shown, **counts, "before": before})
    return rows


def _headline(scores: Mapping[str, Mapping[str, Any]]) -> dict[str, float | None]:
    """One number per score of an earlier evaluation: F1, or accuracy."""
    return {name: scores[name].get("f1", scores[name].get("accuracy")) for name in SCORES if name in scores}
