"""Labels as tools see them: regions of the text with a label, fields of their own, and links between them.

The layers of a gold file become regions of one list; a claim's `part_of`, a text in gold files, becomes a link to the
region of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pipeline.errors import ConfigurationError
from pipeline.evaluation.labels import Labels, labels_as_json, labels_from_json
from pipeline.labelling.tasks import Task

Identity = TypeVar("Identity")
"""Of a region in a tool."""

TOOL_LABELS: Mapping[str, str] = {
    "content": "CONTENT",
    "school": "SCHOOL",
    "person": "PERSON",
    "program": "PROGRAM",
    "claims": "CLAIM",
    "sentences": "SENTENCE",
    "headings": "HEADING",
}
_LAYERS: Mapping[str, str] = {label: layer for layer, label in TOOL_LABELS.items()}
PART_OF = "part_of"

_RANGES = ("content", "sentences")
_PLACE = ("start", "end", "text", PART_OF)


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled stretch of the text.

    Attributes:
        layer: one of the layers of gold files.
        start: first character, in code points of the raw text.
        end: character after the last one.
        fields: the other fields of the label, as in a gold file.
        whole: of a claim that is a part: the position of the whole among the regions; else None.
    """

    layer: str
    start: int
    end: int
    fields: Mapping[str, Any]
    whole: int | None = None


def layer_of(label: str) -> str:
    """The layer of a tool's label.

    Raises:
        ValueError: there is no such label.
    """
    if label not in _LAYERS:
        raise ValueError(f"label {label!r} is none of {', '.join(_LAYERS)}")
    return _LAYERS[label]


def wholes_of(links: Iterable[tuple[Identity, Identity]]) -> dict[Identity, Identity]:
    """The whole of each part, from links (part, whole).

    Raises:
        ValueError: a part has two wholes.
    """
    wholes: dict[Identity, Identity] = {}
    for part, whole in links:
        if wholes.setdefault(part, whole) != whole:
            raise ValueError(f"region {part} is linked as a part to two wholes, {wholes[part]} and {whole}")
    return wholes


def regions_of(task: Task) -> list[Region]:
    """The labels of a task as regions, layer by layer.

    Raises:
        ConfigurationError: L006 when a claim is part of something that is no claim.
    """
    labels = labels_as_json(task.labels)
    flat = [(layer, _as_object(label)) for layer in TOOL_LABELS for label in labels.get(layer, ())]
    return [
        Region(
            layer,
            label["start"],
            label["end"],
            {key: value for key, value in label.items() if key not in _PLACE},
            _whole(task.source, label, flat),
        )
        for layer, label in flat
    ]


def labels_of(regions: Sequence[Region], layers: Iterable[str], text: str) -> Labels:
    """Labels from regions in any order; a layer of `layers` without regions is empty, not unlabelled.

    Raises:
        ValueError: a region does not fit the format of gold files, or is of another layer.
    """
    found: dict[str, list[Any]] = {layer: [] for layer in layers}
    for region in sorted(regions, key=lambda region: (region.start, region.end)):
        if region.layer not in found:
            raise ValueError(f"[{region.start}, {region.end}) is labelled {TOOL_LABELS[region.layer]}, not asked for")
        if region.layer in _RANGES:
            found[region.layer].append([region.start, region.end])
            continue
        label = {"start": region.start, "end": region.end, "text": text[region.start : region.end], **region.fields}
        if region.whole is not None:
            whole = regions[region.whole]
            label[PART_OF] = text[whole.start : whole.end]
        found[region.layer].append(label)
    return labels_from_json(found)


def _as_object(label: Any) -> dict[str, Any]:
    return label if isinstance(label, dict) else {"start": label[0], "end": label[1]}


def _whole(source: str, label: Mapping[str, Any], flat: Sequence[tuple[str, Mapping[str, Any]]]) -> int | None:
    """Position of the claim that `label` is a part of: the last one of that text before it, else the first behind."""
    text = label.get(PART_OF)
    if not text:
        return None
    same = [
        (other["start"] > label["start"], abs(other["start"] - label["start"]), position)
        for position, (layer, other) in enumerate(flat)
        if layer == "claims" and other["text"] == text and other is not label
    ]
    if not same:
        raise ConfigurationError(
            "L006", source=source, start=label["start"], end=label["end"], text=label["text"], whole=text
        )
    return min(same)[2]
