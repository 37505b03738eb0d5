"""Scores, as section 4 of the labelling guide defines them.

How it works: a *matching* pairs the gold labels of a layer with the predictions, one to one, and says what is left
over. Counts come from the matching, scores from the counts; counts add up, so the score of many documents is the score
of their summed counts (micro average). Optional gold labels are neither rewarded nor punished: a prediction that
matches one is taken out of the counts, and so is the label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Generic, Self, TypeVar

from pipeline.evaluation.labels import ClaimLabel, Labels, NameLabel
from pipeline.fold import fold

PROGRAM_OVERLAP = 0.5
SUBJECT_OVERLAP = 2 / 3
# Gold files write fractions with six decimals (三分之一 → 0.333333).
VALUE_TOLERANCE = Decimal("0.000001")

LabelT = TypeVar("LabelT", NameLabel, ClaimLabel)


@dataclass(frozen=True, slots=True)
class Hits:
    """Counts of a retrieval task. A score is None when there was nothing to count."""

    true_positives: int = 0
    false_positives: int = 0
    false_negatives: int = 0

    def __add__(self, other: Self) -> Hits:
        return Hits(
            self.true_positives + other.true_positives,
            self.false_positives + other.false_positives,
            self.false_negatives + other.false_negatives,
        )

    @property
    def precision(self) -> float | None:
        """Share of the predictions that are right."""
        return _ratio(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float | None:
        """Share of the gold labels that were found."""
        return _ratio(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _ratio(2 * self.true_positives, 2 * self.true_positives + self.false_positives + self.false_negatives)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of some were right. None when there were none."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Self) -> Accuracy:
        return Accuracy(self.right + other.right, self.total + other.total)

    @property
    def accuracy(self) -> float | None:
        """Share that was right."""
        return _ratio(self.right, self.total)


@dataclass(frozen=True, slots=True)
class Scores:
    """All counts of one document, or of many: scores add up."""

    content: Hits = Hits()
    school: Hits = Hits()
    person: Hits = Hits()
    program: Hits = Hits()
    found: Hits = Hits()
    strict: Hits = Hits()
    subject: Accuracy = Accuracy()
    base: Accuracy = Accuracy()
    status: Accuracy = Accuracy()
    span: Accuracy = Accuracy()
    suspect: Hits = Hits()
    part_of: Hits = Hits()
    scope: Hits = Hits()
    period: Accuracy = Accuracy()
    sentences: Hits = Hits()
    headings: Hits = Hits()

    def __add__(self, other: Self) -> Scores:
        return Scores(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    def headline(self) -> dict[str, float | None]:
        """One number per score: F1, or accuracy over the found claims."""
        return {
            field.name: value.f1 if isinstance(value := getattr(self, field.name), Hits) else value.accuracy
            for field in fields(self)
        }


@dataclass(frozen=True, slots=True)
class Matching(Generic[LabelT]):
    """Gold and predicted labels of a layer: (gold, predicted) pairs and what is left over, optional labels aside."""

    pairs: tuple[tuple[LabelT, LabelT], ...]
    missed: tuple[LabelT, ...]
    spurious: tuple[LabelT, ...]

    def hits(self) -> Hits:
        """The counts of the matching itself."""
        return Hits(len(self.pairs), len(self.spurious), len(self.missed))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matchings of all layers of a document."""

    content: Hits
    school: Matching[NameLabel]
    person: Matching[NameLabel]
    program: Matching[NameLabel]
    claims: Matching[ClaimLabel]
    sentences: Hits
    headings: Hits

    def scores(self) -> Scores:
        """The counts of all scores."""
        claims = self.claims
        return Scores(
            content=self.content,
            school=self.school.hits(),
            person=self.person.hits(),
            program=self.program.hits(),
            found=claims.hits(),
            strict=_agreeing(claims, lambda gold, predicted: not strict_differences(gold, predicted)),
            subject=_accuracy(claims, lambda gold, predicted: subjects_agree(gold.subject, predicted.subject)),
            base=_accuracy(claims, lambda gold, predicted: _squeeze(gold.base) == _squeeze(predicted.base)),
            status=_accuracy(claims, lambda gold, predicted: gold.status == predicted.status),
            span=_accuracy(claims, lambda gold, predicted: (gold.start, gold.end) == (predicted.start, predicted.end)),
            suspect=_attribute_hits(claims, lambda claim: "suspect" if claim.suspect else ""),
            part_of=_attribute_hits(claims, lambda claim: _squeeze(claim.part_of)),
            scope=_attribute_hits(_with_label(claims, "scope"), lambda claim: _squeeze(claim.scope or "")),
            period=_accuracy(_with_label(claims, "period"), lambda gold, predicted: gold.period == predicted.period),
            sentences=self.sentences,
            headings=self.headings,
        )


