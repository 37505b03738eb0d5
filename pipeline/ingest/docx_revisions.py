"""Deleted paragraph marks: a paragraph whose mark is deleted goes on in the next one."""

from __future__ import annotations

from typing import Any

from pipeline.ingest.docx_xml import W, child

_MARKS = (f"{W}del", f"{W}moveFrom")
# What holds text; all else between two paragraphs is a mark of where something begins or ends.
_HOLDS_TEXT = frozenset(
    f"{W}{name}" for name in ("p", "tbl", "sdt", "customXml", "ins", "moveTo", "sectPr", "altChunk")
)
_PROPERTIES = f"{W}pPr"


def join_across_deleted_marks(root: Any) -> None:
    """Move the content of every paragraph whose mark is deleted to the head of the next one, which keeps its own properties.

    Args:
        root: of a part; changed.
    """
    for paragraph in root.iter(f"{W}p"):
        if not _is_mark_deleted(paragraph):
            continue
        following = paragraph.getnext()
        while following is not None and following.tag not in _HOLDS_TEXT:
            following = following.getnext()
        if following is None or following.tag != paragraph.tag:
            continue
        at = 1 if child(following, "pPr") is not None else 0
        for element in [element for element in paragraph if element.tag != _PROPERTIES]:
            following.insert(at, element)
            at += 1


def _is_mark_deleted(paragraph: Any) -> bool:
    mark = child(child(paragraph, "pPr"), "rPr")
    return mark is not None and any(mark.find(name) is not None for name in _MARKS)
