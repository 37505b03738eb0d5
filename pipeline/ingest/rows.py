"""Files with one document per row, as crawls and databases are stored: JSONL, Parquet, CSV and TSV (see `pipeline.ingest.columns`).

A row has ``text`` or ``html`` (when both are filled ``html``, which says more), and an ``id``; other short strings,
such as ``url`` and ``title``, are kept as metadata. The source of a row is the source of the file, ``#`` and its id:
``crawl.jsonl#a17``. A row without id is named by its number, counted from 1; an id that an earlier row has is followed
by ``#`` and the number.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import DocumentError
from pipeline.ingest.archives import MAX_RATIO, gunzip
from pipeline.ingest.columns import COLUMN_SUFFIXES, is_column_file, read_columns
from pipeline.ingest.lines import read_lines

ROW_SUFFIXES: tuple[str, ...] = (".jsonl", ".ndjson", ".parquet", *COLUMN_SUFFIXES)
_BATCH = 64
_BATCH_BYTES = 1 << 26
# Brackets, numbers and the like, of which each byte may take a hundred in memory.
_MOST_STRUCTURE = 1 << 20
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_MAX_METADATA = 1000
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: a document in `text` or `html`, or an `error`.

    Attributes:
        number: of the row in its file, counted from 1.
    """

    source: str
    text: str = ""
    html: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    error: DocumentError | None = None
    number: int = 0

    @property
    def n_chars(self) -> int:
        """Characters of what the row gives."""
        return len(self.text) + len(self.html)

    @property
    def sha256(self) -> str:
        """Of what the row gives as a document."""
        return hashlib.sha256((self.html or self.text).encode("utf-8", "surrogatepass")).hexdigest()


def is_row_file(source: str) -> bool:
    """Whether the suffix says that the file holds one document per row; ``.gz`` may follow it."""
    return source.lower().removesuffix(".gz").endswith(ROW_SUFFIXES)


def read_rows(path: Path, source: str, max_bytes: int, text_column: str) -> Iterator[Row]:
    """The rows of a file, one at a time; those that cannot be read carry an error.

    Args:
        path: the file.
        source: its source name.
        max_bytes: limit of one row.
        text_column: the column of CSV and TSV files that holds the text; empty to tell it by the file.
    """
    names = _Names(source)
    number = 0
    try:
        pairs = _pairs(path, source, max_bytes, text_column)
        for number, (fields, error) in enumerate(pairs, 1):
            name = names.of(fields.get("id"), number)
            row = Row(name, error=error) if error is not None else _row(name, number, fields, max_bytes)
            yield replace(row, number=number)
    except OSError as error:
        failure = DocumentError("I004", stage="ingest", retryable=True, problem=error.strerror or error)
        yield Row(source, error=failure, number=number + 1)
    except DocumentError as failure:
        yield Row(source, error=failure, number=number + 1)


def read_row(line: bytes, source: str, max_bytes: int) -> Row:
    """The row that a line of JSON is, for engines that hand rows over one by one, in no order.

    Args:
        line: a JSON object.
        source: source name of the file or crawl.
        max_bytes: limit of the row.

    Returns:
        The row, or its error; without an ``id`` it is named by twelve digits of its hash.
    """
    fields, error = _json_row(line, 1)
    name = _Names(source).of(fields.get("id") or hashlib.sha256(line).hexdigest()[:12], 1)
    return Row(name, error=error) if error is not None else _row(name, 1, fields, max_bytes)


