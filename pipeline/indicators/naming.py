"""What each claim is a value of, and where: indicator, breakdown and region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.fold import fold
from pipeline.indicators.catalogue import (
    Breakdown,
    Indicator,
    indicators,
    own_name,
    parse_breakdown,
    split_words,
    topics,
    write_breakdown,
)
from pipeline.indicators.matcher import EITHER, FRACTION, Match, bare_part, is_elsewhere, match, measure, names_in
from pipeline.indicators.regions import Region, home
from pipeline.indicators.rows import Rows
from pipeline.indicators.stated import is_all, is_new, is_of_some, is_of_state_firms, is_other, is_stock
from pipeline.indicators.wording import fuller, is_average, named_beside
from pipeline.language.dates import OPENING_YEAR
from pipeline.language.han import HAN
from pipeline.patterns import PARENTHESES, any_of, when_used
from pipeline.records import Block, Change, Claim, Mention, Metadata, Quantity, Sentence

_SEGMENT = when_used("[;。!?]")
_SENTENCE = when_used("[。!?]")
_OF_WHICH = "其中"
_JOINED = when_used(r"[、和及与,]")
_NEXT = when_used(rf"{_JOINED.pattern}[约近超]?\d")
_BOTH = ("urban_rural", "both")
_TOWN_AND_COUNTRY = ("urban", "rural")
_BY = when_used("按[^,;。:]{1,8}分[,:]")
_JOINTS = ("、", "和", "及", "与")
_PLACE = when_used(rf"[{HAN}]{{2,7}}?(?:自治[县州旗]|开发区|新区|[省市县州旗镇乡]|(?<!地)区)")
"""The name of a place as it may stand before the name of an indicator; 贫困地区 is none."""
_SOURCES = when_used("投资|资金|投入|经费|收入")
"""Sums of money of which the parts are where they come from: 总投资12亿元,其中专项债券5亿元."""
_OF_SCHOOLS = when_used("[学校师园生教]")
"""What all persons of schools are called: 师生1.2万人,其中学生1.1万人; of 参展人数10人,其中学生8人 they are some."""
_TEACHER = "教师"
_STAFF = when_used("教师|教职工|特级|带头人|校长")
_PERSON = "person"
_DEGREES = frozenset({("stage", "undergraduate"), ("stage", "graduate")})
POINTS = frozenset({"percentage_point", "permille_point"})
_PARAGRAPH = 400
"""Characters before a quantity that tell of which schools its paragraph speaks."""
_REACH = 200
"""Characters before and behind a quantity that tell of it; a longer sentence is a list."""
_EACH = {("person", "班"): "平均班额", ("person", "institution"): "校均规模"}
"""What is measured of a stage, by what is counted and for one of what: 小学平均每班36人."""
_FRACTIONS = ("fraction", "half")
"""Rules that read 千分之五, 四分之一 and 一半."""
_OF = when_used(r"占[^,;。:]*$")
_INDEX = 50
"""Percent; a level of prices by as much is an index."""
_AMONG = "当"
_WITHIN = "中"
"""Behind a whole of which a part follows: 59名学生中有15名住校."""
_PER_TIME = ("", "year", "month", "day")
"""What a total may be for one of: 每年招生1200人, and not 每班2名专任教师."""
_OF_TIME = when_used(r"(?:20\d\d|[今去前上])年(?:度|[春秋]季?)?[^,;。:、()\d]{0,6}$")
"""Before a part that is of another time than its whole: 招聘教师642名(2019年188名)."""
_INSTITUTION = "institution"
_SCHOOLS = "学校"
_BUILDINGS = ("楼", "馆", "宿舍", "食堂", "公寓", "场")
_SCHOOL_OR_BUILDING = when_used(rf"学校|校园|校区|校舍|幼儿园|小学|中学|学院|大学|{any_of(_BUILDINGS)}")
_SCHOOL = "校"
"""As in 全校."""


class Named(NamedTuple):
    """The columns of a claim that say what it is a value of."""

    indicator: str
    breakdown: str
    region: str
    region_code: str


class Subject(NamedTuple):
    """What a claim says of what it counts or measures; the fields are those of `Claim`."""

    subject: str
    scope: str
    unit_norm: str
    change: Change
    base: str
    school: str
    per: str


class Naming:
    """Names what the claims of a document are values of.

    Args:
        content: folded text of the document, to which all offsets refer.
        metadata: what it says of itself.
        blocks: its blocks.
        mentions: its names.
    """

    def __init__(self, content: str, metadata: Metadata, blocks: Sequence[Block], mentions: Sequence[Mention]) -> None:
        # 全县幼儿园 and 高级中学 name no school
        schools = [mention for mention in mentions if mention.label == "SCHOOL" and not bare_part(mention.text)]
        title = OPENING_YEAR.sub("", fold(metadata.title))
        self._content, self._blocks = content, blocks
        self._home = home(metadata)
        self._schools = {school.entity_id: "".join(school.name.split()) for school in schools}
        # The longest first, so that none is taken out of another.
        self._named_schools = sorted({fold(school.text) for school in schools}, key=lambda name: (-len(name), name))
        self._school_names = {school.text: "".join(school.text.split()) for school in schools}
        self._row: tuple[int, tuple[str, ...]] = (-1, ())
        self._last: tuple[int, str, Match] | None = None
        self._rows: Rows[tuple[str, Named]] = Rows()
        places = sorted(
            {fold(m.text) for m in mentions if m.label in ("PLACE", "SCHOOL")}, key=lambda place: (-len(place), place)
        )
        self._places = {first: [place for place in places if place[0] == first] for first in {p[0] for p in places}}
        own = next((school.name for school in schools if title.startswith(fold(school.text))), "")
        self._own_school = "".join(own.split())

    def of(self, quantity: Quantity, sentence: Sentence, said: Subject, whole: Claim | None = None) -> Named:
        """What a quantity is a value of; the indicator is empty when none is named, the region when it is not known.

        Args:
            quantity: the figure.
            sentence: in which it stands.
            said: what its claim says.
            whole: the claim of which it is a part.
        """
        before = self._before(quantity, sentence)
        if said.subject.endswith(_WITHIN) and self._content.startswith(fold(said.subject), quantity.end):
            said = said._replace(subject=said.subject.removesuffix(_WITHIN).removesuffix(_AMONG))
        if quantity.rule in _FRACTIONS:
            is_share = _OF.search(before) is not None
            said = said._replace(unit_norm=FRACTION, change="none" if is_share else said.change)
        self._rows.read(before, quantity.start)
        told = self._rows.of_before if self._rows.is_respective and said.change != "none" else None
        named = self._grown(said, told[1]) if told and told[0] == said.subject else None
        named = named or self._named(quantity, sentence, said, whole)
        self._rows.add((said.subject, named), quantity.end)
        return named

    def _grown(self, said: Subject, level: Named) -> Named:
        """The growth of what stands at the same place in the row before: 资助4.1万人次、3200万元,分别增长4.6%、8.9%."""
        indicator = indicators().get(level.indicator)
        if indicator is None or measure(indicator, said.unit_norm, said.change) is None:
            return level._replace(indicator="", breakdown="")
        return level

    def _named(self, quantity: Quantity, sentence: Sentence, said: Subject, whole: Claim | None) -> Named:
        if not said.subject and is_average(self._before(quantity, sentence)):
            said = said._replace(subject=_each_of(said))
        if whole is not None and whole.indicator and self._is_place(said.subject):
            said = said._replace(subject=whole.subject, scope=said.subject)
        found = self._found(quantity, sentence, said, whole)
        if found is None and (placed := self._placed(said)) is not said:
            found = self._found(quantity, sentence, placed, whole)
            said = placed if found is not None else said
        if found is None and said.unit_norm in POINTS:
            found = self._moved(sentence, said)
        if found is not None:
            self._last = (sentence.ordinal, said.subject, found)
        school = self._school(said, found)
        region = self._region(said, found, school)
        if found is not None and _is_index(quantity, said, found):
            found = None
        if found is None or (found.of_school and not school and not self._is_of_school(quantity, sentence, found)):
            return Named("", "", region.name, region.code)
        breakdown = self._breakdown(quantity, sentence, said, found, whole, school)
        of_time = whole is not None and _OF_TIME.search(self._before(quantity, sentence)) is not None
        if breakdown is None:
            return Named("", "", region.name, region.code)
        own = (("school", school),) if school else ()
        if not of_time and _is_part_of_other(found, (*breakdown, *own), region, whole):
            return Named("", "", region.name, region.code)
        indicator, breakdown = own_name(found.indicator, _within(found.indicator, breakdown, whole))
        breakdown = (*breakdown, *own)
        return Named(indicator.id, write_breakdown(breakdown), region.name, region.code)

    def _found(self, quantity: Quantity, sentence: Sentence, said: Subject, whole: Claim | None) -> Match | None:
        """The indicator that the subject names with what the sentence adds to it."""
        block = self._blocks[sentence.block]
        if block.role != "table" and self._rows.is_respective:
            in_row = self._of_row(said)
            if in_row is not None:
                return in_row
        found = match(said.subject, said.unit_norm, said.change, said.base, self._home.division)
        if block.role == "table" or not said.subject:
            return found
        subject, before = fold(said.subject), self._before(quantity, sentence)
        part = bare_part(subject) if found is None else ()
        if part:
            each = _each_of(said)
            if each:
                return match(subject + each, said.unit_norm, said.change, said.base) if is_average(before) else None
            return (
                _of_whole(said, whole)
                or (self._of_last(said, part) if _BY.search(before) else None)
                or self._named_beside(before, said, part)
            )
        heading = "".join(block.section[-1:])
        after = self._after(quantity, sentence)
        for name in fuller(before, after, subject, said.unit_norm, said.change, said.base, said.per, heading):
            fuller_found = match(name, said.unit_norm, said.change, said.base, self._home.division)
            if fuller_found is not None:
                return fuller_found
        return found or _of_whole(said, whole) or _of_topic(before, said)

    def _of_row(self, said: Subject) -> Match | None:
        """What a figure of a row is of: the part at its place, of what the text names behind the parts, or else of the subject."""
        part, rest = self._rows.part()
        if not part:
            return None
        for name in filter(None, (rest, said.subject)):
            found = match(name, said.unit_norm, said.change, said.base, self._home.division)
            if found is not None and part[0][0] not in dict(found.breakdown):
                return _with_part(found, part)
        return None

    def _moved(self, sentence: Sentence, said: Subject) -> Match | None:
        """The share that moves by percentage points, told right before of the same subject: 占比21%,比上年提高0.2个百分点."""
        if (
            self._last is None
            or said.change == "none"
            or is_elsewhere(said.base)
            or self._last[:2] != (sentence.ordinal, said.subject)
        ):
            return None
        found = self._last[2]
        kind = measure(found.indicator, said.unit_norm, said.change)
        return None if kind is None else replace(found, measure=kind)

    def _of_last(self, said: Subject, part: Breakdown) -> Match | None:
        """The indicator named last, for a part of it in a list that says by what it is parted (按学段分,小学4.6亿元)."""
        if self._last is None:
            return None
        found = self._last[2]
        kind = measure(found.indicator, said.unit_norm, said.change)
        return None if kind is None else _with_part(replace(found, measure=kind), part)

    def _placed(self, said: Subject) -> Subject:
        """The same with the places and schools that its subject begins with as its scope: 青禾区、白露区|近视率, 青禾县第一小学|学生数."""
        text, at, place = fold(said.subject), 0, ""
        while True:
            name = next((name for name in self._places.get(text[at : at + 1], ()) if text.startswith(name, at)), "")
            name = name or (_PLACE.match(text, at) or [""])[0]
            if not name or at + len(name) == len(text):
                return said._replace(subject=said.subject[at:], scope=place) if at else said
            place, at = name, at + len(name)
            at += text.startswith(_JOINTS, at)

    def _is_place(self, subject: str) -> bool:
        """Whether a subject is nothing but the name of a place or a school: 发放助学金320万元,其中青禾中学200万元."""
        text = fold(subject)
        return text in self._places.get(text[:1], ()) or _PLACE.fullmatch(text) is not None

    def _named_beside(self, before: str, said: Subject, part: Breakdown) -> Match | None:
        """The indicator that the sentence names beside a bare part of it."""
        for name in named_beside(before, fold(said.subject)):
            found = match(name, said.unit_norm, said.change, said.base)
            if found is not None:
                return _with_part(found, part)
        return None

    def _before(self, quantity: Quantity, sentence: Sentence) -> str:
        return self._content[max(sentence.start, quantity.start - _REACH) : quantity.start]

    def _after(self, quantity: Quantity, sentence: Sentence) -> str:
        return self._content[quantity.end : min(sentence.end, quantity.end + _REACH)]

    def _school(self, said: Subject, found: Match | None) -> str:
        """The school that a quantity is for, without white space; empty when it is for a place."""
        if said.scope in self._school_names:
            return self._school_names[said.scope]
        names_place = found is not None and (found.place is not None or found.total not in ("", _SCHOOL))
        if names_place or said.scope not in ("", f"全{_SCHOOL}"):
            return ""
        return self._schools.get(said.school) or self._own_school

    def _is_of_school(self, quantity: Quantity, sentence: Sentence, found: Match) -> bool:
        """Whether the sentence speaks of a school that it does not name: 学校占地50亩,建筑面积2万平方米; 幼儿园占地20亩."""
        if any(dimension == "stage" for dimension, _ in found.breakdown):
            return True
        topics = _SCHOOL_OR_BUILDING.findall(self._before(quantity, sentence))
        return bool(topics) and topics[-1] not in _BUILDINGS

    def _region(self, said: Subject, found: Match | None, school: str) -> Region:
        if school:
            return self._home.of_school(school)
        if found is not None and found.place is not None:
            return Region(found.place.name, found.place.code)
        if found is not None and found.total:
            return self._home.whole(found.total)
        if said.scope:
            return self._home.named(said.scope)
        return self._home.region

    def _earlier(self, quantity: Quantity, sentence: Sentence) -> str:
        """What stands in the paragraph before the sentence, names of schools left out."""
        start = max(self._blocks[sentence.block].start, quantity.start - _PARAGRAPH)
        return self._without_schools(self._content[start : sentence.start])

    def _without_schools(self, text: str) -> str:
        for school in self._named_schools:
            text = text.replace(school, "")
        return text

    def _breakdown(
        self, quantity: Quantity, sentence: Sentence, said: Subject, found: Match, whole: Claim | None, school: str
    ) -> Breakdown | None:
        """The part of the indicator's total that is meant; None when the sentence speaks of something else than the indicator."""
        indicator, block = found.indicator, self._blocks[sentence.block]
        of_stock = whole is not None and whole.indicator != "" and indicators()[whole.indicator].stock
        needs_stock = indicator.stock and found.measure == "level" and not found.counted and not of_stock
        needs_stage = "stage" in indicator.splits and all(dimension != "stage" for dimension, _ in found.breakdown)
        breakdown = self._each(quantity, found.breakdown)
        if block.role == "table" or breakdown is None:
            return breakdown
        before = self._before(quantity, sentence)
        subject = fold(said.subject)
        if is_other(before, subject, found.name) or (
            indicator.stock and found.measure == "change" and is_new(before, subject)
        ):
            return None
        if indicator.dimension == "money" and not indicator.real and is_of_state_firms(before, subject):
            return None
        if indicator.dimension == "count" and indicator.is_total and said.per not in _PER_TIME:
            return None
        after = self._after(quantity, sentence)
        if found.indicator.dimension == "count" and is_of_some(before, after, subject):
            return None
        named = found.name if len(found.name) > len(subject) and found.name in before else subject
        owned = self._without_schools(before) if needs_stock else before  # 青禾中学|学生1200人
        if needs_stock and not is_stock(owned, named, found.name) and not is_all(before, after, subject):
            return None
        if not needs_stage or found.total or school:
            return breakdown
        topic = self._without_schools(before.rpartition(subject)[0] if subject in before else before)
        if whole is not None and whole.indicator == indicator.id:
            listed = _of_listed(breakdown, topic, indicator)
            if listed is not None:
                return listed
        if indicator.units[0] == _INSTITUTION:
            topic = _SIBLING.sub("", topic)
        earlier = "" if _OF_EVERY.search(subject) else self._earlier(quantity, sentence)
        if needs_stage and _NEXT_STAGE.match(after):
            listed = _of_listed(breakdown, topic, indicator)
            if listed is not None:  # 其中高中27所,在校生8万人;初中113所
                return listed
        staged = _with_stage(breakdown, topic, fold("".join(block.section[-1:])), earlier)
        return breakdown if staged is None and indicator.flow else staged

    def _each(self, quantity: Quantity, breakdown: Breakdown) -> Breakdown | None:
        """Of values in a row (小学、初中生均公用经费分别为800元、1000元) each is that of its part.

        One value alone is that of both; of town and country (城乡居民收入增长6%) it is not said of which.
        """
        joined = next((pair for pair in breakdown if EITHER in pair[1] or pair == _BOTH), None)
        if joined is None:
            return breakdown
        values = _TOWN_AND_COUNTRY if joined == _BOTH else tuple(joined[1].split(EITHER))
        end, left = self._row
        if left and _JOINED.fullmatch(self._content, end, quantity.start):
            values = left
        elif not _NEXT.match(self._content, quantity.end):
            return None if joined == _BOTH else breakdown
        self._row = (quantity.end, values[1:])
        return tuple(sorted([*(pair for pair in breakdown if pair != joined), (joined[0], values[0])]))


