"""With 分别 each value takes its own antecedent, in order: A、B分别增长3%、5%."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.claims.phrases import COMPARISON, LIST_GAP, SPLIT, TO, clause_before, clause_of, trim, words_in
from pipeline.claims.quantities import REACH
from pipeline.claims.scope_names import is_scope_name, without_scope_name
from pipeline.language.dates import date_end
from pipeline.language.in_force import LexicalPattern, any_word, lexicon
from pipeline.records import Quantity, Sentence

_CHANGE_END = re.compile(r"(?:年均|同比|环比)?(?:增长|增加|提高|提升|上升|下降|减少|降低|递增|增|降|升|涨)$")
_MEASURE = LexicalPattern(lambda: rf"(?:{any_word('measure', 'shared_noun')})$")
_IS_MEASURE = LexicalPattern(lambda: rf"{_MEASURE.pattern}|(?<=..)[率量数额值]$")
_FUSED = LexicalPattern(lambda: any_word("fused"))
_MARK = re.compile("、")
_ORDINAL = re.compile("第[一二三四五六七八九十]{1,3}")
_NUMERAL = re.compile("[一二三四五六七八九十]{1,3}")
_BASE_OF_SHARE = re.compile(r"^(?:约|各|只)?占|的$")


def assign_respectively(
    content: str, sentence: Sentence, quantities: Sequence[Quantity], found: list[str], scope_names: Collection[str]
) -> None:
    """After 分别 each value takes its own antecedent, in order (changes `found` in place).

    Args:
        scope_names: names of places and schools in the document.
    """
    index = 0
    while index < len(quantities):
        gap = content[quantities[index - 1].end if index else sentence.start : quantities[index].start][-REACH:]
        at = gap.rfind("分别")
        last = last_listed(content, quantities, index)
        if at < 0:
            says_only_change = not trim(clause_of(gap, follows=index > 0))
            found[index : last + 1] = _in_order(content, quantities, (index, last), found, says_only_change)
            index = last + 1
            continue
        count = last - index + 1
        if gap.find(")") >= 0 > gap.find("("):  # a quantity in parentheses stands before: 大班额(56人及以上)
            gap = content[sentence.start : quantities[index].start][-2 * REACH :]
            at = gap.rfind("分别")
        clause = _antecedents(gap[:at], is_first=count > index)
        # 软件和信息技术服务业、租赁和商务服务业: where the marks alone make as many, 和 belongs to the names.
        for separator in (_MARK, SPLIT):
            names = [name for part in separator.split(clause) if (name := trim(part))]
            if len(names) == count:
                break
        if count == 2 and len(names) == 1 and (fused := _FUSED.search(names[0])):
            names = [names[0].replace(fused.group(), part) for part in lexicon().parameters("fused")[fused.group()]]
        if count > 1:
            predicate = COMPARISON.sub("", gap[at + 2 :])
            thing = "" if _BASE_OF_SHARE.search(predicate) else trim(_CHANGE_END.sub("", predicate))
            if len(thing) > 1 and len(names) != count:
                found[index : last + 1] = [thing] * count  # 分别设立帐篷课堂5处、8处
            elif len(names) == count:
                found[index : last + 1] = _with_what_is_shared(names, scope_names)
                # 标准分别从209元、280元提高到217元、290元
                levels = found[last + 1 : last + 1 + count]
                if levels and TO.fullmatch(content[quantities[last].end : quantities[last + 1].start]):
                    found[last + 1 : last + 1 + len(levels)] = found[index : index + len(levels)]
            elif len(names) == 1:
                found[index : last + 1] = names * count
            elif not names and count <= index:
                found[index : last + 1] = found[index - count : index]
        index = last + 1


def _in_order(
    content: str, quantities: Sequence[Quantity], of: tuple[int, int], found: Sequence[str], says_only_change: bool
) -> Sequence[str]:
    """The subjects of a list of quantities where no 分别 says that they go by order.

    Each is that of a measure of as many that are listed before (升学率和达线率提升7%和13%), or of a quantity of the list before, of
    which they tell how it changed (分别为3万元、5万元,同比增长7%、13%).
    """
    first, last = of
    subjects, count = found[first : last + 1], last - first + 1
    if count == 1 or len(set(subjects)) > 1 or len({quantity.unit for quantity in quantities[first : last + 1]}) > 1:
        return subjects
    names = [name for part in SPLIT.split(subjects[0]) if (name := trim(part))]
    if len(names) == count and all(map(_IS_MEASURE.search, names)):
        return names
    before = first - count
    told_of = found[before:first] if before >= 0 else ()
    goes_by_order = says_only_change and len(set(told_of)) == count
    return told_of if goes_by_order and last_listed(content, quantities, before) == first - 1 else subjects


def _antecedents(gap: str, is_first: bool) -> str:
    """The clause that lists what the values are of; the one before where this says but when: 城镇和农村居民收入,2000年|分别达到."""
    clause = COMPARISON.sub("", clause_of(gap, follows=False))
    says_when = is_first and clause and date_end(clause, 0) == len(clause)
    return clause_before(gap, follows=False) if says_when else clause


def _with_what_is_shared(names: list[str], scope_names: Collection[str]) -> list[str]:
    """Members of a list with what the last one says for all: 临港区、鹤山区普惠率; 第二、第三产业比重; 城镇、农村居民收入."""
    names = _with_ordinals(names)
    last = names[-1]
    if all(is_scope_name(name, scope_names) for name in names[:-1]):
        shared = without_scope_name(last, scope_names)
    elif all(_ORDINAL.fullmatch(name) for name in names[:-1]) and (ordinal := _ORDINAL.match(last)):
        shared = last[ordinal.end() :]
    else:
        shared = ""
    return [f"{name}{shared}" for name in names[:-1]] + [last] if shared else _with_shared_measure(names)


def _with_ordinals(names: Sequence[str]) -> list[str]:
    """Members of a list of ordinals of which the first alone has the mark: 第一、二、三产业."""
    if not _ORDINAL.fullmatch(names[0]) or not all(_NUMERAL.match(name) for name in names[1:]):
        return list(names)
    return [names[0], *(f"第{name}" for name in names[1:])]


def _with_shared_measure(names: list[str]) -> list[str]:
    """水果、蔬菜产量: the measure that the last member carries belongs to all, with what it measures where they are but one word each."""
    first = _MEASURE.search(names[0])
    if first and first.start() > 1:  # 事故起数、死亡人数: a bare measure is that of the first
        stem = names[0][: first.start()]
        names = [names[0], *(f"{stem}{name}" if _MEASURE.fullmatch(name) else name for name in names[1:])]
    if any(_MEASURE.search(name) for name in names[:-1]) or not _IS_MEASURE.search(names[-1]):
        return names
    return [f"{name}{_shared_measure(name, names[-1])}" for name in names[:-1]] + [names[-1]]


def _shared_measure(name: str, last: str) -> str:
    """What the last member says for another, too: behind the word that both have (城镇居民和农村居民|收入) or the one word that
    stands for it (水果、蔬菜|产量), else its measure."""
    words, own = words_in(name), words_in(last)
    ends = [end for _, end, _, text in own if text == words[-1][3]]
    if ends:
        return last[ends[-1] :]
    if len(words) == 1:
        return last[own[0][1] :]
    tail = _MEASURE.search(last)
    return tail.group() if tail else ""


def last_listed(content: str, quantities: Sequence[Quantity], first: int) -> int:
    """The index of the last member of the list of quantities that begins with the one at `first`."""
    last = first
    while last + 1 < len(quantities) and _is_listed(content, quantities[last], quantities[last + 1]):
        last += 1
    return last


def _is_listed(content: str, first: Quantity, second: Quantity) -> bool:
    gap = content[first.end : second.start]
    return bool(gap) and LIST_GAP.fullmatch(gap) is not None
