"""What the lexicon and the grammar say of the words inside and beside a candidate, by label: named tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache, lru_cache

from pipeline.language.divisions import divisions, regions
from pipeline.language.han import HAN, ONE_HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, per_lexicon, words
from pipeline.language.lexicon import bare_divisions, places
from pipeline.ner.candidates import BEHIND_SCHOOL, SHORT_DIVISION, Candidate, short_divisions
from pipeline.ner.inner_heads import is_university_with_faculty
from pipeline.ner.lexicon import not_names, surnames
from pipeline.ner.personal import LAND, ends_unit, has_usual_given, name_cost, transliterated_until
from pipeline.ner.programs import begins_with_ordinal, with_ordinal
from pipeline.ner.schools import counts_before, is_generic, school_heads
from pipeline.records import MentionLabel

Test = Callable[[str, Candidate], bool]
Tests = Sequence[tuple[str, Test]]


def _ends_at(content: str, end: int, known: Container[str], sizes: Sequence[int] = range(1, 7)) -> bool:
    for size in sizes:
        if content[end - size : end] in known:
            return size <= end
    return False


def _starts_at(content: str, start: int, known: Container[str], sizes: Sequence[int] = range(1, 6)) -> bool:
    for size in sizes:  # noqa: SIM110, a generator costs more than these few tests
        if content[start : start + size] in known:
            return True
    return False


@per_lexicon
def _any(*roles: str) -> frozenset[str]:
    return frozenset().union(*map(words, roles))


@per_lexicon
def _endings(role: str) -> tuple[str, ...]:
    return tuple(words(role))


def _begins_with_place(content: str, item: Candidate) -> bool:
    return any(
        content[item.start : item.start + size] in places() for size in (2, 3, 4, 5) if size <= item.end - item.start
    )


def _begins_with_short_division(content: str, item: Candidate) -> bool:
    return content[item.start : item.start + SHORT_DIVISION] in short_divisions()


def _holds_place(content: str, item: Candidate) -> bool:
    """Whether a place stands behind other words before the head: 复立|寿县中学."""
    if _begins_with_place(content, item) or _begins_with_short_division(content, item):
        return False
    stem = item.start + _stem_size(content, item)
    return any(
        content[start : start + 2] in short_divisions() or content[start : start + 2] in places()
        for start in range(item.start + 1, stem - 1)
    )


def _is_place(content: str, item: Candidate) -> bool:
    text = content[item.start : item.end]
    return text in places() or (len(text) > 2 and text[:-1] in places() and text[-1] in "省市区县州盟旗")


def _first_word(content: str, item: Candidate) -> str:
    text = content[item.start : item.end]
    costs = lexicon().costs
    for size in (4, 3, 2):
        if size < len(text) and text[:size] in costs:
            return text[:size]
    return text[:1]


def _begins_breaking(content: str, item: Candidate) -> bool:
    return _first_word(content, item) in lexicon().breaking


_BEHIND_HEAD = 2
"""Characters behind a head that tell whether it is one: 第一中学|校长."""


def head_of(content: str, item: Candidate) -> re.Match[str] | None:
    """The head at the end of a school's name."""
    return _head_in(lexicon(), content[item.start : item.end + _BEHIND_HEAD], item.end - item.start)


@lru_cache(maxsize=8192)
def _head_in(_: object, text: str, end: int) -> re.Match[str] | None:
    return next((match for match in school_heads().finditer(text) if match.end() == end), None)


def is_generic_school(content: str, item: Candidate) -> bool:
    """Whether a SCHOOL only describes schools."""
    head = head_of(content, item)
    return head is not None and _generic(lexicon(), head.string[: head.start()], head.group())


@lru_cache(maxsize=4096)
def _generic(_: object, stem: str, head: str) -> bool:
    return is_generic(stem, head)


def _stem_size(content: str, item: Candidate) -> int:
    head = head_of(content, item)
    return head.start() if head is not None else 0


def counted_before(content: str, item: Candidate) -> bool:
    """Whether a number with its classifier stands before."""
    return counts_before(content, item.start)