def _each_of(said: Subject) -> str:
    """What is measured where persons are counted for one class or school; empty when something else is."""
    return _EACH.get((said.unit_norm.partition("/")[0], said.per), "")


def _is_index(quantity: Quantity, said: Subject, found: Match) -> bool:
    """Whether what is known as a growth rate is told as an index, the time before being 100: 居民消费价格指数100.8%."""
    is_level = found.indicator.kind == "growth" and said.change == "none"
    return is_level and quantity.value is not None and quantity.value >= _INDEX


def _of_whole(said: Subject, whole: Claim | None) -> Match | None:
    """The indicator of a whole for a part of it: 新增学位38.6万个,其中小学7.8万个; 教育集团12个,其中小学集团7个."""
    if whole is None or not whole.indicator or whole.unit_norm != said.unit_norm:
        return None
    indicator = indicators()[whole.indicator]
    kind = measure(indicator, said.unit_norm, said.change)
    if kind is None:
        return None
    breakdown = parse_breakdown(whole.breakdown)
    kept = tuple(pair for pair in breakdown if pair[0] in indicator.splits)
    for part in names_in(said.subject, indicator):
        found = _with_part(Match(indicator, kept, kind, indicator.zh), part)
        return found and replace(found, counted=True)
    return None


def _of_topic(before: str, said: Subject) -> Match | None:
    """The indicator of which alone a figure of this unit can be in a sentence that speaks of its topic: 营养改善计划按每生每天5元."""
    for indicator, words in topics().get(said.unit_norm, ()) if said.change == "none" else ():
        if any(word in before for word in words):
            return Match(indicator, (), "level", indicator.zh)
    return None


