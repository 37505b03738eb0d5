"""What goes out comes back, in every format; what a format cannot carry is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pipeline.errors import ConfigurationError
from pipeline.labelling import FORMATS, Task, with_layers

FORMAT_NAMES = sorted(FORMATS)


def annotate(path: Path) -> list[dict[str, Any]]:
    """What Label Studio makes of a task whose predictions somebody has accepted."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    for row in rows:
        row["annotations"] = [{"result": row["predictions"][0]["result"], "was_cancelled": False}]
    path.write_text(json.dumps(rows), encoding="utf-8")
    return list(rows)


def as_doccano_exports(path: Path) -> list[dict[str, Any]]:
    """doccano numbers spans anew, orders them as it likes and adds a column for comments."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for entity in row["entities"]:
            entity["id"] += 1000
        for link in row["relations"]:
            link["from_id"] += 1000
            link["to_id"] += 1000
        rows.append({"id": 7, **row, "entities": row["entities"][::-1], "Comments": []})
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return rows


TOOLS: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
    "labelstudio": annotate,
    "doccano": as_doccano_exports,
    "jsonl": lambda path: [],
}


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_every_layer_and_field_comes_back(name: str, task: Task, file: Path) -> None:
    FORMATS[name].write([task], file)
    TOOLS[name](file)
    assert list(FORMATS[name].read(file)) == [task]


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_layers_that_nobody_labels_stay_unlabelled(name: str, task: Task, file: Path) -> None:
    [chosen] = with_layers([task], ["school", "program"])
    FORMATS[name].write([chosen], file)
    TOOLS[name](file)
    [back] = FORMATS[name].read(file)
    assert back == chosen
    assert back.layers == ("school", "program")


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_text_that_the_tool_changed_is_refused(name: str, task: Task, file: Path) -> None:
    FORMATS[name].write([task], file)
    TOOLS[name](file)
    file.write_text(file.read_text(encoding="utf-8").replace("您好", "您好!"), encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace("\\u60a8\\u597d", "!"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="L002"):
        list(FORMATS[name].read(file))


@pytest.mark.parametrize("name", FORMAT_NAMES)
@pytest.mark.parametrize("content", ["{}", "[1]", "nonsense", '{"text": "x"}'])
def test_other_files_are_refused_with_the_place(name: str, content: str, file: Path) -> None:
    file.write_text(content, encoding="utf-8")
    if name == "labelstudio" and content == "{}":
        assert list(FORMATS[name].read(file)) == []
        return
    with pytest.raises(ConfigurationError, match="L001"):
        list(FORMATS[name].read(file))


@pytest.mark.parametrize("name", ["labelstudio", "doccano"])
def test_a_part_of_something_that_is_no_claim_is_refused(name: str, task: Task, file: Path) -> None:
    claims = tuple(claim for claim in task.labels.claims if claim.text != "26所")
    with pytest.raises(ConfigurationError, match=r"L006.*19所.*26所"):
        FORMATS[name].write([replace(task, labels=replace(task.labels, claims=claims))], file)


def test_label_studio_regions_drawn_by_hand_have_plain_fields(task: Task, file: Path) -> None:
    FORMATS["labelstudio"].write(with_layers([task], ["claims", "person"]), file)
    rows = annotate(file)
    by_hand = {"start": 4, "end": 6, "text": task.text[4:6], "labels": ["PERSON"]}
    rows[0]["annotations"][0]["result"] = [
        {"id": "x", "type": "labels", "from_name": "label", "to_name": "text", "value": by_hand}
    ]
    file.write_text(json.dumps(rows), encoding="utf-8")
    [back] = FORMATS["labelstudio"].read(file)
    [person] = back.labels.person
    assert (person.start, person["title"], person.optional, back.labels.claims) == (4, "", False, ())


def test_label_studio_relations_may_be_drawn_from_the_whole(task: Task, file: Path) -> None:
    FORMATS["labelstudio"].write([task], file)
    rows = annotate(file)
    for result in rows[0]["annotations"][0]["result"]:
        if result["type"] == "relation":
            result.update(from_id=result["to_id"], to_id=result["from_id"], direction="left")
    file.write_text(json.dumps(rows), encoding="utf-8")
    assert list(FORMATS["labelstudio"].read(file)) == [task]


def test_label_studio_passes_over_what_nobody_annotated_and_refuses_two_minds(task: Task, file: Path) -> None:
    FORMATS["labelstudio"].write([task], file)
    assert list(FORMATS["labelstudio"].read(file)) == []
    rows = annotate(file)
    first = rows[0]["annotations"][0]
    rows[0]["annotations"] = [first, {**first, "was_cancelled": True, "result": []}, first]
    file.write_text(json.dumps(rows), encoding="utf-8")
    assert list(FORMATS["labelstudio"].read(file)) == [task]
    rows[0]["annotations"].append({**first, "result": []})
    file.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"L005.*3 annotations differ"):
        list(FORMATS["labelstudio"].read(file))


def test_label_studio_odd_regions_are_named(task: Task, file: Path) -> None:
    for change, words in [
        ({"labels": ["SCHOOL", "CLAIM"]}, r"2 labels instead of one"),
        ({"labels": ["ANIMAL"]}, r"'ANIMAL' is none of CONTENT, SCHOOL"),
        ({"labels": ["SCHOOL"], "text": "别的"}, r"another slice"),
    ]:
        FORMATS["labelstudio"].write([task], file)
        rows = annotate(file)
        rows[0]["annotations"][0]["result"][0]["value"].update(change)
        file.write_text(json.dumps(rows), encoding="utf-8")
        with pytest.raises(ConfigurationError, match=rf"L001.*{words}"):
            list(FORMATS["labelstudio"].read(file))


@pytest.mark.parametrize("name", ["labelstudio", "doccano"])
def test_a_part_of_two_wholes_is_refused(name: str, task: Task, file: Path) -> None:
    FORMATS[name].write([task], file)
    rows = TOOLS[name](file)
    if name == "doccano":
        [link] = rows[0]["relations"]
        rows[0]["relations"].append({**link, "to_id": link["from_id"]})
        file.write_text(json.dumps(rows[0]), encoding="utf-8")
    else:
        results = rows[0]["annotations"][0]["result"]
        [link] = [result for result in results if result["type"] == "relation"]
        results.append({**link, "to_id": link["from_id"]})
        file.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="leads to two regions"):
        list(FORMATS[name].read(file))


def test_label_studio_two_values_in_one_field_are_refused(task: Task, file: Path) -> None:
    FORMATS["labelstudio"].write([task], file)
    rows = annotate(file)
    unit = next(r for r in rows[0]["annotations"][0]["result"] if r.get("from_name") == "claim_unit")
    unit["value"]["text"] = ["人", "名"]
    file.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"L001.*unit.*2 entries"):
        list(FORMATS["labelstudio"].read(file))


def test_label_studio_interface_has_a_control_for_every_result(task: Task, file: Path) -> None:
    FORMATS["labelstudio"].write([task], file)
    interface = ElementTree.fromstring(file.with_suffix(".xml").read_text(encoding="utf-8"))
    controls = {element.get("name") for element in interface.iter() if element.get("toName")}
    choices = {element.get("value") for element in interface.iter("Choice")}
    [row] = json.loads(file.read_text(encoding="utf-8"))
    results = [result for result in row["predictions"][0]["result"] if result["type"] != "relation"]
    assert {result["from_name"] for result in results} <= controls
    assert {choice for result in results for choice in result["value"].get("choices", ())} <= choices


def test_doccano_names_may_be_added_and_claims_deleted_but_not_added(task: Task, file: Path) -> None:
    FORMATS["doccano"].write([task], file)
    [row] = as_doccano_exports(file)
    kept = [entity for entity in row["entities"] if entity["label"] != "CLAIM"]
    added = {"id": 1, "label": "SCHOOL", "start_offset": 3, "end_offset": 5}
    file.write_text(json.dumps({**row, "entities": [*kept, added], "relations": []}), encoding="utf-8")
    [back] = FORMATS["doccano"].read(file)
    assert back.labels.claims == ()
    assert [(school.text, school.optional) for school in back.labels.school] == [("柳溪", False), ("柳溪小学", True)]
    claim = {"id": 2, "label": "CLAIM", "start_offset": 3, "end_offset": 5}
    file.write_text(json.dumps({**row, "entities": [*kept, claim], "relations": []}), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"L007.*CLAIM \[3, 5\) '柳溪'"):
        list(FORMATS["doccano"].read(file))