def described(content: str, item: Candidate) -> bool:
    """Whether a verb of having or a number stands inside, and what follows only describes schools: 石桥镇|有|小学, 因无|农村学校, 近百所|中学."""
    head = head_of(content, item)
    if head is None:
        return False
    stem = item.start + head.start()
    digits = _DIGITS.match(content, item.start, stem)
    if digits is not None and digits.end() < stem and _generic(lexicon(), content[digits.end() : stem], head.group()):
        return True
    classifiers = words("classifier")
    for at in range(item.start + 1, stem + 1):
        before = content[at - 1]
        parted = before in "有无缺辖办设" or (before in classifiers and counts_before(content, at))
        if parted and _generic(lexicon(), content[at:stem], head.group()):
            return True
    return False


def _holds_linked_head(content: str, item: Candidate) -> bool:
    """Whether a head and a link stand inside: 中心小学|和|小学."""
    return any(
        content[match.end() : match.end() + 1] in tuple("和与及、")
        for match in school_heads().finditer(content, item.start, item.end - 2)
    )


def has_verb(content: str, item: Candidate) -> bool:
    """Whether 有 or 辖 stands inside behind a division: 石桥镇有|城北小学."""
    return _HAVING.search(content, item.start, item.end) is not None


_DIGITS = re.compile(r"[0-9]+")
_HAVING = re.compile(rf"[省市区县旗州镇乡村道][{HAN}]{{0,2}}?[有辖]")


def begins_office(content: str, item: Candidate) -> bool:
    """Whether a verb of office is what it begins with."""
    return content.startswith(_endings("office_verb"), item.start)


def _of_nameless_division(content: str, item: Candidate) -> bool:
    """Whether the name begins with 县, 镇 …, and what stands before may be the name of the division."""
    return content[item.start] in "省市区县镇乡村州旗" and ONE_HAN.match(content, item.start - 1) is not None


def _is_of_division(content: str, item: Candidate) -> bool:
    """Whether what stands before the head is a division and nothing else: 青禾县|教师进修学校."""
    head = head_of(content, item)
    return head is not None and _ONE_DIVISION.fullmatch(content, item.start, item.start + head.start()) is not None


def _is_of_nested_divisions(content: str, item: Candidate) -> bool:
    """Whether a known division and one that lies in it are all that stands before the head, but for a town or a village: 云州青禾县|河口乡小学."""
    stem = item.start + _stem_size(content, item)
    if content[stem - 1] not in "市区县州旗乡镇村" or stem - item.start < _NESTED:
        return False
    known = next((size for size in (5, 4, 3, 2) if content[item.start : item.start + size] in places()), 0)
    return known > 0 and _DIVISIONS_WITHIN.fullmatch(content, item.start + known, stem) is not None


_NESTED = 5
"""Characters of the shortest name of a division with that of one within it: 云州青禾县."""
_DIVISIONS_WITHIN = re.compile(
    rf"[省市区州]?(?:[{HAN}]{{2,5}}[市区县州旗]){{1,2}}(?:[{HAN}]{{1,6}}[乡镇])?(?:[{HAN}]{{1,4}}村)?"
)
_UNIVERSITY_PLACED = re.compile(rf"(?:大学|学院)\([{HAN}]+\)\Z")
_ONE_DIVISION = re.compile(rf"[{HAN}]{{1,5}}[省市区县镇乡州旗]")


def _before_campus(content: str, item: Candidate) -> bool:
    """Whether a campus of the school follows: 城北小学|教育集团东校区."""
    behind = BEHIND_SCHOOL.match(content, item.end)
    return behind is not None and behind["campus"] is not None


def _ends_in_place(content: str, item: Candidate) -> bool:
    """Whether the place where the school lies is its last part: 青禾大学(云州)."""
    opening = content.rfind("(", item.start, item.end) if content[item.end - 1] == ")" else -1
    return opening > item.start and _tells_place(content[opening : item.end])


def _tells_place(bracketed: str) -> bool:
    inner = bracketed[1:-1]
    return inner in words("region") or any(inner[:size] in places() for size in (2, 3, 4))


