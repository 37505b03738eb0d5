"""What an output folder holds, document by document, so that a run knows without opening thousands of tables.

The ledger is an index, not the truth: the tables carry the same facts in their metadata, and a document that the ledger
does not know is looked up there. So a lost or damaged ledger costs time, never rows. It is a file to which lines are
only added, each with a checksum; a line that was cut off or overwritten is passed over, and so is one that says no entry. Before a
document is written anew its entry is withdrawn, so that a run that is killed leaves no entry that describes other tables.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zlib import crc32

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ConfigDict, TypeAdapter, ValidationError

from pipeline.tables.read import read_written
from pipeline.tables.stages import RUN, STAGES
from pipeline.tables.write import sizes, table_path

_LEDGER = f"{RUN}/ledger"
# Rewritten when it holds this many times the lines that count.
_SLACK = 3
# As `doc_id_of` makes them: nothing that leads out of the folder.
_DOC_ID = re.compile(r"[\w-][\w.-]*")
_ENTRY = TypeAdapter(
    tuple[str, str, str, tuple[str, ...], tuple[int, ...], int, str, bool], config=ConfigDict(strict=True)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """How the rows of one document were made, and what files they are.

    Attributes:
        stages: fingerprints of the stages done, in order.
        sizes: of the files, as `pipeline.tables.write.sizes` gives them.
        code: of the error of a failed document, else empty.
        retryable: whether a failed document may succeed on another try.
    """

    source: str
    sha256: str
    status: str
    stages: tuple[str, ...]
    sizes: tuple[int, ...]
    n_chars: int = 0
    code: str = ""
    retryable: bool = False


class Ledger:
    """The entries of an output folder; the caller holds its lock.

    Args:
        out: the output folder, with its run folder.
        writable: whether entries may be added to the file; not without the lock.
    """

    def __init__(self, out: Path, *, writable: bool = True) -> None:
        self._out, self._writable = out, writable
        self._path = out / _LEDGER
        # Lines are parsed when they are asked for: 100,000 parsed entries would fill the memory.
        self._lines: dict[str, bytes] = {}
        lines = 0
        for doc_id, body in _read(self._path):
            lines += 1
            if body:
                self._lines[doc_id] = body
            else:
                self._lines.pop(doc_id, None)
        self._file: IO[bytes] | None = None
        if writable and lines > _SLACK * len(self._lines) + 100:
            self._rewrite()

    def get(self, doc_id: str) -> Entry | None:
        """The entry of a document, from its tables when the ledger has none; None when it has to be done."""
        body = self._lines.get(doc_id)
        entry = _parsed(body) if body is not None else None
        if entry is not None:
            return entry
        entry = _from_tables(self._out, doc_id)
        if entry is not None:
            self.add(doc_id, entry)
        return entry

    def add(self, doc_id: str, entry: Entry) -> None:
        """Record a document whose tables are in place."""
        fields = (getattr(entry, name) for name in Entry.__slots__)
        body = json.dumps(list(fields), ensure_ascii=False, separators=(",", ":")).encode()
        self._lines[doc_id] = body
        self._append(doc_id, body)

    def withdraw(self, doc_id: str) -> None:
        """Forget a document before its tables change."""
        if self._lines.pop(doc_id, None) is not None:
            self._append(doc_id, b"")

    def doc_ids(self) -> set[str]:
        """All documents that the output folder holds, recorded or not."""
        names = os.listdir(self._out / "documents")
        return {name.removesuffix(".parquet") for name in names} | set(self._lines)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def _append(self, doc_id: str, body: bytes) -> None:
        if not self._writable:
            return
        try:
            if self._file is None:
                # A line that a crash has cut off must not swallow the next one.
                torn = self._path.exists() and not self._path.read_bytes().endswith(b"\n")
                self._file = self._path.open("ab", buffering=0)
                if torn:
                    self._file.write(b"\n")
            self._file.write(_line(doc_id, body))
        except OSError:
            # A full disk: the tables know it, too. What was written of the line must not swallow the next one.
            self.close()
            self._file = None

    def _rewrite(self) -> None:
        staged = self._path.with_name("ledger.new")
        try:
            with staged.open("wb") as file:
                file.writelines(_line(doc_id, body) for doc_id, body in self._lines.items())
            os.replace(staged, self._path)
        except OSError:
            staged.unlink(missing_ok=True)


def is_intact(out: Path, doc_id: str, entry: Entry) -> bool:
    """Whether the tables of a document are still those that were written."""
    try:
        return sizes(out, doc_id, len(entry.stages)) == entry.sizes
    except OSError:
        return False


def _line(doc_id: str, body: bytes) -> bytes:
    record = doc_id.encode() + b"\t" + body
    return b"%08x\t%b\n" % (crc32(record), record)


def _parsed(body: bytes) -> Entry | None:
    """The entry of a line; None when it says something else, whatever its checksum."""
    try:
        entry = _ENTRY.validate_json(body)
    except ValidationError:
        return None
    known = 0 < len(entry[3]) <= len(STAGES)
    return Entry(*entry) if known else None


def _read(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        file = path.open("rb")
    except OSError:
        return
    with file:
        for line in file:
            check, _, record = line.rstrip(b"\n").partition(b"\t")
            if check != b"%08x" % crc32(record):
                continue
            named, _, body = record.partition(b"\t")
            doc_id = named.decode("utf-8", "replace")
            if _DOC_ID.fullmatch(doc_id):
                yield doc_id, body


def _from_tables(out: Path, doc_id: str) -> Entry | None:
    written = read_written(out, doc_id)
    if written is None or not 0 < len(written.stages) <= len(STAGES):
        return None
    code, retryable = "", False
    try:
        if written.status == "failed":
            error, *_ = pq.ParquetFile(table_path(out, "errors", doc_id)).read().to_pylist()
            code, retryable = error["code"], error["retryable"]
        found = sizes(out, doc_id, len(written.stages))
    except (OSError, pa.ArrowException, ValueError):
        return None
    return Entry(
        written.source, written.sha256, written.status, written.stages, found, written.n_chars, code, retryable
    )
