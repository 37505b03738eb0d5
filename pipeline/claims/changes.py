"""Growth or level: whether a quantity measures a difference (增加40人, 下降1.14个百分点), and against what (较去年).

A verb of change directly before the number makes it a difference; with 到, 至 or 为 behind the verb it is a level
(提高到80%). 新增 governs the last number of its phrase. 高于全市 needs no verb. The base is what stands between 比 or 较 and
the verb; a bare 增幅13.46% behind 比上年增加40人 has the same base, and so have the members after 其中.

A minus follows the same question: where the word measures a change (增速-1.2%, 同比-12.5%, 下降-3%) it is a fall, told by `change`, and
the value is positive; where it is a level (结余-3.2亿元) the value is negative and there is no change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.claims.quantities import REACH
from pipeline.claims.signs import change_pattern
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, per_lexicon, words
from pipeline.patterns import any_of, last_match, when_used
from pipeline.records import Change, Quantity, Sentence

_FILLER = r"(?:[了约近为达超到]|达到|超过|左右|分别|均|幅度?|为|目标|各|共|不|的|[:]){0,3}"
_LEVEL = LexicalPattern(
    lambda: (
        rf"(?:{any_word('rise', 'fall')}|调整|优化|稳定|保持|发展|控制)(?:到|至|为|成|在)(?:了|约|近|不|上年的|每人|每生|每名){{0,2}}$"
    )
)
_TO = frozenset("到至为成在")
_LONGEST = 24
"""Characters of the longest verb of change that leads to a level, with what may stand behind it."""
_UP = LexicalPattern(lambda: rf"(?:{any_word('rise')}){_FILLER}$")
_DOWN = LexicalPattern(lambda: rf"(?<!起)(?:{any_word('fall')}){_FILLER}$")
_UP_NOUN = LexicalPattern(
    lambda: rf"(?:{any_word('rise_of')})(?!到|至|为|值|节约|[^,;。:、()]{{0,16}}基础上)[^,;。:、()]{{0,24}}$"
)
_DOWN_NOUN = LexicalPattern(lambda: rf"(?:{any_word('fall_of')})(?!到|至|为|后)[^,;。:、()]{{0,24}}$")
_UP_COMPARED = LexicalPattern(
    lambda: rf"(?:比|较)[^,;。:]{{0,20}}?(?:{any_word('more')})(?:出|了|约|近|发|收|招|产|增)?$"
)
_DOWN_COMPARED = LexicalPattern(lambda: rf"(?:比|较)[^,;。:]{{0,20}}?(?:{any_word('less')})(?:了|约|近|发|收|招|产)?$")
_UP_THAN = LexicalPattern(
    lambda: rf"(?<![不得应能宜可要])(?:{any_word('above')})(?![标级大前])(?P<base>[^,;。:、]{{2,24}}?)的?$"
)
_DOWN_THAN = LexicalPattern(lambda: rf"(?<![不得应能宜可要])(?:{any_word('below')})(?P<base>[^,;。:、]{{2,24}}?)的?$")


def _all_change() -> str:
    kinds = [word for role in ("rise", "fall", "more", "less") for word in words(role)]
    return any_of([*kinds, "净", "分别", "略", "大幅", "明显", "翻", "年均"])


_BASE = LexicalPattern(
    lambda: (
        rf"(?P<rate>同比|环比)|(?<![占之对配可])(?:比|较)(?!例|重|率)(?P<base>[^,;。:比较]{{1,18}}?)(?:相比)?(?={_all_change()}|(?<!平)均)|(?:与|同)(?P<with>[^,;。:]{{1,14}}?)相比"
    )
)
_COMPARING = frozenset("同环比较")
"""One of them is in every base."""
_GROWTH_NOUN = when_used(
    r"(?:(?P<up>增幅|涨幅|增速|增长率|升幅)|(?:降幅|跌幅|减幅))(?![^,;。:、]{0,8}(?:回落|收窄|下降|提高|提升|加快|放缓|扩大|比|较))[^,;。:、]{0,8}$"
)
_GROWTH_ENDS = frozenset("幅速率")
"""The last characters of such nouns."""
_BASE_OF_SIGN = when_used(r"(?<![占之对配可])(?:比|较)(?!例|重|率)(?P<base>[^,;。:比较]{1,14}?)(?:相比)?$")
"""比上年-36人: the sign stands for the verb."""
_FROM = when_used(r"(?:由|从)(?P<base>[^,;。:、\d]{1,8}?)的?$")
_TIME = when_used(r"[年期月]")
# Behind one of these a signed quantity is a change: 同比-12.5%, 比上年-3亿元, 出口增长-2%.
_SIGNED_CHANGE = LexicalPattern(
    lambda: (
        rf"(?:{change_pattern()}|(?:与|同)[^,;。:]{{1,14}}相比,?)"
        r"(?:[了约为达是由从:)]|幅度?|率|左右){0,2}$"
    )
)
_TURNED = when_used(rf"[{HAN}]{{1,5}}?(?:到|至|为|成|正|负)")
"""Between the two rates of a turn: 由-1.2%转为3.4%, 从3.1%降至-2.4%."""
_LABELLED = when_used(r"(?:\([^()]{0,12}\))?[: ]*$")
_ONLY_IS = when_used(r"(?:由正转负|由负转正|为|是|达|至|到|约|,){0,4}")
_IS = when_used(r"(?:由正转负|由负转正)?,?(?:为|是|达|至|到|约)?$")
_YEAR_ON_YEAR = when_used(r"(?:同比|环比)$")
# Verbs that only tell by how much: 超出预算30万元; 超过预算 names the budget as often.
_EXCEEDS = when_used(r"超出|[高多低少]出|[高低多少]于")
_BOUND_NOUN = when_used(r"(?:标准|线|限额|起点|水平|规定|要求)$")
"""高于省定标准3000元 may name the standard."""
_REACHES = ("达", "达到", "达到了")
_RATE_UNITS = frozenset(("percent", "percentage_point", "permille"))
_COORDINATE = when_used(r"(?!.*(?:总数|总量|总计|累计))[^,;。:、()\n]{0,16}(?:、|和)[^,;。:、()\n]{0,16}")
_ADDED = when_used(r"(?:全[国省市县区]|共|累计|全年){0,2}(?:新增|净增)(?!到|至|为|值)")
_BARE = LexicalPattern(lambda: rf"[,(;、]?\s?(?:{any_word('rise', 'fall')}){_FILLER}$")
_COMPARED_BEFORE = when_used(r"(?:与|同|和)(?P<base>[^,;。:]{1,14}?)相比,[^,;。:]*$")
_AMONG = when_used(r"其中|其中:|包括")
_BOUND = when_used(r"[,;。:!?(\n]")
_RANK = when_used(r"(?:排名|排位|位次|名次)[^,;。:、]{0,6}$")
_LIST = when_used(r"[、和与及]\s?|,?\s?(?:和|与)")
_GAP = 20
"""Characters between two numbers of one phrase, at most."""
_CONTINUES = when_used(r"[^,;。:、()\n]+")


@dataclass(frozen=True, slots=True)
class _Direction:
    """What tells before a quantity that it is a difference in one direction.

    Attributes:
        verb: right before the quantity: 增加了.
        noun: with what changes behind it: 新增教师.
        compared: with 比 or 较: 比上年多.
        than: without either: 高于全市.
    """

    change: Change
    verb: LexicalPattern
    noun: LexicalPattern
    compared: LexicalPattern
    than: LexicalPattern


_DIRECTIONS = (
    _Direction("up", _UP, _UP_NOUN, _UP_COMPARED, _UP_THAN),
    _Direction("down", _DOWN, _DOWN_NOUN, _DOWN_COMPARED, _DOWN_THAN),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Whether a quantity is a difference, and against what."""

    change: Change = "none"
    base: str = ""


