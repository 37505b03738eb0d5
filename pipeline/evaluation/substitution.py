"""Scores of substitution tests: sentences that differ only in words drawn from the general lexicon.

A fixed sentence measures whether a text is read; one frame with any verb, noun, place or name in it measures whether the
language is. The frames are data: ``substitution.toml`` beside the gold files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.config import Config
from pipeline.evaluation.frames import KINDS, Sentence, sentences
from pipeline.facts import Facts
from pipeline.flow import extract_document
from pipeline.ingest import document_from_text

FILE_NAME = "substitution.toml"
"""The file of frames, beside the gold files."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence that was read wrongly, with what was found instead."""

    sentence: Sentence
    got: str


@dataclass(frozen=True, slots=True)
class FrameResult:
    """How the sentences of a frame came out."""

    kind: str
    frame: str
    right: int
    total: int
    failures: tuple[Failure, ...]


def score(path: Path, config: Config) -> tuple[FrameResult, ...]:
    """Read every sentence of the frames in `path`, each as a document of its own.

    Args:
        path: the frames.
        config: settings; words are switched off, which shows the rules alone and is faster.

    Raises:
        ConfigurationError: E005 when the file is no file of frames; C001 to C007 when the pipeline cannot start.
    """
    config = config.model_copy(update={"words": False})
    results = []
    for (kind, frame), of_frame in groupby(sentences(path), key=lambda sentence: (sentence.kind, sentence.frame)):
        got = [
            Failure(sentence, _wrong(sentence, extract_document(document_from_text(sentence.text), config)))
            for sentence in of_frame
        ]
        failures = tuple(failure for failure in got if failure.got)
        results.append(FrameResult(kind, frame, len(got) - len(failures), len(got), failures))
    return tuple(results)


def by_kind(results: Sequence[FrameResult]) -> dict[str, tuple[int, int]]:
    """(right, total) of each kind, in the order of `KINDS`."""
    return {
        kind: (sum(result.right for result in of_kind), sum(result.total for result in of_kind))
        for kind in KINDS
        if (of_kind := [result for result in results if result.kind == kind])
    }


def _wrong(sentence: Sentence, facts: Facts) -> str:
    """What was found instead of the answer; empty when it is right."""
    text = sentence.text
    if sentence.figure is None:
        label = sentence.kind.upper()
        spans = [(mention.start, mention.end) for mention in facts.mentions if mention.label == label]
        return "" if sorted(spans) == sorted(sentence.answers) else " ".join(text[a:b] for a, b in spans) or "–"
    start, end = sentence.figure
    claim = next((claim for claim in facts.claims if claim.start < end and start < claim.end), None)
    if claim is None:
        return "(no claim)"
    found = claim.subject if sentence.kind == "subject" else claim.scope
    return "" if found in sentence.readings else found or "–"
