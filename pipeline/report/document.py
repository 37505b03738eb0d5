"""What the page of one document shows, from its rows."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.report.read import DocumentRows
from pipeline.report.segments import Segment, Span, lanes, segments
from pipeline.resources import read_toml
from pipeline.tables.read import Row

NOT_ADDING_UP = ("exceeds", "share_differs")
"""Values of ``claims.consistency`` that say that the document contradicts itself."""

_CLAIM_COLUMNS = (
    *("text", "number_text", "unit", "unit_norm", "dimension", "comparator", "change", "base", "subject", "scope"),
    *("period", "status", "suspect", "suspect_reason", "consistency", "unit_implied", "section", "rule"),
    *("start", "end"),
)
_MENTION_COLUMNS = ("label", "text", "name", "title", "source", "score", "start", "end")


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of the text, cut into segments."""

    anchor: str
    kind: str
    role: str
    level: int
    rule: str
    rule_says: str
    segments: tuple[Segment, ...]

    @property
    def ends_line(self) -> bool:
        """Whether the next block begins on a line of its own."""
        return bool(self.segments) and self.segments[-1].text.endswith("\n")


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the outline."""

    anchor: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The content of a page.

    Attributes:
        row: of ``documents``, without the text.
        lines: the blocks of each line (or of several that one block spans), in order; they tile the text.
        facts: claims and mentions by the keys that the segments carry, for the script of the page.
        errors: rows of ``errors``.
    """

    row: Row
    lines: tuple[tuple[ShownBlock, ...], ...]
    outline: tuple[Heading, ...]
    facts: Mapping[str, Any]
    errors: tuple[Row, ...]


def document_page(rows: DocumentRows) -> DocumentPage:
    """The page of a document."""
    text = rows.document["text"]
    blocks = [*_blocks(text, rows)]
    return DocumentPage(
        row={name: value for name, value in rows.document.items() if name != "text"},
        lines=tuple(_lines(blocks)),
        outline=tuple(_outline(blocks)),
        facts={"claims": _claims(rows), "mentions": _mentions(rows)},
        errors=tuple(rows.errors),
    )


def does_not_add_up(claim: Row) -> bool:
    """Whether the figures around a claim contradict it."""
    return claim["consistency"] in NOT_ADDING_UP


def _blocks(text: str, rows: DocumentRows) -> Iterator[ShownBlock]:
    whole = {"start": 0, "end": len(text), "kind": "content", "role": "", "level": 0, "rule": ""}
    blocks = rows.blocks or [whole]
    starts = [block["start"] for block in blocks]
    says = {rule["id"]: rule["description"] for rule in read_toml("boilerplate.toml")["rule"]}
    pieces = segments(text, _spans(rows), starts)
    for index, found in groupby(pieces, key=lambda piece: max(0, bisect_right(starts, piece.start) - 1)):
        block = blocks[index]
        yield ShownBlock(
            anchor=f"b{index}",
            kind="removed" if block["kind"] == "boilerplate" else "content",
            role=block["role"] or "plain",
            level=block["level"],
            rule=block["rule"],
            rule_says=says.get(block["rule"], ""),
            segments=tuple(found),
        )


def _lines(blocks: Sequence[ShownBlock]) -> Iterator[tuple[ShownBlock, ...]]:
    line: list[ShownBlock] = []
    for block in blocks:
        line.append(block)
        if block.ends_line:
            yield tuple(line)
            line = []
    if line:
        yield tuple(line)


def _outline(blocks: Sequence[ShownBlock]) -> Iterator[Heading]:
    for block in blocks:
        if block.role in ("title", "heading") and block.kind == "content":
            text = " ".join("".join(segment.text for segment in block.segments).split())
            if text:
                yield Heading(block.anchor, text, block.level if block.role == "heading" else 0)


def _spans(rows: DocumentRows) -> Iterator[Span]:
    in_lane = lanes([(mention["start"], mention["end"]) for mention in rows.mentions])
    for index, (mention, lane) in enumerate(zip(rows.mentions, in_lane, strict=True)):
        yield Span(f"m{index}", mention["start"], mention["end"], f"name {mention['label'].lower()}", lane)
    for index, claim in enumerate(rows.claims):
        marks = " suspect" * claim["suspect"] + " unsound" * does_not_add_up(claim)
        yield Span(f"c{index}", claim["start"], claim["end"], f"claim{marks}")


def _claims(rows: DocumentRows) -> list[dict[str, Any]]:
    says = read_toml("claims_rules.toml")
    keys = {claim["claim_id"]: f"c{index}" for index, claim in enumerate(rows.claims)}
    names = {entity["entity_id"]: entity["name"] for entity in rows.entities}
    parts: dict[str, list[str]] = {}
    for claim in rows.claims:
        parts.setdefault(claim["part_of"], []).append(keys[claim["claim_id"]])
    return [
        {
            **{name: claim[name] for name in _CLAIM_COLUMNS},
            "key": keys[claim["claim_id"]],
            "claim_id": claim["claim_id"].rpartition("/")[2],
            "value": _finite(claim["value"]),
            "value_max": _finite(claim["value_max"]),
            "part_of": keys.get(claim["part_of"], ""),
            "parts": parts.get(claim["claim_id"], []),
            "unsound": does_not_add_up(claim),
            "program": names.get(claim["program"], ""),
            "school": names.get(claim["school"], ""),
            "rule_says": says.get(claim["rule"], ""),
        }
        for claim in rows.claims
    ]


def _mentions(rows: DocumentRows) -> list[dict[str, Any]]:
    entities = {entity["entity_id"]: entity for entity in rows.entities}
    return [
        {
            **{name: mention[name] for name in _MENTION_COLUMNS},
            "key": f"m{index}",
            "score": _finite(mention["score"]),
            "aliases": entities[mention["entity_id"]]["aliases"] if mention["entity_id"] in entities else [],
        }
        for index, mention in enumerate(rows.mentions)
    ]


def _finite(value: float | None) -> float | None:
    """JSON has no infinities."""
    return value if value is not None and math.isfinite(value) else None
