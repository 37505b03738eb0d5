"""Candidates for the subject of a quantity: noun phrases at word boundaries, with named features.

A phrase stands before the number in its clause (小学19所), at the end of the clause before (小学中,有19所), or behind the number
(16名书记); what the rules of `pipeline.claims.subjects` say, wherever it stands, and the subject of the quantity before are
candidates too. The score of a phrase is that of its left edge, its right edge, its length and what it agrees with, so all phrases between
the boundaries of a clause are scored by scoring the boundaries once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline.language.in_force import lexicon, per_lexicon
from pipeline.language.lattice import Lattice
from pipeline.records import Quantity, Sentence
from pipeline.resources import read_lexicon, read_toml

Kind = Literal["before", "head", "behind", "earlier", "rule"]
"""Where a phrase stands: before the number, in the clause before, behind the number; what an earlier quantity has; what the rules built."""

_MOST_TOKENS = 16
"""Words before or behind a number that are looked at."""
_MOST_WORDS = 10
"""Words of a phrase."""
_REACH = 60
_STOPS = frozenset(",;。:!?\n()[]【】…\t|*")
_OPENING, _CLOSING = frozenset("“《"), frozenset("”》")
_ROLES = ("scope", "measure", "fund", "spending_word", "building_verb", "activity_verb", "relative_verb", "act_behind")
_ASPECT = "了过着完"
_VERBAL = frozenset(("v", "v1", "v+", "vm", "vn"))


TRUSTED = "rules agree on a noun phrase"
"""The feature of what the rules say where no verb governs a noun in it. Its weight is not fitted: on texts that the weights
were not fitted to the rules are right more often than on those that they were."""


class Candidate(NamedTuple):
    """A phrase that may be the subject."""

    kind: Kind
    text: str
    start: int
    """Offset of the phrase; -1 where the text is nowhere written as one piece."""
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A quantity with what stands around it.

    Attributes:
        rule: what the rules say.
        rule_start: where that stands, -1 for nowhere.
        last: the subject of the quantity before.
    """

    quantity: Quantity
    floor: int
    ceiling: int
    rule: str
    rule_start: int
    last: str


@per_lexicon
def _roles() -> Mapping[str, str]:
    """By word: its part in the grammar of figures, one role each."""
    return {word: role for role in reversed(_ROLES) for word in lexicon().words(role)}


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(read_toml("claim_words.toml")[name])


@cache
def _uses() -> Mapping[str, str]:
    """By word: whether official texts use it as a verb (v), as the name of an act (vn), or both (vm)."""
    return {row[0]: row[1] for row in read_lexicon("verb_nouns.tsv")}


class Tagged(NamedTuple):
    """A token with the class by which features name it."""

    start: int
    end: int
    tag: str
    role: str
    text: str
    leads: bool
    """Whether the rules take it off the head of a clause."""


_OURS = frozenset("我本全该各")
_PLACE_ENDS = frozenset(("省", "市", "县", "区", "州", "镇", "乡", "村", "旗", "街道"))
_DIVISIONS = frozenset("省市县区州镇乡村校国厅局园旗盟")


def tagged(content: str, lattice: Lattice, start: int, end: int) -> list[Tagged]:
    """The words of a stretch of text with their classes."""
    roles, leads = _roles(), lexicon().words("lead")
    found: list[Tagged] = []
    for token in lattice.tokens(start, end):
        text = content[token.start : token.end]
        if text.isspace() and "\n" not in text:
            continue
        if found and text in _DIVISIONS and found[-1].text in _OURS and found[-1].end == token.start:
            whole = found.pop().text + text  # 我|县
            found.append(
                Tagged(token.start - 1, token.end, "all" if whole[0] in "全各" else "ours", "scope", whole, False)
            )
            continue
        if found and text in _PLACE_ENDS and found[-1].tag.startswith("unknown") and found[-1].end == token.start:
            name = found.pop()  # 铁磲|镇
            found.append(Tagged(name.start, token.end, "place", "", name.text + text, False))
            continue
        found.append(Tagged(token.start, token.end, _tag(text, token.pos), roles.get(text, ""), text, text in leads))
    return found


