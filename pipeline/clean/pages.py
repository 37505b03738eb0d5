"""Page footers of a paginated file, inside a line, at its end or on a line of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.clean.lines import Line, letters
from pipeline.clean.rules import load_rules

_NUMBER = re.compile(r"\d{1,4}")
_MAX_REST = 14
_MAX_AFTER = 0.25
Cut = tuple[int, int, str]


def cut_page_footers(lines: Sequence[Line]) -> Iterator[Cut]:
    """Cut page footers out of lines; a line that holds only the footer and the name of a site is marked whole."""
    rules = load_rules()
    found: list[tuple[Line, list[re.Match[str]], str]] = []
    for line in lines:
        if line.rule or ("页" not in line.text and "Page" not in line.text):
            continue
        matches = list(rules.inline.finditer(line.text))
        if matches:
            rest = rules.inline.sub("", line.text)
            found.append((line, matches, letters(rest) if len(rest.strip()) <= _MAX_REST else rest))
    rests = Counter(rest for _, _, rest in found)
    for line, matches, rest in found:
        adorned = not rest or rests[rest] > 1 or not line.text[0].isalnum()
        if len(rest) <= _MAX_REST and (adorned or _is_name(lines, line, rest)):
            line.rule = "page-footer"
            continue
        for match in matches:
            yield line.start + match.start(), line.start + match.end(), "page-footer"


def _is_name(lines: Sequence[Line], own: Line, rest: str) -> bool:
    """Whether the words beside a footer stand at the head or the tail of the page, as the name of a site does."""
    return any(rest in line.text for line in [*lines[:6], *lines[-6:]] if line is not own and len(line.text) < 60)


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
            line.rule = "page-tail"


def _is_last(text: str) -> bool:
    numbers = _NUMBER.findall(text)
    return len(numbers) == 2 and int(numbers[0]) == int(numbers[1])
