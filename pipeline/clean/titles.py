"""Titles that a site or a cover repeats: one copy is content, the one nearest to the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.clean.boilerplate import edges
from pipeline.clean.lines import Line, letters
from pipeline.clean.quantities import states_quantity
from pipeline.clean.rules import load_rules
from pipeline.language.dates import YEAR

_EXTENSION = re.compile(r"\.(?:docx?|pdf|wps|txt|pptx?|xlsx?|rtf)$", re.IGNORECASE)
_VARIANT = re.compile(r"\s{0,3}(?:[|_]|\s-{1,2}\s|--|——)\s{0,3}")
_SITE_NAME = re.compile(r"[^。,]{1,20}(?:网|文库|网站|门户|频道|图书馆|大全|www\..*)")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(rf"{YEAR}(?:\d\d){{0,2}}")
_MAX_TITLE = 100
# Titles stand near the body; a page without body must not cost the square of its lines.
_MAX_HEAD_LINES = 40
_MAX_COVER_LINE = 14
_MIN_LEAD = 16
# A summary above the text is cut off somewhere; so many of its first letters must come again.
_TEASER = 50
_MAX_TEASER_LINE = 10
_TEASER_LOOK = re.compile(r"^[\[【]?.{2,6}[\]】:]|(?:…|\.{3})$")
_LABEL = re.compile(r"^[\[【]?.{2,6}[\]】:]")
_SIMILAR = 0.85
# In shorter titles a letter is a word.
_MIN_SIMILAR = 10
_SIMILAR_VARIANT = 0.6


def mark_repeated_titles(lines: Sequence[Line]) -> None:
    """Mark every copy of a title but the last before the body, cover lines that spell it, and copies in the tail."""
    first, last = edges(lines)
    head = [line for line in lines[:first] if not line.rule and not line.in_table and len(line.text) <= _MAX_TITLE][
        -_MAX_HEAD_LINES:
    ]
    names = [letters(_EXTENSION.sub("", line.text)) for line in head]
    for number, line in enumerate(head):
        if any(_same(names[number], later) for later in _spans(names, number + 1)):
            line.take("repeated-title", sure=_is_title(line))
    _mark_split_copies(head, names)
    _mark_cover(head, names)
    remaining = [letters(line.text) for line in head if not line.rule]
    if last >= 0:
        _mark_tail_copies(lines, last, remaining)


def _is_title(line: Line) -> bool:
    """Whether a line that states a quantity still is a title: 关于下达补助资金300万元的通知."""
    return load_rules().title_end.search(line.text) is not None


def cut_title_variants(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Of a title line with variants (`A|B`) all but the last, and the name of the site behind it."""
    first, _ = edges(lines)
    for line in lines[max(0, first - _MAX_HEAD_LINES) : first]:
        if line.rule or line.in_table or len(line.text) > 2 * _MAX_TITLE:
            continue
        separators = list(_VARIANT.finditer(line.text))
        if not separators:
            continue
        end = len(line.text)
        separator = separators[-1]
        site = line.text[separator.end() :]
        if separator.start() and _SITE_NAME.fullmatch(site) and not states_quantity(site):
            yield line.at(separator.start()), line.end, "site-line"
            end = separator.start()
            separators.pop()
        for separator in reversed(separators):
            one, other = line.text[: separator.start()], line.text[separator.end() : end]
            lost = states_quantity(one) and letters(one) != letters(other)
            if _are_variants(letters(one), letters(other)) and not lost:
                yield line.start, line.at(separator.end()), "repeated-title"
                break


def _are_variants(left: str, right: str) -> bool:
    if min(len(left), len(right)) < 4:
        return False
    if _ratio(left, right, _SIMILAR_VARIANT) >= _SIMILAR_VARIANT or _is_subsequence(left, right):
        return True
    # Two titles of one document begin alike.
    ends = load_rules().title_end
    return left[:3] == right[:3] and ends.search(left) is not None and ends.search(right) is not None


def _spans(names: Sequence[str], start: int) -> Iterator[str]:
    """Each later title, also when it runs over several lines."""
    for begin in range(start, len(names)):
        joined = ""
        for end in range(begin, min(begin + 4, len(names))):
            joined += names[end]
            yield joined


def _same(one: str, other: str) -> bool:
    if len(one) < 4 or len(other) < 4:
        return False
    if one == other:
        return True
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    return min(len(one), len(other)) >= _MIN_SIMILAR and _ratio(one, other, _SIMILAR) >= _SIMILAR


def _ratio(one: str, other: str, least: float) -> float:
    """How similar two names are; 0 when their lengths alone put it below `least`."""
    if 2 * min(len(one), len(other)) < least * (len(one) + len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _mark_split_copies(head: Sequence[Line], names: Sequence[str]) -> None:
    """A title over several lines, followed by a copy on one line."""
    for start in range(len(head)):
        joined = ""
        for end in range(start, min(start + 4, len(head))):
            joined += names[end]
            copy = next((later for later in names[end + 1 :] if _same(joined, later)), "") if end > start else ""
            if copy:
                for line, name in zip(head[start : end + 1], names[start : end + 1], strict=True):
                    line.take("repeated-title", sure=name in copy)


def _mark_cover(head: Sequence[Line], names: Sequence[str]) -> None:
    """Short lines before the title whose letters the title has in the same order: a cover, or keywords."""
    for position in range(1, len(head)):
        title = names[position]
        if head[position].rule or len(title) < 8:
            continue
        cover: list[Line] = []
        covered = 0
        for number in range(position - 1, -1, -1):
            line, name = head[number], names[number]
            is_year = _YEAR.fullmatch(name) is not None
            if line.rule or len(name) > _MAX_COVER_LINE or not (is_year or _is_subsequence(name, title)):
                break
            cover.append(line)
            covered += 0 if is_year else len(name)
        if covered and 2 * covered >= len(title) and len(cover) > 1:
            for line in cover:
                line.take("repeated-title")


def _is_subsequence(part: str, whole: str) -> bool:
    characters = iter(whole)
    return bool(part) and all(character in characters for character in part)


def _mark_tail_copies(lines: Sequence[Line], last: int, titles: Sequence[str]) -> None:
    """After the body a page repeats its title for widgets and links."""
    for number in range(last + 1, len(lines)):
        line = lines[number]
        if lines[number - 1].rule and letters(line.text) in titles:
            line.take("repeated-title", sure=_is_title(line))


def mark_repeated_lead(lines: Sequence[Line]) -> None:
    """In its last lines, or above the text, a page repeats the first words of the text as a summary."""
    first, _ = edges(lines)
    # Only a page does so: somewhere near the end stands boilerplate. A text may well repeat its first sentence.
    is_page = any(line.rule for line in lines[-12:])
    if is_page:
        opening = letters("".join(line.text for line in lines[max(0, first - 3) : first + 3]))
        for line in lines[max(first + 3, len(lines) - 4) :]:
            name = letters(line.text)
            if len(name) >= _MIN_LEAD and name in opening:
                line.take("repeated-lead", sure=True)
    for number, line in enumerate(lines[:_MAX_TEASER_LINE]):
        if (
            line.rule
            or line.in_table
            or not _TEASER_LOOK.search(line.text)
            or load_rules().official_tail.fullmatch(line.text)
        ):
            continue
        name = letters(_LABEL.sub("", line.text))
        below = letters("".join(later.text for later in lines[number + 1 : number + 8] if not later.rule))
        if len(name) >= _MIN_LEAD and name[:_TEASER] in below:
            line.take("repeated-lead", sure=name in below)
