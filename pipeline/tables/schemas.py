"""The schemas of all tables, in one place.

Every file of a table is written with the schema below, empty ones included, so that a folder of files is one data set
for every reader. Columns may be added at the end; none is ever renamed or retyped without a new `SCHEMA_VERSION`.
The descriptions travel in the files, and `docs/data-dictionary.md` is generated from them.
"""

from __future__ import annotations

import pyarrow as pa

from pipeline.version import VERSION

SCHEMA_VERSION = "1"

# Keys of the file metadata.
SCHEMA_VERSION_KEY = b"policyfacts.schema_version"
PIPELINE_VERSION_KEY = b"policyfacts.pipeline_version"
CONFIG_KEY = b"policyfacts.config"
# Fingerprint of the stage that wrote the table; in `documents` those of all stages that are done.
STAGES_KEY = b"policyfacts.stages"

_STRINGS = pa.list_(pa.string())


def _column(name: str, kind: pa.DataType, description: str, *, nullable: bool = False) -> pa.Field:
    return pa.field(name, kind, nullable=nullable, metadata={"description": description})


def _schema(description: str, *columns: pa.Field) -> pa.Schema:
    return pa.schema(
        columns,
        metadata={
            b"description": description.encode(),
            SCHEMA_VERSION_KEY: SCHEMA_VERSION.encode(),
            PIPELINE_VERSION_KEY: VERSION.encode(),
        },
    )


_DOC_ID = _column("doc_id", pa.string(), "id of the document, derived from its source; the same in every table")
_SENTENCE_ID = _column("sentence_id", pa.string(), "the sentence in which the span starts (`sentences.sentence_id`)")
_START = _column(
    "start", pa.int32(), "first character of the span: offset in Unicode code points into `documents.text`"
)
_END = _column(
    "end", pa.int32(), "character after the last one of the span, so that `text == documents.text[start:end]`"
)

