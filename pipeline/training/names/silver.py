"""Labels of texts that nobody labelled: what the rules and a teacher agree on is sure, what only one of them says is open.

The teacher knows people, organisations and places; schools are those of its organisations that end like one. It knows no programmes:
there the rules are taken at their word where they find one, and what else looks like one is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word
from pipeline.language.lexicon import places
from pipeline.ner.lexicon import surnames
from pipeline.records import MentionLabel
from pipeline.training.names.examples import Example, Name

Span = tuple[str, int, int]
"""Label, start, end; of the teacher: PER, ORG or LOC."""

_DIVISION = re.compile(rf"[{HAN}]+(?:自治[区州县]|特别行政区|[省市县区州盟旗镇乡])")
_BODY = re.compile(
    rf"[{HAN}]{{2,}}(?:[局厅委部院署办]|委员会|办公[厅室]|协会|联合会|公司|集团|中心|研究院|法院|检察院|银行|总队|支队)"
)
_HAN_NAME = re.compile(rf"[{HAN}·]{{2,4}}")
_LIKE_A_PROGRAM = re.compile(rf"“[^“”\n]{{2,24}}”[{HAN}]{{0,8}}|[{HAN}0-9+]{{3,12}}(?:工程|行动|计划|攻坚战)")


_SCHOOL = LexicalPattern(lambda: rf".*(?:{any_word('school_head')})", re.DOTALL)


def silver(text: str, rules: Iterable[Span], teacher: Iterable[Span]) -> Example:
    """A training text.

    Args:
        text: content of a document.
        rules: names that the rules find.
        teacher: names that the teacher finds.
    """
    by_rules = list(rules)
    by_teacher = [(_label(text, span), span[1], span[2]) for span in teacher]
    names = [Name(label, start, end) for label, start, end in by_rules if label in ("PROGRAM", "DOC")]  # type: ignore[arg-type]
    for label in ("SCHOOL", "PERSON", "ORG", "PLACE"):
        names += _compared(
            label,
            [(start, end) for kind, start, end in by_rules if kind == label],
            [(start, end) for kind, start, end in by_teacher if kind == label],
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
    label: MentionLabel, by_rules: Sequence[tuple[int, int]], by_teacher: Sequence[tuple[int, int]], text: str
) -> Iterator[Name]:
    both = set(by_rules) & set(by_teacher)
    for start, end in both:
        yield Name(label, start, end)
    taken = [False] * (len(text) + 1)
    for start, end in both:
        taken[start:end] = [True] * (end - start)
    for spans, is_teacher in ((by_rules, False), (by_teacher, True)):
        for start, end in spans:
            if any(taken[start:end]):
                continue
            sure = _alone(label, text[start:end], is_teacher) and not _contested(
                start, end, by_rules if is_teacher else by_teacher
            )
            yield Name(label, start, end, sure)


def _contested(start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
    return any(other_start < end and start < other_end for other_start, other_end in others)


def _alone(label: MentionLabel, name: str, is_teacher: bool) -> bool:
    """Whether what only one of the two says is taken as sure."""
    if label == "PLACE":
        return not is_teacher or _DIVISION.fullmatch(name) is not None or name in places()
    if label == "ORG":
        return not is_teacher or _BODY.fullmatch(name) is not None
    if label == "PERSON":
        known = name[:1] in surnames() or name[:2] in surnames()
        return is_teacher and len(name) == 3 and known and _HAN_NAME.fullmatch(name) is not None
    return False


def _open_programs(text: str, names: Sequence[Name]) -> Iterator[Name]:
    sure = [(name.start, name.end) for name in names if name.label in ("PROGRAM", "DOC")]
    for match in _LIKE_A_PROGRAM.finditer(text):
        if not _contested(*match.span(), sure):
            yield Name("PROGRAM", match.start(), match.end(), sure=False)