def compare(gold: Labels, predicted: Labels) -> Comparison:
    """Match the predictions of one document with its gold labels. Equal empty `predicted` stands for a failure."""
    predicted = labelled(predicted, gold)
    return Comparison(
        content=content_hits(gold.content, predicted.content),
        school=match(gold.school, predicted.school, _exactness, 1.0),
        person=match(gold.person, predicted.person, _exactness, 1.0),
        program=match(gold.program, predicted.program, overlap, PROGRAM_OVERLAP),
        claims=match(gold.claims, predicted.claims, overlap, 0.0),
        sentences=_equal(gold.sentences, predicted.sentences),
        headings=_equal(gold.headings, predicted.headings),
    )


def labelled(predicted: Labels, gold: Labels) -> Labels:
    """`predicted` without the layers that nobody labelled: nothing in them is right or wrong."""
    nothing: dict[str, Any] = dict.fromkeys(gold.unlabelled, ())
    return replace(predicted, **nothing)


def _equal(gold: Sequence[object], predicted: Sequence[object]) -> Hits:
    """Labels that are in both, exactly, in the prediction only, in the gold only."""
    shared = len(set(gold) & set(predicted))
    return Hits(shared, len(predicted) - shared, len(gold) - shared)


def content_hits(gold: Sequence[tuple[int, int]], predicted: Sequence[tuple[int, int]]) -> Hits:
    """Characters in both, in the prediction only, in the gold only. Ranges of each side in order, without overlap."""
    shared = i = j = 0
    while i < len(gold) and j < len(predicted):
        shared += max(0, min(gold[i][1], predicted[j][1]) - max(gold[i][0], predicted[j][0]))
        if gold[i][1] <= predicted[j][1]:
            i += 1
        else:
            j += 1
    total = [sum(end - start for start, end in ranges) for ranges in (gold, predicted)]
    return Hits(shared, total[1] - shared, total[0] - shared)


def match(
    gold: Sequence[LabelT],
    predicted: Sequence[LabelT],
    similarity: Callable[[LabelT, LabelT], float],
    threshold: float,
) -> Matching[LabelT]:
    """One-to-one matching, best similarity first.

    Args:
        gold: gold labels, optional ones included.
        predicted: predictions.
        similarity: of two labels, 0 to 1.
        threshold: least similarity of a match; above 0 in any case.
    """
    required = [label for label in gold if not label.optional]
    optional = [label for label in gold if label.optional]

    def similar(a: LabelT, b: LabelT) -> float:
        value = similarity(a, b)
        return value if value > 0 and value >= threshold else 0.0

    candidates = sorted(
        (-similar(g, p), i, j) for i, g in enumerate(required) for j, p in enumerate(predicted) if similar(g, p)
    )
    by_gold: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in by_gold and j not in taken:
            by_gold[i] = j
            taken.add(j)
    return Matching(
        pairs=tuple((required[i], predicted[j]) for i, j in sorted(by_gold.items())),
        missed=tuple(label for i, label in enumerate(required) if i not in by_gold),
        spurious=tuple(
            label
            for j, label in enumerate(predicted)
            if j not in taken and not any(similar(other, label) for other in optional)
        ),
    )


