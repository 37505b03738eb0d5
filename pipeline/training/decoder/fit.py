"""Fits weights so that hand labels are probable sets of candidates (see `pipeline.ner.decoder`): maximum likelihood, with a penalty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.ner.candidates import LAYERS
from pipeline.ner.decoder import Clusters
from pipeline.ner.features import Columns, Spans
from pipeline.ner.model import LABELS
from pipeline.training.decoder.documents import Labelled

Floats = npt.NDArray[np.float64]
Verdicts = npt.NDArray[np.intp]
NEGATIVE, POSITIVE, OPEN = range(3)
_FORCED = 40.0


@dataclass(frozen=True)
class Problem:
    """Candidates of many documents, side by side."""

    names: tuple[str, ...]
    matrix: npt.NDArray[np.float32]
    labels: npt.NDArray[np.intp]
    verdicts: npt.NDArray[np.intp]
    shares: npt.NDArray[np.float32]
    """How much each candidate counts."""
    layers: tuple[tuple[npt.NDArray[np.intp], Clusters], ...]
    """The candidates of each layer, and their clusters."""


def verdicts(document: Labelled, spans: Spans) -> npt.NDArray[np.intp]:
    """By candidate: whether it is a name, none, or nobody can tell."""
    found = np.full(len(spans.starts), NEGATIVE, dtype=np.intp)
    unknown = [place for place, label in enumerate(LABELS) if label not in document.layers]
    start, end = document.region
    found[np.isin(spans.labels, unknown) | (spans.starts < start) | (spans.ends > end)] = OPEN
    exact = {}
    for place, item in enumerate(spans.candidates):
        exact[item.label, item.start, item.end] = place
    for label, first, last, optional in sorted(document.names, key=lambda name: name[3]):
        own = np.flatnonzero(
            (spans.labels == LABELS.index(label)) & (spans.starts < last) & (spans.ends > first) & (found == NEGATIVE)
        )
        known = exact.get((label, first, last))
        if optional:
            found[own] = OPEN
        elif known is not None:
            found[known] = POSITIVE
        elif label == "PROGRAM" and len(own):
            union = np.maximum(spans.ends[own], last) - np.minimum(spans.starts[own], first)
            shared = (np.minimum(spans.ends[own], last) - np.maximum(spans.starts[own], first)) / union
            if shared.max() >= 0.5:
                found[own[shared.argmax()]] = POSITIVE
    # A place inside another name is no mention, whatever the decoder thinks of it.
    for label, first, last, _ in document.names:
        if label != "PLACE":
            inner = (spans.labels == LABELS.index("PLACE")) & (spans.starts < last) & (spans.ends > first)
            found[inner & (found == NEGATIVE)] = OPEN
    # Nobody labelled documents; what the rules say of them is learnt.
    document_labels = np.array([item.label == "DOC" for item in spans.candidates], dtype=np.bool_)
    of_rules = np.array([item.source.startswith("doc.") for item in spans.candidates], dtype=np.bool_)
    found[document_labels] = np.where(of_rules, POSITIVE, NEGATIVE)[document_labels]
    return found


def problem(parts: Sequence[tuple[Spans, Columns, npt.NDArray[np.intp], Floats]]) -> Problem:
    """The problem of documents: candidates, features, verdicts, and how much each candidate counts."""
    names = sorted({name for _, columns, *_ in parts for name in columns})
    sizes = [len(spans.starts) for spans, *_ in parts]
    matrix = np.zeros((sum(sizes), len(names)), dtype=np.float32)
    at = shift = 0
    starts, ends = [], []
    for (spans, columns, *_), size in zip(parts, sizes, strict=True):
        for column, name in enumerate(names):
            if name in columns:
                matrix[at : at + size, column] = columns[name]
        starts.append(spans.starts + shift)
        ends.append(spans.ends + shift)
        at += size
        shift += int(spans.ends.max(initial=0)) + 1
    all_starts, all_ends = np.concatenate(starts), np.concatenate(ends)
    labels = np.concatenate([spans.labels for spans, *_ in parts])
    layers = []
    for in_layer in LAYERS:
        members = np.flatnonzero(np.isin(labels, [LABELS.index(label) for label in in_layer]))
        layers.append((members, Clusters.of(all_starts[members], all_ends[members])))
    return Problem(
        tuple(names),
        matrix,
        labels,
        np.concatenate([part[2] for part in parts]),
        np.concatenate([part[3] for part in parts]).astype(np.float32),
        tuple(layers),
    )


def scores_of(problem: Problem, weights: Floats) -> Floats:
    """By candidate: its score, with weights by label and feature."""
    scores = np.empty(len(problem.labels))
    for label in range(len(LABELS)):
        at = np.flatnonzero(problem.labels == label)
        scores[at] = problem.matrix[at] @ weights[label].astype(np.float32)
    return scores


def chances_of(problem: Problem, scores: Floats) -> tuple[Floats, float]:
    """By candidate: how probable it is; and the logarithm of the sum over all sets."""
    chances = np.empty(len(scores))
    total = 0.0
    for places, clusters in problem.layers:
        chances[places], part = clusters.chances(scores[places])
        total += part
    return chances, total


def fit(problem: Problem, penalty: float = 1.0, rounds: int = 150, weights: Floats | None = None) -> Floats:
    """Weights by label and feature, by Adam on all candidates at once."""
    if weights is None:
        weights = np.zeros((len(LABELS), len(problem.names)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    by_label = [np.flatnonzero(problem.labels == label) for label in range(len(LABELS))]
    parts = [problem.matrix[at] for at in by_label]
    for number in range(1, rounds + 1):
        scores = np.empty(len(problem.labels))
        for label, at in enumerate(by_label):
            scores[at] = parts[label] @ weights[label].astype(np.float32)
        wanted = scores.copy()
        wanted[problem.verdicts == NEGATIVE] = -np.inf
        wanted[problem.verdicts == POSITIVE] += _FORCED
        difference = chances_of(problem, wanted)[0] - chances_of(problem, scores)[0]
        difference *= problem.shares
        gradient = np.stack([parts[label].T @ difference[at].astype(np.float32) for label, at in enumerate(by_label)])
        slope = gradient - penalty * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.98 * square + 0.02 * slope**2
        rate = 0.15 * min(1.0, 2 * (1 - number / (rounds + 1)))
        weights = weights + rate * (mean / (1 - 0.9**number)) / (np.sqrt(square / (1 - 0.98**number)) + 1e-8)
    return weights
