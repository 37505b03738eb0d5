"""The names of a text: candidates, what is known of them, and the most probable of them, in two readings.

The second reading knows what the first has found elsewhere in the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.language.analysis import Analysis
from pipeline.language.lattice import Edges
from pipeline.ner.candidates import LAYERS, Candidate, in_order, propose
from pipeline.ner.decoder import Clusters, chosen
from pipeline.ner.excluded import admitted
from pipeline.ner.features import Columns, Spans, joined, measure, measure_alone
from pipeline.ner.memory import Memory
from pipeline.ner.model import Tagging, tag_all
from pipeline.ner.proposals import by_rules
from pipeline.ner.spans import Found, position
from pipeline.ner.weights import Weights, load_weights

_Layer = tuple[npt.NDArray[np.intp], Clusters]


@dataclass(frozen=True)
class Reading:
    """Candidates with their features and chances."""

    spans: Spans
    alone: Columns
    """What is known of each candidate whatever the others are."""
    columns: Columns
    scores: npt.NDArray[np.float64]
    chances: npt.NDArray[np.float64]
    layers: list[_Layer]
    """By layer: its candidates, and their clusters."""

    def weighed_by(self, weights: Weights) -> Reading:
        """The same candidates and features with other weights."""
        return _read(self.spans, self.alone, self.columns, weights.scores(self.spans, self.columns), self.layers)


class Reader:
    """Reads the names of one text.

    Args:
        analysis: of the document.
        tagging: what the model says of it; by the shipped model when None.
        weights: of features; the shipped ones when None.
    """

    def __init__(self, analysis: Analysis, tagging: Tagging | None = None, weights: Weights | None = None) -> None:
        self._analysis = analysis
        self._edges: Edges = analysis.lattice.edges()
        self._tagging = tagging or tagged([analysis])[0]
        self._weights = weights

    def weighed_by(self, weights: Weights) -> Reader:
        """The same reader with other weights."""
        reader = copy(self)
        reader._weights = weights
        return reader

    def candidates(self) -> list[Candidate]:
        """What may be a name before anything of the document is remembered."""
        proposed = propose(self._analysis.content, self._edges, self._tagging, by_rules(self._analysis))
        return admitted(self._analysis.content, proposed)

    def first(self) -> Reading:
        """Every candidate for itself."""
        spans = Spans.of(self.candidates())
        alone = self._alone(spans)
        columns = self._measure(spans, alone)
        return _read(spans, alone, columns, self._scores(spans, columns), _layers(spans))

    def second(self, first: Reading) -> Reading:
        """With what `first` has found elsewhere, and with further occurrences of its names."""
        spans, alone, columns, content = first.spans, first.alone, first.columns, self._analysis.content
        scores, layers, own = first.scores, first.layers, first.chances
        memory = Memory.of(content, spans, own)
        if again := list(admitted(content, list(memory.again(content, spans)))):
            known = {
                (item.label, item.start, item.end): chance for item, chance in zip(spans.candidates, own, strict=True)
            }
            spans = Spans.of(in_order([*spans.candidates, *again]))
            own = np.array([known.get((item.label, item.start, item.end), 0.0) for item in spans.candidates])
            is_new = np.array([item.source == "memory" for item in spans.candidates])
            alone = joined(alone, self._alone(Spans.of(in_order(again))), is_new)
            columns = self._measure(spans, alone)
            scores, layers = self._scores(spans, columns), _layers(spans)
        remembered = memory.features(content, spans, own)
        return _read(spans, alone, {**columns, **remembered}, scores + self._scores(spans, remembered), layers)

    def _alone(self, spans: Spans) -> Columns:
        return measure_alone(self._analysis.content, self._analysis.lattice, self._edges, self._tagging, spans)

    def _measure(self, spans: Spans, alone: Columns) -> Columns:
        return measure(self._analysis.content, self._edges, self._tagging, spans, alone)

    def _scores(self, spans: Spans, columns: Columns) -> npt.NDArray[np.float64]:
        return (self._weights or load_weights()).scores(spans, columns)


def _layers(spans: Spans) -> list[_Layer]:
    members = [np.flatnonzero(spans.is_label(*labels)) for labels in LAYERS]
    return [(at, Clusters.of(spans.starts[at], spans.ends[at])) for at in members]


def _read(
    spans: Spans, alone: Columns, columns: Columns, scores: npt.NDArray[np.float64], layers: list[_Layer]
) -> Reading:
    chances = np.empty(len(scores))
    for at, clusters in layers:
        chances[at], _ = clusters.chances(scores[at])
    return Reading(spans, alone, columns, scores, chances, layers)


def tagged(analyses: Sequence[Analysis]) -> list[Tagging]:
    """What the shipped model says of texts, all of which it reads at once."""
    ranges = [[(sentence.start, sentence.end) for sentence in analysis.sentences] for analysis in analyses]
    return tag_all([analysis.content for analysis in analyses], ranges)


def read_names(analysis: Analysis, tagging: Tagging | None = None) -> list[Found]:
    """The names of a text in order; those of one layer do not overlap.

    Args:
        tagging: as `tagged` gives it, where it is known.
    """
    reader = Reader(analysis, tagging)
    first = reader.first()
    if not len(first.scores):
        return []
    reading = reader.second(first)
    names = [
        _found(reading.spans.candidates[place], float(reading.chances[place]))
        for place in chosen(reading.spans, reading.chances)
    ]
    return sorted(names, key=position)


def _found(candidate: Candidate, chance: float) -> Found:
    source = candidate.source if candidate.source not in ("edge", "memory", "words") else "model"
    return Found(candidate.label, candidate.start, candidate.end, source, candidate.title, round(chance, 3))
