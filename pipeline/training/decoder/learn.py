"""Weights of the decoder from labelled documents: candidates and features, two readings, maximum likelihood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ner.features import Columns, Spans
from pipeline.ner.model import tag
from pipeline.ner.model.arrays import ModelArrays
from pipeline.ner.reading import Reader, Reading
from pipeline.ner.weights import Weights
from pipeline.training.decoder.documents import Labelled
from pipeline.training.decoder.fit import Verdicts, fit, problem, verdicts

_FIRST_ROUNDS, _ROUNDS = 60, 120


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
    reader: Reader
    reading: Reading

    @property
    def part(self) -> tuple[Spans, Columns, Verdicts, float]:
        """What `problem` asks for."""
        spans = self.reading.spans
        return spans, self.reading.columns, verdicts(self.document, spans), self.share


def learn(documents: Iterable[tuple[Labelled, int, float]], models: Mapping[int, ModelArrays]) -> Weights:
    """Fitted weights.

    Args:
        documents: each with its fold and how much it counts.
        models: by fold, a model that has not been trained on the documents of the fold.
    """
    lessons = []
    for document, fold, share in documents:
        analysis = document.analysis
        ranges = [(sentence.start, sentence.end) for sentence in analysis.sentences]
        reader = Reader(analysis, tag(analysis.content, ranges, models[fold]), Weights({}))
        lessons.append(Lesson(document, fold, share, reader, reader.first()))
    lessons = [lesson for lesson in lessons if lesson.reading.spans.candidates]
    by_fold = {
        fold: _fitted([lesson for lesson in lessons if lesson.fold != fold], _FIRST_ROUNDS) for fold in sorted(models)
    }
    again = []
    for lesson in lessons:
        reader = lesson.reader.weighed_by(by_fold[lesson.fold])
        second = reader.second(reader.first())
        again.append(Lesson(lesson.document, lesson.fold, lesson.share, reader, second))
    # One set of weights serves both readings; the features of memory are 0 in the first.
    return _fitted([*lessons, *again], _ROUNDS)


def _fitted(lessons: Sequence[Lesson], rounds: int) -> Weights:
    task = problem([lesson.part for lesson in lessons])
    weights = fit(task, rounds=rounds)
    return Weights({name: weights[:, column] for column, name in enumerate(task.names)})
