"""Names of schools.

A school's name ends in one of a few dozen words (小学, 幼儿园, 职高, 七中 …), maybe continued by a campus (东校区). The
rules find that end with one regular expression, look for the left edge (`pipeline.ner.edges`), and throw out what only
describes schools instead of naming one (民办幼儿园, 21所学校): a stem that consists of describing words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, islice, product
from operator import itemgetter

from pipeline.language.divisions import MASK, SUFFIX, TOWN, WHOLE
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, per_lexicon, words
from pipeline.language.lexicon import places
from pipeline.language.school_heads import full_end
from pipeline.language.spans import Span
from pipeline.ner.appointments import after_person
from pipeline.ner.autonomous import autonomous_divisions, in_pieces
from pipeline.ner.edges import covered, split
from pipeline.ner.inner_heads import FACULTY, is_faculty
from pipeline.ner.lexicon import divisions, surnames
from pipeline.ner.scanner import Beginnings, Scanner
from pipeline.ner.school_forms import short_forms
from pipeline.ner.spans import Found
from pipeline.patterns import any_of, beginning, when_used

_NAME_CHARACTER = rf"0-9A-Za-z{HAN}*×○□〇·"
_BARRIER = when_used(rf"[^{_NAME_CHARACTER}]")
_WINDOW = 26
"""Characters before a head that are looked at; longer names of schools are not known."""
_PLURAL = "们"
_DOT = "·"
"""Parts two names of one school, or the names of a foreign one.