def _is_lone_campus(content: str, item: Candidate) -> bool:
    """Whether it is the campus of a school whose name ends right before: 城北小学教育集团|东校区."""
    head = head_of(content, item)
    if head is None or head.group() not in words("campus"):
        return False
    before = content[max(0, item.start - _GROUP_REACH) : item.start]
    return before.endswith("教育集团") or _head_in(lexicon(), before + content[item.start], len(before)) is not None


def _has_campus(content: str, item: Candidate) -> bool:
    """Whether a school and its campus make the name: 城北小学|东校区, 城北幼儿园|河西园区."""
    for match in school_heads().finditer(content, item.start, item.end - 1):
        behind = BEHIND_SCHOOL.match(content, match.end())
        if behind is not None and behind.end() == item.end and behind["campus"] is not None:
            return True
    return False


def _ends_in_word(content: str, item: Candidate) -> bool:
    """Whether a longer name without a head ends in a word of the dictionary: 第一|学期, 统招|专科."""
    end = item.end
    long = end - item.start > _SHORT_FORM and head_of(content, item) is None
    return long and content[end - 2 : end] in lexicon().costs


def _is_merit(content: str, item: Candidate) -> bool:
    """Whether it is what a school becomes for its merits: 被评为全国书法教育实验学校."""
    floor = max(0, item.start - _HONOUR_REACH)
    if _MERIT.search(content, floor, item.start) is not None:
        return True
    near = content.find("称号", item.end, item.end + _TITLE_REACH) >= 0
    titled = near and _TITLE_OF_MERIT.match(content, item.end) is not None
    return titled and _MERIT_OF_TITLE.search(content, floor, item.start) is not None


_SHORT_FORM = 2
_MERIT = re.compile(r"(?:评为|被评|荣获|获评|认定为|确定为|授予为|授为|入选)[^。;,\n]*\Z")
_MERIT_OF_TITLE = re.compile(r"获得?[^。;,\n“”]*\Z")
_TITLE_OF_MERIT = re.compile(r"[^。;,\n“”]{0,40}称号")
_TITLE_REACH = 42
_GROUP_REACH = 8


def _ends_short(content: str, item: Candidate) -> bool:
    """Whether it ends in the one syllable to which a head is shortened: 青禾师|大, 云州职|院."""
    return content[item.end - 1] in "大院中小校专幼附"


def _runs_kind(content: str, item: Candidate) -> bool:
    """Whether it begins with a verb or a link, and what follows only describes schools: 成立|实验中学, 筑基|村小."""
    head = head_of(content, item)
    if head is None:
        return False
    stem = head.string[: head.start()]
    first = _first_word(content, item)
    return (
        len(first) < len(stem) and first in lexicon().breaking and _generic(lexicon(), stem[len(first) :], head.group())
    )


def _is_praised(content: str, item: Candidate) -> bool:
    """Whether a word of praise that names no school stands before the head: 县常规管理|优秀|学校."""
    head = head_of(content, item)
    if head is None:
        return False
    return _PRAISE.search(head.string, 0, head.start()) is not None


_PRAISE = LexicalPattern(lambda: any_word("praise_of_school"))


def _is_whole_then_short(content: str, item: Candidate) -> bool:
    """Whether a school in full is followed by what has no head and is no campus, another short form perhaps: 青禾中学|青中."""
    if head_of(content, item) is not None or _has_campus(content, item) or content[item.end - 1] == ")":
        return False
    heads = school_heads().finditer(content, item.start + 1, item.end)
    return any(len(match.group()) > 1 and item.end - match.end() > 1 for match in heads)