SCHEMAS: dict[str, pa.Schema] = {
    "documents": _schema(
        "One row per input file, failed ones included.",
        _DOC_ID,
        _column("source", pa.string(), "path of the file relative to the input folder, with `/`"),
        _column("sha256", pa.string(), "SHA-256 of the bytes of the file, hexadecimal"),
        _column("encoding", pa.string(), "encoding by which the bytes were decoded; empty when they were not"),
        _column("title", pa.string(), "title of the document; empty when none was found, as for the next columns"),
        _column("site", pa.string(), "name of the site from which the text was taken"),
        _column("url", pa.string(), "address of the page, as the text states it"),
        _column("publisher", pa.string(), "body that issued the document"),
        _column("document_number", pa.string(), "number of an official document, e.g. 教发〔2021〕3号"),
        _column("published", pa.date32(), "date of publication; null when not stated", nullable=True),
        _column("region", pa.string(), "place that the document is about"),
        _column("report_year", pa.int32(), "year that the document reports on; null when not stated", nullable=True),
        _column("text", pa.string(), "the raw text as decoded; every offset of the other tables points into it"),
        _column("n_chars", pa.int32(), "length of `text` in code points"),
        _column("n_sentences", pa.int32(), "rows of the document in `sentences`"),
        _column("n_mentions", pa.int32(), "rows of the document in `mentions`"),
        _column("n_claims", pa.int32(), "rows of the document in `claims`"),
        _column("status", pa.string(), "`ok`; `partial`: read with losses, see `warnings`; `failed`: see `errors`"),
        _column("warnings", _STRINGS, "what a reader of the rows should know, each with its code"),
        _column("index_number", pa.string(), "索引号 by which an official portal files the document"),
    ),
    "blocks": _schema(
        "Stretches of the raw text, content and boilerplate; the blocks of a document tile its text.",
        _DOC_ID,
        _column("ordinal", pa.int32(), "position of the block in the document, from 0"),
        _START,
        _column("end", pa.int32(), "character after the last one of the block, where the next block starts"),
        _column("kind", pa.string(), "`content` or `boilerplate`"),
        _column("rule", pa.string(), "rule that marked the block as boilerplate; empty for content"),
        _column("role", pa.string(), "`title`, `heading`, `paragraph`, `list_item`, `table`, `signature`; else empty"),
        _column("level", pa.int32(), "depth of a heading or list item, 1 the highest; 0 for others"),
        _column("numbering", pa.string(), "number of a heading or list item as written: 一、, (二), 1., 一是"),
        _column("section", pa.string(), "headings above the block, from the highest down, joined by ` > `"),
    ),
    "sentences": _schema(
        "The sentences of the content, in order.",
        _column("sentence_id", pa.string(), "id of the sentence, unique over all documents"),
        _DOC_ID,
        _column("ordinal", pa.int32(), "position of the sentence in the document, from 0"),
        _column("block", pa.int32(), "the block in which it starts (`blocks.ordinal`)"),
        _START,
        _END,
        _column("text", pa.string(), "the sentence as written"),
        _column("words", _STRINGS, "its words in order, without white space; empty when words are switched off"),
    ),
    "mentions": _schema(
        "Occurrences of names in the content.",
        _column("mention_id", pa.string(), "id of the mention, unique over all documents"),
        _DOC_ID,
        _SENTENCE_ID,
        _column("label", pa.string(), "`SCHOOL`, `PERSON`, `PROGRAM`, `DOC`, `ORG` or `PLACE`"),
        _START,
        _END,
        _column("text", pa.string(), "the name as written"),
        _column("name", pa.string(), "canonical name of the entity"),
        _column("entity_id", pa.string(), "the entity (`entities.entity_id`)"),
        _column("title", pa.string(), "of a person: the adjacent title as written; else empty"),
        _column(
            "source",
            pa.string(),
            "rule, lexicon or model that found the mention: `school.suffix`, `hanlp:FOLDER@SHA-256`",
        ),
        _column("score", pa.float64(), "confidence that the source states, 0 to 1; 1 where it states none"),
    ),
    "entities": _schema(
        "What the mentions of one thing in one document share.",
        _column("entity_id", pa.string(), "id of the entity, unique over all documents"),
        _DOC_ID,
        _column("label", pa.string(), "label of its mentions"),
        _column("name", pa.string(), "canonical name: the fullest form in the document"),
        _column("aliases", _STRINGS, "the other forms by which the document calls it"),
        _column("n_mentions", pa.int32(), "how many mentions it has"),
    ),
    "claims": _schema(
        "Every quantity that the content states, with its role.",
        _column("claim_id", pa.string(), "id of the claim, unique over all documents"),
        _DOC_ID,
        _SENTENCE_ID,
        _START,
        _END,
        _column("text", pa.string(), "the quantity as written, with the comparator words that touch it: 近3000万元"),
        _column(
            "value",
            pa.float64(),
            "the number with scale words multiplied out (近3000万元 → 30000000; 95% → 95); the low end of a range; "
            "null when the source masks it; without sign where the quantity measures a change (增速-1.2% is 1.2, down), negative for a "
            "level below zero (结余-3.2亿元)",
            nullable=True,
        ),
        _column("value_max", pa.float64(), "the high end of a range (3—5亿元); null for others", nullable=True),
        _column("number_text", pa.string(), "the number alone as written, with its scale words"),
        _column(
            "unit",
            pa.string(),
            "the unit as written, without scale words: 元, 人次, %, 元/年; empty when there is none",
        ),
        _column("unit_norm", pa.string(), "canonical unit: CNY, person, mu, percent, percentage_point, CNY/year, …"),
        _column(
            "dimension",
            pa.string(),
            "what the unit measures: `money`, `count`, `ratio`, `ratio_change`, `area`, `length`, `duration`, …",
        ),
        _column(
            "comparator",
            pa.string(),
            "how `value` bounds the truth: `eq`, `approx` 约, `near` 近, `gt` 超, `ge` 以上, `lt` 不足, `le` 不超过",
        ),
        _column(
            "change",
            pa.string(),
            "`up` or `down` when the number measures a difference or growth rate, a minus making it `down`; `none` for a level reached",
        ),
        _column("base", pa.string(), "what a change is measured against, in the text's words: 去年, 同比; else empty"),
        _column("subject", pa.string(), "what is counted or measured, copied from the text; empty when not found"),
        _column("scope", pa.string(), "place or group for which the quantity holds when the subject does not say it"),
        _column(
            "period",
            pa.string(),
            "what the quantity is for: 2018, 2018-09, 2018-10-31, 2018/2020, 2018-01/2018-03; else empty",
        ),
        _column("status", pa.string(), "`achieved`, or `planned` for an aim, target or future act"),
        _column(
            "suspect",
            pa.bool_(),
            "true when the quantity is plainly corrupted at the source, or may be another than it reads; `value` stays as written",
        ),
        _column("suspect_reason", pa.string(), "why the quantity is suspect; else empty"),
        _column(
            "part_of", pa.string(), "the whole of which this claim is a stated part (`claims.claim_id`); else empty"
        ),
        _column(
            "consistency",
            pa.string(),
            "of a whole: adds_up, partial (some parts listed), exceeds; of a share: share_agrees, share_differs; else empty",
        ),
        _column(
            "unit_implied", pa.bool_(), "whether unit_norm comes from the word of spending, the unit being left out"
        ),
        _column("section", pa.string(), "headings above the claim, from the highest down, joined by ` > `"),
        _column(
            "program", pa.string(), "the program that the sentence speaks about (`entities.entity_id`); else empty"
        ),
        _column("school", pa.string(), "the school that the sentence speaks about (`entities.entity_id`); else empty"),
        _column("rule", pa.string(), "the rule that read the quantity"),
    ),
    "errors": _schema(
        "Failures that cost a document or a part of it.",
        _DOC_ID,
        _column("source", pa.string(), "path of the file relative to the input folder, with `/`"),
        _column("stage", pa.string(), "`ingest`, `clean`, `segment`, `words`, `ner`, `claims`, `tables` or `batch`"),
        _column("code", pa.string(), "code of the message, stable over versions"),
        _column("message", pa.string(), "what happened and what cures it"),
        _column("retryable", pa.bool_(), "whether the same file may succeed on another try"),
    ),
}

CORPUS_ENTITIES = _schema(
    "Entities merged over all documents of an output folder, by name and region: the file `OUT/corpus_entities.parquet`, "
    "written by `policyfacts entities OUT`.",
    _column("corpus_entity_id", pa.string(), "id of the merged entity, the same in every run over the same rows"),
    _column("label", pa.string(), "SCHOOL, PERSON, PROGRAM, DOC, ORG or PLACE"),
    _column("name", pa.string(), "the longest of its names, the most frequent of equals"),
    _column(
        "region", pa.string(), "the region of most of its documents; empty when not known, and for documents and places"
    ),
    _column("aliases", _STRINGS, "other names"),
    _column("n_mentions", pa.int32(), "mentions in all documents"),
    _column("n_documents", pa.int32(), "documents that name it"),
    _column("entity_ids", _STRINGS, "what was merged (`entities.entity_id`)"),
)
