"""The tables of an output folder, document by document, for the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.tables.read import Row, has_table, open_dataset, read_documents

# As `pipeline.ingest.doc_id_of` makes them; tables from elsewhere must not name files outside the report.
_DOC_ID = re.compile(r"[\w-][\w.-]*")
# What no page shows is not read.
_TABLES = ("documents", "blocks", "mentions", "entities", "claims", "checks", "errors")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document before its rows are read: what neighbouring pages need to name it."""

    doc_id: str
    source: str
    title: str

    @property
    def name(self) -> str:
        """The title, or the source where there is none."""
        return self.title or self.source


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document as the tables hold them; a table that the run did not reach is empty."""

    document: Row
    blocks: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    entities: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)
    errors: list[Row] = field(default_factory=list)


def list_documents(out: Path) -> list[Listed]:
    """The documents of `out` in the order of their sources.

    Raises:
        ConfigurationError: C009 when it holds none; C032 when a doc_id cannot name a file.
    """
    columns = ["doc_id", "source", "title"]
    rows = open_dataset(out, "documents").to_table(columns=columns).to_pylist()
    listed = {row["doc_id"]: Listed(**row) for row in rows}
    for doc_id in listed:
        if _DOC_ID.fullmatch(doc_id) is None:
            raise ConfigurationError("C032", path=out, problem=f"{doc_id!r} is no doc_id")
    return sorted(listed.values(), key=lambda document: (document.source, document.doc_id))


def read_rows(out: Path, listed: Sequence[Listed]) -> Iterator[DocumentRows]:
    """The rows of the listed documents, in their order.

    Raises:
        OSError, pyarrow.ArrowException: a file vanished or is damaged.
    """
    tables = [table for table in _TABLES if has_table(out, table)]
    for rows in read_documents(out, tables, [document.doc_id for document in listed]):
        [document, *_] = rows.pop("documents")
        yield DocumentRows(document, **rows)
