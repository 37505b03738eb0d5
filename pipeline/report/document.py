"""What the page of one document shows, from its rows."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.report.facts import document_facts, does_not_add_up
from pipeline.report.read import DocumentRows
from pipeline.report.segments import Segment, Span, lanes, segments
from pipeline.resources import read_toml
from pipeline.tables.layout import TABLES
from pipeline.tables.read import Row


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


Line = tuple[Piece, ...]
"""The pieces of a line, its line feed included."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines one after the other that are all removed, which the page folds, or that are not."""

    removed: bool
    lines: tuple[Line, ...]


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
        passages: of lines; they tile the text.
        facts: claims, mentions, entities and checks by the keys that the segments carry, for the script of the page.
        errors: rows of ``errors``.
        digest: of the text, for the nonce of the page, which is a digest of what a page says of itself (`render`).
    """

    row: Row
    about: Row
    passages: tuple[Passage, ...] = field(repr=False)
    outline: tuple[Heading, ...]
    facts: Mapping[str, Sequence[Row]] = field(repr=False)
    errors: tuple[Row, ...]
    digest: str


def document_page(rows: DocumentRows) -> DocumentPage:
    """The page of a document."""
    text = rows.document["text"]
    blocks = rows.blocks or [{"start": 0, "end": len(text), "kind": "content", "role": "", "level": 0, "rule": ""}]
    return DocumentPage(
        row={name: value for name, value in rows.document.items() if name != "text"},
        about={told.name: rows.document[told.name] for told in TABLES["documents"].columns if told.column.shown},
        passages=tuple(_passages(_lines(text, blocks, [*_spans(rows)]))),
        outline=tuple(_outline(text, blocks)),
        facts=document_facts(rows),
        errors=tuple(rows.errors),
        digest=hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest(),
    )


def _passages(lines: Iterator[Line]) -> Iterator[Passage]:
    """A line without words is removed where the one before it is."""
    removed = False

    def is_removed(line: Line) -> bool:
        nonlocal removed
        said = [piece for piece in line if not all(segment.text.isspace() for segment in piece.segments)]
        removed = all(piece.kind == "removed" for piece in said or line) if said or not removed else True
        return removed

    for folded, found in groupby(lines, key=is_removed):
        yield Passage(folded, tuple(found))


def _lines(text: str, blocks: Sequence[Row], spans: Sequence[Span]) -> Iterator[Line]:
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
