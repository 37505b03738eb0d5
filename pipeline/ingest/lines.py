"""The lines of a file, plain or in gzip, however it is made: long lines, no lines, lines of nothing, bombs.

White space is passed over at the speed of the machine, a line longer than the limit is told by its size and never held,
and a gzip file that expands to more than text does is refused where it begins to.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO

from pipeline.errors import DocumentError
from pipeline.ingest.archives import allowed

_CHUNK = 1 << 20
# The white space behind it, and so every blank line, belongs to the break: it means nothing in JSON.
_BREAK = re.compile(rb"\n\s*")
_UNLIMITED = 1 << 62


def read_lines(path: Path, most: int) -> Iterator[bytes | int]:
    """The lines of a file that hold more than white space, without the white space around them.

    Args:
        path: the file; a name that ends in ``.gz`` tells gzip.
        most: bytes that a line may have.

    Yields:
        A line; of one that is longer than `most` its size in bytes.

    Raises:
        OSError: the file cannot be opened or read.
        DocumentError: I007 when gzip expands to more than text does, I008 when it is damaged; the lines before that
            have been given.
    """
    yield from _lines(read_chunks(path), most)


def read_chunks(path: Path) -> Generator[bytes, None, None]:
    """The bytes of a file, unpacked, piece by piece.

    Args:
        path: the file; a name that ends in ``.gz`` tells gzip.

    Raises:
        OSError: the file cannot be opened or read.
        DocumentError: I007 when gzip expands to more than text does, I008 when it is damaged.
    """
    with path.open("rb") as file:
        yield from _unpacked(file) if path.suffix.lower() == ".gz" else iter(lambda: file.read(_CHUNK), b"")


def _lines(chunks: Iterator[bytes], most: int) -> Iterator[bytes | int]:
    begun, size = bytearray(), 0
    for chunk in chunks:
        *ended, rest = _BREAK.split(chunk if size else chunk.lstrip())
        for part in ended:
            yield from _line(begun, size + len(part), part, most)
            begun, size = bytearray(), 0
        size += len(rest)
        if size <= most:
            begun += rest
        else:
            begun.clear()
    yield from _line(begun, size, b"", most)


def _line(begun: bytearray, size: int, part: bytes, most: int) -> Iterator[bytes | int]:
    if size > most:
        yield size
    elif line := (bytes(begun) + part).strip():
        yield line


def _unpacked(file: IO[bytes]) -> Iterator[bytes]:
    expanded = 0
    try:
        with gzip.open(file) as packed:
            while chunk := packed.read1(_CHUNK):  # `read` would lose what comes before a damage
                expanded += len(chunk)
                most = allowed(file.tell(), _UNLIMITED)
                if expanded > most:
                    raise DocumentError("I007", stage="ingest", limit=most)
                yield chunk
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DocumentError("I008", stage="ingest", format="gzip", problem=str(error).rstrip(".")) from error
