"""Persons who get, hold or lose an office: 张某同志任县一中校长, 聘任李某为副校长, 免去王某的局长职务.

The grammar of appointments tells both edges of the name: a verb of appointing before it, a verb of office after it, and the title
that must follow. It also tells where the school begins that stands between the verb and the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.ner.lexicon import strings, words
from pipeline.ner.personal import BARRIER, HAN, begins_office, ends_unit, name_cost, name_from, name_until
from pipeline.ner.spans import Found
from pipeline.patterns import any_of
from pipeline.resources import read_toml

_ADDRESS = r"(?:\([^()\n]{1,12}\))?(?:同志|先生|女士)?(?:\([^()\n]{1,12}\))?"
_SEVERAL = 40
"""Persons appointed by one verb, at most."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = read_toml("ner_people.toml")
    takes = any_of(strings(table, "office_verbs"))
    titles = any_of(strings(table, "titles"))
    office = rf"[{HAN}A-Za-z0-9“”()]{{0,30}}?(?:{titles})"
    return {
        # What stands between a person and the office: 同志任, 为, 的.
        "link": re.compile(rf"{_ADDRESS}(?:{any_of(strings(table, 'office_adverbs'))})?(?:{takes}|[任兼为的])?"),
        # 张某|任组长, 张某|同志担任县一中校长
        "takes": re.compile(
            rf"{_ADDRESS}(?:{any_of(strings(table, 'office_adverbs'))})?(?:{takes}|[任兼])(?={office})"
        ),
        # 张某|为县一中校长(试用期一年);
        "is": re.compile(rf"{_ADDRESS}为(?={office}(?:[^{HAN}]|\Z))"),
        "appoints": re.compile(any_of(strings(table, "appointing"))),
        # What follows the name of an appointed person.
        "appointed": re.compile(
            rf"同志|为|的|等|、|和|任|担任|兼任|出任|[{HAN}]{{2,30}}?(?:{titles})[{HAN}]{{0,8}}?(?:职务|一职)"
        ),
    }


def find_appointed(content: str) -> Iterator[Found]:
    """Persons at a verb of appointing or before a verb of office."""
    for match in _patterns()["takes"].finditer(content):
        if content[match.start() - 1 : match.start() + 1] in words():
            continue  # 主任, 责任
        start = name_until(content, match.start(), 3.0)
        if start is None or ends_unit(content[start : match.start()]):
            continue
        if _opens(content, start) or name_until(content, match.start(), -4.0) == start:
            yield Found("PERSON", start, match.start(), "person.office", "", 0.9)
    for match in _patterns()["is"].finditer(content):
        start = name_until(content, match.start(), -8.0)
        if start is not None and _opens(content, start) and not ends_unit(content[start : match.start()]):
            yield Found("PERSON", start, match.start(), "person.office", "", 0.8)
    for match in _patterns()["appoints"].finditer(content):
        yield from _after_verb(content, match.end())


def after_person(content: str, end: int) -> int:
    """Where an office may begin behind a person that ends at `end`: 张某|同志任|县一中校长."""
    match = _patterns()["link"].match(content, end)
    return end if match is None else match.end()


def _opens(content: str, start: int) -> bool:
    return start == 0 or BARRIER.match(content, start - 1) is not None


def _after_verb(content: str, start: int) -> Iterator[Found]:
    """The persons right after a verb of appointing: one, or several before one office."""
    start += content[start : start + 1] == ":"
    for _ in range(_SEVERAL):
        end = name_from(content, start, 2.0)
        if end is None:
            return
        end = _before_place(content, start, end)
        if _patterns()["appointed"].match(content, end) is None:
            return
        yield Found("PERSON", start, end, "person.appointed", "", 0.9)
        if content[end : end + 1] not in ("、", "和"):
            return
        start = end + 1


_ONE_SYLLABLE_PLACE = re.compile(rf"[{HAN}](?:[省市区县旗州镇乡村]|街道|小学|中学|学校|幼儿园|学院|大学)")


def _before_place(content: str, start: int, end: int) -> int:
    """免去李某|青禾县第二中学: a place has two characters at least, so the third of the name is the first of the place."""
    if (
        end - start == 3
        and _ONE_SYLLABLE_PLACE.match(content, end)
        and name_cost(content[start : end - 1]) < float("inf")
    ):
        return end - 1
    return end
