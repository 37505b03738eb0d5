"""One document to its tables: the unit of work of a local run.

Nothing that a document does gets past `process`: it returns what became of it, whatever happened.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.batch.fingerprints import fingerprints
from pipeline.batch.inputs import InputFile, Job
from pipeline.batch.kernel import Extracted, extract
from pipeline.batch.writers import Writer
from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.ingest.rows import Row
from pipeline.tables.layout import tables_between
from pipeline.tables.parts import Packed
from pipeline.tables.plausibility import COLUMNS, doubts
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


def process(job: Job, writer: Writer, config: Config) -> Outcome:
    """Extract a document and write its tables.

    Args:
        job: the document and the stages to do.
        writer: takes its rows.
        config: settings of the run.
    """
    content = job.row or _read(job.file, config)
    if isinstance(content, DocumentError):
        return lost(job, writer, config, content)
    known = writer.restore(job)
    first = job.first if known is not None else "clean"
    extracted = extract(content, job.file.source, config, known=known, first=first, last=job.last)
    if job.row is not None and extracted.code.startswith(_NO_DOCUMENT):
        return unread(job.row, extracted.code, extracted.message, extracted.retryable)
    return write(job.file, extracted, writer, config, first, job.last)


def unread(row: Row, code: str, message: str, retryable: bool) -> Outcome:
    """What becomes of a row that is no document: its file tells of it (see `pipeline.batch.unread`)."""
    return Outcome(row.source, "failed", code=code, message=message, retryable=retryable, unread_row=row.number)


def lost(job: Job, writer: Writer, config: Config, error: DocumentError) -> Outcome:
    """Record a document that cannot be read, or whose worker process died or had to be ended."""
    extracted = extract(error, job.file.source, config, sha256=sha256_of(job))
    return write(job.file, extracted, writer, config, last=job.last)


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


def write(
    file: InputFile,
    extracted: Extracted,
    writer: Writer,
    config: Config,
    first: Stage = "clean",
    last: Stage = "claims",
) -> Outcome:
    """Write the tables of a document that went through the stages from `first` to `last`."""
    stages = fingerprints(config, last)
    if extracted.status == "failed":
        first = "clean"  # a failure empties the tables of the stages before it, too
    started = time.perf_counter()
    try:
        written = writer.write(file.doc_id, extracted.tables, config.fingerprint(), stages, first)
    except OSError as error:
        problem = DocumentError("T001", stage="tables", retryable=True, problem=error.strerror or error)
        return Outcome(file.source, "failed", code=problem.code, message=problem.message, retryable=True)
    return Outcome(
        file.source,
        extracted.status,
        {name: extracted.tables[name].num_rows for name in tables_between(first, last)},
        extracted.code,
        extracted.message,
        extracted.retryable,
        extracted.sha256,
        extracted.n_chars,
        stages,
        written.sizes,
        {**extracted.seconds, "write": time.perf_counter() - started},
        first,
        _count_implausible(extracted),
        packed=written.packed,
    )


def _count_implausible(extracted: Extracted) -> int:
    [document] = extracted.tables["documents"].select(["report_year", "published"]).to_pylist()
    return len({doubt.claim_id for doubt in doubts(document, extracted.tables["claims"].select(COLUMNS).to_pylist())})
