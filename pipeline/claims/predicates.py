"""Where what a clause acts on begins in the words before a figure: 六安市共资助|困难幼儿, 向民间资本推介|重大项目总投资.

The head of a clause is taken off word by word (`phrases.trim`); a doer before the verb, or what a preposition governs, stops that. Two
things show the verb all the same. Behind an adverb stands a verb, whatever the word is elsewhere; and behind a preposition with its
noun a verb has to come. Neither holds where 的 follows, which makes a noun phrase of it all (已建成村庄的管网).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.claims.scope_names import MODIFIERS, is_scope_name
from pipeline.claims.unread import may_hold_verb, may_show_verb
from pipeline.claims.words import VERBAL, VERBS, Tagged, listed, tagged
from pipeline.language.in_force import words
from pipeline.language.vocabulary import counted
from pipeline.patterns import any_of, when_used

_PREPOSITIONS = frozenset(("为", "向", "对", "给", "面向", "针对", "围绕", "通过"))
"""Words at the head of a clause that govern a noun before its verb."""
_GOVERNORS = frozenset(("p", "p1", "从", "在", "对", "向", "以", "为", "给", "将", "把", "通过", "用"))
"""Classes of prepositions."""
_RESULTS = ("为", "成", "到")
"""What a verb goes on with behind 将 or 把."""
_ASPECTS = frozenset("了过")
_CLOSING = frozenset(";。!?\n的")
_PAIR = 2
_DOER = 16
"""Characters of a body and its verb."""
_PURSE = "财政"
"""The body that is more often what pays."""
_BODY = when_used(any_of(listed("bodies") - {_PURSE}))
_BODY_ENDS = frozenset(body[-1] for body in listed("bodies"))
_NOT_IN_DOERS = frozenset(("的", "w", "m", "d", "p", "在", "对", "为", "由", "、", "和"))
_ADVERBS = frozenset(("d", "d1", "将"))
_DOERS = frozenset(("ours", "all", "ns", "nt", "r"))
"""Classes of names of places and bodies, and of pronouns."""
_OWNERS = frozenset(("n", "nt", "ns", "nz", "place", "ours", "all"))
"""Classes of what may have something."""
_SHORTEST = 2
"""Characters of a noun phrase, and of a verb before it, at least."""


def object_start(phrase: str, before: str) -> int:
    """Where a noun phrase begins behind the last verb that an adverb or a preposition shows; 0 where none does.

    Args:
        phrase: what stands before a figure, the words at its head taken off.
        before: the last of those; empty for none.
    """
    if len(phrase) < 2 * _SHORTEST or not (
        may_show_verb(phrase) or before in _PREPOSITIONS or before in listed("before_verb")
    ):
        return 0
    read = tagged(phrase, 0, len(phrase))
    for at in range(len(read) - 1, -1, -1):
        if read[at].text == "的":
            return 0
        if _acts(read, at, before) and not _makes_noun(phrase[read[at].end :]):
            return read[at].end
    return 0


def before_predicate(phrase: str, is_object: bool) -> str:
    """The noun phrase at the head of what stands behind a figure, without the verb that tells of it: 市|选派了, 单位|具备应用能力.

    Args:
        phrase: what stands behind the figure.
        is_object: whether the figure is the object of a verb, behind which no other has to come: 培育10家|系统解决方案供应商.
    """
    if "的" in phrase:
        return phrase
    read = tagged(phrase, 0, len(phrase))
    for before, word in pairwise(read):
        if not before.tag.startswith("n") or word.tag not in ("v", "v+"):
            continue
        if word.tag == "v+" or not (is_object or _is_attribute(phrase[word.end :])):
            return phrase[: word.start]
    return phrase


def before_act(phrase: str) -> str:
    """The noun phrase that ends what stands between two figures, without the act that goes with the second: 学校|招生, 劳动者|追回工资."""
    if not may_hold_verb(phrase):
        return phrase
    read = tagged(phrase, 0, len(phrase))
    if any(word.text == "的" for word in read):
        return phrase
    for at in range(1, len(read)):
        is_verb = read[at].tag in VERBS or (at + 1 == len(read) and read[at].tag in VERBAL)
        if is_verb and len(read[at].text) >= _SHORTEST and read[at - 1].tag.startswith("n"):
            return phrase[: read[at].start]
    return phrase


def is_governed(clause: str) -> bool:
    """Whether what a figure counts is governed by a preposition before it, so that its verb is yet to come: 从|两个, 按照已经发布的|85项."""
    read = tagged(clause, 0, len(clause))
    at = next((i for i in range(len(read) - 1, -1, -1) if _may_govern(read[i])), -1)
    if at < 0:
        return False
    if read[-1].text == "的":
        return not at and len(read[0].text) >= _SHORTEST
    is_verb = at < len(read) - 1 and read[-1].tag in VERBAL and read[-2].text != "、"
    return not is_verb and not any(word.tag in VERBS for word in read[at + 1 :])


def _may_govern(word: Tagged) -> bool:
    return word.tag in _GOVERNORS or word.text in listed("governing")


def governed_noun(phrase: str, behind: str) -> str:
    """What a preposition governs, without the verb that has to come: 排放口|排放污染物, 标准|规范信息化建设.

    Args:
        phrase: what stands behind the figure.
        behind: what stands behind that; where the sentence ends there, the phrase holds the verb, for all that a noun might look like that.
    """
    read = tagged(phrase, 0, len(phrase))
    if any(word.text == "的" for word in read):
        return phrase
    if read and read[0].text == "方面":
        return read[0].text  # no noun goes on behind it
    at = _governor_verb(read, phrase, behind)
    while at > 0 and read[at - 1].tag in VERBAL | _ADVERBS:
        at -= 1  # 两方面|分析梳理风险
    return phrase if at < 0 else phrase[: read[at].start].rstrip("上中里内")


def _governor_verb(read: Sequence[Tagged], phrase: str, behind: str) -> int:
    """The word that is the verb behind a preposition and its noun; -1 for none."""
    may_be = [i for i, word in enumerate(read) if _may_be_verb(word, phrase)]
    verbs = [i for i in may_be if i and read[i].tag in VERBS]
    shown = next((i for i in range(1, len(read)) if _shows_itself(read[i], i in verbs)), -1)
    if shown > 0:
        return shown
    if behind.startswith(_RESULTS) and len(read) > 1 and read[-1].tag in VERBAL:
        return len(read) - 1  # 行政村|划分为网格
    if behind and behind[0] not in _CLOSING:
        return -1
    return verbs[0] if verbs else max(may_be, default=-1)


def _may_be_verb(word: Tagged, phrase: str) -> bool:
    return word.tag in VERBAL and len(word.text) >= _SHORTEST and not _makes_noun(phrase[word.end :])


def _shows_itself(word: Tagged, is_verb: bool) -> bool:
    """Whether a word begins a predicate wherever it stands: a preposition, a verb with its aspect, one that may stand at the head of a clause."""
    return word.tag.startswith("p") or word.text[-1] in _ASPECTS or (is_verb and word.leads)


def _is_attribute(rest: str) -> bool:
    """Whether a verb behind a noun goes with the noun behind it, too short for what the verb acts on: 营养改善|计划, 粮食主产|省."""
    return len(rest) <= _SHORTEST or _makes_noun(rest) or tagged(rest, 0, len(rest))[0].tag.endswith("1")


def doer_end(content: str, start: int, end: int) -> int | None:
    """Where the body ends that a clause begins with, before its verb: 省属企业|完成; None where it begins with none.

    Args:
        content: folded text.
        start: where the clause begins.
        end: where to stop.
    """
    end = min(end, start + _DOER)
    if _BODY_ENDS.isdisjoint(content[start:end]) or _BODY.search(content, start, end) is None:
        return None
    read = tagged(content, start, end)
    for word, after in pairwise(read):
        if word.tag in _NOT_IN_DOERS or word.tag in VERBAL or word.leads:
            return None
        if after.tag in VERBS and after.leads:
            named = word.text in listed("bodies") and word.text != _PURSE
            return word.end if named and word.end - start > _PAIR else None
    return None


def _acts(read: Sequence[Tagged], at: int, head: str) -> bool:
    """Whether a word is the verb of the clause: behind an adverb, in one word with it (已|实现), or behind what a preposition governs."""
    word = read[at]
    if word.tag not in VERBAL or len(word.text) < _SHORTEST:
        return False
    if is_led(word):
        return True
    if at > 1 and read[at - 2].text in MODIFIERS:
        return False  # 城镇累计新增|就业
    return _is_after_adverb(read, at, head) or _is_done_by(read, at, head)


def _is_after_adverb(read: Sequence[Tagged], at: int, head: str) -> bool:
    """Whether an adverb stands before a word behind which a verb has to stand, at the end of an unknown name, too: 柘木市共|资助."""
    if not at:
        return head in listed("before_verb")
    before = read[at - 1]
    return before.text in listed("before_verb") or (
        before.tag == "unknown" and before.text[-1] in listed("before_verb")
    )


def _is_done_by(read: Sequence[Tagged], at: int, head: str) -> bool:
    """Whether a word is a verb behind a doer, an adverb or what a preposition governs."""
    if not at or read[at - 1].text == "、" or read[at].tag not in VERBS:
        return False
    if (read[at].leads and _is_doer(read[at - 1])) or read[at - 1].tag in _ADVERBS:
        return True
    return head in _PREPOSITIONS and not any(word.tag in VERBS for word in read[1:at])


def _is_doer(word: Tagged) -> bool:
    """Whether a word names a place or a body, which does things."""
    if word.text in MODIFIERS:
        return False  # 城镇|新增就业
    if word.tag == "place" or (word.tag == "ns" and len(word.text) == _PAIR):
        return is_scope_name(word.text, ())  # 山区 is none
    if word.tag in _DOERS:
        return True
    if word.text in listed("bodies"):
        return True
    ends = word.text.endswith(tuple(words("body_ending") | words("unit_ending")))
    return ends and (
        word.text in words("body_ending") or not word.tag or word.tag == "unknown" or len(word.text) > _PAIR
    )


def is_verb(word: str) -> bool:
    """Whether a word is a verb by itself, or the name of an act."""
    read = tagged(word, 0, len(word))
    return len(read) == 1 and read[0].tag in VERBAL


def is_act(phrase: str) -> bool:
    """Whether the last word of a phrase is the name of an act: 资助."""
    read = tagged(phrase, 0, len(phrase))
    return bool(read) and read[-1].tag in VERBAL - VERBS


def having_end(phrase: str) -> int:
    """Where what its owner has begins in a phrase, behind the verb 有 or an adverb of today: 学校有|留守儿童, 校园现|占地; 0 where it does not."""
    if phrase.find("有", 1) < 0 and phrase.find("现", 1) < 0:
        return 0
    read = tagged(phrase, 0, len(phrase))
    if any(word.text == "的" for word in read):
        return 0
    for before, word in pairwise(read):
        behind = phrase[word.end :]
        if word.text == "有" and before.tag in _OWNERS and len(behind) >= _SHORTEST:
            return word.end
        if word.text == "现" and behind and tagged(behind, 0, len(behind))[0].tag in VERBAL:
            return word.end
    return 0


def is_of_clause(phrase: str) -> bool:
    """Whether a phrase begins with a verb and its object: 体现地方特色的指标."""
    read = tagged(phrase, 0, len(phrase))
    if len(read) <= _PAIR or read[0].tag != "v" or is_led(read[0]):
        return False  # 已建成村庄的管网
    return all(len(word.text) >= _SHORTEST for word in read[1:3])


def is_done(phrase: str) -> bool:
    """Whether a phrase ends in the verb of its clause, shown by the adverb before it: 中央和省|共投入."""
    read = tagged(phrase, 0, len(phrase))
    return bool(read) and read[-1].tag in VERBAL and _acts(read, len(read) - 1, "")


def is_led(word: Tagged) -> bool:
    """Whether a word is a verb with the adverb before it, which the lattice reads as one: 已实现."""
    return word.text[0] in listed("before_verb") and word.text not in counted()


def _makes_noun(rest: str) -> bool:
    """Whether what follows a verb makes a noun of it (投资|率, 种植|面积), or is too short to be what it acts on."""
    return len(rest) < _SHORTEST or rest[0] in listed("noun_endings") or rest in words("measure")
