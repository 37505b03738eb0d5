"""Candidates for the scope in what the clauses before a figure are about: 青禾铁路发展迅速,累计发送旅客90万人次 is said of the railway.

What a clause is about stands at its head before the verb (邮轮母港|接待旅客…), behind a preposition there (对种粮农民|发放…), or is what the
clause before acts on (实施网链计划,覆盖…). Whether it owns the figure is weighed: by its last noun, by how the clauses begin, by what the
figure counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.claims.options import Candidate
from pipeline.claims.weights import Clue, weight
from pipeline.claims.words import ACTS, CLOSING, OPENING, VERBAL, VERBS, Tagged, listed, noun_phrase, tagged
from pipeline.language.in_force import lexicon
from pipeline.patterns import when_used
from pipeline.records import Quantity
from pipeline.resources import read_lexicon

_READ, _TAIL = 32, 20
"""Characters at the head of a clause that are read, and at its end where it is longer."""
_ITEM = when_used(
    r"[—\-\s]*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[是、]|\d{1,2}[.、](?!\d))?[—\-\s]*"
)
"""The number of an item, and dashes."""
_SHORTEST, _LONGEST = 2, 24
"""Characters of a topic."""
_EDGE = 3
"""Characters at an edge by which a topic and a subject are seen to be of one phrase."""
_WHICH = frozenset("每各本")
"""Pronouns that begin names of things."""
_NOUNS = frozenset(("n", "unknown", "a", "m", "r"))
_NO_NOUN = frozenset(f"{kind}{single}" for kind in "dputmc" for single in ("", "1"))
"""Classes of words with which no noun phrase goes on."""
_BREAKS = frozenset(",;。:!?\n是有不")
_NO_HEAD = _NO_NOUN | VERBS | {"vm", ","}
"""Classes of words with which no topic begins."""
_NO_END = ("五”", "以来", "时期", "和", "与", "及", "的", "值", "率", "量", "额", "价", "情况", "水平")
"""Ends of periods, of phrases that are cut short, and of what is measured."""


_PER = when_used("(?<=..)每.{0,3}$")
"""各县|每3年: what each time or thing has is not part of the owner."""


class Topic(NamedTuple):
    """A phrase that a clause may be about.

    Attributes:
        kind: where it stands: head, part (of 其中), p with the preposition that governs it, object.
        right: the class of the word behind it, of an object that of the verb before.
        first: the class of its first word.
        last: and of its last.
        size: its words, five at most.
    """

    start: int
    end: int
    kind: str
    right: str
    first: str
    last: str
    size: int


class Clause(NamedTuple):
    """What a clause may be about, and the class of the word with which it begins."""

    start: int
    begins: str
    topics: Sequence[Topic]


@cache
def _kinds() -> Mapping[str, str]:
    return {row[0]: row[1] for row in read_lexicon("scope_nouns.tsv")}


def noun_kind(phrase: str) -> str:
    """Of what kind the last noun of a phrase is; empty for one that has no figures of its own."""
    known = _kinds()
    return next((known[phrase[-size:]] for size in (4, 3, 2, 1) if phrase[-size:] in known), "")


def read_clause(content: str, start: int, end: int) -> Clause:
    """What the clause between two offsets may be about."""
    item = _ITEM.match(content, start, end)
    start = item.end() if item else start
    words = tagged(content, start, min(end, start + _READ))
    at = next((i for i, word in enumerate(words) if word.tag not in listed("topic_behind")), len(words))
    is_part = any(word.text == "其中" for word in words[:at])
    begins = words[at].tag if at < len(words) else "^"
    found = list[Topic]()
    if begins in listed("topic_governed_by"):
        found += _phrases(words, at + 1, end, f"p {words[at].text}")
    elif at < len(words) and begins not in _NO_HEAD:
        found += _phrases(words, at, end, "part" if is_part else "head")
    tail = words if end <= start + _READ else tagged(content, end - _TAIL, end)
    return Clause(start, begins, (*found, *_objects(tail)))


def _phrases(words: Sequence[Tagged], first: int, end: int, kind: str) -> Iterator[Topic]:
    """The phrases that begin at a word: each up to a word that may be the verb of the clause, the last to one that is no noun."""
    acts = False
    for at in _outside_quotes(words, first):
        word, stops = words[at], _stops(words[at])
        if word.text == "的":
            acts = False  # 新认定的企业
        elif stops or _may_act(words, first, at):
            if not acts and _ends_before(words, first, at):
                yield _topic(words, first, at, kind, word.tag)
            if stops or (word.tag in VERBS and not kind.startswith("p")):
                return
            acts = acts or word.tag in VERBS
    if first < len(words) and not acts and words[-1].end >= end and _is_whole(words, first, len(words)):
        yield _topic(words, first, len(words), kind, "^")


def _outside_quotes(words: Sequence[Tagged], first: int) -> Iterator[int]:
    """Where the words stand that no quotation marks enclose."""
    quoted = False
    for at in range(first, len(words)):
        quoted = (quoted or words[at].text in OPENING) and words[at].text not in CLOSING
        if not quoted and words[at].text not in CLOSING:
            yield at


def _ends_before(words: Sequence[Tagged], first: int, at: int) -> bool:
    """Whether a topic may end before a word."""
    return at > first and words[at].text not in listed("topic_not_before") and _is_whole(words, first, at)


def _may_act(words: Sequence[Tagged], first: int, at: int) -> bool:
    """Whether a word may be the verb behind a topic, and not one in the name of a scheme: 学生营养|改善|计划."""
    is_in_name = first < at < len(words) - 1 and noun_kind(words[at + 1].text) == "scheme"
    return words[at].tag in VERBAL and not is_in_name


def _is_whole(words: Sequence[Tagged], first: int, end: int) -> bool:
    """Whether words are a noun phrase: none that begins with 的 or a pronoun or ends in an adjective, nor before an act one that may be its
    attribute (学生营养|改善计划)."""
    head, last = words[first], words[end - 1]
    if head.text == "的" or (head.tag.startswith("r") and head.text[0] not in _WHICH) or last.tag.startswith("a"):
        return False
    return end == len(words) or words[end].tag not in ACTS or bool(noun_kind(last.text))


def _stops(word: Tagged) -> bool:
    """Whether no noun phrase goes on with a word."""
    if word.tag in _NO_NOUN or word.tag in _BREAKS or word.tag in listed("topic_governed_by"):
        return True
    return word.text in listed("topic_not_before") or word.text in listed("topic_before")


def _objects(words: Sequence[Tagged]) -> Iterator[Topic]:
    """What a clause acts on: the noun phrases at its end, behind a verb."""
    at, last = len(words) - 1, len(words)
    while at >= 0:
        word = words[at]
        if word.text in CLOSING:
            at = next((i for i in range(at - 1, -1, -1) if words[i].text in OPENING), 0)
        elif word.tag in VERBAL:
            if at + 1 < last and _is_whole(words, at + 1, last):
                yield _topic(words, at + 1, last, "object", word.tag)
            if word.tag in VERBS:
                return
        elif _stops(word):
            return
        at -= 1


def _topic(words: Sequence[Tagged], first: int, end: int, kind: str, right: str) -> Topic:
    return Topic(
        words[first].start, words[end - 1].end, kind, right, words[first].tag, words[end - 1].tag, min(end - first, 5)
    )


def owners(content: str, clauses: Sequence[Clause], quantity: Quantity, subject: str) -> list[Candidate]:
    """All candidates for the owner of what a quantity counts, that there is none among them; empty where there is no other.

    Args:
        content: folded text.
        clauses: of the sentence up to the quantity, its own first.
        quantity: the quantity.
        subject: of it.
    """
    at = content.rfind(subject, clauses[-1].start, quantity.start) if subject else -1
    counts = "behind" if at < 0 else "measure" if _is_measure(subject) else "before"
    about = _class(clauses[0].begins), quantity.dimension, counts
    found: dict[str, Candidate] = {}
    for distance, topic in ((far, topic) for far, clause in enumerate(clauses) for topic in clause.topics):
        text = content[topic.start : topic.end]
        if topic.end > quantity.start or topic.start <= at < topic.end or text in found or not _may_own(text, subject):
            continue
        gap = content[topic.end : quantity.start]
        between = min(distance, 3), any(map(str.isdecimal, gap)), ";" in gap
        if _is_near(topic, distance, between[1], about[0]):
            clue = _features, topic[2:], text[0], text[-2:], noun_kind(text), between, about, topic.end == at
            found[text] = _candidate(text, topic.start, clue)
    return [*found.values(), _candidate("", -1, (_none, about))] if found else []


def _is_near(topic: Topic, distance: int, is_behind_figure: bool, begins: str) -> bool:
    """Whether a clause that begins so may go on about a topic: what its own verb acts on is none, and behind a figure, one with a noun at
    its head has a topic of its own."""
    if not distance:
        return topic.kind != "object"
    return not (is_behind_figure and begins in _NOUNS)


def _may_own(text: str, subject: str) -> bool:
    """Whether a phrase may own what has a subject: no part of that, nor of the list that it heads (城乡居民人均|可支配收入)."""
    if not _SHORTEST <= len(text) <= _LONGEST or text in listed("no_topic") or text.endswith(_NO_END):
        return False
    if (
        _PER.search(text)
        or text.endswith(tuple(lexicon().words("measure")))
        or (text[0] in "每各" and len(text) == _SHORTEST)
    ):
        return False
    if noun_phrase(text) != text:
        return False
    if len(subject) > _EDGE and (text[-_EDGE:] in subject or subject[:_EDGE] in text):
        return False
    return text not in subject and (len(subject) < _SHORTEST or subject not in text)


def _is_measure(subject: str) -> bool:
    return subject[-1:] in listed("noun_endings") or subject in lexicon().words("measure")


def _class(tag: str) -> str:
    return next((kind for kind in ("v", "n", "unknown", "a", "m", "r") if tag.startswith(kind)), tag)


def _candidate(text: str, start: int, clue: Clue) -> Candidate:
    return Candidate("before" if text else "rule", text, start, weight(clue), lambda: (clue,))


def _none(about: tuple[str, str, str]) -> Iterator[str]:
    begins, dimension, counts = about
    yield "owner none"
    yield f"owner none {begins}"
    yield f"owner none {dimension} {counts}"
    yield f"owner none {begins} {counts}"


def _features(
    topic: tuple[str, str, str, str, int],
    opening: str,
    ending: str,
    noun: str,
    between: tuple[int, bool, bool],
    about: tuple[str, str, str],
    is_attribute: bool,
) -> Iterator[str]:
    kind, right, first, last, size = topic
    distance, is_behind_figure, is_parted = between
    begins, dimension, counts = about
    place = f"{kind} {'near' if not distance else 'far'}"
    yield f"owner {kind}"
    yield f"owner {place} right {right}"
    yield f"owner {place} noun {noun} {counts}"
    yield f"owner {place} noun {noun} right {right[0]}"
    yield f"owner {place} noun {noun}"
    yield f"owner {kind} {distance}"
    yield f"owner {place} begins {begins}"
    yield f"owner {place} {dimension} {counts}"
    yield f"owner {kind} last {last}"
    yield f"owner {kind} first {first}"
    yield f"owner {kind} size {size}"
    yield f"owner noun {noun}"
    yield f"owner noun {noun} right {right}"
    yield f"owner noun {noun} {counts}"
    yield f"owner ends {ending}"
    yield f"owner ends {ending[-1]}"
    if opening in "每各单“":
        yield f"owner {place} opening {opening}"
    if is_attribute:
        yield f"owner {place} attribute"
        yield f"owner noun {noun} attribute"
    if is_behind_figure:
        yield f"owner {place} behind figure"
        yield f"owner noun {noun} behind figure {begins}"
    if is_parted:
        yield f"owner {kind} parted"
