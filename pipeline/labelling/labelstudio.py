"""Label Studio: tasks with predictions, and annotated tasks as its JSON export writes them.

A label is a region with an id. Its fields are results of their own with the same id, one per control of the labelling
interface (`interface`): a text area, a choice or a number, by the type of the field. `part_of` is a relation. A field that
has its plain value (comparator eq, change none, …) has no result, so that a labeller who leaves a control alone says just
that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline.errors import ConfigurationError
from pipeline.evaluation.layers import OPTIONAL, fields_of, is_link, may_be_optional, plain
from pipeline.fields import Field
from pipeline.labelling.regions import LINKS, TOOL_LABELS, Region, labels_of, layer_of, links_of, regions_of
from pipeline.labelling.tasks import Task, check_text, text_hash
from pipeline.version import VERSION

_LABEL, _TEXT = "label", "text"

# An empty control has no result, so what somebody found to be empty needs a sign.
_NOTHING = "–"
_FLAG = ("yes", "no")
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
        ConfigurationError: L006 when a claim leads to something that is no claim.
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
    links = [f'<Relation value="{name}"/>' for name in LINKS]
    lines = ["<View>", f"  <Relations>{''.join(links)}</Relations>"]
    lines.append(f'  <Labels name="{_LABEL}" toName="{_TEXT}">')
    lines += [f'    <Label value="{label}" background="{colour}"/>' for label, colour in _COLOURS.items()]
    lines += ["  </Labels>", f'  <Text name="{_TEXT}" value="$text" granularity="symbol" saveTextResult="yes"/>']
    for layer, label in TOOL_LABELS.items():
        controls = [_control(layer, field) for field in _fields(layer)]
        if controls:
            lines.append(f'  <View visibleWhen="region-selected" whenTagName="{_LABEL}" whenLabelValue="{label}">')
            lines += [f"    {control}" for control in controls]
            lines.append("  </View>")
    return "\n".join([*lines, "</View>", ""])


def _fields(layer: str) -> list[Field]:
    """The fields that have a control."""
    own = [field for field in fields_of(layer) if not is_link(field)]
    return [*own, OPTIONAL] if may_be_optional(layer) else own


def _options(field: Field) -> tuple[str, ...]:
    """The values of a choice; a flag is one when it may be unlabelled, too."""
    if field.type is bool and plain(field) is None:
        return _FLAG
    return tuple(option or _NOTHING for option in field.options)


def _control(layer: str, field: Field) -> str:
    head = f'name="{_control_name(layer, field)}" toName="{_TEXT}" perRegion="true"'
    if options := _options(field):
        choices = "".join(f'<Choice value="{option}"/>' for option in options)
        return f'<Choices {head} choice="single-radio" showInline="true">{choices}</Choices>'
    if field.type is bool:
        return f'<Choices {head} choice="multiple" showInline="true"><Choice value="{field.name}"/></Choices>'
    if field.type is int:
        return f'<Number {head} min="1"/>'
    hint = quoteattr(field.name)
    return f"<TextArea {head} rows='1' maxSubmissions='1' editable='true' placeholder={hint}/>"


def _control_name(layer: str, field: Field) -> str:
    """Name of a control; names are unique in an interface."""
    return f"{TOOL_LABELS[layer].lower()}_{field.name}"


_FIELD_OF = {_control_name(layer, field): field for layer in TOOL_LABELS for field in _fields(layer)}


def _task(task: Task) -> dict[str, Any]:
    results = []
    for position, region in enumerate(regions_of(task)):
        place = {"start": region.start, "end": region.end}
        common = {"id": _id(position), "to_name": _TEXT}
        value = {**place, "text": task.text[region.start : region.end], "labels": [TOOL_LABELS[region.layer]]}
        results.append({**common, "from_name": _LABEL, "type": "labels", "value": value})
        for control, kind, content in _field_results(region):
            results.append({**common, "from_name": control, "type": kind, "value": {**place, **content}})
        for name, other in region.links.items():
            ends = {"from_id": _id(position), "to_id": _id(other)}
            results.append({"type": "relation", **ends, "direction": "right", "labels": [name]})
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
    for field in _fields(region.layer):
        value = region.fields.get(field.name, plain(field))
        if value != plain(field):
            yield _control_name(region.layer, field), *_result(field, value)


def _result(field: Field, value: Any) -> tuple[str, dict[str, Any]]:
    if field.type is bool:
        choice = field.name if not _options(field) else _FLAG[not value]
        return "choices", {"choices": [choice]}
    if field.options:
        return "choices", {"choices": [value or _NOTHING]}
    if field.type is int:
        return "number", {"number": value}
    return "textarea", {"text": [value or _NOTHING]}


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
    links: list[tuple[str, str, str]] = []
    for result in results:
        if result["type"] == "relation":
            # A relation drawn the other way round is shown by its direction.
            ends = [result["from_id"], result["to_id"]]
            region, other = reversed(ends) if result.get("direction") == "left" else ends
            # One that was drawn without a label is of the first kind.
            name, *_ = result.get("labels") or LINKS
            links.append((name, region, other))
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
            field = _FIELD_OF[result["from_name"]]
            fields.setdefault(result["id"], {})[field.name] = _field_value(field, result)
    led = links_of(links)
    positions = {identity: position for position, identity in enumerate(layers)}
    return [
        Region(
            *place,
            {**_plain(place[0]), **fields.get(identity, {})},
            {name: positions[other] for name, other in led.get(identity, {}).items() if other in positions},
        )
        for identity, place in layers.items()
    ]


def _plain(layer: str) -> dict[str, Any]:
    """The fields of a region whose controls nobody has touched."""
    return {field.name: plain(field) for field in _fields(layer) if field.type is not int}


def _field_value(field: Field, result: Mapping[str, Any]) -> Any:
    kind, value = result["type"], result["value"]
    if kind == "number":
        return int(value["number"])
    if kind == "textarea":
        # One entry is a string in some versions, a list in others.
        entries = [value["text"]] if isinstance(value["text"], str) else value["text"]
        if len(entries) != 1:
            raise ValueError(
                f"{field.name} of [{value['start']}, {value['end']}) has {len(entries)} entries instead of one"
            )
        entry = entries[0].strip()
        return "" if entry == _NOTHING else entry
    if not _options(field):
        return field.name in value["choices"]
    [choice] = value["choices"]
    if field.type is bool:
        return choice == _FLAG[0]
    return "" if choice == _NOTHING else choice
