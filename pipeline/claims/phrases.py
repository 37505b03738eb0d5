"""The words beside a quantity: its clause, and the noun phrase that is left when adverbs and verbs are taken off.

`trim` takes off what may stand at the head of a clause (完成, 全市共有, 2023年) and before a number (达到, 约为); `noun_behind`
ends the phrase behind a number at the verb that begins to tell of it. The words are data (`models/lexicon.tsv`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.claims.predicates import having_end, is_act, is_of_clause, is_verb, object_start
from pipeline.claims.words import listed, uses
from pipeline.language.dates import YEAR, date_end
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, per_lexicon, words
from pipeline.language.stretch import Word, words_of
from pipeline.language.vocabulary import counted
from pipeline.patterns import any_of, last_match, when_used


def _single(role: str) -> str:
    """A pattern of words of one character, each not before the characters given."""
    return "|".join(
        f"{word}(?![{''.join(stops)}])" if stops else word for word, stops in lexicon().parameters(role).items()
    )


def _leads() -> str:
    verb = any_word("lead")
    return (
        rf"对(?!口|[^,;。]{{1,12}}贡献)|{_single('lead_single')}|(?:新|先|计划|规划|预计|准备|打算)(?={verb})|使(?![用者馆命领得])|(?:一定|务必|应该|需要|都)?要(?![求素件闻点害塞道约价职])|必须|应当|{_YEARS}(?:以?来|间|内)|(?:扣除|剔除)[{HAN}]{{1,8}}?(?:因素|影响)后?|{_risen()}(?![值率额量幅度收产])(?=[{HAN}“]{{2}})|(?:是指|[是指])(?![否非标导数定挥示向甲])"
        rf"|(?:{_YEARS}(?:以?来|间|内)?(?:共|累计)?|(?P<year>[{HAN}]{{1,8}}{YEAR}年度?))(?:(?={verb})|(?(year)(?!))(?=全[国省市县区校]|共|累计))"
    )


_YEARS = "(?<![第学中小前])[两几三四五六七八九十\\d]{1,2}年"
_OWNER = LexicalPattern(lambda: rf"[{HAN}]{{1,15}}?(?:{any_word('body_ending', 'unit_ending')})(?:部门|系统|本级)?$")
_HAVING = LexicalPattern(
    lambda: (
        rf"{any_of(word for word in words('lead') if word[-1] == '有' and word != '另有')}|(?:目前|现在|如今|总共|一共)有"
    )
)
"""Verbs of having, of which the owner is no part of what is counted: 中心完小|现有|教学班16个."""
_THINGS = when_used(rf"[{HAN}、“”]{{2,}}")
_IN_YEAR = when_used(rf"{YEAR}年度?(?=[{HAN}]{{2}})")
_LONGEST = 24  # characters; a longer noun phrase is no name of a column
_BARE_YEAR = when_used(rf"(?:19|20)\d\d(?=[{HAN}]{{4}})(?![年届级])")
_THIS_TERM = when_used(r"[上本下][一个]?(?:学期|学年|季度|月)末?|[上本]季末?|前[一二两三四五六七八九十\d]{1,2}年")
"""A part of a year by its distance from today, which names no date."""
_BEFORE = when_used(r"前(?![一二两三四五六七八九十\d])|内(?![河外地陆部贸需资蒙])|间(?![接隔断])")
_EDGE_OF_YEAR = when_used(r"[底末]|初(?![中级步期一二三高])")
_COMPARED = frozenset("比较同与从由到在以但")
_EACH = r"每(?![万百千十亿])(?:学期|学年|课时|[人名生户校班所个家年月天日次期场批村县镇乡园周季件间座栋幢台辆亩组门节套处块份科床](?![均名]))?"
_LEAD = LexicalPattern(
    lambda: (
        rf"(?:{_EACH}|该[省市县区州镇乡村校园院所站局厂社](?![域级内])|全[国省市州盟县区旗乡镇村校](?=现有|共有|共|已|累计|有|{any_word('lead')})|[{HAN}]{{2,7}}?(?:[省市县区州镇乡村校园]|街道)(?=(?:现|共|建|设|拥|还|已|只|仅)?有(?!限|关|效|机|色)|下辖|辖)|(?:辖区|境内|区内|全域)(?=[现共]?有)|{any_word('lead')}|{_leads()}|截[至止][^,]{{0,12}}|[、了的,:])"
    )
)
"""One word at the head of a clause; there may be several."""


_WORDS_BEGUN = LexicalPattern(lambda: any_word("participle"))
_WORD_REACH = 6
"""Characters of which the first word is read."""
_NOT_STRIPPED = frozenset("率幅速支收产征招")
"""Ends of nouns of growth (自然增长率) and of verbs that hold their object (增支)."""


def _risen() -> str:
    """Verbs of change before what changed: 减少|财政收入."""
    return any_of(verb for verb in words("rise") | words("fall") if len(verb) == _PAIR)


def _changes() -> str:
    """Verbs of change, of which only their subject says what it is: 时限压缩, 税率下浮."""
    verbs = (words("rise") | words("fall")) - words("spending_word")
    return any_of(verb for verb in verbs if len(verb) > 1 and verb[-1] not in _NOT_STRIPPED)


_TRAIL = LexicalPattern(
    lambda: (
        rf"(?:(?<![签节条契预违])约|(?<![暂尚况苟姑])[并而]?且|(?<![原规准细法守总附否通学])则|(?<![首成京古故帝陪])都|(?<![间])或|(?<![必])须|(?<![大小上中少老主名良武])将|必须|方可|预计|全部|大幅度?|逐步|(?<![预统合估总会审设累共])计|应当|可以|准备|(?<=[{HAN}]{{3}})完成|(?:(?<=资金)|(?<=经费)|(?<=投资)|(?<=专款)|(?<=预算))安排|不[得能应宜]|(?<!得)(?<![评积满高总均学平计])分为|总体|或者|一式|原则上|以及|力争|(?<=[{HAN}]{{2}})(?<![中里上])争取|[优高低好劣大小等多少快慢]于|(?<=[{HAN}]{{4}})设[置定]|处于|仍然|(?<!最)近|(?<![所可难])以|却|(?<![前中专小])[三五]年|(?:{YEAR}|[一二][〇○零一二三四五六七八九]{{3}})年[底末]?|(?:至[多少]|最[多少])[可能需须应要]?[{HAN}]{{0,2}}|(?<![报收拿])到|(?<![结盈剩富])余|(?<![评得积满高总均学平计])分|(?<!起)降|(?<![需主重纪概摘提首必次])要|已经|实际|年[末底]|(?<=[{HAN}]{{2}})(?<![比较])[去今当]年|(?<=均)净|{any_of({':', *words('trail')} - {'分为', *'约到余分降将计近', '三年', '五年'})}|{_changes()}(?:幅度|至|到|为)?|(?:[升降增减涨扩缩压调提优][{HAN}]?|延伸|发展|拓展|壮大|恢复)(?:至|到|为)|{_EACH}|[生人户校村班师园亩]均(?:达到?|为|约|近|超过?|仅)?)$"
    )
)
_TRAIL_REACH = 12
"""Characters of the longest such word, at most."""
_WORD_GOES_ON = when_used(r"总?[率量数额金款面员者类度项人方日](?!城|人|次)")
_COMPOUND = when_used(r"(?<=[上年度])结[转余]|(?<=建成)区(?!域)|(?<=建设)用地")
"""Nouns made of a verb and one more character (整改率, 资助金额): the verb in front belongs to them; so does the year of 上年结转."""
COMPARISON = when_used(
    r"(?:(?:(?![与同][^,;。]*(?:比率|比值|之比))(?:(?:按照?)?(?:可比|不变价)|比|较|同比|环比|高于|低于|高出|低出|超出|优于|快于|慢于|多于|少于|与|(?<![合共协相不陪如会等])同))(?!例|重|率|赛|对|中|学|龄|伴|步|时|意))[^,;。:、]{0,20}$"
)
_CUT = LexicalPattern(
    lambda: (
        rf"(?:每[天年月周日学]|就(?![业读近地医学餐诊])|(?<![首成京古故帝陪])都(?!市)|{any_word('cut')}|{_single('cut_single')}|[升降增减涨压][{HAN}]?(?:至|到|为))"
    )
)
_PAIR = 2
_SUMS = frozenset(("金额", "款项", "数额", "额度", "总数", "总量", "总额", "人数", "面积", "数量", "结转", "结余"))
"""Nouns that say how much of what a verb before them tells, beside the measures."""
_CUT_OR_LEAD = LexicalPattern(
    lambda: rf"{_CUT.pattern}|(?<![、和与及的]){any_of(w for w in words('lead') if len(w) > 1)}(?![率量数额者员的])"
)
GOT = LexicalPattern(lambda: rf"(?:先后|分别|均|共|已|被){{0,3}}(?:{any_word('getting_verb')})(?:了|为)?")
_ATTRIBUTIVE = LexicalPattern(lambda: rf"(?:{any_word('attributive')})(?:{any_word('attributed')})")
_CIRCLED = r"\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229"
_STOP_BEHIND = when_used(
    rf"[,;。:!?\n“”\"《》()\[\]…{_CIRCLED}]|\d(?!\d{{0,3}}强|A{{1,5}}级|[A-Z])|[两一二三四五六七八九]位数"
)
_AND = r"和(?!平|美|谐|睦)|与(?!会)|及(?!格|时)"
_NO_NOUN = when_used(
    rf"[这那](?!曲)|等(?![级距额次值候离])|内(?![部外容地陆科需涵资河联镜存阁])|[,;。:!?\n)\]、.(以{_CIRCLED}]|{_AND}"
)
_PARTICIPLE = LexicalPattern(lambda: rf"(?:{any_word('participle')})的?(?!{any_word('lead')})(?=[{HAN}]{{2}})")
MODIFYING = LexicalPattern(
    lambda: rf"(?:{any_word('modifying_verb')})(?=[{HAN}]{{0,4}}?(?:{any_word('modified_noun')}))"
)
_NEXT_ACT = LexicalPattern(lambda: rf"[、和](?=(?:{any_word('lead')})[{HAN}A-Za-z“])(?![^的]*的)")
"""Behind the counted noun, what else was done: 24轮强降雨、抗御台风."""
_STOP_GOT = when_used(r"[,;。:!?\n、()]|(?<!第)\d")
_LEVELS = when_used(rf"(?:[{HAN}]{{1,2}}、){{1,4}}[{HAN}]{{1,2}}[级等]")
"""A list of levels before what they are of: 国家、省、市、区级|的表彰, 一、二、三等|奖."""
_QUOTED_NOUN = when_used(
    rf"(?P<front>[{HAN}]{{0,8}})[“《\"][^”》\"\n]{{1,20}}[”》\"](?P<rest>[^,;。:、!?\n()\[\]“”《》\d]{{0,12}})"
)
_SAME = LexicalPattern(lambda: rf"(?:{any_word('same_thing')})")
TO = when_used(
    rf"[{HAN}]{{1,5}}?(?:到|至|(?<![完建形组促达造])成|为)(?:(?:现在|目前|如今|[今去前上当]年|\d{{4}}年)?(?:\d{{1,2}}月)?[底末初]?的)?"
)
"""Between the two quantities of a change: 由2.31缩小至2.12, 从612公里延伸到1034公里; what is 完成 or 建成 is another thing."""
LIST_GAP = when_used(r"[、和与及×xX*]\s?|,\s?(?:和|与|及)|")
SPLIT = when_used(rf"以及|、|{_AND}")
# A rank ends what is told of one thing: 花卉产量全球第一、优质鲜切花占比60%.
_BOUND = when_used(
    rf"[,;。:!?\n]|(?<=[国省市县区州球界]第一)、|(?<=首位)、|(?<=前列)、|(?<=领先)、|(?<![暂尚况苟姑])且(?=[{HAN}])"
)
_ACTED = when_used(rf"[{HAN}]{{2}}的[{HAN}]{{2}}")
_JOINT = when_used(r"以及|、|的|和(?!平|美|谐|睦)|与(?!会)|及(?!格|时)")
"""Between members of a list, or a modifier and what it modifies."""
_FOOTNOTE = when_used(r"[\[(]\d{1,2}[\])]")
_TELLS = LexicalPattern(lambda: rf"{_CUT.pattern}|{any_word('act_behind')}|{SPLIT.pattern}")
"""What a noun phrase before a quotation does not hold: a verb, a list."""
_ALTERNATIVES = when_used(r"[省市县区州]\([省市县区旗州地盟、]{1,8}\)(?![级属])")
"""Kinds of division that stand beside one another: 78个民族自治地方县(市)."""
_PREDICATE = when_used(r"[也仅只共均都已]{0,2}(?:达|有|为|是|占|超|近|约)")
"""What says something of the noun phrase before it, in which no verb is that of the clause: 获得职称的教师|有96人."""
_RELATIVE = LexicalPattern(lambda: rf"(?:{any_word('relative_verb')})[^的,]{{2,}}的[{HAN}]{{2,}}$")
_PARENTHESIS = when_used(r"\([^()]{0,60}\)")
_SINCE = when_used(r"[自从][^,;。:自从]{2,24}(?:之日|当日|之时|当月|次日|次月)(?:算|计算)?起")
"""From when on something holds, which is no part of what it holds for: 报告书|自批准之日起|满5年."""
_ADVERBS = when_used(r"^(?:的|已|共|均|先后|实现){1,3}")
_TO_LEVEL = when_used(rf"[升降增减压扩缩提涨][{HAN}]?(?:至|到|为)")
_REACH_OF = when_used(r"(?P<noun>范围|半径)[之以]?内")
"""Behind a length, how far something reaches: 500米|范围内的建筑."""
_LOOSE_END = when_used(
    r"的?基础上$|[以之][外内]$|之一$|的?有$|^向$|^次$|除外$|(?<![初高职完其县])中有?$|至[少多]$|最[多少]$|(?<![发通到直传表抵])达$|(?<![以之背落前先最售产课战靠])后$"
)
_OTHER_CLASSIFIER = when_used(r"\([^()\d]{1,6}\)")
"""More classifiers for the same number: 8条(个), 183个县(市、区)."""
_OF_VERB = when_used(r"[率额量值](?![先外子产守班])")
_NOTE_WITHIN = when_used(rf"(?<=[{HAN}])\([{HAN}、]{{1,8}}\)(?=[{HAN}])")
_CLAUSE_BEFORE_NOUN = when_used(rf"[^,;。:()\d]{{3,18}}的(?=[{HAN}“]{{2}})(?![^的]*的)")
_ENUMERATION = when_used(r"[一二三四五六七八九十]是")
_MARKER = when_used(
    rf"(?:^|[\n;。])[ \t]{{0,8}}(?:(?:\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[.、)]?(?=[ {HAN}])|[一二三四五六七八九十]{{1,3}}、|\([一二三四五六七八九十]{{1,3}}\)|\d{{1,2}}[.、)](?!\d)|\(\d{{1,2}}\)|第[一二三四五六七八九十百〇零\d]{{1,5}}[条章节](?= )"
    r"|[^\w\s“”‘’\"'《》()\[\]【】〔〕,;。:!?、…<>%*×/+=~-]{1,3}|[\u2460-\u24ff\u2776-\u2793\u3220-\u3229])[ \t]*){1,3}"
    rf"|[{_CIRCLED}]"
)
"""What marks an item at the head of its line: 1. 2.1 (3) ① ★ ●; a circled number does so within a line too. Symbols of any kind: a list has no end."""
_HAN = when_used(rf"[{HAN}A-Za-z]")
_PRONOUN = when_used(r"[这那]$|之间$|(?:参与)?其中|上述|该$|合计|共计|左右$|基础上$")


def clause_of(gap: str, follows: bool) -> str:
    """What stands after the last punctuation mark of `gap`, closed parentheses left out.

    Args:
        follows: whether `gap` starts behind another quantity, whose noun then ends at 、 or 和.
    """
    gap = _FOOTNOTE.sub("", gap) if "(" in gap or "[" in gap else gap
    gap = _MARKER.sub("\n", _ENUMERATION.sub(",", gap) if "是" in gap else gap)
    opened = gap.rfind("(")
    if opened > gap.rfind(")"):
        gap = gap[opened + 1 :]
    elif ")" in gap:
        gap = _PARENTHESIS.sub("", gap)
        gap = gap[gap.rfind(")") + 1 :]
    bound = last_match(_BOUND, gap)
    clause = gap[bound.end() :] if bound else gap
    if follows and bound is None:
        clause = last_member(clause)
    return clause.strip()


def last_member(clause: str) -> str:
    """The last member of a list; 和 and 及 are within it where the mark 、 parts it from the others: 7%、|烟酒及用品价格."""
    joints = [joint for joint in SPLIT.finditer(clause) if _is_balanced(clause[joint.end() :])]
    listed_by_mark = bool(joints) and joints[0].start() == 0 and joints[0].group() == "、"
    last = next((joint for joint in reversed(joints) if joint.group() == "、" or not listed_by_mark), None)
    return clause[last.end() :] if last else clause


def first_member(phrase: str) -> str:
    """The first member of a list; what parts kinds of division in a parenthesis parts no members: 县(市、区)."""
    joint = next(
        (
            joint
            for joint in SPLIT.finditer(phrase)
            if phrase.count("(", 0, joint.start()) == phrase.count(")", 0, joint.start())
        ),
        None,
    )
    return phrase[: joint.start()] if joint else phrase


def _is_balanced(text: str) -> bool:
    """Whether no quotation ends or begins within a text alone."""
    return text.count("“") == text.count("”")


def clause_before(gap: str, follows: bool) -> str:
    """The noun phrase of the clause before the last one, when a verb alone is left for the last: 升学率,也从39%爬到57%."""
    bound = last_match(_BOUND, gap)
    return trim(clause_of(gap[: bound.start()], follows)) if bound and gap[bound.start()] == "," else ""


def trim(phrase: str) -> str:
    """A noun phrase without the words before and after it that are no part of it."""
    phrase = phrase.strip(" 、,;:。-—–")
    told = False
    while (trimmed := _at_word(phrase, _without_trail(phrase)).strip(" 、,:-—–")) != phrase:
        told = told or _PREDICATE.match(phrase, len(trimmed)) is not None
        phrase = trimmed
    if not (told and _RELATIVE.match(phrase)):
        phrase = _without_head(phrase)
    phrase = _balanced(phrase.strip(" 、,:了的"))
    if phrase in _COMPARED or _SAME.fullmatch(phrase) or _PRONOUN.fullmatch(phrase) or not _HAN.search(phrase):
        return ""
    short = _shortened(phrase)
    return short if short == phrase else _without_head(short)


def _without_trail(phrase: str) -> str:
    """A phrase without the word before its number that is no part of it (达到, 约为)."""
    if phrase.endswith("起") and (since := _SINCE.search(phrase)) is not None:
        return phrase[: since.start()]
    trail = _TRAIL.search(phrase, max(0, len(phrase) - _TRAIL_REACH))
    return phrase if trail is None else phrase[: trail.start()]


def _at_word(phrase: str, trimmed: str) -> str:
    """A phrase without its trail: all of it where that is the end of a word (处|分), less the verb whose end begins it (学校应|确保有)."""
    at = len(trimmed)
    if not 1 < at < len(phrase):
        return trimmed
    word = counted().get(phrase[at - 1 : at + 1])
    is_torn = word is not None and word.pos == "v" and not {phrase[at - 2 : at], phrase[at - 3 : at]} & counted().keys()
    return trimmed if not is_torn else trimmed[:-1] if len(phrase) > at + 1 else phrase


def _without_head(phrase: str) -> str:
    """A phrase without the words at the head of its clause, a doer and the predicate among them."""
    start, last = 0, ""
    while (end := _lead_end(phrase, start)) > start:
        if _goes_on(phrase, end) or (start and _RELATIVE.match(phrase, start)):
            return phrase[start:]
        if end - start > 1 and _ACTED.match(phrase, end) and is_verb(phrase[end : end + 2]):
            return phrase[start:]  # 投入|运行的脱硫装机容量
        start, last = end, phrase[start:end]
    phrase = phrase[start:]
    begun = object_start(phrase, last)
    return _without_head(phrase[begun:]) if begun else phrase


def _goes_on(phrase: str, end: int) -> bool:
    """Whether a verb that ends there makes a noun with what follows (整改|率, 资助|金额), which is no word of its own (实施|项目)."""
    if phrase[end:] in words("dependent_measure") | words("measure") and is_act(phrase[:end]):
        return True  # 资助|规模, 资助|强度
    if _COMPOUND.match(phrase, end):
        return True
    if _WORD_GOES_ON.match(phrase, end) is None:
        return False
    word = phrase[end : end + 2]
    return len(word) < _PAIR or word not in counted() or word in words("measure") or word in _SUMS


def _shortened(phrase: str) -> str:
    """A phrase that is no longer than names are: behind its last verb, else from a member of its list or a modifier on, never from within a word."""
    if len(phrase) <= _LONGEST:
        return phrase
    members = SPLIT.split(phrase)
    last = len(phrase) - len(members[-1])
    if begun := object_start(phrase[last:], ""):
        return phrase[last + begun :]
    is_list = len(members) > 1 and len(phrase) <= 2 * _LONGEST
    if not is_list and len(behind := _behind_verb(phrase)) <= _LONGEST:
        return behind
    return phrase if is_list and max(map(len, members)) <= _LONGEST else _from_joint(phrase)


def _behind_verb(phrase: str) -> str:
    """What stands behind the last verb of a phrase; all of it without one."""
    cuts = _CUT_OR_LEAD.finditer(phrase, 0, len(phrase) - 4)
    ends = [cut.end() for cut in cuts if not _WORDS_BEGUN.match(phrase, cut.start())]
    return phrase[ends[-1] :] if ends else phrase


def _from_joint(phrase: str) -> str:
    """The end of a phrase from a joint on that parts no quotation."""
    joints = (part.end() for part in _JOINT.finditer(phrase, len(phrase) - _LONGEST - 1))
    parts = [at for at in joints if phrase.count("“", at) == phrase.count("”", at)]
    return phrase[parts[0] :] if parts else phrase


def _lead_end(phrase: str, start: int) -> int:
    """End of the word or date at `start` that may stand at the head of a clause, with an owner before it; `start` when there is none."""
    if phrase.startswith("在", start) and (among := _AMONG.match(phrase, start)):
        return among.end()
    lead = _LEAD.match(phrase, start)
    if lead and not (_begins_term(phrase, start, lead.end()) if len(lead.group()) > 1 else _begins_word(phrase, start)):
        edge = _EDGE_OF_YEAR.match(phrase, lead.end())
        last = edge.end() if edge and lead.group().endswith("年") else lead.end()
        return max(last, date_end(phrase, start) or 0)  # 次|年 is a date
    if not start and (owner := _owner_end(phrase) or having_end(phrase)):
        return owner
    return _time_end(phrase, start)


def _begins_term(phrase: str, start: int, end: int) -> bool:
    """Whether a word that may stand at the head of a clause begins a noun that is longer: 转移|支付, 吸引|力."""
    return any(phrase[start : end + more] in _terms() for more in (1, 2))


@per_lexicon
def _terms() -> frozenset[str]:
    """Nouns of the lexicon that begin with a verb."""
    nouns = {text for text, word in counted().items() if word.pos.startswith("n")} | words("uncut")
    return frozenset(text for text in nouns if text[:_PAIR] in words("lead") and len(text) > _PAIR)


def _time_end(phrase: str, start: int) -> int:
    """End of the date or term at `start`; `start` when there is none."""
    if bare := _BARE_YEAR.match(phrase, start):
        return bare.end()
    when = start + phrase.startswith(("到", "至", "于", "在"), start)
    end = date_end(phrase, when)
    if end is None and (term := _THIS_TERM.match(phrase, when)):
        end = term.end()
    if end is None:
        return start
    before = _BEFORE.match(phrase, end)
    return before.end() if before else end


_AMONG = when_used(
    rf"在[{HAN}]{{2,8}}?(?:之中|当中|领域|方面|期间|基础上|中(?![小学专心国央职级等医西药部东华间期层青年年短]))(?=[{HAN}]{{2}})"
)
"""Of what or in which respect something is told, before its verb or noun: 在总人口中|男性人口, 在扶贫领域|投入."""


def _begins_word(phrase: str, start: int) -> bool:
    """Whether a character that may be a word of its own begins a longer one: 在谈|项目."""
    if _WORDS_BEGUN.match(phrase, start):
        return True
    first, end, _, text = words_of(phrase, start, min(len(phrase), start + _WORD_REACH))[0]
    return end - first > 1 and text in counted()


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
    """The noun phrase that starts right behind the number; where a clause stands before the noun, the noun behind its 的 (899个|具有示范作用的|产业项目)."""
    text = _behind_classifier(behind.lstrip())
    if text.startswith(("范", "半")) and (reach := _REACH_OF.match(text)) is not None:
        return reach["noun"]
    if not text or _NO_NOUN.match(text) or GOT.match(text):
        return ""
    phrase = _with_quotation(text) or _up_to_stop(text)
    cut = _end_of_noun(phrase)
    if (cut == 0 or _begins_with_verb(phrase)) and (clause := _CLAUSE_BEFORE_NOUN.match(phrase)) is not None:
        noun = phrase[clause.end() :]
        cut = _end_of_noun(noun)
        phrase = noun[:cut]
        cut = None if _ends_in_noun(phrase) else 0
    if cut is not None:
        phrase = phrase[:cut]
    phrase = _LOOSE_END.sub("", phrase.lstrip(" 、,的").rstrip(" 、,的和与及或").removesuffix("或者"))
    if len(phrase) > _LONGEST:
        phrase = SPLIT.split(phrase)[0]
    return "" if _PRONOUN.match(phrase) else phrase[:_LONGEST]


def _begins_with_verb(phrase: str) -> bool:
    """Whether a clause before its noun begins with a phrase: 体现地方特色的|指标."""
    return "的" in phrase and is_of_clause(phrase)


def _behind_classifier(text: str) -> str:
    """What stands behind a number without more classifiers, 级 and 的: 20万吨级|泊位."""
    classifier = _OTHER_CLASSIFIER.match(text) if text.startswith("(") else None
    return (text[classifier.end() :] if classifier else text).removeprefix("级").removeprefix("的")


def _with_quotation(text: str) -> str:
    """The noun phrase with a quotation in it that `text` begins with; empty for none."""
    quoted = _QUOTED_NOUN.match(text)
    is_noun = quoted and (not quoted["front"] or (quoted["rest"] and not _TELLS.search(quoted["front"])))
    return quoted.group() if quoted and is_noun else ""


def _up_to_stop(text: str) -> str:
    """What stands before the first mark that ends a noun phrase; parentheses within one do not: 行业(产品)垂直电商平台."""
    stop = _STOP_BEHIND.search(text)
    while stop is not None:
        if (both := _ALTERNATIVES.match(text, stop.start() - 1)) is not None:
            return text[: both.end()]
        if (note := _NOTE_WITHIN.match(text, stop.start())) is None:
            return text[: stop.start()]
        stop = _STOP_BEHIND.search(text, note.end())
    return text


def _end_of_noun(phrase: str) -> int | None:
    """Where the verb begins that tells of the noun phrase at the head of `phrase`; None without one."""
    participle = _PARTICIPLE.match(phrase)
    start = participle.end() if participle else phrase.rfind("”") + 1  # nothing ends within a quotation
    for cut in _CUT.finditer(phrase, start):
        begun = _verb_start(phrase, cut.start(), cut.end())
        if begun is None:
            continue
        if cut.group() == "与" and _joins_nouns(phrase, cut.end()):
            continue
        if phrase[: cut.start()][-1:] in tuple("新再拟续") or (not cut.start() and _ATTRIBUTIVE.match(phrase)):
            continue
        if MODIFYING.match(phrase, cut.start()):
            continue
        return begun
    act = _NEXT_ACT.search(phrase, start)
    return act.start() if act else None


def _joins_nouns(phrase: str, start: int) -> bool:
    """Whether what stands behind 与 is a noun phrase to the end: 智能物流与|仓储装备, not 企业与|高校合作."""
    if _CUT.search(phrase, start):
        return False
    return _ends_in_noun(phrase[start:])


def _ends_in_noun(phrase: str) -> bool:
    """Whether the last word of a phrase is a noun, the name of an act too (做法), or one that no dictionary knows."""
    *before, (_, _, pos, text) = words_in(phrase) or [(0, 0, "v", "")]
    use = uses().get(text, pos)
    return use in ("n", "nz", "b", "", "ns") or (use == "vn" and len(before) == 1 and before[0][2] in ("n", "b", "a"))


def _verb_start(phrase: str, start: int, end: int) -> int | None:
    """Where the verb begins that stands there, or ends there (达|不到); None where it makes a noun with what follows: 增长|率, 加速|园, 放|射病."""
    if _OF_VERB.match(phrase, end):
        return None
    if end - start > 1:
        return None if _has_head(phrase, end) else start
    for first, last, pos, text in words_in(phrase):
        if first <= start < last and last - first > 1 and text in counted():
            if first < start:
                return first if pos == "v" else start
            return start if pos in ("v", "d", "p", "c", "l") and not _has_head(phrase, last) else None
    return start


def _has_head(phrase: str, end: int) -> bool:
    """Whether a noun of one character ends the phrase there: 加速|园."""
    return len(phrase) > end and phrase[end] in listed("heads") and phrase[end : end + 2] not in counted()


def words_in(phrase: str) -> Sequence[Word]:
    """Start, end, part of speech and text of each word of a phrase."""
    return words_of(phrase, 0, len(phrase))


def object_of_getting(behind: str) -> str:
    """What the counted ones got or did: 2校获评示范校, 7校参加评估, 120人的支教任务."""
    match = GOT.match(behind)
    rest = behind[match.end() :] if match else _ADVERBS.sub("", behind)
    if _TO_LEVEL.match(rest):
        return ""
    levels = _LEVELS.match(rest)
    stop = _STOP_GOT.search(rest, levels.end() if levels else 0)
    phrase = (rest[: stop.start()] if stop else rest).strip(" 、,的").rstrip("或")
    return "" if _PRONOUN.search(phrase) or phrase.startswith(("等", "和", "与")) else phrase[:_LONGEST]