_SCHOOL: Tests = (
    ("head", lambda content, item: head_of(content, item) is not None),
    ("generic", is_generic_school),
    ("famous", lambda content, item: content[item.start : item.end] in words("famous_school")),
    ("begins.place", _begins_with_place),
    ("holds.place", _holds_place),
    ("begins.short_division", _begins_with_short_division),
    ("cuts.short_division", lambda content, item: content[item.start - 1 : item.start + 1] in short_divisions()),
    ("begins.breaking", _begins_breaking),
    ("begins.原", lambda content, item: content[item.start] == "原"),
    ("before.breaking", lambda content, item: _ends_at(content, item.start, lexicon().breaking, range(1, 5))),
    ("before.原", lambda content, item: content[item.start - 1 : item.start] == "原"),
    ("before.place", lambda content, item: _ends_at(content, item.start, places(), range(2, 5))),
    ("before.division", lambda content, item: content[item.start - 1 : item.start] in tuple("省市区县镇乡村州")),
    ("after.group", lambda content, item: _starts_at(content, item.end, words("not_after_school"))),
    ("begins.generic", lambda content, item: _starts_at(content, item.start, words("generic_school"))),
    ("begins.number", lambda content, item: content[item.start] in "0123456789一二三四五六七八九十百千万几数两多"),
    ("before.naming", lambda content, item: content[item.start - 1 : item.start] in ("称", "叫", "名", "为", "是")),
    ("before.having", lambda content, item: content[item.start - 1 : item.start] in ("有", "辖", "设")),
    ("before.classifier", lambda content, item: content[item.start - 1 : item.start] in ("所", "个", "家", "批")),
    *(
        (f"head.{head}", lambda content, item, head=head: content.endswith(head, item.start, item.end))
        for head in ("大学", "学院", "学校", "中学", "小学", "幼儿园", "校区", "教学点", "附中")
    ),
    ("described", described),
    ("runs.kind", _runs_kind),
    ("holds.linked_head", _holds_linked_head),
    ("head.long", lambda content, item: (found := head_of(content, item)) is not None and len(found.group()) > 3),
    ("after.count", counted_before),
    ("stem.division", _is_of_division),
    ("begins.office", begins_office),
    ("begins.division", _of_nameless_division),
    ("stem.1", lambda content, item: _stem_size(content, item) == 1),
    ("stem.2", lambda content, item: _stem_size(content, item) == 2),
    ("stem.3", lambda content, item: _stem_size(content, item) == 3),
    ("before.campus", _before_campus),
    ("ends.place", _ends_in_place),
    ("campus.lone", _is_lone_campus),
    ("campus.whole", _has_campus),
    ("ends.word", _ends_in_word),
    ("merit", _is_merit),
    ("ends.short", _ends_short),
    (
        "university",
        lambda content, item: (
            content[item.end - 1] == ")" and _UNIVERSITY_PLACED.search(content, item.start, item.end) is not None
        ),
    ),
    ("chain", _is_of_nested_divisions),
    ("faculty", lambda content, item: is_university_with_faculty(content, item.start, item.end)),
    ("place", _is_place),
    ("praised", _is_praised),
    ("whole.then_short", _is_whole_then_short),
    ("joined", lambda content, item: content[item.end - 1 : item.end + 1] in lexicon().costs),
    ("before.joined", lambda content, item: content[item.start - 1 : item.start + 1] in lexicon().costs),
)


def _surname_kind(content: str, item: Candidate) -> str:
    kinds = surnames()
    text = content[item.start : item.end]
    if len(text) > 2 and text[:2] in kinds:
        return kinds[text[:2]]
    return kinds.get(text[:1], "none")


def _beside_title(content: str, item: Candidate) -> bool:
    return _ends_at(content, item.start, words("title")) or _starts_at(content, item.end, words("title_after"))


def _is_titled(content: str, item: Candidate) -> bool:
    """Whether a title stands beside it, or it holds an office by a rule: 田某|任青禾大学校长."""
    return _beside_title(content, item) or item.source in ("person.office", "person.appointed")


def acts(content: str, item: Candidate) -> bool:
    """Whether a verb follows that only persons do or suffer."""
    return _starts_at(
        content, item.end, _any("personal_act", "leading_verb", "office_verb", "told_of_people", "speech_verb")
    )


def given_is_word(content: str, item: Candidate) -> bool:
    """Whether what follows the surname is a word: 黄|玉米."""
    given = _given(content, item)
    return len(given) > 1 and given in lexicon().costs


def last_is_adverb(content: str, item: Candidate) -> bool:
    """Whether the last character is an adverb of the verb of office behind it: 张某|拟|任."""
    return content[item.end - 1] in words("office_adverb") and _starts_at(
        content, item.end, _any("office_verb", "personal_act")
    )


