"""The kernel that every engine shares: documents in, Arrow tables out, and never an exception.

`extract` is what local workers call; `extract_batches` does the same for record batches, the shape in which Spark's ``mapInArrow`` hands
documents over and takes rows back.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path, PurePosixPath

import pyarrow as pa

from pipeline.batch.system import time_limit
from pipeline.batch.together import in_batches
from pipeline.config import Config
from pipeline.errors import DocumentError, PolicyFactsError
from pipeline.facts import Facts
from pipeline.flow import advance, failed
from pipeline.ingest import doc_id_of, read_document
from pipeline.ingest.document import document_of_row
from pipeline.ingest.rows import Row, is_row_file, read_row, read_rows
from pipeline.language.in_force import using
from pipeline.records import ErrorRecord, Metadata, RawDocument
from pipeline.stages import Draft, prepared
from pipeline.tables.rows import to_tables
from pipeline.tables.schemas import SCHEMAS
from pipeline.tables.stages import STAGES, Stage

DOCUMENTS_IN = pa.schema([pa.field("source", pa.string()), pa.field("content", pa.binary())])
"""A batch of documents: source (relative path with the suffix that tells the format) and the bytes of the file."""

ROWS_OUT = pa.schema(
    [pa.field("doc_id", pa.string())]
    + [pa.field(name, pa.list_(pa.struct(list(schema)))) for name, schema in SCHEMAS.items()]
)
"""One row per document: its id and, for each table, its rows."""


@dataclass(frozen=True, slots=True)
class Given:
    """A document to extract.

    Attributes:
        content: the bytes of the file, a row of one that holds several documents, or why it cannot be read.
        source: its source name.
        known: what the stages before `first` found, from `pipeline.tables.restore`; needed unless `first` is clean.
        first: stage to begin at.
        last: stage to stop after.
        sha256: of the document, where `content` is an error.
    """

    content: bytes | Row | DocumentError
    source: str
    known: Facts | None = None
    first: Stage = "clean"
    last: Stage = "claims"
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found in one document.

    Attributes:
        first: stage at which the making of its rows began; a failure empties the tables of the stages before it, too.
        seconds: time spent, by stage.
    """

    facts: Facts
    first: Stage = "clean"
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def problem(self) -> ErrorRecord | None:
        """Why the document failed; None when it did not."""
        return self.facts.errors[0] if self.facts.status == "failed" else None

    @property
    def code(self) -> str:
        """Of the error of a failed document, else empty."""
        return self.problem.code if self.problem else ""


@dataclass(frozen=True)
class Batch:
    """Documents that were extracted together.

    Attributes:
        tables: every table of `SCHEMAS`, empty ones included, with the rows of one document after the other.
    """

    documents: tuple[Extracted, ...]
    tables: Mapping[str, pa.Table]

    @cached_property
    def bounds(self) -> Mapping[str, list[int]]:
        """By table: where the rows of each document begin, and the end of the last."""
        return {name: list(accumulate(self._sizes(name), initial=0)) for name in self.tables}

    def tables_of(self, number: int) -> dict[str, pa.Table]:
        """The tables of one document."""
        found = {}
        for name, table in self.tables.items():
            start, end = self.bounds[name][number : number + 2]
            found[name] = table.slice(start, end - start)
        return found

    def _sizes(self, table: str) -> Iterator[int]:
        return (len(getattr(document.facts, table)) for document in self.documents)


class _Clock:
    """Seconds by stage: the stages themselves know no time."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def __call__(self, stage: str) -> None:
        now = time.perf_counter()
        self.add(stage, now - self._last)
        self._last = now

    def restart(self) -> None:
        """Count nothing of what passed since the last stage."""
        self._last = time.perf_counter()

    def add(self, stage: str, seconds: float) -> None:
        """Count time that was spent elsewhere."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


class _Course:
    """A document on its way; what goes wrong with it ends it, and becomes a row in ``errors``."""

    def __init__(self, given: Given, config: Config) -> None:
        self._given, self._config = given, config
        self._sha256 = given.sha256
        self._next: Stage | None = given.first
        self.clock = _Clock()
        self.draft: Draft | None = None
        self.facts = self._attempt(self._ingest, "ingest")

    @property
    def is_before_names(self) -> bool:
        """Whether names are what comes next."""
        return self._next == "ner"

    def go(self, last: Stage) -> None:
        """Do the stages up to `last`, which may be behind that at which the document is to stop."""
        first, last = self._next, min(last, self._given.last, key=STAGES.index)
        if first is None or STAGES.index(first) > STAGES.index(last):
            return
        self.clock.restart()
        self._next = next(iter(STAGES[STAGES.index(last) + 1 :]), None) if last != self._given.last else None
        self.facts = self._attempt(
            lambda: advance(self.facts, self._config, first, last, self.clock, self.draft), "ingest"
        )

    def tables(self) -> Mapping[str, pa.Table]:
        """Its tables; where there can be none, those of a failed document."""
        self.facts = self._attempt(self._require_tables, "tables")
        return self.facts.to_tables()

    def extracted(self) -> Extracted:
        """What has become of it."""
        first = "clean" if self.facts.status == "failed" else self._given.first
        return Extracted(self.facts, first, self.clock.seconds)

    def _attempt(self, step: Callable[[], Facts], stage: str) -> Facts:
        try:
            return step()
        except PolicyFactsError as error:
            return self._failed(error)
        except MemoryError:
            return self._failed(DocumentError("S004", stage="batch"))
        except Exception as error:  # a defect, but of this document alone
            return self._failed(DocumentError("S001", stage=stage, problem=f"{type(error).__name__}: {error}"))

    def _ingest(self) -> Facts:
        content, known = self._given.content, self._given.known
        if isinstance(content, DocumentError):
            raise content
        self._sha256 = content.sha256 if isinstance(content, Row) else hashlib.sha256(content).hexdigest()
        facts = known or Facts(self._document(content), Metadata())
        if known is not None and self._given.first == "segment":  # which needs the layout, and only the file has that
            facts = replace(known, document=self._document(content))
        self._sha256 = facts.document.sha256
        self.clock("ingest")
        return facts

    def _require_tables(self) -> Facts:
        self.facts.to_tables()
        return self.facts

    def _document(self, content: bytes | Row) -> RawDocument:
        if isinstance(content, Row):
            return document_of_row(content)
        return read_document(content, self._given.source, self._config)

    def _failed(self, error: PolicyFactsError) -> Facts:
        self._next = None
        facts = failed(doc_id_of(self._given.source), self._given.source, error)
        return replace(facts, document=replace(facts.document, sha256=self._sha256))