class Words:
    """The words of the sentences of a document, with their classes.

    Args:
        content: folded text of the document.
        lattice: its words.
    """

    def __init__(self, content: str, lattice: Lattice) -> None:
        self._content, self._lattice = content, lattice
        self._of: dict[tuple[int, int], list[Tagged]] = {}

    def of(self, sentence: Sentence) -> list[Tagged]:
        """The words of a sentence."""
        place = sentence.start, sentence.end
        if place not in self._of:
            self._of[place] = tagged(self._content, self._lattice, *place)
        return self._of[place]


def parted(words: Sequence[Tagged], quantities: Sequence[Quantity]) -> list[Tagged]:
    """The words with those parted that reach over an edge of a quantity: 500千|伏主网架."""
    edges = {edge for quantity in quantities for edge in (quantity.start, quantity.end)}
    found: list[Tagged] = []
    for word in words:
        start = word.start
        for edge in range(word.start + 1, word.end):
            if edge in edges:
                text = word.text[start - word.start : edge - word.start]
                found.append(word._replace(start=start, end=edge, text=text, tag="unknown"))
                start = edge
        found.append(
            word
            if start == word.start
            else word._replace(start=start, text=word.text[start - word.start :], tag="unknown")
        )
    return found


def _tag(text: str, pos: str) -> str:
    if text in _listed("spelt"):
        return text
    if pos == "w":
        return text[0]
    if len(text) == 2 and text[0] == "全" and text[1] in _DIVISIONS:
        return "all"
    pos = _uses().get(text, pos)
    if pos == "v":
        return "v+" if len(text) > 1 and text[-1] in _ASPECT else "v1" if len(text) == 1 else "v"
    return _by_part_of_speech(text, pos)


def _by_part_of_speech(text: str, pos: str) -> str:
    if not pos and len(text) > 1 and text[-1] in _PLACE_ENDS:
        return "place"
    if len(text) == 1 and pos not in ("m", "q", "t"):
        return f"{pos or 'unknown'}1"
    return pos or "unknown"


def locate(content: str, rule: str, quantity: Quantity, sentence: Sentence, ceiling: int) -> int:
    """Where the phrase that the rules found stands nearest to its quantity; -1 for nowhere in the sentence."""
    if not rule:
        return -1
    behind = content.find(rule, quantity.end, min(ceiling, quantity.end + 6 + len(rule)))
    before = content.rfind(rule, max(sentence.start, quantity.start - _REACH), quantity.start)
    if before >= 0 and (behind < 0 or quantity.start - before - len(rule) <= behind - quantity.end):
        return before
    return behind if behind >= 0 else before


def at_words(words: Sequence[Tagged], content: str, rule: str, start: int) -> tuple[str, int]:
    """A phrase, and where it starts, with the whole of each word in which it begins or ends; as it is where that is no known word."""
    if start < 0:
        return rule, start
    end = start + len(rule)
    for word in words:
        if word.tag.startswith(("unknown", "place", "ours", "all")):
            continue
        if word.start < start < word.end:
            start = word.start
        if word.start < end < word.end:
            end = word.end
    return content[start:end], start


class Zone(NamedTuple):
    """Words between which phrases are looked for."""

    kind: Kind
    words: Sequence[Tagged]
    mark: str
    """The tag of what bounds it on the far side of the quantity."""
    first: int
    """Words of which a phrase may begin or end on the side of the quantity, at most."""


def zones(words: Sequence[Tagged], asked: Asked) -> Iterator[Zone]:
    """The clause before a quantity, the end of the clause before that, the words behind it."""
    at = next((i for i, word in enumerate(words) if word.end > asked.quantity.start), len(words))
    left = _clause(words, at, asked.floor)
    if left < at:
        mark = "^" if not left else words[left - 1].tag if words[left - 1].end > asked.floor else "m"
        yield Zone("before", words[left:at], mark, 6)
    if left and at - left <= 4 and words[left - 1].tag in _STOPS:
        head = _clause(words, left - 1, asked.floor)
        if head < left - 1:
            yield Zone("head", words[head : left - 1], words[head - 1].tag if head else "^", 2)
    first = next((i for i in range(at, len(words)) if words[i].start >= asked.quantity.end), len(words))
    last = _clause_end(words, first, asked.ceiling)
    if first < last:
        yield Zone("behind", words[first:last], words[last].tag if last < len(words) else "^", 2)


