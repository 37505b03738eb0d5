"""Every miss and every spurious prediction, with its surroundings, for those who mend the stages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.evaluation.labels import Label, Labels
from pipeline.evaluation.metrics import Comparison, Matching, labelled, other_differences, places, strict_differences

LAYERS = ("content", "sentences", "headings", "school", "person", "program", "claims", "strict", "fields")
"""Of misses, in the order in which they are told."""

CONTEXT = 20
_LONGEST = 60
# A sentence is shown up to so many characters before and behind the span.
_REACH = 160


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference between gold and prediction.

    Attributes:
        layer: content, sentences, headings, school, person, program, claims (missed, spurious), strict or fields (found, but wrong).
        kind: ``missed``, ``spurious`` or ``wrong``.
        start: where it is in the raw text.
        end: character after its last one.
        context: the span in ⟦⟧ with `CONTEXT` characters on both sides, on one line.
        sentence: the sentence in which it stands in three parts: before the span, the span, behind the span.
        fields: of a wrong claim: (field, gold, predicted); of a missed or spurious one its value and unit.
    """

    layer: str
    kind: str
    start: int
    end: int
    context: str
    sentence: tuple[str, str, str]
    fields: tuple[tuple[str, str, str], ...] = ()


def find_misses(text: str, gold: Labels, predicted: Labels, comparison: Comparison) -> tuple[Miss, ...]:
    """All differences of a document, grouped by layer, in text order."""
    place = _Place(text, gold.sentences or predicted.sentences)
    predicted = labelled(predicted, gold)
    misses = [
        *_content("missed", place, gold.content, predicted.content),
        *_content("spurious", place, predicted.content, gold.content),
        *_names("school", place, comparison.school),
        *_names("person", place, comparison.person),
        *_names("program", place, comparison.program),
        *_claims(place, comparison.claims),
        *_sentences("missed", place, gold, predicted),
        *_sentences("spurious", place, predicted, gold),
        *_headings("missed", place, gold, predicted),
        *_headings("spurious", place, predicted, gold),
    ]
    return tuple(sorted(misses, key=lambda miss: (LAYERS.index(miss.layer), miss.start)))


def in_context(text: str, start: int, end: int) -> str:
    """``text[start:end]`` in ⟦⟧ with what stands around it, on one line; the middle of a long span left out."""
    shown = f"{text[max(0, start - CONTEXT) : start]}⟦{_shortened(text[start:end])}⟧{text[end : end + CONTEXT]}"
    return shown.replace("\r", "").replace("\n", "↵")


def in_sentence(text: str, sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[str, str, str]:
    """What stands in the sentence before ``text[start:end]``, the span (shortened when long), and what stands behind it.

    Args:
        text: of the document.
        sentences: (start, end) in order; where none holds an end of the span, the line does.
        start: of the span.
        end: of the span.
    """
    first = bisect_right(sentences, (start, len(text))) - 1
    begin = sentences[first][0] if first >= 0 and start < sentences[first][1] else text.rfind("\n", 0, start) + 1
    last = bisect_right(sentences, (max(start, end - 1), len(text))) - 1
    if last >= 0 and end <= sentences[last][1]:
        stop = sentences[last][1]
    else:
        stop = line_end if (line_end := text.find("\n", max(start, end - 1))) >= 0 else len(text)
    before, after = text[begin:start], text[end : max(end, stop)]
    if len(before) > _REACH:
        before = f"…{before[-_REACH:]}"
    if len(after) > _REACH:
        after = f"{after[:_REACH]}…"
    return before, _shortened(text[start:end]), after


def _shortened(span: str) -> str:
    if len(span) <= _LONGEST:
        return span
    return f"{span[: _LONGEST // 2]} … {len(span) - _LONGEST} … {span[-_LONGEST // 2 :]}"


@dataclass(frozen=True, slots=True)
class _Place:
    """A document in which misses are shown."""

    text: str
    sentences: Sequence[tuple[int, int]]

    def miss(self, layer: str, kind: str, start: int, end: int, fields: tuple[tuple[str, str, str], ...] = ()) -> Miss:
        """A miss with its surroundings."""
        sentence = in_sentence(self.text, self.sentences, start, end)
        return Miss(layer, kind, start, end, in_context(self.text, start, end), sentence, fields)


def _content(
    kind: str, place: _Place, ranges: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> Iterator[Miss]:
    """Parts of `ranges` that no range of `others` covers; white space alone is not worth a line."""
    for start, end in ranges:
        position = start
        for other_start, other_end in (*others, (end, end)):
            if other_end <= position or other_start > end:
                continue
            if position < other_start and place.text[position:other_start].strip():
                yield place.miss("content", kind, position, min(other_start, end))
            position = max(position, other_end)


def _sentences(kind: str, place: _Place, labels: Labels, others: Labels) -> Iterator[Miss]:
    for start, end in set(labels.sentences).difference(others.sentences):
        yield place.miss("sentences", kind, start, end)


def _headings(kind: str, place: _Place, labels: Labels, others: Labels) -> Iterator[Miss]:
    for start, end, level in set(places(labels.headings)).difference(places(others.headings)):
        yield place.miss("headings", kind, start, end, (("level", str(level), ""),))


def _names(layer: str, place: _Place, matching: Matching) -> Iterator[Miss]:
    for kind, labels in (("missed", matching.missed), ("spurious", matching.spurious)):
        for label in labels:
            yield place.miss(layer, kind, label.start, label.end)


def _claims(place: _Place, matching: Matching) -> Iterator[Miss]:
    for claim in matching.missed:
        known = (("value", _shown(claim["value"]), ""), ("unit", claim["unit"], ""))
        yield place.miss("claims", "missed", claim.start, claim.end, known)
    for claim in matching.spurious:
        known = (("value", "", _shown(claim["value"])), ("unit", "", claim["unit"]))
        yield place.miss("claims", "spurious", claim.start, claim.end, known)
    for gold, predicted in matching.pairs:
        strict = strict_differences(gold, predicted)
        differing = (*strict, *other_differences(gold, predicted))
        if differing:
            shown = tuple((name, _shown(_said(gold, name)), _shown(_said(predicted, name))) for name in differing)
            yield place.miss("strict" if strict else "fields", "wrong", gold.start, gold.end, shown)


def _said(claim: Label, name: str) -> object:
    return claim.text if name == "text" else claim[name]


def _shown(value: object) -> str:
    """A field in words; numbers in the same digits whether they come from a table or not."""
    if not isinstance(value, Decimal):
        return str(value)
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
