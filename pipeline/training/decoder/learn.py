"""Weights of the decoder from labelled documents: candidates and features, two readings, maximum likelihood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from pipeline.ner.decoder import chosen
from pipeline.ner.features import Columns, Spans
from pipeline.ner.model import LABELS, tag
from pipeline.ner.model.arrays import ModelArrays
from pipeline.ner.reading import Reader, Reading
from pipeline.ner.weights import Weights
from pipeline.records import MentionLabel
from pipeline.training.decoder.documents import Labelled
from pipeline.training.decoder.fit import NEGATIVE, POSITIVE, Floats, Verdicts, fit, problem, verdicts

_FIRST_ROUNDS, _ROUNDS = 60, 120
_MADE_PROGRAMS = 0.6
"""How much less than other names those of programmes count in made sentences; their layer is fitted apart from the others."""
_AT_ONCE = 100
"""Documents that go to a process at once, with the models."""


@dataclass(frozen=True)
class Lesson:
    """A labelled document with its candidates.

    Attributes:
        fold: of the document; what is learnt from the other folds reads it.
        share: how much it counts.
    """

    document: Labelled
    fold: int
    share: float
    reading: Reading

    @property
    def part(self) -> tuple[Spans, Columns, Verdicts, Floats]:
        """What `problem` asks for."""
        spans = self.reading.spans
        shares = np.full(len(spans.starts), self.share)
        if self.document.made:
            shares[spans.is_label("PROGRAM", "DOC")] *= _MADE_PROGRAMS
        return spans, self.reading.columns, verdicts(self.document, spans), shares


@dataclass(frozen=True, slots=True)
class Score:
    """How many names of a label were found rightly, found at all, and are there."""

    right: int
    found: int
    wanted: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.wanted)


def lessons_of(
    documents: Sequence[tuple[Labelled, int, float]], models: Mapping[int, ModelArrays], workers: int = 1
) -> tuple[list[Lesson], list[Lesson]]:
    """The documents in a first and in a second reading.

    Args:
        documents: each with its fold and how much it counts.
        models: by fold, a model that has not been trained on the documents of the fold.
        workers: processes that read.
    """
    nothing = dict.fromkeys(models, Weights({}))
    first = _read(documents, models, nothing, workers, twice=False)
    by_fold = {fold: _fitted(_others(first, fold), _FIRST_ROUNDS) for fold in sorted(models)}
    return first, _read(documents, models, by_fold, workers, twice=True)


def _read(
    documents: Sequence[tuple[Labelled, int, float]],
    models: Mapping[int, ModelArrays],
    weights: Mapping[int, Weights],
    workers: int,
    *,
    twice: bool,
) -> list[Lesson]:
    """The documents that have candidates, in order, each read by model and weights of its fold."""
    read = partial(_lesson, models=models, weights=weights, twice=twice)
    if workers == 1:
        lessons = list(map(read, documents))
    else:
        with ProcessPoolExecutor(workers) as pool:
            lessons = list(pool.map(read, documents, chunksize=_AT_ONCE))
    return [lesson for lesson in lessons if lesson.reading.spans.candidates]


def _lesson(
    item: tuple[Labelled, int, float],
    models: Mapping[int, ModelArrays],
    weights: Mapping[int, Weights],
    twice: bool,
) -> Lesson:
    document, fold, share = item
    analysis = document.analysis
    ranges = [(sentence.start, sentence.end) for sentence in analysis.sentences]
    reader = Reader(analysis, tag(analysis.content, ranges, models[fold]), weights[fold])
    first = reader.first()
    return Lesson(document, fold, share, reader.second(first) if twice else first)


def learn(first: Sequence[Lesson], second: Sequence[Lesson]) -> Weights:
    """Fitted weights: one set serves both readings, the features of memory are 0 in the first."""
    return _fitted([*first, *second], _ROUNDS)


def in_folds(first: Sequence[Lesson], second: Sequence[Lesson], scored: Sequence[Lesson]) -> dict[MentionLabel, Score]:
    """How well the lessons `scored` of the second reading are read by weights that are learnt from the other folds."""
    right, found, wanted = Counter[MentionLabel](), Counter[MentionLabel](), Counter[MentionLabel]()
    for fold in sorted({lesson.fold for lesson in scored}):
        weights = learn(_others(first, fold), _others(second, fold))
        for lesson in scored:
            if lesson.fold == fold:
                spans, judged = lesson.reading.spans, verdicts(lesson.document, lesson.reading.spans)
                chances = lesson.reading.weighed_by(weights).chances
                for place in chosen(spans, chances):
                    label = spans.candidates[place].label
                    right[label] += judged[place] == POSITIVE
                    found[label] += judged[place] in (POSITIVE, NEGATIVE)
                wanted.update(_required(lesson.document))
    return {label: Score(right[label], found[label], wanted[label]) for label in LABELS if wanted[label]}


def _others(lessons: Iterable[Lesson], fold: int) -> list[Lesson]:
    return [lesson for lesson in lessons if lesson.fold != fold]


def _required(document: Labelled) -> list[MentionLabel]:
    """The label of each name that has to be found."""
    start, end = document.region
    return [
        label
        for label, first, last, optional in document.names
        if not optional and label in document.layers and start <= first < last <= end
    ]


def _fitted(lessons: Sequence[Lesson], rounds: int) -> Weights:
    task = problem([lesson.part for lesson in lessons])
    weights = fit(task, rounds=rounds)
    return Weights({name: weights[:, column] for column, name in enumerate(task.names)})