def _clause_end(words: Sequence[Tagged], at: int, ceiling: int) -> int:
    end = at
    while end < min(len(words), at + _MOST_TOKENS) and words[end].tag not in _STOPS and words[end].end <= ceiling:
        end += 1
    return end


def _clause(words: Sequence[Tagged], at: int, floor: int) -> int:
    left = at
    while left and at - left < _MOST_TOKENS and words[left - 1].tag not in _STOPS and words[left - 1].start >= floor:
        left -= 1
    return left


def _around(zone: Zone, at: int, step: int) -> str:
    """The tag of the word on one side of boundary `at` of a zone."""
    place = at + step
    if 0 <= place < len(zone.words):
        return zone.words[place].tag
    inner = zone.kind == "behind"
    return f"^{zone.mark}" if (place < 0) != inner else "m#"


def left_edge(zone: Zone, at: int) -> list[str]:
    """Features of a phrase that begins with word `at`."""
    word, before, k = zone.words[at], _around(zone, at, -1), zone.kind
    two = _around(zone, at, -2)
    role = zone.words[at - 1].role if at else ""
    found = [
        f"{k} left {before}",
        f"{k} first {word.tag}",
        f"{k} left {before} first {word.tag}",
        f"{k} left {two} {before}",
        f"{k} first {word.tag} {zone.words[at + 1].tag if at + 1 < len(zone.words) else '$'}",
    ]
    if at and zone.words[at - 1].tag in _VERBAL:
        found.append(f"{k} left word {zone.words[at - 1].text}")
    if at and zone.words[at - 1].leads:
        found.append(f"{k} left leads")
    if word.leads:
        found.append(f"{k} first leads")
    if role:
        found.append(f"{k} left is {role}")
    if word.role:
        found.append(f"{k} first is {word.role}")
    if zone.kind == "behind":
        found.append(f"behind skips {at}")
    return found


def right_edge(zone: Zone, at: int, dimension: str) -> list[str]:
    """Features of a phrase that ends with word `at`."""
    word, after, k = zone.words[at], _around(zone, at, 1), zone.kind
    found = [
        f"{k} last {word.tag}",
        f"{k} right {after}",
        f"{k} last {word.tag} right {after}",
        f"{k} right {after} {_around(zone, at, 2)}",
        f"{k} last {word.tag} of {dimension}",
    ]
    found.append(f"{k} last character {word.text[-1]}")
    if at + 1 < len(zone.words) and zone.words[at + 1].tag in _VERBAL:
        found.append(f"{k} right word {zone.words[at + 1].text}")
    if word.role:
        found.append(f"{k} last is {word.role}")
    if at + 1 < len(zone.words) and zone.words[at + 1].role:
        found.append(f"{k} right is {zone.words[at + 1].role}")
    if zone.kind != "behind":
        found.append(f"{k} skips {min(len(zone.words) - 1 - at, 5)}")
    return found


def step(zone: Zone, at: int) -> list[str]:
    """Features of a phrase that holds word `at` and the next."""
    word, after, k = zone.words[at], zone.words[at + 1], zone.kind
    found = [f"{k} in {word.tag} {after.tag}"]
    if word.tag in _VERBAL:
        found.append(f"{k} in word {word.text}")
    return found


def _whole(zone: Zone, first: int, last: int, dimension: str) -> list[str]:
    """Features of a phrase as a whole."""
    words = zone.words[first : last + 1]
    found = [f"{zone.kind} words {min(len(words), 8)}"]
    if first == last and words[0].tag in _VERBAL:
        found.append(f"{zone.kind} one {words[0].tag} of {dimension}")
    if sum(word.tag in _OPENING for word in words) != sum(word.tag in _CLOSING for word in words):
        found.append(f"{zone.kind} torn quotes")
    return found


def _is_verb_with_object(word: Tagged, after: Tagged) -> bool:
    return word.tag in ("v", "v+") and after.tag == "n"


