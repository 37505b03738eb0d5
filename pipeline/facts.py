"""What the pipeline knows about one document, ready to become table rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import (
    Block,
    Claim,
    DocumentStatus,
    Entity,
    ErrorRecord,
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
    warnings: tuple[str, ...] = ()
    errors: tuple[ErrorRecord, ...] = ()
    status: DocumentStatus = "ok"

    def to_tables(self) -> dict[str, pyarrow.Table]:
        """The seven tables of the document, empty ones included, with the schemas of `pipeline.tables.schemas`."""
        from pipeline.tables.rows import to_tables

        return to_tables(self)