No name begins with it."""
_COMRADE = "同志"
"""Stands behind the name of a person, in no name of a school."""
_NUMERAL = "一二三四五六七八九十百两几"


@per_lexicon
def school_heads() -> re.Pattern[str]:
    """What the names of schools end in."""
    ends = {**lexicon().parameters("school_head"), **lexicon().parameters("campus")}
    ordinal = lexicon().parameters("ordinal_school")
    heads = []
    for head, not_before in sorted(ends.items(), key=lambda end: (-len(end[0]), end[0])):
        stops = any_of(not_before) if not_before else ""
        if head in ("初中", "高中"):
            # 林初|中学: the shorter word only when 学校 follows.
            stops += "|学(?!校)"
        # 教|师大|家 is no 师大.
        heads.append(
            ("(?<![教老律导])" if head[0] == "师" else "") + re.escape(head) + (f"(?!(?!生均){stops})" if stops else "")
        )
    # 七中, 第二十一中, 实验二小, 三幼: an ordinal and one syllable; 三中全会, 一中心 and 其中 are none.
    numeral = _NUMERAL[:-2]
    not_middle = any_of(ordinal["中"])
    not_small = any_of(ordinal["小"])
    short = (
        rf"(?<!届)(?:第[{numeral}]{{1,3}}中(?!学)|(?<!第)(?:[{numeral}]{{1,3}}|[0-9]{{1,3}})中(?!学(?![生习])))"
        rf"(?!{not_middle})(?!(?:、[{numeral}]中){{0,3}}、?[{numeral}]?中?全会)"
        rf"|(?<![老大])(?:实验|[{numeral}])[{numeral}]?小(?!{not_small})"
        rf"|[{numeral}]幼(?!儿|教|稚|小|师|苗)"
    )
    first = beginning([*ends, "第", "实", *numeral, *"0123456789"])
    return re.compile(rf"{first}(?:{short}|{'|'.join(heads)})")


@per_lexicon
def _generic() -> tuple[frozenset[str], int]:
    generic = words("generic_school")
    return generic, max(map(len, generic))


@per_lexicon
def _strip() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('before_school')})")


# 海州, 云州: with one character before it, 州 is part of the place's name.
_OLD_PREFECTURE = when_used(r"[^自各全本我该]州")


@per_lexicon
def _not_followed() -> re.Pattern[str]:
    return re.compile(any_word("not_after_school"))


@per_lexicon
def _scanner() -> Scanner:
    numeral, digits = _NUMERAL[:-2], "0123456789"
    ordinals = chain(product(numeral, f"{numeral}中小幼"), product("第", numeral), product(digits, f"{digits}中"))
    ends = (*lexicon().parameters("school_head"), *lexicon().parameters("campus"))
    return Scanner(school_heads(), Beginnings.of((*ends, "实验", *map("".join, ordinals))))


def heads_in(content: str) -> tuple[re.Match[str], ...]:
    """What names of schools may end in, in text order, without overlaps."""
    return _heads_in(lexicon(), content)


@lru_cache(maxsize=1)
def _heads_in(_: object, content: str) -> tuple[re.Match[str], ...]:
    return tuple(_scanner().finditer(content))


def find_schools(content: str, people: Sequence[Found] = (), words_of: Sequence[Span] = ()) -> list[Found]:
    """The schools that `content` names, in text order, without overlaps.

    Args:
        people: persons known by their titles, in text order; no name of a school runs across one (李明|走进城北小学).
        words_of: the words of a segmenter, in text order; when given, a left edge moves only to the start of one.
    """
    found = [
        school
        for school in _by_heads(content, people)
        if not _not_followed().match(content, school.end) and not of_studio(content, school.end)
    ]
    found = _settled(content, found, words_of)
    found = [replace(school, end=_placed_until(content, school.end)) for school in found]
    found.extend(short_forms(content, found))
    return sorted([*found, *_counted(content, found)], key=lambda school: school.start)


def _placed_until(content: str, end: int) -> int:
    """Where a name that ends at `end` ends with the place behind it that tells it from others: 青禾大学|(云州)."""
    match = _BRACKETED.match(content, end)
    if match is None:
        return end
    inner = match["inner"]
    known = max((size for size in range(2, len(inner) + 1) if inner[:size] in places()), default=0)
    return match.end() if inner in words("region") or (known and len(inner) - known <= _MORE_OF_PLACE) else end


_BRACKETED = when_used(rf"\((?P<inner>[{HAN}]{{2,6}})\)")
_MORE_OF_PLACE = 2
"""Characters that a known place may go on with: (四川天府)."""


def _by_heads(content: str, people: Sequence[Found]) -> list[Found]:
    """Schools by the heads of their names, each continued by its campus."""
    ends = [person.end for person in people]
    offices = [after_person(content, end) for end in ends]
    barriers = [match.start() for match in _BARRIER.finditer(content)]
    found: list[Found] = []
    at = floor = 0
    # (start, end) of the head before, when only a campus can make a name of it (中心幼儿园|河西分园).
    pending = (0, 0)
    for match in heads_in(content):
        while at < len(barriers) and barriers[at] < match.start():
            at += 1
        left = max(barriers[at - 1] + 1 if at else 0, match.start() - _WINDOW, floor)
        left = _behind_comrade(content, left, match.start())
        head = match.group()
        named = bisect_left(ends, match.start()) - 1
        if named >= 0:
            left = max(left, min(offices[named], match.start()))
        last = found[-1] if found and found[-1].end <= match.start() else None
        if last is not None and _continues(content[last.start : last.end], content[last.end : match.start()], head):
            found[-1] = Found("SCHOOL", last.start, match.end(), last.source)
            floor = match.end()
            continue
        if head in words("campus"):
            campus = left < pending[1] < match.start()
            if campus and _continues("", content[pending[1] : match.start()], head):
                found.append(Found("SCHOOL", pending[0], match.end(), "school.campus"))
                floor = match.end()
                continue
            if left == match.start():
                continue
        start = _stem_start(content, left, match)
        if start is None:
            continue
        stem = content[start : match.start()]
        school = _school(content, left, start, match, last)
        if school is not None:
            found.append(school)
            floor = match.end()
        elif stem.endswith(("中心", "实验", "机关")):
            pending = (match.start() - 2, match.end())
    return found


def _behind_comrade(content: str, left: int, end: int) -> int:
    """`left` moved behind the last 同志 before `end`: 免掉李某同志|一中校长职务."""
    comrade = content.rfind(_COMRADE, left, end)
    return left if comrade < 0 else comrade + len(_COMRADE)


def _stem_start(content: str, left: int, match: re.Match[str]) -> int | None:
    """Where the stem before a head begins, not before `left`; None when the head is none."""
    before, head = content[left : match.start()], match.group()
    if before and (_straddles(before, head) or (head == "学院" and before[-1] == "科")):
        # 科学院 is no 学院.
        return None
    start = name_start(before, head)
    start += before.startswith(_DOT, start)
    if before.startswith(_PLURAL, start):
        # 家长们|欢聚学校报告厅: a verb.
        return None
    if before.startswith("原") and start == 0 and content[left - 1 : left] == "(":
        # (原某中学): what it was called.
        start = 1
    if head in words("campus") and head != "教学点" and _SIDES.issuperset(before[start:]):
        # 东校区 without its school.
        return None
    if head == FACULTY and is_faculty(content, left + start, match.end()):
        return None
    return None if _counts(content, left + start, match) else left + start


def _school(content: str, left: int, start: int, match: re.Match[str], last: Found | None) -> Found | None:
    """The school from `start` to the end of the head, unless stem and head only describe schools."""
    stem, head = content[start : match.start()], match.group()
    if is_of_place(stem, head) and counts_before(content, start):
        return None
    if not is_generic(stem, head) or _is_given(content[left:start], stem, head):
        return Found("SCHOOL", start, match.end(), "school.suffix")
    if stem and last is not None and last.end == start - 1 and content[last.end] == "、" and _is_kind(stem):
        # 城北小学、外国语实验学校: in a list of names a kind of school is a name too.
        return Found("SCHOOL", start, match.end(), "school.listed", score=0.8)
    return None


def _settled(content: str, found: Sequence[Found], words_of: Sequence[Span]) -> list[Found]:
    """Left edges settled by the document itself.

    A name that stands once with punctuation before it settles its other occurrences: where 城北小学 is known, what stands
    before it in 走访慰问城北小学 is no part of it, as long as it is plain words.
    """
    clean = {
        content[school.start : school.end]
        for school in found
        if school.start == 0 or _BARRIER.match(content, school.start - 1) is not None
    }
    settled = [_from_known_start(content, school, clean, words_of) for school in found]
    whole = [_with_lost_first(content, school, settled) for school in settled]
    begins = {content[school.start : school.start + 2] for school in whole if school.source == "school.document"}
    # 凭江市第九中学 tells that 江 in 凭|江师范学院 is half a place.
    return [
        Found("SCHOOL", school.start - 1, school.end, "school.document")
        if school.start and school.source == "school.suffix" and content[school.start - 1 : school.start + 1] in begins
        else school
        for school in whole
    ]


def _from_known_start(content: str, school: Found, known: Collection[str], words_of: Sequence[Span]) -> Found:
    """A school without the plain words before a name that is known."""
    name = content[school.start : school.end]
    for cut in range(2, len(name) - 3):
        if name[cut:] not in known or not _begins_word(words_of, school.start + cut):
            continue
        if _is_plain(name[:cut]):
            return Found("SCHOOL", school.start + cut, school.end, "school.document")
    return school


def _begins_word(words_of: Sequence[Span], place: int) -> bool:
    """Whether one of the words begins at a place, or there are none."""
    at = bisect_left(words_of, place, key=itemgetter(0))
    return not words_of or (at < len(words_of) and words_of[at][0] == place)


def _with_lost_first(content: str, school: Found, found: Sequence[Found]) -> Found:
    """以那|中学: a single character before the head, and the same link before it wherever the name stands.

    Places of one character hardly exist, so the link is the first character of the name.
    """
    name, link = content[school.start : school.end], content[school.start - 1 : school.start]
    if link not in lexicon().linking or link in words("strong_link") or school.source != "school.suffix":
        return school
    if name[1] in "市县" and name[0] not in "省市区县州全本我该":
        # 凭|江市第九中学
        return Found("SCHOOL", school.start - 1, school.end, "school.document")
    if len(name) != 3:
        return school
    if any(content[other.start : other.end] == name and content[other.start - 1] != link for other in found):
        return school
    return Found("SCHOOL", school.start - 1, school.end, "school.document")


def of_studio(content: str, end: int) -> bool:
    """Whether a subject and a studio follow, so that a stage is part of the name of a person's studio: 张某高中|物理工作室."""
    return _SUBJECT_STUDIO.match(content, end) is not None


