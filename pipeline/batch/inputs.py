"""Which files a run reads, and by which names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import NamedTuple

from pipeline.config import Config
from pipeline.errors import ConfigurationError, DocumentError
from pipeline.ingest import ROW_SUFFIXES, SUFFIXES, doc_id_of
from pipeline.ingest.formats import GZIP, format_by_content, tells_nothing, why_not_read
from pipeline.ingest.rows import Row, is_row_file, read_rows
from pipeline.tables.stages import Stage

_HEAD = 4096
_NAMED = 10
"""Files that are not read, of which an error tells each."""
_SPECIAL = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read.

    Attributes:
        path: where it is.
        source: its path relative to the input that was named, with ``/``; always valid Unicode. That of a row is the
            path of its file, ``#`` and its id.
        doc_id: the id of the document, by which its rows are found again; follows from the source.
    """

    path: Path
    source: str
    doc_id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "doc_id", doc_id_of(self.source))

    @property
    def has_rows(self) -> bool:
        """Whether the file holds one document per row."""
        return is_row_file(self.source)


@dataclass(frozen=True, slots=True)
class Job:
    """A document to do.

    Attributes:
        file: where it is and what it is called.
        first: stage to begin at; the tables of earlier stages are read back.
        last: stage to stop after.
        row: of a file that holds several documents; None when the file is the document.
        part: name of the part that holds its rows or is to hold them; empty where it has files of its own.
    """

    file: InputFile
    first: Stage = "clean"
    last: Stage = "claims"
    row: Row | None = None
    part: str = ""


class NotRead(NamedTuple):
    """A file that no reader takes."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a run in the order of their sources, and the files that no reader takes."""

    files: tuple[InputFile, ...]
    not_read: tuple[NotRead, ...]


def find_inputs(paths: Iterable[Path], out: Path | None = None) -> Inputs:
    """The files that `paths` name; folders are read recursively, hidden files and folders are passed over.

    Links are followed, also out of the folder: what counts is the name by which a file is found.

    Args:
        paths: files and folders.
        out: a folder that is passed over, since it is written to.

    Raises:
        ConfigurationError: C003 when a path does not exist, C005 when two files would get the same name, C006 when
            there is nothing to read below a path, C010 when a folder may not be listed.
    """
    files: dict[str, InputFile] = {}
    not_read: list[NotRead] = []
    for root in paths:
        if not root.exists():
            raise ConfigurationError("C003", path=root)
        found, passed_over = False, len(not_read)
        for path in [root] if root.is_file() else _walk(root, out):
            source = _source(path, root)
            if reason := _why_not_read(path, source):
                not_read.append(NotRead(source, reason))
                continue
            found = True
            file = InputFile(path, source)
            # By id, not by source: the id names the output files.
            other = files.setdefault(file.doc_id, file)
            if other is not file and not os.path.samefile(other.path, path):
                raise ConfigurationError("C005", source=source, first=other.path, second=path)
        if not found:
            raise nothing_to_read(root, not_read[passed_over:])
    return Inputs(tuple(sorted(files.values(), key=lambda file: file.source)), tuple(sorted(not_read)))


def nothing_to_read(path: object, not_read: Sequence[NotRead] = ()) -> ConfigurationError:
    """The error C006: what there is instead of inputs, with the reason why it is not read."""
    told = [f"{file.source} ({file.reason.rstrip('.')})" for file in not_read[:_NAMED]]
    if len(not_read) > _NAMED:
        told.append(f"and {len(not_read) - _NAMED} more")
    suffixes = ", ".join(sorted({*SUFFIXES, *ROW_SUFFIXES}))
    return ConfigurationError("C006", path=path, found=", ".join(told) or "there is no file", suffixes=suffixes)


def jobs_of(files: Iterable[InputFile], config: Config) -> Iterator[tuple[InputFile, Job]]:
    """The documents of `files`, each as if everything were to do, with the file that they are in.

    Files of rows are read as they are asked for, row by row, but no row is made a document here: what that costs, a
    worker pays.
    """
    for file in files:
        if not file.has_rows:
            yield file, Job(file)
            continue
        for row in read_rows(file.path, file.source, config.max_bytes, config.text_column):
            yield file, Job(InputFile(file.path, row.source), row=row)


def size_of(job: Job) -> int:
    """Bytes of a document, characters of a row; 0 when its file cannot be reached."""
    if job.row is not None:
        return job.row.n_chars
    try:
        return os.stat(job.file.path).st_size
    except OSError:
        return 0


def _why_not_read(path: Path, source: str) -> str:
    """Why a file is no input; empty when it is one. What a name does not tell the beginning of the file does."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return f"it is {_SPECIAL.get(stat.S_IFMT(mode), 'no regular file')}"
        if is_row_file(source):
            return ""
        if tells_nothing(source) and path.suffix.lower() != GZIP and mode & 0o444:
            with path.open("rb") as file:
                format_by_content(file.read(_HEAD))
    except DocumentError as error:
        return error.message
    except OSError as error:
        return f"it cannot be reached: {error.strerror}" if not path.exists() else ""
    return why_not_read(source)


def _walk(root: Path, out: Path | None) -> Iterator[Path]:
    """Everything below `root` that is no folder; each folder once, even where links lead back to it, and `out` not at all."""
    seen: set[tuple[int, int]] = set()
    if out is not None and out.is_dir() and not root.samefile(out):
        seen.add(_identity(out.stat()))
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            identity = _identity(folder.stat())
            if identity in seen:
                continue
            seen.add(identity)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            raise ConfigurationError("C010", path=folder, problem=error.strerror or error) from error
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                folders.append(Path(entry.path))
            else:
                yield Path(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _source(path: Path, root: Path) -> str:
    relative = PurePath(path.name) if path == root else path.relative_to(root)
    # A name in another encoding (common in unpacked archives) reaches Python as surrogates, which no table can hold.
    return os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")
