"""Persons in lists: rosters, signatures, prize lists, table cells, bylines, and names linked to a sure one.

Here the layout is the evidence: a line, a cell or the rest of a line that holds nothing but names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, per_lexicon
from pipeline.language.lexicon import places
from pipeline.language.school_heads import AT_SCHOOL_END, school_end
from pipeline.ner.columns import find_in_columns
from pipeline.ner.edges import UNKNOWN, cost_of, split
from pipeline.ner.lexicon import not_names, surnames
from pipeline.ner.personal import (
    LAND,
    PLAIN_NAME,
    closes,
    ends_unit,
    is_behind_mark,
    is_sure,
    name_cost,
    name_from,
    name_until,
    reach_back,
)
from pipeline.ner.scanner import Scanner
from pipeline.ner.spans import Found
from pipeline.patterns import any_of, when_used

_OTHER_UNIT = r"(?:教育[厅局]|教体局|[委办局厅]|中心|公司|医院|政府|机关|街道|社区|[镇乡村县])"
_PERSON = rf"(?:[{HAN}]{{1,6}}·[{HAN}]{{1,8}}|[{HAN}]{{2,5}}|[{HAN}][ ]{{1,3}}[{HAN}](?![{HAN}]))"
_COUNTING = "0-9一二两三四五六七八九十"
_NAMES = when_used(_PERSON)
_SPACED_NAME = when_used(rf"[{HAN}][ ]{{1,3}}[{HAN}](?![{HAN}])")


@per_lexicon
def _patterns() -> dict[str, re.Pattern[str]]:
    titles = any_word("title")
    plain = "".join(sorted(name for name in surnames() if len(name) == 1))
    compound = any_of(name for name in surnames() if len(name) == 2)
    surname = rf"(?:{compound}|[{plain}])"
    return {
        # 主任:尤 权 国务院副秘书长 / 王 伟 北京市副市长: a name, then an office, on a line of their own.
        "roster": when_used(
            rf"^[ \t]*(?:[^\n:]{{1,12}}:[ ]*)?(?P<name>{surname}[ ]?[{HAN}](?:[ ]?[{HAN}])?)[ ]+"
            rf"(?P<title>[^\n 。]{{0,38}}?(?:{titles})[^\n 。]{{0,24}})[ ]*$",
            re.M,
        ),
        # 省长 王 予 波: an office, spaces, a name, on a line of their own.
        "signature": when_used(
            rf"^[ \t]*(?P<title>[^\n 。:]{{0,30}}(?:{titles}|{school_end()}))[ :]+"
            rf"(?P<name>{surname}[ ]{{0,2}}[{HAN}](?:[ ]{{0,2}}[{HAN}])?)[ ]*$",
            re.M,
        ),
        # `re` passes at once over characters that are none of a set which a pattern begins with; so what looks behind comes second.
        "listed": when_used(
            rf"[等{_COUNTING}](?<=[{HAN}].)(?:"
            rf"(?:(?<=等)(?:[{_COUNTING}]{{1,3}}[名位个]|等?)|(?<!等)[{_COUNTING}]{{0,2}}[名位个])"
            rf"(?:[{HAN}]{{0,6}}?)(?:{any_word('sums_up_people')})"
            rf"|(?<=等)[{_COUNTING}]{{1,3}}[名人位](?![{HAN}]))"
        ),
        "credit": when_used(rf"(?:{any_word('credit')}|{school_end()}|{titles})\Z"),
    }


def find_rosters(content: str) -> Iterator[Found]:
    """Persons that the layout of a line, cell or bracket shows."""
    yield from _offices(content)
    yield from _parted(content)
    yield from _with_schools(content)
    yield from _lines(content)
    yield from find_in_columns(content)
    yield from _bylines(content)


_PARTED = when_used(
    rf"(?:(?<=:)[ ]{{0,3}}(?P<asked>[{HAN}][ ]{{1,3}}[{HAN}])|(?<=  )(?P<reached>[{HAN}][ ]{{1,3}}[{HAN}])(?=[ ]{{0,4}}[0-9]))(?![{HAN}])"
)


def _parted(content: str) -> Iterator[Found]:
    """A surname and a character with blanks between, behind a field's colon or before a telephone number, that make no word: 联系人:刘 迎."""
    for match in _PARTED.finditer(content):
        start, end = match.span(match.lastgroup or 0)
        name = content[start] + content[end - 1]
        if name[0] in surnames() and name not in lexicon().costs and name not in not_names():
            yield Found("PERSON", start, end, "person.parted", "", 0.8)