def is_of_place(stem: str, head: str) -> bool:
    """Whether behind a number a place and a head mean the schools there: 12所|青禾中学."""
    return head in _COMMON_HEADS and stem in places()


_SUBJECT_STUDIO = when_used(
    rf"[ ]?(?:语文|数学|英语|物理|化学|生物|政治|历史|地理|音乐|体育|美术|信息|科学|道德|思政|心理|班主任)[{HAN}]{{0,6}}[ ]?(?:工作室|工作坊)"
)
_SIDES = frozenset("东南西北中新老旧本主各两")


def _straddles(before: str, head: str) -> bool:
    """Whether the head is no word here but half of the word before: 提|高中|区, 集|中学|习."""
    if before[-1:] + head[:1] not in lexicon().verbs:
        return False
    return len(split(before[-4:])[-1]) == 1


def _counted(content: str, found: Sequence[Found]) -> Iterator[Found]:
    """Bare members of a list before a counted head: 王庄、李庄、河口3个教学点."""
    for match in _COUNT.finditer(content):
        members = list(islice(_members_until(content, match.start()), _MOST_MEMBERS))
        for start, end in members if len(members) > 1 else ():
            school = Found("SCHOOL", start, end, "school.counted", score=0.8)
            if _may_be_member(content[start:end]) and not any(school.overlaps(other) for other in found):
                yield school


