"""Labels of texts that nobody labelled: sure is what the decoder of names has little doubt of or a teacher finds too; what one of them says alone is open.

The teacher knows people, organisations and places; schools are those of its organisations that end like one. It knows no programmes:
there what else looks like one is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word
from pipeline.language.lexicon import places
from pipeline.records import MentionLabel
from pipeline.training.names.examples import Example, Name

Span = tuple[str, int, int]
"""Label, start, end; of the teacher: PER, ORG or LOC."""
Found = tuple[str, int, int, float]
"""Label, start, end and score."""

_SURE = 0.85
"""The score from which on a name is taken as sure: nineteen of twenty of them are right (docs/model-card.md)."""

_DIVISION = re.compile(rf"[{HAN}]+(?:自治[区州县]|特别行政区|[省市县区州盟旗镇乡])")
_LIKE_A_PROGRAM = re.compile(rf"“[^“”\n]{{2,24}}”[{HAN}]{{0,8}}|[{HAN}0-9+]{{3,12}}(?:工程|行动|计划|攻坚战)")


_SCHOOL = LexicalPattern(lambda: rf".*(?:{any_word('school_head')})", re.DOTALL)


def silver(text: str, found: Iterable[Found], teacher: Iterable[Span]) -> Example:
    """A training text.

    Args:
        text: content of a document.
        found: names that the decoder finds, with their scores.
        teacher: names that the teacher finds.
    """
    decoded = list(found)
    taught = [(_label(text, span), span[1], span[2]) for span in teacher]
    names = [
        Name(label, start, end, score >= _SURE)  # type: ignore[arg-type]
        for label, start, end, score in decoded
        if label in ("PROGRAM", "DOC")
    ]
    for label in ("SCHOOL", "PERSON", "ORG", "PLACE"):
        names += _compared(
            label,
            {(start, end): score >= _SURE for kind, start, end, score in decoded if kind == label},
            [(start, end) for kind, start, end in taught if kind == label],
            text,
        )
    names += _open_programs(text, names)
    return Example(text, tuple(sorted(names, key=lambda name: (name.start, name.end))))


def _label(text: str, span: Span) -> str:
    kind, start, end = span
    if kind == "PER":
        return "PERSON"
    if kind == "LOC":
        return "PLACE"
    return "SCHOOL" if _SCHOOL.fullmatch(text, start, end) else "ORG"


def _compared(
    label: MentionLabel, decoded: Mapping[tuple[int, int], bool], taught: Sequence[tuple[int, int]], text: str
) -> Iterator[Name]:
    """The names of one label: sure where the decoder is or both say so, open where one of them doubts."""
    both = set(taught)
    sure = [span for span, certain in decoded.items() if certain or span in both]
    for span in sure:
        yield Name(label, *span)
    taken = [False] * (len(text) + 1)
    for start, end in sure:
        taken[start:end] = [True] * (end - start)
    for start, end in decoded:
        if not any(taken[start:end]):
            yield Name(label, start, end, sure=False)
    for start, end in taught:
        if not any(taken[start:end]) and (start, end) not in decoded:
            known = label == "PLACE" and _is_division(text[start:end]) and not _contested(start, end, list(decoded))
            yield Name(label, start, end, sure=known)


def _contested(start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
    return any(other_start < end and start < other_end for other_start, other_end in others)


def _is_division(name: str) -> bool:
    """Whether the teacher's place is one by its form or by the list, which the decoder looks for less."""
    return _DIVISION.fullmatch(name) is not None or name in places()


def _open_programs(text: str, names: Sequence[Name]) -> Iterator[Name]:
    sure = [(name.start, name.end) for name in names if name.label in ("PROGRAM", "DOC")]
    for match in _LIKE_A_PROGRAM.finditer(text):
        if not _contested(*match.span(), sure):
            yield Name("PROGRAM", match.start(), match.end(), sure=False)
