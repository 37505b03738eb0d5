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
    import pandas as pd
    import pyarrow


@dataclass(frozen=True, slots=True, repr=False)
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
    def doc_id(self) -> str:
        """The id of the document."""
        return self.document.doc_id

    @property
    def documents(self) -> tuple[Document]:
        """The one record of the table of documents."""
        counts = (len(self.document.text), len(self.sentences), len(self.mentions), len(self.claims))
        return (Document(self.document, self.metadata, Findings(*counts, self.status, self.warnings)),)

    def to_tables(self) -> dict[str, pyarrow.Table]:
        """The eight tables of the document, empty ones included, with the schemas of `pipeline.tables.schemas`."""
        from pipeline.tables.rows import to_tables

        return to_tables([self])

    def claims_frame(self) -> pd.DataFrame:
        """The claims as a pandas data frame: the columns of the table, and the sentence of each."""
        from pipeline.notebook import claims_frame

        return claims_frame(self)

    @property
    def summary(self) -> str:
        """What the document is, and how much was found in it."""
        counts = (len(self.claims), "claims"), (len(self.mentions), "mentions"), (len(self.sentences), "sentences")
        name = self.metadata.title or self.document.source or "untitled"
        return ", ".join([name, *(f"{count:,} {what}" for count, what in counts), self.status])

    def __repr__(self) -> str:
        return f"<Facts: {self.summary}>"

    def _repr_html_(self) -> str:
        from pipeline.notebook import html_of

        return html_of(self)
