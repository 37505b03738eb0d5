"""Tables of a document back to facts: for a run that starts in the middle, and for those who compare facts.

Everything that a later stage reads is in the tables, but the layout of the file, which ``segment`` needs and which
comes with reading the file again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import describe
from pipeline.facts import Facts
from pipeline.records import Block, Document, Metadata
from pipeline.tables.layout import TABLES, tables_between
from pipeline.tables.read import load_arrow, read_documents
from pipeline.tables.rows import SEPARATOR, Row, to_records
from pipeline.tables.stages import STAGES, Stage
from pipeline.tables.write import table_path

_LOST = re.compile(r"\[W002\] the (\w+) stage ")
_BEFORE: Mapping[Stage, Stage] = {"segment": "clean", "ner": "segment", "claims": "ner"}


def facts_of(rows: Mapping[str, Sequence[Row]]) -> Facts:
    """The facts that the rows of a document were made of.

    Args:
        rows: by table; one row of ``documents``. A table that is not there is empty.

    Raises:
        KeyError, TypeError, ValueError: the rows are of other tables, or damaged.
    """
    [document] = to_records("documents", rows["documents"], Document)
    found: dict[str, Any] = {
        name: to_records(name, rows[name], table.record)
        for name, table in TABLES.items()
        if name in rows and name != "documents"
    }
    findings = document.findings
    return Facts(document.document, document.metadata, status=findings.status, warnings=findings.warnings, **found)


def read_facts(out: Path, tables: Sequence[str]) -> Iterator[Facts]:
    """The facts of all documents of an output folder, in the order of their ids.

    Args:
        out: output folder, compacted or not.
        tables: what is wanted beside ``documents``; the other tables are not read, and empty in the facts.

    Raises:
        ConfigurationError: C009 when a table is missing.
    """
    doc_ids = load_arrow(out, "documents", ["doc_id"]).column("doc_id").to_pylist()
    return map(facts_of, read_documents(out, ("documents", *tables), doc_ids))


def rows_of_file(out: Path, table: str, doc_id: str) -> list[Row]:
    """The rows of a document in a table, from its own file."""
    rows: list[Row] = pq.ParquetFile(table_path(out, table, doc_id)).read().to_pylist()
    return rows


def rows_of_part(out: Path, table: str, doc_id: str, part: str) -> list[Row]:
    """The rows of a document in a table, from the part that holds it; the parts of one document after the other are read once."""
    import pyarrow.compute as pc  # not above: it takes as long as all of pyarrow

    path = table_path(out, table, part)
    held = _part(path, path.stat().st_mtime_ns)
    rows: list[Row] = held.filter(pc.equal(held.column("doc_id"), doc_id)).to_pylist()
    return rows


@lru_cache(maxsize=len(TABLES))
def _part(path: Path, written: int) -> pa.Table:
    return pq.ParquetFile(path).read()


def restore(
    out: Path, doc_id: str, first: Stage, rows_of: Callable[[Path, str, str], list[Row]] = rows_of_file
) -> Facts | None:
    """What the stages before `first` found in a document, from its tables in `out`.

    Args:
        rows_of: reads the rows of a document in a table.

    Returns:
        None when the tables do not tell it all: they are missing or damaged, or a heading holds the separator of
        headings. ``clean`` starts from nothing, so there is nothing to restore for it.
    """
    if first == "clean":
        return None
    tables = [table for table in tables_between("clean", _BEFORE[first]) if table != "errors"]
    try:
        facts = facts_of({table: rows_of(out, table, doc_id) for table in tables})
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return None
    if _is_ambiguous(facts.document.text, facts.blocks):
        return None
    warnings = tuple(warning for warning in facts.warnings if not _comes_again(warning, first))
    facts = replace(facts, document=replace(facts.document, warnings=warnings), warnings=())
    if first == "segment":
        return replace(facts, metadata=Metadata(), blocks=tuple(_cleaned(facts.blocks)))
    return facts


def _comes_again(warning: str, first: Stage) -> bool:
    """Whether the stages from `first` on say it themselves: that a document is empty, or that they failed at a clause."""
    lost = _LOST.match(warning)
    return warning == describe("W001") or (lost is not None and lost[1] in STAGES[STAGES.index(first) :])


def _is_ambiguous(text: str, blocks: tuple[Block, ...]) -> bool:
    return SEPARATOR in text and any(
        SEPARATOR in text[block.start : block.end] for block in blocks if block.role == "heading"
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
