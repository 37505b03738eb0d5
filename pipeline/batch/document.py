"""Documents to their tables: the unit of work of a local run.

Nothing that a document does gets past `process`: it returns what became of it, whatever happened.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from pipeline.batch.fingerprints import fingerprints
from pipeline.batch.inputs import InputFile, Job
from pipeline.batch.kernel import Batch, Extracted, Given, extract
from pipeline.batch.writers import Destined, Writer, Written
from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.facts import Facts
from pipeline.ingest.rows import Row
from pipeline.tables.layout import tables_between
from pipeline.tables.parts import Packed
from pipeline.tables.plausibility import COLUMNS, doubts
from pipeline.tables.rows import to_rows
from pipeline.tables.stages import Stage

OutcomeStatus = Literal["ok", "partial", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    Attributes:
        source: its source name.
        status: ``skipped`` when the output folder held its rows already.
        rows: rows written, by table.
        code: of the error of a failed document, else empty.
        message: what the error says, or why the document was skipped; else empty.
        retryable: whether a failed document may succeed on another try.
        stages: fingerprints of the stages done.
        sizes: of the files written; empty when none were.
        seconds: time spent, by stage.
        first: stage at which it began.
        n_implausible: claims that can hardly be (`pipeline.tables.plausibility`).
        packed: the rows, as long as they wait for their part.
        unread_row: number of the row, when it is one of a file and cannot be read; nothing is written of it.
    """

    source: str
    status: OutcomeStatus
    rows: Mapping[str, int] = field(default_factory=dict)
    code: str = ""
    message: str = ""
    retryable: bool = False
    sha256: str = ""
    n_chars: int = 0
    stages: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    first: str = ""
    n_implausible: int = 0
    unread_row: int = 0
    packed: Packed | None = None


def process(jobs: Sequence[Job], writer: Writer, config: Config) -> list[Outcome]:
    """Extract documents together and write their tables.

    Args:
        jobs: a batch of documents and the stages to do, the same last one.
        writer: takes their rows.
        config: settings of the run.
    """
    batch = extract([_given(job, writer, config) for job in jobs], config)
    outcomes: dict[int, Outcome] = {}
    destined = []
    for number, (job, extracted) in enumerate(zip(jobs, batch.documents, strict=True)):
        problem = extracted.problem
        if job.row is not None and problem is not None and problem.code.startswith(_NO_DOCUMENT):
            outcomes[number] = unread(job.row, problem.code, problem.message, problem.retryable)
        else:
            destined.append(Destined(number, extracted.first))
    outcomes |= write(batch, destined, writer, config, jobs[0].last)
    return [outcomes[number] for number in range(len(jobs))]


def _given(job: Job, writer: Writer, config: Config) -> Given:
    content = job.row or _read(job.file, config)
    if isinstance(content, DocumentError):
        return Given(content, job.file.source, last=job.last, sha256=sha256_of(job))
    known = writer.restore(job)
    first = job.first if known is not None else "clean"
    return Given(content, job.file.source, known, first, job.last)


def unread(row: Row, code: str, message: str, retryable: bool) -> Outcome:
    """What becomes of a row that is no document: its file tells of it (see `pipeline.batch.unread`)."""
    return Outcome(row.source, "failed", code=code, message=message, retryable=retryable, unread_row=row.number)


def lost(job: Job, writer: Writer, config: Config, error: DocumentError) -> Outcome:
    """Record a document whose worker process died or had to be ended."""
    batch = extract([Given(error, job.file.source, last=job.last, sha256=sha256_of(job))], config)
    return write_one(batch, writer, config, job.last)


def sha256_of(job: Job) -> str:
    """Of the bytes of a document; empty when they cannot be read."""
    if job.row is not None:
        return job.row.sha256
    try:
        with open(job.file.path, "rb", buffering=0) as stream:
            chunk = stream.read(_CHUNK)
            digest = hashlib.sha256(chunk)
            while len(chunk) == _CHUNK:
                chunk = stream.read(_CHUNK)
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


_CHUNK = 1 << 20
_NO_DOCUMENT = "I"


def _read(file: InputFile, config: Config) -> bytes | DocumentError:
    try:
        size = file.path.stat().st_size
        if size > config.max_bytes:  # told before it fills the memory
            return DocumentError("I005", stage="ingest", size=size, limit=config.max_bytes)
        return file.path.read_bytes()
    except OSError as error:
        return DocumentError("I004", stage="ingest", retryable=True, problem=error.strerror or error)


def write_one(batch: Batch, writer: Writer, config: Config, last: Stage) -> Outcome:
    """Write the tables of a batch of one document that went through all stages up to `last`."""
    return write(batch, [Destined(0, "clean")], writer, config, last)[0]


def write(
    batch: Batch, documents: Sequence[Destined], writer: Writer, config: Config, last: Stage
) -> dict[int, Outcome]:
    """Write the tables of documents that went through the stages up to `last`; gives by their numbers what became of them."""
    stages = fingerprints(config, last)
    started = time.perf_counter()
    written = writer.write(batch, documents, (_fingerprint(config), stages))
    seconds = (time.perf_counter() - started) / max(1, len(documents))
    return {
        document.number: _outcome(batch.documents[document.number], document.first, last, stages, own, seconds)
        for document, own in zip(documents, written, strict=True)
    }


def _outcome(
    extracted: Extracted, first: Stage, last: Stage, stages: tuple[str, ...], written: Written, seconds: float
) -> Outcome:
    facts, problem = extracted.facts, extracted.problem
    if written.problem is not None:
        reason = written.problem.strerror or written.problem
        error = DocumentError("T001", stage="tables", retryable=True, problem=reason)
        return Outcome(facts.document.source, "failed", code=error.code, message=error.message, retryable=True)
    return Outcome(
        facts.document.source,
        facts.status,
        {name: len(getattr(facts, name)) for name in tables_between(first, last)},
        problem.code if problem else "",
        problem.message if problem else "",
        problem.retryable if problem else False,
        facts.document.sha256,
        len(facts.document.text),
        stages,
        written.sizes,
        {**extracted.seconds, "write": seconds},
        first,
        _count_implausible(facts),
        packed=written.packed,
    )


def _count_implausible(facts: Facts) -> int:
    [document] = to_rows("documents", facts.documents, ("report_year", "published"))
    return len({doubt.claim_id for doubt in doubts(document, to_rows("claims", facts.claims, COLUMNS))})


_fingerprint = cache(Config.fingerprint)