NO_DIFFERENCE = Difference()


def differences(
    content: str, sentence: Sentence, quantities: Sequence[Quantity], base_before: str = ""
) -> list[Difference]:
    """One `Difference` for each quantity of a sentence, in order.

    Args:
        content: folded text of the document.
        sentence: the sentence, with offsets into `content`.
        quantities: its quantities.
        base_before: the last base of the sentence before, which a sentence that begins with 其中 shares.
    """
    found: list[Difference] = []
    # the base that a bare growth after this point would share
    base_in_force = base_before if _AMONG.match(content, sentence.start) else ""
    phrase = ""  # the clause so far, numbers left out
    neighbours = zip([None, *quantities], quantities, [*quantities[1:], None], strict=False)
    for previous, quantity, following in neighbours:
        gap = content[previous.end if previous else sentence.start : quantity.start]
        if previous is not None and found[-1].change != "none" and _goes_on(gap, phrase, previous, quantity):
            found.append(_turned(found[-1], previous, quantity))
            continue
        left = _beside_brackets(content, sentence, previous, _clause_or_label(gap[-REACH:], _is_signed(quantity)))
        governed = previous is not None and _governs_next(content, previous, quantity)
        difference = _difference(_clause(phrase) + gap if governed else left, quantity, content, following)
        if difference.change != "none" and not difference.base:
            is_among = _AMONG.search(content, max(sentence.start, quantity.start - REACH), quantity.start) is not None
            difference = Difference(difference.change, _base_before(gap, is_among, base_in_force))
        base_in_force = difference.base or _base_after(gap, left, difference, base_in_force)
        phrase = (gap if previous is None or _BOUND.search(gap) else phrase + gap)[-REACH:]
        found.append(difference)
    return found


