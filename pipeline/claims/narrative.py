"""Time as a narrative goes on: what 同年 and 次年 are, what a sentence without a date is told of, and when words turn to the present.

In Chinese, as in other languages without tenses, the time that a paragraph has set holds until it sets another one, or until a word
such as 目前 or 现有 says that the present is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.claims.words import VERBAL, Tagged, listed, tagged
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
_TOPIC = re.compile(r"(?:(?<![^,;。:\n 】])|(?<=\d[.、]))(?:至|到|自|从|于|在)?$")
"""Before a date that sets the time of a clause."""
_SETS = LexicalPattern(
    lambda: rf"(?<![^,;。:\n 】])(?:(?:{any_word('planned', 'planned_verb', 'planned_noun')})?[到至]|自|从|于|在)?$"
)
"""The same, of an aim as well: 力争到2025年."""
_LONGEST_AIM = 6
_CLAUSE = re.compile(r"[^,;。!?\n]+[,;。!?\n]")
_FIGURE = re.compile(r"\d|百分之|[百千万亿倍]")
_REACHES = ("突破", "超")
_AHEAD = 240
"""Characters of a paragraph within which a history that goes on turns to the present."""
_PASSIVE = frozenset("为被由")
_OF_CHANGE = frozenset(("占", "使用", "减少", "增加", "增长", "提高", "下降", "超", "超过", "达", "达到", "进行"))
"""Verbs that are words of grammar to figures, so that no class tells that they are verbs."""
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
        if found.reference != "context" and found.years is not None:
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
            is_over = (
                stood
                or first != last
                or content.startswith("起", found.end)
                or turns_to_present(content, found.end, end)
            )
            is_over = is_over or is_of_event(content, found, end)
            return "" if is_over else str(first)
    return ""


def scene(content: str, dates: Sequence[DateExpression], end: int) -> DateExpression | None:
    """The date that was last put before a clause, unless the text turned to the present since: 2020年1—8月,…; 到2025年,….

    Args:
        content: folded text.
        dates: of the stretch before `end`, in order.
        end: where what is asked for stands.
    """
    for found in reversed(dates):
        if _SETS.search(content, max(0, found.start - _LONGEST_AIM), found.start):
            return None if turns_to_present(content, found.end, end) else found
    return None


def turns_to_present(content: str, start: int, end: int) -> bool:
    """Whether a clause of ``content[start:end]`` says that it holds at the time of writing: 目前, 学校现有, 全县现有."""
    return _PRESENT.search(content, start, end) is not None


def tells_of_one_year(content: str, start: int, end: int) -> bool:
    """Whether a clause of ``content[start:end]`` says that it is of a year, or of the end of one."""
    return _ONE_YEAR.search(content, start, end) is not None


def is_of_event(content: str, found: DateExpression, position: int) -> bool:
    """Whether a date is only that of an event, and a later clause up to `position` tells what is there: 2003年更名,校园面积52亩.

    A date right before a verb is of what that clause tells; one that a comma sets apart holds for what follows. What a thing has or is goes
    on, so it is not of the time of an event, unless that clause told a figure itself, or the text turns to the present only later.
    """
    clause = _CLAUSE.search(content, found.end, position)
    if clause is None or content[found.end] == "," or _FIGURE.search(clause.group()) is not None:
        return False
    said = (word for word in tagged(content, found.end, clause.end()) if word.tag not in ("d", "d1"))
    if (verb := next(said, None)) is None or not (verb.tag in VERBAL or verb.tag == "unknown" or verb.text in _PASSIVE):
        return False
    so_far = CLAUSE_SO_FAR.search(content, clause.end(), position)
    words = tagged(content, so_far.start(), position) if so_far is not None else []
    before = takewhile(lambda word: not word.tag.startswith("m"), words)
    if not all(_is_of_state(word, word == words[0]) for word in before) or content.startswith(_REACHES, position):
        return False
    return not turns_to_present(
        content, position, position + len(content[position : position + _AHEAD].partition("\n")[0])
    )


def _is_of_state(word: Tagged, is_first: bool) -> bool:
    """Whether a clause that holds a word may tell what is there: 占地, 有教学班, 在校学生, 校园面积."""
    if word.text in listed("states") or word.text.startswith("在") or word.tag.startswith(("n", "place", "all")):
        return True
    return not is_first and word.tag not in VERBAL - {"vn"} and word.text not in _OF_CHANGE
