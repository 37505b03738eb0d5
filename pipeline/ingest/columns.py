"""CSV and TSV files with one document per row, as spreadsheets and databases write them.

The first row names the columns, unless it is a document itself. Which column holds the text a user names; else it is told
where it is plain: a column that is called so (`models/formats.toml`), the only column, or one that is far longer than all
others. A table of figures is no such file and is refused: a guess would make documents of its labels.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pipeline.errors import DocumentError
from pipeline.ingest.encoding import decode
from pipeline.ingest.lines import read_chunks
from pipeline.resources import read_toml

COLUMN_SUFFIXES: tuple[str, ...] = (".csv", ".tsv")
_TEXT_NAMES, _HTML_NAMES, _ID_NAMES = (
    frozenset(read_toml("formats.toml")["columns"][kind]) for kind in ("text", "html", "id")
)
_SAMPLE = 1 << 16
_DELIMITERS = ",;\t|"
_LOOKED_AT = 50
# A text has so many characters at least, and so many times those of any other column.
_LEAST_TEXT = 20
_LONGER = 4
_SENTENCE = re.compile(r"[。！？；]|.{60}", re.DOTALL)

Fields = Mapping[str, object]
"""A row as `pipeline.ingest.rows` takes it: ``text`` or ``html``, perhaps ``id``, and its other columns by name."""


def is_column_file(source: str) -> bool:
    """Whether the suffix says that the file is a table of documents; ``.gz`` may follow it."""
    return source.lower().removesuffix(".gz").endswith(COLUMN_SUFFIXES)


def read_columns(
    path: Path, source: str, max_bytes: int, text_column: str
) -> Iterator[tuple[Fields, DocumentError | None]]:
    """The rows of a CSV or TSV file, one at a time, or why one cannot be read.

    Args:
        path: the file.
        source: its source name; the suffix tells what parts the columns.
        max_bytes: limit of one field.
        text_column: name, or number from 1, of the column that holds the text; empty to tell by the file.

    Raises:
        DocumentError: I001 when the file holds nothing, I007 when gzip expands without end, I008 when it breaks off, I021 when no column is plainly the text, I022 when there is none of the name given.
    """
    # The limit is one for all readers of the process; no field of a file within max_bytes passes it.
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    with closing(read_chunks(path)) as chunks:
        yield from _documents(_numbered(_records(chunks, source)), text_column)


class _Chunks(io.RawIOBase):
    """Pieces of bytes as a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._rest = self._rest or next(self._chunks, b"")
        size = min(len(self._rest), len(buffer))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _records(chunks: Iterator[bytes], source: str) -> Iterator[list[str]]:
    first = next(chunks, b"")
    sample = decode(first[:_SAMPLE])
    file = io.BufferedReader(_Chunks(chain([first], chunks)))
    text = io.TextIOWrapper(file, sample.encoding, errors="replace", newline="")
    header = sample.text.partition("\n")[0]
    tabs = source.lower().removesuffix(".gz").endswith(".tsv")
    delimiter = "\t" if tabs else max(_DELIMITERS, key=header.count)
    # A NUL is no character of a table, and stops the reader.
    return csv.reader((line.replace("\0", " ") for line in text), delimiter=delimiter, strict=True)


def _numbered(records: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | DocumentError]]:
    """Rows that hold anything, or why they cannot be read, with their numbers, counted from 1."""
    number = 0
    while True:
        number += 1
        try:
            row = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, DocumentError("I012", stage="ingest", row=number, problem=f"it is no CSV ({error})")
            continue
        if any(map(str.strip, row)):
            yield number, row


def _documents(
    rows: Iterator[tuple[int, list[str] | DocumentError]], text_column: str
) -> Iterator[tuple[Fields, DocumentError | None]]:
    head = list(islice(rows, _LOOKED_AT))
    read = [row for _, row in head if not isinstance(row, DocumentError)]
    if not read:
        raise next((row for _, row in head if isinstance(row, DocumentError)), DocumentError("I001", stage="ingest"))
    names = [name.strip().removeprefix("\ufeff") for name in read[0]]
    if any(_SENTENCE.search(name) for name in names):
        names = [str(place) for place in range(1, len(names) + 1)]
    else:
        head = [entry for entry in head if entry[1] is not read[0]]
        read = read[1:]
    text = _named(names, text_column) if text_column else _told(names, read)
    labels = [_label(name, place == text) for place, name in enumerate(names)]
    for number, row in chain(head, rows):
        if isinstance(row, DocumentError):
            yield {}, row
        elif len(row) > len(names):
            problem = f"it has {len(row)} fields, the first row {len(names)}"
            yield {}, DocumentError("I012", stage="ingest", row=number, problem=problem)
        else:
            yield dict(zip(labels, row, strict=False)), None


def _label(name: str, is_text: bool) -> str:
    """The name of a field as `pipeline.ingest.rows` knows it."""
    folded = name.casefold()
    if is_text:
        return "html" if folded in _HTML_NAMES else "text"
    if folded in ("html", "text"):
        return f"{name} column"
    return "id" if folded in _ID_NAMES else name


def _named(names: Sequence[str], wanted: str) -> int:
    folded = [name.casefold() for name in names]
    if wanted.casefold() in folded:
        return folded.index(wanted.casefold())
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= len(names):
        return int(wanted) - 1
    raise DocumentError("I022", stage="ingest", column=wanted, columns=", ".join(names))


def _told(names: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The column that is plainly the text."""
    if len(names) == 1:
        return 0
    for known in (_HTML_NAMES, _TEXT_NAMES):
        called = [place for place, name in enumerate(names) if name.casefold() in known]
        if len(called) == 1:
            return called[0]
    lengths = [0] * len(names)
    for row in rows:
        for place, field in enumerate(row[: len(names)]):
            lengths[place] += len(field.strip())
    longest, *others = sorted(lengths, reverse=True)
    if longest >= max(_LEAST_TEXT * len(rows), 1) and longest >= _LONGER * others[0]:
        return lengths.index(longest)
    raise DocumentError("I021", stage="ingest", columns=", ".join(names))