def _offices(content: str) -> Iterator[Found]:
    for rule in ("roster", "signature"):
        for match in _patterns()[rule].finditer(content):
            name = match["name"].replace(" ", "")
            if name_cost(name) < UNKNOWN * len(name) + 4 and (" " in match["name"] or name not in lexicon().costs):
                yield Found(
                    "PERSON", match.start("name"), match.end("name"), f"person.{rule}", match["title"].strip(), 0.95
                )


_BEFORE_SCHOOL = LexicalPattern(
    lambda: (
        rf"(?:(?<=[:、 \n\t])|\A)(?P<names>{_PERSON}(?:[、 ]{_PERSON}){{0,12}})(?=\([^()\n]{{0,24}}(?:{school_end()}|{_OTHER_UNIT})\))"
    )
)


def _with_schools(content: str) -> Iterator[Found]:
    """Names with their school in brackets: 张某(县实验小学), 李某、赵某(均为县一中)."""
    for match in _BEFORE_SCHOOL.finditer(content) if "(" in content else ():
        for item in _NAMES.finditer(content, match.start("names"), match.end("names")):
            if _fits(item.group(), roomy=True):
                yield Found("PERSON", item.start(), item.end(), "person.staff", "", 0.8)


def _fits(name: str, roomy: bool = False) -> bool:
    """Whether `name` looks like nothing but a name; `roomy`: also a surname with three characters."""
    plain = name.replace(" ", "")
    if "·" in plain:
        return True
    if plain in not_names() or ends_unit(plain):
        return False
    if roomy and len(plain) == 4 and name_cost(plain) == float("inf"):
        return name_cost(plain[:3]) <= PLAIN_NAME
    if len(plain) > 3:
        return name_cost(plain) < UNKNOWN * len(plain) - 8
    return name_cost(plain) <= PLAIN_NAME + (8 if roomy else 4)


def _fit_together(items: Sequence[re.Match[str]]) -> bool:
    """Whether most items look like names and all may be."""
    sure = sum(_fits(item.group()) for item in items)
    return 2 * sure > len(items) and all(_fits(item.group(), roomy=True) for item in items)


_LINE = when_used(
    rf"(?:(?<=[:\n])[ ]{{0,4}}|(?<=[^ \n])[ ]{{1,4}}|\A[ ]{{0,4}}){_PERSON}(?:[、 ]{{1,3}}{_PERSON}){{0,80}}"
    rf"(?=[ ]{{0,4}}(?:\n|。|;|\Z|[ ]{_PERSON}:))"
)
_LABEL = when_used(r"[^\n。,;]{0,24}\Z")


def _lines(content: str) -> Iterator[Found]:
    """A line or the rest of a line that holds nothing but names: 优秀教师:王某 李某 赵某, 审定:张某  统计:王某."""
    for match in _LINE.finditer(content):
        items = list(_NAMES.finditer(content, match.start(), match.end()))
        if AT_SCHOOL_END.search(items[0].group()):
            # 县一中 王某 李某
            del items[0]
        if not items:
            continue
        enough = _enough(content, items[0].start())
        # Two characters may be a word, so without a label most names must have more.
        whole = sum(len(item.group()) != 2 for item in items)
        if len(items) < enough or (enough > 1 and 2 * whole < len(items)) or not _fit_together(items):
            continue
        for item in items:
            yield Found("PERSON", item.start(), item.end(), "person.line", "", 0.8)


