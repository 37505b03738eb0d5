"""The words beside a quantity: its clause, and the noun phrase that is left when adverbs and verbs are taken off.

`trim` takes off what may stand at the head of a clause (完成, 全市共有, 2023年) and before a number (达到, 约为); `noun_behind`
ends the phrase behind a number at the verb that begins to tell of it. The words are data (`models/lexicon.tsv`).
"""

from __future__ import annotations

import re

from pipeline.language.dates import YEAR, date_end
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, words
from pipeline.patterns import any_of, last_match


def _single(role: str) -> str:
    """A pattern of words of one character, each not before the characters given."""
    return "|".join(
        f"{word}(?![{''.join(stops)}])" if stops else word for word, stops in lexicon().parameters(role).items()
    )


def _leads() -> str:
    return rf"对(?!口|[^,;。]{{1,12}}贡献)|{_single('lead_single')}|新(?={any_word('lead')})"


_OWNER = LexicalPattern(lambda: rf"[{HAN}]{{1,15}}?(?:{any_word('body_ending', 'unit_ending')})(?:部门|系统|本级)?$")
_HAVING = LexicalPattern(lambda: any_of(word for word in words("lead") if word[-1] == "有" and word != "另有"))
"""Verbs of having, of which the owner is no part of what is counted: 中心完小|现有|教学班16个."""
_THINGS = re.compile(rf"[{HAN}、“”]{{2,}}")
_IN_YEAR = re.compile(rf"{YEAR}年度?(?=[{HAN}]{{2}})")
_LONGEST = 24  # characters; a longer noun phrase is no name of a column
_THIS_TERM = re.compile(r"[上本下][一个]?(?:学期|学年|季度|月)末?|[上本]季末?|前[一二两三四五六七八九十\d]{1,2}年")
"""A part of a year by its distance from today, which names no date."""
_BEFORE = re.compile(r"前(?![一二两三四五六七八九十\d])")
_EACH = r"每(?![万百千十亿])(?:学期|学年|课时|[人名生户校班所个年月天日次期场批村县镇乡园周季件](?![均名]))?"
_LEAD = LexicalPattern(
    lambda: (
        rf"(?:{_EACH}|全[市区县省乡镇校](?=现有|共有|共|已|累计|有|{any_word('lead')})|[{HAN}]{{2,7}}?(?:[省市县区州镇乡村校园]|街道)(?=(?:现|共|建|设|拥|还|已|只|仅)?有(?!限|关|效|机|色)|下辖|辖)|(?:辖区|境内|区内|全域)(?=[现共]?有)|{any_word('lead')}|{_leads()}|截[至止][^,]{{0,12}}|[、了的,:])"
    )
)
"""One word at the head of a clause; there may be several."""


_NOT_STRIPPED = frozenset("率幅速支收产征招")
"""Ends of nouns of growth (自然增长率) and of verbs that hold their object (增支)."""


def _changes() -> str:
    """Verbs of change, of which only their subject says what it is: 时限压缩, 税率下浮."""
    verbs = (words("rise") | words("fall")) - words("spending_word")
    return any_of(verb for verb in verbs if len(verb) > 1 and verb[-1] not in _NOT_STRIPPED)


