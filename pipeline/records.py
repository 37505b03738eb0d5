"""The types that flow from stage to stage.

Offsets are everywhere positions of Unicode code points (Python ``str`` indices) in the raw text of the document, end
exclusive, so that ``text[start:end]`` is the span as it was written. Ids are local to the document here (``c5``,
``m12``, ``e3``, ``s7``); `pipeline.tables` puts the ``doc_id`` before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

BlockKind = Literal["content", "boilerplate"]
BlockRole = Literal["title", "heading", "paragraph", "list_item", "table", "signature", ""]
MentionLabel = Literal["SCHOOL", "PERSON", "PROGRAM", "DOC", "ORG", "PLACE"]
Comparator = Literal["eq", "approx", "near", "gt", "ge", "lt", "le"]
Change = Literal["none", "up", "down"]
ClaimStatus = Literal["achieved", "planned"]
RegionKind = Literal["title", "heading", "paragraph", "list_item", "table_row", "boilerplate", "struck"]
DocumentStatus = Literal["ok", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class Region:
    """What the file format itself says of a range of the text, e.g. that HTML holds it in ``<nav>`` or ``<tr>``.

    Regions of one document are in text order and do not overlap; plain text has none.
    """

    start: int
    end: int
    kind: RegionKind
    level: int = 0
    """Depth of a heading (1 for h1), else 0."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as decoded, before any cleaning."""

    doc_id: str
    source: str
    """Path relative to the input root, with ``/``; the doc_id is derived from it."""
    sha256: str
    """Of the bytes of the file."""
    encoding: str
    text: str
    layout: tuple[Region, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    """(field, value) pairs that the format carries outside the visible text, e.g. the ``<title>`` of a page."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the raw text. The blocks of a document tile it: each starts where the one before ends."""

    ordinal: int
    start: int
    end: int
    kind: BlockKind
    rule: str = ""
    """Id of the boilerplate rule that removed it; empty for content."""
    role: BlockRole = ""
    level: int = 0
    """Depth of a heading or list item, 1 the highest; 0 for others."""
    numbering: str = ""
    """The numbering as written: 一、, (二), 1., 一是."""
    section: tuple[str, ...] = ()
    """Texts of the headings above, from the highest down."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the content; never crosses a block, unless layout broke a paragraph in two or something in it is struck out."""

    ordinal: int
    block: int
    """Ordinal of the block in which it starts."""
    start: int
    end: int
    text: str
    words: tuple[str, ...] = ()
    """In order, without white space; empty when words are switched off."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document and its boilerplate say about the document. Empty string or None: not stated."""

    title: str = ""
    site: str = ""
    url: str = ""
    publisher: str = ""
    document_number: str = ""
    published: date | None = None
    region: str = ""
    report_year: int | None = None
    index_number: str = ""
    """索引号 of an official portal."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a name."""

    mention_id: str
    sentence: int
    label: MentionLabel
    start: int
    end: int
    text: str
    name: str
    """Canonical name of the entity."""
    entity_id: str
    title: str
    """Of a person: the adjacent title as written."""
    source: str
    """Rule, lexicon or model that found it."""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """What the mentions of one thing in one document share."""

    entity_id: str
    label: MentionLabel
    name: str
    aliases: tuple[str, ...]
    n_mentions: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, without its role in a sentence. What `pipeline.parse_quantity` returns."""

    start: int
    end: int
    text: str
    value: Decimal | None
    """In the plain unit, scale words multiplied out; None when masked; the low end of a range."""
    value_max: Decimal | None
    number_text: str
    unit: str
    unit_norm: str
    dimension: str
    comparator: Comparator
    rule: str
    doubt: str = ""
    """Why the number may be another than it reads: digits that a comma parts where no thousands end, a dash that may be a minus."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantity that the text states, with its role. Fields as `docs/data-dictionary.md` defines them."""

    claim_id: str
    sentence: int
    start: int
    end: int
    text: str
    value: Decimal | None
    value_max: Decimal | None
    number_text: str
    unit: str
    unit_norm: str
    dimension: str
    comparator: Comparator
    rule: str
    change: Change = "none"
    base: str = ""
    subject: str = ""
    scope: str = ""
    period: str = ""
    status: ClaimStatus = "achieved"
    suspect: bool = False
    suspect_reason: str = ""
    part_of: str = ""
    """claim_id of the whole that this claim is a part of."""
    consistency: str = ""
    """Of a whole: adds_up, partial, exceeds; of a share: share_agrees, share_differs; else empty."""
    unit_implied: bool = False
    """Whether `unit_norm` comes from the word of spending, the unit being left out (投资639万)."""
    section: str = ""
    program: str = ""
    """entity_id of the program that the sentence speaks about."""
    school: str = ""
    """entity_id of the school that the sentence speaks about."""


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """A failure that cost a document or a part of it."""

    doc_id: str
    source: str
    stage: str
    code: str
    message: str
    retryable: bool
