"""Time as a narrative goes on: what 同年 and 次年 are, what a sentence without a date is told of, and when words turn to the present.

In Chinese, as in other languages without tenses, the time that a paragraph has set holds until it sets another one, or until a word
such as 目前 or 现有 says that the present is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.claims.words import VERBS, Tagged, listed, tagged
from pipeline.language.clauses import CLAUSE_SO_FAR
from pipeline.language.dates import DateExpression, years_behind
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word

_PRESENT = LexicalPattern(
    lambda: rf"(?<![^,;。:\n])[{HAN}]{{0,6}}?(?:{any_word('present')})(?![^,;。]{{0,6}}(?:基础|水平)上)"
)
"""At the start of a clause, behind its topic; what others build on is none: 在现有基础上."""
_ONE_YEAR = re.compile(r"(?<![^,;。:\n ])(?:截?[至止]|到)?(?:全年(?!龄)|年[末底终])")
"""At the start of a clause, what is of one year though it does not say which: 年末全县参保人数, not of all of those told of."""
_TOPIC = re.compile(r"(?<![^,;。:\n 】])(?:至|到|自|从|于|在)?$")
"""Before a date that sets the time of a clause."""
_CLAUSE = re.compile(r"[^,;。!?\n]+[,;。!?\n]")
_DIGIT = re.compile(r"\d")
_AS_OF = re.compile("截[至止]|[底末]$")
"""Before or behind a time, what makes it the day of what stood then."""


def dated(content: str, dates: Iterable[DateExpression], paragraphs: Sequence[int]) -> Iterator[DateExpression]:
    """The same dates, where 同年 is the year named last in its paragraph and 次年 the one behind it.

    Args:
        content: folded text.
        dates: in order.
        paragraphs: where the blocks of the text begin, in order.
    """
    last: int | None = None
    place = 0
    for found in dates:
        if (here := bisect_right(paragraphs, found.start)) != place:
            place, last = here, None
        distance = years_behind(content, found)
        if distance is not None and last is not None:
            found = replace(found, reference="named", years=(last + distance,) * 2)
        if found.reference == "named" and found.years is not None:
            first, end = found.years
            last = first if first == end else None
        yield found


def told_of(content: str, dates: Sequence[DateExpression], end: int) -> str:
    """The year that a narrative has reached at `end`, of a day, too; empty where none was set, or the present is told of since.

    Args:
        content: folded text.
        dates: of the paragraph before `end`, in order.
    """
    for found in reversed(dates):
        if found.reference == "named" and found.years and _TOPIC.search(content, max(0, found.start - 2), found.start):
            first, last = found.years
            # What stood on a day is no event, of which is told on.
            stood = _AS_OF.search(content, max(0, found.start - 3), found.end) is not None
            is_over = stood or first != last or turns_to_present(content, found.end, end)
            is_over = is_over or is_of_event(content, found, end)
            return "" if is_over else str(first)
    return ""


def turns_to_present(content: str, start: int, end: int) -> bool:
    """Whether a clause of ``content[start:end]`` says that it holds at the time of writing: 目前, 学校现有, 全县现有."""
    return _PRESENT.search(content, start, end) is not None


def tells_of_one_year(content: str, start: int, end: int) -> bool:
    """Whether a clause of ``content[start:end]`` says that it is of a year, or of the end of one."""
    return _ONE_YEAR.search(content, start, end) is not None


def is_of_event(content: str, found: DateExpression, position: int) -> bool:
    """Whether a date is only that of an event, and a later clause up to `position` tells what is there: 2003年更名,校园面积52亩.

    A date within a clause is of what the clause tells; one that a comma sets apart holds for what follows. What a thing has or is goes on,
    so it is not of the time of an event, unless that clause told a figure itself.
    """
    clause = _CLAUSE.search(content, found.end, position)
    if clause is None or content[found.end] == "," or _DIGIT.search(clause.group()) is not None:
        return False
    so_far = CLAUSE_SO_FAR.search(content, clause.end(), position)
    words = tagged(content, so_far.start(), position) if so_far is not None else []
    return not any(word.tag in VERBS and word.text not in listed("states") for word in words) and (
        not words or _is_of_state(words[0])
    )


def _is_of_state(word: Tagged) -> bool:
    """Whether a clause that begins with a word tells what is there: 占地, 有, 在校学生, 校园面积."""
    return word.text in listed("states") or word.text.startswith("在") or word.tag.startswith("n")
