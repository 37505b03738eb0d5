"""Labelled documents as the decoder is trained and scored on them."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.evaluation.evaluate import gold_documents
from pipeline.flow import extract_bytes
from pipeline.language.analysis import Analysis, analyse
from pipeline.records import MentionLabel
from pipeline.stages import draft_of
from pipeline.training.decoder.made import Maker
from pipeline.training.names.examples import GOLD_LAYERS, Example, Name, names_of, renamed
from pipeline.training.names.invent import Inventor

_RENAMED = 0.75
"""Share of the names of a copy that are invented."""
_CONTEXT = 1500
"""Characters of a document that are read before and behind a labelled excerpt of it."""
SHORT, _SHORT_CONTEXT = 60, 300
"""The same of excerpts that are no longer than this: a single name that was looked at."""


@dataclass(frozen=True)
class Labelled:
    """A document with hand labels; offsets are those of the analysis.

    Attributes:
        names: (label, start, end, optional) of each name.
        layers: labels that somebody looked for.
        region: the part that was labelled.
        invented: whether its names, or all of it, are made up.
        made: whether all of it is.
    """

    name: str
    analysis: Analysis
    names: tuple[tuple[MentionLabel, int, int, bool], ...]
    layers: frozenset[MentionLabel]
    region: tuple[int, int]
    invented: bool = False
    made: bool = False


def of_folder(gold: Path, docs: Path, config: Config, skip: frozenset[str] = frozenset()) -> Iterator[Labelled]:
    """The documents of a gold folder that have labels of names, but those named in `skip`."""
    for path, file in gold_documents(gold, docs):
        if path.stem in skip:
            continue
        stored: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        layers = {GOLD_LAYERS[key]: items for key, items in stored.items() if key in GOLD_LAYERS}
        if layers:
            analysis = _analysis(file.path.read_bytes(), file.source, config)
            names = [
                (label, item["start"], item["end"], bool(item.get("optional")))
                for label, items in layers.items()
                for item in items
            ]
            yield _labelled(path.stem, analysis, names, layers, (0, len(analysis.raw)))


def of_corpus(labels: Path, corpus: Path, config: Config) -> Iterator[Labelled]:
    """Excerpts of the documents of a corpus, labelled apart from their texts.

    Args:
        labels: JSON lines with id, start, end, layers, names, optional.
        corpus: gzipped JSON lines with id and text.
    """
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    for row in map(json.loads, labels.read_text(encoding="utf-8").splitlines()):
        context = _SHORT_CONTEXT if row["end"] - row["start"] <= SHORT else _CONTEXT
        floor = max(0, row["start"] - context)
        text = texts[row["id"]][floor : row["end"] + context]
        names = [
            (label, start - floor, end - floor, optional)
            for items, optional in ((row["names"], False), (row["optional"], True))
            for start, end, label, *_ in items
        ]
        region = row["start"] - floor, row["end"] - floor
        analysis = _analysis(text.encode(), "corpus.txt", config)
        yield _labelled(f"{row['id']}:{row['start']}", analysis, names, row["layers"], region)


def made(maker: Maker, name: str, config: Config) -> Labelled:
    """A made sentence as a document of its own; authorities are labelled only where it names one."""
    text, names = maker.sentence()
    analysis = _analysis(text.encode(), "made.txt", config)
    labelled = [(label, start, end, False) for label, start, end in names]
    authorities: tuple[MentionLabel, ...] = ("ORG",) if any(label == "ORG" for label, *_ in names) else ()
    document = _labelled(name, analysis, labelled, ("SCHOOL", "PERSON", "PROGRAM", *authorities), (0, len(text)))
    return replace(document, invented=True, made=True)


def renamed_copies(document: Labelled, rng: random.Random, config: Config, copies: int) -> Iterator[Labelled]:
    """The labelled part of a document with invented names in place of most of its own."""
    start, end = document.region
    names = [
        Name(label, first - start, last - start, not optional)
        for label, first, last, optional in document.names
        if start <= first < last <= end
    ]
    text = document.analysis.text[start:end]
    example = Example(text, tuple(sorted(names, key=lambda name: (name.start, name.end))))
    inventor = Inventor(rng, names_of([example], ("PROGRAM", "DOC")))
    for _ in range(copies):
        copy = renamed(example, inventor, rng, _RENAMED)
        analysis = _analysis(copy.text.encode("utf-8", "replace"), "copy.txt", config)
        if len(analysis.raw) == len(copy.text):
            placed = [(name.label, name.start, name.end, not name.sure) for name in copy.names]
            labelled = _labelled(document.name, analysis, placed, document.layers, (0, len(copy.text)))
            yield replace(labelled, invented=True)


def _analysis(data: bytes, source: str, config: Config) -> Analysis:
    draft = draft_of(extract_bytes(data, source, config))
    return analyse(draft.text, draft.facts.blocks, draft.facts.sentences, draft.words)


def _labelled(
    name: str,
    analysis: Analysis,
    names: Iterable[tuple[MentionLabel, int, int, bool]],
    layers: Iterable[MentionLabel],
    region: tuple[int, int],
) -> Labelled:
    inside = analysis.layout.spans_inside
    placed = tuple(
        (label, *inside([(start, end)])[0], optional) for label, start, end, optional in names if start < end
    )
    return Labelled(name, analysis, placed, frozenset(layers), inside([region])[0])
