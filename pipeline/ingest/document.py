"""A file, or a string, to a `RawDocument`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.config import Config
from pipeline.errors import DocumentError, describe
from pipeline.fold import INVISIBLE
from pipeline.ingest.archives import gunzip
from pipeline.ingest.content import Content
from pipeline.ingest.docx import read_docx
from pipeline.ingest.encoding import Decoded, decode, require_text
from pipeline.ingest.entities import decode_entities, unescape_markup
from pipeline.ingest.formats import ANYTHING, GZIP, SUFFIXES, format_by_content, format_by_name
from pipeline.ingest.html import declared_encoding, read_html
from pipeline.ingest.markdown import read_markdown
from pipeline.ingest.mht import read_mht
from pipeline.ingest.mojibake import lost_characters, repair
from pipeline.ingest.odt import read_odt
from pipeline.ingest.pdf import Scanned, read_pdf, unread
from pipeline.ingest.pdf_scans import scanned_lines
from pipeline.ingest.rows import ROW_SUFFIXES, Row, is_row_file, read_rows
from pipeline.records import RawDocument

__all__ = ["ROW_SUFFIXES", "SUFFIXES", "Unreadable", "doc_id_of", "document_from_text", "documents_of", "read_document"]

_STEM_LENGTH = 32
_TELLS_LOSSES = ("[I003]", "[I014]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# Joiners make one picture of several: 👨‍👩‍👧.
_INVISIBLE_WITHIN = re.compile(
    rf"(?<=[^\s{INVISIBLE}\U0001f000-\U0001faff\ufe0f])[{INVISIBLE}]+(?=[^\s{INVISIBLE}\U0001f000-\U0001faff])"
)
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_UNSAFE = re.compile(r"[^\w.-]+")
# What no Arrow string, spaCy token or terminal can carry. \t \n \v \f \r stay.
_REPLACED = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F), " ")
_REPLACED |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TO_REPLACE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document of a file that holds several, which cannot be read."""

    source: str
    error: DocumentError


def read_document(data: bytes, source: str, config: Config) -> RawDocument:
    """The document that the bytes of a file hold.

    Args:
        data: the bytes of the file.
        source: its path relative to the input root, with ``/``; the suffix tells the format, ``.gz`` may follow it.
        config: settings; `max_bytes` limits the size, packed and unpacked.

    Raises:
        DocumentError: I001 empty, I002 binary, I004 unknown format, I005 too large, I006 HTML without text, I007
            expands too far, I008 damaged, I010 and I024 PDF without text.
    """
    if len(data) > config.max_bytes:
        raise DocumentError("I005", stage="ingest", size=len(data), limit=config.max_bytes)
    if not data.strip():
        raise DocumentError("I001", stage="ingest")
    content = _read(data, source, config)
    return RawDocument(
        doc_id=doc_id_of(source),
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=content.encoding,
        text=content.text,
        layout=content.layout,
        metadata=content.metadata,
        warnings=content.warnings,
    )


def documents_of(path: Path, source: str, config: Config) -> Iterator[RawDocument | Unreadable]:
    """Every document that a file holds: one, or one per row of a JSONL or Parquet file, read as it is asked for.

    The source of a row is that of the file, ``#`` and its id, e.g. ``crawl.jsonl#a17`` (see `pipeline.ingest.rows`).
    What cannot be read comes as `Unreadable`, and the next row follows; a file that breaks off in the middle yields
    `Unreadable` with its own source at the end.

    Args:
        path: the file.
        source: its path relative to the input root, with ``/``.
        config: settings; `max_bytes` limits a file, and a row of a file of rows.
    """
    if is_row_file(source):
        for row in read_rows(path, source, config.max_bytes, config.text_column):
            try:
                yield document_of_row(row)
            except DocumentError as error:
                yield Unreadable(row.source, error)
        return
    try:
        size = path.stat().st_size
        if size > config.max_bytes:  # told before it fills the memory
            raise DocumentError("I005", stage="ingest", size=size, limit=config.max_bytes)
        yield read_document(path.read_bytes(), source, config)
    except DocumentError as error:
        yield Unreadable(source, error)
    except OSError as error:
        yield Unreadable(source, DocumentError("I004", stage="ingest", retryable=True, problem=error.strerror or error))