def _enough(content: str, start: int) -> int:
    """How many names make a list of names, by what stands before it."""
    before = _LABEL.search(content, max(0, start - 24), start)
    label = "" if before is None else before.group().rstrip(" ")
    if label.endswith(":"):
        return 1 if _patterns()["credit"].search(label[:-1].rstrip()) else 2
    return 1 if AT_SCHOOL_END.search(label) else 3


# (县融媒体中心 张某 李某): an organisation, blanks, names, to the end of the bracket. 张某 摄): who took the picture.
_BYLINE = when_used(rf"\([^()\n]{{2,24}}?[ ]{{1,4}}(?P<names>{_PERSON}(?:[ 、]{{1,3}}{_PERSON}){{0,6}})\)")


@cache
def _made_by() -> Scanner:
    return Scanner.of(
        r"[ /]{0,3}(?:文/图|图/文|摄影报道|摄|供图|绘)(?=[)\n。,; /]|\Z)", (*" /摄绘", "文/", "图/", "供图")
    )


def _bylines(content: str) -> Iterator[Found]:
    for match in _BYLINE.finditer(content) if "(" in content else ():
        items = list(_NAMES.finditer(content, match.start("names"), match.end("names")))
        if all(_fits(item.group()) for item in items):
            for item in items:
                yield Found("PERSON", item.start(), item.end(), "person.byline", "", 0.8)
    for match in _made_by().finditer(content):
        start = name_until(content, match.start(), 0.0)
        if start is not None and is_behind_mark(content, start):
            yield Found("PERSON", start, match.start(), "person.byline", "", 0.8)


_ASIDE = when_used(r"\([^()\n]{1,24}\)(?=[、 ])")
_NEXT = when_used(r"[、 和与及]")


def follow_lists(content: str, people: Sequence[Found]) -> Iterator[Found]:
    """Names linked to a sure one in a list, behind it and before it: 教师周宁、林雨晴、吴帆."""
    done = 0
    for person in people:
        yield from _before(content, person)
        if person.start < done:
            continue
        end = person.end
        for _ in range(_MOST):
            # 张某(县一中)、李某(县二中)
            aside = _ASIDE.match(content, end)
            if aside is not None:
                end = aside.end()
            if _NEXT.match(content, end) is None:
                break
            following = _next_name(content, end + 1, linked=content[end] == "、")
            if following is None:
                break
            yield Found("PERSON", end + 1, following, "person.list", person.title, 0.75)
            done = end = following


def _next_name(content: str, start: int, linked: bool) -> int | None:
    """End of the name at `start`, right behind a link."""
    spaced = _SPACED_NAME.match(content, start) if linked else None
    if spaced is not None and content[start] in surnames():
        return spaced.end()
    member = _MEMBER.match(content, start)
    if member is not None and _is_foreign(member.group()):
        return member.end()
    end = name_from(content, start, 4.0 if linked else -4.0)
    return None if end is None or not closes(content, start, end) else end


# What stands alone between two links, or before 等 or a mark.
_MEMBER = when_used(rf"[{HAN}·]{{3,8}}?(?=、|等|[。,;)]|\Z|[和与及][{HAN}·]{{2,8}}等)")
_MEMBER_BEFORE = when_used(rf"(?<![{HAN}·])[{HAN}·]{{3,8}}\Z")


def _is_foreign(member: str) -> bool:
    """Whether a member of a list of persons may be a name of another tongue: characters that make no words (宫本正太郎)."""
    if name_cost(member) <= PLAIN_NAME or ends_unit(member) or member in places():
        return False
    costs = lexicon().costs
    # 太郎 is a word too, but a rare one.
    if any(len(piece) > 1 and costs.get(piece, 0.0) < _RARE_WORD for piece in split(member)):
        return False
    broken = any(piece in lexicon().breaking for piece in split(member))
    return not broken and cost_of(member) >= _STRANGE * len(member.replace("·", ""))