def _members_until(content: str, end: int) -> Iterator[tuple[int, int]]:
    """What stands between the 、 of a list that ends at `end`, from the last on; the first without words before it: 撤并|王庄、李庄|."""
    start = _reach_back(content, end)
    while start < end:
        cut = name_start(content[start:end], "小学")
        yield start + cut, end
        if cut or content[start - 1 : start] != "、":
            return
        end = start - 1
        start = _reach_back(content, end)


def _reach_back(content: str, end: int) -> int:
    """Behind the mark before `end`, if it is near enough."""
    start = max(0, end - _LONGEST_MEMBER)
    for mark in _BARRIER.finditer(content, start, end):
        start = mark.end()
    return start


def _may_be_member(member: str) -> bool:
    """Whether a member of a list of schools is a name: 王庄, but no kind of school (村级, 偏远)."""
    return _HAN_ONLY.fullmatch(member) is not None and (member in places() or not is_generic(member, "学校"))


_MOST_MEMBERS = 41
_LONGEST_MEMBER = 14
_HAN_ONLY = when_used(rf"[{HAN}*×X]{{2,10}}")
_TENS = "十[一二三四五六七八九]?"
_COUNT = LexicalPattern(
    lambda: (
        # The set that it begins with comes first: `re` passes at once over all other characters.
        rf"[等0-9两二三四五六七八九十](?<=[{HAN}].)(?:(?<=等)(?:[0-9]{{1,3}}|[两三四五六七八九]|[二三四五六七八九]?{_TENS})"
        rf"|(?<=[0-9])[0-9]{{0,2}}|(?<=[两三四五六七八九])|(?<=[二三四五六七八九]){_TENS}|(?<=十)[一二三四五六七八九]?)"
        r"(?:个|所|家|大(?=校区|园区))"
        rf"(?:村级?|农村|乡镇|公办|民办|偏远|中心|完全)?(?:{full_end()}|村校)"
    )
)


def _continues(name: str, between: str, head: str) -> bool:
    """Whether a head after `between` belongs to the name before it: 南山小学|东|校区, 师范大学|附属|小学."""
    if len(between) > 8 or _BARRIER.search(between):
        return False
    if head in ("附中", "附小", "附幼"):
        return (
            not between or between in ("一", "二", "三", "第一", "第二") or _AFFILIATION.fullmatch(between) is not None
        )
    if _is_affiliated(between, head):
        return head not in ("学院", "大学")
    if any(word in lexicon().breaking for word in split(between)):
        return False
    return head in words("campus") or _is_member_school(name, between, head)


def _is_affiliated(between: str, head: str) -> bool:
    """Whether a head after `between` is that of a school affiliated with the one before: 附属第二|小学, 附属南湖|学校."""
    if _AFFILIATION.fullmatch(between):
        return True
    return head in _SCHOOL_HEADS and _AFFILIATED.fullmatch(between) is not None


