"""Labels that contradict each other or the text are named before they become gold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.evaluation.labels import labels_from_json
from pipeline.labelling import Task, find_problems

Layers = dict[str, Any]


def test_sound_labels_have_no_problems(task: Task) -> None:
    assert list(find_problems([task])) == []


def test_a_label_may_cross_ranges_of_content_that_only_white_space_parts(layers: Layers, task: Task) -> None:
    end = len(task.text)
    for content, problems in [([[3, 12], [12, 30], [30, end]], 0), ([[3, 5], [6, end]], 1)]:
        labels = labels_from_json({**layers, "content": content})
        assert len(list(find_problems([Task(task.source, task.text, labels)]))) == problems


def _append(layer: str, like: int = 0, **fields: Any) -> Callable[[Layers], None]:
    return lambda layers: layers[layer].append({**layers[layer][like], **fields})


def _change(layer: str, which: int, **fields: Any) -> Callable[[Layers], None]:
    return lambda layers: layers[layer][which].update(fields)


@pytest.mark.parametrize(
    ("damage", "code", "words"),
    [
        (_change("school", 0, end=8), "L003", "'柳溪小学', but the text has '柳溪小学张'"),
        (_change("claims", 2, end=400), "L003", "26所"),
        (lambda layers: layers["content"].append([50, 999]), "L003", "content"),
        (_append("person"), "L004", "张老师"),
        (_append("claims", 2, unit="座"), "L004", "labelled 2 times"),
        (_append("claims", 2, start=30, end=33, text="26所", value="6"), "L003", "26所"),
        (_append("person", 0, start=3, end=7, text="柳溪小学"), "L005", "labelled as school and as person"),
        (_append("school", 0, start=5, end=7, text="小学"), "L005", "school overlap"),
        (lambda layers: layers["content"].append([20, 30]), "L005", "content overlap"),
        (_change("person", 0, start=0, end=2, text="您好"), "L005", "outside the content"),
        (_change("claims", 2, value=None), "L005", "nothing in it is masked"),
        (_change("claims", 0, value_max="2"), "L005", "not above"),
        (_change("claims", 2, base="去年"), "L005", "measures no change"),
        (_change("claims", 3, part_of="27所"), "L005", "which is no claim"),
    ],
)
def test_problems_are_named(
    layers: Layers, task: Task, damage: Callable[[Layers], None], code: str, words: str
) -> None:
    damage(layers)
    problems = list(find_problems([Task(task.source, task.text, labels_from_json(layers))]))
    assert any(code in problem and words in problem and task.source in problem for problem in problems), problems


def test_a_program_has_one_flag_throughout_a_document() -> None:
    text = "春苗计划，春苗计划"
    names = [{"start": 0, "end": 4, "text": "春苗计划"}, {"start": 5, "end": 9, "text": "春苗计划", "optional": True}]
    [problem] = find_problems([Task("a.txt", text, labels_from_json({"program": names}))])
    assert "optional in one place" in problem


def test_two_documents_of_one_gold_file_are_refused(task: Task) -> None:
    other = Task("2022/report.docx", task.text, task.labels)
    [problem] = find_problems([task, other])
    assert "[L008] report.json" in problem