def _agreement(zone: Zone, first: int, last: int, asked: Asked) -> list[str]:
    """How a phrase agrees with what the rules say."""
    if asked.rule_start < 0:
        return ["rules elsewhere"]
    start, end = zone.words[first].start, zone.words[last].end
    left = asked.rule_start == start
    right = asked.rule_start + len(asked.rule) == end
    at_head = "head" if first == 0 and zone.kind != "behind" else "inner"
    if zone.words[first].tag in ("v", "v1", "v+"):
        at_head += " verb"
    found = []
    if left:
        found.append(f"{zone.kind} rules begin here {at_head}")
    if right:
        found.append(f"{zone.kind} rules end here")
    if left and right:
        found.append(f"{zone.kind} rules agree")
        if zone.words[first].tag in ("v", "v1", "v+"):
            found.append(f"{zone.kind} rules agree on a verb")
        elif not any(_is_verb_with_object(one, other) for one, other in pairwise(zone.words[first : last + 1])):
            found.append(TRUSTED)
    if end <= asked.rule_start or asked.rule_start + len(asked.rule) <= start:
        found.append(f"{zone.kind} rules elsewhere")
    return found


_EDGE = frozenset("·—–-~+/.、%*<>=_|&'\"")


def _may_begin(word: Tagged) -> bool:
    return word.tag[0] not in _EDGE and word.tag not in _CLOSING and word.tag not in _listed("never_first")


def _may_end(word: Tagged) -> bool:
    return word.tag[0] not in _EDGE and word.tag not in _OPENING and word.tag not in _listed("never_last")


def spans(zone: Zone, asked: Asked) -> Iterator[tuple[int, int]]:
    """(first, last) word of each phrase of a zone that may be a subject."""
    words = zone.words
    near = zone.first if zone.kind == "behind" else len(words)
    far = 0 if zone.kind == "behind" else max(0, len(words) - zone.first)
    firsts = [i for i, word in enumerate(words[:near]) if _may_begin(word) or word.start == asked.rule_start]
    lasts = [i for i, word in enumerate(words[far:], far) if _may_end(word)]
    for first in firsts:
        for last in lasts:
            if first <= last < first + _MOST_WORDS:
                yield first, last


def candidates(content: str, words: Sequence[Tagged], asked: Asked) -> list[Candidate]:
    """All candidates for the subject of a quantity."""
    found: list[Candidate] = []
    context = []
    for zone in zones(words, asked):
        near = zone.words[0 if zone.kind == "behind" else -1].tag
        context.append(f"{zone.kind}:{near}")
        found.extend(_phrases(content, zone, near, asked))
    return [*found, *_others(found, " ".join(context), asked)]


def _phrases(content: str, zone: Zone, near: str, asked: Asked) -> Iterator[Candidate]:
    """The phrases of a zone; `near` is the tag of its word next to the quantity."""
    pairs = list(spans(zone, asked))
    dimension = asked.quantity.dimension
    shared = (
        zone.kind,
        f"{zone.kind} of {dimension}",
        f"{zone.kind} near {near}",
        f"{zone.kind} near {near} of {dimension}",
    )
    lefts = {at: left_edge(zone, at) for at in {first for first, _ in pairs}}
    rights = {at: right_edge(zone, at, dimension) for at in {last for _, last in pairs}}
    steps = [step(zone, at) for at in range(len(zone.words) - 1)]
    for first, last in pairs:
        start, end = zone.words[first].start, zone.words[last].end
        features = (
            *shared,
            *lefts[first],
            *rights[last],
            *(feature for at in range(first, last) for feature in steps[at]),
            *_whole(zone, first, last, dimension),
            *_agreement(zone, first, last, asked),
        )
        yield Candidate(zone.kind, content[start:end], start, features)


def _others(found: Sequence[Candidate], near: str, asked: Asked) -> Iterator[Candidate]:
    """The subject of the quantity before, and what the rules say where no phrase of a zone is the same."""
    dimension = asked.quantity.dimension
    if asked.last:
        same = ("earlier rules agree", TRUSTED) if asked.rule == asked.last else ()
        yield Candidate(
            "earlier", asked.last, -1, ("earlier", f"earlier of {dimension}", f"earlier with {near}", *same)
        )
    known = any(candidate.start == asked.rule_start and candidate.text == asked.rule for candidate in found)
    if asked.rule and not known and asked.rule != asked.last:
        where = "nowhere" if asked.rule_start < 0 else "before" if asked.rule_start < asked.quantity.start else "behind"
        features = ("rule", f"rule {where}", f"rule {where} of {dimension}", f"rule with {near}", TRUSTED)
        yield Candidate("rule", asked.rule, asked.rule_start, features)
