"""What the pipeline knows about one document, ready to become table rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import (
    Block,
    Check,
    Claim,
    Document,
    DocumentStatus,
    Entity,
    ErrorRecord,
    Findings,
    Mention,
    Metadata,
    RawDocument,
    Sentence,
)

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything extracted from one document. All offsets refer to `document.text`."""

    document: RawDocument
    metadata: Metadata
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[str, ...] = ()
    errors: tuple[ErrorRecord, ...] = ()
    status: DocumentStatus = "ok"

    @property
    def documents(self) -> tuple[Document]:
        """The one record of the table of documents."""
        counts = (len(self.document.text), len(self.sentences), len(self.mentions), len(self.claims))
        return (Document(self.document, self.metadata, Findings(*counts, self.status, self.warnings)),)

    def to_tables(self) -> dict[str, pyarrow.Table]:
        """The eight tables of the document, empty ones included, with the schemas of `pipeline.tables.schemas`."""
        from pipeline.tables.layout import TABLES
        from pipeline.tables.rows import to_tables

        return to_tables(self.document.doc_id, {table: getattr(self, table) for table in TABLES})
