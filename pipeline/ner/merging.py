"""What becomes of the names that a model found beside the rules.

The policy, in order:

1. A name is trimmed: white space and punctuation at its edges go, of a school also 原 before it.
2. An ORG that ends like the name of a school is a SCHOOL.
3. It is dropped when nothing is left, or when it touches boilerplate or a line break; as a SCHOOL when it only describes
   schools (民办幼儿园), as a PERSON when it is a plain word, one character, or has others than letters.
4. Of the model's names that share characters, the one with the higher score stays; of equal scores the longer, then
   the first.
5. Rules win: a name that shares a character with one that the rules have found is dropped, whatever its score, by the
   same table by which the rules' own names give way to each other (`_GIVES_WAY_TO`). So a model may name a school inside
   a program that the rules know, and its schools and people take the place of ORG and PLACE, but what the rules
   say of schools, people, programs and documents stays as it is without a model.

A name keeps its source and score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.language.han import HAN
from pipeline.language.school_heads import AT_FULL_END
from pipeline.ner.lexicon import not_names
from pipeline.ner.schools import is_generic
from pipeline.ner.spans import Found, outside, position
from pipeline.records import MentionLabel

_GIVES_WAY_TO: dict[MentionLabel, frozenset[MentionLabel]] = {
    "SCHOOL": frozenset({"SCHOOL", "PERSON"}),
    "PERSON": frozenset({"SCHOOL", "PERSON"}),
    "PROGRAM": frozenset({"PROGRAM", "DOC"}),
    "DOC": frozenset({"DOC", "PROGRAM"}),
    "ORG": frozenset({"SCHOOL", "PERSON", "ORG"}),
    "PLACE": frozenset({"SCHOOL", "PERSON", "PROGRAM", "ORG", "PLACE"}),
}
_EDGE = " \t\r\n、,.;:!?。…—-~/|"
_EDGES: dict[MentionLabel, str] = {
    "SCHOOL": _EDGE + "“”‘’\"'《》()[]",
    "PERSON": _EDGE + "“”‘’\"'《》()[]",
    "ORG": _EDGE + "“”‘’\"'《》()[]",
    "PLACE": _EDGE + "“”‘’\"'《》()[]",
    # Their quotes and brackets are part of the name.
    "PROGRAM": _EDGE,
    "DOC": _EDGE,
}
_CLOSING = {")": "(", "]": "[", "”": "“", "》": "《"}
_PERSONAL = re.compile(rf"[{HAN}A-Za-z·×*○]{{2,}}")


def names_of_model(content: str, suggested: Iterable[Found]) -> list[Found]:
    """Steps 1 to 4: what a model found, as names that may stand, in text order and without overlaps.

    Args:
        content: the folded text, boilerplate blanked out by line breaks.
        suggested: names with our labels, as the model found them.
    """
    named = [found for item in suggested if (found := _name(content, item)) is not None]
    named.sort(key=lambda item: (-item.score, item.start - item.end, item.start))
    kept: list[Found] = []
    taken: set[int] = set()
    for item in named:
        if taken.isdisjoint(range(item.start, item.end)):
            taken.update(range(item.start, item.end))
            kept.append(item)
    return sorted(kept, key=position)


def added(label: MentionLabel, model: Iterable[Found], rules: Iterable[Found]) -> list[Found]:
    """Step 5: the names of one label that the model may add to what the rules have found.

    Args:
        model: from `names_of_model`.
        rules: everything that stays of what the rules have found.
    """
    own = [item for item in model if item.label == label]
    return outside(own, (item for item in rules if item.label in _GIVES_WAY_TO[label])) if own else []


def _name(content: str, item: Found) -> Found | None:
    start, end = _trimmed(content, item)
    text = content[start:end]
    if not text or "\n" in text:
        return None
    label = item.label
    if label == "ORG" and AT_FULL_END.search(text) is not None:
        label = "SCHOOL"
    if label == "SCHOOL" and _describes(text):
        return None
    if label == "PERSON" and (_PERSONAL.fullmatch(text) is None or text in not_names()):
        return None
    return replace(item, label=label, start=start, end=end)


def _trimmed(content: str, item: Found) -> tuple[int, int]:
    start, end, edges = item.start, item.end, _EDGES[item.label]
    while start < end and content[start] in edges:
        start += 1
    while start < end and content[end - 1] in edges and not _closes(content[start:end]):
        end -= 1
    if item.label == "SCHOOL" and content[start:end].startswith("原"):
        start += 1
    return start, end


def _closes(text: str) -> bool:
    """Whether the last character closes a bracket inside: 哈工大(威海)."""
    opening = _CLOSING.get(text[-1])
    return opening is not None and opening in text


def _describes(text: str) -> bool:
    """Whether a school's name only describes schools."""
    head = AT_FULL_END.search(text)
    return head is not None and is_generic(text[: head.start()], head.group())
