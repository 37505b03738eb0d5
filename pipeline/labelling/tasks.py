"""A task: one document with its labels, on the way to a labelling tool or back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.errors import ConfigurationError
from pipeline.evaluation.labels import LAYERS, Labels, check_gold, labels_as_json, read_gold, read_predictions


@dataclass(frozen=True, slots=True)
class Task:
    """A document and its labels.

    Attributes:
        source: of the document, as in the table `documents`.
        text: its raw text; every offset of the labels points into it.
        labels: layers that nobody is to label are `unlabelled`.
        predicted: `labels_hash` of what the machine predicted, when its predictions went out as pre-annotations; else empty.
    """

    source: str
    text: str
    labels: Labels
    predicted: str = ""

    @property
    def name(self) -> str:
        """Name of the gold file, without suffix."""
        return PurePosixPath(self.source.removesuffix(".gz")).stem

    @property
    def is_untouched(self) -> bool:
        """Whether the labels are still what the machine predicted, so that nobody can be said to have looked."""
        return bool(self.predicted) and self.predicted == labels_hash(self.labels)

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that are labelled, in the order of `LAYERS`."""
        return tuple(layer for layer in LAYERS if layer not in self.labels.unlabelled)


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a JSONL file that hold something, counted from 1.

    Raises:
        OSError: the file cannot be read.
    """
    lines = enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
    return ((number, line) for number, line in lines if line.strip())


def predicted_tasks(out: Path) -> list[Task]:
    """The documents of an output folder with the pipeline's labels, failed ones left out.

    Raises:
        ConfigurationError: C009 when a table is missing.
    """
    return [Task(found.source, found.text, found.labels) for found in read_predictions(out) if not found.failure]


def gold_tasks(out: Path, gold: Path) -> list[Task]:
    """The documents of an output folder that have a gold file, with the labels of that file.

    Raises:
        ConfigurationError: C009 when a table is missing, E001 when a gold file is invalid or is of another text.
    """
    tasks = []
    for task in predicted_tasks(out):
        path = gold / f"{task.name}.json"
        if path.is_file():
            labels = read_gold(path)
            check_gold(path, labels, task.text)
            tasks.append(replace(task, labels=labels))
    return tasks


def with_layers(tasks: Iterable[Task], layers: Iterable[str]) -> list[Task]:
    """The tasks with these layers alone; the others become unlabelled."""
    wanted = frozenset(layers)
    return [replace(task, labels=_only(task.labels, wanted)) for task in tasks]


def _only(labels: Labels, wanted: frozenset[str]) -> Labels:
    dropped = frozenset(LAYERS) - wanted
    return replace(labels, unlabelled=labels.unlabelled | dropped, **dict.fromkeys(dropped, ()))


def as_predictions(tasks: Iterable[Task]) -> list[Task]:
    """The tasks with a note that their labels are predictions, which comes back with them."""
    return [replace(task, predicted=labels_hash(task.labels)) for task in tasks]


def labels_hash(labels: Labels) -> str:
    """SHA-256 of labels in any order."""
    layers = {name: sorted(map(json.dumps, found)) for name, found in labels_as_json(labels).items()}
    return hashlib.sha256(json.dumps(layers, sort_keys=True).encode()).hexdigest()


def text_hash(text: str) -> str:
    """SHA-256 of a text, which travels with it, so that a text that a tool has changed is noticed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_text(source: str, text: str, sha256: str) -> None:
    """Make sure that a text came back as it went out.

    Raises:
        ConfigurationError: L002 when it did not.
    """
    if text_hash(text) != sha256:
        raise ConfigurationError("L002", source=source)