def _before_division(content: str, item: Candidate) -> bool:
    """Whether 县, 镇 … follows, so that the last characters may be the name of a place: 李明青禾|县第二中学."""
    return _DIVISION.match(content, item.end) is not None


_DIVISION = re.compile(r"[省市区县镇乡村州旗](?![长委政])")


def _has_no_surname(content: str, item: Candidate) -> bool:
    """Whether it is none that Chinese transliterates and begins with no surname."""
    text = content[item.start : item.end]
    return (
        text[:1] not in surnames()
        and text[:2] not in surnames()
        and "·" not in text
        and transliterated_until(content, item.start, item.end) != item.end
    )


def _given(content: str, item: Candidate) -> str:
    text = content[item.start : item.end]
    return text[2:] if text[:2] in surnames() and len(text) > 2 else text[1:]


@cache
def _signs() -> frozenset[str]:
    """Characters that stand for a province or a country: 粤, 美."""
    signs = {short for division in divisions() for short in division.short_names if len(short) == 1}
    return frozenset(signs.union(name[0] for name, kind in regions().items() if kind == "country"))


@cache
def _initials() -> frozenset[str]:
    """Those, first characters of provinces and prefectures, and points of the compass, which stand for places named in a row: 郑洛新, 蒙东."""
    firsts = {name[0] for name, level in bare_divisions().items() if level != "county"}
    return _signs().union(firsts, "东西南北中")


def _is_initials_of_places(content: str, item: Candidate) -> bool:
    """Whether all characters are such, and neither a title nor a verb tells of a person."""
    if item.source == "person.again" or not _initials().issuperset(content[item.start : item.end]):
        return False
    return not _beside_title(content, item) and not acts(content, item)


def is_of_row_of_places(content: str, item: Candidate) -> bool:
    """Whether its characters stand for places, and more such stand beside them: 苏皖鲁|豫, 深化|郑洛|、郑许合作."""
    if not _is_initials_of_places(content, item):
        return False
    size = item.end - item.start
    around = content[item.start - 1 : item.start], content[item.end : item.end + 1]
    if _signs().issuperset(content[item.start : item.end]) and not _signs().isdisjoint(around):
        return True
    before, behind = content[item.start - 1 - size : item.start - 1], content[item.end + 1 : item.end + 1 + size]
    return any(
        mark == "、" and len(other) == size and _initials().issuperset(other)
        for mark, other in zip(around, (before, behind), strict=True)
    )


