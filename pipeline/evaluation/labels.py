"""What is compared: the labels of one document, whether a hand wrote them or the pipeline.

Gold files and predictions become the same types here, so that the metrics know nothing of either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pipeline.clean.lines import INVISIBLE
from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.records import Change, ClaimStatus, Comparator
from pipeline.tables import load

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class NameLabel:
    """A mention: a span of the raw text."""

    __pydantic_config__ = _STRICT

    start: int
    end: int
    text: str
    optional: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLabel:
    """A claim; fields as section 3 of the labelling guide defines them.

    `part_of` is the text of the whole. `scope` and `period` are None where nobody labelled them.
    """

    __pydantic_config__ = _STRICT

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: str
    comparator: Comparator
    change: Change
    base: str
    subject: str
    status: ClaimStatus
    suspect: bool
    value_max: Decimal | None = None
    part_of: str = ""
    scope: str | None = None
    period: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class HeadingLabel:
    """A heading, its numbering included; of one run into a paragraph the first sentence. Level 1 is the highest."""

    __pydantic_config__ = _STRICT

    start: int
    end: int
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of one document.

    Attributes:
        content: (start, end) ranges in order, without overlap.
        sentences: (start, end) of every sentence of the content, in order, without white space around them.
        unlabelled: layers that a gold file leaves out; they are not scored.
    """

    __pydantic_config__ = _STRICT

    content: tuple[tuple[int, int], ...] = ()
    school: tuple[NameLabel, ...] = ()
    person: tuple[NameLabel, ...] = ()
    program: tuple[NameLabel, ...] = ()
    claims: tuple[ClaimLabel, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    headings: tuple[HeadingLabel, ...] = ()
    unlabelled: frozenset[str] = frozenset()


LAYERS = tuple(field.name for field in fields(Labels) if field.name != "unlabelled")


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


_GOLD = TypeAdapter(Labels)


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
        labels = _GOLD.validate_json(json.dumps(layers))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise ValueError(f"{place}: {first['msg']}") from error
    assert isinstance(layers, Mapping)
    return replace(labels, unlabelled=frozenset(LAYERS) - frozenset(layers))


def labels_as_json(labels: Labels) -> dict[str, list[Any]]:
    """The layers as a gold file has them: unlabelled ones left out, and of each label the fields that say something."""
    plain = _GOLD.dump_python(labels, mode="json")
    return {
        layer: [_without_empty(label) if isinstance(label, dict) else label for label in plain[layer]]
        for layer in LAYERS
        if layer not in labels.unlabelled
    }


_EMPTY = {"optional": False, "title": "", "value_max": None, "part_of": "", "scope": None, "period": None}


def _without_empty(label: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in label.items() if key not in _EMPTY or value != _EMPTY[key]}


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


def spans(labels: Labels) -> Iterator[tuple[str, NameLabel | ClaimLabel | HeadingLabel]]:
    """Every label with the name of its layer."""
    for layer, members in (("school", labels.school), ("person", labels.person), ("program", labels.program)):
        for name in members:
            yield layer, name
    for claim in labels.claims:
        yield "claims", claim
    for heading in labels.headings:
        yield "headings", heading


def from_facts(facts: Facts) -> Labels:
    """The labels that the pipeline gave a document."""
    claims = {claim.claim_id: claim for claim in facts.claims}
    names: dict[str, list[NameLabel]] = {"SCHOOL": [], "PERSON": [], "PROGRAM": []}
    for mention in facts.mentions:
        if mention.label in names:
            names[mention.label].append(NameLabel(mention.start, mention.end, mention.text, title=mention.title))
    return Labels(
        content=tuple((block.start, block.end) for block in facts.blocks if block.kind == "content"),
        school=tuple(names["SCHOOL"]),
        person=tuple(names["PERSON"]),
        program=tuple(names["PROGRAM"]),
        claims=tuple(
            ClaimLabel(
                start=claim.start,
                end=claim.end,
                text=claim.text,
                value=claim.value,
                value_max=claim.value_max,
                unit=claim.unit,
                comparator=claim.comparator,
                change=claim.change,
                base=claim.base,
                subject=claim.subject,
                status=claim.status,
                suspect=claim.suspect,
                part_of=claims[claim.part_of].text if claim.part_of in claims else "",
                scope=claim.scope,
                period=claim.period,
            )
            for claim in facts.claims
        ),
        sentences=tuple((sentence.start, sentence.end) for sentence in facts.sentences),
        headings=tuple(
            _heading(facts.document.text, block.start, block.end, block.level)
            for block in facts.blocks
            if block.role == "heading"
        ),
    )


def _heading(text: str, start: int, end: int, level: int) -> HeadingLabel:
    """The visible part of a block as a heading."""
    visible = text[start:end].strip(INVISIBLE)
    begin = text.index(visible, start)
    return HeadingLabel(begin, begin + len(visible), visible, level)


def read_predictions(out: Path) -> list[Prediction]:
    """The predictions that the tables of an output folder hold.

    Raises:
        ConfigurationError: C009 when a table is missing.
    """
    documents = load(out, "documents", columns=["doc_id", "source", "text", "status"])
    rows = {
        table: _by_document(out, table, columns)
        for table, columns in {
            "blocks": ("start", "end", "kind", "role", "level"),
            "sentences": ("start", "end"),
            "mentions": ("label", "start", "end", "text", "title"),
            "claims": ("claim_id", "value", "value_max", *_CLAIM_COLUMNS),
            "errors": ("code", "message"),
        }.items()
    }
    predictions = []
    for document in documents.itertuples(index=False):
        doc_id, source, text = str(document.doc_id), str(document.source), str(document.text)
        of = {table: by_document.get(doc_id, []) for table, by_document in rows.items()}
        failure = ""
        if document.status == "failed":
            failure = "; ".join(f"[{error['code']}] {error['message']}" for error in of["errors"]) or "failed"
        predictions.append(Prediction(source, text, _from_rows(of, text), failure))
    return predictions


_CLAIM_COLUMNS = (
    *("start", "end", "text", "unit", "comparator", "change"),
    *("base", "subject", "status", "suspect", "part_of", "scope", "period"),
)


def _from_rows(of: Mapping[str, list[dict[str, Any]]], text: str) -> Labels:
    texts = {claim["claim_id"]: claim["text"] for claim in of["claims"]}
    claims = [
        {
            **{column: claim[column] for column in _CLAIM_COLUMNS},
            "value": _decimal(claim["value"]),
            "value_max": _decimal(claim["value_max"]),
            "part_of": texts.get(claim["part_of"], ""),
        }
        for claim in of["claims"]
    ]
    names: dict[str, list[dict[str, Any]]] = {"SCHOOL": [], "PERSON": [], "PROGRAM": []}
    for mention in of["mentions"]:
        if mention["label"] in names:
            names[str(mention["label"])].append({key: mention[key] for key in ("start", "end", "text", "title")})
    return _GOLD.validate_python(
        {
            "content": [(block["start"], block["end"]) for block in of["blocks"] if block["kind"] == "content"],
            "school": names["SCHOOL"],
            "person": names["PERSON"],
            "program": names["PROGRAM"],
            "claims": claims,
            "sentences": [(sentence["start"], sentence["end"]) for sentence in of["sentences"]],
            "headings": [
                asdict(_heading(text, block["start"], block["end"], block["level"]))
                for block in of["blocks"]
                if block["role"] == "heading"
            ],
        }
    )


def _decimal(value: object) -> Decimal | None:
    # repr gives the shortest decimal that is this float: 20.3, not 20.300000000000000710…
    return None if value is None or value != value else Decimal(repr(value))


def _by_document(out: Path, table: str, columns: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    frame = load(out, table, columns=["doc_id", *columns])
    return {
        str(doc_id): [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]
        for doc_id, rows in frame.groupby("doc_id", sort=False)
    }
