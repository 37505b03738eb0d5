"""Candidates for the scope in what the clauses before a figure are about: 青禾铁路发展迅速,累计发送旅客90万人次 is said of the railway.

What a clause is about stands at its head before the verb, behind a preposition there (对种粮农民发放…), or is what the clause before
acts on (实施网链计划,覆盖…). A clause that begins with a verb, or with a measure that is nobody's, goes on about the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.claims.options import Candidate
from pipeline.claims.weights import Clue, weight
from pipeline.claims.words import VERBAL, VERBS, Tagged, tagged
from pipeline.language.in_force import lexicon
from pipeline.records import Quantity

_READ, _TAIL = 32, 20
"""Characters at the head of a clause that are read, and at the end of one that is longer."""
_GOVERNING = frozenset(("p", "p1", "从", "在", "对", "向", "以", "为", "给", "将", "把", "通过", "用", "由", "按", "使", "让", "随着"))
_SKIPPED = frozenset(("t", "d", "d1", "c", "c1", "其中", "将", "又", "并", "已", "共", "再", "均", "每"))
_ENDS_NOUN = frozenset(("d", "d1", "p", "p1", "c", "u", "t", "是", "有", "已", "将", "均", "共", "在", "对", "为", "从", "由", "向", "占", "达", "达到", "超过", "超", "约", "近", "不", "到", "至", "并", "比", "较", "以", "按", "把", "给", "使", "被", "于", "现有", "分别", "增长", "下降", "提高", "增加", "减少", "同比", "年均"))
_MOST_CLAUSES = 4


class Topic(NamedTuple):
    """What a clause may be about."""

    start: int
    end: int
    kind: str
    right: str
    last: str
    last_tag: str
    first_tag: str
    size: int
    has_of: bool


class Clause(NamedTuple):
    """The topics of a clause, and how it begins."""

    start: int
    begins: str
    topics: Sequence[Topic]


def read_clause(content: str, start: int, end: int) -> Clause:
    """What the clause between two offsets may be about."""
    words = tagged(content, start, min(end, start + _READ))
    at, found = 0, list[Topic]()
    is_part = False
    while at < len(words) and (words[at].tag in _SKIPPED):
        is_part = is_part or words[at].text == "其中"
        at += 1
    begins = words[at].tag if at < len(words) else "^"
    if at < len(words):
        if begins in _GOVERNING:
            found += _phrases(content, words, at + 1, end, f"p {words[at].text}")
            if words[at].text == "每":
                pass
        elif begins in VERBS or begins in _ENDS_NOUN:
            pass
        else:
            found += _phrases(content, words, at, end, "part" if is_part else "head")
    tail = words if end <= start + _READ else tagged(content, end - _TAIL, end)
    if tail:
        found += _object(content, tail, end)
    return Clause(start, begins, found)


def _phrases(content: str, words: Sequence[Tagged], at: int, end: int, kind: str) -> Iterator[Topic]:
    """The noun phrases that begin at a word: up to the first word that is surely no noun, and to each act before."""
    first, has_of = at, False
    while at < len(words):
        word = words[at]
        stops = word.tag in VERBS or word.tag in _ENDS_NOUN or word.tag in ",;。:" or word.tag.startswith("m") or word.text in ("领域", "方面", "等", "中", "上", "内", "里")
        if word.text == "的":
            has_of = True
        if (stops or word.tag in VERBAL or word.tag == "的") and at > first:
            yield _topic(words, first, at, kind, f"{word.tag}", has_of and word.text != "的")
        if stops and not (kind.startswith("p") and word.tag not in ",;。:"):
            return
        at += 1
    if at > first and words[at - 1].end >= end:
        yield _topic(words, first, at, kind, "^", has_of)


def _topic(words: Sequence[Tagged], first: int, at: int, kind: str, right: str, has_of: bool) -> Topic:
    last = words[at - 1]
    return Topic(words[first].start, last.end, kind, right, last.text, last.tag, words[first].tag, at - first, has_of)


def _object(content: str, words: Sequence[Tagged], end: int) -> Iterator[Topic]:
    """What a clause acts on: the noun phrase at its end, behind its verb."""
    at = len(words)
    has_of = False
    while at > 0:
        word = words[at - 1]
        if word.tag in VERBAL or word.tag in _ENDS_NOUN or word.tag in ",;。:" or word.tag.startswith("m"):
            if at < len(words) and word.tag in VERBAL:
                yield _topic(words, at, len(words), f"object", word.tag, has_of)._replace(right=word.tag)
            if word.tag not in VERBAL or word.tag in VERBS:
                return
        if word.text == "的":
            has_of = True
        at -= 1


def owners(content: str, clauses: Sequence[Clause], quantity: Quantity, subject: str, others: Sequence[tuple[str, str]]) -> list[Candidate]:
    """All candidates for the owner of what a quantity counts, that there is none among them.

    Args:
        clauses: of the sentence up to the quantity, that of the quantity first.
        subject: of the quantity.
        others: topics of sentences before and headings, with their kinds.
    """
    found = []
    seen = set[str]()
    own = clauses[0].begins
    unit = quantity.dimension
    at = content.rfind(subject, clauses[-1].start, quantity.start) if subject else -1
    placed = "none" if not subject else "behind" if at < 0 else "before"
    for distance, clause in enumerate(clauses):
        for topic in clause.topics:
            if topic.end > quantity.start or (distance == 0 and topic.kind == "object"):
                continue
            text = content[topic.start : topic.end]
            if len(text) < 2 or text in seen or text in subject or (len(subject) > 1 and subject in text):
                continue
            seen.add(text)
            gap = content[topic.end:quantity.start]
            clue: Clue = (_features, topic.kind, topic.right, topic.last, topic.last_tag, topic.first_tag, min(topic.size, 5), topic.has_of, distance, own, unit, placed, ";" in gap, min(3, _figures(gap)), text[0] in "“《" )
            found.append(Candidate("before", text, topic.start, weight(clue), lambda clue=clue: (clue,)))
    for kind, text in others:
        if len(text) < 2 or text in seen or text in subject or (len(subject) > 1 and subject in text):
            continue
        seen.add(text)
        words = tagged(text, max(0, len(text)-8), len(text))
        if not words: continue
        clue = (_features, kind, "", words[-1].text, words[-1].tag, "", min(5, (len(text)+1)//2), "的" in text, len(clauses), own, unit, placed, False, 0, text[0] in "“《")
        found.append(Candidate("before", text, -1, weight(clue), lambda clue=clue: (clue,)))
    if found:
        none: Clue = (_none, own, unit, placed)
        found.append(Candidate("rule", "", -1, weight(none), lambda: (none,)))
    return found


_NUMBER = re.compile(r"\d[\d.]*")


def _figures(text: str) -> int:
    return len(_NUMBER.findall(text))


def _none(own: str, unit: str, placed: str) -> Iterator[str]:
    yield "owner none"
    yield f"owner none own {own}"
    yield f"owner none unit {unit}"
    yield f"owner none subject {placed}"
    yield f"owner none own {own} subject {placed}"


def _features(kind: str, right: str, last: str, last_tag: str, first_tag: str, size: int, has_of: bool, distance: int, own: str, unit: str, placed: str, parted: bool, figures: int, quoted: bool) -> Iterator[str]:
    yield f"owner {kind}"
    yield f"owner {kind} right {right}"
    yield f"owner {kind} distance {distance}"
    yield f"owner {kind} own {own} {'near' if distance == 0 else 'far'}"
    yield f"owner {kind} last {last_tag}"
    yield f"owner {kind} first {first_tag}"
    yield f"owner {kind} ends {last[-1]}"
    yield f"owner ends {last[-1]}"
    yield f"owner ends {last[-2:]}"
    yield f"owner {kind} size {size}"
    yield f"owner {kind} of {has_of}"
    yield f"owner {kind} unit {unit}"
    yield f"owner {kind} subject {placed}"
    yield f"owner {kind} figures {figures}"
    yield f"owner {kind} quoted {quoted}"
    if parted:
        yield f"owner {kind} parted"
