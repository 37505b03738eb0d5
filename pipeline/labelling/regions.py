"""Labels as tools see them: regions of the text with a label, fields of their own, and links between them.

The layers of a gold file become regions of one list; what leads from a claim to another (`part_of`), a text in gold files,
becomes a link to the region of that claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pipeline.errors import ConfigurationError
from pipeline.evaluation.labels import LAYERS, Labels, labels_as_json, labels_from_json
from pipeline.evaluation.layers import RECORDS, fields_of, is_link
from pipeline.labelling.tasks import Task

Identity = TypeVar("Identity")
"""Of a region in a tool."""

TOOL_LABELS: Mapping[str, str] = {layer: layer.removesuffix("s").upper() for layer in LAYERS}
"""What a tool calls a region of a layer: CLAIM for one of ``claims``."""
_LAYERS: Mapping[str, str] = {label: layer for layer, label in TOOL_LABELS.items()}

LINKS = tuple(field.name for field in fields_of("claims") if is_link(field))
"""Fields of claims that lead to another claim."""

_PLACE = ("start", "end", "text", *LINKS)


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled stretch of the text.

    Attributes:
        layer: one of the layers of gold files.
        start: first character, in code points of the raw text.
        end: character after the last one.
        fields: the other fields of the label, as in a gold file.
        links: of a claim: the positions of the claims to which it leads, by field.
    """

    layer: str
    start: int
    end: int
    fields: Mapping[str, Any]
    links: Mapping[str, int] = field(default_factory=dict)


def layer_of(label: str) -> str:
    """The layer of a tool's label.

    Raises:
        ValueError: there is no such label.
    """
    if label not in _LAYERS:
        raise ValueError(f"label {label!r} is none of {', '.join(_LAYERS)}")
    return _LAYERS[label]


def links_of(links: Iterable[tuple[str, Identity, Identity]]) -> dict[Identity, dict[str, Identity]]:
    """Where each region leads by which field, from links (field, region, region to which it leads).

    Raises:
        ValueError: a field leads to two regions.
    """
    found: dict[Identity, dict[str, Identity]] = {}
    for name, region, other in links:
        if name not in LINKS:
            raise ValueError(f"link {name!r} is none of {', '.join(LINKS)}")
        known = found.setdefault(region, {}).setdefault(name, other)
        if known != other:
            raise ValueError(f"{name} of region {region} leads to two regions, {known} and {other}")
    return found


def regions_of(task: Task) -> list[Region]:
    """The labels of a task as regions, layer by layer.

    Raises:
        ConfigurationError: L006 when a claim leads to something that is no claim.
    """
    labels = labels_as_json(task.labels)
    flat = [(layer, _as_object(label)) for layer in TOOL_LABELS for label in labels.get(layer, ())]
    return [
        Region(
            layer,
            label["start"],
            label["end"],
            {key: value for key, value in label.items() if key not in _PLACE},
            {name: _position(task.source, label, name, flat) for name in LINKS if label.get(name)},
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
        if region.layer not in RECORDS:
            found[region.layer].append([region.start, region.end])
            continue
        label = {"start": region.start, "end": region.end, "text": text[region.start : region.end], **region.fields}
        for name, position in region.links.items():
            label[name] = text[regions[position].start : regions[position].end]
        found[region.layer].append(label)
    return labels_from_json(found)


def _as_object(label: Any) -> dict[str, Any]:
    return label if isinstance(label, dict) else {"start": label[0], "end": label[1]}


def _position(source: str, label: Mapping[str, Any], name: str, flat: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
    """Position of the claim to which `label` leads by its text: the last one of that text before it, else the first behind."""
    same = [
        (other["start"] > label["start"], abs(other["start"] - label["start"]), position)
        for position, (layer, other) in enumerate(flat)
        if layer == "claims" and other["text"] == label[name] and other is not label
    ]
    if not same:
        place = {"start": label["start"], "end": label["end"], "text": label["text"]}
        raise ConfigurationError("L006", source=source, field=name, other=label[name], **place)
    return min(same)[2]
