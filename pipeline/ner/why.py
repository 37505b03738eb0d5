"""Why the spans of a text are names or not: candidates with their chances and what each feature adds to the score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.language.analysis import Analysis
from pipeline.ner.candidates import Candidate
from pipeline.ner.reading import Reader
from pipeline.ner.weights import load_weights

_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Reason:
    """A candidate as the second reading sees it.

    Attributes:
        chance: how probable it is that it is a name.
        score: the sum of what the features add; of two that overlap, the higher is the more probable.
        parts: (feature, what it adds) from the strongest on.
    """

    candidate: Candidate
    text: str
    chance: float
    score: float
    parts: tuple[tuple[str, float], ...]


def reasons(analysis: Analysis, start: int, end: int) -> Iterator[Reason]:
    """The candidates that share a character with analysis.text[start:end], the most probable first."""
    reader = Reader(analysis)
    reading = reader.second(reader.first())
    weights = load_weights().by_feature
    order = sorted(range(len(reading.chances)), key=lambda place: -reading.chances[place])
    for place in order:
        candidate, label = reading.spans.candidates[place], reading.spans.labels[place]
        if candidate.start >= end or candidate.end <= start:
            continue
        added = (
            (name, float(weights[name][label] * column[place]))
            for name, column in reading.columns.items()
            if name in weights
        )
        parts = sorted((part for part in added if abs(part[1]) >= _LEAST), key=lambda part: -abs(part[1]))
        text = analysis.text[candidate.start : candidate.end]
        yield Reason(candidate, text, float(reading.chances[place]), float(reading.scores[place]), tuple(parts))