_TRAIL = LexicalPattern(
    lambda: (
        rf"(?:(?<![签节条契预违])约|(?:至[多少]|最[多少])[可能需须应要]?[{HAN}]{{0,2}}|(?<!报)到|(?<![结盈剩富])余|(?<![评得积满高总均学平计])分|(?<!起)降|(?<![需主重纪概摘提首必次])要|已经|实际|年[末底]|(?<=均)净|{any_of({':', *words('trail')} - set('约到余分降'))}|{_changes()}(?:至|到|为)?|(?:[升降增减涨扩缩压调提优][{HAN}]?|延伸|发展|拓展|壮大|恢复)(?:至|到|为)|{_EACH}|[生人户校村班师园亩]均(?:达到?|为|约|近|超过?|仅)?)$"
    )
)
_WORD_GOES_ON = re.compile(r"总?[率量数额金款面员者类度项](?!城|人)|(?<=[上年度])结[转余]")
"""Nouns made of a verb and one more character (整改率, 资助金额): the verb in front belongs to them; so does the year of 上年结转."""
COMPARISON = re.compile(
    r"(?:(?:(?![与同][^,;。]*(?:比率|比值|之比))(?:比|较|同比|环比|高于|低于|高出|低出|超出|优于|快于|慢于|多于|少于|与|(?<![合共协相不陪如会等])同))(?!例|重|率|赛|对|中|学|龄|伴|步|时|意))[^,;。:、]{0,20}$"
)
_CUT = LexicalPattern(lambda: rf"(?:{any_word('cut')}|{_single('cut_single')}|[升降增减涨压][{HAN}]?(?:至|到|为))")
GOT = LexicalPattern(lambda: rf"(?:先后|分别|均|共|已|被){{0,3}}(?:{any_word('getting_verb')})(?:了|为)?")
_ATTRIBUTIVE = LexicalPattern(lambda: rf"(?:{any_word('attributive')})(?:{any_word('attributed')})")
_CIRCLED = r"\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229"
_STOP_BEHIND = re.compile(rf"[,;。:!?\n“”\"《》()\[\]…{_CIRCLED}]|\d(?!\d{{0,3}}强)")
_AND = r"和(?!平|美|谐|睦)|与(?!会)|及(?!格|时)"
_NO_NOUN = re.compile(rf"[,;。:!?\n)\]、.(以{_CIRCLED}]|{_AND}")
_PARTICIPLE = LexicalPattern(lambda: rf"(?:{any_word('participle')})的?(?!{any_word('lead')})(?=[{HAN}]{{2}})")
MODIFYING = LexicalPattern(
    lambda: rf"(?:{any_word('modifying_verb')})(?=[{HAN}]{{0,4}}?(?:{any_word('modified_noun')}))"
)
_NEXT_ACT = LexicalPattern(lambda: rf"[、和](?=(?:{any_word('lead')})[{HAN}“])(?![^的]*的)")
"""Behind the counted noun, what else was done: 24轮强降雨、抗御台风."""
_STOP_GOT = re.compile(r"[,;。:!?\n、()]|(?<!第)\d")
_QUOTED_NOUN = re.compile(
    rf"(?P<front>[{HAN}]{{0,8}})[“《\"][^”》\"\n]{{1,20}}[”》\"](?P<rest>[^,;。:、!?\n()\[\]“”《》\d]{{0,12}})"
)
_SAME = LexicalPattern(lambda: rf"(?:{any_word('same_thing')})")
TO = re.compile(
    rf"[{HAN}]{{1,5}}?(?:到|至|成|为)(?:(?:现在|目前|如今|[今去前上当]年|\d{{4}}年)?(?:\d{{1,2}}月)?[底末初]?的)?"
)
"""Between the two quantities of a change: 由2.31缩小至2.12, 从612公里延伸到1034公里."""
LIST_GAP = re.compile(r"[、和与及×xX*]\s?|,\s?(?:和|与|及)|")
SPLIT = re.compile(rf"以及|、|{_AND}")
# A rank ends what is told of one thing: 花卉产量全球第一、优质鲜切花占比60%.
_BOUND = re.compile(r"[,;。:!?\n]|(?<=[国省市县区州球界]第一)、|(?<=首位)、|(?<=前列)、|(?<=领先)、")
_FOOTNOTE = re.compile(r"[\[(]\d{1,2}[\])]")
_TELLS = LexicalPattern(lambda: rf"{_CUT.pattern}|{any_word('act_behind')}|{SPLIT.pattern}")
"""What a noun phrase before a quotation does not hold: a verb, a list."""
_ALTERNATIVES = re.compile(r"[省市县区州]\([省市县区旗州、]{1,6}\)")
"""Kinds of division that stand beside one another: 78个民族自治地方县(市)."""
_RELATIVE = LexicalPattern(lambda: rf"(?:{any_word('relative_verb')})[^的,]{{2,}}的[{HAN}]{{2,}}$")
_PARENTHESIS = re.compile(r"\([^()]{0,60}\)")
_ADVERBS = re.compile(r"^(?:的|已|共|均|先后|实现){1,3}")
_TO_LEVEL = re.compile(rf"[升降增减压扩缩提涨][{HAN}]?(?:至|到|为)")
_LOOSE_END = re.compile(r"之一$|的?有$|^向$|^次$|(?<![初高职完其县])中$|(?<![发通到直传表抵])达$")
_OTHER_CLASSIFIER = re.compile(r"\([^()\d]{1,6}\)")
"""More classifiers for the same number: 8条(个), 183个县(市、区)."""
_ENUMERATION = re.compile(r"[一二三四五六七八九十]是")
_MARKER = re.compile(
    rf"(?:^|[\n;。])[ \t]{{0,8}}(?:(?:\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[.、)]?(?=[ {HAN}])|[一二三四五六七八九十]{{1,3}}、|\([一二三四五六七八九十]{{1,3}}\)|\d{{1,2}}[.、)](?!\d)|\(\d{{1,2}}\)"
    r"|[^\w\s“”‘’\"'《》()\[\]【】〔〕,;。:!?、…<>%*×/+=~-]{1,3}|[\u2460-\u24ff\u2776-\u2793\u3220-\u3229])[ \t]*){1,3}"
    rf"|[{_CIRCLED}]"
)
"""What marks an item at the head of its line: 1. 2.1 (3) ① ★ ●; a circled number does so within a line too. Symbols of any kind: a list has no end."""
_HAN = re.compile(rf"[{HAN}A-Za-z]")
_PRONOUN = re.compile(r"之间$|(?:参与)?其中|上述|该$|合计|共计|左右$|基础上$")


