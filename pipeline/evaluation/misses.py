"""Every miss and every spurious prediction, with its surroundings, for those who mend the stages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.evaluation.labels import ClaimLabel, Labels, NameLabel
from pipeline.evaluation.metrics import Comparison, Matching, labelled, other_differences, strict_differences

CONTEXT = 20
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference between gold and prediction.

    Attributes:
        layer: content, sentences, headings, school, person, program, claims (missed, spurious), strict or fields (found, but wrong).
        kind: ``missed``, ``spurious`` or ``wrong``.
        start: where it is in the raw text.
        context: the span in ⟦⟧ with `CONTEXT` characters on both sides, on one line.
        fields: of a wrong claim: (field, gold, predicted); of a missed or spurious one its value and unit.
    """

    layer: str
    kind: str
    start: int
    context: str
    fields: tuple[tuple[str, str, str], ...] = ()


def find_misses(text: str, gold: Labels, predicted: Labels, comparison: Comparison) -> tuple[Miss, ...]:
    """All differences of a document, grouped by layer, in text order."""
    predicted = labelled(predicted, gold)
    misses = [
        *_content("missed", text, gold.content, predicted.content),
        *_content("spurious", text, predicted.content, gold.content),
        *_names("school", text, comparison.school),
        *_names("person", text, comparison.person),
        *_names("program", text, comparison.program),
        *_claims(text, comparison.claims),
        *_sentences("missed", text, gold, predicted),
        *_sentences("spurious", text, predicted, gold),
        *_headings("missed", text, gold, predicted),
        *_headings("spurious", text, predicted, gold),
    ]
    order = ("content", "sentences", "headings", "school", "person", "program", "claims", "strict", "fields")
    return tuple(sorted(misses, key=lambda miss: (order.index(miss.layer), miss.start)))


def in_context(text: str, start: int, end: int) -> str:
    """``text[start:end]`` in ⟦⟧ with what stands around it, on one line; the middle of a long span left out."""
    span = text[start:end]
    if len(span) > _LONGEST:
        span = f"{span[: _LONGEST // 2]} … {len(span) - _LONGEST} … {span[-_LONGEST // 2 :]}"
    shown = f"{text[max(0, start - CONTEXT) : start]}⟦{span}⟧{text[end : end + CONTEXT]}"
    return shown.replace("\r", "").replace("\n", "↵")


def _content(
    kind: str, text: str, ranges: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> Iterator[Miss]:
    """Parts of `ranges` that no range of `others` covers; white space alone is not worth a line."""
    for start, end in ranges:
        position = start
        for other_start, other_end in (*others, (end, end)):
            if other_end <= position or other_start > end:
                continue
            if position < other_start and text[position:other_start].strip():
                yield Miss("content", kind, position, in_context(text, position, min(other_start, end)))
            position = max(position, other_end)


def _sentences(kind: str, text: str, labels: Labels, others: Labels) -> Iterator[Miss]:
    for start, end in set(labels.sentences).difference(others.sentences):
        yield Miss("sentences", kind, start, in_context(text, start, end))


def _headings(kind: str, text: str, labels: Labels, others: Labels) -> Iterator[Miss]:
    for heading in set(labels.headings).difference(others.headings):
        known = (("level", str(heading.level), ""),)
        yield Miss("headings", kind, heading.start, in_context(text, heading.start, heading.end), known)


def _names(layer: str, text: str, matching: Matching[NameLabel]) -> Iterator[Miss]:
    for kind, labels in (("missed", matching.missed), ("spurious", matching.spurious)):
        for label in labels:
            yield Miss(layer, kind, label.start, in_context(text, label.start, label.end))


def _claims(text: str, matching: Matching[ClaimLabel]) -> Iterator[Miss]:
    for claim in matching.missed:
        known = (("value", str(claim.value), ""), ("unit", claim.unit, ""))
        yield Miss("claims", "missed", claim.start, in_context(text, claim.start, claim.end), known)
    for claim in matching.spurious:
        known = (("value", "", str(claim.value)), ("unit", "", claim.unit))
        yield Miss("claims", "spurious", claim.start, in_context(text, claim.start, claim.end), known)
    for gold, predicted in matching.pairs:
        strict = strict_differences(gold, predicted)
        differing = (*strict, *other_differences(gold, predicted))
        if differing:
            shown = tuple((name, str(getattr(gold, name)), str(getattr(predicted, name))) for name in differing)
            layer = "strict" if strict else "fields"
            yield Miss(layer, "wrong", gold.start, in_context(text, gold.start, gold.end), shown)
