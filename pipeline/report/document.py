"""What the page of one document shows, from its rows."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from pipeline.report.read import DocumentRows
from pipeline.report.segments import Segment, Span, lanes, segments
from pipeline.report.strings import reason_words
from pipeline.resources import read_toml
from pipeline.tables.layout import TABLES
from pipeline.tables.read import Row

NOT_ADDING_UP = ("exceeds", "share_differs")
"""Values of ``claims.consistency`` that say that the document contradicts itself."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a block that stands on one line, cut into segments.

    Attributes:
        anchor: id of the block on the page; empty but on its first visible piece, as are the next two.
        rule: that removed the block.
        rule_says: what the rule is for.
        kind: content or removed.
    """

    anchor: str
    rule: str
    rule_says: str
    kind: str
    role: str
    level: int
    segments: tuple[Segment, ...]


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
        about: what of it is shown in a list, by column.
        lines: the pieces of each line, its line feed included; they tile the text.
        facts: claims and mentions by the keys that the segments carry, and checks of the claims, for the script of the page.
        errors: rows of ``errors``.
    """

    row: Row
    about: Row
    lines: tuple[tuple[Piece, ...], ...]
    outline: tuple[Heading, ...]
    facts: Mapping[str, Any]
    errors: tuple[Row, ...]


def document_page(rows: DocumentRows) -> DocumentPage:
    """The page of a document."""
    text = rows.document["text"]
    blocks = rows.blocks or [{"start": 0, "end": len(text), "kind": "content", "role": "", "level": 0, "rule": ""}]
    return DocumentPage(
        row={name: value for name, value in rows.document.items() if name != "text"},
        about={field.name: rows.document[field.name] for field in TABLES["documents"].columns if field.column.shown},
        lines=tuple(_lines(text, blocks, [*_spans(rows)])),
        outline=tuple(_outline(text, blocks)),
        facts={"claims": _claims(rows), "mentions": _mentions(rows), "checks": _checks(rows)},
        errors=tuple(rows.errors),
    )


def does_not_add_up(claim: Row) -> bool:
    """Whether the figures around a claim contradict it."""
    return claim["consistency"] in NOT_ADDING_UP


def _lines(text: str, blocks: Sequence[Row], spans: Sequence[Span]) -> Iterator[tuple[Piece, ...]]:
    """A line may hold several blocks, and a block several lines."""
    says = {rule["id"]: rule["description"] for rule in read_toml("boilerplate.toml")["rule"]}
    starts = [block["start"] for block in blocks]
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
    anchored: set[int] = set()

    def place(segment: Segment) -> tuple[int, int]:
        return bisect_right(line_starts, segment.start), max(0, bisect_right(starts, segment.start) - 1)

    pieces = groupby(segments(text, spans, [*starts, *line_starts]), key=place)
    for _, on_line in groupby(pieces, key=lambda piece: piece[0][0]):
        line = []
        for (_, index), found in on_line:
            block, cut = blocks[index], tuple(found)
            is_first = index not in anchored and any(not segment.text.isspace() for segment in cut)
            if is_first:
                anchored.add(index)
            line.append(
                Piece(
                    anchor=_anchor(index) if is_first else "",
                    rule=block["rule"] if is_first else "",
                    rule_says=says.get(block["rule"], "") if is_first else "",
                    kind="removed" if block["kind"] == "boilerplate" else "content",
                    role=block["role"] or "plain",
                    level=block["level"],
                    segments=cut,
                )
            )
        yield tuple(line)


def _anchor(index: int) -> str:
    return f"b{index}"


def _outline(text: str, blocks: Sequence[Row]) -> Iterator[Heading]:
    for index, block in enumerate(blocks):
        if block["role"] in ("title", "heading") and block["kind"] == "content":
            words = " ".join(text[block["start"] : block["end"]].split())
            if words:
                yield Heading(_anchor(index), words, block["level"] if block["role"] == "heading" else 0)


def _spans(rows: DocumentRows) -> Iterator[Span]:
    in_lane = lanes([(mention["start"], mention["end"]) for mention in rows.mentions])
    for index, (mention, lane) in enumerate(zip(rows.mentions, in_lane, strict=True)):
        yield Span(f"m{index}", mention["start"], mention["end"], f"name {mention['label'].lower()}", lane)
    for index, claim in enumerate(rows.claims):
        marks = " suspect" * claim["suspect"] + " unsound" * does_not_add_up(claim)
        yield Span(f"c{index}", claim["start"], claim["end"], f"claim{marks}")


def shown_fields() -> dict[str, list[dict[str, Any]]]:
    """What the scripts of a page know of the fields of claims and mentions that have a line of their own, in their order."""
    return {
        table: [
            {
                "name": field.name,
                "always": shown.when == "always",
                "listed": "report" in shown.lists,
                "quoted": shown.quoted,
                "link": field.column.refers == "claims",
            }
            for field in TABLES[table].columns
            if (shown := field.column.shown) is not None
        ]
        for table in ("claims", "mentions")
    }


def _claims(rows: DocumentRows) -> list[dict[str, Any]]:
    says = read_toml("claims_rules.toml")
    keys = {claim["claim_id"]: f"c{index}" for index, claim in enumerate(rows.claims)}
    names = {entity["entity_id"]: entity["name"] for entity in rows.entities}
    parts: dict[str, list[str]] = {}
    for claim in rows.claims:
        parts.setdefault(claim["part_of"], []).append(keys[claim["claim_id"]])
    return [
        {
            **_own("claims", claim, {"claims": keys, "entities": names}),
            "key": keys[claim["claim_id"]],
            "claim_id": claim["claim_id"].rpartition("/")[2],
            "parts": parts.get(claim["claim_id"], []),
            "unsound": does_not_add_up(claim),
            "reason": reason_words(claim["suspect_reason"]),
            "rule_says": says.get(claim["rule"], ""),
        }
        for claim in rows.claims
    ]


def _mentions(rows: DocumentRows) -> list[dict[str, Any]]:
    entities = {entity["entity_id"]: entity for entity in rows.entities}
    return [
        {
            **_own("mentions", mention, {}),
            "key": f"m{index}",
            "aliases": entities[mention["entity_id"]]["aliases"] if mention["entity_id"] in entities else [],
        }
        for index, mention in enumerate(rows.mentions)
    ]


def _checks(rows: DocumentRows) -> list[dict[str, Any]]:
    """The checks, those that failed first."""
    says = read_toml("checks.toml")
    keys = {claim["claim_id"]: f"c{index}" for index, claim in enumerate(rows.claims)}
    listed = [
        {
            "rule": check["rule"],
            "rule_says": says.get(check["rule"], ""),
            "verdict": check["verdict"],
            "severity": check["severity"],
            "reason": reason_words(check["reason"]),
            "claims": [keys[claim_id] for claim_id in check["claim_ids"] if claim_id in keys],
        }
        for check in rows.checks
    ]
    return sorted(listed, key=lambda check: _GRAVITY.index(check["severity"]) + (check["verdict"] == "passed"))


_GRAVITY = ("certain", "likely", "look", "")


def _own(table: str, row: Row, known: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """What a row says itself, ready for JSON: no ids, and for a shown reference the entry of `known` to which it leads."""
    return {
        field.name: known[field.column.refers].get(row[field.name], "")
        if field.column.refers
        else _plain(row[field.name])
        for field in TABLES[table].columns
        if field.path and not field.column.key and (field.column.shown or not field.column.refers)
    }


def _plain(value: Any) -> Any:
    """JSON has no infinities and no dates."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return str(value) if isinstance(value, date) else value