def _is_member_school(name: str, between: str, head: str) -> bool:
    """Whether a name of its own stands under the name of the first school of its group: 第二中学|滨江|学校."""
    if head not in _SCHOOL_HEADS or not name.endswith(("中学", "附中", "一中", "二中", "附小")):
        return False
    if counts_before(between, len(between)):
        return False
    return 0 < len(between) <= 4 and not is_generic(between, head)


_SCHOOL_HEADS = frozenset(("学校", "小学", "中学", "幼儿园"))
# 师院|附属南湖|学校: a name of its own under the name of its university.
_AFFILIATED = when_used(rf"附属[{HAN}]{{2,4}}")
_AFFILIATION = when_used(
    r"(?:第[一二三四五六七八九十])?(?:附属|附设|实验)(?:第[一二三四五六七八九十]|实验|外国语|双语|高级|初级|国际)?"
)


def name_start(before: str, head: str) -> int:
    """Offset in `before` at which the name starts that ends with `head` right after it."""
    pieces = in_pieces(before)
    end = len(before)
    start = 0
    for index in range(len(pieces) - 1, -1, -1):
        if _breaks(pieces, index, before[end:], head):
            start = end
            break
        end -= len(pieces[index])
    start = _stripped(before, start, head)
    return start + _place_inside(before[start:])


_MASKED_PLACE = when_used(rf"{MASK}(?:{SUFFIX}|{TOWN})")


def _place_inside(stem: str) -> int:
    """Where a place starts inside `stem` after common words only (意见|XX市第二中学), else 0."""
    match = _MASKED_PLACE.search(stem)
    start = match.start() if match is not None else 0
    if match is None:
        for offset in range(2, len(stem) - 1):
            if stem[offset : offset + 2] in places() or stem[offset : offset + 3] in places():
                start = offset
                break
    if start == 0:
        return 0
    return start if _is_plain(stem[:start]) else 0


def _is_plain(text: str) -> bool:
    """Whether `text` is words of common language only, none of which begins a name."""
    return all(
        len(word) > 1 and word in lexicon().costs and word not in words("may_start_a_name") and word not in places()
        for word in split(text)
    )


def _breaks(pieces: Sequence[str], index: int, rest: str, head: str) -> bool:
    """Whether a name that ends with `head` after `rest` can only start after the word at `index`."""
    piece = pieces[index]
    if piece in _LACKING:
        return is_generic(rest, head)
    if piece in _HAVING:
        return _has(pieces[:index], rest, head)
    if _is_classifier(pieces, index, rest):
        return True
    if piece[0].isdigit():
        return _is_number_of(pieces, index, rest, head)
    following = pieces[index + 1] if index + 1 < len(pieces) else ""
    if piece in _head_words() or piece == _RENAMED:
        return bool(rest) and _parts_schools(pieces, index, rest)
    may_be_verb = piece in words("verb_or_name")
    if not may_be_verb and piece not in lexicon().breaking:
        return False
    word = _Word(piece, pieces[:index], following, rest, head)
    return _is_verb(word) if may_be_verb else not any(is_inside(word) for is_inside in _INSIDE_NAMES)


def _is_classifier(pieces: Sequence[str], index: int, rest: str) -> bool:
    """Whether the word there is a classifier behind a number: 3|所|, 二十|余所|; but 三|区|实验小学."""
    piece = pieces[index]
    vague = piece[:-1] if piece[0] in "余多来" else ""
    if piece[len(vague) :] not in words("classifier") or (rest and piece in "区县镇乡村"):
        return False
    return _is_counted("".join(pieces[:index]) + vague, piece[-1])


