"""From the facts of one document to Arrow tables.

Ids are local to a document in `pipeline.records`; here the doc_id is put before them (``c5`` → ``<doc_id>/c5``), so
that tables of many documents join on ids alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipeline.facts import Facts
from pipeline.records import Block, Claim, Entity, ErrorRecord, Mention, Sentence
from pipeline.tables.schemas import SCHEMAS

SECTION_SEPARATOR = " > "

Row = Mapping[str, object]


def to_tables(facts: Facts) -> dict[str, pa.Table]:
    """The seven tables of a document, each with its schema from `SCHEMAS`; empty ones included.

    Raises:
        pyarrow.ArrowInvalid: a record holds None or a type where the schema forbids it (a defect of a stage).
    """
    doc_id = facts.document.doc_id
    rows: dict[str, list[Row]] = {
        "documents": [_document(facts)],
        "blocks": [_block(doc_id, block) for block in facts.blocks],
        "sentences": [_sentence(doc_id, sentence) for sentence in facts.sentences],
        "mentions": [_mention(doc_id, mention) for mention in facts.mentions],
        "entities": [_entity(doc_id, entity) for entity in facts.entities],
        "claims": [_claim(doc_id, claim) for claim in facts.claims],
        "errors": [_error(error) for error in facts.errors],
    }
    return {name: _table(rows[name], schema) for name, schema in SCHEMAS.items()}


def _table(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    # Column by column: from_pylist would turn a misspelt or missing key into nulls without a word.
    columns: list[Any] = []
    for field in schema:
        name = field.name  # a property that costs more than the look-up
        column = pa.array([row[name] for row in rows], type=field.type)
        if column.null_count and not field.nullable:
            raise pa.ArrowInvalid(f"column {name} holds null")
        columns.append(column)
    return pa.Table.from_arrays(columns, schema=schema)


def global_id(doc_id: str, local: str) -> str:
    """The id of a record over all documents; an empty local id (no such record) stays empty."""
    return f"{doc_id}/{local}" if local else ""


def _sentence_id(doc_id: str, ordinal: int) -> str:
    return f"{doc_id}/s{ordinal}"


def _document(facts: Facts) -> Row:
    document, metadata = facts.document, facts.metadata
    return {
        "doc_id": document.doc_id,
        "source": document.source,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "title": metadata.title,
        "site": metadata.site,
        "url": metadata.url,
        "publisher": metadata.publisher,
        "document_number": metadata.document_number,
        "published": metadata.published,
        "region": metadata.region,
        "report_year": metadata.report_year,
        "text": document.text,
        "n_chars": len(document.text),
        "n_sentences": len(facts.sentences),
        "n_mentions": len(facts.mentions),
        "n_claims": len(facts.claims),
        "status": facts.status,
        "warnings": list(facts.warnings),
        "index_number": metadata.index_number,
    }


def _block(doc_id: str, block: Block) -> Row:
    return {
        "doc_id": doc_id,
        "ordinal": block.ordinal,
        "start": block.start,
        "end": block.end,
        "kind": block.kind,
        "rule": block.rule,
        "role": block.role,
        "level": block.level,
        "numbering": block.numbering,
        "section": SECTION_SEPARATOR.join(block.section),
    }


def _sentence(doc_id: str, sentence: Sentence) -> Row:
    return {
        "sentence_id": _sentence_id(doc_id, sentence.ordinal),
        "doc_id": doc_id,
        "ordinal": sentence.ordinal,
        "block": sentence.block,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "words": list(sentence.words),
    }


def _mention(doc_id: str, mention: Mention) -> Row:
    return {
        "mention_id": global_id(doc_id, mention.mention_id),
        "doc_id": doc_id,
        "sentence_id": _sentence_id(doc_id, mention.sentence),
        "label": mention.label,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "name": mention.name,
        "entity_id": global_id(doc_id, mention.entity_id),
        "title": mention.title,
        "source": mention.source,
        "score": mention.score,
    }


def _entity(doc_id: str, entity: Entity) -> Row:
    return {
        "entity_id": global_id(doc_id, entity.entity_id),
        "doc_id": doc_id,
        "label": entity.label,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "n_mentions": entity.n_mentions,
    }


def _claim(doc_id: str, claim: Claim) -> Row:
    return {
        "claim_id": global_id(doc_id, claim.claim_id),
        "doc_id": doc_id,
        "sentence_id": _sentence_id(doc_id, claim.sentence),
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "value": None if claim.value is None else float(claim.value),
        "value_max": None if claim.value_max is None else float(claim.value_max),
        "number_text": claim.number_text,
        "unit": claim.unit,
        "unit_norm": claim.unit_norm,
        "dimension": claim.dimension,
        "comparator": claim.comparator,
        "change": claim.change,
        "base": claim.base,
        "subject": claim.subject,
        "scope": claim.scope,
        "period": claim.period,
        "status": claim.status,
        "suspect": claim.suspect,
        "suspect_reason": claim.suspect_reason,
        "part_of": global_id(doc_id, claim.part_of),
        "consistency": claim.consistency,
        "unit_implied": claim.unit_implied,
        "section": claim.section,
        "program": global_id(doc_id, claim.program),
        "school": global_id(doc_id, claim.school),
        "rule": claim.rule,
    }


def _error(error: ErrorRecord) -> Row:
    return {
        "doc_id": error.doc_id,
        "source": error.source,
        "stage": error.stage,
        "code": error.code,
        "message": error.message,
        "retryable": error.retryable,
    }
