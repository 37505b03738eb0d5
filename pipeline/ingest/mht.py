"""MHTML, a page saved as one file: a mail message whose root part is the page (RFC 2557)."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import Message

from pipeline.errors import DocumentError

_MAX_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """The page: its bytes, the encoding that its header names, and whether it is HTML."""

    data: bytes
    charset: str
    is_html: bool


def read_mht(data: bytes) -> Part:
    """The page that an MHTML file holds.

    Raises:
        DocumentError: I008 when it holds none.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    parts = [part for _, part in zip(range(_MAX_PARTS), message.walk(), strict=False) if not part.is_multipart()]
    root = _root(message, parts)
    if root is None:
        raise DocumentError("I008", stage="ingest", format="MHTML", problem="it holds no page")
    content = root.get_payload(decode=True)
    charset = root.get_content_charset("")
    return Part(content if isinstance(content, bytes) else b"", str(charset), root.get_content_type() != "text/plain")


def _root(message: Message, parts: list[Message]) -> Message | None:
    """The part that ``start`` names, else the first page, else the first text."""
    start = message.get_param("start")
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    named = [part for part in pages if start and part.get("Content-ID") == start]
    texts = [part for part in parts if part.get_content_type() == "text/plain" and message.get("MIME-Version")]
    return next(iter([*named, *pages, *texts]), None)
