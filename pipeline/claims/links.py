"""The program and the school that a quantity speaks about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from pipeline.language.clauses import Clauses
from pipeline.records import Mention, Quantity

_LONGEST_ELLIPSIS = 4  # characters before a quantity that name nothing
_REACH = 80


class Links:
    """The entity that a quantity speaks about: the name nearest to it in its own clause, one before it rather than one after.

    A clause that is little more than its quantity (,投入120万元) goes on about the clause before.
    """

    def __init__(self, mentions: Sequence[Mention], clauses: Clauses) -> None:
        self._clauses = clauses
        self._by_sentence: dict[tuple[str, int], list[Mention]] = {}
        for mention in mentions:
            self._by_sentence.setdefault((mention.label, mention.sentence), []).append(mention)

    def nearest(self, label: str, sentence: int, quantity: Quantity) -> str:
        """The entity with `label` that the quantity speaks about; empty when its clause has none."""
        mentions = self._by_sentence.get((label, sentence))
        if not mentions:
            return ""
        start = self._clause_start(quantity.start)
        if quantity.start - start <= _LONGEST_ELLIPSIS:
            start = self._clause_start(start - 1)
        before = bisect_right(mentions, quantity.start, key=attrgetter("end")) - 1
        if before >= 0 and mentions[before].start >= start:
            return mentions[before].entity_id
        after = bisect_left(mentions, quantity.end, key=attrgetter("start"))
        if after < len(mentions) and self._same_clause(quantity.end, mentions[after].start):
            return mentions[after].entity_id
        return ""

    def _clause_start(self, position: int) -> int:
        return self._clauses.start(max(0, position), max(0, position - _REACH))

    def _same_clause(self, start: int, end: int) -> bool:
        mark = self._clauses.end(start)
        return mark is None or mark >= end
