"""Tables of a document back to facts, for a run that starts in the middle.

Everything that a later stage reads is in the tables, but the layout of the file, which ``segment`` needs and which
comes with reading the file again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import describe
from pipeline.facts import Facts
from pipeline.records import Block, Entity, Mention, Metadata, RawDocument, Sentence
from pipeline.tables.rows import SECTION_SEPARATOR
from pipeline.tables.stages import Stage
from pipeline.tables.write import table_path


def restore(out: Path, doc_id: str, first: Stage) -> Facts | None:
    """What the stages before `first` found in a document, from its tables in `out`.

    Returns:
        None when the tables do not tell it all: they are missing or damaged, or a heading holds the separator of
        headings. ``clean`` starts from nothing, so there is nothing to restore for it.
    """
    if first == "clean":
        return None
    try:
        [document] = _rows(out, "documents", doc_id)
        blocks = tuple(map(_block, _rows(out, "blocks", doc_id)))
        if _is_ambiguous(document["text"], blocks):
            return None
        facts = Facts(_raw(document), _metadata(document), blocks=blocks, status=document["status"])
        if first == "segment":
            return replace(facts, metadata=Metadata(), blocks=tuple(_cleaned(blocks)))
        facts = replace(facts, sentences=tuple(map(_sentence, _rows(out, "sentences", doc_id))))
        if first == "ner":
            return facts
        mentions = tuple(map(_mention, _rows(out, "mentions", doc_id)))
        return replace(facts, mentions=mentions, entities=tuple(map(_entity, _rows(out, "entities", doc_id))))
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return None


def _rows(out: Path, table: str, doc_id: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.ParquetFile(table_path(out, table, doc_id)).read().to_pylist()
    return rows


def _is_ambiguous(text: str, blocks: tuple[Block, ...]) -> bool:
    return SECTION_SEPARATOR in text and any(
        SECTION_SEPARATOR in text[block.start : block.end] for block in blocks if block.role == "heading"
    )


def _cleaned(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks before they got their structure: content between boilerplate was one block."""
    merged: list[Block] = []
    for block in blocks:
        if merged and merged[-1].kind == block.kind == "content":
            merged[-1] = replace(merged[-1], end=block.end)
        else:
            merged.append(Block(0, block.start, block.end, block.kind, block.rule))
    for ordinal, block in enumerate(merged):
        yield replace(block, ordinal=ordinal)


def _raw(row: dict[str, Any]) -> RawDocument:
    # The stages add the warning of an empty document again.
    warnings = tuple(warning for warning in row["warnings"] if warning != describe("W001"))
    return RawDocument(row["doc_id"], row["source"], row["sha256"], row["encoding"], row["text"], warnings=warnings)


def _metadata(row: dict[str, Any]) -> Metadata:
    return Metadata(**{name: row[name] for name in Metadata.__dataclass_fields__})


def _block(row: dict[str, Any]) -> Block:
    section = tuple(row["section"].split(SECTION_SEPARATOR)) if row["section"] else ()
    columns = {name: row[name] for name in Block.__dataclass_fields__}
    return Block(**{**columns, "section": section})


def _sentence(row: dict[str, Any]) -> Sentence:
    columns = {name: row[name] for name in Sentence.__dataclass_fields__}
    return Sentence(**{**columns, "words": tuple(row["words"])})


def _mention(row: dict[str, Any]) -> Mention:
    columns = {name: row[name] for name in Mention.__dataclass_fields__ if name in row}
    columns |= {name: _local(row[name]) for name in ("mention_id", "entity_id")}
    return Mention(**columns, sentence=int(_local(row["sentence_id"])[1:]))


def _entity(row: dict[str, Any]) -> Entity:
    return Entity(_local(row["entity_id"]), row["label"], row["name"], tuple(row["aliases"]), row["n_mentions"])


def _local(global_id: str) -> str:
    return global_id.rpartition("/")[2]