_RARE_WORD = 10.5


def _stands_alone(member: str) -> bool:
    """Whether a member of a list is nothing but a name, and of no place or body."""
    return not ends_unit(member) and member[-1] not in LAND and (_fits(member) or _is_foreign(member))


_STRANGE = 9.0
"""Cost of a character of a foreign name, at least, when it is read as words."""


def _before(content: str, person: Found) -> Iterator[Found]:
    """Members of a list before a sure one, each of which is nothing but a name."""
    start = person.start
    for _ in range(20):
        member = (
            _MEMBER_BEFORE.search(content, max(0, start - 10), start - 1)
            if content[start - 1 : start] == "、"
            else None
        )
        if member is None or name_until(content, start - 1, 0.0) not in (None, member.start()):
            return
        if not _stands_alone(member.group()):
            return
        start = member.start()
        yield Found("PERSON", start, member.end(), "person.list", "", 0.75)


_ENDED = when_used(rf"等(?<=[{HAN}]等)(?=[^{HAN}、]|\Z|(?P<next>[{HAN}]{{1,4}}))")
_LONGEST = 18
_MOST = 60
"""Members of a list that are looked at."""
_LAST_LINK = when_used(rf"[、和与及](?=[{HAN}·]{{3,{_LONGEST}}}\Z)")


def find_ended(content: str) -> Iterator[Found]:
    """Names in a list that ends in 等: each member is nothing but a name, and one at least is sure."""
    for match in _ENDED.finditer(content):
        if match["next"] is not None and not _begins_breaking(lexicon(), match["next"]):
            continue  # 等|头部企业, but 等|参加
        names = list(islice(_members_alone(content, match.start()), _MOST))
        if len(names) > 1 and any(is_sure(content[start:end]) for start, end in names):
            for start, end in names:
                yield Found("PERSON", start, end, "person.ended", "", 0.75)


@lru_cache(maxsize=4096)
def _begins_breaking(_: object, text: str) -> bool:
    """Whether the first word of a text cannot be inside a name; texts say much the same behind 等."""
    return split(text)[0] in lexicon().breaking


def _members_alone(content: str, end: int) -> Iterator[tuple[int, int]]:
    """Members of a list that ends at `end`, from the last on, while each is nothing but a name: 李某某、周宁宁和林雨晴|等."""
    left = reach_back(content, end, _LONGEST)
    link = _LAST_LINK.search(content, left, end)
    start = left if link is None else link.end()
    while end - start >= 3 and _stands_alone(content[start:end]):
        yield start, end
        if content[start - 1 : start] not in ("、", "和", "与", "及"):
            return
        end = start - 1
        start = reach_back(content, end, _LONGEST)


_COUNTED = when_used(rf"等[{_COUNTING}]{{1,3}}[名位]")


def find_listed(content: str) -> Iterator[Found]:
    """Names in a list that says what they are: 周宁、林雨晴、吴帆等3名教师."""
    for match in _patterns()["listed"].finditer(content):
        names = list(islice(_members_until(content, match.start()), _MOST))
        if len(names) < 3 and match.group() == "等":
            continue
        # 李某等5名同志: one name, and nothing else in its clause.
        alone = len(names) == 1 and is_behind_mark(content, names[0][0])
        if len(names) >= 2 or (alone and _COUNTED.match(match.group()) is not None):
            for start, end in names:
                yield Found("PERSON", start, end, "person.listed", "", 0.75)


def _members_until(content: str, end: int) -> Iterator[tuple[int, int]]:
    """Members of a list that ends at `end`, from the last on; words may stand before the first: 表彰周宁、林雨晴、吴帆|等."""
    while True:
        start = reach_back(content, end, 12)
        member = content[start:end]
        if content[start - 1 : start] != "、" or name_cost(member) >= cost_of(member):
            break
        yield start, end
        end = start - 1
    first = name_until(content, end, 0.0)
    if first is not None:
        yield first, end
