"""Names of schools.

A school's name ends in one of a few dozen words (小学, 幼儿园, 职高, 七中 …), maybe continued by a campus (东校区). The rules
find that end with one regular expression, look for the left edge (`pipeline.ner.edges`), and throw out what only describes
schools instead of naming one (民办幼儿园, 21所学校): a stem that consists of describing words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.ner.edges import covered, split
from pipeline.ner.lexicon import alternation, classifiers, places, strings, surnames, words
from pipeline.ner.spans import Found
from pipeline.resources import read_toml

_NAME_CHARACTER = r"0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff*×○□〇·"
_BARRIER = re.compile(rf"[^{_NAME_CHARACTER}]")
_WINDOW = 26
"""Characters before a head that are looked at; longer names of schools are not known."""
_NUMERAL = "一二三四五六七八九十百两几"
_IS_NUMBER = re.compile(rf"[0-9.]+|[{_NUMERAL}多数]+")
_DIVISION = re.compile(r"[省市区县州盟旗镇乡村]$|街道$|新区$")


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    table = read_toml("ner_schools.toml")
    return {key: strings(table, key) for key in table if isinstance(table[key], list)}


@cache
def _heads() -> re.Pattern[str]:
    lexicon = _lexicon()
    not_before = read_toml("ner_schools.toml")["not_before"]
    heads = []
    for head in sorted({*lexicon["heads"], *lexicon["extensions"]}, key=lambda head: (-len(head), head)):
        stops = alternation(not_before[head]) if head in not_before else ""
        heads.append(re.escape(head) + (f"(?!{stops})" if stops else ""))
    # 七中, 第二十一中, 实验二小, 三幼: an ordinal and one syllable; 三中全会, 一中心 and 其中 are none.
    short = (
        rf"(?:第?[{_NUMERAL[:-2]}]{{1,3}}|[0-9]{{1,3}})中(?!全会|[、,]|心|国|央|华|间|型|学|小|等|期|年|队|共|有|的|西|美|英|日|外|层|旬|午|考|高)"
        rf"|[{_NUMERAL[:-2]}]{{1,3}}中(?=[、,](?:[一-龥]{{0,4}}[{_NUMERAL[:-2]}]{{1,3}}中|[一-龥]{{2,8}}(?:中学|学校)))"
        rf"|[{_NUMERAL[:-2]}]{{1,3}}中(?=[,、](?!.{{0,8}}全会))"
        rf"|(?:实验|[{_NUMERAL[:-2]}])[{_NUMERAL[:-2]}]?小(?=[、,。;)(\n及和与等]|教育集团|[东西南北]校区)"
        rf"|[{_NUMERAL[:-2]}]幼(?=[、,。;)(\n及和与等])"
    )
    return re.compile(short + "|" + "|".join(heads))


@cache
def _generic() -> tuple[frozenset[str], int]:
    generic = frozenset(_lexicon()["generic"])
    return generic, max(map(len, generic))


@cache
def _strip() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_lexicon()['strip'])})")


@cache
def _bound_start() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_lexicon()['bound_starts'])})")


@cache
def _short_names() -> frozenset[str]:
    return frozenset(_lexicon()["short_names"])


@cache
def _not_followed() -> re.Pattern[str]:
    return re.compile(alternation(_lexicon()["not_when_followed"]))


def find_schools(content: str) -> list[Found]:
    """The schools that `content` names, in text order, without overlaps."""
    barriers = [match.start() for match in _BARRIER.finditer(content)]
    found: list[Found] = []
    at = 0
    floor = 0
    extensions = frozenset(_lexicon()["extensions"])
    for match in _heads().finditer(content):
        while at < len(barriers) and barriers[at] < match.start():
            at += 1
        left = max(barriers[at - 1] + 1 if at else 0, match.start() - _WINDOW, floor)
        head = match.group()
        if found and found[-1].end <= match.start() and _continues(content[found[-1].end : match.start()], head):
            last = found.pop()
            found.append(Found("SCHOOL", last.start, match.end(), last.source))
            floor = match.end()
            continue
        if head in extensions and head != "教学点" and content[left : match.start()] == "":
            continue
        start = left_edge(content[left : match.start()], head)
        if start is not None:
            found.append(Found("SCHOOL", left + start, match.end(), "school.suffix"))
            floor = match.end()
    return [school for school in found if not _not_followed().match(content, school.end)]


def _continues(between: str, head: str) -> bool:
    """Whether a head after `between` still belongs to the name before it (淮河小学|东|校区, 师范大学|附属|小学)."""
    if len(between) > 8 or _BARRIER.search(between):
        return False
    if between.startswith("附属") or head in ("附中", "附小", "附幼"):
        return len(between) <= 6
    if head not in _lexicon()["extensions"]:
        return head in ("幼儿园", "书院", "学院") and not between
    table = words()
    return not any(table.get(word, (0.0, False))[1] for word in split(between))


def left_edge(before: str, head: str) -> int | None:
    """Offset in `before` at which the name starts that ends with `head` right after it; None when it names no school."""
    pieces = split(before)
    table = words()
    offsets = []
    offset = 0
    for piece in pieces:
        offsets.append(offset)
        offset += len(piece)
    start = 0
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        rest = before[offsets[index] + len(piece) :]
        if _breaks(pieces, index, rest, table, head):
            start = offsets[index] + len(piece)
            break
    start = _stripped(before, start, head)
    stem = before[start:]
    return None if is_generic(stem, head) else start


def _breaks(
    pieces: Sequence[str], index: int, rest: str, table: dict[str, tuple[float, bool]], head: str
) -> bool:
    piece = pieces[index]
    numbered = index > 0 and _IS_NUMBER.fullmatch(pieces[index - 1]) is not None
    if piece in classifiers() and numbered and not (piece in "区县镇乡村" and rest):
        return True
    if piece[0].isdigit():
        return bool(rest) and not rest.startswith("中") if len(piece) < 4 else True
    if piece in _head_words() and rest and not rest.startswith("附"):
        return _bound_start().match(rest) is None
    if not table.get(piece, (0.0, False))[1]:
        return False
    if rest and _bound_start().match(rest) is not None and not rest.startswith(("市", "县", "区", "省")):
        return False
    if piece == "和" and is_generic(rest, head):
        # 李国和|中学: a person's name before the head; 小学和|中学 is a link.
        before = "".join(pieces[max(0, index - 2) : index])
        return not (len(before) == 2 and before[0] in surnames() and before not in table)
    return True


@cache
def _head_words() -> frozenset[str]:
    return frozenset({"小学", "初中", "高中", "中学", "学校", "幼儿园", "学院", "大学", "书院", "职高", "中专", "成校"})


def _stripped(before: str, start: int, head: str) -> int:
    while (match := _strip().match(before, start)) is not None:
        rest = before[match.end() :]
        if is_generic(rest, head) or before[start:] in _short_names():
            break
        if _bound_start().match(rest) is not None and not rest.startswith(("市", "县", "区", "省")):
            break
        if any(before.startswith(place, start) for place in places() if len(place) > len(match.group())):
            break
        start = match.end()
    return start


def is_generic(stem: str, head: str) -> bool:
    """Whether `stem` before `head` only describes schools."""
    if re.fullmatch(r"第?[一二三四五六七八九十0-9]+[中小幼]", head):
        return False
    if stem + head in _short_names():
        return False
    if not stem:
        return True
    generic, longest = _generic()
    if covered(stem, generic, longest):
        return not (stem[-2:] + head in _short_names() and stem[0] in "省市区县镇乡" and len(stem) == 3)
    if stem.isdigit():
        return head != "中学"
    # 北京市|学校, 云和|学校: the schools of a place.
    if head in ("学校", "幼儿园", "高中", "初中", "小学", "中小学", "职高", "中专", "教学点") and (
        stem in places() or (re.fullmatch(r".{1,5}[省市区县州]", stem) is not None)
    ):
        return True
    place = re.match(r".{1,5}?[省市区县州]", stem)
    if place is not None and head in ("学校", "幼儿园", "高中", "初中", "小学", "中学", "大学", "学院"):
        rest = stem[place.end() :]
        if rest and covered(rest, generic, longest):
            return rest not in ("中心", "实验", "高级", "民族", "机关", "职业", "外国语", "职业技术", "特殊教育", "教师进修", "师范")
    return False
