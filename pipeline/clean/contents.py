"""A table of contents that only repeats the headings of the body."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from pipeline.clean.lines import Line, letters
from pipeline.language.han import HAN

_LEADER = re.compile(r"\s{0,4}(?:[.…·・]{2,80}|\t|\s{2,40}|-{3,80}|_{3,80})\s{0,4}[(（\[]?\d{0,4}[)）\]]?$")
_MARK = re.compile(
    r"[\[(【<《]?\s{0,4}(?:目\s{0,8}录|(?:本文|文章|内容)目录|目次|[Cc]ontents|CONTENTS)\s{0,4}[\])】>》]?\s{0,2}:?"
)
_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,4}[章节部分篇条]{1,2}|[一二三四五六七八九十]{1,3}[、.,]|"
    r"\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:\.\d{1,2}){0,3}[、.,\s]?)"
)
# A column of quantities is no table of contents.
_WORDS = re.compile(rf"[{HAN}]{{2}}")
_INLINE = re.compile(r"[\[(【]?\s{0,4}(?:本文)?目\s{0,8}录\s{0,4}[\])】]?\s{0,4}:?\s{0,4}(?=[第一(1])")
_INLINE_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|(?<!\d)\d{1,2}[.、](?!\d)|第[一二三四五六七八九十]{1,3}[章节]"
)
_MAX_ENTRY = 60
_MAX_INLINE = 1500
# A table of contents begins so many lines after the start of the page, at most.
_MAX_START = 200
_MAX_ALIKE = 50
_MIN_ENTRIES = 3
_MIN_FOUND = 0.6


def mark_contents(lines: Sequence[Line]) -> None:
    """Mark each run of headings that the text below repeats."""
    body = _Beginnings(lines)
    for number, line in enumerate(lines[:_MAX_START]):
        if not line.rule and len(line.text) <= _MAX_INLINE and _repeats_inline(lines, number, body):
            line.rule = "table-of-contents"
            return
    position = 0
    while position < min(len(lines), _MAX_START):
        if lines[position].rule or lines[position].in_table or not _may_begin(lines[position].text):
            position += 1
            continue
        end = _run_end(lines, position)
        if _repeats(lines, position, end, body) and not _is_of_document(lines[:position]):
            for line in lines[position:end]:
                # A quantity comes again as it is, or the line is no entry.
                line.take("table-of-contents", sure=_comes_again(body, end, _name(line.text)))
            return
        position = max(end, position + 1)


class _Beginnings:
    """The lines of a document by their first two letters, which are mostly the number and a letter of the heading."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._by_start: dict[str, list[tuple[int, str]]] | None = None

    def after(self, number: int, start: str) -> list[str]:
        """The lines from `number` on that begin with `start`, the first of them only; built when first asked for."""
        if self._by_start is None:
            self._by_start = {}
            for position, line in enumerate(self._lines):
                if not line.rule:
                    text = letters(line.text[: 2 * _MAX_ENTRY])
                    self._by_start.setdefault(text[:2], []).append((position, text))
        found = self._by_start.get(start, [])
        return [text for _, text in found[bisect_left(found, (number, "")) :][:_MAX_ALIKE]]


def _is_of_document(above: Sequence[Line]) -> bool:
    """Whether a page of known layout prints the table after running text, as a part of the document."""
    return any(line.region is not None and line.is_prose and not line.rule for line in above)


def _may_begin(text: str) -> bool:
    return len(text) <= _MAX_ENTRY and (_MARK.fullmatch(text) is not None or _is_entry(text))


def _is_entry(text: str) -> bool:
    if len(text) > _MAX_ENTRY or text.endswith(("。", ";", "!")) or _WORDS.search(text) is None:
        return False
    return _NUMBER.match(text) is not None


def _run_end(lines: Sequence[Line], start: int) -> int:
    """Where the entries that begin at `start` end: at prose, or where the first entry comes again."""
    marked = _MARK.fullmatch(lines[start].text) is not None
    first = ""
    any_numbered = False
    number = start + 1 if marked else start
    while number < len(lines):
        line = lines[number]
        if not line.rule:
            entry = _name(line.text)
            numbered = _is_entry(line.text)
            if line.is_prose or len(line.text) > _MAX_ENTRY:
                break
            # Under the word 目录 entries may lack numbers, but not after numbered ones: there the title comes.
            if not numbered and (not marked or (any_numbered and not _LEADER.search(line.text))):
                break
            any_numbered = any_numbered or numbered
            if first and entry.startswith(first):
                break
            first = first or entry
        number += 1
    return number


def _repeats_inline(lines: Sequence[Line], number: int, body: _Beginnings) -> bool:
    """Whether a line is the word 目录 and all entries behind it."""
    mark = _INLINE.match(lines[number].text)
    if mark is None:
        return False
    text = lines[number].text
    bounds = [*(match.start() for match in _INLINE_NUMBER.finditer(text, mark.end())), len(text)]
    entries = [_name(text[start:end]) for start, end in pairwise(bounds)]
    return _are_found(entries, body, number + 1)


def _repeats(lines: Sequence[Line], start: int, end: int, body: _Beginnings) -> bool:
    run = [line for line in lines[start:end] if not line.rule and not _MARK.fullmatch(line.text)]
    entries = [name for line in run if len(name := _name(line.text)) >= 3]
    return _are_found(entries, body, end)


def _are_found(entries: Sequence[str], body: _Beginnings, start: int) -> bool:
    if len(entries) < _MIN_ENTRIES:
        return False
    found = [any(_heads(line, entry) for line in body.after(start, entry[:2])) for entry in entries]
    # The body may be cut off: entries behind the last one found do not speak against it.
    last = max((n for n, hit in enumerate(found) if hit), default=-1)
    hits = sum(found)
    return hits >= _MIN_ENTRIES and hits >= _MIN_FOUND * (last + 1)


def _comes_again(body: _Beginnings, start: int, entry: str) -> bool:
    return any(line.startswith(entry) for line in body.after(start, entry[:2]))


def _name(text: str) -> str:
    return letters(_LEADER.sub("", text))


def _heads(line: str, entry: str) -> bool:
    if line.startswith(entry):
        return True
    # Titles are reworded a little between the table and the body: one character in six may differ.
    if len(entry) < 5:
        return False
    differing = sum(a != b for a, b in zip(line, entry, strict=False)) + max(0, len(entry) - len(line))
    return 6 * differing <= len(entry)
