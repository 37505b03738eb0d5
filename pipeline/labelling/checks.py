"""What is wrong with labels that come back from a tool, before they become gold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.errors import describe
from pipeline.evaluation.labels import Label, Labels, spans
from pipeline.evaluation.layers import fields_of, is_link
from pipeline.labelling.tasks import Task

_Range = tuple[int, int]
# What stands for digits that the source hides.
_MASK = re.compile(r"[*＊×✕xX某○□]")


def find_problems(tasks: Sequence[Task]) -> Iterator[str]:
    """Messages about labels that cannot be gold: slices, doubles, contradictions (codes L003 to L005, L008).

    Args:
        tasks: all that are imported at once.
    """
    for name, count in Counter(task.name for task in tasks).items():
        if count > 1:
            yield describe("L008", name=name, sources=", ".join(task.source for task in tasks if task.name == name))
    for task in tasks:
        slices = [*_bad_slices(task)]
        yield from slices
        if not slices:
            yield from _doubles(task)
            yield from (describe("L005", source=task.source, problem=problem) for problem in _contradictions(task))


def _bad_slices(task: Task) -> Iterator[str]:
    for layer, label in spans(task.labels):
        found = task.text[label.start : label.end]
        if found != label.text or not 0 <= label.start < label.end:
            place = {"layer": layer, "start": label.start, "end": label.end}
            yield describe("L003", source=task.source, label=label.text, text=found, **place)
    for layer, ranges in (("content", task.labels.content), ("sentences", task.labels.sentences)):
        for start, end in ranges:
            if not 0 <= start < end <= len(task.text):
                place = {"layer": layer, "start": start, "end": end}
                yield describe("L003", source=task.source, label="a range", text=task.text[start:end], **place)


def _doubles(task: Task) -> Iterator[str]:
    places = Counter((layer, label.start, label.end) for layer, label in spans(task.labels))
    for (layer, start, end), count in places.items():
        if count > 1:
            text = task.text[start:end]
            yield describe("L004", source=task.source, layer=layer, start=start, end=end, text=text, count=count)


def _contradictions(task: Task) -> Iterator[str]:
    labels = task.labels
    yield from _overlaps(labels, task.text)
    yield from _two_layers(labels)
    yield from _outside_content(labels, task.text)
    yield from _two_flags(labels.program)
    texts = {claim.text for claim in labels.claims}
    for claim in labels.claims:
        yield from (f"claim {_named(claim)} {problem}" for problem in _in_itself(claim))
        for field in filter(is_link, fields_of("claims")):
            if claim[field.name] and claim[field.name] not in texts:
                yield f"claim {_named(claim)} has the {field.name} {claim[field.name]!r}, which is no claim"


def _overlaps(labels: Labels, text: str) -> Iterator[str]:
    layers: dict[str, list[_Range]] = {"content": [*labels.content], "sentences": [*labels.sentences]}
    for layer, label in spans(labels):
        layers.setdefault(layer, []).append((label.start, label.end))
    for layer, ranges in layers.items():
        for (start, end), (other, other_end) in pairwise(sorted(set(ranges))):
            if other < end:
                pair = f"[{start}, {end}) {text[start:end]!r} and [{other}, {other_end}) {text[other:other_end]!r}"
                yield f"{layer} overlap: {pair}"


def _two_layers(labels: Labels) -> Iterator[str]:
    layer_of: dict[_Range, str] = {}
    for layer, label in spans(labels):
        if layer == "headings":
            continue
        known = layer_of.setdefault((label.start, label.end), layer)
        if known != layer:
            yield f"{_named(label)} is labelled as {known} and as {layer}"


def _outside_content(labels: Labels, text: str) -> Iterator[str]:
    if "content" in labels.unlabelled:
        return
    content = _joined(labels.content, text)
    for layer, label in spans(labels):
        if not any(start <= label.start and label.end <= end for start, end in content):
            yield f"{layer} {_named(label)} is outside the content"


def _joined(ranges: Iterable[_Range], text: str) -> list[_Range]:
    """Ranges between which there is nothing but white space as one."""
    joined: list[_Range] = []
    for start, end in sorted(ranges):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _two_flags(programs: Iterable[Label]) -> Iterator[str]:
    flags: dict[str, set[bool]] = {}
    for program in programs:
        flags.setdefault(program.text, set()).add(program.optional)
    for name, found in flags.items():
        if len(found) > 1:
            yield f"program {name!r} is optional in one place and not in another"


def _in_itself(claim: Label) -> Iterator[str]:
    value, value_max = claim["value"], claim["value_max"]
    if value is None and not _MASK.search(claim.text):
        yield "has no value, but nothing in it is masked"
    if value_max is not None and (value is None or value_max <= value):
        yield f"goes up to {value_max}, which is not above its value {value}"
    if claim["base"] and claim["change"] == "none":
        yield f"has a base ({claim['base']}), but measures no change"


def _named(label: Label) -> str:
    return f"[{label.start}, {label.end}) {label.text!r}"
