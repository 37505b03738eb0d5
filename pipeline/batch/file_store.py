"""Documents in files of their own: in place as soon as a worker has written them, found again by the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.batch.document import Outcome
from pipeline.batch.inputs import Job
from pipeline.batch.ledger import Entry, Ledger, is_intact
from pipeline.batch.writers import FileWriter, Writer
from pipeline.ingest import doc_id_of
from pipeline.tables.write import remove_tables, table_path


class FileStore:
    """The `pipeline.batch.store.Store` of the layout of files."""

    writer: Writer

    def __init__(self, out: Path, *, writable: bool = True) -> None:
        self._out, self._ledger = out, Ledger(out, writable=writable)
        self.writer = FileWriter(out)

    def entry(self, doc_id: str) -> Entry | None:
        """From the ledger, or from the tables."""
        return self._ledger.get(doc_id)

    def is_intact(self, doc_id: str, entry: Entry) -> bool:
        """Whether its files are there and have their sizes."""
        return is_intact(self._out, doc_id, entry)

    def holds(self, doc_id: str) -> bool:
        """Whether it has a file in ``documents``."""
        return table_path(self._out, "documents", doc_id).exists()

    def doc_ids(self) -> set[str]:
        """All documents, recorded or not."""
        return self._ledger.doc_ids()

    def pass_by(self, job: Job) -> None:
        """Nothing: the order of documents does not matter."""

    def begin(self, job: Job) -> Job:
        """Withdraw its entry, so that a run that is killed leaves none that describes other tables."""
        self._ledger.withdraw(job.file.doc_id)
        return job

    def abandon(self, job_source: str) -> None:
        """Nothing: there is nothing of it."""

    def take(self, outcome: Outcome) -> Iterator[Outcome]:
        """Record the files that a worker has put in place."""
        if outcome.sizes:
            fields = {name: getattr(outcome, name) for name in Entry.__slots__}
            self._ledger.add(doc_id_of(outcome.source), Entry(**fields))
        yield outcome

    def remove(self, doc_id: str) -> None:
        """Remove its files."""
        self._ledger.withdraw(doc_id)
        remove_tables(self._out, doc_id)

    def flush(self) -> Iterator[Outcome]:
        """Nothing waits."""
        return iter(())

    def close(self) -> None:
        """Close the ledger."""
        self._ledger.close()
