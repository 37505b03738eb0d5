"""Entities of HTML that were left in plain text: &nbsp; &#37; &yen; as the characters that they stand for."""

from __future__ import annotations

import html
import re
from html.entities import html5

from pipeline.errors import describe

_ENTITY = re.compile(r"&(?:#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});")
# In HTML itself: an entity whose & was escaped once more.
_ESCAPED_TWICE = re.compile(r"&amp;((?:amp;){0,2}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_ROUNDS = 3


def decode_entities(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with its entities decoded, and a warning when there were any."""
    first, count = "", 0
    for _ in range(_ROUNDS):  # &amp;nbsp; was escaped twice
        found = [entity for entity in _ENTITY.findall(text) if _is_known(entity)]
        if not found:
            break
        first, count = first or found[0], count or len(found)
        text = _ENTITY.sub(
            lambda match: html.unescape(match.group()) if _is_known(match.group()) else match.group(), text
        )
    return text, (describe("I016", count=count, first=first),) if count else ()


def unescape_markup(markup: str) -> tuple[str, tuple[str, ...]]:
    """HTML whose text would show entities (&amp;nbsp;) with the escape before them taken away, and a warning when there were any."""
    found = [f"&{name}" for name in _ESCAPED_TWICE.findall(markup) if _is_known(f"&{name.rpartition('amp;')[2]}")]
    if not found:
        return markup, ()
    plain = _ESCAPED_TWICE.sub(
        lambda match: f"&{match[1].rpartition('amp;')[2]}" if _is_shown(match[1]) else match.group(), markup
    )
    return plain, (describe("I016", count=len(found), first=found[0]),)


def _is_shown(name: str) -> bool:
    return _is_known(f"&{name.rpartition('amp;')[2]}")


def _is_known(entity: str) -> bool:
    return entity.startswith("&#") or entity[1:] in html5
