"""Bytes to text: encodings, HTML, DOCX, PDF, files of rows.

The text of a document is what its bytes decode to, untouched: line ends stay as they are (CR, LF, CRLF), a byte order
mark is no part of it. Only what no table can carry is replaced, one character for one, so that every offset stays:
control characters by a space, lone surrogates by U+FFFD. Of HTML the text is what a browser shows, one block element
per line, page furniture included; what the markup says of each stretch is in `RawDocument.layout`. Of DOCX and PDF it
is a paragraph or a table row per line, headers and footers included. JSONL and Parquet files hold a document per row.
"""

from __future__ import annotations

from pipeline.ingest.document import (
    ROW_SUFFIXES,
    SUFFIXES,
    Unreadable,
    doc_id_of,
    document_from_text,
    documents_of,
    read_document,
)

__all__ = ["ROW_SUFFIXES", "SUFFIXES", "Unreadable", "doc_id_of", "document_from_text", "documents_of", "read_document"]