def overlap(a: NameLabel | ClaimLabel, b: NameLabel | ClaimLabel) -> float:
    """Characters in both spans by characters in either."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / (max(a.end, b.end) - min(a.start, b.start))


def strict_differences(gold: ClaimLabel, predicted: ClaimLabel) -> tuple[str, ...]:
    """Names of the fields by which a found claim is not strictly right."""
    agree = {
        "value": values_agree(gold.value, predicted.value),
        "value_max": values_agree(gold.value_max, predicted.value_max),
        "unit": _squeeze(gold.unit) == _squeeze(predicted.unit),
        "comparator": gold.comparator == predicted.comparator,
        "change": gold.change == predicted.change,
    }
    return tuple(name for name, right in agree.items() if not right)


def other_differences(gold: ClaimLabel, predicted: ClaimLabel) -> tuple[str, ...]:
    """Names of the fields outside the strict score that are wrong on a found claim."""
    agree = {
        "subject": subjects_agree(gold.subject, predicted.subject),
        "base": _squeeze(gold.base) == _squeeze(predicted.base),
        "status": gold.status == predicted.status,
        "suspect": gold.suspect == predicted.suspect,
        "part_of": _squeeze(gold.part_of) == _squeeze(predicted.part_of),
        "scope": gold.scope is None or _squeeze(gold.scope) == _squeeze(predicted.scope or ""),
        "period": gold.period is None or gold.period == predicted.period,
        "text": (gold.start, gold.end) == (predicted.start, predicted.end),
    }
    return tuple(name for name, right in agree.items() if not right)


def values_agree(gold: Decimal | None, predicted: Decimal | None) -> bool:
    """Equal up to the six decimals with which gold files write fractions; both None agree."""
    if gold is None or predicted is None:
        return gold is predicted
    return abs(gold - predicted) <= VALUE_TOLERANCE


_NOT_WORD = re.compile(r"[\W_]+")


def subjects_agree(gold: str, predicted: str) -> bool:
    """One contains the other or they share two thirds of the shorter; white space and punctuation do not count."""
    a, b = (_NOT_WORD.sub("", fold(subject)) for subject in (gold, predicted))
    if not a or not b:
        return a == b
    if a in b or b in a:
        return True
    return (Counter(a) & Counter(b)).total() >= SUBJECT_OVERLAP * min(len(a), len(b))


def _exactness(a: NameLabel | ClaimLabel, b: NameLabel | ClaimLabel) -> float:
    return float((a.start, a.end) == (b.start, b.end))


def _squeeze(text: str) -> str:
    return "".join(fold(text).split())


def _agreeing(claims: Matching[ClaimLabel], agree: Callable[[ClaimLabel, ClaimLabel], bool]) -> Hits:
    """The found claims that agree, as precision and recall over the same predictions and gold labels."""
    right = sum(agree(gold, predicted) for gold, predicted in claims.pairs)
    wrong = len(claims.pairs) - right
    return Hits(right, len(claims.spurious) + wrong, len(claims.missed) + wrong)


def _accuracy(claims: Matching[ClaimLabel], agree: Callable[[ClaimLabel, ClaimLabel], bool]) -> Accuracy:
    return Accuracy(sum(agree(gold, predicted) for gold, predicted in claims.pairs), len(claims.pairs))


def _with_label(claims: Matching[ClaimLabel], field: str) -> Matching[ClaimLabel]:
    """The matched claims for which somebody labelled a field."""
    return Matching(tuple(pair for pair in claims.pairs if getattr(pair[0], field) is not None), (), ())


def _attribute_hits(claims: Matching[ClaimLabel], value: Callable[[ClaimLabel], str]) -> Hits:
    """Retrieval of an attribute that few claims have; empty means that a claim does not have it."""
    right = sum(value(gold) == value(predicted) != "" for gold, predicted in claims.pairs)
    predicted_all = [predicted for _, predicted in claims.pairs] + list(claims.spurious)
    gold_all = [gold for gold, _ in claims.pairs] + list(claims.missed)
    return Hits(right, sum(map(bool, map(value, predicted_all))) - right, sum(map(bool, map(value, gold_all))) - right)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
