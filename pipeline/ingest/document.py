"""A file, or a string, to a `RawDocument`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.config import Config
from pipeline.errors import DocumentError, describe
from pipeline.ingest.encoding import Decoded, decode, require_text
from pipeline.ingest.html import declared_encoding, read_html
from pipeline.records import RawDocument, Region

_STEM_LENGTH = 32
_UNSAFE = re.compile(r"[^\w.-]+")
# What no Arrow string, spaCy token or terminal can carry. \t \n \v \f \r stay.
_REPLACED = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F), " ")
_REPLACED |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TO_REPLACE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Content:
    decoded: Decoded
    text: str
    layout: tuple[Region, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()


def read_document(data: bytes, source: str, config: Config) -> RawDocument:
    """The document that the bytes of a file hold.

    Args:
        data: the bytes of the file.
        source: its path relative to the input root, with ``/``; the suffix tells the format.
        config: settings; `max_bytes` limits the size.

    Raises:
        DocumentError: I001 empty, I002 binary, I004 unknown format, I005 too large, I006 HTML without text.
    """
    if len(data) > config.max_bytes:
        raise DocumentError("I005", stage="ingest", size=len(data), limit=config.max_bytes)
    if not data.strip():
        raise DocumentError("I001", stage="ingest")
    suffix = PurePosixPath(source).suffix.lower()
    read = _READERS.get(suffix)
    if read is None:
        raise DocumentError("I004", stage="ingest", problem=f"files that end in {suffix!r} are not supported")
    content = read(data)
    return RawDocument(
        doc_id=doc_id_of(source),
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=content.decoded.encoding,
        text=content.text,
        layout=content.layout,
        metadata=content.metadata,
        warnings=_warnings(content.decoded),
    )


def document_from_text(text: str) -> RawDocument:
    """The document that a string is. Offsets refer to the string as given.

    Raises:
        DocumentError: I001 when it holds nothing but white space.
    """
    if not text.strip():
        raise DocumentError("I001", stage="ingest")
    text = _carriable(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = f"text-{sha256[:12]}"
    return RawDocument(doc_id=doc_id_of(source), source=source, sha256=sha256, encoding="utf-8", text=text)


def doc_id_of(source: str) -> str:
    """The id of the document at `source`: its stem and twelve digits of a hash of the whole path."""
    stem = _UNSAFE.sub("_", PurePosixPath(source).stem).strip("._-")[:_STEM_LENGTH]
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{stem}-{digest}" if stem else digest


def _read_txt(data: bytes) -> _Content:
    decoded = decode(data)
    require_text(data, decoded)
    if not decoded.text.strip():
        raise DocumentError("I001", stage="ingest")
    return _Content(decoded, _carriable(decoded.text))


def _read_html(data: bytes) -> _Content:
    decoded = decode(data, declared_encoding(data))
    require_text(data, decoded)
    page = read_html(_carriable(decoded.text))
    if not page.text.strip():
        raise DocumentError("I006", stage="ingest")
    return _Content(decoded, page.text, page.layout, page.metadata)


def _carriable(text: str) -> str:
    return text.translate(_REPLACED) if _TO_REPLACE.search(text) else text


def _warnings(decoded: Decoded) -> tuple[str, ...]:
    if not decoded.bad_bytes:
        return ()
    return (describe("I003", count=decoded.bad_bytes, encoding=decoded.encoding, position=decoded.first_bad),)


_READERS: dict[str, Callable[[bytes], _Content]] = {".htm": _read_html, ".html": _read_html, ".txt": _read_txt}
SUFFIXES: tuple[str, ...] = tuple(_READERS)
"""Suffixes of the files that `read_document` reads, in lower case with the dot."""
