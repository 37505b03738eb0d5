"""Which format a file is in: by its suffix (`models/formats.toml`), and where that says nothing by its content."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from pipeline.errors import DocumentError
from pipeline.ingest.encoding import decode, require_text
from pipeline.resources import read_toml

GZIP = ".gz"
ANYTHING = "page"
"""The format of files whose content tells what they are."""
_LOCK = "~$"
# A suffix is what programs use as one; 工作总结2.0 and page.html?id=3 have none.
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{1,7}", re.ASCII)
_ELEMENT = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|br|span|script)[\s>/]", re.IGNORECASE
)
_MAIL = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}", re.ASCII)
_MULTIPART = re.compile(
    rb"^content-type:\s*(?:multipart/related|multipart/alternative|text/html)", re.IGNORECASE | re.MULTILINE
)
_HEAD = 4096
# Their first part, which is not packed.
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"


def format_by_name(source: str) -> str:
    """The format that the name of a file tells: a key of ``[read]`` in the table, ``page`` where only the content tells.

    Raises:
        DocumentError: I004 for a format that nothing reads.
    """
    suffix = _suffix(source)
    if not _SUFFIX.fullmatch(suffix):
        return ANYTHING
    if problem := why_not_read(source):
        raise DocumentError("I004", stage="ingest", problem=problem)
    return _tables()[0][suffix[1:]]


def why_not_read(source: str) -> str:
    """Why no reader takes a file of this name; empty when one does, or when only its content tells."""
    suffix = _suffix(source)
    if PurePosixPath(source).name.startswith(_LOCK):
        return "it is the lock file of an open document"
    if not _SUFFIX.fullmatch(suffix) or suffix[1:] in _tables()[0]:
        return ""
    reason = _tables()[1].get(suffix[1:])
    return f"it is {reason}" if reason else f"files that end in {suffix!r} are not supported"


def tells_nothing(source: str) -> bool:
    """Whether the name of a file has no suffix."""
    return _SUFFIX.fullmatch(_suffix(source)) is None


def _suffix(source: str) -> str:
    path = PurePosixPath(source)
    return (path.with_suffix("") if path.suffix.lower() == GZIP else path).suffix.lower()


def format_by_content(data: bytes) -> str:
    """The format that bytes look like: docx, html, mht, odt, pdf or text.

    Raises:
        DocumentError: I002 when they are no text and nothing that is read.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "odt" if _ODT in head else "docx"
    plain = head.replace(b"\0", b"")
    if _MAIL.match(plain) and _MULTIPART.search(plain):
        return "mht"
    if _ELEMENT.search(plain):
        return "html"
    require_text(head, decode(head))
    return "text"


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Formats by suffix, and the reason why others are not read."""
    table: dict[str, Any] = read_toml("formats.toml")
    known = {suffix: name for name, suffixes in table["read"].items() for suffix in suffixes}
    return known, {suffix: entry["reason"] for entry in table["not_read"] for suffix in entry["suffixes"]}


SUFFIXES: tuple[str, ...] = (*(f".{suffix}" for suffix in sorted(_tables()[0])), GZIP)
"""Suffixes of the files that are read, in lower case with the dot."""