def _within(indicator: Indicator, breakdown: Breakdown, whole: Claim | None) -> Breakdown:
    """The breakdown of a part with what splits its whole: public ones of primary schools are primary schools."""
    if whole is None or whole.indicator != indicator.id:
        return breakdown
    own = (pair for pair in parse_breakdown(whole.breakdown) if pair[0] in indicator.splits)
    return tuple(sorted(dict((*own, *breakdown)).items()))


def _is_part_of_other(found: Match, breakdown: Breakdown, region: Region, whole: Claim | None) -> bool:
    """Whether a figure is a part of some other thing (交流教师412人,其中骨干教师98人), or an unnamed part of its own (专项债券6.9亿元,其中1.2亿元…)."""
    if whole is None or found.measure == "growth" or found.indicator.kind != "level":
        return False
    if whole.indicator == found.indicator.id:
        return (whole.breakdown, whole.region) == (write_breakdown(breakdown), region.name)
    if not whole.indicator:
        of_persons = found.indicator.stock and whole.unit_norm == _PERSON and _OF_SCHOOLS.search(whole.subject) is None
        return of_persons or _SOURCES.search(whole.subject) is not None
    if _STAFF.search(indicators()[whole.indicator].zh) and not _STAFF.search(found.indicator.zh):
        return found.indicator.units[0] == _PERSON  # 专任教师46人,本科毕业的19人
    return found.indicator.stock and not indicators()[whole.indicator].stock


