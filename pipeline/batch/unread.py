"""Rows of a file that are no documents: broken JSON, no text, a page of nothing.

They share one failed document, which is called like their file: a row in ``documents``, and in ``errors`` one that
tells how many they are, and one for each of the first. So a million of them cost seven files.
"""

from __future__ import annotations

import hashlib
import heapq

from pipeline.batch.document import Outcome
from pipeline.batch.inputs import InputFile
from pipeline.batch.kernel import Extracted
from pipeline.errors import DocumentError
from pipeline.facts import Facts
from pipeline.records import ErrorRecord, Metadata, RawDocument

LISTED = 1000
"""Rows of a file of which each has an error of its own."""


class UnreadRows:
    """The rows of one file that cannot be read, in whatever order they are found."""

    def __init__(self, file: InputFile) -> None:
        self.file = file
        self._count = 0
        # The number of the row turned round, so that the last of those that are kept goes first.
        self._kept: list[tuple[int, str, str, str, bool]] = []

    def add(self, outcome: Outcome) -> None:
        """Take one down."""
        self._count += 1
        kept = (-outcome.unread_row, outcome.source, outcome.code, outcome.message, outcome.retryable)
        (heapq.heappush if len(self._kept) < LISTED else heapq.heappushpop)(self._kept, kept)

    def extracted(self) -> Extracted:
        """The failed document that tells of them; it depends on the rows alone."""
        rows = sorted(self._kept, reverse=True)
        doc_id = self.file.doc_id
        errors = [ErrorRecord(doc_id, source, "ingest", *told) for _, source, *told in rows]  # type: ignore[arg-type]
        if any(error.source != self.file.source for error in errors):  # not the file as a whole
            errors.insert(0, self._summary(-rows[0][0], errors[0]))
        digest = hashlib.sha256(repr((self._count, rows)).encode()).hexdigest()
        raw = RawDocument(doc_id=doc_id, source=self.file.source, sha256=digest, encoding="", text="")
        facts = Facts(raw, Metadata(), errors=tuple(errors), status="failed")
        return Extracted(facts)

    def _summary(self, number: int, first: ErrorRecord) -> ErrorRecord:
        error = DocumentError(
            "I018",
            stage="ingest",
            count=self._count,
            row=number,
            source=first.source,
            problem=first.message,
            listed=LISTED,
        )
        return ErrorRecord(self.file.doc_id, self.file.source, error.stage, error.code, error.message, error.retryable)