def _goes_on(gap: str, phrase: str, previous: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity is the next member of a list of differences, or the other end of a turn."""
    if quantity.text.startswith("突破"):
        return False  # 新增1700公里、突破7000公里
    if _LIST.fullmatch(gap) or _is_coordinate(gap, phrase):
        return True
    return _TURNED.fullmatch(gap) is not None and (_is_signed(previous) or _is_signed(quantity))


def _base_before(gap: str, is_among: bool, base_in_force: str) -> str:
    """The base of a difference that names none itself: what its clause is compared with, or the one in force where it is shared."""
    compared = _COMPARED_BEFORE.search(gap[-REACH:]) if "相比" in gap else None
    if compared is not None:
        return compared["base"]
    return base_in_force if is_among or _BARE.fullmatch(gap) else ""


def _is_coordinate(gap: str, phrase: str) -> bool:
    """Whether a quantity is the next coordinate under 新增: 新增2所高校、1所职业院校."""
    return _COORDINATE.fullmatch(gap) is not None and _ADDED.match(_clause(phrase)) is not None


def _base_after(gap: str, left: str, difference: Difference, base_in_force: str) -> str:
    """The base that stays in force behind a quantity without one of its own: a new level in a new clause ends it."""
    origin = _FROM.search(left) if "由" in left or "从" in left else None
    if origin and _TIME.search(origin["base"]):
        return origin["base"]
    new_level = difference.change == "none" and _BOUND.search(gap) and not _AMONG.search(gap)
    return "" if new_level and not _BARE.fullmatch(gap) and not _tells_level(left) else base_in_force


def _beside_brackets(content: str, sentence: Sentence, inside: Quantity | None, left: str) -> str:
    """The clause before a quantity with what stands before brackets that hold the one before it alone: 较上届|(74.0%)下降."""
    if inside is None or not left.startswith(")"):
        return left
    opened = inside.start - 1
    if opened < sentence.start or content[opened] != "(":
        return left
    return _clause(content[max(sentence.start, opened - REACH) : opened]) + left[1:]


def _clause(gap: str) -> str:
    bound = last_match(_BOUND, gap)
    return gap[bound.end() :] if bound else gap


def _clause_or_label(gap: str, signed: bool) -> str:
    """The clause before a quantity; where it is empty the label (民间投资增幅:), before a sign also the clause before (涨幅由正转负,为-0.2%)."""
    left = _clause(gap)
    if not left.strip() and gap.rstrip().endswith(":"):
        return _clause(_LABELLED.sub("", gap))
    if signed and _ONLY_IS.fullmatch(left):
        return _clause(_LABELLED.sub("", _IS.sub("", gap)))
    return left


def _difference(left: str, quantity: Quantity, content: str, following: Quantity | None) -> Difference:
    if quantity.unit == "番":
        return Difference("up", _base(left))
    growth = _GROWTH_NOUN.search(left) if not _GROWTH_ENDS.isdisjoint(left) else None
    if _is_signed(quantity):
        return _signed_difference(left, quantity, growth is not None)
    if growth is not None:
        return Difference("up" if growth["up"] else "down", _base(left))
    if _tells_level(left):
        return NO_DIFFERENCE
    if quantity.unit_norm in ("percent", "permille") and _YEAR_ON_YEAR.search(left):
        return Difference("up", _base(left) or left[-2:])  # 环比4.2%
    return _by_words(left, quantity, content, following)


def _by_words(left: str, quantity: Quantity, content: str, following: Quantity | None) -> Difference:
    """The difference that words of either direction make of a quantity."""
    is_compared = "比" in left or "较" in left
    if not is_compared and _begin_change().isdisjoint(left):
        return NO_DIFFERENCE
    for direction in _DIRECTIONS:
        if is_compared and direction.compared.search(left):
            return Difference(direction.change, _base(left))
        difference = _directed(direction, left, quantity, content, following)
        if difference is not None:
            return difference
    return NO_DIFFERENCE


@per_lexicon
def _begin_change() -> frozenset[str]:
    """The first characters of the words of one direction, but for those behind 比 and 较."""
    roles = ("rise", "fall", "rise_of", "fall_of", "above", "below")
    return frozenset(word[0] for role in roles for word in words(role))


def _tells_level(left: str) -> bool:
    """Whether a clause ends with a verb of change that leads to a level: 提高到."""
    return not _TO.isdisjoint(left[-_LONGEST:]) and _LEVEL.search(left, max(0, len(left) - _LONGEST)) is not None


def _directed(
    direction: _Direction, left: str, quantity: Quantity, content: str, following: Quantity | None
) -> Difference | None:
    """The difference that words of one direction make of a quantity without 比 or 较, None without such words."""
    if direction.noun.search(left) and not _is_reached(left, quantity):
        return (
            NO_DIFFERENCE if _governs_next(content, quantity, following) else Difference(direction.change, _base(left))
        )
    if direction.verb.search(left) and not _improves(left, quantity):
        return Difference(direction.change, _base(left))
    than = direction.than.search(left)
    if than is not None and _tells_how_much(than, quantity):
        return Difference(direction.change, than["base"])
    return None


def _is_reached(left: str, quantity: Quantity) -> bool:
    """Whether a share or a length of time is a level though something new is named before it: 新增劳动力受教育年限达到13.5年."""
    return left.endswith(_REACHES) and quantity.dimension in ("ratio", "duration")


def _signed_difference(left: str, quantity: Quantity, is_growth: bool) -> Difference:
    """The difference that a sign tells of where its quantity measures a change: 增速-1.2%, but 结余-3.2亿元."""
    by_points = quantity.dimension == "ratio_change"  # a level has no percentage points
    patterns = (_SIGNED_CHANGE, _UP_NOUN, _DOWN_NOUN)
    if not (by_points or is_growth or any(pattern.search(left) for pattern in patterns)):
        return NO_DIFFERENCE
    bare = _BASE_OF_SIGN.search(left)
    return Difference("down" if _is_negative(quantity) else "up", bare["base"] if bare else _base(left))


def _tells_how_much(than: re.Match[str], quantity: Quantity) -> bool:
    """Whether what is above or below another thing is so by the quantity (高于全市3%, 超出预算30万元), which else may be the other thing's own."""
    if quantity.unit_norm in _RATE_UNITS:
        return True
    if _EXCEEDS.match(than.group()) is None or than["base"].startswith("部分"):
        return False  # 超出部分每小时3元
    return than.group().startswith("超出") or _BOUND_NOUN.search(than["base"]) is None  # 超出核定标准30平方米


def magnitude(quantity: Quantity, difference: Difference) -> tuple[Decimal | None, Decimal | None]:
    """Value and value_max as a claim states them: the size of a change has no sign, its direction says it."""
    low, high = quantity.value, quantity.value_max
    if difference.change == "none" or low is None or low >= 0:
        return low, high
    return (-low, None) if high is None else (min(-low, abs(high)), max(-low, abs(high)))


def _is_signed(quantity: Quantity) -> bool:
    return _is_negative(quantity) or quantity.number_text.startswith("+")


def _is_negative(quantity: Quantity) -> bool:
    return quantity.value is not None and quantity.value < 0


def _turned(before: Difference, previous: Quantity, quantity: Quantity) -> Difference:
    """The difference of the next member of a list: 分别增长3.2%、-1.5%、2%. A sign turns its own quantity only."""
    if not _is_negative(previous) and not _is_negative(quantity):
        return before
    return Difference("down" if _is_negative(quantity) else "up", before.base)


def _improves(left: str, quantity: Quantity) -> bool:
    """Whether 提升 or 提高 makes things better rather than more: 改造提升24个服务区."""
    if _RANK.search(left):
        return False
    return quantity.dimension in ("count", "area", "length") and left.rstrip("了").endswith(("提升", "提高", "升级"))


def _governs_next(content: str, quantity: Quantity, following: Quantity | None) -> bool:
    """Whether the phrase goes on to another number: 新增68名教师人员经费155.62万元 adds money, not teachers."""
    return (
        following is not None
        and following.dimension not in ("ratio", "ratio_change", "rate")
        and following.start - quantity.end <= _GAP
        and _CONTINUES.fullmatch(content, quantity.end, following.start) is not None
    )


def _base(left: str) -> str:
    match = last_match(_BASE.compiled, left) if not _COMPARING.isdisjoint(left) else None
    return (match["rate"] or match["base"] or match["with"]).strip() if match else ""
