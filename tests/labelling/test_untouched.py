"""Predictions that nobody has changed are no gold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.labelling import FORMATS, Task, as_predictions


@pytest.mark.parametrize("name", ["jsonl", "doccano"])
def test_untouched_predictions_are_known_when_they_come_back(task: Task, file: Path, name: str) -> None:
    FORMATS[name].write(as_predictions([task]), file)
    [back] = FORMATS[name].read(file)
    assert back.is_untouched
    changed = replace(back.labels, school=())
    assert not replace(back, labels=changed).is_untouched


@pytest.mark.parametrize("name", ["jsonl", "doccano"])
def test_labels_of_gold_are_never_taken_for_predictions(task: Task, file: Path, name: str) -> None:
    FORMATS[name].write([task], file)
    [back] = FORMATS[name].read(file)
    assert not back.is_untouched
