"""Scores, as section 4 of the labelling guide defines them.

How it works: a *matching* pairs the gold labels of a layer with the predictions, one to one, and says what is left
over. Counts come from the matching, scores from the counts; counts add up, so the score of many documents is the score
of their summed counts (micro average). Optional gold labels are neither rewarded nor punished: a prediction that
matches one is taken out of the counts, and so is the label.
"""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar, Self

from pipeline.evaluation.labels import Label, Labels
from pipeline.evaluation.layers import fields_of
from pipeline.fields import Agreement, Counting, Field, Scored
from pipeline.fold import fold

PROGRAM_OVERLAP = 0.5
SUBJECT_OVERLAP = 2 / 3
# Gold files write fractions with six decimals (三分之一 → 0.333333).
VALUE_TOLERANCE = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Hits:
    """Counts of a retrieval task. A score is None when there was nothing to count."""

    true_positives: int = 0
    false_positives: int = 0
    false_negatives: int = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """Right, spurious and missed."""
        return self.true_positives, self.false_positives, self.false_negatives

    @property
    def score(self) -> float | None:
        """The one number that says most: F1."""
        return self.f1

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
    precision: ClassVar[None] = None
    recall: ClassVar[None] = None

    @property
    def counts(self) -> tuple[int, int, int]:
        """Right, spurious (there are none) and missed."""
        return self.right, 0, self.total - self.right

    @property
    def score(self) -> float | None:
        """The one number that says most: the accuracy."""
        return self.accuracy

    def __add__(self, other: Self) -> Accuracy:
        return Accuracy(self.right + other.right, self.total + other.total)

    @property
    def accuracy(self) -> float | None:
        """Share that was right."""
        return _ratio(self.right, self.total)


Counts = Hits | Accuracy


def _scored(*how: Counting) -> tuple[Field, ...]:
    return tuple(field for field in fields_of("claims") if field.column.scored and field.column.scored.how in how)


STRICT = _scored("strict")
"""The fields of a claim that make up the strict score."""

OTHERS = _scored("accuracy", "retrieval")
"""The fields of a claim that have a score of their own, under their name."""

SCORES: Mapping[str, Counts] = {
    **dict.fromkeys(("content", "school", "person", "program", "found", "strict"), Hits()),
    "span": Accuracy(),
    **{field.name: Hits() if field in _scored("retrieval") else Accuracy() for field in OTHERS},
    **dict.fromkeys(("sentences", "headings"), Hits()),
}
"""All scores in their order, with nothing counted yet."""


@dataclass(frozen=True, slots=True)
class Scores:
    """All counts of one document, or of many: scores add up. What is not among the counts has not occurred."""

    counts: Mapping[str, Counts] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """The counts of a score: `Hits` or `Accuracy`, as `SCORES` says."""
        return self.counts.get(name, SCORES[name])

    def __add__(self, other: Self) -> Scores:
        return Scores({name: self[name] + other[name] for name in SCORES})

    def headline(self) -> dict[str, float | None]:
        """One number per score: F1, or accuracy over the found claims."""
        return {name: self[name].score for name in SCORES}


@dataclass(frozen=True, slots=True)
class Matching:
    """Gold and predicted labels of a layer: (gold, predicted) pairs and what is left over, optional labels aside."""

    pairs: tuple[tuple[Label, Label], ...]
    missed: tuple[Label, ...]
    spurious: tuple[Label, ...]

    def hits(self) -> Hits:
        """The counts of the matching itself."""
        return Hits(len(self.pairs), len(self.spurious), len(self.missed))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matchings of all layers of a document."""

    content: Hits
    school: Matching
    person: Matching
    program: Matching
    claims: Matching
    sentences: Hits
    headings: Hits

    def scores(self) -> Scores:
        """The counts of all scores."""
        claims = self.claims
        return Scores(
            {
                "content": self.content,
                "school": self.school.hits(),
                "person": self.person.hits(),
                "program": self.program.hits(),
                "found": claims.hits(),
                "strict": _agreeing(claims, lambda gold, predicted: not strict_differences(gold, predicted)),
                "span": _accuracy(claims, _same_place),
                **{field.name: _field_counts(field, claims) for field in OTHERS},
                "sentences": self.sentences,
                "headings": self.headings,
            }
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
        headings=_equal(places(gold.headings), places(predicted.headings)),
    )


def labelled(predicted: Labels, gold: Labels) -> Labels:
    """`predicted` without the layers that nobody labelled: nothing in them is right or wrong."""
    nothing: dict[str, Any] = dict.fromkeys(gold.unlabelled, ())
    return replace(predicted, **nothing)


def places(headings: Sequence[Label]) -> list[tuple[int, ...]]:
    """Where headings are and of which level: what two equal ones share."""
    return [(heading.start, heading.end, heading["level"]) for heading in headings]


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
    gold: Sequence[Label],
    predicted: Sequence[Label],
    similarity: Callable[[Label, Label], float],
    threshold: float,
) -> Matching:
    """One-to-one matching, best similarity first.

    Args:
        gold: gold labels, optional ones included.
        predicted: predictions.
        similarity: of two labels, 0 to 1.
        threshold: least similarity of a match; above 0 in any case.
    """
    required = [label for label in gold if not label.optional]
    optional = [label for label in gold if label.optional]

    def similar(a: Label, b: Label) -> float:
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


def overlap(a: Label, b: Label) -> float:
    """Characters in both spans by characters in either."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / (max(a.end, b.end) - min(a.start, b.start))


