"""Candidates that the grammar of the language rules out, whatever the model says of them.

The rules look for names where the grammar is known: behind a verb of having or a number stand schools, not a school; a cell under another header is
no person; a division that is named after peoples is one word. What a rule itself proposes is not asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from pipeline.language.han import HAN
from pipeline.language.in_force import lexicon, words
from pipeline.language.spans import Span
from pipeline.ner.autonomous import autonomous_divisions
from pipeline.ner.candidates import OWN_SOURCES, Candidate
from pipeline.ner.columns import cells
from pipeline.ner.inner_heads import after_other_university, ends_in_section, holds_renaming, is_faculty
from pipeline.ner.lexicon import not_names, surnames
from pipeline.ner.members import members
from pipeline.ner.organisations import is_any
from pipeline.ner.personal import LAND, ends_unit, is_office_of_word, name_cost
from pipeline.ner.personal import begins_office as in_office
from pipeline.ner.schools import is_of_place, of_studio, school_heads
from pipeline.ner.traits import (
    RUNNER,
    acts,
    begins_office,
    counted_before,
    described,
    given_is_word,
    has_verb,
    head_of,
    is_generic_school,
    is_of_row_of_places,
    last_is_adverb,
)
from pipeline.records import MentionLabel

_LIST = frozenset("、和与及")


def admitted(content: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that the grammar does not rule out."""
    if not candidates:
        return []
    taken = _Taken.of(content, candidates)
    return [
        item
        for item in candidates
        if not any(test(content, item) for test in _NEVER.get(item.label, ()))
        and (
            item.source not in OWN_SOURCES
            or not (
                taken.holds(item)
                or _tears_brackets(content, item)
                or any(test(content, item) for test in _TESTS.get(item.label, ()))
            )
        )
    ]


@dataclass(frozen=True, slots=True)
class _Taken:
    """What of a text the grammar has settled.

    Attributes:
        divisions: the places inside divisions that are named after peoples.
        listed: the members of lists, in text order, apart.
        members: the places inside those that a rule takes for persons.
        cells: of tables, in columns that do not hold persons.
    """

    divisions: frozenset[int]
    listed: Sequence[Span]
    members: frozenset[int]
    cells: frozenset[Span]

    @classmethod
    def of(cls, content: str, candidates: Iterable[Candidate]) -> _Taken:
        persons = {
            (item.start, item.end) for item in candidates if item.label == "PERSON" and item.source not in OWN_SOURCES
        }
        listed = members(content)
        return cls(
            _inside(autonomous_divisions(content)),
            listed,
            _inside(persons.intersection(listed)),
            frozenset(span for span, kind in cells(content).items() if kind != "persons"),
        )

    def holds(self, item: Candidate) -> bool:
        """Whether the candidate cuts a division or a member, or is a person in a column of others.

        That a name is known elsewhere does not make it one where it is half of a member: 清水河|小学, 、|清水河|教学。
        """
        edges = {item.start, item.end}
        if not self.divisions.isdisjoint(edges):
            return True
        if item.label == "SCHOOL" and item.source == "memory":
            return any(_holds(self.listed, place) for place in edges)
        return item.label == "PERSON" and ((item.start, item.end) in self.cells or not self.members.isdisjoint(edges))


