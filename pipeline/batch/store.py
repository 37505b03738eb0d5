"""Where a run keeps its documents and finds them again: files of their own, or parts.

`pipeline.batch.file_store` and `pipeline.batch.part_store` do it; this is what they share, and the choice between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

from pipeline.batch.document import Outcome
from pipeline.batch.inputs import InputFile, Job
from pipeline.batch.ledger import Entry
from pipeline.batch.writers import Writer
from pipeline.errors import ConfigurationError
from pipeline.tables.compact import in_order
from pipeline.tables.parts import is_part

Layout = Literal["files", "parts"]

LAYOUTS: tuple[Layout, ...] = ("files", "parts")

MANY_DOCUMENTS = 2000
"""Documents from which on a new folder is written in parts; `docs/performance.md` has the measurement."""
_BYTES_OF_ROW = 4096


class Store(Protocol):
    """The documents of an output folder, as the parent of a run sees them; the caller holds the lock.

    Attributes:
        writer: what workers do with rows.
    """

    writer: Writer

    def entry(self, doc_id: str) -> Entry | None:
        """How the rows of a document were made; None when it has to be done."""

    def is_intact(self, doc_id: str, entry: Entry) -> bool:
        """Whether its tables are still those that were written."""

    def holds(self, doc_id: str) -> bool:
        """Whether there are rows of a document."""

    def doc_ids(self) -> set[str]:
        """All documents that were there when the run began, and some that came since."""

    def pass_by(self, job: Job) -> None:
        """Hear of an input in its turn, whether it is to be done or not."""

    def begin(self, job: Job) -> Job:
        """Hear that a document is to be done, and tell its worker where its rows are."""

    def abandon(self, job_source: str) -> None:
        """Hear that what was begun is no document."""

    def take(self, outcome: Outcome) -> Iterator[Outcome]:
        """Take a document that was done; gives those whose rows are in place, or cannot be put there, by now."""

    def remove(self, doc_id: str) -> None:
        """Take the rows of a document away; they may stay until `flush`."""

    def flush(self) -> Iterator[Outcome]:
        """Put everything in place that waits; gives the documents as `take` does."""

    def close(self) -> None:
        """Close what is open."""


def layout_of(out: Path) -> Layout | None:
    """The layout of the tables in `out`; None when it holds none."""
    files = in_order(out / "documents")
    if not files:
        return None
    return "parts" if any(is_part(path.stem) for path in files) else "files"


def choose_layout(out: Path, asked: Layout | None, files: Sequence[InputFile]) -> Layout:
    """That of the tables in `out`; in a new folder what was asked for, or what pays for so many documents.

    Raises:
        ConfigurationError: C018 when the tables in `out` have another one than was asked for.
    """
    found = layout_of(out)
    if found is not None and asked not in (None, found):
        raise ConfigurationError("C018", path=out, found=found, asked=asked)
    if found is not None or asked is not None:
        return found or asked or "files"
    return "parts" if _count(files) >= MANY_DOCUMENTS else "files"


def open_store(out: Path, layout: Layout, *, writable: bool = True) -> Store:
    """The documents of a folder.

    Args:
        out: the output folder, with its run folder.
        layout: of its tables.
        writable: whether anything may change in the folder; not without the lock.
    """
    from pipeline.batch.file_store import FileStore
    from pipeline.batch.part_store import PartStore

    return FileStore(out, writable=writable) if layout == "files" else PartStore(out, writable=writable)


def _count(files: Sequence[InputFile]) -> int:
    """About how many documents there are; rows of files are guessed from its size."""
    return sum(_rows(file) if file.has_rows else 1 for file in files)


def _rows(file: InputFile) -> int:
    try:
        return file.path.stat().st_size // _BYTES_OF_ROW
    except OSError:
        return 1