def strict_differences(gold: Label, predicted: Label) -> tuple[str, ...]:
    """Names of the fields by which a found claim is not strictly right."""
    return tuple(field.name for field in STRICT if not _agree(field, gold, predicted))


def other_differences(gold: Label, predicted: Label) -> tuple[str, ...]:
    """Names of the fields outside the strict score that are wrong on a found claim; ``text`` where its span is."""
    wrong = [field.name for field in OTHERS if _is_labelled(field, gold) and not _agree(field, gold, predicted)]
    return (*wrong, *(("text",) if not _same_place(gold, predicted) else ()))


def _is_labelled(field: Field, gold: Label) -> bool:
    said = field.column.labelled
    in_some_files = said is not None and said.when == "in_some_files"
    return bool(gold[field.name]) if in_some_files else gold[field.name] is not None


def _agree(field: Field, gold: Label, predicted: Label) -> bool:
    return _AGREEMENTS[_rule(field).by](gold[field.name], predicted[field.name])


def _rule(field: Field) -> Scored:
    assert field.column.scored is not None
    return field.column.scored


def _same_place(gold: Label, predicted: Label) -> bool:
    return (gold.start, gold.end) == (predicted.start, predicted.end)


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


def _exactness(a: Label, b: Label) -> float:
    return float(_same_place(a, b))


def _squeeze(text: str | None) -> str:
    return "".join(fold(text or "").split())


_AGREEMENTS: Mapping[Agreement, Callable[[Any, Any], bool]] = {
    "equal": operator.eq,
    "folded": lambda gold, predicted: _squeeze(gold) == _squeeze(predicted),
    "number": values_agree,
    "gist": subjects_agree,
}


def _agreeing(claims: Matching, agree: Callable[[Label, Label], bool]) -> Hits:
    """The found claims that agree, as precision and recall over the same predictions and gold labels."""
    right = sum(agree(gold, predicted) for gold, predicted in claims.pairs)
    wrong = len(claims.pairs) - right
    return Hits(right, len(claims.spurious) + wrong, len(claims.missed) + wrong)


def _accuracy(claims: Matching, agree: Callable[[Label, Label], bool]) -> Accuracy:
    return Accuracy(sum(agree(gold, predicted) for gold, predicted in claims.pairs), len(claims.pairs))


def _field_counts(field: Field, claims: Matching) -> Counts:
    """The counts of a field's own score, over the claims for which it is labelled."""
    said = field.column.labelled
    if said is not None and said.when == "sometimes":
        claims = Matching(tuple(pair for pair in claims.pairs if pair[0][field.name] is not None), (), ())
    if said is not None and said.when == "in_some_files":
        gold = (*(pair[0] for pair in claims.pairs), *claims.missed)
        claims = claims if any(label[field.name] for label in gold) else Matching((), (), ())
    if _rule(field).how == "accuracy":
        return _accuracy(claims, partial(_agree, field))
    return _attribute_hits(field, claims)


def _attribute_hits(field: Field, claims: Matching) -> Hits:
    """Retrieval of what few claims have."""
    right = sum(bool(gold[field.name]) and _agree(field, gold, predicted) for gold, predicted in claims.pairs)
    predicted = sum(bool(label[field.name]) for label in (*(pair[1] for pair in claims.pairs), *claims.spurious))
    gold = sum(bool(label[field.name]) for label in (*(pair[0] for pair in claims.pairs), *claims.missed))
    return Hits(right, predicted - right, gold - right)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
