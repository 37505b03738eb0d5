"""Persons who get, hold or lose an office: 张某同志任县一中校长, 聘任李某为副校长, 免去王某的局长职务.

The grammar of appointments tells both edges of the name: a verb of appointing before it, a verb of office after it, and the title
that must follow. It also tells where the school begins that stands between the verb and the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, per_lexicon, words
from pipeline.language.school_heads import school_end
from pipeline.ner.lexicon import not_names, place_names, surnames
from pipeline.ner.personal import ends_unit, name_cost, name_from, name_until
from pipeline.ner.scanner import Scanner, scanner
from pipeline.ner.spans import Found
from pipeline.patterns import when_used

_ADDRESS = r"(?:\([^()\n]{1,12}\))?(?:同志|先生|女士|老师)?(?:\([^()\n]{1,12}\))?"
_SEVERAL = 40
"""Persons appointed by one verb, at most."""


@per_lexicon
def _patterns() -> dict[str, re.Pattern[str]]:
    verbs = f"(?:{any_word('office_adverb')})?(?:{any_word('office_verb')})"
    appointing = any_word("appointing_verb")
    titles = any_word("title")
    return {
        # What stands between a person and the office: 同志任, 为, 的.
        "link": when_used(rf"{_ADDRESS}(?:{verbs}|[为的])?的?"),
        "before": when_used(rf"(?:{appointing}|[^{HAN}]|[由将经]|决定|研究|同意|\A)\Z"),
        # What follows the name of an appointed person.
        "linked": when_used(
            rf"{_ADDRESS}(?:{verbs}|[为的等、]|和(?=[{HAN}]{{2,4}}{_ADDRESS}[为的任])|[到赴去][{HAN}]{{2,24}}任)|(?=[(同先女老]){_ADDRESS}(?<=[志生士师)])"
        ),
        "unlinked": when_used(rf"[{HAN}]{{2,30}}?(?:{titles})[{HAN}]{{0,8}}?(?:职务|一职)"),
    }


@per_lexicon
def _takes() -> Scanner:
    """What stands behind a person who takes an office: 张某|任组长, 张某|同志担任县一中校长, 张某|为县一中校长(试用期一年)."""
    verbs = f"(?:{any_word('office_adverb')})?(?:{any_word('office_verb')})"
    office = rf"[{HAN}A-Za-z0-9“”()]{{0,30}}?(?:{any_word('title')})"
    return Scanner.of(
        rf"{_ADDRESS}(?:{verbs}(?={office})|为(?={office}(?:[^{HAN}]|\Z)))",
        (*words("office_adverb"), *words("office_verb"), *"(为", "同志", "先生", "女士", "老师"),
    )


def find_appointed(content: str) -> Iterator[Found]:
    """Persons at a verb of appointing or before a verb of office."""
    for match in _takes().finditer(content):
        end = match.start()
        joined = content[end - 1 : end + 1]
        start = _enclosed(content, end) if joined != "主任" else None
        if start is None and content[match.end() - 1] != "为" and joined not in lexicon().costs:
            start = name_until(content, end, -4.0)
        if start is not None and not ends_unit(content[start:end]):
            yield Found("PERSON", start, end, "person.office", "", 0.9)
    for match in scanner("appointing_verb").finditer(content):
        yield from _after_verb(content, match.end())


def after_person(content: str, end: int) -> int:
    """Where an office may begin behind a person that ends at `end`: 张某|同志任|县一中校长."""
    match = _patterns()["link"].match(content, end)
    return end if match is None else match.end()


def _enclosed(content: str, end: int) -> int | None:
    """Start of the name that is all between `end` and a mark, or a verb of appointing."""
    for size in _SIZES:
        start = end - size
        if start >= 0 and _may_be_name(content[start:end]) and content[start - 1 : start + 1] not in lexicon().costs:
            before = content[max(0, start - _LONGEST_VERB) : start]
            if _patterns()["before"].search(before) is not None:
                return start
    return None


def _may_be_name(text: str) -> bool:
    """Whether `text` can be nothing but a name: no word, no place, no word and a character (修改|后, 和|奖惩)."""
    if _HAN_ONLY.fullmatch(text) is None or name_cost(text) == float("inf"):
        return False
    if text in not_names() or text in place_names() or text[:2] in lexicon().verbs or _TIME.search(text) is not None:
        return False
    kinds = surnames()
    return text[:2] in kinds or kinds.get(text[0]) == "plain" or lexicon().costs.keys().isdisjoint((text[:2], text[1:]))


def _after_verb(content: str, start: int) -> Iterator[Found]:
    """The persons right after a verb of appointing: one, or several before one office."""
    start += content[start : start + 1] == ":"
    for _ in range(_SEVERAL):
        end = _appointed_until(content, start)
        if end is None:
            return
        yield Found("PERSON", start, end, "person.appointed", "", 0.95)
        if content[end : end + 1] not in ("、", "和"):
            return
        start = end + 1


def _appointed_until(content: str, start: int) -> int | None:
    linked = _patterns()["linked"]
    for size in _SIZES:
        end = start + size
        if _may_be_name(content[start:end]) and linked.match(content, end) is not None:
            return end
    end_of_name = name_from(content, start, 2.0)
    if end_of_name is None:
        return None
    if linked.match(content, end_of_name) is not None:
        return end_of_name
    sizes = [size for size in (4, 3, 2) if _may_be_name(content[start : start + size])]
    if not sizes or _patterns()["unlinked"].match(content, start + sizes[0]) is None:
        return None
    # 免去李某|青禾县第二中学校长职务: a place has two characters at least, so the third of the name is the first of the place.
    split_place = len(sizes) > 1 and _ONE_SYLLABLE_PLACE.match(content, start + sizes[0]) is not None
    return start + sizes[1 if split_place else 0]


_HAN_ONLY = re.compile(rf"[{HAN}]+")
_TIME = re.compile(r"[一二三四五六七八九十两几数多半][年月日天岁]\Z")  # 徐|两年后|升任
_SIZES = (3, 2, 4)
_LONGEST_VERB = 6
_ONE_SYLLABLE_PLACE = LexicalPattern(
    lambda: rf"[{HAN}](?:第[{HAN}]|师范|职业|技术|高级|实验|中心|初级)*(?:[省市区县旗州镇乡村]|街道|{school_end()})"
)
