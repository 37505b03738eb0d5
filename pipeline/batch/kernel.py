"""The kernel that every engine shares: documents in, Arrow tables out, and never an exception.

`extract` does one document and is what local workers call; `extract_batches` does the same for record batches, the
shape in which Spark's ``mapInArrow`` hands documents over and takes rows back.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import pyarrow as pa

from pipeline.batch.system import time_limit
from pipeline.config import Config
from pipeline.errors import DocumentError, PolicyFactsError
from pipeline.facts import Facts
from pipeline.flow import advance, failed
from pipeline.ingest import doc_id_of, read_document
from pipeline.ingest.document import document_of_row
from pipeline.ingest.rows import Row, is_row_file, read_row, read_rows
from pipeline.records import DocumentStatus, Metadata, RawDocument
from pipeline.tables.schemas import SCHEMAS
from pipeline.tables.stages import Stage

DOCUMENTS_IN = pa.schema([pa.field("source", pa.string()), pa.field("content", pa.binary())])
"""A batch of documents: source (relative path with the suffix that tells the format) and the bytes of the file."""

ROWS_OUT = pa.schema(
    [pa.field("doc_id", pa.string())]
    + [pa.field(name, pa.list_(pa.struct(list(schema)))) for name, schema in SCHEMAS.items()]
)
"""One row per document: its id and, for each table, its rows."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The tables of one document.

    Attributes:
        tables: every table of `SCHEMAS`, empty ones included.
        seconds: time spent, by stage.
    """

    tables: Mapping[str, pa.Table]
    status: DocumentStatus
    sha256: str
    n_chars: int
    code: str = ""
    message: str = ""
    retryable: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)


class _Clock:
    """Seconds by stage: the stages themselves know no time."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def __call__(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now


def extract(
    content: bytes | Row | DocumentError,
    source: str,
    config: Config,
    *,
    known: Facts | None = None,
    first: Stage = "clean",
    last: Stage = "claims",
    sha256: str = "",
) -> Extracted:
    """Facts of one document as tables; what goes wrong becomes a row in ``errors``.

    Args:
        content: the bytes of the file, a row of one that holds several documents, or why it cannot be read.
        source: its source name.
        config: settings.
        known: what the stages before `first` found, from `pipeline.tables.restore`; needed unless `first` is clean.
        first: stage to begin at.
        last: stage to stop after.
        sha256: of the document, where `content` is an error.
    """
    clock = _Clock()
    try:
        if isinstance(content, DocumentError):
            raise content
        sha256 = content.sha256 if isinstance(content, Row) else hashlib.sha256(content).hexdigest()
        facts = known or Facts(_document(content, source, config), Metadata())
        if known is not None and first == "segment":  # which needs the layout, and only the file has that
            facts = replace(known, document=_document(content, source, config))
        sha256 = facts.document.sha256
        clock("ingest")
        facts = advance(facts, config, first, last, clock)
        tables = facts.to_tables()
    except PolicyFactsError as error:
        facts = _failed(source, error, sha256)
        tables = facts.to_tables()
    except MemoryError:
        facts = _failed(source, DocumentError("S004", stage="batch"), sha256)
        tables = facts.to_tables()
    except Exception as error:  # a defect, but of this document alone
        stage = "tables" if clock.seconds.get(last) else "ingest"
        defect = DocumentError("S001", stage=stage, problem=f"{type(error).__name__}: {error}")
        facts = _failed(source, defect, sha256)
        tables = facts.to_tables()
    clock("tables")
    problem = facts.errors[0] if facts.status == "failed" else None
    return Extracted(
        tables,
        facts.status,
        sha256,
        len(facts.document.text),
        problem.code if problem else "",
        problem.message if problem else "",
        problem.retryable if problem else False,
        clock.seconds,
    )


def _document(content: bytes | Row, source: str, config: Config) -> RawDocument:
    return document_of_row(content) if isinstance(content, Row) else read_document(content, source, config)


def extract_batches(
    batches: Iterable[pa.RecordBatch], config: Config, seconds: float | None = None
) -> Iterator[pa.RecordBatch]:
    """Batches of `DOCUMENTS_IN` to batches of `ROWS_OUT`, one row out for every row in, in the same order.

    Args:
        batches: documents; where the source names a file of rows, the content is one row of it as a JSON object.
        config: settings.
        seconds: what one document may take; unlimited when None, and where the system cannot interrupt (see
            `pipeline.batch.system`). Needs the main thread.
    """
    for batch in batches:
        for source, content in zip(batch.column("source").to_pylist(), batch.column("content"), strict=True):
            # One document at a time: the rows of a batch of long ones would fill the memory.
            with time_limit(seconds, lambda: DocumentError("S003", stage="batch", limit=seconds)):
                rows = _nested(*_extract_row(source, content.as_py() or b"", config))
            yield rows


def extract_files_of_rows(
    batches: Iterable[pa.RecordBatch], config: Config, seconds: float | None = None
) -> Iterator[pa.RecordBatch]:
    """Batches of `DOCUMENTS_IN` that are whole files of rows to batches of `ROWS_OUT`, one row out for every row of a file.

    Args:
        batches: files, as they are.
        config: settings.
        seconds: what one row may take, as in `extract_batches`.
    """
    for name, row, data in rows_of(batches, config):
        refused = row.error if row.source == name else None  # the file, not a row of it
        sha256 = hashlib.sha256(data).hexdigest() if refused else ""
        with time_limit(seconds, lambda: DocumentError("S003", stage="batch", limit=seconds)):
            rows = _nested(row.source, extract(refused or row, row.source, config, sha256=sha256))
        yield rows


def rows_of(batches: Iterable[pa.RecordBatch], config: Config) -> Iterator[tuple[str, Row, bytes]]:
    """The rows of whole files of rows, with the name and the bytes of their file."""
    for batch in batches:
        for source, content in zip(batch.column("source").to_pylist(), batch.column("content"), strict=True):
            with tempfile.TemporaryDirectory() as folder:  # Parquet is read from its end
                path = Path(folder, PurePosixPath(source).name)
                data = content.as_py() or b""
                path.write_bytes(data)
                for row in read_rows(path, source, config.max_bytes, config.text_column):
                    yield source, row, data


def _extract_row(source: str, content: bytes, config: Config) -> tuple[str, Extracted]:
    if not is_row_file(source):
        return source, extract(content, source, config)
    row = read_row(content, source, config.max_bytes)
    return row.source, extract(row, row.source, config)


def _nested(source: str, extracted: Extracted) -> pa.RecordBatch:
    columns: list[pa.Array] = [pa.array([doc_id_of(source)])]
    for name in SCHEMAS:
        rows = extracted.tables[name].combine_chunks()
        values = rows.to_struct_array()
        values = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
        columns.append(pa.ListArray.from_arrays(pa.array([0, len(values)], pa.int32()), values))
    return pa.RecordBatch.from_arrays(columns, schema=ROWS_OUT)


def _failed(source: str, error: PolicyFactsError, sha256: str) -> Facts:
    facts = failed(doc_id_of(source), source, error)
    return replace(facts, document=replace(facts.document, sha256=sha256))
