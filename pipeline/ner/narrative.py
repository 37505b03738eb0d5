"""Persons of narrative text, who stand there without a title.

Three kinds of evidence. A byline (文/王某, 通讯员 王某 李某) holds nothing but names. An age or an origin is told of
persons only (王某今年67岁, 王某是本乡人), and after a school's 的 and before a mark stands who works there (县一中的王某、). And a
sequence that looks like a name, is no word, and returns in other company is a name: the document vouches for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.language.han import HAN
from pipeline.language.in_force import any_word, lexicon, per_lexicon, words
from pipeline.ner.edges import split
from pipeline.ner.lexicon import surnames
from pipeline.ner.personal import (
    PLAIN_NAME,
    closes,
    ends_clause,
    is_before_mark,
    is_behind_mark,
    name_cost,
    name_from,
    name_until,
    reach_back,
)
from pipeline.ner.scanner import Scanner
from pipeline.ner.spans import Found
from pipeline.patterns import any_of

_REACH = 8
_PLACE_END = frozenset("镇乡村街路州")
_NAME = rf"[{HAN}]{{2,4}}"


@per_lexicon
def _bylines() -> Scanner:
    kinds = ("本报", "本网", "见习", "特约", "实习")
    return Scanner.of(
        rf"(?m:(?:^|(?<=[\s()。!?\[|]))(?:{'|'.join(kinds)})?(?:{any_word('byline')})\s{{0,2}}[/|: ]\s{{0,2}}(?P<names>{_NAME}(?:[ 、/]{{1,2}}{_NAME}){{0,4}})(?=[\s()。,|]|$))",
        (*kinds, *words("byline")),
    )


@per_lexicon
def _told() -> Scanner:
    ages = ("今年", "现年", "时年", "刚满")
    return Scanner.of(
        rf"{any_word('told_of_people')}|(?:{'|'.join(ages)})\d{{1,2}}岁", (*words("told_of_people"), *ages)
    )


@per_lexicon
def _units() -> Scanner:
    return Scanner.of(rf"(?:{any_word('workplace_ending')})的(?=[{HAN}])", words("workplace_ending"))


@per_lexicon
def _look() -> re.Pattern[str]:
    """What looks like a full name, at every place."""
    plain = "".join(sorted(name for name, kind in surnames().items() if kind == "plain"))
    compound = any_of(name for name, kind in surnames().items() if kind == "compound")
    given = "".join(sorted(words("given_name")))
    return re.compile(rf"(?=(?P<name>(?:{compound}|[{plain}])[{given}]{{2}}))")


def find_in_narrative(content: str) -> Iterator[Found]:
    """Persons by their bylines, by what is told of them, by their school, by their return."""
    yield from _in_bylines(content)
    for match in _told().finditer(content):
        start = name_until(content, match.start(), 0.0)
        if start is not None and match.start() - start > 2 and _opens(content, start):
            yield Found("PERSON", start, match.start(), "person.told", "", 0.75)
    for match in _units().finditer(content):
        end = name_from(content, match.end(), 0.0)
        if end is None or end - match.end() != 3 or name_cost(content[match.end() : end]) > PLAIN_NAME:
            continue
        if is_before_mark(content, end):
            yield Found("PERSON", match.end(), end, "person.of_unit", "", 0.75)
    yield from _returning(content)


def _in_bylines(content: str) -> Iterator[Found]:
    roles = words("byline")
    for match in _bylines().finditer(content):
        names = list(re.finditer(_NAME, match["names"]))
        if all(name.group() in roles or name_cost(name.group()) < float("inf") for name in names):
            for name in names:
                if name.group() not in roles:
                    start = match.start("names") + name.start()
                    yield Found("PERSON", start, start + len(name.group()), "person.byline", "", 0.85)


def _opens(content: str, start: int) -> bool:
    """Whether a name may begin at `start`: after a mark, or after a word that ends a clause."""
    if is_behind_mark(content, start):
        return True
    return ends_clause(split(content[reach_back(content, start, _REACH) : start])[-1])


def _returning(content: str) -> Iterator[Found]:
    places: dict[str, list[int]] = defaultdict(list)
    for match in _look().finditer(content):
        places[match["name"]].append(match.start())
    for name, starts in places.items():
        if len(starts) < 2 or not _is_name(name):
            continue
        sure = [
            start
            for start in starts
            if content[start - 1 : start + 1] not in lexicon().costs
            and _opens(content, start)
            and closes(content, start, start + len(name))
            and name_from(content, start, 0.0) == start + len(name)
        ]
        followers = {content[start + len(name) : start + len(name) + 2] for start in sure}
        if len(followers) > 1 and len(sure) * 2 > len(starts):
            for start in sure:
                yield Found("PERSON", start, start + len(name), "person.returning", "", 0.75)


def _is_name(name: str) -> bool:
    """Whether a sequence reads as a name and not as words."""
    if name_cost(name) > PLAIN_NAME or name in lexicon().costs:
        return False
    return name[:2] not in lexicon().costs and name[1:] not in lexicon().costs and name[-1] not in _PLACE_END
