"""Candidates for the scope of a quantity: places, schools and groups that its sentence names before it.

One stands at the head of a clause (云泽县建成…), behind a preposition or a verb (在柘木乡,有…; 走进滨河街道,…) or behind 的
(王某所在的柘木村有…). What the rules of `pipeline.claims.scopes` find and that there is none are candidates too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.claims.candidates import Candidate, Tagged
from pipeline.claims.scope_names import GROUP, MODIFIERS, unlisted_end
from pipeline.records import Mention, Quantity

_MARKS = frozenset(",;。:!?\n()")
_BEFORE_A_PLACE = frozenset(("在", "于", "让", "使", "为", "给", "的", "v", "v1", "v+", "vm", "vn", "t"))
_WAY = frozenset("赴到往去自由从与向比较同对和、")
"""What stands before a place that one goes to, comes from or compares with, or before the second of several."""
_MOST_CLAUSES = 3
_NONE = Candidate("rule", "", -1, ("scope none",))


def places(
    words: Sequence[Tagged], content: str, names: Mapping[int, Mention], quantity: Quantity, rule: str
) -> list[Candidate]:
    """All candidates for the scope of a quantity.

    Args:
        words: of the sentence.
        content: folded text of the document.
        names: places and schools of the document by where they start.
        rule: what the rules say; empty for none.
    """
    found: list[Candidate] = []
    clause = 0
    at = next((i for i, word in enumerate(words) if word.end > quantity.start), len(words))
    for i in range(at - 1, -1, -1):
        word = words[i]
        if word.tag in _MARKS:
            clause += 1
            if clause > _MOST_CLAUSES:
                break
        else:
            kind, end = _named(content, names, word, words[i - 1] if i else None)
            if end is not None and end <= quantity.start and content[end] not in "、和与":
                found.append(_candidate(words, i, content[word.start : end], kind, clause, rule))
    if rule and all(candidate.text != rule for candidate in found):
        found.append(Candidate("rule", rule, -1, ("scope rules alone",)))
    agreed = ("scope none", "scope rules find none") if not rule else ("scope none",)
    return [*found, _NONE._replace(features=agreed)]


def _candidate(words: Sequence[Tagged], at: int, text: str, kind: str, clause: int, rule: str) -> Candidate:
    """A name that begins with word `at`, so many clauses before that of the quantity."""
    start = words[at].start
    left = words[at - 1].tag if at and words[at - 1].tag not in _MARKS else "head"
    right = next((word.tag for word in words[at + 1 :] if word.start >= start + len(text)), "$")
    return Candidate(
        "before",
        text,
        start,
        (
            f"scope {kind}",
            f"scope left {left}",
            f"scope {kind} left {left}",
            f"scope left {left} right {right}",
            f"scope right {right}",
            f"scope clause {clause}",
            f"scope clause {clause} left {left}",
            f"scope ends {text[-1]}",
            f"scope first {words[at].tag}",
            *(("scope rules agree",) if text == rule else ("scope against rules",) if rule else ()),
        ),
    )


def _named(content: str, names: Mapping[int, Mention], word: Tagged, before: Tagged | None) -> tuple[str, int | None]:
    """What kind of name begins with a word, and where it ends; None where none does.

    Args:
        before: the word before.
    """
    if before is not None and before.text[-1] in _WAY:
        return "", None
    left = before.tag if before is not None else "^"
    mention = names.get(word.start)
    if mention is not None:
        return mention.label.lower(), mention.end
    if left != "^" and left not in _MARKS and left not in _BEFORE_A_PLACE:
        return "", None
    group = GROUP.match(content, word.start) if word.role == "scope" else None
    if group is not None:
        return ("", None) if group.group() in MODIFIERS else ("group", group.end())
    return "unlisted", unlisted_end(content, word.start)
