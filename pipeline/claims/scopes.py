"""Clauses, and the place or group that a figure holds for: the topic at the head of its clause, else of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.claims.quantities import REACH
from pipeline.patterns import any_of
from pipeline.records import Mention, Quantity, Sentence
from pipeline.resources import read_toml

_MARK = re.compile(r"[,;。!?\n]")
_HEAD = re.compile(r"(?:(?:19|20)\d\d年(?:度|底|末)?,?|目前,?|预计|力争|截至[^,]{0,12},){0,2}")
_GROUP = re.compile(
    rf"(?:{any_of(read_toml('claims_words.toml')['subject']['scope'])})"
    r"(?!第|首位|首[个条家批创]|前列|平均|各地|推广|领先|唯一|居民|新增|化|常住|调查|上下|人民|一盘棋)"
    r"|各[县市区乡镇校园地](?:[^,;。:、\d]{0,6}?)(?=均|都)|[^及和国,;。:、\d]{2,5}地区(?!生产|差异|性|间)"
)
# What goes on behind the name of a place: 三亚|经济圈, 广东|自贸试验区.
_REGION = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}?(?:经济圈|示范区|试验区|开发区|新区|城市群|大湾区|地区|园区|片区|[省市县区州镇乡](?![一-龥]{0,2}[域级内属委政])))?(?![、和与]|[^,;。]{0,20}等)"
)
_DIGIT = re.compile(r"\d")


class Clauses:
    """Where the clauses of a text begin: behind a comma, a semicolon, the end of a sentence or line."""

    def __init__(self, content: str) -> None:
        self._starts = [match.end() for match in _MARK.finditer(content)]

    def start(self, position: int, floor: int) -> int:
        """Where the clause of `position` begins, not before `floor`."""
        index = bisect_right(self._starts, position) - 1
        return max(floor, self._starts[index]) if index >= 0 else floor

    def end(self, position: int) -> int | None:
        """The mark that ends the clause of `position`; None in the last."""
        index = bisect_right(self._starts, position)
        return self._starts[index] - 1 if index < len(self._starts) else None


@dataclass(frozen=True, slots=True)
class _Topic:
    start: int
    end: int
    clause_end: int | None
    states: bool
    """Whether its clause states a figure; one that states none lends its topic to no other clause."""


class Scopes:
    """The topics at the heads of the clauses of a document."""

    def __init__(self, content: str, mentions: Sequence[Mention], clauses: Clauses) -> None:
        self._content = content
        self._clauses = clauses
        self._places = {mention.start: mention.end for mention in mentions if mention.label == "PLACE"}
        self._topics: dict[int, _Topic] = {}

    def of(self, sentence: Sentence, quantity: Quantity, subject: str) -> str:
        """The scope of a figure; empty when its subject says it. 居全国第五位 and 高于全省 are ranks and comparisons, no scope."""
        clause = self._clauses.start(quantity.start, max(sentence.start, quantity.start - REACH))
        for start in dict.fromkeys((clause, sentence.start)):
            topic = self._topic(start)
            lends = topic.states or topic.clause_end is None or topic.clause_end >= quantity.start
            if lends and topic.start < topic.end <= quantity.start:
                scope = self._content[topic.start : topic.end]
                return scope if scope not in subject else ""
        return ""

    def _topic(self, start: int) -> _Topic:
        if start not in self._topics:
            content = self._content
            head = _HEAD.match(content, start)
            at = head.end() if head else start
            end = self._clauses.end(at)
            group = _GROUP.match(content, at)
            region = _REGION.match(content, self._places[at]) if at in self._places else None
            last = group.end() if group else region.end() if region else at
            states = end is not None and _DIGIT.search(content, at, end) is not None
            self._topics[start] = _Topic(at, last, end, states)
        return self._topics[start]
