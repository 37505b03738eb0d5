"""Candidates for the scope of a quantity: places, schools and groups that its sentence names before it.

One stands at the head of a clause (云泽县建成…), behind a preposition or a verb (在柘木乡,有…; 走进滨河街道,…) or behind 的
(王某所在的柘木村有…). What the rules of `pipeline.claims.scopes` find and that there is none are candidates too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.claims.candidates import Candidate, Tagged
from pipeline.claims.scope_names import unlisted_end
from pipeline.records import Mention, Quantity

_MARKS = frozenset(",;。:!?\n()")
_BEFORE_A_PLACE = frozenset(("在", "于", "对", "让", "使", "由", "为", "给", "的", "到", "向", "与", "和", "、", "v", "v1", "v+", "vm", "vn", "t"))
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
            if clause > 3:
                break
            continue
        left = words[i - 1].tag if i else "^"
        kind, end = _named(content, names, word, left)
        if end is None or end > quantity.start:
            continue
        right = next((other.tag for other in words[i + 1 :] if other.start >= end), "$")
        text = content[word.start : end]
        place = "head" if left == "^" or left in _MARKS else left
        features = [
            f"scope {kind}",
            f"scope left {place}",
            f"scope {kind} left {place}",
            f"scope left {place} right {right}",
            f"scope right {right}",
            f"scope clause {clause}",
            f"scope clause {clause} left {place}",
            f"scope ends {text[-1]}",
            f"scope first {word.tag}",
        ]
        if text == rule:
            features.append("scope rules agree")
        elif rule:
            features.append("scope against rules")
        found.append(Candidate("before", text, word.start, tuple(features)))
    if rule and all(candidate.text != rule for candidate in found):
        found.append(Candidate("rule", rule, -1, ("scope rules alone",)))
    agreed = ("scope none", "scope rules find none") if not rule else ("scope none",)
    return [*found, _NONE._replace(features=agreed)]


def _named(
    content: str, names: Mapping[int, Mention], word: Tagged, left: str
) -> tuple[str, int | None]:
    """What kind of name begins with a word, and where it ends; None where none does."""
    mention = names.get(word.start)
    if mention is not None:
        return mention.label.lower(), mention.end
    if word.tag == "ours" or (word.role == "scope" and word.tag == "n"):
        return "group", word.end
    if left == "^" or left in _MARKS or left in _BEFORE_A_PLACE:
        return "unlisted", unlisted_end(content, word.start)
    return "", None
