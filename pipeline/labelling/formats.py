"""The formats by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.labelling import doccano, jsonl, labelstudio
from pipeline.labelling.tasks import Task


@dataclass(frozen=True, slots=True)
class Format:
    """How tasks are written for a tool, and read when it gives them back."""

    write: Callable[[Iterable[Task], Path], None]
    read: Callable[[Path], Iterator[Task]]


FORMATS: Mapping[str, Format] = {
    "labelstudio": Format(labelstudio.write, labelstudio.read),
    "doccano": Format(doccano.write, doccano.read),
    "jsonl": Format(jsonl.write, jsonl.read),
}
