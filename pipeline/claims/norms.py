"""Quantities that a rule or standard prescribes, rather than anybody's having reached or planned them: 不得超过45人, 每校不少于2名.

A quantity is prescribed by words of obligation before it in its clause, by a bound on each of some things, or by standing in a document
of rules; what the text says was reached is not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.claims.governed import Governed
from pipeline.claims.grants import granted_from
from pipeline.claims.periods import Period
from pipeline.claims.timing import When
from pipeline.language.in_force import LexicalPattern, any_word, governs, is_word
from pipeline.records import Comparator, DocumentType, Quantity, Sentence

_PRESCRIBED = LexicalPattern(lambda: any_word("prescribing"))
_OUGHT = re.compile(r"(?P<must>(?<![必无])须|必须)|应")
_AS_STANDARD = re.compile(r"的?(?:标准|比例|额度)")
_BY = re.compile(r"(?:按照?|依照|执行)[^,;。:、]*$")
_CALLED = re.compile(r"应[^,;。:、\d不当]{1,8}(?:人数|[数额款量费])\s?(?:\d|$)")
"""What is called after what it should be: 应参加人数120人, 应收款5万元."""
_MEAN = "均"
"""What is reached on the average of some things is set for none of them: 人均预期寿命80岁以上."""
_BOUNDS: frozenset[Comparator] = frozenset(("ge", "le"))
_SUMS_UP = frozenset(("个", "项", "类", "种", "篇", "部", "章", "条", "款", "大", "方面"))
"""What is counted of a text or of a matter rather than prescribed: 包括三个部分."""
_MANY = 20
"""What nobody sums up the parts of a text by."""
_OVER_TIME = frozenset(("", "year", "month", "quarter"))
"""What aims are for one of as well as rules: 每年不少于5万个."""
_AT_MOST = ("不", "至多", "最多")
_OF_TEXTS = "字"
"""How long texts may be is asked of who writes them: 2000字以内."""
_AT_LEAST = "至少"
"""What rules ask for; aims are 不少于."""
_LEAST_OF = re.compile(r"至少[^,;。:、\d]{1,4}$")
"""The same, with a verb before the number: 至少覆盖|八个."""
_ADVISED = re.compile(r"(?:建议|一般|通常)应?$")
"""Before a bound that guides name: 一般不少于3人."""
_LIMITED = frozenset(("count", "duration"))
"""What nobody aims to keep small, as one does with rates and spending: 每队不超过40人, 演奏不超过6分钟."""
TELLS: frozenset[DocumentType] = frozenset(("work_report", "bulletin", "news", "self_assessment"))
"""Kinds of documents that tell what was and will be done, and lay down no rules."""


def is_norm(
    content: str, sentence: Sentence, quantity: Quantity, words: Governed, per: str, when: When, kind: DocumentType
) -> bool:
    """Whether a rule or standard prescribes a quantity.

    Args:
        content: folded text of the document.
        sentence: that holds it.
        quantity: the quantity.
        words: before it.
        per: what it is for one of.
        when: whether it was reached.
        kind: what the document is.
    """
    if _obliges(f"{words.shared}{words.own}{quantity.text}", quantity) or _is_length(quantity):
        return True
    if when.is_said and when.status == "achieved":
        return False
    if _BY.search(words.own) and _AS_STANDARD.match(content, quantity.end):
        return True
    if _is_aim(when.period):
        return False
    if kind == "rules" and (per or quantity.comparator != "eq" or not _sums_up(quantity)):
        return True
    if kind in TELLS:
        return False
    if _bounds(quantity, words.own, "" if _MEAN in words.own else per, when):
        return True
    return quantity.start >= _granted_from(content, sentence.start, sentence.end)


def _sums_up(quantity: Quantity) -> bool:
    return quantity.unit in _SUMS_UP and (quantity.value is None or quantity.value < _MANY)


def _is_aim(period: Period) -> bool:
    """Whether a quantity is to be reached by a day: 到2025年,制定不少于40项标准; rules hold from now on."""
    return period.first is not None and period.first == period.last


def _is_length(quantity: Quantity) -> bool:
    """Whether a quantity is how long a text may be."""
    return quantity.comparator == "le" and quantity.unit == _OF_TEXTS


def _bounds(quantity: Quantity, said: str, per: str, when: When) -> bool:
    """Whether a bound is one that rules set: on each of some things, or on what nobody aims to keep small."""
    if quantity.comparator in _BOUNDS and per not in _OVER_TIME:
        return True
    is_limit = quantity.comparator == "le" and quantity.text.startswith(_AT_MOST)
    if quantity.comparator in _BOUNDS and _ADVISED.search(said):
        return True
    is_limit = is_limit or quantity.text.startswith(_AT_LEAST) or _LEAST_OF.search(said) is not None
    return is_limit and quantity.dimension in _LIMITED and not when.period.is_stated


@lru_cache(8)
def _granted_from(content: str, start: int, end: int) -> int:
    """As `granted_from`, asked once for all quantities of a sentence."""
    return granted_from(content, start, end)


def _obliges(said: str, quantity: Quantity) -> bool:
    """Whether words before a quantity, or its own, oblige to it: 应不低于, 须达到, 原则上."""
    if _PRESCRIBED.search(said):
        return True
    for match in _OUGHT.finditer(said) if "须" in said or "应" in said else ():
        if match.group() == "须" or (match.group() == "必须" and quantity.comparator in _BOUNDS):
            return True
        if match.group() == "应" and _is_modal(said, match.start()):
            return True
    return False


def _is_modal(said: str, at: int) -> bool:
    """Whether 应 is a verb of its own, before another or before a negation, and no part of 供应 or 应用."""
    behind = said[at + 1 : at + 3]
    if _CALLED.match(said, at):
        return False
    if not behind or (at and is_word(said[at - 1 : at + 1])) or is_word(said[at : at + 2]):
        return False
    return behind[0] == "不" or governs(behind) or governs(behind[0])
