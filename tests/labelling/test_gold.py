"""Gold files that the import writes are those that a hand would write."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from pipeline.evaluation.labels import labels_from_json, read_gold
from pipeline.labelling import Task, store, with_layers
from pipeline.labelling.gold import gold_text

GOLD = Path(__file__).parents[2] / "data" / "gold"


def test_gold_files_of_the_project_come_out_with_their_labels_and_a_line_per_label() -> None:
    for path in GOLD.glob("*.json"):
        labels = read_gold(path)
        assert labels_from_json(json.loads(gold_text(labels))) == labels, path.name
    path = GOLD / "kehou-fuwu.json"
    assert gold_text(read_gold(path)) == path.read_text(encoding="utf-8")


def test_store_keeps_the_layers_that_a_task_leaves_out(task: Task, tmp_path: Path) -> None:
    assert store([task], tmp_path / "gold") == {"new": 1}
    assert store([task], tmp_path / "gold") == {"unchanged": 1}
    schools = with_layers([replace(task, labels=replace(task.labels, school=()))], ["school"])
    assert store(schools, tmp_path / "gold") == {"changed": 1}
    stored = read_gold(tmp_path / "gold" / "report.json")
    assert stored == replace(task.labels, school=())