def clause_of(gap: str, follows: bool) -> str:
    """What stands after the last punctuation mark of `gap`, closed parentheses left out.

    Args:
        follows: whether `gap` starts behind another quantity, whose noun then ends at 、 or 和.
    """
    gap = _MARKER.sub("\n", _ENUMERATION.sub(",", _FOOTNOTE.sub("", gap)))
    opened = gap.rfind("(")
    if opened > gap.rfind(")"):
        gap = gap[opened + 1 :]
    else:
        gap = _PARENTHESIS.sub("", gap)
        gap = gap[gap.rfind(")") + 1 :]
    bound = last_match(_BOUND, gap)
    clause = gap[bound.end() :] if bound else gap
    if follows and bound is None:
        clause = SPLIT.split(clause)[-1]
    return clause.strip()


def clause_before(gap: str, follows: bool) -> str:
    """The noun phrase of the clause before the last one, when a verb alone is left for the last: 升学率,也从39%爬到57%."""
    bound = last_match(_BOUND, gap)
    return trim(clause_of(gap[: bound.start()], follows)) if bound and gap[bound.start()] == "," else ""


def trim(phrase: str) -> str:
    """A noun phrase without the words before and after it that are no part of it."""
    phrase = phrase.strip(" 、,;:。-—–")
    while (trimmed := _TRAIL.sub("", phrase).strip(" 、,:-—–")) != phrase:
        phrase = trimmed
    start = 0
    while (end := _lead_end(phrase, start)) > start:
        if _WORD_GOES_ON.match(phrase, end) or (start and _RELATIVE.match(phrase, start)):
            break
        start = end
    phrase = phrase[start:]
    phrase = _balanced(phrase.strip(" 、,:了的"))
    if _SAME.fullmatch(phrase) or _PRONOUN.fullmatch(phrase) or not _HAN.search(phrase):
        return ""
    if len(phrase) > _LONGEST:
        cut = last_match(_CUT.compiled, phrase, 0, len(phrase) - 4)
        phrase = phrase[cut.end() :] if cut else phrase[-_LONGEST:]
    return phrase[-_LONGEST:]