class _Names:
    """Sources of rows, each once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._seen: set[str] = set()

    def of(self, given: object, number: int) -> str:
        usable = isinstance(given, str | int) and not isinstance(given, bool) and str(given).strip()
        name = str(given).strip() if usable else str(number)
        if name in self._seen:
            name = f"{name}#{number}"
        self._seen.add(name)
        return f"{self._source}#{name}".encode("utf-8", "backslashreplace").decode()


def _row(name: str, number: int, fields: Mapping[str, object], max_bytes: int) -> Row:
    text, html = fields.get("text"), fields.get("html")
    if not all(value is None or isinstance(value, str) for value in (text, html)):
        problem = "`text` or `html` is no string"
        return Row(name, error=DocumentError("I012", stage="ingest", row=number, problem=problem))
    if not text and not html:
        if text is None and html is None:
            problem = "it has neither `text` nor `html`"
            return Row(name, error=DocumentError("I012", stage="ingest", row=number, problem=problem))
        return Row(name, error=DocumentError("I001", stage="ingest"))
    size = max(len(str(text or "")), len(str(html or "")))
    if size > max_bytes:
        return Row(name, error=DocumentError("I005", stage="ingest", size=size, limit=max_bytes))
    metadata = tuple(
        (key, value)
        for key, value in fields.items()
        if key not in ("text", "html", "id") and isinstance(value, str) and value and len(value) <= _MAX_METADATA
    )
    return Row(name, str(text or "") if not html else "", str(html or ""), metadata)


_Read = tuple[Mapping[str, object], DocumentError | None]


def _pairs(path: Path, source: str, max_bytes: int, text_column: str) -> Iterator[_Read]:
    if is_column_file(source):
        return read_columns(path, source, max_bytes, text_column)
    return _parquet(path, max_bytes) if ".parquet" in PurePosixPath(source).suffixes else _jsonl(path, max_bytes)


def _jsonl(path: Path, max_bytes: int) -> Iterator[_Read]:
    for number, line in enumerate(read_lines(path, max_bytes), 1):
        if isinstance(line, int):
            yield {}, DocumentError("I005", stage="ingest", size=line, limit=max_bytes)
        else:
            yield _json_row(line.removeprefix(_MARK) if number == 1 else line, number)


def _json_row(line: bytes, number: int) -> _Read:
    if len(line) > _MOST_STRUCTURE and len(_STRING.sub(b"", line)) > _MOST_STRUCTURE:
        problem = f"more than {_MOST_STRUCTURE} bytes of it are no text"
        return {}, DocumentError("I012", stage="ingest", row=number, problem=problem)
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return {}, DocumentError("I012", stage="ingest", row=number, problem=f"it is not UTF-8 at byte {error.start}")
    except (ValueError, RecursionError) as error:
        problem = getattr(error, "msg", None) or "it nests too deeply"
        return {}, DocumentError("I012", stage="ingest", row=number, problem=f"it is no JSON ({problem})")
    if not isinstance(fields, dict):
        return {}, DocumentError("I012", stage="ingest", row=number, problem="it is no JSON object")
    return fields, None


def _parquet(path: Path, max_bytes: int) -> Iterator[_Read]:
    try:
        opened = pq.ParquetFile(_unpacked(path, max_bytes) if path.suffix.lower() == ".gz" else path)
        with opened as file:
            columns = [field.name for field in file.schema_arrow if _is_wanted(field)]
            if not {"text", "html"} & set(columns):
                raise DocumentError("I012", stage="ingest", row=1, problem="the file has no `text` or `html` column")
            _require_modest(file)
            for batch in file.iter_batches(batch_size=_rows_at_once(file), columns=columns):
                for fields in batch.to_pylist():
                    yield fields, None
    except (pa.ArrowException, UnicodeDecodeError) as error:
        problem = str(error).splitlines()[0].rstrip(".")
        raise DocumentError("I008", stage="ingest", format="Parquet", problem=problem) from error


def _unpacked(path: Path, max_bytes: int) -> io.BytesIO:
    return io.BytesIO(gunzip(path.read_bytes(), max_bytes).data)


def _rows_at_once(file: pq.ParquetFile) -> int:
    groups = map(file.metadata.row_group, range(file.metadata.num_row_groups))
    longest = max((group.total_byte_size // max(1, group.num_rows) for group in groups), default=0)
    return max(1, min(_BATCH, _BATCH_BYTES // max(1, longest)))


def _is_wanted(field: pa.Field) -> bool:
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_integer)
    return field.name in ("id", "text", "html") or any(kind(field.type) for kind in kinds)


def _require_modest(file: pq.ParquetFile) -> None:
    """Refuse a row group that expands beyond what any text does.

    Raises:
        DocumentError: I007.
    """
    for number in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(number)
        packed = sum(group.column(n).total_compressed_size for n in range(group.num_columns))
        most = max(1 << 24, MAX_RATIO * packed)
        if group.total_byte_size > most:
            raise DocumentError("I007", stage="ingest", limit=most)
