"""Training texts: characters with names, some of them sure, and what may be at each character."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pipeline.ner.model.arrays import LAYERS
from pipeline.records import MentionLabel
from pipeline.training.names.invent import Inventor

Allowed = npt.NDArray[np.uint16]
"""By character: a bit for each tag that may stand there; the bits of all layers side by side."""

GOLD_LAYERS: dict[str, MentionLabel] = {
    "school": "SCHOOL",
    "person": "PERSON",
    "program": "PROGRAM",
    "org": "ORG",
    "place": "PLACE",
}
"""The labels of names by their layer in a gold file."""

_ENDS = re.compile(r"[\n。!?；;]")


def _layout() -> tuple[int, dict[str, int], dict[str, int]]:
    """The bits of O in all layers; by label the bit of its begin (that of its inside is the next), and all bits of its layer."""
    outside = first = 0
    begins: dict[str, int] = {}
    layers: dict[str, int] = {}
    for labels in LAYERS:
        outside |= 1 << first
        size = 2 * len(labels) + 1
        for place, label in enumerate(labels):
            begins[label] = first + 1 + 2 * place
            layers[label] = ((1 << size) - 1) << first
        first += size
    return outside, begins, layers


_OUTSIDE, _BEGINS, _LAYER = _layout()


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text.

    Attributes:
        sure: False where it may be a name, a part of one, or none: what the model makes of it is neither right nor wrong.
    """

    label: MentionLabel
    start: int
    end: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A text with names in order of their start.

    Attributes:
        open_labels: labels that nobody looked for in this text: anything may be one.
        copies: how often an epoch shows it.
    """

    text: str
    names: tuple[Name, ...]
    open_labels: frozenset[MentionLabel] = field(default_factory=frozenset)
    copies: int = 1


def allowed(example: Example) -> Allowed:
    """Which tags may stand at each character. Of sure names of one layer that overlap, the longest counts."""
    bits = _OUTSIDE
    for label in example.open_labels:
        bits |= 3 << _BEGINS[label]
    found = np.full(len(example.text), bits, dtype=np.uint16)
    for name in sorted(example.names, key=lambda name: (name.sure, name.end - name.start)):
        begin = 1 << _BEGINS[name.label]
        span = slice(name.start, name.end)
        if not name.sure:
            found[span] |= np.uint16(3 * begin)
            continue
        found[span] &= np.uint16(0xFFFF & ~_LAYER[name.label])
        found[name.start] |= np.uint16(begin)
        found[name.start + 1 : name.end] |= np.uint16(2 * begin)
        # It ends here: an unsure name behind it is no part of it.
        found[name.end : name.end + 1] &= np.uint16(0xFFFF & ~(2 * begin))
    return found


def renamed(example: Example, inventor: Inventor, rng: random.Random, share: float) -> Example:
    """The same text with invented names in place of a `share` of the sure ones; names that overlap stay as they are."""
    parts: list[str] = []
    names: list[Name] = []
    position = shift = 0
    ordered = sorted(example.names, key=lambda name: (name.start, -name.end))
    for number, name in enumerate(ordered):
        crowded = (number > 0 and max(other.end for other in ordered[max(0, number - 4) : number]) > name.start) or (
            number + 1 < len(ordered) and ordered[number + 1].start < name.end
        )
        start = name.start + shift
        if name.sure and not crowded and rng.random() < share:
            # What an authority does or is told a school may be told as well.
            label: MentionLabel = "SCHOOL" if name.label == "ORG" and rng.random() < 0.3 else name.label
            invented = inventor.name(label)
            parts += (example.text[position : name.start], invented)
            position = name.end
            shift += len(invented) - (name.end - name.start)
            names.append(Name(label, start, start + len(invented)))
        else:
            names.append(Name(name.label, start, name.end + shift, name.sure))
    parts.append(example.text[position:])
    return Example("".join(parts), tuple(names), example.open_labels, example.copies)


def windows(text: str, size: int) -> Iterator[tuple[int, int]]:
    """The text in parts of up to `size` characters that end with a sentence where one does."""
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text):
            ends = [match.end() for match in _ENDS.finditer(text, start + size // 2, end)]
            end = ends[-1] if ends else end
        yield start, end
        start = end


def names_of(examples: Iterable[Example], labels: Sequence[str]) -> Mapping[str, list[str]]:
    """The texts of the sure names of `labels`."""
    found: dict[str, list[str]] = {label: [] for label in labels}
    for example in examples:
        for name in example.names:
            if name.sure and name.label in found:
                found[name.label].append(example.text[name.start : name.end])
    return found