def extract(documents: Sequence[Given], config: Config) -> Batch:
    """Facts of documents as tables; what goes wrong with one becomes a row in ``errors``.

    Short documents are done together, since what is computed in arrays costs as much for one of them as for all. What a document gets does
    not depend on those beside it.

    Args:
        documents: a batch of `pipeline.batch.together`; all of their facts are in memory.
        config: settings.
    """
    courses = [_Course(given, config) for given in documents]
    for course in courses:
        course.go("segment")
    _prepare([course for course in courses if course.is_before_names], config)
    for course in courses:
        course.go("claims")
    started = time.perf_counter()
    tables = _tables(courses)
    share = (time.perf_counter() - started) / max(1, len(courses))
    for course in courses:
        course.clock.add("tables", share)
    return Batch(tuple(course.extracted() for course in courses), tables)


def batch_of(documents: Sequence[Extracted]) -> Batch:
    """Documents and their tables."""
    return Batch(tuple(documents), to_tables([document.facts for document in documents]))


def _prepare(courses: Sequence[_Course], config: Config) -> None:
    """Compute what can be computed of several documents at once; where it cannot, each does it for itself and fails for itself."""
    if len(courses) < 2:
        return
    started = time.perf_counter()
    with suppress(Exception), using(config.words_in_force()):
        for course, draft in zip(courses, prepared([course.facts for course in courses]), strict=True):
            course.draft = draft
    for course in courses:
        course.clock.add("ner", (time.perf_counter() - started) / len(courses))


def _tables(courses: Sequence[_Course]) -> Mapping[str, pa.Table]:
    try:
        return to_tables([course.facts for course in courses])
    except Exception:  # of one of them, which the others shall not pay for
        found = [course.tables() for course in courses]
        return {name: pa.concat_tables([tables[name] for tables in found]) for name in SCHEMAS}


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
        contents = zip(batch.column("source").to_pylist(), batch.column("content"), strict=True)
        given = (_given(source, content.as_py() or b"", config) for source, content in contents)
        for together in in_batches(given, _size):
            yield from map(_nested, _within(seconds, together, config))


def extract_files_of_rows(
    batches: Iterable[pa.RecordBatch], config: Config, seconds: float | None = None
) -> Iterator[pa.RecordBatch]:
    """Batches of `DOCUMENTS_IN` that are whole files of rows to batches of `ROWS_OUT`, one row out for every row of a file.

    Args:
        batches: files, as they are.
        config: settings.
        seconds: what one row may take, as in `extract_batches`.
    """
    for together in in_batches(_given_rows(batches, config), _size):
        yield from map(_nested, _within(seconds, together, config))


def _given_rows(batches: Iterable[pa.RecordBatch], config: Config) -> Iterator[Given]:
    for name, row, data in rows_of(batches, config):
        refused = row.error if row.source == name else None  # the file, not a row of it
        yield Given(refused or row, row.source, sha256=hashlib.sha256(data).hexdigest() if refused else "")


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


def _given(source: str, content: bytes, config: Config) -> Given:
    if not is_row_file(source):
        return Given(content, source)
    row = read_row(content, source, config.max_bytes)
    return Given(row, row.source)


def _size(document: Given) -> int:
    """Bytes of a document, characters of a row."""
    content = document.content
    if isinstance(content, Row):
        return content.n_chars
    return len(content) if isinstance(content, bytes) else 0


def _within(seconds: float | None, documents: Sequence[Given], config: Config) -> Iterator[Batch]:
    """`extract` with no more than `seconds` for a document; where several take longer than one may, each is done alone."""
    with time_limit(seconds, lambda: DocumentError("S003", stage="batch", limit=seconds)):
        batch = extract(documents, config)
    if len(documents) > 1 and any(found.code == "S003" for found in batch.documents):
        for document in documents:
            yield from _within(seconds, [document], config)
    else:
        yield batch


def _nested(batch: Batch) -> pa.RecordBatch:
    """A batch as `ROWS_OUT`."""
    columns: list[pa.Array] = [pa.array([document.facts.doc_id for document in batch.documents])]
    for name in SCHEMAS:
        values = batch.tables[name].combine_chunks().to_struct_array()
        values = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
        columns.append(pa.ListArray.from_arrays(pa.array(batch.bounds[name], pa.int32()), values))
    return pa.RecordBatch.from_arrays(columns, schema=ROWS_OUT)
