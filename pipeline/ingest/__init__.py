"""Bytes to text: formats, encodings, HTML.

The text of a document is what its bytes decode to, untouched: line ends stay as they are (CR, LF, CRLF), a byte order
mark is no part of it. Only what no table can carry is replaced, one character for one, so that every offset stays:
control characters by a space, lone surrogates by U+FFFD. Of HTML the text is what a browser shows, one block element
per line, page furniture included; what the markup says of each stretch is in `RawDocument.layout`.
"""

from __future__ import annotations

from pipeline.ingest.document import SUFFIXES, doc_id_of, document_from_text, read_document

__all__ = ["SUFFIXES", "doc_id_of", "document_from_text", "read_document"]
