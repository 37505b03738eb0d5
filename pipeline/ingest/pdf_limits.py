"""What a PDF may expand to: told before its streams, its drawings and its characters fill the memory."""

from __future__ import annotations

import re
import zlib
from typing import Any

from pipeline.errors import DocumentError
from pipeline.ingest.archives import allowed

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
# The dictionary of a stream is shorter than this.
_DICTIONARY = 2000
# A page of the largest sheet in the smallest print has a tenth of these characters, and a map of the finest a tenth of
# these objects.
MOST_CHARACTERS = 300_000
_MOST_OBJECTS = 2_000_000


def require_modest_streams(data: bytes, limit: int) -> None:
    """Refuse a file whose compressed streams, images aside, expand beyond what the streams of a document do.

    Args:
        data: the bytes of the file.
        limit: most bytes that they may expand to.

    Raises:
        DocumentError: I007.
    """
    most = left = allowed(len(data), limit)
    for match in _STREAM.finditer(data):
        dictionary = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b"obj")[2]
        filters = len(_FLATE.findall(dictionary))
        if not filters or _IMAGE.search(dictionary):
            continue
        left -= _size(data, match.end(), filters, left)
        if left < 0:
            raise DocumentError("I007", stage="ingest", limit=most)


def _size(data: bytes, start: int, filters: int, most: int) -> int:
    """How many bytes a stream makes, up to `most` and one more; 0 when it is damaged or locked."""
    view: bytes | memoryview = memoryview(data)[start:]
    size = 0
    for _ in range(filters):
        try:
            view = zlib.decompressobj().decompress(view, most + 1)
        except zlib.error:
            return size
        size = max(size, len(view))
    return size


def require_modest_page(page: Any) -> None:
    """Refuse a page that draws more objects than any does, counted through the forms that draw each other.

    Args:
        page: of PDFium.

    Raises:
        DocumentError: I007.
    """
    from pypdfium2 import raw

    count = 0
    forms: list[Any] = [None]
    while forms:
        form = forms.pop()
        size = raw.FPDFPage_CountObjects(page) if form is None else raw.FPDFFormObj_CountObjects(form)
        count += size
        if count > _MOST_OBJECTS:
            raise DocumentError("I007", stage="ingest", limit=_MOST_OBJECTS)
        for index in range(size):
            item = raw.FPDFPage_GetObject(page, index) if form is None else raw.FPDFFormObj_GetObject(form, index)
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
                forms.append(item)
