"""The types that flow from stage to stage.

Offsets are everywhere positions of Unicode code points (Python ``str`` indices) in the raw text of the document, end
exclusive, so that ``text[start:end]`` is the span as it was written. Ids are local to the document here (``c5``,
``m12``, ``e3``, ``s7``); `pipeline.tables` puts the ``doc_id`` before them.

A field with a `column` is declared here for good: its type, what it means, and how it is scored, labelled and shown
(`pipeline.fields`). Columns are added at the end of a record and never renamed, moved or retyped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.fields import Labelled, Scored, Shown, column

BlockKind = Literal["content", "boilerplate"]
BlockRole = Literal["title", "heading", "paragraph", "list_item", "table", "signature", ""]
MentionLabel = Literal["SCHOOL", "PERSON", "PROGRAM", "DOC", "ORG", "PLACE"]
Comparator = Literal["eq", "approx", "near", "gt", "ge", "lt", "le"]
Change = Literal["none", "up", "down"]
ClaimStatus = Literal["achieved", "planned"]
PeriodSource = Literal["", "stated", "sentence", "section", "document"]
RateKind = Literal["", "year_on_year", "month_on_month", "annual_average", "cumulative"]
RegionKind = Literal["title", "heading", "paragraph", "list_item", "table_row", "boilerplate", "struck"]
DocumentStatus = Literal["ok", "partial", "failed"]
Measure = Literal["level", "growth", "change"]
GrowthCheck = Literal["", "agrees", "differs", "leaps"]
Verdict = Literal["passed", "failed", "partial"]
Severity = Literal["", "certain", "likely", "look"]
DocumentType = Literal[
    "work_report",
    "plan",
    "notice",
    "bulletin",
    "budget",
    "news",
    "appointment",
    "self_assessment",
    "rules",
    "profile",
    "other",
]


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


_START = column("first character of the span: offset in Unicode code points into `documents.text`")
_END = column("character after the last one of the span, so that `text == documents.text[start:end]`")
_SENTENCE = column(
    "the sentence in which the span starts (`sentences.sentence_id`)", name="sentence_id", refers="sentences"
)
_DOC_ID = column("id of the document, derived from its source; the same in every table")
_SOURCE = "path of the file relative to the input folder, with `/`"


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as decoded, before any cleaning."""

    doc_id: str = field(metadata=_DOC_ID)
    source: str = field(metadata=column(_SOURCE, shown=Shown()))
    sha256: str = field(metadata=column("SHA-256 of the bytes of the file, hexadecimal", shown=Shown()))
    encoding: str = field(
        metadata=column("encoding by which the bytes were decoded; empty when they were not", shown=Shown())
    )
    text: str = field(metadata=column("the raw text as decoded; every offset of the other tables points into it"))
    layout: tuple[Region, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    """(field, value) pairs that the format carries outside the visible text, e.g. the ``<title>`` of a page."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the raw text. The blocks of a document tile it: each starts where the one before ends."""

    ordinal: int = field(metadata=column("position of the block in the document, from 0"))
    start: int = field(metadata=_START)
    end: int = field(metadata=column("character after the last one of the block, where the next block starts"))
    kind: BlockKind = field(metadata=column("`content` or `boilerplate`"))
    rule: str = field(default="", metadata=column("rule that marked the block as boilerplate; empty for content"))
    role: BlockRole = field(
        default="",
        metadata=column("`title`, `heading`, `paragraph`, `list_item`, `table`, `signature`; else empty"),
    )
    level: int = field(
        default=0,
        metadata=column("depth of a heading or list item, 1 the highest; 0 for others", labelled=Labelled("always")),
    )
    numbering: str = field(
        default="", metadata=column("number of a heading or list item as written: 一、, (二), 1., 一是")
    )
    section: tuple[str, ...] = field(
        default=(),
        metadata=column("headings above the block, from the highest down, joined by ` > `", joined=True),
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the content; never crosses a block, unless layout broke a paragraph in two or something in it is struck out."""

    ordinal: int = field(metadata=column("position of the sentence in the document, from 0"))
    block: int = field(metadata=column("the block in which it starts (`blocks.ordinal`)"))
    start: int = field(metadata=_START)
    end: int = field(metadata=_END)
    text: str = field(metadata=column("the sentence as written"))
    words: tuple[str, ...] = field(
        default=(),
        metadata=column("its words in order, without white space; empty when words are switched off"),
    )


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document and its boilerplate say about the document. Empty string or None: not stated."""

    title: str = field(
        default="", metadata=column("title of the document; empty when none was found, as for the next columns")
    )
    site: str = field(default="", metadata=column("name of the site from which the text was taken", shown=Shown()))
    url: str = field(default="", metadata=column("address of the page, as the text states it", shown=Shown()))
    publisher: str = field(
        default="", metadata=column("body that issued the document", shown=Shown(lists=("terminal",)))
    )
    document_number: str = field(
        default="",
        metadata=column("number of an official document, e.g. 教发〔2021〕3号", shown=Shown(lists=("terminal",))),
    )
    published: date | None = field(
        default=None,
        metadata=column("date of publication; null when not stated", shown=Shown(lists=("terminal",))),
    )
    region: str = field(
        default="", metadata=column("place that the document is about", shown=Shown(lists=("terminal",)))
    )
    report_year: int | None = field(
        default=None, metadata=column("year that the document reports on; null when not stated", shown=Shown())
    )
    index_number: str = field(
        default="", metadata=column("索引号 by which an official portal files the document", shown=Shown())
    )
    document_type: DocumentType = field(
        default="other",
        metadata=column(
            "`work_report`, `plan`, `notice`, `bulletin`, `budget`, `news`, `appointment`, `self_assessment`, `rules`, `profile` (of a place or body) or `other`",
            shown=Shown(),
        ),
    )
    region_code: str = field(
        default="",
        metadata=column(
            "code by GB/T 2260 of the division that the document is about, 000000 for the whole country; empty when not known",
            shown=Shown(),
        ),
    )


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of a document, in numbers and with what reservations."""

    n_chars: int = field(metadata=column("length of `text` in code points", shown=Shown()))
    n_sentences: int = field(metadata=column("rows of the document in `sentences`"))
    n_mentions: int = field(metadata=column("rows of the document in `mentions`"))
    n_claims: int = field(metadata=column("rows of the document in `claims`"))
    status: DocumentStatus = field(
        metadata=column("`ok`; `partial`: read with losses, see `warnings`; `failed`: see `errors`")
    )
    warnings: tuple[str, ...] = field(metadata=column("what a reader of the rows should know, each with its code"))


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the table of documents: the document, what it says of itself, and what came of it."""

    document: RawDocument
    metadata: Metadata
    findings: Findings


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a name."""

    mention_id: str = field(metadata=column("id of the mention, unique over all documents", key=True))
    sentence: int = field(metadata=_SENTENCE)
    label: MentionLabel = field(metadata=column("`SCHOOL`, `PERSON`, `PROGRAM`, `DOC`, `ORG` or `PLACE`"))
    start: int = field(metadata=_START)
    end: int = field(metadata=_END)
    text: str = field(metadata=column("the name as written"))
    name: str = field(
        metadata=column("canonical name of the entity", shown=Shown("always", ("terminal", "report"), quoted=True))
    )
    entity_id: str = field(metadata=column("the entity (`entities.entity_id`)", refers="entities"))
    title: str = field(
        metadata=column(
            "of a person: the adjacent title as written; else empty",
            labelled=Labelled("if_any", layer="person"),
            shown=Shown(lists=("terminal", "report"), quoted=True),
        )
    )
    source: str = field(
        metadata=column("rule, lexicon or model that found the mention: `school.suffix`, `hanlp:FOLDER@SHA-256`")
    )
    score: float = field(
        default=1.0,
        metadata=column("confidence that the source states, 0 to 1; 1 where it states none"),
    )


@dataclass(frozen=True, slots=True)
class Entity:
    """What the mentions of one thing in one document share."""

    entity_id: str = field(metadata=column("id of the entity, unique over all documents", key=True))
    label: MentionLabel = field(metadata=column("label of its mentions"))
    name: str = field(metadata=column("canonical name: the fullest form in the document"))
    aliases: tuple[str, ...] = field(metadata=column("the other forms by which the document calls it"))
    n_mentions: int = field(metadata=column("how many mentions it has"))


@dataclass(frozen=True, slots=True)
class CorpusEntity:
    """What the entities of many documents share."""

    corpus_entity_id: str = field(
        metadata=column("id of the merged entity, the same in every run over the same rows", key=True)
    )
    label: MentionLabel = field(metadata=column("SCHOOL, PERSON, PROGRAM, DOC, ORG or PLACE"))
    name: str = field(metadata=column("the longest of its names, the most frequent of equals"))
    region: str = field(
        metadata=column("the region of most of its documents; empty when not known, and for what is one in all regions")
    )
    aliases: tuple[str, ...] = field(metadata=column("other names"))
    n_mentions: int = field(metadata=column("mentions in all documents"))
    n_documents: int = field(metadata=column("documents that name it"))
    entity_ids: tuple[str, ...] = field(metadata=column("what was merged (`entities.entity_id`)"))


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
    """One quantity that the text states, with its role."""

    claim_id: str = field(metadata=column("id of the claim, unique over all documents", key=True))
    sentence: int = field(metadata=_SENTENCE)
    start: int = field(metadata=_START)
    end: int = field(metadata=_END)
    text: str = field(metadata=column("the quantity as written, with the comparator words that touch it: 近3000万元"))
    value: Decimal | None = field(
        metadata=column(
            "the number with scale words multiplied out (近3000万元 → 30000000; 95% → 95); the low end of a range; "
            "null when the source masks it; without sign where the quantity measures a change (增速-1.2% is 1.2, down), negative for a "
            "level below zero (结余-3.2亿元)",
            scored=Scored("strict", "number"),
            labelled=Labelled("always"),
        )
    )
    value_max: Decimal | None = field(
        metadata=column(
            "the high end of a range (3—5亿元); null for others",
            scored=Scored("strict", "number"),
            labelled=Labelled("if_any"),
        )
    )
    number_text: str = field(metadata=column("the number alone as written, with its scale words"))
    unit: str = field(
        metadata=column(
            "the unit as written, without scale words: 元, 人次, %, 元/年; empty when there is none",
            scored=Scored("strict", "folded"),
            labelled=Labelled("always"),
        )
    )
    unit_norm: str = field(metadata=column("canonical unit: CNY, person, mu, percent, percentage_point, CNY/year, …"))
    dimension: str = field(
        metadata=column(
            "what the unit measures: `money`, `count`, `ratio`, `ratio_change`, `area`, `length`, `duration`, …",
            shown=Shown("always"),
        )
    )
    comparator: Comparator = field(
        metadata=column(
            "how `value` bounds the truth: `eq`, `approx` 约, `near` 近, `gt` 超, `ge` 以上, `lt` 不足, `le` 不超过",
            scored=Scored("strict"),
            labelled=Labelled("always"),
            shown=Shown("always"),
        )
    )
    change: Change = field(
        default="none",
        metadata=column(
            "`up` or `down` when the number measures a difference or growth rate, a minus making it `down`; `none` for a level reached",
            scored=Scored("strict"),
            labelled=Labelled("always"),
            shown=Shown("always", ("terminal",)),
        ),
    )
    base: str = field(
        default="",
        metadata=column(
            "what a change is measured against, in the text's words: 去年, 同比; else empty",
            scored=Scored("accuracy", "folded"),
            labelled=Labelled("always"),
            shown=Shown("always", quoted=True),
        ),
    )
    subject: str = field(
        default="",
        metadata=column(
            "what is counted or measured, copied from the text; empty when not found",
            scored=Scored("accuracy", "gist"),
            labelled=Labelled("always"),
            shown=Shown("always", ("terminal", "report"), quoted=True),
        ),
    )
    scope: str = field(
        default="",
        metadata=column(
            "place or group for which the quantity holds when the subject does not say it",
            scored=Scored("retrieval", "folded"),
            labelled=Labelled("sometimes"),
            shown=Shown(lists=("terminal", "report"), quoted=True),
        ),
    )
    period: str = field(
        default="",
        metadata=column(
            "what the quantity is for: 2018, 2018-09, 2018-10-31, 2018/2020, 2018-01/2018-03; else empty",
            scored=Scored("accuracy"),
            labelled=Labelled("sometimes"),
            shown=Shown("always", ("terminal", "report")),
        ),
    )
    status: ClaimStatus = field(
        default="achieved",
        metadata=column(
            "`achieved`, or `planned` for an aim, target or future act",
            scored=Scored("accuracy"),
            labelled=Labelled("always"),
            shown=Shown("always", ("terminal", "report")),
        ),
    )
    suspect: bool = field(
        default=False,
        metadata=column(
            "true when the quantity may be another than it reads, or a failed check that is `certain` or `likely` names it (`checks`); `value` stays as written",
            scored=Scored("retrieval"),
            labelled=Labelled("always"),
        ),
    )
    suspect_reason: str = field(default="", metadata=column("why the quantity is suspect; else empty"))
    part_of: str = field(
        default="",
        metadata=column(
            "the whole of which this claim is a stated part (`claims.claim_id`); else empty",
            refers="claims",
            scored=Scored("retrieval", "folded"),
            labelled=Labelled("if_any"),
            shown=Shown(lists=("terminal",)),
        ),
    )
    consistency: str = field(
        default="",
        metadata=column(
            "of a whole: adds_up, partial (some parts listed), exceeds; of a share: share_agrees, share_differs; else empty",
            shown=Shown(),
        ),
    )
    unit_implied: bool = field(
        default=False,
        metadata=column("whether unit_norm comes from the word of spending, the unit being left out"),
    )
    section: str = field(
        default="",
        metadata=column("headings above the claim, from the highest down, joined by ` > `", shown=Shown(quoted=True)),
    )
    program: str = field(
        default="",
        metadata=column(
            "the program that the sentence speaks about (`entities.entity_id`); else empty",
            refers="entities",
            shown=Shown(),
        ),
    )
    school: str = field(
        default="",
        metadata=column(
            "the school that the sentence speaks about (`entities.entity_id`); else empty",
            refers="entities",
            shown=Shown(),
        ),
    )
    rule: str = field(kw_only=True, metadata=column("the rule that read the quantity"))
    period_start: date | None = field(
        default=None,
        metadata=column(
            "first day of `period`; of a level at a moment (年末, 截至, 到2025年) that day, as in `period_end`; null when not known",
            scored=Scored("accuracy"),
            labelled=Labelled("sometimes"),
            shown=Shown(),
        ),
    )
    period_end: date | None = field(
        default=None,
        metadata=column(
            "last day of `period`; null when not known",
            scored=Scored("accuracy"),
            labelled=Labelled("sometimes"),
            shown=Shown(),
        ),
    )
    period_source: PeriodSource = field(
        default="",
        metadata=column(
            "what says the period: `stated` at the quantity, earlier in its `sentence`, the `section` (heading or opening words), "
            "the `document` (title, date, the year that it reports on); empty without a period",
            scored=Scored("accuracy"),
            labelled=Labelled("sometimes"),
            shown=Shown(),
        ),
    )
    rate_kind: RateKind = field(
        default="",
        metadata=column(
            "what time a rate, growth or sum runs over: `year_on_year` 同比, 比上年, `month_on_month` 环比, `annual_average` 年均, "
            "`cumulative` 累计; empty when the text does not say",
            scored=Scored("accuracy"),
            labelled=Labelled("sometimes"),
            shown=Shown(),
        ),
    )
    from_claim: str = field(
        default="",
        metadata=column(
            "the level from which this one came (`claims.claim_id`): 由7473公里增至9310公里; else empty",
            refers="claims",
            scored=Scored("retrieval", "folded"),
            labelled=Labelled("in_some_files"),
            shown=Shown(),
        ),
    )
    per: str = field(
        default="",
        metadata=column(
            "what the quantity is for one of, units of time last: `student`, `person`, `student/year` 每生每年, `1000 persons`; else empty",
            scored=Scored("accuracy"),
            labelled=Labelled("sometimes"),
            shown=Shown(),
        ),
    )
    norm: bool = field(
        default=False,
        metadata=column(
            "whether a rule or standard prescribes the quantity: 不得超过45人, 每校不少于2名",
            scored=Scored("retrieval"),
            labelled=Labelled("sometimes"),
            shown=Shown(),
        ),
    )
    indicator: str = field(
        default="",
        metadata=column(
            "indicator that the quantity is a value or a growth rate of (`models/indicators.toml`); else empty",
            scored=Scored("retrieval"),
            labelled=Labelled("sometimes"),
            shown=Shown(lists=("terminal",)),
        ),
    )
    breakdown: str = field(
        default="",
        metadata=column(
            "part of the indicator's total that is meant: stage=primary urban_rural=rural; empty for the whole",
            shown=Shown(),
        ),
    )
    region: str = field(
        default="",
        metadata=column(
            "division that the quantity is for, by its official name, else as the document calls its own; empty when not known",
            shown=Shown(),
        ),
    )
    region_code: str = field(
        default="",
        metadata=column(
            "code of that division by GB/T 2260, 000000 for the whole country; empty when not known", shown=Shown()
        ),
    )


@dataclass(frozen=True, slots=True)
class PanelRow:
    """What is known of one indicator in one place and period, from all documents that state it."""

    region_code: str = field(
        metadata=column(
            "code of the division by GB/T 2260, 000000 for the whole country; empty for a place without one"
        )
    )
    region: str = field(metadata=column("its name"))
    region_level: str = field(
        metadata=column("`country`, `province`, `prefecture` or `county`; empty for a place without code")
    )
    region_path: str = field(metadata=column("names of the divisions above it, from the highest down, joined by ` > `"))
    indicator: str = field(metadata=column("id of the indicator (`models/indicators.toml`)"))
    name: str = field(metadata=column("its Chinese name"))
    measure: Measure = field(
        metadata=column(
            "`level`; `growth`: a rate in percent; `change`: a difference in the unit, or in percentage points"
        )
    )
    rate_kind: RateKind = field(
        metadata=column(
            "as in `claims.rate_kind`; growth within a year for which the text says nothing else is `year_on_year`, levels and changes "
            "of one year are empty"
        )
    )
    per: str = field(metadata=column("what the value is for one of, as in `claims.per`"))
    period: str = field(metadata=column("what the value is for, as in `claims.period`"))
    status: ClaimStatus = field(metadata=column("`achieved` or `planned`"))
    breakdown: str = field(metadata=column("part of the total that is meant, as in `claims.breakdown`"))
    value: Decimal = field(
        metadata=column(
            "the value of the latest document that states one, the most exact of it; negative where it fell"
        )
    )
    value_max: Decimal | None = field(metadata=column("the high end of a range; null for others"))
    unit: str = field(metadata=column("canonical unit, as in `claims.unit_norm`"))
    comparator: Comparator = field(metadata=column("how `value` bounds the truth, as in `claims.comparator`"))
    claim_id: str = field(metadata=column("the claim that states it (`claims.claim_id`)"))
    doc_id: str = field(metadata=column("its document (`documents.doc_id`)"))
    source: str = field(metadata=column("path of that document"))
    n_claims: int = field(metadata=column("claims that state a value"))
    n_documents: int = field(metadata=column("documents that state one"))
    revised: bool = field(metadata=column("whether an earlier document gives another value, beyond rounding"))
    revisions: tuple[str, ...] = field(
        metadata=column("these earlier values, the latest first, each with its claim: `320000000000 (claim_id)`")
    )
    conflict: bool = field(
        metadata=column(
            "whether the same document, or another of the same day or of no day, gives another value, beyond rounding"
        )
    )
    conflicts: tuple[str, ...] = field(metadata=column("these other values, each with its claim"))
    implied_growth: Decimal | None = field(
        metadata=column(
            "of growth against the year before: percent by which the levels of both years differ, where both are known; else null"
        )
    )
    growth_check: GrowthCheck = field(
        metadata=column(
            "of a growth: `agrees` or `differs`, the stated one and that of the levels, within rounding; of a level: `leaps` when it is ten times, "
            "or a tenth of, that of the year before; empty where a level is missing or where growth rates leave out prices"
        )
    )


@dataclass(frozen=True, slots=True)
class Check:
    """One verification that the text allows: what it states against what follows from the rest of it."""

    check_id: str = field(metadata=column("id of the check, unique over all documents", key=True))
    rule: str = field(metadata=column("what was verified; `models/checks.toml` explains each", shown=Shown("always")))
    claim_ids: tuple[str, ...] = field(
        metadata=column(
            "the claims that it is about (`claims.claim_id`), the one that it verifies first",
            refers="claims",
            shown=Shown("always"),
        )
    )
    stated: Decimal | None = field(
        metadata=column("what the text states; null where no number is compared", shown=Shown(lists=("terminal",)))
    )
    expected: Decimal | None = field(
        metadata=column("what follows from the other figures; null as above", shown=Shown(lists=("terminal",)))
    )
    difference: Decimal | None = field(metadata=column("`stated` less `expected`; null as above", shown=Shown()))
    tolerance: Decimal | None = field(
        metadata=column("how much of the difference the rounding of the figures explains; null as above")
    )
    verdict: Verdict = field(
        metadata=column(
            "`passed`; `failed`; `partial`: the text lists some of the parts only",
            shown=Shown("always", ("terminal", "report")),
        )
    )
    severity: Severity = field(
        metadata=column(
            "of a failed check: `certain` and `likely` make the claims suspect, `look` is for a reader to judge; else empty",
            shown=Shown("if_any", ("terminal", "report")),
        )
    )
    reason: str = field(
        metadata=column("what was compared, in words, with both numbers", shown=Shown("always", ("terminal", "report")))
    )


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """A failure that cost a document or a part of it."""

    doc_id: str = field(metadata=_DOC_ID)
    source: str = field(metadata=column(_SOURCE))
    stage: str = field(
        metadata=column("`ingest`, `clean`, `segment`, `words`, `ner`, `claims`, `checks`, `tables` or `batch`")
    )
    code: str = field(metadata=column("code of the message, stable over versions"))
    message: str = field(metadata=column("what happened and what cures it"))
    retryable: bool = field(metadata=column("whether the same file may succeed on another try"))