def _with_part(found: Match, part: Breakdown) -> Match | None:
    """An indicator split further; None when it is not split so. A degree that teachers have is no stage at which they teach."""
    breakdown = dict((*found.breakdown, *part))
    if _TEACHER in found.indicator.zh and _DEGREES.intersection(part):
        return None
    if not dict(part).keys() <= set(found.indicator.splits):
        return None
    return replace(found, breakdown=tuple(sorted(breakdown.items())), total="", place=None)


_STAGES = when_used(any_of(word for word, (dimension, _) in split_words().items() if dimension == "stage") + "(?!班)")
_SIBLING = when_used(rf"(?:{_STAGES.pattern})\d[^,;]*")
"""Another kind of schools in a list of them: 幼儿园97所,小学48所,教学点23个."""
_NEXT_STAGE = when_used(rf"[^;。]*;(?:{_STAGES.pattern})\d")
_COMPULSORY, _PRIMARY_SECONDARY = ("stage", "compulsory"), ("stage", "primary_secondary")
_ALL_STAGES = frozenset({("stage", "preschool"), _PRIMARY_SECONDARY})
_IN_ALL = when_used("(?:共|合计|累计|总计)[^,;]{0,4}$")
_THROUGH = when_used(rf"从(?:{_STAGES.pattern})[^,;]{{0,4}}到(?:{_STAGES.pattern})|各个?(?:学段|阶段)")
"""从学前教育到研究生教育各个阶段: of all stages."""
_HEAD = when_used(
    rf"[—\-\s]*(?:[\d一二三四五六七八九十]+[、.])?(?:[全我本][国省市区县州盟旗乡镇]|现有|共有|有|公办|民办|农村|城区|普惠性|20\d\d年,?)*(?:{_STAGES.pattern})"
)
"""What a paragraph is about stands at the head of its sentence: ——小学, 2、小学, 全县幼儿园32所; 提高义务教育阶段学生补助 is about something else."""
_OWN_CLAUSE = when_used("[,:]")
_OF_EVERY = when_used("[全我本][国省市区县州盟旗校]|各级|各类|共有|总[数计量]|合计")
"""What speaks of all schools, or of all of a place."""


