"""Texts to train on: hand-labelled ones, and a corpus without labels."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.batch import InputFile
from pipeline.config import Config
from pipeline.evaluation.evaluate import gold_documents
from pipeline.facts import Facts
from pipeline.flow import extract_bytes
from pipeline.language.text import Text
from pipeline.training.names.examples import GOLD_LAYERS, Example, Name
from pipeline.training.names.silver import silver
from pipeline.training.names.teacher import Teacher

_SHINGLE = 14
_SINGLE = 60
"""Characters of an excerpt that is no longer than a single name with what stands beside it."""
_CONFIG = Config(words=False)


def labelled(gold: Path, docs: Path, teacher: Teacher | None) -> Iterator[tuple[str, Example]]:
    """The documents of a gold folder by name. What is optional there is open; a layer that a file leaves out is taken from rules and
    teacher where nothing else is labelled (organisations, places), or open.
    """
    for path, file in gold_documents(gold, docs):
        facts = _facts(file)
        text = _content(facts)
        layers = {
            GOLD_LAYERS[name]: labels
            for name, labels in json.loads(path.read_text(encoding="utf-8")).items()
            if name in GOLD_LAYERS
        }
        names = [
            Name(label, item["start"], item["end"], not item.get("optional"))
            for label, items in layers.items()
            for item in items
            if "\n" not in text[item["start"] : item["end"]]
        ]
        guessed = _guessed(facts, text, teacher)
        names += [
            name
            for name in guessed
            if name.label == "DOC"
            or (
                name.label in ("ORG", "PLACE")
                and name.label not in layers
                and all(name.end <= other.start or other.end <= name.start for other in names)
            )
        ]
        unlabelled = frozenset(label for label in GOLD_LAYERS.values() if label not in layers) - {"ORG", "PLACE"}
        yield path.stem, Example(text, tuple(sorted(names, key=lambda name: (name.start, name.end))), unlabelled)


def excerpts(labels: Path, corpus: Path) -> Iterator[tuple[str, Example]]:
    """Labelled excerpts of documents whose texts lie elsewhere, by id and start; single names are left out.

    Args:
        labels: JSON lines with id, start, end, layers, names, optional (offsets in the document).
        corpus: JSON lines with id and text, which may be gzipped.
    """
    texts = {row["id"]: row["text"] for row in _rows(corpus)}
    for row in _rows(labels):
        first, last = row["start"], row["end"]
        if last - first <= _SINGLE:
            continue
        text = texts[row["id"]][first:last]
        names = [
            Name(label, start - first, end - first, sure)
            for items, sure in ((row["names"], True), (row["optional"], False))
            for start, end, label, *_ in items
            if first <= start < end <= last and "\n" not in text[start - first : end - first]
        ]
        open_labels = frozenset(label for label in GOLD_LAYERS.values() if label not in row["layers"])
        yield (
            f"{row['id']}:{first}",
            Example(text, tuple(sorted(names, key=lambda name: (name.start, name.end))), open_labels),
        )


def unlabelled(corpus: Path, teacher: Teacher | None, known: Iterable[Example]) -> Iterator[Example]:
    """The documents of a corpus with silver labels; lines that share a run of characters with a text of `known` are left out.

    Args:
        corpus: a folder of text files, or a file of JSON lines with a field ``text``, which may be gzipped.
    """
    seen = {shingle for example in known for shingle in _shingles(example.text)}
    for data in _texts(corpus):
        facts = extract_bytes(data.encode(), "corpus.txt", _CONFIG)
        content = _content(facts)
        kept = "".join(
            line if seen.isdisjoint(_shingles(line)) else "\n" * len(line) for line in content.splitlines(keepends=True)
        )
        spans = [(m.label, m.start, m.end, m.score) for m in facts.mentions if "\n" not in kept[m.start : m.end]]
        yield silver(kept, spans, teacher.names(kept) if teacher else ())


def _guessed(facts: Facts, text: str, teacher: Teacher | None) -> tuple[Name, ...]:
    spans = [(mention.label, mention.start, mention.end, mention.score) for mention in facts.mentions]
    return silver(text, spans, teacher.names(text) if teacher else ()).names


def _facts(file: InputFile) -> Facts:
    return extract_bytes(file.path.read_bytes(), file.source, _CONFIG)


def _content(facts: Facts) -> str:
    return Text(facts.document.text).content(facts.blocks)


def _texts(corpus: Path) -> Iterator[str]:
    if corpus.is_dir():
        for path in sorted(corpus.rglob("*.txt")):
            yield path.read_text(encoding="utf-8")
        return
    for row in _rows(corpus):
        yield str(row["text"])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _shingles(text: str) -> Iterator[str]:
    plain = re.sub(r"\s", "", text)
    for start in range(len(plain) - _SHINGLE + 1):
        yield plain[start : start + _SHINGLE]
