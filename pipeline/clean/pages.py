"""Page footers of a paginated file, inside a line, at its end or on a line of their own."""

from __future__ import annotations

import re
from bisect import bisect, insort
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.clean.boilerplate import NUMBERED
from pipeline.clean.lines import Line, letters
from pipeline.clean.quantities import states_quantity
from pipeline.clean.rules import load_rules

_NUMBER = re.compile(r"\d{1,4}")
# What is hardly the second half of a word.
_UNIT = re.compile(r"[%‰万亿余多个名人位户所家项件套台座处次场册间栋辆张份元亩米吨]|平方|公里|公顷")
_BARE = re.compile(r"\d{1,3}")
_CLOSED = re.compile(r"[。!?;:][”’」』\"')\]]{0,3}$")
_MAX_HEAD = 40
# Characters of text between the numbers of two pages, at least.
_MIN_PAGE = 60
# Page numbers may be lost in between, but not many.
_MAX_SKIPPED = 4
_MAX_REST = 14
_MAX_AFTER = 0.25
# The title may stand below a dozen lines of navigation.
_EDGE = 16
_MARKS = ("页", "Page", "版", "/")
_WIDE = re.compile(r"\s{2,8}|\s{0,2}[|·]\s{0,2}")
_RULING = re.compile(r"[~_=*—-]{3,40}")
Cut = tuple[int, int, str]


def cut_page_footers(lines: Sequence[Line]) -> Iterator[Cut]:
    """Cut page footers out of lines; a line that holds only the footer and the name of a site is marked whole."""
    rules = load_rules()
    found: list[tuple[Line, list[re.Match[str]], str]] = []
    for line in lines:
        if line.rule or not any(mark in line.text for mark in _MARKS):
            continue
        matches = list(rules.inline.finditer(line.text))
        if matches:
            rest = _RULING.sub("", rules.inline.sub("", line.text))
            found.append((line, matches, letters(rest) if len(rest.strip()) <= _MAX_REST else rest))
    rests = Counter(rest for _, _, rest in found)
    for line, matches, rest in found:
        adorned = not rest or rests[rest] > 1 or not line.text[0].isalnum()
        whole = (len(rest) <= _MAX_REST and adorned) or _is_name(lines, line, rest)
        if whole and not line.in_table and not states_quantity(rest):
            line.rule = "page-footer"
            continue
        for match in matches:
            yield line.at(match.start()), line.at(match.end()), "page-footer"


def _is_name(lines: Sequence[Line], own: Line, rest: str) -> bool:
    """Whether the words beside a footer stand at the head or the tail of the page, as the name of a site does."""
    names = [line.text for line in [*lines[:_EDGE], *lines[-6:]] if line is not own and len(line.text) < 60]
    pieces = [piece for piece in _WIDE.split(rest.strip()) if piece]
    return len(rest) <= _MAX_HEAD and all(any(piece in name for name in names) for piece in pieces)


def mark_bare_numbers(lines: Sequence[Line]) -> None:
    """Page numbers alone on a line: they count up by one, and text stands between them."""
    bare = [
        number
        for number, line in enumerate(lines)
        if not line.rule and not line.in_table and line.region is None and _BARE.fullmatch(line.text)
    ]
    pages: list[int] = []
    alone: list[int] = []
    run: list[int] = []
    for number in [*bare, None]:
        if run and number is not None and _follows(lines, run[-1], number):
            run.append(number)
            continue
        (pages if len(run) > 1 else alone).extend(run)
        run = [] if number is None else [number]
    for number in alone:
        if _interrupts(lines, number) and (_counts_on(lines, pages, number) or not _is_broken_off(lines, number)):
            insort(pages, number)
    for number in pages:
        lines[number].rule = "page-number"


def _follows(lines: Sequence[Line], one: int, other: int) -> bool:
    if int(lines[other].text) != int(lines[one].text) + 1:
        return False
    between = lines[one + 1 : other]
    return sum(len(line.text) for line in between) >= _MIN_PAGE and any(line.is_prose for line in between)


def _interrupts(lines: Sequence[Line], number: int) -> bool:
    """Whether the line stands inside a sentence."""
    if not 0 < number < len(lines) - 1:
        return False
    before, after = lines[number - 1], lines[number + 1]
    return len(before.text) >= 20 and len(after.text) >= 20 and _CLOSED.search(before.text) is None


def _counts_on(lines: Sequence[Line], pages: Sequence[int], number: int) -> bool:
    """Whether a number fits between the page numbers around it."""
    at = bisect(pages, number)
    value = int(lines[number].text)
    after_before = at == 0 or 0 < value - int(lines[pages[at - 1]].text) <= _MAX_SKIPPED
    before_after = at == len(pages) or 0 < int(lines[pages[at]].text) - value <= _MAX_SKIPPED
    return bool(pages) and after_before and before_after


def _is_broken_off(lines: Sequence[Line], number: int) -> bool:
    """Whether layout may have broken a number off its sentence: 共有|41|所学校, M|2|增长."""
    before, after = lines[number - 1].text, lines[number + 1].text
    return (before[-1].isascii() and before[-1].isalpha()) or _UNIT.match(after) is not None


def mark_running_heads(lines: Sequence[Line]) -> None:
    """Lines that stand beside page numbers again and again: the title or the name of the site on every page."""
    beside: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        neighbours = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]
        if line.rule or line.in_table or len(line.text) > _MAX_HEAD or line.is_prose or NUMBERED.match(line.text):
            continue
        if any(neighbour.rule in ("page-footer", "page-number") for neighbour in neighbours):
            beside.setdefault(letters(line.text), []).append(number)
    first = next((number for number, line in enumerate(lines) if line.is_prose), len(lines))
    titles = {letters(line.text) for line in lines[:first] if len(line.text) <= _MAX_HEAD}
    for name, members in beside.items():
        if len(name) > 3 and (len(members) > 1 or name in titles):
            for number in members:
                if number >= first:
                    lines[number].take("page-footer")


def mark_after_last_page(lines: Sequence[Line], total: int) -> None:
    """Whatever follows the footer of the last page is not in the file.

    Args:
        lines: the lines of a document.
        total: its number of visible characters.
    """
    footers = [n for n, line in enumerate(lines) if line.rule == "page-footer"]
    last = next((n for n in reversed(footers) if _is_last(lines[n].text)), None)
    if last is None:
        return
    first = footers[0]
    if first < last and not any(line.is_prose for line in lines[:first]):
        return  # the page numbers stand at the top of the pages
    after = [line for line in lines[last + 1 :] if not line.rule]
    if sum(len(line.text) for line in after) < _MAX_AFTER * total:
        for line in after:
            line.take("page-tail")


def _is_last(text: str) -> bool:
    numbers = _NUMBER.findall(text)
    return len(numbers) == 2 and int(numbers[0]) == int(numbers[1])
