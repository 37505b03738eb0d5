"""Compressed bytes to bytes, within limits: what expands without end is refused before it fills the memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from pipeline.errors import DocumentError, describe

# Office files of long tables shrink to a hundredth; what shrinks more is no document.
MAX_RATIO = 200
# Below this size the ratio says nothing.
_FREE = 1 << 20
_CHUNK = 1 << 20
_GZIP = 31  # window bits that make zlib read gzip members
_MAX_MEMBERS = 10_000


@dataclass(frozen=True, slots=True)
class Expanded:
    """The bytes of a gzip file, and a warning when it breaks off."""

    data: bytes
    warnings: tuple[str, ...] = ()


def allowed(compressed: int, limit: int) -> int:
    """How many bytes an archive of `compressed` bytes may expand to."""
    return min(limit, max(_FREE, MAX_RATIO * compressed))


def gunzip(data: bytes, limit: int) -> Expanded:
    """The bytes that a gzip file of one or more members holds.

    Raises:
        DocumentError: I007 when they are more than `limit` or than the size of the file explains, I008 when not even
            the beginning can be read.
    """
    most = allowed(len(data), limit)
    out = io.BytesIO()
    rest = data
    problem = ""
    while rest and not problem:
        member = zlib.decompressobj(_GZIP)
        while rest and not member.eof:
            try:
                out.write(member.decompress(rest, _CHUNK))
            except zlib.error as error:
                problem = str(error)
                break
            if out.tell() > most:
                raise DocumentError("I007", stage="ingest", limit=most)
            rest = member.unconsumed_tail
        if not problem and not member.eof:
            problem = "the file breaks off"
        # Zeros may fill the last block of a tape.
        rest = member.unused_data.lstrip(b"\0")
    if problem and not out.tell():
        raise DocumentError("I008", stage="ingest", format="gzip", problem=problem)
    warnings = (describe("I009", format="gzip", problem=problem),) if problem else ()
    return Expanded(out.getvalue(), warnings)


class Package:
    """A ZIP file of parts, e.g. DOCX, read part by part.

    Raises:
        DocumentError: I008 when it is no ZIP file.
    """

    def __init__(self, data: bytes, limit: int, name: str) -> None:
        self._name = name
        self._left = allowed(len(data), limit)
        self._limit = self._left
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DocumentError("I008", stage="ingest", format=name, problem=str(error)) from error
        self.parts = frozenset(self._archive.namelist()[:_MAX_MEMBERS])

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            DocumentError: I007 when the parts read so far expand too far, I008 when the part is damaged.
        """
        try:
            with self._archive.open(part) as file:
                # The size that the directory states may lie.
                data = file.read(self._left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            KeyError,
            OSError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise DocumentError("I008", stage="ingest", format=self._name, problem=f"{part}: {error}") from error
        if len(data) > self._left:
            raise DocumentError("I007", stage="ingest", limit=self._limit)
        self._left -= len(data)
        return data
