"""Bytes to text: encodings, HTML, MHTML, Markdown, DOCX, PDF, files of rows.

The text of a document is what its bytes decode to, untouched: line ends stay as they are (CR, LF, CRLF), a byte order
mark is no part of it. Where it was damaged before it was saved and a round trip proves it, that is undone, and entities of HTML in
plain text are decoded; both come with a warning. Only what no table can carry is replaced, one character for one, so that every offset stays:
control characters by a space, lone surrogates by U+FFFD. Of HTML the text is what a browser shows, one block element
per line, page boilerplate included; what the markup says of each stretch is in `RawDocument.layout`. Of DOCX and PDF it
is a paragraph or a table row per line, headers and footers included. Raised marks of notes are written in raised digits, and what is
struck out is a region of its own. JSONL and Parquet files hold a document per row.
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