def _is_number_of(pieces: Sequence[str], index: int, rest: str, head: str) -> bool:
    """Whether a name starts only behind the number there: 12|小学 are twelve, 第12|小学 is one; 2021|, and 12|城北|小学."""
    piece = pieces[index]
    if piece.isdigit() and not rest and head != "中学":
        return index == 0 or not pieces[index - 1].endswith("第")
    return len(piece) >= 4 or (bool(rest) and not rest.startswith("中"))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word before a head with what stands around it: 走访|和|川|中学.

    Attributes:
        text: the word itself.
        before: the words before it.
        following: the word behind it; empty at the head.
        rest: all that stands between it and the head.
        head: what the name ends in.
    """

    text: str
    before: Sequence[str]
    following: str
    rest: str
    head: str

    @property
    def is_weak(self) -> bool:
        """Whether it is a single character that is in names as often as it links: 和, 为."""
        return len(self.text) == 1 and self.text not in words("strong_link")


def _is_verb(word: _Word) -> bool:
    """Whether a word that begins names, too, is the verb before one: 启动|建设|高铁新城中学, but 建设路第二小学."""
    opens = not word.before or word.before[-1] in lexicon().breaking
    if not opens or (len(word.rest) < 3 and word.rest + word.head not in words("short_school_name")):
        return False
    return word.following not in words("bound_start") and not is_generic(word.rest, word.head)


def _is_bound_behind(word: _Word) -> bool:
    """Whether what follows begins no name but belongs to this word: 胜利|街|小学."""
    return word.following in words("bound_start") and word.following not in "市县区省州"


def _is_bound_to_one(word: _Word) -> bool:
    """Whether what follows belongs to a single character: 于|家村|小学."""
    return word.is_weak and word.following[:1] in words("bound_after_one")


def _is_office(word: _Word) -> bool:
    """Whether an office follows, which is part of the name: 市政府|机关|幼儿园."""
    return word.following.startswith(("机关", "直属", "直机"))


def _is_behind_unknown(word: _Word) -> bool:
    """Whether a character that is no word stands before a single one, so that both are of a name: 洮|和|小学."""
    return word.is_weak and bool(word.before) and len(word.before[-1]) == 1 and word.before[-1] not in lexicon().costs


def _links_nothing(word: _Word) -> bool:
    """Whether nothing stands before that 和 could link: 其中|和川中学, 设有|和川中学."""
    return (
        word.text in ("和", "都") and bool(word.rest and word.before) and _OPENING.search(word.before[-1]) is not None
    )


def _ends_person(word: _Word) -> bool:
    """Whether 和 ends the name of a person before the head: 李国和|中学; 小学和|中学 is a link."""
    before = "".join(word.before[-2:])
    if word.text != "和" or len(before) != 2 or before[0] not in surnames() or before in lexicon().costs:
        return False
    return is_generic(word.rest, word.head)


_INSIDE_NAMES = (_is_bound_behind, _is_bound_to_one, _is_office, _is_behind_unknown, _links_nothing, _ends_person)
"""Where a word that elsewhere stands before names is inside of one."""


# 12小学、4|中学、1特校; 有5|中学: numbers of schools, and no 101|中学.
_BARE_NUMBER = when_used(r"(?<!第)(?<![0-9])[0-9]{1,3}\Z")
_HAVING_BEFORE = when_used(r"[有共辖建成办设]\Z")
_COUNT_BEFORE = when_used(rf"(?<![第0-9])[0-9]{{1,3}}(?!中(?!学))[{HAN}]{{1,6}}[、,和]\Z")
_COUNT_AFTER = when_used(rf"[、,和][0-9]{{1,3}}(?!中|[{HAN}]{{0,3}}[年月日])[{HAN}]")


def _counts(content: str, start: int, head: re.Match[str]) -> bool:
    """Whether the bare number before 中学 is a count: after a verb of having, or in a list of counts."""
    number = _BARE_NUMBER.search(content, start, head.start())
    if head.group() != "中学" or number is None:
        return False
    before = max(0, number.start() - 12)
    if _HAVING_BEFORE.search(content, before, number.start()) is not None:
        return True
    listed = _COUNT_BEFORE.search(content, before, number.start()) or _COUNT_AFTER.match(content, head.end())
    return number.start() == start and listed is not None


_NAMED = when_used(r"(?:[称叫名身]|[称叫名身改定格建变][为作做成是])\Z")
_OPENING = when_used(r"其中\Z|[有称叫名身]\Z|[称叫名身改定格建变][为作做成是]\Z")


def _is_given(before: str, stem: str, head: str) -> bool:
    """Whether a verb of naming says that a place and a kind, which elsewhere mean the schools there, are a name."""
    if _NAMED.search(before) is None or covered(stem, *_generic()):
        return False
    return _place_prefix(stem) > 0


_HAVING = frozenset("有辖")
_LACKING = frozenset(("无", "没有", "缺", "缺少"))
_PLACE_END = frozenset("省市区县旗州镇乡村街道里地校园班处家")


def _has(before: Sequence[str], rest: str, head: str) -> bool:
    """Whether 有 is the verb in a sequence of words, and no part of a name: 石桥镇|有|学校, but 大有|中学, 青禾县|有德|小学."""
    if before and len(before[-1]) == 1 and before[-1] not in _PLACE_END and before[-1] not in lexicon().costs:
        return False
    return rest.isdigit() or is_generic(rest, head) or len(rest) > 1


_NUMBER_REACH = 8
_NUMERALS = rf"[0-9.]*[0-9]|[{_NUMERAL}百千万亿数半]"
_COUNTED = when_used(rf"(?:{_NUMERALS})[来余多把]?\Z|(?:[多哪这那]|若干)\Z")
_MASK_BEFORE = when_used(r"[*×]\Z")
_VAGUE = when_used(rf"(?:[近约上成数几两超]|{_NUMERALS})[百千万亿][来余多把]?\Z|(?:{_NUMERALS})[来余多把]\Z")


def _is_counted(before: str, classifier: str) -> bool:
    """Whether a number stands before a classifier: 二十来|所, 近百|所, 3|个; 千|家 is as often part of a name."""
    if classifier == "所" and _MASK_BEFORE.search(before) is not None:
        return True
    if classifier == "级":
        # 两级师范学堂: a grade, no number of schools.
        return False
    if classifier not in ("所", "个") and before[-1:] in ("千", "万", "亿") and not _VAGUE.search(before):
        return False
    return _COUNTED.search(before) is not None


def counts_before(content: str, start: int) -> bool:
    """Whether a number and a classifier, vague or not, end at `start`: 12所|, 近百个|, 二十余所|."""
    classifier = content[start - 1 : start]
    vague = content[start - 2 : start - 1] if content[start - 2 : start - 1] in tuple("余多来") else ""
    if classifier not in words("classifier"):
        return False
    return _is_counted(content[max(0, start - _NUMBER_REACH) : start - 1 - len(vague)] + vague, classifier)


_OLD_SCHOOL = "学堂"
_RENAMED = "改"
"""A verb by itself behind the end of a name: 青禾学堂|改|第二小学; 改革 is another word."""


def _parts_schools(pieces: Sequence[str], index: int, rest: str) -> bool:
    """Whether a head there ends a name of its own, or 改 stands behind one, or first, as it does where a name was found before it."""
    if pieces[index] == _RENAMED:
        return index == 0 or pieces[index - 1] in _head_words() or pieces[index - 1].endswith(_OLD_SCHOOL)
    following = pieces[index + 1] if index + 1 < len(pieces) else ""
    return not rest.startswith("附") and following not in words("bound_start")


@cache
def _head_words() -> frozenset[str]:
    return frozenset({"小学", "初中", "高中", "中学", "学校", "幼儿园", "学院", "大学", "书院", "职高", "中专", "成校"})


def _stripped(before: str, start: int, head: str) -> int:
    while (match := _strip().match(before, start)) is not None:
        rest = before[match.end() :]
        if is_generic(rest, head) or before[start:] in words("short_school_name") or rest.startswith("机关"):
            break
        # Nothing is left before a head that is a name of its own: 全市|一中.
        if rest and split(rest)[0] in words("bound_start"):
            break
        if any(before[start : start + size] in places() for size in range(len(match.group()) + 1, 6)):
            break
        start = match.end()
    return start


def is_generic(stem: str, head: str) -> bool:
    """Whether `stem` before `head` only describes schools: 民办|幼儿园, 12|小学, 北京市|学校, 北京市民办|学校."""
    if _ORDINAL_NAME.fullmatch(head) or stem + head in words("short_school_name"):
        return False
    if not stem:
        return True
    if covered(stem, *_generic()):
        return not _is_one_of_place(stem, head)
    if stem.isdigit():
        return head != "中学"
    size = _place_prefix(stem)
    if not size or _is_new_area(stem) or _is_old_prefecture(stem, head):
        return False
    return _are_of_place(stem, head) if size == len(stem) else _are_of_kind(stem[:size], stem[size:], head)


def _is_one_of_place(stem: str, head: str) -> bool:
    """Whether describing words are a name: 县|实验|小学, of which a place has one; 城东新区|小学, as 新区 ends a place."""
    if _is_new_area(stem) and not covered(stem[:-2], *_generic()):
        return True
    name = stem[1:] + head
    return stem[0] in "省市区县镇乡州" and (name in words("short_school_name") or name in words("one_school_of_place"))


def _is_new_area(stem: str) -> bool:
    return stem.endswith("新区") and len(stem) > 3


def _is_old_prefecture(stem: str, head: str) -> bool:
    """Whether 州 is part of the name of a place, which before most heads is the name of a school: 海州|中学."""
    return _OLD_PREFECTURE.fullmatch(stem) is not None and (head not in _PLURAL_HEADS or stem not in places())


def _are_of_place(place: str, head: str) -> bool:
    """Whether a place and a head mean the schools there: 北京市|学校; 宁波|中学 is a name.

    A single county without 县 is a name, too (海州|学校), one with what it belongs to is none (南州海云|学校).
    """
    is_marked = place[-1] in _DIVISION_ENDS
    if head not in _COMMON_HEADS and not is_marked and place not in divisions():
        return any(place.startswith(division) for division in divisions())
    return head in _PLURAL_HEADS or (head in _COMMON_HEADS and is_marked and place not in places())


def _are_of_kind(place: str, kind: str, head: str) -> bool:
    """Whether a place, a kind and a head mean the schools of the kind there: 安庆市|职业|学校; 安庆新区|九年一贯制|学校 is one.

    The bare name of a county is as often a place within a town: 松江|九年一贯制|学校. 白云街道|中心小学 is one.
    """
    is_bare = place in places() and place not in divisions()
    if head.startswith("中心") or (is_bare and not kind.startswith(("民办", "公办", "各", "所有"))):
        return False
    if head in ("大学", "学院"):
        return kind in words("kind_of_university")
    if head == "学校" and kind in ("职业", "中等", "中等职业", "幼儿", "高等", "九年一贯制", "九年制"):
        return place[-1] in _DIVISION_ENDS and not place.endswith("新区")
    return covered(kind, *_generic()) and not _is_kind(kind)


_DIVISION_ENDS = frozenset("省市区县州")


@per_lexicon
def _kinds() -> tuple[frozenset[str], int]:
    kinds = words("kind_of_school_of_place")
    return kinds, max(map(len, kinds))


def _is_kind(stem: str) -> bool:
    return len(stem) >= 2 and covered(stem, *_kinds())


_ORDINAL_NAME = when_used(r"(?:实验|第)?[一二三四五六七八九十0-9]+[中小幼]")
_PLURAL_HEADS = frozenset({"学校", "幼儿园", "高中", "初中", "中小学", "职高", "中专", "教学点", "小学校", "中学校"})
_COMMON_HEADS = frozenset({"小学", "中学", "大学", "学院"})
_DIVISION = when_used(rf".{{1,5}}?{SUFFIX}(?!城){WHOLE}")


def _place_prefix(stem: str) -> int:
    """Length of the names of divisions at the start of `stem`: 浙江省丽水|…, XX市城中区|…."""
    end = next((end for start, end in autonomous_divisions(stem) if start == 0), 0)
    while end < len(stem):
        left = len(stem) - end
        known = next((size for size in (5, 4, 3, 2) if size <= left and stem[end : end + size] in places()), 0)
        division = _DIVISION.match(stem, end)
        if known and stem[end + known : end + known + 1] in ("省", "市", "区", "县", "州"):
            known += 1
        if known:
            end += known
        elif division is not None:
            end = division.end()
        else:
            break
    return end
