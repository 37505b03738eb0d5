"""Candidates for the subject of a quantity: noun phrases at word boundaries, with named features.

A phrase stands before the number in its clause (小学19所), at the end of the clause before (小学中,有19所), or behind the number
(16名书记); what the rules of `pipeline.claims.subjects` say, wherever it stands, and the subject of the quantity before are
candidates too. The score of a phrase is that of its left edge, its right edge, the steps between its words, its length and what it agrees
with, so all phrases between the boundaries of a clause are scored by scoring each boundary once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate
from operator import attrgetter, itemgetter

from pipeline.claims.classifiers import fits
from pipeline.claims.features import agreement, earlier, left_edge, other, right_edge, step, whole, zone_of
from pipeline.claims.options import Candidate
from pipeline.claims.predicates import is_led
from pipeline.claims.weights import Clue, weight
from pipeline.claims.words import CLOSING, OPENING, VERBAL, VERBS, Tagged, listed
from pipeline.claims.zones import Asked, Zone, sides, zones
from pipeline.language.in_force import words

_NOMINAL = ("n", "vn", "unknown", "place", "x", "j")
"""With which the classes of nouns begin."""
_FIRST = itemgetter(0)
_PAIR = 2
_MOST_WORDS = 9
"""Words of a phrase, at most."""
_EDGE = frozenset(("mark", *"·—–-~+/.、%*<>=_|&'\""))
_REACHING = frozenset("到至达为")
"""Ends of verbs that a number has to follow."""
_NEAR = {"before": 6, "head": 2, "behind": 2}
"""Words of which a phrase may end, or begin, on the side of the quantity, at most."""


class Phrases:
    """The phrases of a zone, and the clues to each."""

    def __init__(self, zone: Zone, asked: Asked, opposite: str) -> None:
        self.zone, self._dimension = zone, asked.quantity.dimension
        self._begins = asked.rule_start
        self._ends = asked.rule_start + len(asked.rule) if asked.rule_start >= 0 else -1
        near = zone.near
        verb = near.text if near.tag in VERBAL else ""
        self._shared: Clue = zone_of, zone.kind, self._dimension, asked.quantity.unit, near.tag, opposite, verb
        self._before_of = [0, *accumulate(_is_before_of(word) for word in zone.words)]
        """By word: how many before it stand only before 的."""
        self._of = [0, *accumulate(word.text == "的" for word in zone.words)]
        self.hold_rule = False
        """Whether one of those that were scored is what the rules say."""
        self._steps = [self._step(at) for at in range(len(zone.words) - 1)]
        self._fits = fits(asked.quantity.unit, zone.words) if self._dimension == "count" else []
        self._quoted = any(word.tag in OPENING or word.tag in CLOSING for word in zone.words)

    def scored(self) -> Iterator[tuple[float, int, int]]:
        """What each phrase weighs, with its first and last word."""
        words = self.zone.words
        begins, ends = self._edges()
        passed = [0.0, *accumulate(map(weight, self._steps))]
        shared = weight(self._shared)
        lasts = [(last, weight(self._right(last)) + passed[last]) for last in ends]
        own = self._own_weights()
        for first in begins:
            score = shared + weight(self._left(first)) - passed[first]
            for last, more in lasts:
                if not first <= last < first + _MOST_WORDS:
                    continue
                is_rule = words[first].start == self._begins and words[last].end == self._ends
                if is_rule or not self._is_clause(first, last):
                    yield score + more + own(first, last), first, last

    def _edges(self) -> tuple[list[int], list[int]]:
        """The words with which phrases may begin, and end."""
        words, size, near = self.zone.words, len(self.zone.words), _NEAR[self.zone.kind]
        behind = self.zone.kind == "behind"
        begins = [i for i in range(min(near, size) if behind else size) if self._may_begin(words[i])]
        ends = range(0 if behind else max(0, size - near), size)
        return begins, [i for i in ends if self._may_end(words[i]) and not _is_attribute(words[i : i + 2])]

    def _own_weights(self) -> Callable[[int, int], float]:
        """Gives what a phrase as a whole weighs, and how it agrees with the rules; most phrases do so alike."""
        words, kind = self.zone.words, self.zone.kind
        lengths = [weight((whole, kind, n, "", self._dimension, False)) for n in range(1, _MOST_WORDS + 1)]
        beside = weight(self._apart(False)), weight(self._apart(True))

        def own(first: int, last: int) -> float:
            start, end = words[first].start, words[last].end
            is_plain = first < last and not self._quoted
            size = lengths[last - first] if is_plain else weight(self._whole(first, last))
            if start == self._begins or end == self._ends:
                return size + weight(self._agreement(first, last))
            return size + beside[end <= self._begins or self._ends <= start]

        return own

    def candidate(self, content: str, score: float, first: int, last: int) -> Candidate:
        """The phrase from word `first` to word `last`."""
        start, end = self.zone.words[first].start, self.zone.words[last].end
        return Candidate(self.zone.kind, content[start:end], start, score, partial(self.clues, first, last))

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
            word.tag not in _EDGE and word.tag not in CLOSING and word.tag not in listed("never_first")
        )

    def _may_end(self, word: Tagged) -> bool:
        """A verb of one character ends no noun phrase (年产量|可, 名次|跌), unless the rules know better."""
        return _may_end(word) and (word.tag != "v1" or word.end == self._ends)

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
            word.start == self._begins,
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
            _bucket(self._fits[at]) if self._fits else "",
            bool(self._fits) and max(self._fits[at + 1 :], default=-9.0) > self._fits[at] + 1,
            word.end == self._ends,
        )

    def _whole(self, first: int, last: int) -> Clue:
        words = self.zone.words
        only = words[first].tag if first == last and words[first].tag in VERBAL else ""
        torn = self._quoted and _is_torn(words[first : last + 1])
        return whole, self.zone.kind, last - first + 1, only, self._dimension, torn

    def _is_clause(self, first: int, last: int) -> bool:
        """Whether an adverb or the like stands among words that have no 的: 到年底再建成学校, but 已建成村庄的管网."""
        return self._before_of[first] < self._before_of[last + 1] and self._of[first] == self._of[last + 1]

    def _apart(self, elsewhere: bool) -> Clue:
        """The clue to a phrase that neither begins nor ends with that of the rules."""
        return agreement, self.zone.kind, "" if self._begins < 0 else "inner", False, False, False, elsewhere

    def _agreement(self, first: int, last: int) -> Clue:
        words, kind, begins, ends = self.zone.words, self.zone.kind, self._begins, self._ends
        at, end = words[first].start, words[last].end
        left, right = at == begins, end == ends
        if not (left or right):
            return self._apart(end <= begins or ends <= at)
        place = "head" if first == 0 and kind != "behind" else "inner"
        is_verb = words[first].tag in VERBS
        self.hold_rule = self.hold_rule or (left and right)
        return agreement, kind, place, is_verb, left, right, end <= begins or ends <= at


def _bucket(fit: float) -> str:
    return f"{max(-3, min(4, round(fit)))}"


def _may_end(word: Tagged) -> bool:
    if word.tag in _EDGE or word.tag in OPENING or word.tag in listed("never_last"):
        return False
    if word.tag in VERBS and word.text in words("trail"):
        return False  # 分别为
    return not (word.tag in VERBS and len(word.text) > 1 and word.text[-1] in _REACHING) and not _reaches(
        word
    )  # 提高到


def _reaches(word: Tagged) -> bool:
    """Whether a word says up to where, whatever the dictionary makes of it: 降到, 延至."""
    return len(word.text) == _PAIR and word.text[-1] in "到至" and word.tag not in ("d", "n")


def _is_before_of(word: Tagged) -> bool:
    """Whether a word stands in a noun phrase only before 的."""
    return word.tag in listed("before_of") or _reaches(word)


def _is_attribute(words: Sequence[Tagged]) -> bool:
    """Whether the first of two words ends what only goes with the second: 行政事业性|收费, 功能性|导入."""
    return len(words) == _PAIR and words[0].text.endswith("性") and words[1].tag.startswith(("n", "v"))


def _is_torn(words: Sequence[Tagged]) -> bool:
    """Whether a quotation of the words is not whole."""
    return sum(word.tag in OPENING for word in words) != sum(word.tag in CLOSING for word in words)


class Candidates:
    """The candidates for the subject of a quantity."""

    def __init__(self, content: str, asked: Asked) -> None:
        self._content = content
        around = list(zones(content, asked))
        self._asked = _at_words(content, around, asked)
        left, right = sides(content, asked, around)
        self._phrases = [Phrases(zone, self._asked, left if zone.kind == "behind" else right) for zone in around]

    def best(self) -> Candidate | None:
        """The one that weighs most, the first of equals; None without any."""
        top = [(*max(scored, key=_FIRST), phrases) for phrases in self._phrases if (scored := list(phrases.scored()))]
        found = list(self._others())
        if top:
            score, first, last, phrases = max(top, key=_FIRST)
            found.insert(0, phrases.candidate(self._content, score, first, last))
        return max(found, key=attrgetter("score"), default=None)

    def all_of_them(self) -> Sequence[Candidate]:
        """Every one."""
        written = [
            phrases.candidate(self._content, *scored) for phrases in self._phrases for scored in phrases.scored()
        ]
        return [*written, *self._others()]

    def _others(self) -> Iterator[Candidate]:
        """The subjects of earlier quantities, and what the rules say where no phrase of a zone is the same."""
        asked = self._asked
        dimension = asked.quantity.dimension
        near = " ".join(f"{phrases.zone.kind}:{phrases.zone.near.tag}" for phrases in self._phrases)
        nouns = " ".join(f"{phrases.zone.kind}:{_nouns(phrases.zone.words)}" for phrases in self._phrases)
        for rank, subject in enumerate(asked.earlier):
            clue: Clue = earlier, rank, dimension, near, nouns, asked.rule == subject
            yield Candidate("earlier", subject, -1, weight(clue), partial(_alone, clue))
        if asked.rule and asked.rule not in asked.earlier and not any(phrases.hold_rule for phrases in self._phrases):
            begins = asked.rule_start
            where = "nowhere" if begins < 0 else "before" if begins < asked.quantity.start else "behind"
            built: Clue = other, where, dimension, near, nouns
            yield Candidate("rule", asked.rule, begins, weight(built), partial(_alone, built))


def _alone(clue: Clue) -> tuple[Clue, ...]:
    return (clue,)


def _nouns(words: Sequence[Tagged]) -> int:
    """How many words may be nouns: none, one, more."""
    return min(2, sum(word.tag.startswith(_NOMINAL) for word in words))


def _at_words(content: str, around: Sequence[Zone], asked: Asked) -> Asked:
    """What is asked, with the whole of each known word in which the phrase of the rules begins or ends, without those that say up to where."""
    start, end = asked.rule_start, asked.rule_start + len(asked.rule)
    if start < 0:
        return asked
    for zone in around:
        for word in zone.words:
            if not (word.tag.startswith(("unknown", "place", "ours", "all")) or is_led(word)):
                start = word.start if word.start < start < word.end else start
                end = word.end if word.start < end < word.end and word.tag not in VERBS else end
        for word in reversed(zone.words):
            end = word.start if word.end == end and word.start > start and _reaches(word) else end
    is_same = (start, end) == (asked.rule_start, asked.rule_start + len(asked.rule))
    return asked if is_same else replace(asked, rule=content[start:end], rule_start=start)
