"""Evaluations on a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from rich.table import Table
from rich.text import Text

from pipeline.evaluation.evaluate import Evaluation
from pipeline.evaluation.metrics import OTHERS, SCORES
from pipeline.evaluation.misses import LAYERS, Miss
from pipeline.evaluation.substitution import by_kind

_NAMES = {"found": "claims found", "strict": "claims strict", "span": "· span"}
_NAMES |= {name: name.upper() for name in ("school", "person", "program")}
_NAMES |= {field.name: f"· {field.name}" for field in OTHERS}
_SHORT_NAMES = {"school": "SCH", "person": "PER", "program": "PROG", "found": "found", "strict": "strict"}
# 80 columns are full: what is labelled in some documents only is left out.
_RARE = {"sentences", "headings"} | {
    field.name for field in OTHERS if field.column.labelled and field.column.labelled.when == "sometimes"
}
_IN_DOCUMENTS = [name for name in SCORES if name not in _RARE]
_LAYERS = {
    "claims": "claims not found, and found where there are none",
    "strict": "claims found, but not strictly right",
    "fields": "claims strictly right, but wrong in other fields",
}


def score_table(evaluation: Evaluation) -> Table:
    """All scores over all documents, one row each: precision, recall, F1 (or accuracy) and the counts."""
    table = Table(title=f"{len(evaluation.documents)} documents", title_justify="left")
    table.add_column("score")
    for header in ("P", "R", "F1 / acc.", "right", "spurious", "missed"):
        table.add_column(header, justify="right")
    total = evaluation.total
    for name in SCORES:
        value = total[name]
        scores = (value.precision, value.recall, value.score)
        table.add_row(_NAMES.get(name, name), *map(_number, scores), *map(str, value.counts))
    return table


def document_table(evaluation: Evaluation) -> Table:
    """One row per document with the F1 or accuracy of each score; narrow enough for 80 columns."""
    table = Table(title="by document (F1 or accuracy)", title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("document", no_wrap=True, overflow="ellipsis", max_width=16)
    for header in (_SHORT_NAMES.get(name, name[:4]) for name in _IN_DOCUMENTS):
        table.add_column(header, justify="right", no_wrap=True, min_width=max(4, len(header)))
    for document in evaluation.documents:
        name = f"{document.name} FAILED" if document.failure else document.name
        scores = document.scores.headline()
        table.add_row(name, *(_short_number(scores[score]) for score in _IN_DOCUMENTS))
    return table


def substitution_lines(evaluation: Evaluation) -> Iterator[Text]:
    """One line for each kind of substitution test, with the number of sentences that were read rightly."""
    for kind, (right, total) in by_kind(evaluation.substitution).items():
        yield Text(f"substitution {kind:8} {right:>4} of {total:>4}  {_cut(right / total, 4)}")


def substitution_misses(evaluation: Evaluation) -> Iterator[Text]:
    """Every frame of the substitution tests, and below it the sentences that were read wrongly."""
    for result in evaluation.substitution:
        yield Text(f"\nsubstitution {result.kind} {result.right}/{result.total}  {result.frame}", style="bold")
        for failure in result.failures:
            yield Text(f"    {failure.sentence.text}  predicted {failure.got!r}")


def miss_lines(evaluation: Evaluation) -> Iterator[Text]:
    """Every miss of every document, grouped by layer."""
    for failed in (document for document in evaluation.documents if document.failure):
        yield Text(f"{failed.name}: failed, everything missed: {failed.failure}", style="bold red")
    for layer in LAYERS:
        found = [
            (document.name, miss)
            for document in evaluation.documents
            for miss in document.misses
            if miss.layer == layer
        ]
        if not found:
            continue
        yield Text(f"\n{_LAYERS.get(layer, layer)} ({len(found)})", style="bold")
        for name, misses in groupby(found, key=lambda pair: pair[0]):
            yield Text(f"  {name}", style="dim")
            for _, miss in misses:
                yield Text(f"    {miss.kind:8} {miss.start:>6}  {miss.context}{_fields(miss)}")


def _fields(miss: Miss) -> str:
    if miss.kind == "wrong":
        return "".join(f"\n{'':22}{name}: gold {gold!r}, predicted {pred!r}" for name, gold, pred in miss.fields)
    return "  " + ", ".join(f"{name} {gold or pred!s}" for name, gold, pred in miss.fields) if miss.fields else ""


def _number(value: float | None) -> str:
    return "–" if value is None else _cut(value, 4)


def _short_number(value: float | None) -> str:
    if value is None:
        return "–"
    return "1.00" if value == 1 else _cut(value, 3).removeprefix("0")


def _cut(value: float, decimals: int) -> str:
    # Cut, not rounded: only a perfect score may show as 1.
    return f"{math.floor(value * 10**decimals + 1e-9) / 10**decimals:.{decimals}f}"