def _inside(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(at for start, end in spans for at in range(start + 1, end))


def _tears_brackets(content: str, item: Candidate) -> bool:
    """Whether a bracket inside has its other half outside: 1)|书香工程, 云州)附属中学."""
    text = content[item.start : item.end]
    return text.count("(") != text.count(")")


def _holds(spans: Sequence[Span], place: int) -> bool:
    """Whether a place lies inside one of the spans, which are in text order and apart."""
    at = bisect_left(spans, place, key=itemgetter(0)) - 1
    return at >= 0 and place < spans[at][1]


def _is_no_school(content: str, item: Candidate) -> bool:
    """Whether a SCHOOL, whoever proposes it, is a plenary session, all of a kind, a branch of a court, a town, or half of a number.

    二中、|三中|、四中全会, 部属|各高等学校, 高级人民法院云州分院, 云州大学城, 18600000|596中.
    """
    text = content[item.start : item.end]
    if _NONE_NAMES.search(text) is not None:
        return True
    number = content[max(0, item.start - 1) : item.start + 1]
    return (len(number) > 1 and number.isdigit()) or _PLENARY.match(content, item.start) is not None


_NONE_NAMES = re.compile("各(?!族)|法院|大学城\\Z")
"""What no name of a school holds: all of a kind (but 云岭各族自治县), a court, a town."""
_PLENARY = re.compile(r"[一二三四五六七八九]中(?:[、和][一二三四五六七八九]中)*全会")


def _only_describes(content: str, item: Candidate) -> bool:
    """Whether a SCHOOL describes schools that a place has or that are counted, or begins with a verb of office: 任|城北小学."""
    if described(content, item) or has_verb(content, item) or begins_office(content, item):
        return True
    if _NAMING.match(content, max(0, item.start - 1)) is not None:
        return True
    text = content[item.start : item.end]
    # 30中学, 12特校 count schools; 青禾30中 and 101中学 are for the rules to tell.
    if text[0] in _BOUND or text[0].isdigit() or "同志" in text or "、" in text:
        return True
    return _are_of_place_or_kind(content, item)


def _are_of_place_or_kind(content: str, item: Candidate) -> bool:
    """Whether a SCHOOL is all schools of a region, or what is had or counted and has no name: 中西部地区初中, 近百所|中学."""
    counted, head = counted_before(content, item), head_of(content, item)
    if head is not None and head.string.endswith("地区", 0, head.start()):
        return True
    if counted and head is not None and is_of_place(head.string[: head.start()], head.group()):
        return True
    had = content[item.start - 1 : item.start] in ("有", "辖", "设", "办")
    return (had or counted) and is_generic_school(content, item)


_BOUND = frozenset("们的了着·")
"""What ends a word, a phrase or part of a name: 家长们|欢聚学校报告厅."""
_NAMING = re.compile(r"[称叫名改定建变][为作做成]")
"""A verb of naming that the candidate would cut: 称|作临川师范学院."""


def _goes_on(content: str, item: Candidate) -> bool:
    """Whether a SCHOOL is a faculty, two universities or of a studio, ends in a section, holds a renaming, or ends in a mask or a word of place behind it."""
    if is_faculty(content, item.start, item.end) or ends_in_section(content, item.start, item.end):
        return True
    if after_other_university(content, item.start, item.end) > item.start:
        return True
    if content[item.end : item.end + 1] in _SECOND and _cuts_head(content, item):
        return True
    if holds_renaming(content, item.start, item.end) or of_studio(content, item.end):
        return True
    return content[item.end - 1] in "*×内外" and _BEHIND.search(content, item.start, item.end) is not None


def _cuts_head(content: str, item: Candidate) -> bool:
    """Whether the end of it is half a head: 邮电大|学."""
    longer = school_heads().match(content, item.end - 1)
    return longer is not None and longer.end() > item.end


_SECOND = frozenset("学校院园")
"""Last characters of heads."""

_BEHIND = re.compile(r"(?:学|校|小|园|院)[*×]+\Z|[省市区县州镇乡][内外]\Z")
"""The mask of a number or a word of place behind a name: 青禾完小|**所, 青禾县|外."""


def _is_body(content: str, item: Candidate) -> bool:
    """Whether a SCHOOL without a head ends like a division, a body or a subject, outside lists that share a head."""
    unit = content[item.end - 1] in "省市区县镇乡村州旗学" or ends_unit(content[item.start : item.end])
    if head_of(content, item) is not None or not unit:
        return False
    return _LIST.isdisjoint(content[max(0, item.start - 1) : item.start] + content[item.end : item.end + 1])


def _is_phrase(content: str, item: Candidate) -> bool:
    """Whether a PERSON is 之 behind a surname of two characters that is a word, or half of an office: 东方|之星, 文明|办."""
    text = content[item.start : item.end]
    return is_office_of_word(content[item.start : item.end + 1]) or (
        text[2:3] == "之" and text[:2] in surnames() and text[:2] in lexicon().costs
    )


def _is_word_of_table(content: str, item: Candidate) -> bool:
    """Whether a PERSON opens a cell and is or begins with a word that is no name: 高粱|米, 方志|街道."""
    opens = content[item.start - 1 : item.start] in ("", "\n", "\t", "|") and _CELL_ENDS.match(content, item.end)
    return bool(opens) and content[item.start : item.start + 2] in not_names()


_CELL_ENDS = re.compile(rf"[{HAN}]{{0,6}}[ ]?[\t|]")


def _is_division(content: str, item: Candidate) -> bool:
    """Whether neither a rule nor the model takes it for a person, and it ends like a division: 前身是|罗秀镇."""
    return (
        item.source == "words" and item.end - item.start > len("李镇") and content[item.end - 1] in "省市区县镇乡村州旗"
    )


def _ends_behind_name(content: str, item: Candidate) -> bool:
    """Whether a PERSON ends in 等, in a verb of office or in an adverb of the verb behind: 张某|等, 张某|兼校长, 张某|拟|任."""
    return content[item.end - 1] == "等" or last_is_adverb(content, item) or in_office(content, item.end - 1)


def _holds_mark(content: str, item: Candidate) -> bool:
    """Whether a PERSON holds a mark that no name holds, or ends in a blank: 监董(, 刘 |迎."""
    return content[item.end - 1] == " " or _MARK.search(content, item.start, item.end) is not None


_MARK = re.compile(rf"[^{HAN}A-Za-z*×○〇□·.\s]")


def _no_subject(content: str, item: Candidate) -> bool:
    """Whether a PERSON that acts is a place, a body or a word, and no name: 双江|获得一等奖."""
    if acts(content, Candidate("PERSON", item.start, item.end + 1, "")) and ends_unit(
        content[item.start : item.end + 1]
    ):
        return True
    if not acts(content, item):
        return False
    text = content[item.start : item.end]
    if text[-1] in LAND or ends_unit(text) or text in lexicon().costs or given_is_word(content, item):
        return True
    return "·" not in text and name_cost(text) == float("inf")


def _in_list_of_things(content: str, item: Candidate) -> bool:
    """Whether no rule takes it for a name, and the list is of things: 金钢石、蓝宝石|等|材料. What the model takes for one is
    told from people by a noun alone.
    """
    if item.source not in ("words", "model"):
        return False
    listed = _REST_OF_LIST.match(content, item.end)
    if listed is None:
        return False
    known, verbs, people = lexicon().costs, lexicon().verbs, words("sums_up_people")
    behind = next((word for size in (3, 2) if (word := content[listed.end() : listed.end() + size]) in known), "")
    is_noun = item.source == "words" or (behind != "" and lexicon().entries[behind].part_of_speech == "n")
    return is_noun and behind != "" and behind not in verbs and behind not in people


def _is_thing_in_cell(content: str, item: Candidate) -> bool:
    """Whether no rule takes it for a name, and it is a cell of a row that ends in a word: 黄|大豆. Rows of people are found by a rule."""
    if item.source not in ("words", "model") or not given_is_word(content, item):
        return False
    before, behind = content[max(0, item.start - 1) : item.start], content[item.end : item.end + 1]
    return before in "\n\t" and behind in "\n\t" and "\t" in (before, behind)


_REST_OF_LIST = re.compile(rf"(?:[、和与及][{HAN}·]{{2,8}}?){{0,8}}等")


def _is_run_inside(content: str, item: Candidate) -> bool:
    """Whether a PROGRAM begins with the body that runs it, or with an adverb and a verb of running: 县委|行动计划, 基本完成|工程."""
    text = content[item.start : item.end].lstrip("和与及")
    if RUNNER.match(text) is not None:
        return True
    first = lexicon().entries.get(text[:2])
    is_adverb = first is not None and first.part_of_speech in _ADVERBS
    return is_adverb and text[2:4] in words("running_verb") | words("running_verb_of_clause")


_ADVERBS = frozenset(("d", "ad", "n", "v", "vd"))


def _is_chain(content: str, item: Candidate) -> bool:
    """Whether a PROGRAM is quotes behind quotes and no head: “A”“B”."""
    return content[item.end - 1] == "”" and content.find("”“", item.start, item.end) >= 0


def _is_pointed_at(content: str, item: Candidate) -> bool:
    """Whether a PROGRAM begins with a word that points at one or counts all: 本|研究计划, 各|试点项目; 本科 is no such word."""
    text = content[item.start : item.end]
    return text[0] in _POINTING and text[:2] not in lexicon().costs


def _is_any_body(content: str, item: Candidate) -> bool:
    """Whether an ORG stands for all of its kind: 各|市政府."""
    return is_any(content, item.start)


def _holds_deed(content: str, item: Candidate) -> bool:
    """Whether an ORG is a place or a body, what it does, and what comes of it, or ends in a link: 青禾|打造|数据中心, 青禾银行|为."""
    if content[item.end - 1] in "为与及和":
        return True
    return _DEED.search(content, item.start + 2, item.end - 2) is not None


_DEED = re.compile("打造|争创|创建|成立|设立|组建|实施")


def _is_cut_from_kind(content: str, item: Candidate) -> bool:
    """Whether an ORG, whoever proposes it, is half of all that work on something: 生态环境部|门, but 教育部|门户网站."""
    return content[item.end - 1 : item.end + 1] == "部门" and not content.startswith("户", item.end + 1)


_POINTING = frozenset("本该此各每")

_TESTS: Mapping[MentionLabel, Sequence[Callable[[str, Candidate], bool]]] = {
    "SCHOOL": (_only_describes, _goes_on, _is_body),
    "PERSON": (
        _holds_mark,
        _is_phrase,
        _is_word_of_table,
        _is_division,
        _ends_behind_name,
        _no_subject,
        _in_list_of_things,
        _is_thing_in_cell,
        is_of_row_of_places,
    ),
    "PROGRAM": (_is_pointed_at, _is_run_inside, _is_chain),
    "ORG": (_is_any_body, _holds_deed),
}
_NEVER: Mapping[MentionLabel, Sequence[Callable[[str, Candidate], bool]]] = {
    "SCHOOL": (_is_no_school,),
    "ORG": (_is_cut_from_kind,),
}
"""What rules out what a rule proposes too."""
