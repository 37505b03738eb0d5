"""Label Studio: tasks with predictions, and annotated tasks as its JSON export writes them.

A label is a region with an id. Its fields are results of their own with the same id, one per control of the labelling
interface (`interface`): a text area, a choice or a number. `part_of` is a relation. A field that has its plain value
(comparator eq, change none, …) has no result, so that a labeller who leaves a control alone says just that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

from pipeline.errors import ConfigurationError
from pipeline.labelling.regions import PART_OF, TOOL_LABELS, Region, labels_of, layer_of, regions_of, wholes_of
from pipeline.labelling.tasks import Task, check_text, text_hash
from pipeline.records import Change, ClaimStatus, Comparator
from pipeline.version import VERSION

_LABEL, _TEXT = "label", "text"

# The fields of each layer by kind of control, with the value that no result stands for.
_TEXTS: Mapping[str, Mapping[str, Any]] = {
    "person": {"title": ""},
    "claims": {
        "value": None,
        "value_max": None,
        "unit": "",
        "base": "",
        "subject": "",
        "scope": None,
        "period": None,  # None: nobody has labelled it
    },
}
# An empty text area has no result, so a text that somebody found to be empty needs a sign.
_NOTHING = "–"
_CHOICES: Mapping[str, Mapping[str, str]] = {"claims": {"comparator": "eq", "change": "none", "status": "achieved"}}
_FLAGS: Mapping[str, tuple[str, ...]] = {
    "school": ("optional",),
    "person": ("optional",),
    "program": ("optional",),
    "claims": ("suspect", "optional"),
}
_NUMBERS: Mapping[str, tuple[str, ...]] = {"headings": ("level",)}
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "comparator": get_args(Comparator),
    "change": get_args(Change),
    "status": get_args(ClaimStatus),
}
_COLOURS = {
    "CONTENT": "#d9d9d9",
    "SCHOOL": "#1f77b4",
    "PERSON": "#2ca02c",
    "PROGRAM": "#9467bd",
    "CLAIM": "#ff7f0e",
    "SENTENCE": "#c7c7c7",
    "HEADING": "#8c564b",
}


def write(tasks: Iterable[Task], path: Path) -> None:
    """Write the tasks for Label Studio, and beside them, as ``.xml``, the labelling interface to paste into it.

    Raises:
        ConfigurationError: L006 when a claim is part of something that is no claim.
        OSError: a file cannot be written.
    """
    rows = [_task(task) for task in tasks]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    path.with_suffix(".xml").write_text(interface(), encoding="utf-8")


def read(path: Path) -> Iterator[Task]:
    """The annotated tasks of a JSON export; those that nobody has annotated are passed over.

    Raises:
        ConfigurationError: L001 when it is no such export, L002 when a text has changed, L005 when two annotations
            of a task differ.
        OSError: the file cannot be read.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        for row in rows:
            yield from _read_task(row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise ConfigurationError("L001", path=path, format="labelstudio", problem=problem) from error


def interface() -> str:
    """The labelling interface (configuration) in XML."""
    lines = ["<View>", f'  <Relations><Relation value="{PART_OF}"/></Relations>']
    lines.append(f'  <Labels name="{_LABEL}" toName="{_TEXT}">')
    lines += [f'    <Label value="{label}" background="{colour}"/>' for label, colour in _COLOURS.items()]
    lines += ["  </Labels>", f'  <Text name="{_TEXT}" value="$text" granularity="symbol" saveTextResult="yes"/>']
    for layer, label in TOOL_LABELS.items():
        controls = [*_controls(layer)]
        if controls:
            lines.append(f'  <View visibleWhen="region-selected" whenTagName="{_LABEL}" whenLabelValue="{label}">')
            lines += [f"    {control}" for control in controls]
            lines.append("  </View>")
    return "\n".join([*lines, "</View>", ""])


def _controls(layer: str) -> Iterator[str]:
    for field in _TEXTS.get(layer, ()):
        yield f"<TextArea {_head(layer, field)} rows='1' maxSubmissions='1' editable='true' placeholder={quoteattr(field)}/>"
    for field in _CHOICES.get(layer, ()):
        options = "".join(f'<Choice value="{option}"/>' for option in _OPTIONS[field])
        yield f'<Choices {_head(layer, field)} choice="single-radio" showInline="true">{options}</Choices>'
    for field in _FLAGS.get(layer, ()):
        yield f'<Choices {_head(layer, field)} choice="multiple" showInline="true"><Choice value="{field}"/></Choices>'
    for field in _NUMBERS.get(layer, ()):
        yield f'<Number {_head(layer, field)} min="1"/>'


def _head(layer: str, field: str) -> str:
    return f'name="{_control(layer, field)}" toName="{_TEXT}" perRegion="true"'


def _control(layer: str, field: str) -> str:
    """Name of a control; names are unique in an interface."""
    return f"{TOOL_LABELS[layer].lower()}_{field}"


_FIELD_OF = {
    _control(layer, field): field
    for kinds in (_TEXTS, _CHOICES, _FLAGS, _NUMBERS)
    for layer, fields in kinds.items()
    for field in fields
}


def _task(task: Task) -> dict[str, Any]:
    results = []
    for position, region in enumerate(regions_of(task)):
        place = {"start": region.start, "end": region.end}
        common = {"id": _id(position), "to_name": _TEXT}
        value = {**place, "text": task.text[region.start : region.end], "labels": [TOOL_LABELS[region.layer]]}
        results.append({**common, "from_name": _LABEL, "type": "labels", "value": value})
        for control, kind, content in _field_results(region):
            results.append({**common, "from_name": control, "type": kind, "value": {**place, **content}})
        if region.whole is not None:
            link = {"from_id": _id(position), "to_id": _id(region.whole), "direction": "right", "labels": [PART_OF]}
            results.append({"type": "relation", **link})
    data = {
        "text": task.text,
        "source": task.source,
        "layers": ",".join(task.layers),
        "text_sha256": text_hash(task.text),
    }
    return {"data": data, "predictions": [{"model_version": f"policyfacts {VERSION}", "result": results}]}


def _id(position: int) -> str:
    return f"r{position}"


def _field_results(region: Region) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(control, type, value) of every field of a region that is not plain."""
    layer, fields = region.layer, region.fields
    for field, plain in _TEXTS.get(layer, {}).items():
        if fields.get(field, plain) != plain:
            yield _control(layer, field), "textarea", {"text": [fields[field] or _NOTHING]}
    for field, plain in _CHOICES.get(layer, {}).items():
        if fields[field] != plain:
            yield _control(layer, field), "choices", {"choices": [fields[field]]}
    for field in _FLAGS.get(layer, ()):
        if fields.get(field):
            yield _control(layer, field), "choices", {"choices": [field]}
    for field in _NUMBERS.get(layer, ()):
        yield _control(layer, field), "number", {"number": fields[field]}


def _read_task(row: Mapping[str, Any]) -> Iterator[Task]:
    annotations = [found for found in row.get("annotations", ()) if not found.get("was_cancelled")]
    if not annotations:
        return
    data = row["data"]
    source, text, layers = data["source"], data["text"], data["layers"].split(",")
    check_text(source, text, data["text_sha256"])
    first, *others = (labels_of(_regions(found["result"], text), layers, text) for found in annotations)
    if any(other != first for other in others):
        count = len(annotations)
        problem = f"its {count} annotations differ. Keep the one that is right in Label Studio"
        raise ConfigurationError("L005", source=source, problem=problem)
    yield Task(source, text, first)


def _regions(results: Iterable[Mapping[str, Any]], text: str) -> list[Region]:
    layers: dict[str, tuple[str, int, int]] = {}
    fields: dict[str, dict[str, Any]] = {}
    links: list[tuple[str, str]] = []
    for result in results:
        if result["type"] == "relation":
            # A relation drawn the other way round is shown by its direction.
            ends = [result["from_id"], result["to_id"]]
            part, whole = reversed(ends) if result.get("direction") == "left" else ends
            links.append((part, whole))
        elif result["type"] == "labels":
            value = result["value"]
            label, *others = value["labels"]
            if others:
                raise ValueError(f"[{value['start']}, {value['end']}) has {1 + len(others)} labels instead of one")
            if "text" in value and value["text"] != text[value["start"] : value["end"]]:
                place = f"[{value['start']}, {value['end']})"
                raise ValueError(f"{label} {place} is {value['text']!r}, but the text has another slice there")
            layers[result["id"]] = (layer_of(label), value["start"], value["end"])
        else:
            fields.setdefault(result["id"], {})[_FIELD_OF[result["from_name"]]] = _field_value(result)
    wholes = wholes_of(links)
    positions = {identity: position for position, identity in enumerate(layers)}
    return [
        Region(
            layer, start, end, {**_plain(layer), **fields.get(identity, {})}, positions.get(wholes.get(identity, ""))
        )
        for identity, (layer, start, end) in layers.items()
    ]


def _plain(layer: str) -> dict[str, Any]:
    """The fields of a region whose controls nobody has touched."""
    return {**_TEXTS.get(layer, {}), **_CHOICES.get(layer, {}), **dict.fromkeys(_FLAGS.get(layer, ()), False)}


def _field_value(result: Mapping[str, Any]) -> Any:
    kind, value, field = result["type"], result["value"], _FIELD_OF[result["from_name"]]
    if kind == "number":
        return int(value["number"])
    if kind == "textarea":
        # One entry is a string in some versions, a list in others.
        entries = [value["text"]] if isinstance(value["text"], str) else value["text"]
        if len(entries) != 1:
            raise ValueError(f"{field} of [{value['start']}, {value['end']}) has {len(entries)} entries instead of one")
        entry = entries[0].strip()
        return "" if entry == _NOTHING else entry
    if field in _OPTIONS:
        [choice] = value["choices"]
        return choice
    return field in value["choices"]
