"""JSONL: one document per line with its labels as in a gold file. Carries everything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.evaluation.labels import labels_as_json, labels_from_json
from pipeline.labelling.tasks import Task, check_text, numbered_lines, text_hash


def write(tasks: Iterable[Task], path: Path) -> None:
    """Write one line per task.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for task in tasks:
            head = {"source": task.source, "text": task.text, "text_sha256": text_hash(task.text)}
            if task.predicted:
                head["predicted_sha256"] = task.predicted
            file.write(json.dumps({**head, "labels": labels_as_json(task.labels)}, ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Task]:
    """The tasks of a file that `write` has written and somebody has worked on.

    Raises:
        ConfigurationError: L001 when a line breaks the format, L002 when a text has changed.
        OSError: the file cannot be read.
    """
    for number, line in numbered_lines(path):
        try:
            row = json.loads(line)
            task = Task(row["source"], row["text"], labels_from_json(row["labels"]), row.get("predicted_sha256", ""))
            sha256 = row["text_sha256"]
        except (KeyError, TypeError, ValueError) as error:
            raise ConfigurationError("L001", path=path, format="jsonl", problem=f"line {number}: {error!r}") from error
        check_text(task.source, task.text, sha256)
        yield task