def document_of_row(row: Row) -> RawDocument:
    """The document that a row of a file is.

    Raises:
        DocumentError: the error of the row, I001 when it holds nothing, I006 when its HTML holds no text.
    """
    if row.error is not None:
        raise row.error
    content = _with_losses((_html_content if row.html else _text_content)(row.html or row.text, "utf-8"))
    return RawDocument(
        doc_id=doc_id_of(row.source),
        source=row.source,
        sha256=row.sha256,
        encoding=content.encoding,
        text=content.text,
        layout=content.layout,
        # What the crawl says of the page comes before what the page says of itself.
        metadata=(*row.metadata, *content.metadata),
        warnings=content.warnings,
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


def _read(data: bytes, source: str, config: Config) -> Content:
    limit = config.max_bytes
    name = format_by_name(source)
    warnings: tuple[str, ...] = ()
    if source.lower().endswith(GZIP):
        inner = gunzip(data, limit)
        data, warnings = inner.data, inner.warnings
        if not data.strip():
            raise DocumentError("I001", stage="ingest")
    readers = {**_READERS, "pdf": _read_scans} if config.ocr else _READERS
    content = readers[format_by_content(data) if name == ANYTHING else name](data, limit)
    return replace(content, warnings=(*warnings, *content.warnings))


def _read_txt(data: bytes, limit: int) -> Content:
    return _decoded_content(data, decode(data), _text_content)


def _read_html(data: bytes, limit: int) -> Content:
    return _decoded_content(data, decode(data, declared_encoding(data)), _html_content)


def _decoded_content(data: bytes, decoded: Decoded, content: Callable[[str, str], Content]) -> Content:
    require_text(data, decoded)
    made = content(decoded.text, decoded.encoding)
    return _with_losses(replace(made, warnings=(*_warnings(decoded), *made.warnings)))


def _with_losses(content: Content) -> Content:
    """Content with warnings of the characters that it lost before, unless another warning tells of them, and of invisible ones."""
    told = any(warning.startswith(_TELLS_LOSSES) for warning in content.warnings)
    lost = () if told else lost_characters(content.text)
    return replace(content, warnings=(*content.warnings, *lost, *_invisible_within(content.text)))


def _invisible_within(text: str) -> Iterator[str]:
    """A warning of the characters without width that stand between two visible ones."""
    within = _INVISIBLE_WITHIN.findall(text) if _INVISIBLE.search(text) else []
    if within:
        position = _INVISIBLE_WITHIN.search(text)
        yield describe("I020", count=sum(map(len, within)), position=position.start() if position else 0)


def _read_mht(data: bytes, limit: int) -> Content:
    page = read_mht(data)
    if not page.data.strip():
        raise DocumentError("I001", stage="ingest")
    decoded = decode(page.data, page.charset or declared_encoding(page.data))
    return _decoded_content(page.data, decoded, _html_content if page.is_html else _text_content)


def _read_markdown(data: bytes, limit: int) -> Content:
    content = _read_txt(data, limit)
    text, layout = read_markdown(content.text)
    if not text:
        raise DocumentError("I001", stage="ingest")
    return replace(content, text=text, layout=layout)


def _read_docx(data: bytes, limit: int) -> Content:
    _require_magic(data, _ZIP, "DOCX")
    return _carriable_content(read_docx(data, limit))


def _read_odt(data: bytes, limit: int) -> Content:
    _require_magic(data, _ZIP, "ODT")
    return _carriable_content(read_odt(data, limit))


def _read_pdf(data: bytes, limit: int, scanned: Scanned = unread) -> Content:
    # Viewers find the mark anywhere in the first kilobyte.
    if _PDF not in data[:1024]:
        _require_magic(data, _PDF, "PDF")
    return _carriable_content(read_pdf(data, limit, scanned))


def _read_scans(data: bytes, limit: int) -> Content:
    return _read_pdf(data, limit, scanned_lines)


def _require_magic(data: bytes, magic: bytes, name: str) -> None:
    """Refuse a file whose suffix says what it is not.

    Raises:
        DocumentError: I002 when it begins like another known format, I008 otherwise.
    """
    if data.startswith(magic):
        return
    require_text(data, Decoded("", ""))
    raise DocumentError("I008", stage="ingest", format=name, problem="it does not begin like one")


def _text_content(text: str, encoding: str) -> Content:
    repaired = repair(text)
    plain, warnings = decode_entities(repaired.text)
    if not plain.strip():
        raise DocumentError("I001", stage="ingest")
    return Content(_carriable(plain), encoding, warnings=(*repaired.warnings, *warnings))


def _html_content(text: str, encoding: str) -> Content:
    repaired = repair(text)
    markup, warnings = unescape_markup(repaired.text)
    page = read_html(_carriable(markup))
    if not page.text.strip():
        raise DocumentError("I006", stage="ingest")
    return Content(page.text, encoding, page.layout, page.metadata, (*repaired.warnings, *warnings))


def _carriable_content(content: Content) -> Content:
    text = _carriable(content.text)
    return replace(content, text=text, warnings=(*content.warnings, *_invisible_within(text)))


def _carriable(text: str) -> str:
    return text.translate(_REPLACED) if _TO_REPLACE.search(text) else text


def _warnings(decoded: Decoded) -> tuple[str, ...]:
    if not decoded.bad_bytes:
        return ()
    return (describe("I003", count=decoded.bad_bytes, encoding=decoded.encoding, position=decoded.first_bad),)


_READERS: dict[str, Callable[[bytes, int], Content]] = {
    "docx": _read_docx,
    "html": _read_html,
    "markdown": _read_markdown,
    "mht": _read_mht,
    "odt": _read_odt,
    "pdf": _read_pdf,
    "text": _read_txt,
}
