"""Tasks into gold files, in the layout that reads well in a diff: a line per label."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.evaluation.labels import Labels, labels_as_json, read_gold
from pipeline.labelling.tasks import Task

_WIDTH = 116


def store(tasks: Iterable[Task], gold: Path) -> Counter[str]:
    """Write the labels of tasks into gold files; layers that a task leaves out stay as its file has them.

    Args:
        tasks: checked by `find_problems`.
        gold: folder of gold files, made when it is missing.

    Returns:
        How many files are ``new``, ``changed`` and ``unchanged``.

    Raises:
        ConfigurationError: E001 when a gold file that is there is invalid, C012 when one cannot be written.
    """
    counts: Counter[str] = Counter()
    for task in tasks:
        path = gold / f"{task.name}.json"
        known = read_gold(path) if path.is_file() else None
        labels = task.labels if known is None else _merged(known, task)
        if labels == known:
            counts["unchanged"] += 1
            continue
        try:
            gold.mkdir(parents=True, exist_ok=True)
            path.write_text(gold_text(labels), encoding="utf-8")
        except OSError as error:
            raise ConfigurationError("C012", path=path, problem=error.strerror or error) from error
        counts["new" if known is None else "changed"] += 1
    return counts


def _merged(known: Labels, task: Task) -> Labels:
    layers: dict[str, Any] = {layer: getattr(task.labels, layer) for layer in task.layers}
    return replace(known, unlabelled=known.unlabelled - frozenset(layers), **layers)


def gold_text(labels: Labels) -> str:
    """The text of a gold file."""
    layers = labels_as_json(labels)
    parts = [f' "{layer}": {_layer(members)}' for layer, members in layers.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _layer(labels: list[Any]) -> str:
    if not labels:
        return "[]"
    if isinstance(labels[0], dict):
        rows = [f"  {json.dumps(label, ensure_ascii=False)}" for label in labels]
        return "[\n" + ",\n".join(rows) + "\n ]"
    ranges = ", ".join(f"[{start}, {end}]" for start, end in labels)
    if len(ranges) < _WIDTH:
        return f"[{ranges}]"
    # A range is one word to the wrapper.
    lines = textwrap.wrap(ranges.replace(", ", ",\0").replace("],\0", "], "), _WIDTH - 2)
    return "[\n" + "\n".join(f"  {line}" for line in lines).replace("\0", " ") + "\n ]"
