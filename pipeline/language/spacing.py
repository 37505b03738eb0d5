"""White space that stands inside a figure and means nothing there: 3000 万元, 1.3 万名, 23, 876人, 13.5 万人 次.

Chinese has no spaces between words; pages put them around digits for looks, and scraping leaves tabs and pairs of them. Between a numeral
and its scale word or unit a space says nothing, so the figure is read without it. Between two digits it may part two numbers: there it is
left for `pipeline.claims.tokens` to judge, except beside a decimal point or a grouping comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.numerals import CHINESE, LARGE_SCALE, SMALL_SCALE
from pipeline.language.units import DENOMINATORS, UNITS
from pipeline.language.words import is_word
from pipeline.fold import INVISIBLE
from pipeline.patterns import any_of

_BLANK = rf"[ \t{INVISIBLE}]"
_GAP = rf"{_BLANK}{{0,4}}"
_SCALE = SMALL_SCALE + LARGE_SCALE
_GAPS = re.compile(rf"{_BLANK}+")
_SPACED_UNIT = any_of((*UNITS, "个百分点"), between=_GAP)
_FIGURE = re.compile(
    rf"(?<![0-9A-Za-z.])(?:\d+(?:{_GAP}[.]{_GAP}\d+|{_GAP},{_GAP}\d{{3}}(?!\d))*|[百佰]{_GAP}分{_GAP}之{_GAP}[\d.{CHINESE}]+|[{CHINESE}](?:{_GAP}[{CHINESE}])*)"
    rf"(?:{_GAP}[余多几])?(?:{_GAP}[{_SCALE}])*(?:{_GAP}[余多])?(?P<unit>{_GAP}(?:{_SPACED_UNIT}))?"
    rf"(?:{_GAP}[/每]{_GAP}(?:{any_of(DENOMINATORS)}))?"
)
_WIDE = re.compile(r"[ ]{2,}|\t")
_NEAR = re.compile(rf"[\d.,{CHINESE}余多][ \t]|[ \t][\d.,%余多]")
# Set for looks: 提高了 2.4 个百分点, 2023 年. Not before digits in groups, which a row of columns has too.
_AROUND = re.compile(r"(?<=[\u4e00-\u9fff])[ ](?=\d)(?!\s\d+ \d)|(?<=\d)[ ](?=[年月日])")
_LABELLED = re.compile(r"[图表第]$|附[件表图录]$")
_BEGINS_LINE = re.compile(r"(?:^|\n)[ \t]*$")


def blanks_in_figures(content: str, start: int, end: int, is_row: bool) -> Iterator[tuple[int, int]]:
    """The (start, end) of each run of white space inside or right before a figure of ``content[start:end]``.

    Args:
        content: folded text; invisible characters may still be in it.
        start: of a sentence.
        end: of the sentence.
        is_row: whether the sentence is a row of a table, in which wide blanks and tabs part cells.
    """
    if _NEAR.search(content, start, end) is None:
        return
    for figure in _FIGURE.finditer(content, start, end):
        if " " not in figure.group() and "\t" not in figure.group():
            continue
        for gap in _GAPS.finditer(content, figure.start(), figure.end()):
            if _is_inside(content, figure, gap) and not _parts_columns(content, gap, is_row):
                yield gap.span()
    if not is_row:
        yield from (blank.span() for blank in _AROUND.finditer(content, start, end))


def _is_inside(content: str, figure: re.Match[str], gap: re.Match[str]) -> bool:
    """Whether the blank belongs to the figure rather than parting it from the next word, the next list item or a numbering."""
    before, after = content[gap.start() - 1], content[gap.end()]
    if figure["unit"] is None and not figure.group()[0].isdigit():
        return False  # 一 二 三
    if before in ".,":  # 1. 3所: a numbering at the head of a line
        return _BEGINS_LINE.search(content, max(0, figure.start() - 8), figure.start()) is None and figure["unit"] is not None
    if _LABELLED.search(content, max(0, figure.start() - 2), figure.start()) is not None:
        return False  # 表2  生均经费
    within_unit = figure["unit"] is not None and figure.start("unit") < gap.start()
    if within_unit:  # 30人|次日
        rest = content[gap.end() : figure.end("unit")]
        return rest[0] in "/每" or not is_word(rest + content[figure.end("unit") : figure.end("unit") + 1])
    return after.isdigit() is False or before in ".,"


def _parts_columns(content: str, gap: re.Match[str], is_row: bool) -> bool:
    """Whether the blank is wide and its line holds more wide ones, as a row of columns does."""
    if _WIDE.search(gap.group()) is None:
        return False
    if is_row:
        return True
    start, end = content.rfind("\n", 0, gap.start()) + 1, content.find("\n", gap.end())
    line = content[start : end if end >= 0 else len(content)].strip()
    return len(_WIDE.findall(line)) > 1
