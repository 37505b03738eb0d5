"""Which files a run reads, and by which names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from pipeline.errors import ConfigurationError
from pipeline.ingest import SUFFIXES, doc_id_of


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read.

    Attributes:
        path: where it is.
        source: its path relative to the input that was named, with ``/``; always valid Unicode.
    """

    path: Path
    source: str

    @property
    def doc_id(self) -> str:
        """The id of the document, by which its rows are found again."""
        return doc_id_of(self.source)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a run in the order of their sources, and the files that no reader takes."""

    files: tuple[InputFile, ...]
    not_read: tuple[str, ...]


def find_inputs(paths: Iterable[Path]) -> Inputs:
    """The files that `paths` name; folders are read recursively, hidden files and folders are passed over.

    Raises:
        ConfigurationError: C003 when a path does not exist, C005 when two files would get the same name, C006 when
            there is nothing to read below a path, C010 when a folder may not be listed.
    """
    files: dict[str, InputFile] = {}
    not_read: list[str] = []
    for root in paths:
        if not root.exists():
            raise ConfigurationError("C003", path=root)
        found = False
        for path in [root] if root.is_file() else _walk(root):
            source = _source(path, root)
            if path.suffix.lower() not in SUFFIXES:
                not_read.append(source)
                continue
            found = True
            file = InputFile(path, source)
            # By id, not by source: the id names the output files.
            other = files.setdefault(file.doc_id, file)
            if not os.path.samefile(other.path, path):
                raise ConfigurationError("C005", source=source, first=other.path, second=path)
        if not found:
            raise ConfigurationError("C006", path=root, suffixes=", ".join(sorted(SUFFIXES)))
    return Inputs(tuple(sorted(files.values(), key=lambda file: file.source)), tuple(sorted(not_read)))


def _walk(root: Path) -> Iterator[Path]:
    """Regular files below `root`; each folder once, even where links lead back to it."""
    seen: set[tuple[int, int]] = set()
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            raise ConfigurationError("C010", path=folder, problem=error.strerror or error) from error
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                folders.append(Path(entry.path))
            elif entry.is_file():
                yield Path(entry.path)


def _source(path: Path, root: Path) -> str:
    relative = PurePath(path.name) if path == root else path.relative_to(root)
    # A name in another encoding (common in unpacked archives) reaches Python as surrogates, which no table can hold.
    return os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")