_AWARDING = ("授予", "追授", "表彰")
_LED = re.compile(rf"的[{HAN}]{{2}}下")
"""What a person does for others: 在张某|的带领下."""
_FAMILY = ("plain", "weak", "compound", "function", "none")
_PERSON: Tests = (
    *((f"surname.{kind}", lambda content, item, kind=kind: _surname_kind(content, item) == kind) for kind in _FAMILY),
    ("usual_given", lambda content, item: has_usual_given(content[item.start : item.end])),
    ("ends.unit", lambda content, item: ends_unit(content[item.start : item.end])),
    ("word", lambda content, item: content[item.start : item.end] in not_names()),
    ("place", _is_place),
    ("before.title", lambda content, item: _ends_at(content, item.start, words("title"))),
    (
        "before.loose_title",
        lambda content, item: _ends_at(content, item.start, words("loose_title")),
    ),
    (
        "before.appointing",
        lambda content, item: _ends_at(content, item.start, _any("appointing_verb", "naming_verb")),
    ),
    ("before.credit", lambda content, item: content[item.start - 1 : item.start] == ":"),
    ("before.breaking", lambda content, item: _ends_at(content, item.start, lexicon().breaking, range(1, 4))),
    ("after.title", lambda content, item: _starts_at(content, item.end, words("title_after"))),
    ("after.speech", lambda content, item: _starts_at(content, item.end, words("speech_verb"))),
    (
        "after.act",
        lambda content, item: _starts_at(
            content,
            item.end,
            _any("personal_act", "leading_verb", "office_verb", "told_of_people"),
        ),
    ),
    ("before.award", lambda content, item: content.endswith(_AWARDING, max(0, item.start - 2), item.start)),
    ("after.lead", lambda content, item: _LED.match(content, item.end) is not None),
    ("after.breaking", lambda content, item: _starts_at(content, item.end, lexicon().breaking, range(1, 4))),
    ("given.usual", lambda content, item: content[item.end - 1] in words("given_name")),
    (
        "last.follows",
        lambda content, item: (
            content[item.end - 1] in words("follows_a_person") or content[item.end - 1] in lexicon().linking
        ),
    ),
    ("last.breaking", lambda content, item: content[item.end - 1] in lexicon().breaking),
    (
        "ends.title",
        lambda content, item: _ends_at(
            content, item.end, _any("title", "title_after"), range(1, item.end - item.start)
        ),
    ),
    ("after.follows", lambda content, item: content[item.end : item.end + 1] in words("follows_a_person")),
    ("before.role", lambda content, item: content[item.start - 1 : item.start] in tuple("员师手者匠人民户工士友医生")),
    ("joined", lambda content, item: content[item.end - 1 : item.end + 1] in lexicon().costs),
    ("dot", lambda content, item: "·" in content[item.start : item.end]),
    ("masked", lambda content, item: content[item.end - 1] in "某×*X"),
    ("last.land", lambda content, item: content[item.end - 1] in LAND),
    ("last.land.no_title", lambda content, item: content[item.end - 1] in LAND and not _is_titled(content, item)),
    ("before.division", _before_division),
    ("given.word", given_is_word),
    ("given.place", lambda content, item: _given(content, item) in places()),
    ("dictionary", lambda content, item: content[item.start : item.end] in lexicon().costs),
    (
        "syllables",
        lambda content, item: (
            item.end - item.start > 2 and transliterated_until(content, item.start, item.end) == item.end
        ),
    ),
    ("stranger", _has_no_surname),
    ("begins.breaking", _begins_breaking),
    ("initials", _is_initials_of_places),
    ("no_name", lambda content, item: name_cost(content[item.start : item.end]) == float("inf")),
    ("dear", lambda content, item: min(name_cost(content[item.start : item.end]), 40.0) > 27.0),
)


RUNNER = re.compile(r"[省市区县州旗镇乡](?:委(?!托)|政府)|(?:我们?|本|该|全)[省市区县州旗镇乡校国](?!级|园)")
"""Who runs a program or where, before its name."""
_RUNNER_REACH = 4
_RUNNER_ENDS = tuple("委府省市区县州旗镇乡校国")


def _behind_runner(content: str, item: Candidate) -> bool:
    """Whether who runs it stands right before: 我县|学前三年行动计划."""
    if content[item.start - 1 : item.start] not in _RUNNER_ENDS:
        return False
    return any(
        match.end() == item.start for match in RUNNER.finditer(content, max(0, item.start - _RUNNER_REACH), item.start)
    )


def _is_numbered(content: str, item: Candidate) -> bool:
    """Whether it begins with an ordinal and has a head: 首轮“双高计划”, but not 第三届“一带一路”|论坛."""
    if not begins_with_ordinal(content, item.start):
        return False
    inner = Candidate(item.label, item.start, item.end - (content[item.end - 1] == "”"), item.source)
    return _program_head_at(content, inner)


def _program_head_at(content: str, item: Candidate) -> bool:
    return _ends_at(content, item.end, _any("program_head", "quoted_program_head"), range(2, 5))


def _ends_in_known_program(content: str, item: Candidate) -> bool:
    """Whether the end of it is a program known nationwide: 国家级|国培计划."""
    return _ends_at(content, item.end, words("known_program"), range(2, item.end - item.start))


def _before_ending(content: str, item: Candidate) -> int:
    """Where what stands before a name ends, without the ending of a verb: 实施|了."""
    return item.start - (content[item.start - 1 : item.start] in ("了", "过"))


def _is_honour(content: str, item: Candidate) -> bool:
    """Whether it is what somebody is called for his merits: 被评为“书香校园”、“平安校园”, 荣获“先锋学校”称号."""
    if _HONOUR_AFTER.match(content, item.end) is not None:
        return True
    return _HONOUR_BEFORE.search(content, max(0, item.start - _HONOUR_REACH), item.start) is not None