def _of_listed(breakdown: Breakdown, before: str, indicator: Indicator) -> Breakdown | None:
    """The stage that the last item of a list names with its schools, for a part (在校生15693人,其中小学31所,学生9164人;初中…)."""
    _, of_which, listed = _SEGMENT.split(before)[-1].partition(_OF_WHICH)
    stages = {split_words()[word.group()] for word in _STAGES.finditer(PARENTHESES.sub("", listed))}
    if not of_which or len(stages) != 1 or "stage" not in indicator.splits:
        return None
    return tuple(sorted((*breakdown, *stages)))


def _carried(earlier: str, segments: Sequence[str]) -> Breakdown:
    """The stage of which a paragraph speaks that goes on (——小学。招生3675人; 普通高中5所;毕业生2158人); none behind several, or a total.

    Args:
        earlier: the sentences before, of which each that tells of several stages is a list of them.
        segments: of the sentence itself, of which the last goes on.
    """
    for segment in (*reversed(segments), *reversed(_SENTENCE.split(earlier))):
        told = PARENTHESES.sub("", segment)
        stages = {split_words()[word.group()] for word in _STAGES.finditer(told)}
        if _COMPULSORY in stages:
            stages.discard(_PRIMARY_SECONDARY)  # 义务教育中小学
        if stages or _OF_EVERY.search(segment):
            return tuple(stages) if len(stages) == 1 and _HEAD.match(told) else ()
    return ()


