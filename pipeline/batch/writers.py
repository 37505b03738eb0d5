"""What a worker does with the rows of a document, by layout: writes its files, or packs them for a part.

Two writers behind one protocol; `pipeline.batch.store` has what the parent does with the same documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

import pyarrow as pa

from pipeline.batch.inputs import Job
from pipeline.facts import Facts
from pipeline.tables.parts import Packed, pack
from pipeline.tables.restore import restore, rows_of_part
from pipeline.tables.stages import Stage
from pipeline.tables.write import write_tables


class Written(NamedTuple):
    """What has become of the rows of a document.

    Attributes:
        sizes: of its files, where it has some.
        packed: the rows, where they wait for a part.
    """

    sizes: tuple[int, ...] = ()
    packed: Packed | None = None


class Writer(Protocol):
    """Where rows of documents go to and come back from, as a worker sees it; goes to every worker."""

    def restore(self, job: Job) -> Facts | None:
        """What the stages before the first of the job found, as `pipeline.tables.restore.restore` gives it."""

    def write(
        self,
        doc_id: str,
        tables: Mapping[str, pa.Table],
        config_fingerprint: str,
        stages: tuple[str, ...],
        first: Stage,
    ) -> Written:
        """Take the tables of a document that went through the stages from `first` on.

        Raises:
            OSError: they cannot be written.
        """


@dataclass(frozen=True, slots=True)
class FileWriter:
    """Files of their own for each document, in place when it is written."""

    out: Path

    def restore(self, job: Job) -> Facts | None:
        """From the files of the document."""
        return restore(self.out, job.file.doc_id, job.first)

    def write(
        self,
        doc_id: str,
        tables: Mapping[str, pa.Table],
        config_fingerprint: str,
        stages: tuple[str, ...],
        first: Stage,
    ) -> Written:
        """Write the files of the tables that the stages from `first` on make."""
        return Written(sizes=write_tables(tables, self.out, doc_id, config_fingerprint, stages, first))


@dataclass(frozen=True, slots=True)
class PartWriter:
    """All rows of a document go back to the parent, which holds its part."""

    out: Path

    def restore(self, job: Job) -> Facts | None:
        """From the part that holds the document."""
        return restore(self.out, job.file.doc_id, job.first, partial(rows_of_part, part=job.part))

    def write(
        self,
        doc_id: str,
        tables: Mapping[str, pa.Table],
        config_fingerprint: str,
        stages: tuple[str, ...],
        first: Stage,
    ) -> Written:
        """Pack the tables up to the last stage done; those of earlier stages than `first`, too, since parts are written whole."""
        return Written(packed=pack(tables, (config_fingerprint, stages)))
