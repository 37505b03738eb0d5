"""Where phrases that may be the subject of a quantity are looked for: the words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.claims.options import Kind
from pipeline.claims.words import Tagged, tagged
from pipeline.records import Quantity

_BEFORE, _BEHIND = 12, 9
"""Words before a number, and behind it, that are looked at, at most."""
_MOST_WORDS = 9
"""Words of a phrase, at most."""
_REACH = 30
"""Characters of a clause that are read, at most."""
_STOPS = frozenset((*",;。:!?\n()[]【】…\t|*", *map(chr, range(0x2460, 0x2500)), *map(chr, range(0x2776, 0x2794))))
"""Marks, and circled numbers, which begin items within a line."""
_EDGE = frozenset("·—–-~+/.、%*<>=_|&'\"")
_NEAR = {"before": 6, "head": 2, "behind": 2}
"""Words of which a phrase may end, or begin, on the side of the quantity, at most."""
_HEAD = 4
"""Words of a clause before which the end of the clause before it is looked at, at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A quantity with what stands around it.

    Attributes:
        floor: where its text begins: the end of the quantity before, or the start of the sentence.
        ceiling: where it ends.
        rule: what the rules say.
        rule_start: where that stands, -1 for nowhere.
        earlier: the subjects of quantities before, the nearest first.
        is_first: whether no quantity stands before it in the sentence.
        is_last: whether none stands behind.
    """

    quantity: Quantity
    floor: int
    ceiling: int
    rule: str
    rule_start: int
    earlier: Sequence[str]
    is_first: bool
    is_last: bool


class Zone(NamedTuple):
    """Words between which phrases are looked for."""

    kind: Kind
    words: Sequence[Tagged]
    mark: str
    """What bounds it on the far side of the quantity: a mark, m for a quantity, ^ for the border of the sentence."""

    @property
    def near(self) -> Tagged:
        """The word next to the quantity."""
        return self.words[0 if self.kind == "behind" else -1]

    def around(self, at: int) -> str:
        """The class of a word, or of what stands where the zone ends."""
        if 0 <= at < len(self.words):
            return self.words[at].tag
        return f"^{self.mark}" if (at < 0) != (self.kind == "behind") else "m#"


def zones(content: str, asked: Asked) -> Iterator[Zone]:
    """The clause before a quantity, the end of the clause before that, the words behind it."""
    floor, at = asked.floor, asked.quantity.start
    left = _clause(content, at, floor)
    left += 2 * content.startswith("其中", left)
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


def sides(content: str, asked: Asked, around: Sequence[Zone]) -> tuple[str, str]:
    """The classes of the words before and behind a quantity, or what parts it from them."""
    near = {zone.kind: zone.near.tag for zone in around}
    start, end = asked.quantity.start, asked.quantity.end
    left = near.get("before") or _mark(content, start - 1, start <= asked.floor, asked.is_first)
    right = near.get("behind") or _mark(content, end, end >= asked.ceiling, asked.is_last)
    return left, right


def _mark(content: str, at: int, is_border: bool, is_sentence: bool) -> str:
    return ("^" if is_sentence else "m") if is_border else content[at] if content[at] in _STOPS else "…"


def _clause(content: str, at: int, floor: int) -> int:
    left, lowest = at, max(floor, at - _REACH)
    while left > lowest and content[left - 1] not in _STOPS:
        left -= 1
    return left
