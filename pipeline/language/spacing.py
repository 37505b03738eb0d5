"""White space that stands inside a quantity and means nothing there: 3000 万元, 1.3 万名, 23, 876人, 13.5 万人 次.

Chinese has no spaces between words; pages put them around digits for looks, and scraping leaves tabs and pairs of them. Between a numeral
and its scale word or unit a space says nothing, so the quantity is read without it. Between two digits it may part two numbers: there it is
left for `pipeline.claims.tokens` to judge, except beside a decimal point or a grouping comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.fold import INVISIBLE
from pipeline.language.comparators import AFTER, BEFORE, NEGATED
from pipeline.language.han import HAN
from pipeline.language.in_force import is_word
from pipeline.language.numerals import CHINESE, LARGE_SCALE, SMALL_SCALE
from pipeline.language.units import CODES, DENOMINATORS, UNITS
from pipeline.patterns import any_of, when_used

_BLANK = rf"[ \t{INVISIBLE}]"
_GAP = rf"{_BLANK}{{0,4}}"
_LONGEST = 20
_SCALE = SMALL_SCALE + LARGE_SCALE
_GAPS = when_used(rf"{_BLANK}+")
_SPACED_UNIT = any_of({*UNITS, "个百分点"} - CODES, between=_GAP)
_FIGURE = when_used(
    rf"(?<![0-9A-Za-z.])(?:\d+(?:{_GAP}[.]{_GAP}\d+|{_GAP},{_GAP}\d{{3}}(?!\d))*|[{CHINESE}]+{_GAP}分{_GAP}之{_GAP}[\d.{CHINESE}]+|[{CHINESE}]{_GAP}[成半](?:{_GAP}[{CHINESE}半])?|[{CHINESE}](?:{_GAP}[{CHINESE}])*|[*×X]{{1,4}})"
    rf"(?:{_GAP}[余多几])?(?:{_GAP}[{_SCALE}])*(?:{_GAP}[余多])?(?P<unit>{_GAP}(?:{_SPACED_UNIT}))?"
    rf"(?:{_GAP}[/每]{_GAP}(?:{any_of(DENOMINATORS)}))?"
)
_CLAUSES = when_used(rf"[,;。]\s*[{HAN}]|。$")
_BLANKS = when_used(r"[ \t]")
_WIDE = when_used(r"[ ]{2,}|\t")
# Set for looks: 提高了 2.4 个百分点, 2023 年. Not before digits in groups, which a row of columns has too, and not behind the scale word of
# another number: 3万 4000人 are two.
_AROUND = when_used(
    rf"(?<=[{HAN}])(?<![\d{CHINESE}][{_SCALE}])[ ]{{1,4}}(?=\d)(?!\d[\d,.]+%?[ ]+\d{{2}})|(?<=\d)[ ](?=[年月日])"
)
_COUNTING = when_used(rf"[{CHINESE} \t{INVISIBLE}]*")
_IN_TEXT = when_used(rf"[{HAN}\t]$|[ ]{{2}}$")
# A word beside a quantity that a blank tears: 20% 以|上, 突|破11万, 三分|之一.
_TORN_WORD = when_used(rf"(?<=[{HAN}])[ ](?=[{HAN}])")
_BESIDE = [word for word in (*BEFORE, *AFTER) if len(word) > 1]
_SPACED_WORD = when_used(
    rf"{any_of(_BESIDE, between=_GAP)}|不{_GAP}(?:{any_of(NEGATED, between=_GAP)})|半{_GAP}数|每{_GAP}(?:{any_of(DENOMINATORS)})"
)
_FIGURE_NEAR = when_used(rf"[\d%‰{CHINESE}]")
_LABELLED = when_used(r"[图表第]$|附[件表图录]$")
_FIELD = when_used(rf"[{HAN}][^\s:,;。\d]{{1,24}}:")
_NUMBER_BEFORE = when_used(r"\d[\d,.]*$")
_BEGINS_LINE = when_used(r"(?:^|\n)[ \t]*$")


def blanks_in_quantities(content: str, start: int, end: int, is_row: bool) -> Iterator[tuple[int, int]]:
    """The (start, end) of each run of white space inside or right before a quantity of ``content[start:end]``.

    Args:
        content: folded text; invisible characters may still be in it.
        start: of a sentence.
        end: of the sentence.
        is_row: whether the sentence is a row of a table, in which wide blanks and tabs part cells.
    """
    if _BLANKS.search(content, start, end) is None:
        return
    columns: dict[int, bool] = {}
    for quantity in _FIGURE.finditer(content, start, end):
        yield from _blanks_inside(content, quantity, is_row, columns)
    if not is_row:
        yield from _blanks_before(content, start, end, columns)
        yield from _blanks_in_words(content, start, end)


def _blanks_inside(
    content: str, quantity: re.Match[str], is_row: bool, columns: dict[int, bool]
) -> Iterator[tuple[int, int]]:
    """The blanks between the parts of a quantity, but for those that part cells or fields."""
    if _BLANKS.search(quantity.group()) is None:
        return
    if quantity["unit"] is None and _COUNTING.fullmatch(quantity.group()):
        return  # 一 二 三
    for gap in _GAPS.finditer(content, quantity.start(), quantity.end()):
        if parts_fields(content, quantity.start(), gap.end()) or not _is_inside(content, quantity, gap):
            continue
        if not (_WIDE.search(gap.group()) and (is_row or _is_row_of_columns(content, gap, columns))):
            yield gap.span()


def _blanks_before(content: str, start: int, end: int, columns: dict[int, bool]) -> Iterator[tuple[int, int]]:
    """The blanks around digits in running text: 提高了| 2.4个百分点, 2023| 年."""
    for blank in _AROUND.finditer(content, start, end):
        number = _NUMBER_BEFORE.search(content, max(start, blank.start() - _LONGEST), blank.start())
        if number and parts_fields(content, number.start(), blank.end()):
            continue
        if not (_WIDE.search(blank.group()) and _is_row_of_columns(content, blank, columns)):
            yield blank.span()


def _blanks_in_words(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for word in _SPACED_WORD.finditer(content, start, end) if _TORN_WORD.search(content, start, end) else ():
        yield from (blank.span() for blank in _GAPS.finditer(content, word.start(), word.end()))
    for blank in _TORN_WORD.finditer(content, start, end):
        left, right = blank.start() - 1, blank.end()
        if not is_word(content[left] + content[right]) or is_word(content[right : right + 2]):
            continue
        if _FIGURE_NEAR.search(content, max(start, left - 4), left) or _FIGURE_NEAR.search(
            content, right, min(end, right + 4)
        ):
            yield blank.span()


def _is_inside(content: str, quantity: re.Match[str], gap: re.Match[str]) -> bool:
    """Whether the blank belongs to the quantity rather than parting it from the next word, the next list item or a numbering."""
    before, after = content[gap.start() - 1], content[gap.end()]
    if before in ".,":  # 1. 3所: a numbering at the head of a line
        at_head = _BEGINS_LINE.search(content, max(0, quantity.start() - 8), quantity.start()) is not None
        return not at_head and (
            quantity["unit"] is not None
            or _IN_TEXT.search(content, max(0, quantity.start() - 2), quantity.start()) is not None
        )
    if _LABELLED.search(content, max(0, quantity.start() - 2), quantity.start()) is not None:
        return False  # 表2  生均经费
    if quantity["unit"] is not None and quantity.start("unit") < gap.start() < quantity.end("unit"):  # 30人|次日
        return not is_word(content[gap.end() : quantity.end("unit") + 1])
    return not after.isdigit()


def parts_fields(content: str, start: int, end: int) -> bool:
    """Whether a blank parts the number of one label from the next label: 风速(米/秒):2.4 年降水量(毫米):1124.6.

    Args:
        content: folded text.
        start: of the number.
        end: of the blank.
    """
    return content[start - 1 : start] == ":" and _FIELD.match(content, end) is not None


def _is_row_of_columns(content: str, gap: re.Match[str], known: dict[int, bool]) -> bool:
    """Whether the line of a wide blank holds more of them and no clauses, as a row of columns does.

    Args:
        known: the answers for the lines asked about before, by where they start.
    """
    start = content.rfind("\n", 0, gap.start()) + 1
    if start not in known:
        end = content.find("\n", gap.end())
        line = content[start : end if end >= 0 else len(content)].strip()
        known[start] = len(_WIDE.findall(line)) > 1 and _CLAUSES.search(line) is None
    return known[start]