def _with_stage(breakdown: Breakdown, before: str, heading: str, earlier: str) -> Breakdown | None:
    """The stage of schooling that the sentence, else its paragraph, else the heading speaks of; None when it speaks of several (小学3所,初中2所,在校生…).

    Args:
        breakdown: without stage.
        before: the sentence up to the name of what is counted.
        heading: above it.
        earlier: what stands before the sentence in its paragraph.
    """
    *segments, last = _SEGMENT.split(before)
    segment = PARENTHESES.sub("", last)
    topic, of_which, listed = segment.partition(_OF_WHICH)  # behind a list of parts the topic returns
    own = _OWN_CLAUSE.split(topic)[-1]
    in_all = _IN_ALL.search(own) is not None or _THROUGH.search(topic) is not None
    for text in (own, topic) if of_which else (own, topic, heading):
        stages = {split_words()[word.group()] for word in _STAGES.finditer(text)}
        if len(stages) == 1:
            return tuple(sorted((*breakdown, *stages)))
        if stages:
            return breakdown if in_all or stages >= _ALL_STAGES else None
        goes_on = not (in_all or _SCHOOLS in topic or _STAGES.search(listed) or _OF_EVERY.search(topic))
        if text is topic and goes_on:
            carried = _carried(earlier, segments)
            if carried:
                return tuple(sorted((*breakdown, *carried)))
    return breakdown if _SCHOOLS in topic or not _STAGES.search(listed) else None
