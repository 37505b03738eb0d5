"""Where known names stand in a text.

The names differ from document to document, so a pattern of them would be made and compiled for a single use. A table of their first two
characters passes over nearly all places of the text at once; the few that are left are compared with the names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.ner.scanner import Beginnings


def occurrences(names: Iterable[str], text: str, not_before: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """The spans at which any of the names stands, in text order, without overlaps; where several begin, the longest.

    Args:
        names: of two characters at least.
        not_before: characters before which a name is none.
    """
    by_beginning: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names), key=len, reverse=True):
        by_beginning[name[:2]].append(name)
    if not by_beginning:
        return
    free = 0
    for start in Beginnings.of(by_beginning).likely(text):
        if start < free:
            continue
        for name in by_beginning.get(text[start : start + 2], ()):
            end = start + len(name)
            if text.startswith(name, start) and text[end : end + 1] not in not_before:
                free = end
                yield start, free
                break
