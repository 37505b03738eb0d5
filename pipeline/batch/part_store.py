"""Documents in parts: which part a document belongs to, when a part is written, and what it holds.

A new document belongs to the part that its place among the inputs gives it: inputs are parted by their number and size, done ones
counted with the others. So a run that was killed and goes on makes the parts that it would have made, and so does one with
other workers. A document stays where it is when it is done again. A part is written when all its documents have been
passed by and none is with a worker; before that only to keep memory bounded, or when the run ends. A document counts as done when
its part is in place. There is no ledger: the parts say what they hold (`pipeline.tables.parts`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.batch.document import Outcome
from pipeline.batch.inputs import Job, size_of
from pipeline.batch.ledger import Entry
from pipeline.batch.writers import PartWriter, Writer
from pipeline.errors import DocumentError
from pipeline.ingest import doc_id_of
from pipeline.tables.parts import (
    Packed,
    PartIndex,
    is_whole,
    part_name,
    part_numbers,
    read_index,
    remove_strays,
    write_part,
)

DOCUMENTS = 1000
"""Documents of a part at most, as long as no later inputs are put between them."""
SIZE = 8_000_000
"""Bytes of input (characters, for rows of files) from which on a part has enough with fewer documents."""
WAITING = 256 * 2**20
"""Bytes of rows that may wait for their parts."""


@dataclass(slots=True)
class _Waiting:
    """What is to change in a part: by document its rows, or None to take it out."""

    n_with_workers: int = 0
    n_bytes: int = 0
    documents: dict[str, Packed | None] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)


class PartStore:
    """The `pipeline.batch.store.Store` of the layout of parts."""

    writer: Writer

    def __init__(self, out: Path, *, writable: bool = True) -> None:
        self._out = out
        self.writer = PartWriter(out)
        if writable:
            remove_strays(out)
        self._indices: dict[int, PartIndex] = {}
        # The numbers are shared objects: a million documents take no more than their ids.
        self._parts: dict[str, int] = {}
        self._is_whole: dict[int, bool] = {}
        for number in part_numbers(out):
            self._load(number)
        self._beyond = max(self._indices, default=-1) + 1
        # Of each part, the documents that were there when the run began and have not been passed by yet.
        self._n_ahead = Counter({number: len(index.makings) for number, index in self._indices.items()})
        # Where the last input was found, and where the next will be.
        self._here = self._place = 0
        self._waiting: dict[int, _Waiting] = {}
        self._begun: dict[str, int] = {}

    def entry(self, doc_id: str) -> Entry | None:
        """From the part that holds it."""
        number = self._parts.get(doc_id)
        index = self._indices.get(number) if number is not None else None
        row = index.row_of(doc_id) if index is not None else None
        if index is None or row is None:
            return None
        code, retryable = index.failures.get(doc_id, ("", False)) if row["status"] == "failed" else ("", False)
        return Entry(
            row["source"], row["sha256"], row["status"], row["stages"], (), row["n_chars"], code, retryable
        )  # fmt: skip

    def is_intact(self, doc_id: str, entry: Entry) -> bool:
        """Whether the files of its part are there and have their sizes; looked at once per part."""
        number = self._parts[doc_id]
        if number not in self._is_whole:
            self._is_whole[number] = is_whole(self._out, number, self._indices[number])
        return self._is_whole[number]

    def holds(self, doc_id: str) -> bool:
        """Whether a part held it when the run began."""
        return doc_id in self._parts

    def doc_ids(self) -> set[str]:
        """Those that were there when the run began."""
        return set(self._parts)

    def pass_by(self, job: Job) -> None:
        """Move on among the inputs."""
        number = self._parts.get(job.file.doc_id)
        if number is not None:
            self._n_ahead[number] -= 1
        self._here = self._place
        self._place += max(SIZE // DOCUMENTS, size_of(job))

    def begin(self, job: Job) -> Job:
        """Find the part of a document that has just been passed by."""
        number = self._parts.get(job.file.doc_id)
        if number is None:
            number = self._number_here()
        self._wait(number).n_with_workers += 1
        self._begun[job.file.source] = number
        return replace(job, part=part_name(number))

    def abandon(self, job_source: str) -> None:
        """Wait no longer for something that is no document."""
        self._wait(self._begun.pop(job_source)).n_with_workers -= 1

    def take(self, outcome: Outcome) -> Iterator[Outcome]:
        """Keep the rows of a document until its part is written."""
        number = self._begun.pop(outcome.source)
        waiting = self._wait(number)
        waiting.n_with_workers -= 1
        if outcome.packed is not None:
            waiting.documents[doc_id_of(outcome.source)] = outcome.packed
            waiting.n_bytes += outcome.packed.n_bytes
        waiting.outcomes.append(replace(outcome, packed=None))
        for ripe in [number for number in self._waiting if self._is_complete(number)]:
            yield from self._write(ripe)
        while sum(part.n_bytes for part in self._waiting.values()) > WAITING:
            yield from self._write(max(self._waiting, key=lambda number: self._waiting[number].n_bytes))

    def remove(self, doc_id: str) -> None:
        """Let a document go when its part is written."""
        self._wait(self._parts.pop(doc_id)).documents[doc_id] = None

    def flush(self) -> Iterator[Outcome]:
        """Write all parts in which something is to change."""
        for number in sorted(self._waiting):
            yield from self._write(number)

    def close(self) -> None:
        """Nothing is open."""

    def _wait(self, number: int) -> _Waiting:
        return self._waiting.setdefault(number, _Waiting())

    def _number_here(self) -> int:
        """The part of a new document; beyond all that there were, where documents have been put between others again and again."""
        number = self._here // SIZE
        index = self._indices.get(number)
        return number if index is None or len(index.makings) < 2 * DOCUMENTS else number + self._beyond

    def _is_complete(self, number: int) -> bool:
        """Whether no input will change a part any more, as far as is known."""
        is_behind = number < self._place // SIZE
        return is_behind and not self._waiting[number].n_with_workers and self._n_ahead[number] <= 0

    def _write(self, number: int) -> Iterator[Outcome]:
        waiting = self._waiting.pop(number)
        if waiting.n_with_workers:
            self._wait(number).n_with_workers = waiting.n_with_workers
        started = time.perf_counter()
        try:
            if waiting.documents:
                write_part(self._out, number, waiting.documents)
        except OSError as error:
            problem = DocumentError("T001", stage="tables", retryable=True, problem=error.strerror or error)
            for outcome in waiting.outcomes:
                yield Outcome(outcome.source, "failed", code=problem.code, message=problem.message, retryable=True)
            return
        self._reload(number)
        share = (time.perf_counter() - started) / max(1, len(waiting.outcomes))
        for outcome in waiting.outcomes:
            yield replace(outcome, seconds={**outcome.seconds, "write": outcome.seconds.get("write", 0.0) + share})

    def _load(self, number: int) -> None:
        index = read_index(self._out, number)
        if index is not None:
            self._indices[number] = index
            self._parts |= dict.fromkeys(index.doc_ids(), number)

    def _reload(self, number: int) -> None:
        """What is known of a part that held documents when the run began; of new ones nobody will ask."""
        if number in self._indices:
            index = read_index(self._out, number)
            if index is None:
                del self._indices[number]
            else:
                self._indices[number] = index
                self._is_whole[number] = True
