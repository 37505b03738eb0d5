"""Candidates for the subject of a quantity: noun phrases at word boundaries, with named features.

A phrase stands before the number in its clause (小学19所), at the end of the clause before (小学中,有19所), or behind the number
(16名书记); what the rules of `pipeline.claims.subjects` say, wherever it stands, and the subject of the quantity before are
candidates too. The score of a phrase is that of its left edge, its right edge, the steps between its words, its length and what it agrees
with, so all phrases between the boundaries of a clause are scored by scoring each boundary once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from pipeline.claims.features import agreement, earlier, left_edge, other, right_edge, step, whole, zone_of
from pipeline.claims.weights import Clue, features, weight
from pipeline.claims.words import CLOSING, OPENING, VERBAL, VERBS, Tagged, listed, tagged
from pipeline.records import Quantity

Kind = Literal["before", "head", "behind", "earlier", "rule"]
"""Where a phrase stands: before the number, in the clause before, behind the number; what an earlier quantity has; what the rules built."""

_BEFORE, _BEHIND = 12, 9
"""Words before a number, and behind it, that are looked at, at most."""
_MOST_WORDS = 9
"""Words of a phrase, at most."""
_REACH = 30
"""Characters of a clause that are read, at most."""
_STOPS = frozenset(",;。:!?\n()[]【】…\t|*")
_EDGE = frozenset("·—–-~+/.、%*<>=_|&'\"")
_NEAR = {"before": 6, "head": 2, "behind": 2}
"""Words of which a phrase may end, or begin, on the side of the quantity, at most."""
_HEAD = 4
"""Words of a clause before which the end of the clause before it is looked at, at most."""


class Candidate(NamedTuple):
    """A phrase that may be the subject.

    Attributes:
        start: offset of the phrase; -1 where the text is nowhere written as one piece.
        score: what its features weigh.
        clues: gives what names its features.
    """

    kind: Kind
    text: str
    start: int
    score: float
    clues: Callable[[], tuple[Clue, ...]]

    def features(self) -> tuple[str, ...]:
        """The names of its features."""
        return features(self.clues())


@dataclass(frozen=True, slots=True)
class Asked:
    """A quantity with what stands around it.

    Attributes:
        floor: where its text begins: the end of the quantity before, or the start of the sentence.
        ceiling: where it ends.
        rule: what the rules say.
        rule_start: where that stands, -1 for nowhere.
        last: the subject of the quantity before.
        is_first: whether no quantity stands before it in the sentence.
        is_last: whether none stands behind.
    """

    quantity: Quantity
    floor: int
    ceiling: int
    rule: str
    rule_start: int
    last: str
    is_first: bool
    is_last: bool


class Zone(NamedTuple):
    """Words between which phrases are looked for."""

    kind: Kind
    words: Sequence[Tagged]
    mark: str
    """What bounds it on the far side of the quantity: a mark, m for a quantity, ^ for the border of the sentence."""

    def around(self, at: int) -> str:
        """The class of a word, or of what stands where the zone ends."""
        if 0 <= at < len(self.words):
            return self.words[at].tag
        return f"^{self.mark}" if (at < 0) != (self.kind == "behind") else "m#"


def zones(content: str, asked: Asked) -> Iterator[Zone]:
    """The clause before a quantity, the end of the clause before that, the words behind it."""
    floor, at = asked.floor, asked.quantity.start
    left = _clause(content, at, floor)
    words = tagged(content, left, at)[-_BEFORE:]
    if words:
        yield Zone("before", words, _mark(content, left - 1, left <= floor, asked.is_first))
    if len(words) <= _HEAD and left > floor and content[left - 1] in _STOPS:
        head = _clause(content, left - 1, floor)
        if before := tagged(content, head, left - 1)[-_BEFORE:]:
            yield Zone("head", before, _mark(content, head - 1, head <= floor, asked.is_first))
    start = end = asked.quantity.end
    while end < min(asked.ceiling, start + _REACH) and content[end] not in _STOPS:
        end += 1
    if behind := tagged(content, start, end)[:_BEHIND]:
        yield Zone("behind", behind, _mark(content, end, end >= asked.ceiling, asked.is_last))


def _mark(content: str, at: int, is_border: bool, is_sentence: bool) -> str:
    return ("^" if is_sentence else "m") if is_border else content[at] if content[at] in _STOPS else "…"


def _clause(content: str, at: int, floor: int) -> int:
    left, lowest = at, max(floor, at - _REACH)
    while left > lowest and content[left - 1] not in _STOPS:
        left -= 1
    return left


class Phrases:
    """The phrases of a zone, and the clues to each."""

    def __init__(self, zone: Zone, asked: Asked) -> None:
        self.zone, self._dimension = zone, asked.quantity.dimension
        self._begins = asked.rule_start
        self._ends = asked.rule_start + len(asked.rule) if asked.rule_start >= 0 else -1
        self._shared: Clue = zone_of, zone.kind, self._dimension, zone.words[0 if zone.kind == "behind" else -1].tag
        self._steps = [self._step(at) for at in range(len(zone.words) - 1)]
        self._quoted = any(word.tag in OPENING or word.tag in CLOSING for word in zone.words)

    def candidates(self, content: str) -> Iterator[Candidate]:
        """All of them, with their scores."""
        zone, words, size = self.zone, self.zone.words, len(self.zone.words)
        behind, near = zone.kind == "behind", _NEAR[zone.kind]
        begins = [i for i in range(min(near, size) if behind else size) if self._may_begin(words[i])]
        ends = [i for i in range(0 if behind else max(0, size - near), size) if _may_end(words[i])]
        passed = [0.0, *accumulate(map(weight, self._steps))]
        shared = weight(self._shared)
        lasts = [(last, weight(self._right(last)) + passed[last], words[last].end) for last in ends]
        for first in begins:
            start = words[first].start
            score = shared + weight(self._left(first)) - passed[first]
            for last, more, end in lasts:
                if first <= last < first + _MOST_WORDS:
                    own = weight(self._whole(first, last)) + weight(self._agreement(first, last))
                    yield Candidate(
                        zone.kind, content[start:end], start, score + more + own, partial(self.clues, first, last)
                    )

    def clues(self, first: int, last: int) -> tuple[Clue, ...]:
        """The clues to the phrase from word `first` to word `last`."""
        return (
            self._shared,
            self._left(first),
            self._right(last),
            *self._steps[first:last],
            self._whole(first, last),
            self._agreement(first, last),
        )

    def _may_begin(self, word: Tagged) -> bool:
        return word.start == self._begins or (
            word.tag[0] not in _EDGE and word.tag not in CLOSING and word.tag not in listed("never_first")
        )

    def _step(self, at: int) -> Clue:
        word = self.zone.words[at]
        verb = word.text if word.tag in VERBAL else ""
        return step, self.zone.kind, word.tag, self.zone.words[at + 1].tag, verb

    def _left(self, at: int) -> Clue:
        zone, word = self.zone, self.zone.words[at]
        before = zone.words[at - 1] if at else None
        return (
            left_edge,
            zone.kind,
            (
                zone.around(at - 2),
                zone.around(at - 1),
                word.tag,
                zone.around(at + 1) if at + 1 < len(zone.words) else "$",
            ),
            before.text if before is not None and before.tag in VERBAL else "",
            before is not None and before.leads,
            word.leads,
            before.role if before is not None else "",
            word.role,
            at if zone.kind == "behind" else -1,
        )

    def _right(self, at: int) -> Clue:
        zone, word = self.zone, self.zone.words[at]
        after = zone.words[at + 1] if at + 1 < len(zone.words) else None
        return (
            right_edge,
            zone.kind,
            (word.tag, zone.around(at + 1), zone.around(at + 2)),
            self._dimension,
            word.text[-1],
            after.text if after is not None and after.tag in VERBAL else "",
            word.role,
            after.role if after is not None else "",
            -1 if zone.kind == "behind" else min(len(zone.words) - 1 - at, 5),
        )

    def _whole(self, first: int, last: int) -> Clue:
        words = self.zone.words
        only = words[first].tag if first == last and words[first].tag in VERBAL else ""
        torn = self._quoted and _is_torn(words[first : last + 1])
        return whole, self.zone.kind, last - first + 1, only, self._dimension, torn

    def _agreement(self, first: int, last: int) -> Clue:
        words, kind, begins, ends = self.zone.words, self.zone.kind, self._begins, self._ends
        at, end = words[first].start, words[last].end
        left, right = at == begins, end == ends
        if not (left or right):
            return (
                agreement,
                kind,
                "" if begins < 0 else "inner",
                False,
                False,
                False,
                False,
                end <= begins or ends <= at,
            )
        place = "head" if first == 0 and kind != "behind" else "inner"
        is_verb = words[first].tag in VERBS
        trusted = left and right and not is_verb and not _has_verb_with_object(words[first : last + 1])
        return agreement, kind, place, is_verb, left, right, trusted, end <= begins or ends <= at


def _may_end(word: Tagged) -> bool:
    return word.tag[0] not in _EDGE and word.tag not in OPENING and word.tag not in listed("never_last")


def _is_torn(words: Sequence[Tagged]) -> bool:
    """Whether a quotation of the words is not whole."""
    return sum(word.tag in OPENING for word in words) != sum(word.tag in CLOSING for word in words)


def _has_verb_with_object(words: Sequence[Tagged]) -> bool:
    return any(one.tag in ("v", "v+") and next_.tag == "n" for one, next_ in pairwise(words))


def candidates(content: str, asked: Asked) -> list[Candidate]:
    """All candidates for the subject of a quantity."""
    around = list(zones(content, asked))
    asked = _at_words(content, around, asked)
    found = [candidate for zone in around for candidate in Phrases(zone, asked).candidates(content)]
    near = " ".join(f"{zone.kind}:{zone.words[0 if zone.kind == 'behind' else -1].tag}" for zone in around)
    return [*found, *_others(found, near, asked)]


def _others(found: Sequence[Candidate], near: str, asked: Asked) -> Iterator[Candidate]:
    """The subject of the quantity before, and what the rules say where no phrase of a zone is the same."""
    dimension = asked.quantity.dimension
    if asked.last:
        clue: Clue = earlier, dimension, near, asked.rule == asked.last
        yield Candidate("earlier", asked.last, -1, weight(clue), lambda: (clue,))
    known = any(candidate.start == asked.rule_start and candidate.text == asked.rule for candidate in found)
    if asked.rule and not known and asked.rule != asked.last:
        where = "nowhere" if asked.rule_start < 0 else "before" if asked.rule_start < asked.quantity.start else "behind"
        built: Clue = other, where, dimension, near
        yield Candidate("rule", asked.rule, asked.rule_start, weight(built), lambda: (built,))


def _at_words(content: str, around: Sequence[Zone], asked: Asked) -> Asked:
    """What is asked, with the whole of each known word in which the phrase of the rules begins or ends."""
    start, end = asked.rule_start, asked.rule_start + len(asked.rule)
    if start < 0:
        return asked
    for zone in around:
        for word in zone.words:
            if not word.tag.startswith(("unknown", "place", "ours", "all")):
                start = word.start if word.start < start < word.end else start
                end = word.end if word.start < end < word.end else end
    return replace(asked, rule=content[start:end], rule_start=start)
