"""What is compared: the labels of one document, whether a hand wrote them or the pipeline.

Gold files and predictions become the same types here, so that the metrics know nothing of either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError, create_model

from pipeline.clean.lines import INVISIBLE
from pipeline.errors import ConfigurationError
from pipeline.evaluation.layers import RECORDS, Range, fields_of, is_left_out, label_model, stated
from pipeline.facts import Facts
from pipeline.fields import Field
from pipeline.tables.restore import read_facts


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled span of the raw text: a name, a claim or a heading, its numbering included.

    Attributes:
        fields: what is labelled of it beside its place, by the names of columns (`pipeline.evaluation.layers`). A reference
            to a claim is the text of that claim. None: nobody labelled it.
        optional: whether finding it is neither right nor wrong.
    """

    start: int
    end: int
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    optional: bool = False

    def __getitem__(self, name: str) -> Any:
        """What is labelled of a field."""
        return self.fields[name]


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of one document.

    Attributes:
        content: (start, end) ranges in order, without overlap.
        sentences: (start, end) of every sentence of the content, in order, without white space around them.
        unlabelled: layers that a gold file leaves out; they are not scored.
    """

    content: tuple[tuple[int, int], ...] = ()
    school: tuple[Label, ...] = ()
    person: tuple[Label, ...] = ()
    program: tuple[Label, ...] = ()
    claims: tuple[Label, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    headings: tuple[Label, ...] = ()
    unlabelled: frozenset[str] = frozenset()


LAYERS = tuple(layer.name for layer in fields(Labels) if layer.name != "unlabelled")


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the pipeline made of one document.

    Attributes:
        source: source name of the document.
        text: its raw text; empty when it failed.
        labels: empty when it failed.
        failure: code and message of the error, or empty.
    """

    source: str
    text: str
    labels: Labels
    failure: str = ""


_MEMBERS: dict[str, Any] = {
    layer: (tuple[label_model(layer) if layer in RECORDS else Range, ...], ())  # type: ignore[misc]
    for layer in LAYERS
}
_GOLD: Any = create_model("gold file", __config__=ConfigDict(extra="forbid"), **_MEMBERS)
_JSON = TypeAdapter(dict[str, Any])


def read_gold(path: Path) -> Labels:
    """The labels of a gold file. A layer that it leaves out is unlabelled, which is not the same as empty.

    Raises:
        ConfigurationError: E001 when it cannot be read or breaks the format.
    """
    try:
        return labels_from_json(json.loads(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise ConfigurationError("E001", path=path, problem=str(error)) from error


def labels_from_json(layers: object) -> Labels:
    """The labels of a parsed gold file: an object of layers, each a list of labels.

    Raises:
        ValueError: it breaks the format; the message names the place.
    """
    try:
        gold = _GOLD.model_validate_json(json.dumps(layers))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise ValueError(f"{place}: {first['msg']}") from error
    found = {layer: tuple(_read(layer, label) for label in getattr(gold, layer)) for layer in LAYERS}
    return Labels(**found, unlabelled=frozenset(LAYERS) - gold.model_fields_set)


def _read(layer: str, label: Any) -> Any:
    if layer not in RECORDS:
        return label
    own = {field.name: getattr(label, field.name) for field in fields_of(layer)}
    return Label(label.start, label.end, label.text, own, getattr(label, "optional", False))


def labels_as_json(labels: Labels) -> dict[str, list[Any]]:
    """The layers as a gold file has them: unlabelled ones left out, and of each label the fields that say
    something, in the order of the declaration."""
    return {
        layer: [_as_json(layer, label) for label in getattr(labels, layer)]
        for layer in LAYERS
        if layer not in labels.unlabelled
    }


def _as_json(layer: str, label: Any) -> Any:
    if layer not in RECORDS:
        return list(label)
    place = {"start": label.start, "end": label.end, "text": label.text}
    own = {field.name: label[field.name] for field in fields_of(layer) if not is_left_out(field, label[field.name])}
    return {**place, **_JSON.dump_python(own, mode="json"), **({"optional": True} if label.optional else {})}


def check_gold(path: Path, labels: Labels, text: str) -> None:
    """Make sure that the labels fit the text.

    Raises:
        ConfigurationError: E001 when a label's text is not its slice, or ranges overlap or leave the text.
    """
    for layer, label in spans(labels):
        found = text[label.start : label.end]
        if found != label.text or not 0 <= label.start < label.end:
            problem = f"{layer} [{label.start}, {label.end}) is {label.text!r}, but the text has {found!r} there"
            raise ConfigurationError("E001", path=path, problem=problem)
    for layer, ranges in (("content", labels.content), ("sentences", labels.sentences)):
        position = 0
        for start, end in ranges:
            if not position <= start < end <= len(text):
                problem = f"{layer} [{start}, {end}) overlaps or leaves the text"
                raise ConfigurationError("E001", path=path, problem=problem)
            position = end


def spans(labels: Labels) -> Iterator[tuple[str, Label]]:
    """Every label with the name of its layer."""
    for layer in RECORDS:
        for label in getattr(labels, layer):
            yield layer, label


def from_facts(facts: Facts) -> Labels:
    """The labels that the pipeline gave a document."""
    texts = {
        "claims": {claim.claim_id: claim.text for claim in facts.claims},
        "entities": {entity.entity_id: entity.name for entity in facts.entities},
    }

    def own(layer: str, record: object) -> dict[str, Any]:
        return {field.name: _labelled_value(field, record, texts) for field in fields_of(layer)}

    def names(layer: str) -> tuple[Label, ...]:
        found = (mention for mention in facts.mentions if mention.label == layer.upper())
        return tuple(Label(name.start, name.end, name.text, own(layer, name)) for name in found)

    return Labels(
        content=tuple((block.start, block.end) for block in facts.blocks if block.kind == "content"),
        school=names("school"),
        person=names("person"),
        program=names("program"),
        claims=tuple(Label(claim.start, claim.end, claim.text, own("claims", claim)) for claim in facts.claims),
        sentences=tuple((sentence.start, sentence.end) for sentence in facts.sentences),
        headings=tuple(
            _heading(facts.document.text, block.start, block.end, own("headings", block))
            for block in facts.blocks
            if block.role == "heading"
        ),
    )


def _labelled_value(field: Field, record: object, texts: Mapping[str, Mapping[str, str]]) -> Any:
    value = attrgetter(field.path)(record)
    return texts[field.column.refers].get(value, "") if field.column.refers else stated(field, value)


def _heading(text: str, start: int, end: int, own: Mapping[str, Any]) -> Label:
    """The visible part of a block as a heading; of one run into a paragraph that is its first sentence."""
    visible = text[start:end].strip(INVISIBLE)
    begin = text.index(visible, start)
    return Label(begin, begin + len(visible), visible, own)


def read_predictions(out: Path) -> list[Prediction]:
    """The predictions that the tables of an output folder hold.

    Raises:
        ConfigurationError: C009 when a table is missing.
    """
    tables = ("blocks", "sentences", "mentions", "entities", "claims", "errors")
    return list(map(_prediction, read_facts(out, tables)))


def _prediction(facts: Facts) -> Prediction:
    failure = ""
    if facts.status == "failed":
        failure = "; ".join(f"[{error.code}] {error.message}" for error in facts.errors) or "failed"
    return Prediction(facts.document.source, facts.document.text, from_facts(facts), failure)
