"""What a figure counts or measures, in the words of the text.

For newcomers: a number stands behind its noun (小学19所, 参与率超95%) or before it (16名书记). What stands before the number in
its clause is stripped of adverbs and verbs; if a noun phrase is left, it is the subject, unless it ends in a verb that
governs the number (组织16名书记), for then the noun is behind. Three figures speak of another's thing: a share (占比3.9%), a bare
difference (增幅13.46%) and a multiple (是上年的2.3倍) take the subject before them; with 分别 the values take the subjects before
them in order; the members of an elliptic list (6人1校获表彰) share what they got. Money is named by its fund, else by the word of
spending. The words are data (`models/claims_words.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims.changes import Difference
from pipeline.claims.quantities import REACH
from pipeline.patterns import any_of, last_match
from pipeline.records import Quantity, Sentence
from pipeline.resources import read_toml

_WORDS = read_toml("claims_words.toml")["subject"]
_LONGEST = 24  # characters; a longer noun phrase is no name of a column


def _single(words: dict[str, str]) -> str:
    """A pattern of words of one character, each not before the characters given."""
    return "|".join(f"{word}(?![{stop}])" if stop else word for word, stop in words.items())


_SINGLE = rf"{_single(_WORDS['lead_single'])}|新(?={any_of(_WORDS['lead'])})"
_DATE = r"(?:到|至|于)?(?:19|20)\d\d(?:[-—~至](?:19|20)\d\d)?学?年(?:度|底|末|\d{1,2}月(?:底|末|份)?)?(?:前|以来|春季|秋季)?"
_EACH = r"每(?:学期|学年|课时|[人名生户校班所个年月天日次期场批村县镇乡园周季件](?![均名]))?"
_LEAD = re.compile(
    rf"(?:{_EACH}|全[市区县省乡镇校](?=现有|共有|共|已|累计|有|{any_of(_WORDS['lead'])})|[\u4e00-\u9fff]{{2,7}}?[省市县区州](?=现有|共有|下辖|辖)|{any_of(_WORDS['lead'])}|{_SINGLE}|{_DATE}|截[至止][^,]{{0,12}}|[、了的,:]){{1,8}}"
)
_TRAIL = re.compile(
    rf"(?:(?<![签节条契预违])约|(?<!报)到|{any_of(w for w in _WORDS['trail'] if w not in '约到')}|(?:[升降增减涨扩缩压调提优][\u4e00-\u9fff]?|延伸|发展|拓展|壮大|恢复)(?:至|到|为)|{_EACH}|[生人户校村班师园亩]均(?:达到?|为|约|近|超过?|仅)?)$"
)
_WORD_GOES_ON = re.compile(r"[率量数额金款面员者类度项](?!城|人)")
"""Nouns made of a verb and one more character (整改率, 资助金额): the verb in front belongs to them."""
_GOVERNING_VERB = re.compile(
    rf"(?:{any_of(w for w in _WORDS['lead'] if w[-1] not in '来年中前底末')}|[为对向给把将含建设聘招派购选])$"
)
_COMPARISON = re.compile(
    r"(?:(?:比|较|同比|环比|高于|低于|高出|低出|超出|优于|快于|慢于|多于|少于|与|(?<![合共协相不陪如会等])同)(?!例|重|率|赛|对|中|学|龄|伴|步|时|意))[^,;。:、]{0,20}$"
)
_CUT = re.compile(
    rf"(?:{any_of(_WORDS['cut'])}|{_single(_WORDS['cut_single'])}|[升降增减涨压][\u4e00-\u9fff]?(?:至|到|为))"
)
_GOT = re.compile(rf"(?:先后|分别|均|共|已|被){{0,3}}(?:{any_of(_WORDS['got'])})(?:了|为)?")
_ATTRIBUTIVE = re.compile(rf"(?:{any_of(_WORDS['attributive'])})(?:{any_of(_WORDS['attributed'])})")
_STOP_BEHIND = re.compile(r"[,;。:!?\n“”\"《》()\[\]…\d]")
_STOP_GOT = re.compile(r"[,;。:!?\n、()]|(?<!第)\d")
_QUOTED_NOUN = re.compile(r"[“《\"][^”》\"\n]{1,20}[”》\"][^,;。:、!?\n()\[\]“”《》\d]{0,12}")
_SPENT = re.compile(rf"(?:{any_of(_WORDS['spend'])})(?:[了约近超达共])?$")
_FUND = re.compile(rf"(?:{any_of(_WORDS['fund'])})$")
_SPENT_FUND = re.compile(
    r"^.*(?:安排|拨付|下达|发放|筹措|筹集|落实|争取|投入)(?=[^的]{2,}(?:资金|经费|专款|补助|补贴|基金)$)"
)
_IS_MONEY = re.compile(rf"(?:{any_of(_WORDS['fund'])}|[额费款金值入出产债价资])$")
_CHANGE_END = re.compile(r"(?:年均|同比|环比)?(?:增长|增加|提高|提升|上升|下降|减少|降低|递增|增|降|升|涨)$")
_MEASURE = re.compile(rf"(?:{any_of(_WORDS['measures'])})$")
_CASUALTIES = re.compile(r"(?:造成|导致|致)$")
_SAME = re.compile(rf"(?:{any_of(_WORDS['same_thing'])})")
_SHARE = re.compile(
    r"(?P<part>[^,;。]*?)(?:约|仅|共|各|分别|只|已|均|的)?占(?!地|用|比|有|道|据|领)(?P<whole>[^,;。]*)$"
)
_MULTIPLE = re.compile(r"(?:仅|只|已|均|约)?(?:是|为|达到?|相当于|占|完成)[^,;。]{1,16}的$")
_OF_WHICH = re.compile(r"(?P<whole>[^,;。:()]{2,14}?)(?:之)?(?:中|里)[,:]\s?$")
_BUILDING = re.compile(r"(?:新建|改扩建|改建|扩建|续建|迁建|重建|新开工|改造提升)$")
_LIST_GAP = re.compile(r"[、和与及]\s?|,\s?(?:和|与|及)|")
_SPLIT = re.compile(r"以及|[、和与及](?!平|格)")
_BOUND = re.compile(r"[,;。:!?\n]")
_FOOTNOTE = re.compile(r"[\[(]\d{1,2}[\])]")
_PARENTHESIS = re.compile(r"\([^()]{0,60}\)")
_ADVERBS = re.compile(r"^(?:的|已|共|均|先后|实现){1,3}")
_TO_LEVEL = re.compile(r"[升降增减压扩缩提涨][\u4e00-\u9fff]?(?:至|到|为)")
_SPENT_BEHIND = re.compile(
    rf"(?:的标准|标准)?,?(?:{any_of(_WORDS['spend'])})(?P<fund>[^,;。\d]{{2,12}}?)(?=[,;。\d]|$)"
)
_FROM = re.compile(r"(?:由|从)(?:[^,;。、]{0,8}的)?$")
_TO = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:到|至|成|为)")
"""Between the two figures of a change: 由2.31缩小至2.12, 从612公里延伸到1034公里."""
_AMONG = re.compile(r"(?P<whole>[^,;。:()]{1,13}?[^初高职完其])(?:之中|当中|中|里),?(?:已|就|仅|共)?有?")
"""Between a whole and some of it: 11个市中9个."""
_EXAMPLES_END = re.compile(r"等(?:地|人|校|单位)?$")
_LABEL = re.compile(r"(?:^|[。;\n])\s{0,4}(?P<label>[^,;。:()\n\d]{2,20}):[^;。\n]*$")
_BASE_OF_SHARE = re.compile(r"^(?:约|各|只)?占|的$")
_LOOSE_END = re.compile(r"的?有$|^次$|(?<![初高职完其县])中$|(?<![发通到直传表抵])达$")
_MIDDLE_VERB = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{2}})(?:{any_of(_WORDS['middle_verbs'])})(?![率进度者情期方量金额资的])(?=[\u4e00-\u9fff“]{{2}})"
)
_ACT_BEHIND = re.compile(rf"(?<=.[^化])(?:{any_of(_WORDS['acts_behind'])}){{1,2}}$")
_OTHER_CLASSIFIER = re.compile(r"\([^()\d]{1,6}\)")
"""More classifiers for the same number: 8条(个), 183个县(市、区)."""
_SCOPE_ONLY = re.compile(rf"(?:{any_of(_WORDS['scope'])})(?:仍|共|还|已)?")
_UNDERGOES = re.compile(r"未|尚未|被(?!评|授|命名|确定|认定|列)")
_ENUMERATION = re.compile(r"[一二三四五六七八九十]是")
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_PRONOUN = re.compile(r"之间$|(?:参与)?其中|上述|该$|合计|共计|左右$")
_SHARES = frozenset(("fraction", "half", "percent_words", "tenths"))
_NOUN_UNITS = frozenset("人校班园县区市镇乡村省国站馆院队店")
_ACT_UNITS = frozenset("场届期次班轮项")
_ACTIVITY_UNITS = frozenset(("人次", "台次", "场次", "批次", "班次", "轮次", "次", "课时", "学时"))


def subjects(
    content: str, sentence: Sentence, quantities: Sequence[Quantity], differences: Sequence[Difference], heading: str
) -> list[str]:
    """One subject for each quantity of a sentence, in order; empty when the sentence names none.

    Args:
        content: folded text of the document.
        sentence: the sentence, with offsets into `content`.
        quantities: its quantities in order.
        differences: whether each is a difference; a bare difference speaks of the figure before.
        heading: the nearest heading, the last resort.
    """
    gaps = [
        content[quantities[index - 1].end if index else sentence.start : quantity.start][-REACH:]
        for index, quantity in enumerate(quantities)
    ]
    behinds = [
        content[
            quantity.end : min(
                quantities[index + 1].start if index + 1 < len(quantities) else sentence.end, quantity.end + 48
            )
        ]
        for index, quantity in enumerate(quantities)
    ]
    for index in range(len(quantities) - 2, -1, -1):
        if gaps[index + 1] == "":  # 6人1校获表彰: both got what stands behind the last
            behinds[index] = behinds[index + 1]
    found: list[str] = []
    last = ""
    taken = ""  # the noun behind the figure before, which is not the subject of this one
    outside = ""  # the subject before an open parenthesis
    for gap, behind, quantity, difference in zip(gaps, behinds, quantities, differences, strict=True):
        if gap.count(")") > gap.count("("):
            last = outside or last
        subject, noun_behind = _subject(gap, behind, quantity, difference, last, taken, bool(found))
        taken = noun_behind
        if gap.count("(") > gap.count(")"):
            outside = last
        last = subject or last
        found.append(subject)
    _assign_respectively(content, sentence, quantities, found)
    return _filled(found, heading)


def _subject(
    gap: str, behind: str, quantity: Quantity, difference: Difference, last: str, taken: str, follows: bool
) -> tuple[str, str]:
    """The subject, and the noun behind the number when that is where it was found."""
    after = _behind(behind)
    if follows and _LIST_GAP.fullmatch(gap) and (quantity.dimension != "count" or not (after or _got(behind))):
        return last, ""
    if follows and _TO.fullmatch(gap):
        return last, ""
    among = _AMONG.fullmatch(gap) if follows and quantity.dimension == "count" else None
    if among is not None:
        return _trim(among["whole"]), ""
    clause = _clause(gap, follows)
    origin = _FROM.search(clause)
    if origin is not None and not difference.base:
        moved = _trim(clause[: origin.start()]) or _clause_before(gap, follows)
        if moved:
            return moved, ""
    shared = ""
    if taken and clause.startswith(taken):
        clause = clause[len(taken) :]
        shared = taken if quantity.rule in _SHARES else ""  # 48所学校课后服务100%覆盖
    if difference.change != "none":
        clause = _COMPARISON.sub("", clause)
    topic = _OF_WHICH.search(gap)
    share = _SHARE.search(clause) if "占" in clause else None
    if quantity.dimension in ("ratio", "number") and share is not None:
        return _trim(share["part"]) or (topic["whole"] if topic else "") or last, ""
    if quantity.dimension in ("ratio", "number") and _MULTIPLE.match(clause):
        return last, ""
    front = _trim(clause)
    if gap.endswith("(") and not after and (named := _trim(_SPLIT.split(_clause(gap[:-1], follows))[-1])):
        return named, ""  # 午餐质量(217人)和接送拥堵(183人)
    if _SCOPE_ONLY.fullmatch(front):
        front = ""
    governed = bool(after) and (_ends_in_scope(clause) or _GOVERNING_VERB.search(clause) is not None)
    if quantity.rule in _SHARES and (front or shared) and not governed:
        return front or shared, ""
    if (
        quantity.dimension == "money"
        or quantity.unit_norm.startswith("CNY")
        or (not quantity.unit and _SPENT.search(clause))
    ):
        return _money(front, clause, after, behind, last), ""
    if quantity.dimension not in ("count", "rate", "number", "duration"):
        if front and not (_GOVERNING_VERB.search(clause) and after):
            return front, ""
        return (topic["whole"] if topic and not after else "") or after or last, after
    return _count(front, clause, after, behind, quantity, last, gap)


def _ends_in_scope(clause: str) -> bool:
    """容纳了全县六成多学生: the place goes with the noun behind the share."""
    return any(clause.endswith(scope) for scope in _WORDS["scope"])


def _count(
    front: str, clause: str, after: str, behind: str, quantity: Quantity, last: str, before: str
) -> tuple[str, str]:
    if _EXAMPLES_END.search(clause):
        label = _LABEL.search(before)
        got = _got(behind)
        own = (got or after) if quantity.unit in _NOUN_UNITS else (after or got)
        return own or (label["label"] if label else "") or last or front, own
    if quantity.unit.partition("/")[0] in _NOUN_UNITS:
        if front and _UNDERGOES.match(behind):
            return front, ""
        if front and not after and not _GOT.match(behind) and _is_closed(behind):
            return front, ""
        verb = _GOVERNING_VERB.search(clause)
        if verb and not front and _is_closed(behind) and quantity.unit == "人":
            return verb.group(), ""
        got = _got(behind)
        if got and _CASUALTIES.search(clause):
            return got, got
        if front and len(got) <= 2:
            return front, ""  # 代表七百余人参加
        return got or after or front or last, got or after
    if after:
        return (after if quantity.unit in _ACT_UNITS else _ACT_BEHIND.sub("", after)), after
    if front:
        return front, ""
    verb = _GOVERNING_VERB.search(clause) if quantity.unit in _ACTIVITY_UNITS else None
    if verb:
        return verb.group(), ""
    got = _got(behind) if _GOT.match(behind) else ""
    building = _BUILDING.search(clause)
    return got or (building.group() if building else "") or last, got


def _is_closed(behind: str) -> bool:
    """Whether nothing is said behind the number."""
    return not behind.strip() or behind.lstrip()[0] in ",;。:!?)、(\n."


def _clause(gap: str, follows: bool) -> str:
    """What stands after the last punctuation mark of `gap`, closed parentheses left out.

    Args:
        follows: whether `gap` starts behind another figure, whose noun then ends at 、 or 和.
    """
    gap = _ENUMERATION.sub(",", _FOOTNOTE.sub("", gap))
    opened = gap.rfind("(")
    if opened > gap.rfind(")"):
        gap = gap[opened + 1 :]
    else:
        gap = _PARENTHESIS.sub("", gap)
        gap = gap[gap.rfind(")") + 1 :]
    bound = last_match(_BOUND, gap)
    clause = gap[bound.end() :] if bound else gap
    if follows and bound is None:
        clause = _SPLIT.split(clause)[-1]
    return clause.strip()


def _clause_before(gap: str, follows: bool) -> str:
    """The noun phrase of the clause before the last one, when a verb alone is left for the last: 升学率,也从39%爬到57%."""
    bound = last_match(_BOUND, gap)
    return _trim(_clause(gap[: bound.start()], follows)) if bound and gap[bound.start()] == "," else ""


def _trim(phrase: str) -> str:
    """A noun phrase without the words before and after it that are no part of it."""
    phrase = phrase.strip(" 、,;:。")
    while (trimmed := _TRAIL.sub("", phrase).strip(" 、,:")) != phrase:
        phrase = trimmed
    while (lead := _LEAD.match(phrase)) and lead.end() > 0 and not _WORD_GOES_ON.match(phrase, lead.end()):
        phrase = phrase[lead.end() :]
    verb = last_match(_MIDDLE_VERB, phrase)
    phrase = _balanced((phrase[verb.end() :] if verb else phrase).strip(" 、,:了的"))
    if _SAME.fullmatch(phrase) or _PRONOUN.fullmatch(phrase) or not _HAN.search(phrase):
        return ""
    if len(phrase) > _LONGEST:
        cut = last_match(_CUT, phrase, 0, len(phrase) - 4)
        phrase = phrase[cut.end() :] if cut else phrase[-_LONGEST:]
    return phrase[-_LONGEST:]


def _balanced(phrase: str) -> str:
    """The phrase without a quotation mark that lost its partner."""
    opened, closed = phrase.count("“"), phrase.count("”")
    if opened == closed and not (phrase.startswith("“") and phrase.endswith("”") and opened == 1):
        return phrase.strip('"')
    return phrase.strip('“”"') if abs(opened - closed) <= 1 else phrase


def _behind(behind: str) -> str:
    """The noun phrase that starts right behind the number."""
    text = behind.lstrip()
    classifier = _OTHER_CLASSIFIER.match(text)
    text = (text[classifier.end() :] if classifier else text).removeprefix("的")
    if not text or text[0] in ",;。:!?\n)]、.(和与及以" or _GOT.match(text):
        return ""
    quoted = _QUOTED_NOUN.match(text)
    if quoted:
        phrase = quoted.group()
    else:
        stop = _STOP_BEHIND.search(text)
        phrase = text[: stop.start()] if stop else text
    cuts = (cut for cut in _CUT.finditer(phrase) if phrase[: cut.start()][-1:] not in tuple("新再拟续"))
    cut = next((cut for cut in cuts if cut.start() or not _ATTRIBUTIVE.match(phrase)), None)
    if cut:
        phrase = phrase[: cut.start()]
    phrase = _LOOSE_END.sub("", phrase.strip(" 、,的和与及"))
    if len(phrase) > _LONGEST:
        phrase = _SPLIT.split(phrase)[0]
    return "" if _PRONOUN.match(phrase) else phrase[:_LONGEST]


def _got(behind: str) -> str:
    """What the counted ones got or did: 2校获评示范校, 7校参加评估, 120人的支教任务."""
    match = _GOT.match(behind)
    rest = behind[match.end() :] if match else _ADVERBS.sub("", behind)
    if _TO_LEVEL.match(rest):
        return ""
    stop = _STOP_GOT.search(rest)
    phrase = (rest[: stop.start()] if stop else rest).strip(" 、,的")
    return "" if _PRONOUN.search(phrase) or phrase.startswith(("等", "和", "与")) else phrase[:_LONGEST]


def _money(front: str, clause: str, after: str, behind: str, last: str) -> str:
    named_behind = bool(after) and _FUND.search(after) is not None
    if front and not (named_behind and (behind.startswith("的") or not _IS_MONEY.search(front))):
        return _SPENT_FUND.sub("", front)
    if named_behind:
        return after
    spent = _SPENT.search(clause)
    if spent:
        return spent.group().rstrip("了约近超达共")
    verb = _SPENT_BEHIND.match(behind)
    return (verb["fund"] if verb else "") or after or last


def _assign_respectively(content: str, sentence: Sentence, quantities: Sequence[Quantity], found: list[str]) -> None:
    """After 分别 each value takes its own antecedent, in order (changes `found` in place)."""
    index = 0
    while index < len(quantities):
        gap = content[quantities[index - 1].end if index else sentence.start : quantities[index].start][-REACH:]
        at = gap.rfind("分别")
        if at < 0:
            index += 1
            continue
        last = index
        while last + 1 < len(quantities) and _is_listed(content, quantities[last], quantities[last + 1]):
            last += 1
        count = last - index + 1
        if gap.find(")") >= 0 > gap.find("("):  # a figure in parentheses stands before: 大班额(56人及以上)
            before, at = content[sentence.start : quantities[index].start][-2 * REACH :], 0
            at = before.rfind("分别")
            gap = before
        clause = _COMPARISON.sub("", _clause(gap[:at], follows=False))
        names = [name for part in _SPLIT.split(clause) if (name := _trim(part))]
        if count > 1:
            predicate = _COMPARISON.sub("", gap[at + 2 :])
            thing = "" if _BASE_OF_SHARE.search(predicate) else _trim(_CHANGE_END.sub("", predicate))
            if len(thing) > 1 and len(names) != count:
                found[index : last + 1] = [thing] * count  # 分别设立帐篷课堂5处、8处
            elif len(names) == count:
                found[index : last + 1] = _with_shared_tail(names)
            elif len(names) == 1:
                found[index : last + 1] = names * count
            elif not names and count <= index:
                found[index : last + 1] = found[index - count : index]
        index = last + 1


def _with_shared_tail(names: list[str]) -> list[str]:
    """水果、蔬菜产量: the measure that the last member carries belongs to all."""
    first = _MEASURE.search(names[0])
    if first and first.start() > 1:  # 事故起数、死亡人数: a bare measure is that of the first
        stem = names[0][: first.start()]
        names = [names[0], *(f"{stem}{name}" if _MEASURE.fullmatch(name) else name for name in names[1:])]
    tail = _MEASURE.search(names[-1])
    if tail is None or any(_MEASURE.search(name) for name in names[:-1]) or tail.start() == 0:
        return names
    return [f"{name}{tail.group()}" for name in names[:-1]] + [names[-1]]


def _is_listed(content: str, first: Quantity, second: Quantity) -> bool:
    gap = content[first.end : second.start]
    return bool(gap) and _LIST_GAP.fullmatch(gap) is not None


def _filled(found: Sequence[str], heading: str) -> list[str]:
    """Subjects with each empty one taken from the figure before, the first from the heading."""
    filled: list[str] = []
    last = heading
    for subject in found:
        last = subject or last
        filled.append(last)
    return filled
