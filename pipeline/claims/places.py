"""Candidates for the scope of a quantity where the topics of its clauses say none: names that its sentence has before it.

One stands at the head of a clause (云泽县建成…), behind a preposition or a verb (在柘木乡,有…; 走进滨河街道,…) or behind 的
(王某所在的柘木村有…). What goes before a name and behind it is told by the words there, so no clause is read for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.claims.options import Candidate
from pipeline.claims.parentheses import opened
from pipeline.claims.scope_names import GROUP, MODIFIERS, unlisted_end
from pipeline.claims.weights import Clue, weight
from pipeline.claims.word_edges import is_in_word
from pipeline.claims.words import uses
from pipeline.language.in_force import per_lexicon
from pipeline.language.vocabulary import counted
from pipeline.records import Mention, Quantity

_MARKS = frozenset(",;。:!?\n()")
_BEFORE = frozenset("在让使为给的")
_BEHIND = frozenset("有在已共又还将的因就都也")
_WAY = frozenset("赴到往去自由从与向比较同对和、")
"""What stands before a place that one goes to, comes from or compares with, or before the second of several."""
_ALL = frozenset("全各")
_MAY_BE = re.compile(
    r"[市县区旗镇乡村](?![长民级委])|街道|新区|开发区|高新区|经开区|经济区|[全各][国省市县区州盟旗乡镇校园地系]"
)
_AND = re.compile("[和与及、]")
_LONGEST = 6
"""Characters before the one that tells that a name which nothing lists is a place."""
_REACH = 80
_CLAUSES = ",;。:"
_FARTHEST = {"head": 2, "的": 0}
"""Clauses before that of the quantity in which a name stands that is behind nothing, or behind 的, at most; behind another word 1."""
_DATE_END = frozenset("年月日底末初")


class Name(NamedTuple):
    """A name that may be a scope."""

    start: int
    end: int
    kind: str
    left: str
    """What it stands behind."""
    right: str
    """What stands behind it."""


@per_lexicon
def _classes() -> Mapping[str, str]:
    """By word of two characters that is no noun: v verb, d adverb, p preposition, t time."""
    known = uses()
    return {
        text: part[0]
        for text, word in counted().items()
        if len(text) == 2
        and (part := "v" if word.pos == "v" else known.get(text, word.pos)) in ("v", "vm", "d", "p", "t")
    }


def names_in(content: str, floor: int, end: int, mentions: Sequence[Mention]) -> list[Name]:
    """The names of a sentence that may be scopes of its quantities.

    Args:
        content: folded text of the document.
        floor: where the sentence begins.
        end: and ends.
        mentions: its places and schools, in order.
    """
    found = []
    for first, last, kind in _spans(content, floor, end, mentions):
        left = _left(content, first, floor)
        right = _right(content, last) if left else ""
        if right and not (left == "v" and right != ","):
            found.append(Name(first, last, kind, left, right))
    return found


def places(content: str, names: Sequence[Name], quantity: Quantity) -> list[Candidate]:
    """All candidates for the scope of a quantity of a sentence with these names, that there is none among them."""
    found = []
    for name in names:
        is_near = quantity.start - _REACH <= name.start and name.end <= quantity.start
        if is_near and opened(content, name.end, quantity.start) >= 0:
            clauses = sum(content.count(mark, name.end, quantity.start) for mark in _CLAUSES)
            if clauses <= _FARTHEST.get(name.left, 1):
                clue: Clue = _features, name.kind, name.left, name.right, clauses, content[name.end - 1]
                found.append(_candidate(content, name, clue))
    return [*found, _none()]


def _none() -> Candidate:
    clue: Clue = (_no_scope,)
    return Candidate("rule", "", -1, weight(clue), lambda: (clue,))


def _no_scope() -> Iterator[str]:
    yield "scope none"


def _spans(content: str, low: int, high: int, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, str]]:
    """Where the names between two offsets begin and end, with what kind of name each is."""
    taken = -1
    for mention in mentions:
        taken = mention.end
        yield mention.start, mention.end, mention.label.lower()
    known = {mention.start for mention in mentions}
    for found in _MAY_BE.finditer(content, low, high):
        at, end = found.span()
        if content[at] in _ALL:
            group = GROUP.match(content, at, high)
            if group is not None and group.group() not in MODIFIERS:
                yield at, group.end(), "group"
            continue
        for start in range(max(low, at - _LONGEST), at):
            if (
                start not in known
                and start >= taken
                and _left(content, start, low)
                and unlisted_end(content, start) == end
                and not _is_torn(content, start, end)
            ):
                yield start, end, "unlisted"


def _is_torn(content: str, start: int, end: int) -> bool:
    """Whether a word lies over an edge of a name that nothing lists, or a verb or a link in it: 副区|长, 听取|副区."""
    classes = _classes()
    if _AND.search(content, start, end) or is_in_word(content, start):
        return True
    return is_in_word(content, end) or any(
        classes.get(content[at : at + 2]) in ("v", "p", "d") for at in range(start, end - 1)
    )


def _left(content: str, start: int, floor: int) -> str:
    """What a name stands behind; empty for what no scope stands behind."""
    before = content[start - 1] if start > floor else ""
    if not before or before in _MARKS:
        return "head"
    if before in _WAY:
        return ""
    if before in _BEFORE:
        return before
    if before in _DATE_END:
        return "t"
    known = _classes()
    if before in "了过着":
        return "v" if known.get(content[start - 3 : start - 1]) == "v" else ""
    found = known.get(content[start - 2 : start], "")
    return found if found in ("v", "t") else ""


def _right(content: str, end: int) -> str:
    """What stands behind a name; empty for a noun, of which the name is only an attribute (安徽|高等研究院), and for one more name."""
    behind = content[end : end + 1]
    if behind in _MARKS or behind in _BEHIND:
        return behind
    return "m" if behind.isdecimal() else _classes().get(content[end : end + 2], "")


def _candidate(content: str, name: Name, clue: Clue) -> Candidate:
    return Candidate("before", content[name.start : name.end], name.start, weight(clue), lambda: (clue,))


def _features(kind: str, left: str, right: str, clauses: int, last: str) -> Iterator[str]:
    """Features of a name, so many clauses before that of the quantity."""
    yield f"scope {kind}"
    yield f"scope left {left}"
    yield f"scope {kind} left {left}"
    yield f"scope left {left} right {right}"
    yield f"scope {kind} right {right}"
    yield f"scope right {right}"
    yield f"scope clause {clauses}"
    yield f"scope clause {clauses} left {left}"
    yield f"scope ends {last}"
