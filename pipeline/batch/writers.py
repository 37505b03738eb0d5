"""What a worker does with the rows of a document, by layout: writes its files, or packs them for a part.

Two writers behind one protocol; `pipeline.batch.store` has what the parent does with the same documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from pipeline.batch.inputs import Job
from pipeline.batch.kernel import Batch
from pipeline.facts import Facts
from pipeline.tables.parts import Making, Packed, pack
from pipeline.tables.restore import restore, rows_of_part
from pipeline.tables.stages import Stage
from pipeline.tables.write import write_tables


class Destined(NamedTuple):
    """A document of a batch whose rows are to be written.

    Attributes:
        number: its place in the batch.
        first: stage at which the making began.
    """

    number: int
    first: Stage


class Written(NamedTuple):
    """What has become of the rows of a document.

    Attributes:
        sizes: of its files, where it has some.
        packed: the rows, where they wait for a part.
        problem: why they could not be written.
    """

    sizes: tuple[int, ...] = ()
    packed: Packed | None = None
    problem: OSError | None = None


class Writer(Protocol):
    """Where rows of documents go to and come back from, as a worker sees it; goes to every worker."""

    def restore(self, job: Job) -> Facts | None:
        """What the stages before the first of the job found, as `pipeline.tables.restore.restore` gives it."""

    def write(self, batch: Batch, documents: Sequence[Destined], making: Making) -> list[Written]:
        """Take the rows of documents of a batch, and tell of each what has become of them.

        Args:
            making: what made the rows; the same for all.
        """


@dataclass(frozen=True, slots=True)
class FileWriter:
    """Files of their own for each document, in place when it is written."""

    out: Path

    def restore(self, job: Job) -> Facts | None:
        """From the files of the document."""
        return restore(self.out, job.file.doc_id, job.first)

    def write(self, batch: Batch, documents: Sequence[Destined], making: Making) -> list[Written]:
        """Write the files of the tables that the stages from the first on make."""
        return [self._write(batch, *document, making) for document in documents]

    def _write(self, batch: Batch, number: int, first: Stage, making: Making) -> Written:
        doc_id = batch.documents[number].facts.doc_id
        try:
            return Written(write_tables(batch.tables_of(number), self.out, doc_id, *making, first))
        except OSError as error:
            return Written(problem=error)


@dataclass(frozen=True, slots=True)
class PartWriter:
    """All rows of a document go back to the parent, which holds its part."""

    out: Path

    def restore(self, job: Job) -> Facts | None:
        """From the part that holds the document."""
        return restore(self.out, job.file.doc_id, job.first, partial(rows_of_part, part=job.part))

    def write(self, batch: Batch, documents: Sequence[Destined], making: Making) -> list[Written]:
        """Pack the tables up to the last stage done; those of earlier stages than the first, too, since parts are written whole."""
        packed = pack(batch.tables, batch.bounds, making)
        return [Written(packed=packed[document.number]) for document in documents]
