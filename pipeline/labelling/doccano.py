"""doccano: JSONL of a sequence labelling project with relations.

doccano knows spans with a label and links between them, and nothing else. The other fields travel in the metadata of
the document, by label and place. So a name may be added or moved in doccano (it comes back as a plain one), a claim may
be deleted or kept, but one that was added or moved has lost its fields and is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.evaluation.layers import RECORDS, fields_of, plain
from pipeline.labelling.regions import LINKS, TOOL_LABELS, Region, labels_of, layer_of, links_of, regions_of
from pipeline.labelling.tasks import Task, check_text, numbered_lines, text_hash

# Layers whose labels mean nothing without their fields.
_NEED_FIELDS = [layer for layer in RECORDS if any(plain(field) is None for field in fields_of(layer))]


def write(tasks: Iterable[Task], path: Path) -> None:
    """Write one line per task.

    Raises:
        ConfigurationError: L006 when a claim leads to something that is no claim.
        OSError: the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for task in tasks:
            file.write(json.dumps(_row(task), ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Task]:
    """The tasks of a file that doccano has exported as JSONL.

    Raises:
        ConfigurationError: L001 when a line breaks the format, L002 when a text has changed, L007 when labels have
            lost their fields.
        OSError: the file cannot be read.
    """
    for number, line in numbered_lines(path):
        try:
            row = json.loads(line)
            source, text, layers = row["source"], row["text"], row["layers"].split(",")
            check_text(source, text, row["text_sha256"])
            yield Task(source, text, labels_of(_regions(row), layers, text), row.get("predicted_sha256", ""))
        except (KeyError, TypeError, ValueError) as error:
            problem = f"line {number}: {type(error).__name__}: {error}"
            raise ConfigurationError("L001", path=path, format="doccano", problem=problem) from error


def _row(task: Task) -> dict[str, Any]:
    regions = regions_of(task)
    links = [(position, *link) for position, region in enumerate(regions) for link in region.links.items()]
    return {
        "text": task.text,
        "entities": [
            {"id": position, "label": TOOL_LABELS[region.layer], "start_offset": region.start, "end_offset": region.end}
            for position, region in enumerate(regions)
        ],
        "relations": [
            {"id": number, "from_id": position, "to_id": other, "type": name}
            for number, (position, name, other) in enumerate(links)
        ],
        "source": task.source,
        "layers": ",".join(task.layers),
        "text_sha256": text_hash(task.text),
        "predicted_sha256": task.predicted,
        "fields": {_key(TOOL_LABELS[r.layer], r.start, r.end): dict(r.fields) for r in regions if r.fields},
    }


def _key(label: str, start: int, end: int) -> str:
    return f"{label} {start} {end}"


def _regions(row: Mapping[str, Any]) -> list[Region]:
    entities = row["entities"]
    positions = {entity["id"]: position for position, entity in enumerate(entities)}
    links = links_of(
        (link["type"], link["from_id"], positions[link["to_id"]]) for link in row["relations"] if link["type"] in LINKS
    )
    regions, lost = [], []
    for entity in entities:
        layer, start, end = layer_of(entity["label"]), entity["start_offset"], entity["end_offset"]
        fields = row["fields"].get(_key(entity["label"], start, end))
        if fields is None and layer in _NEED_FIELDS:
            lost.append(f"{entity['label']} [{start}, {end}) {row['text'][start:end]!r}")
        regions.append(Region(layer, start, end, fields or {}, links.get(entity["id"], {})))
    if lost:
        raise ConfigurationError("L007", source=row["source"], labels="; ".join(lost))
    return regions