def _lead_end(phrase: str, start: int) -> int:
    """End of the word or date at `start` that may stand at the head of a clause, with an owner before it; `start` when there is none."""
    lead = _LEAD.match(phrase, start)
    if lead:
        return max(lead.end(), date_end(phrase, start) or 0)  # 次|年 is a date
    if not start and (owner := _owner_end(phrase)):
        return owner
    when = start + phrase.startswith(("到", "至", "于"), start)
    end = date_end(phrase, when)
    if end is None and (term := _THIS_TERM.match(phrase, when)):
        end = term.end()
    if end is None:
        return start
    before = _BEFORE.match(phrase, end)
    return before.end() if before else end


def _owner_end(phrase: str) -> int:
    """End of an owner with the year or the verb of having behind it: 市教育局2022年|收入预算, 中心完小现有|教学班; 0 without one."""
    year = _IN_YEAR.search(phrase) if "年" in phrase else None
    if year is not None and _OWNER.match(phrase[: year.start()]):
        return year.end()
    if "有" not in phrase or "的" in phrase:
        return 0
    having = _HAVING.search(phrase, 1)
    return having.end() if having and _THINGS.fullmatch(phrase, having.end()) else 0


def _balanced(phrase: str) -> str:
    """The phrase without a quotation mark that lost its partner."""
    opened, closed = phrase.count("“"), phrase.count("”")
    if opened == closed and not (phrase.startswith("“") and phrase.endswith("”") and opened == 1):
        return phrase.strip('"')
    return phrase.strip('“”"') if abs(opened - closed) <= 1 else phrase


def noun_behind(behind: str) -> str:
    """The noun phrase that starts right behind the number."""
    text = behind.lstrip()
    classifier = _OTHER_CLASSIFIER.match(text)
    text = (text[classifier.end() :] if classifier else text).removeprefix("级").removeprefix("的")  # 20万吨级泊位
    if not text or _NO_NOUN.match(text) or GOT.match(text):
        return ""
    quoted = _QUOTED_NOUN.match(text)
    if quoted and (not quoted["front"] or (quoted["rest"] and not _TELLS.search(quoted["front"]))):
        phrase = quoted.group()
    else:
        stop = _STOP_BEHIND.search(text)
        phrase = text[: stop.start()] if stop else text
        if stop and (both := _ALTERNATIVES.match(text, stop.start() - 1)):
            phrase = text[: both.end()]
    cut = _end_of_noun(phrase)
    if cut is not None:
        phrase = phrase[:cut]
    phrase = _LOOSE_END.sub("", phrase.lstrip(" 、,的").rstrip(" 、,的和与及"))
    if len(phrase) > _LONGEST:
        phrase = SPLIT.split(phrase)[0]
    return "" if _PRONOUN.match(phrase) else phrase[:_LONGEST]


def _end_of_noun(phrase: str) -> int | None:
    """Where the verb begins that tells of the noun phrase at the head of `phrase`; None without one."""
    participle = _PARTICIPLE.match(phrase)
    start = participle.end() if participle else phrase.rfind("”") + 1  # nothing ends within a quotation
    for cut in _CUT.finditer(phrase, start):
        if phrase[: cut.start()][-1:] in tuple("新再拟续") or (not cut.start() and _ATTRIBUTIVE.match(phrase)):
            continue
        if MODIFYING.match(phrase, cut.start()):
            continue
        return cut.start()
    act = _NEXT_ACT.search(phrase, start)
    return act.start() if act else None


def object_of_getting(behind: str) -> str:
    """What the counted ones got or did: 2校获评示范校, 7校参加评估, 120人的支教任务."""
    match = GOT.match(behind)
    rest = behind[match.end() :] if match else _ADVERBS.sub("", behind)
    if _TO_LEVEL.match(rest):
        return ""
    stop = _STOP_GOT.search(rest)
    phrase = (rest[: stop.start()] if stop else rest).strip(" 、,的")
    return "" if _PRONOUN.search(phrase) or phrase.startswith(("等", "和", "与")) else phrase[:_LONGEST]
