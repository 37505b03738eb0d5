"""The place, school or group that a quantity holds for.

It is the topic at the head of the clause of the quantity (海口经济圈…,经济总量年均增长5.8%), else of the sentence; where
neither has one, a place or school that the clause names with 在 or right before the quantity (在大湾区设立超500亿元区域基金). A comparison or
a rank (居全国第五位, 高于全省) is none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from pipeline.claims.arguments import BEST, Decide
from pipeline.claims.options import Listed
from pipeline.claims.owners import Clause, owners, read_clause
from pipeline.claims.parentheses import opened
from pipeline.claims.places import Name, names_in, places
from pipeline.claims.predicates import doer_end
from pipeline.claims.quantities import REACH
from pipeline.claims.scope_names import GROUP, MODIFIERS, unlisted_end
from pipeline.claims.word_edges import is_in_word
from pipeline.claims.words import ACTS, tagged
from pipeline.language.analysis import Analysis
from pipeline.language.dates import DATE_BEGINS, date_end
from pipeline.language.divisions import leading
from pipeline.language.han import HAN, ONE_HAN
from pipeline.patterns import when_used
from pipeline.records import Mention, Quantity, Sentence

_HEADLINE = when_used(r"【[^】\n]{1,10}】\s*")
_PART = when_used(r"其中|仅|而")
_HEAD_WORD = when_used(r"预计|力争|计划|同时|此外|另外|年内|目前|全年|暑期")
_DIVISION = 24
"""Characters that a division and those above it take."""
_HEADS = frozenset("其仅而预力计同此另年目全暑至到自从") | DATE_BEGINS
"""What such words and dates begin with, digits left out."""
_SINCE = when_used(r"以来|前|起")
_HEAD_WORDS = 3
"""Words and dates before the topic of a clause, at most."""
# What goes on behind the name of a place: 三亚|经济圈, 广东|自贸试验区, 陵水|黎安国际教育创新试验区.
_IN_NAME = rf"(?:(?!全|成为)[{HAN}])"
_REGION = when_used(
    rf"(?:{_IN_NAME}{{0,12}}?(?:经济圈|示范区|试验区|先行区|合作区|开发区|高新区|综保区|新区|城市群|大湾区|地区|园区|片区|机场|改革试点)"
    rf"|{_IN_NAME}{{0,4}}?[省市县区州镇乡](?![{HAN}]{{0,2}}[域级内属委政]))?"
)
_LISTED = when_used(r"[、和]|与(?!\d)|[^,;。]{0,20}等|[^,;。]{0,30}分别")
"""Behind a name that is one of several."""
_WHOLE = when_used(r"全[国省市州盟区县旗镇乡校]|全系统")
_DIGIT = when_used(r"\d")
_AT = when_used(r"[在于]$")
_ADJOINS = when_used(r"(?:连续|共[^,;。、\d]{0,3}|各|均|累计|已|现有|拥有|发生|的|有|约|近|达){0,3}")
_OF_WHICH = when_used(
    r"(?:在(?:上述|以上)?|[^,;。:!?\n\d]{0,12}\d[\d.]*[万亿]?[个家名所座条项户人件])?(?![其这例])(?P<whole>[^,;。:!?\n\d]{2,60}?)(?<![初高职完其一二三四五六七八九十])(?:之|当)?中,"
)
_PARTS = when_used(r"(?:之|当)?中,")
"""Behind that of which the next clauses tell of some."""
_SHARE = when_used(r"[^,;。:!?\n中]*?(?:比例|占比|比重|率|占)[^,;。:!?\n]*?\d")
"""A clause that tells of a share, and not of what (供餐成本中|人工费占31%)."""
_LAST = 8
"""Characters in which the last word of a topic is read."""
_NEXT = 6
"""Characters behind a topic in which the next word is read."""
_DIVISIONS = frozenset("省市县州盟旗镇乡")
_IN_NAMES = ("n", "unknown", "a", "m", "x", "(", "、", "等")
"""Classes of words behind a name that make it the attribute of another, and at the head of a clause that give it a topic of its own."""
_COURSES = ("过程", "进程", "历程", "热潮", "时期", "阶段", "年", "赛", "会", "活动")
"""What lasts or takes place: what happens in it is none of it."""
_CLAUSES = 5
"""Clauses in which the owner of a figure is looked for."""
_WAY = when_used(r"[赴到往去自由从与向比较同对]$")


def _topic_start(content: str, start: int) -> tuple[int, bool]:
    """Where the topic of the clause at `start` may begin, behind dates and such words as 预计; whether 其中 was one of them."""
    headline = _HEADLINE.match(content, start) if content.startswith("【", start) else None
    at, is_part = headline.end() if headline else start, False
    for _ in range(_HEAD_WORDS):
        first = content[at : at + 1]
        if first not in _HEADS and not first.isdecimal():
            break
        part = _PART.match(content, at)
        word = part or _HEAD_WORD.match(content, at)
        end = word.end() if word else _time_end(content, at)
        if end is None:
            break
        is_part = is_part or part is not None
        at = end + content.startswith(",", end)
    return at, is_part


def _time_end(content: str, start: int) -> int | None:
    """End of the date at `start`, with 到 before it and 前 or 起 behind."""
    end = date_end(content, start + content.startswith(("至", "到", "自", "从"), start))
    since = _SINCE.match(content, end) if end is not None else None
    return since.end() if since else end


def _is_acted_on(content: str, start: int, end: int) -> bool:
    """Whether a verb begins what ends like the name of a group, so that it is a verb and its object: 推广|…自贸试验区."""
    first = tagged(content, start, min(end, start + _NEXT))[0]
    return first.tag[0] in "vd" and first.tag not in ACTS and len(first.text) > 1 and first.end < end


def _whole(content: str, start: int) -> tuple[int, int] | None:
    """Where that begins and ends of which a clause says that the next tell of some: 重点湖库|中,优良断面占75%; None where it is another clause."""
    topic = _OF_WHICH.match(content, start)
    if topic is None:
        return None
    begin, end = topic.span("whole")
    last = tagged(content, max(begin, end - _LAST), end)[-1]
    is_thing = last.tag.startswith(("n", "unknown", "x", ")")) and not last.text.endswith(_COURSES)
    return (begin, end) if is_thing else None


class Scopes:
    """The topics at the heads of the clauses of a document, and the places that its clauses name."""

    def __init__(
        self,
        analysis: Analysis,
        content: str,
        mentions: Sequence[Mention],
        counted: Mapping[int, tuple[int, int]],
        decide: Decide = BEST,
        on_owner: Decide = BEST,
    ) -> None:
        self._decide, self._on_owner, self._counted = decide, on_owner, counted
        self._counted_names = {analysis.text[start:end] for start, end in counted.values()}
        self._text, self._content, self._clauses = analysis.text, content, analysis.clauses
        self._names = {mention.start: mention for mention in mentions if mention.label in ("PLACE", "SCHOOL")}
        self._places = sorted(self._names.values(), key=lambda mention: mention.start)
        self._starts = [place.start for place in self._places]
        # by clause: the nearest topic, the nearest of all (全市), the nearest of which parts are told
        self._lent_to: dict[int, tuple[str, str, str]] = {}
        self._named: dict[int, Sequence[Name]] = {}  # by sentence
        self._topics: dict[int, tuple[int, int, bool]] = {}
        self._read: dict[int, Clause] = {}

    def of(self, sentence: Sentence, quantity: Quantity, subject: str) -> str:
        """What a quantity with its subject holds for; empty when the text does not name it."""
        told = self._by_rules(sentence, quantity)
        if told:
            return told
        names = self._names_in(sentence)
        found = places(self._content, names, quantity) if names else ()
        best = self._decide.choose(quantity, Listed(found)) if len(found) > 1 else None
        if best is not None and best.text:
            return best.text
        owned = owners(self._content, self._read_before(sentence, quantity), quantity, subject)
        best = self._on_owner.choose(quantity, Listed(owned)) if owned else None
        return "" if best is None else best.text

    def _read_before(self, sentence: Sentence, quantity: Quantity) -> Sequence[Clause]:
        """The clauses of a sentence up to a quantity, its own first, as far as its owner may stand before it."""
        read: list[Clause] = []
        end, start = quantity.start, self._clauses.start(quantity.start, sentence.start)
        while len(read) < _CLAUSES:
            if start not in self._read:
                self._read[start] = read_clause(self._content, start, end)
            read.append(self._read[start])
            if start <= sentence.start:
                break
            end, start = start - 1, self._clauses.start(start - 1, sentence.start)
        return read

    def _names_in(self, sentence: Sentence) -> Sequence[Name]:
        """The names of a sentence that may be scopes."""
        if sentence.start not in self._named:
            first, last = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
            self._named[sentence.start] = names_in(
                self._content, sentence.start, sentence.end, self._places[first:last]
            )
        return self._named[sentence.start]

    def _by_rules(self, sentence: Sentence, quantity: Quantity) -> str:
        clause = self._clauses.start(quantity.start, max(sentence.start, quantity.start - REACH))
        member = self._content.rfind("、", clause, quantity.start) + 1
        scope = self._topic_of(member, quantity) if self._has_own_place(member, clause) else ""
        scope = scope or self._topic_of(clause, quantity) or self._lent(sentence, clause)
        if scope in self._counted_names and self._counts_noun(quantity):
            scope = ""  # what counts other things is not told of those
        return scope or self._named_in(clause, quantity)

    def _counts_noun(self, quantity: Quantity) -> bool:
        """Whether a quantity stands before the noun that it counts."""
        return quantity.dimension == "count" and ONE_HAN.match(self._content, quantity.end) is not None

    def _lent(self, sentence: Sentence, clause: int) -> str:
        """The topic that the nearest clause before `clause` in its sentence lends to it."""
        pending = []
        while clause not in self._lent_to and clause > sentence.start:
            pending.append(clause)
            clause = self._clauses.start(clause - 1, sentence.start)
        nearest, whole, divided = self._lent_to.setdefault(clause, ("", "", ""))
        for later in reversed(pending):
            first, last, is_part = self._topic(clause)
            is_aside = opened(self._content, clause, later) < 0
            if first < last and not is_aside and not is_part and self._content[first:last] not in MODIFIERS:
                nearest = self._text[first:last] if self._goes_on(clause, later) else ""
                whole = nearest if _WHOLE.fullmatch(nearest) else whole
                divided = nearest if _PARTS.match(self._content, last) else ""
            if self._content[later - 1] == ";":
                divided = divided if _SHARE.match(self._content, later) else ""
                nearest = (
                    divided or whole
                )  # a semicolon ends what is told of one place, not what is told of all, nor of its shares
            self._lent_to[later] = nearest, whole, divided
            clause = later
        return nearest

    def _goes_on(self, clause: int, later: int) -> bool:
        """Whether the topic of a clause may be that of the next: a division, or what its own clause tells of (先导区|建成…), not what only
        begins a longer name there (青岛|海洋实验室获批); and behind a figure, where the next clause has no noun of its own at its head."""
        first, last, _ = self._topic(clause)
        content = self._content
        name = self._names.get(first)
        is_named = name is not None and (name.label == "SCHOOL" or (name.end == last and content[last - 1] == "区"))
        if is_named or content[last - 1] in _DIVISIONS or content[first] == "全" or clause in self._counted:
            return True
        words = tagged(content, last, min(later - 1, last + _NEXT))
        if words and words[0].tag.startswith(_IN_NAMES):
            return False
        if _DIGIT.search(content, last, later) is None:
            return True
        start, _ = _topic_start(content, later)
        words = tagged(content, start, start + _NEXT)
        return not (words and words[0].tag.startswith(_IN_NAMES))

    def _has_own_place(self, member: int, clause: int) -> bool:
        """Whether a member of a list names its own place (示范区47项经验、深圳综合改革试点48项经验), not one of two (广东、海南两省)."""
        if member not in self._names and unlisted_end(self._content, member) is None:
            return False
        if _DIGIT.search(self._content, clause, member) is None:
            return False
        before = bisect_left(self._starts, member) - 1
        return before < 0 or self._places[before].end != member - 1

    def _topic_of(self, start: int, quantity: Quantity) -> str:
        """The topic at `start`, the head of the clause of a quantity or of its member in a list."""
        first, last, _ = self._topic(start)
        if not first < last <= quantity.start:
            return ""
        if self._content[first:last] in MODIFIERS and self._content.find("、", last, quantity.start) >= 0:
            return ""
        return self._text[first:last]

    def _topic(self, start: int) -> tuple[int, int, bool]:
        """Where the topic of a clause begins and ends, two equal offsets when it has none; whether it is that of a part (其中)."""
        if start not in self._topics:
            content = self._content
            at, is_part = _topic_start(content, start)
            last = at
            if start in self._counted:
                at, last = self._counted[start]
            elif (group := GROUP.match(content, at)) and not _is_acted_on(content, at, group.end()):
                last = group.end()
            elif (name := self._names.get(at)) is not None:
                last = self._end_of(name)
                while content[last : last + 1] == "、" and (member := self._names.get(last + 1)) is not None:
                    if member.label != name.label:
                        break  # members are alike: in 城北小学、青禾县… the place begins the name of another school
                    last = self._end_of(member)
                last = at if _LISTED.match(content, last) else last
            elif (whole := _whole(content, at)) is not None:
                at, last = whole
            elif (place := self._place_end(at)) is not None and not _LISTED.match(content, place):
                last = place
            elif (doer := doer_end(content, at, at + _DIVISION)) is not None:
                last = doer
            self._topics[start] = at, last, is_part
        return self._topics[start]

    def _place_end(self, start: int) -> int | None:
        """End of a place that is no mention: one that nothing lists, or a region named after a division (三亚|中央商务试验区)."""
        division = leading(self._content[start : start + _DIVISION])
        region = _REGION.match(self._content, start + division[1]) if division else None
        if region:
            return region.end()
        end = unlisted_end(self._content, start)
        if end is None or is_in_word(self._content, end):
            return None  # 学校地处市|中心
        return None if _is_acted_on(self._content, start, end) else end

    def _end_of(self, name: Mention) -> int:
        """End of a name with the names inside it (惠州|博罗) and, of a place, with what makes a region of it."""
        last = name.end
        while (inner := self._names.get(last)) is not None:
            last = inner.end
        region = _REGION.match(self._content, last) if name.label == "PLACE" else None
        return region.end() if region else last

    def _named_in(self, clause: int, quantity: Quantity) -> str:
        """The last place that the clause names with 在 or right before the quantity."""
        first = bisect_left(self._starts, clause)
        last = bisect_right(self._starts, quantity.start)
        for index in range(last - 1, first - 1, -1):
            place = self._places[index]
            if place.end > quantity.start or _WAY.search(self._content, clause, place.start):
                continue
            if _AT.search(self._content, clause, place.start) and self._content[place.end] not in "、等":
                return place.text
            if _ADJOINS.fullmatch(self._content, place.end, quantity.start):
                return self._list_that_ends(index, quantity)
        return ""

    def _list_that_ends(self, index: int, quantity: Quantity) -> str:
        """The list that a place ends (山西、安徽省); empty when the quantity counts its members (昌吉、石河子2个高新区)."""
        first, members = index, 1
        while first and (gap := self._content[self._places[first - 1].end : self._places[first].start]) in ("", "、"):
            first -= 1
            members += gap == "、"
        if members > 1 and quantity.value == members:
            return ""
        return self._text[self._places[first].start : self._places[index].end]