_HONOUR_REACH = 120
_HONOUR_AFTER = re.compile(rf"(?:[、和与及]?[{HAN}]{{0,6}} ?“[^“”\n]{{1,30}}”){{0,6}}等?(?:荣誉)?称号")
_HONOUR_BEFORE = re.compile(r"(?:评为|荣获|授予|获评|授为)[^。;,\n]*\Z")
_SUM = re.compile(rf"[一二三四五六七八九十两0-9]+(?:[项大个类]|大?重点)[{HAN}]{{0,4}}")


def _sums_up(content: str, item: Candidate) -> bool:
    """Whether a number with its classifier and what it counts is all of it: 十大行动计划."""
    text = content[item.start : item.end].strip("“”")
    return _SUM.fullmatch(text) is not None


_PROGRAM: Tests = (
    ("head", _program_head_at),
    ("head.sure", lambda content, item: _ends_at(content, item.end, words("sure_program_head"), range(2, 8))),
    (
        "head.inside_quotes",
        lambda content, item: (
            content[item.end - 1] == "”" and _ends_at(content, item.end - 1, words("quoted_program_head"), range(2, 5))
        ),
    ),
    ("after.head", lambda content, item: _starts_at(content, item.end, words("program_head"), range(2, 5))),
    (
        "known",
        lambda content, item: (
            content[item.start : item.end].replace("“", "").replace("”", "") in words("known_program")
        ),
    ),
    ("holds.known", _ends_in_known_program),
    ("not_a_program", lambda content, item: content[item.start : item.end].strip("“”") in words("not_a_program")),
    ("before.running", lambda content, item: _ends_at(content, _before_ending(content, item), words("running_verb"))),
    ("before.running_quotes", lambda content, item: _ends_at(content, item.start, words("running_verb_of_quotes"))),
    ("before.theme", lambda content, item: _ends_at(content, item.start, words("theme_verb"))),
    (
        "not_ending",
        lambda content, item: _ends_at(
            content, item.end - (content[item.end - 1] == "”"), words("not_program_ending"), range(1, 6)
        ),
    ),
    ("begins.place", _begins_with_place),
    ("begins.breaking", lambda content, item: _begins_breaking(content, item) and not _is_numbered(content, item)),
    ("behind.ordinal", lambda content, item: with_ordinal(content, item.start) < item.start),
    ("behind.runner", _behind_runner),
    ("honour", _is_honour),
    ("sum", _sums_up),
    (
        "plain_work",
        lambda content, item: any(content[item.start : item.end - size] in words("plain_work") for size in (2, 3, 4)),
    ),
)


def _before_department(content: str, item: Candidate) -> bool:
    """Whether the name of a part of the body goes on: 教育部|基础教育司."""
    return _NEXT_DEPARTMENT.match(content, item.end) is not None


_NEXT_DEPARTMENT = LexicalPattern(lambda: rf"[{HAN}]{{2,12}}?(?:{any_word('department_ending')})")
_ORG: Tests = (
    ("head", lambda content, item: _ends_at(content, item.end, words("body_ending"))),
    ("national", lambda content, item: content[item.start : item.end] in words("national_body")),
    ("department", lambda content, item: _ends_at(content, item.end, words("department_ending"))),
    ("begins.national", lambda content, item: _starts_at(content, item.start, words("national_body"), range(2, 12))),
    ("begins.division", _of_nameless_division),
    ("before.department", _before_department),
    ("begins.place", _begins_with_place),
    ("begins.breaking", _begins_breaking),
    ("school_head", lambda content, item: head_of(content, item) is not None),
)
_PLACE: Tests = (
    ("place", _is_place),
    ("division_end", lambda content, item: content[item.end - 1] in "省市区县镇乡村州盟旗"),
    ("begins.place", _begins_with_place),
    ("begins.breaking", _begins_breaking),
    ("after.head", lambda content, item: _starts_at(content, item.end, words("body_ending"))),
)

TESTS: Mapping[MentionLabel, Tests] = {
    "SCHOOL": _SCHOOL,
    "PERSON": _PERSON,
    "PROGRAM": _PROGRAM,
    "ORG": _ORG,
    "PLACE": _PLACE,
}
"""By label: the name of each test, and the test."""
