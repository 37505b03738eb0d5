"""Short forms of schools' names: 安庆二高, 南山镇中, 中央民大, and what the document itself has named in full (澜大).

Their last words are too short to be trusted alone (工大 in 职工大会), so a place must stand before them, or the full
name somewhere in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, product
from operator import attrgetter

from pipeline.language.han import HAN, ONE_HAN
from pipeline.language.in_force import any_word, lexicon, per_lexicon, words
from pipeline.language.lexicon import places
from pipeline.ner.edges import split
from pipeline.ner.occurrences import occurrences
from pipeline.ner.scanner import Scanner
from pipeline.ner.spans import Found
from pipeline.patterns import any_of

_BARE = ("附中", "附小", "附幼", "师大")
_PLACE_IN_NAME = re.compile(rf"[{HAN}]{{2,3}}(?=[市县区镇乡州])")


@per_lexicon
def _stops() -> str:
    return "".join(sorted(words("not_after_short_school")))


@per_lexicon
def _heads() -> Scanner:
    # 二高等院校, 乡镇中等: these need more care than 民大.
    careful = _stops() + "".join(sorted(words("not_after_numbered_school")))
    heads = words("short_school_head")
    middle = any_of(head for head in heads if head.endswith("中"))
    others = any_of(head for head in heads if not head.endswith("中"))
    return Scanner.of(
        rf"(?:{others})(?![{_stops()}])|(?:{middle}|[一二三四五六七八九十][高校])(?![{careful}])",
        (*heads, *map("".join, product("一二三四五六七八九十", "高校"))),
    )


@per_lexicon
def _famous() -> Scanner:
    return Scanner.of(
        rf"(?:{any_word('famous_school')})(?:\([{HAN}]{{2,4}}\))?(?![{_stops()}])", words("famous_school")
    )


@per_lexicon
def _begins() -> frozenset[str]:
    return places() | words("region")


def short_forms(content: str, found: Sequence[Found]) -> Iterator[Found]:
    """Short forms outside the names already found, in text order.

    Args:
        found: schools found by their full endings, in text order, without overlaps.
    """
    names = [content[school.start : school.end] for school in found]
    here = {match.group() for name in names for match in _PLACE_IN_NAME.finditer(name)}
    starts = [school.start for school in found]
    end = 0
    for item in sorted([*_by_place(content, here), *_by_full_name(content, names)], key=attrgetter("start")):
        before = bisect_right(starts, item.start) - 1
        if item.start < end or (before >= 0 and found[before].end > item.start):
            continue
        if before + 1 < len(starts) and starts[before + 1] < item.end:
            continue
        end = item.end
        yield item


def _by_place(content: str, here: set[str]) -> Iterator[Found]:
    for match in _famous().finditer(content):
        if content[match.start() - 1 : match.start() + 1] in lexicon().costs or _is_torn(content, match.end()):
            # 四川|大熊猫
            continue
        yield Found("SCHOOL", match.start(), match.end(), "school.short", score=0.8)
    for match in _heads().finditer(content):
        start = _place_before(content, match.start(), here)
        if start >= 0:
            yield Found("SCHOOL", start, match.end(), "school.short", score=0.8)


def _place_before(content: str, head: int, here: set[str]) -> int:
    """Start of the place before a short form (安庆二高, 安庆市二高); -1 without one."""
    ends = (head, head - 1) if content[head - 1 : head] in ("省", "市", "区", "县", "州") else (head,)
    spans = ((end - size, end) for end in ends for size in (4, 3, 2) if end >= size)
    known = (start for start, end in spans if content[start:end] in here or content[start:end] in _begins())
    opening = (head - size for size in (2, 1) if _opens(content, head - size, content[head - size : head]))
    return next(chain(known, opening), -1)


def _is_torn(content: str, end: int) -> bool:
    """Whether the character before `end` begins a word with the next one, which begins none itself: 北|大门, but 北大|学生."""
    known = lexicon().costs
    return content[end - 1 : end + 1] in known and content[end : end + 2] not in known


def _opens(content: str, start: int, stem: str) -> bool:
    """Whether `stem` after punctuation is a division (州, 县) or characters that make no word, as places do."""
    if start < 0 or not all(map(ONE_HAN.match, stem)):
        return False
    after_clause = start == 0 or not ONE_HAN.match(content, start - 1)
    if stem in ("州", "县", "市", "区", "省", "镇", "乡"):
        return after_clause
    if len(stem) != 2 or not (after_clause or content[start - 1] == "了"):
        return False
    return stem not in lexicon().costs and not any(char in _NUMERALS or char in lexicon().linking for char in stem)


_NUMERALS = frozenset("零一二三四五六七八九十百千万两几数各每多全")


def _initials(name: str) -> Iterator[str]:
    """What a university or college may be called for short: 澜大, 澜职院, 澜州水职院, 澜商院."""
    if name.endswith("大学") and len(name) > 3:
        yield name[0] + "大"
    if not name.endswith(("大学", "学院")) or len(name) < 5:
        return
    middle = split(name[2:-2])
    kinds = [middle[0][0], middle[0]]
    if "职业" in middle[1:]:
        kinds += [f"{kind}职" for kind in kinds]
    ending = "大" if name.endswith("大学") else "院"
    for place, kind in product((name[0], name[:2]), kinds):
        yield f"{place}{kind}{ending}"


def _by_full_name(content: str, names: Sequence[str]) -> Iterator[Found]:
    """澜大 where 澜州大学 stands in the document, 澜职院 where 澜州职业技术学院 does, 附中 where 师大附中 does."""
    forms: set[str] = {bare for bare in _BARE if any(name.endswith(bare) and name != bare for name in names)}
    forms.update(chain.from_iterable(map(_initials, names)))
    # 重大, 四大, 以大|团队: words and numbers stand for no school.
    forms = {form for form in forms if form not in lexicon().costs and form[0] not in _NUMERALS | lexicon().linking}
    if not forms:
        return
    for start, end in occurrences(forms, content, words("not_after_short_school")):
        if content[start - 1 : start + 1] not in lexicon().costs and not _is_torn(content, end):
            yield Found("SCHOOL", start, end, "school.abbreviated", score=0.8)
