"""Topics that are counted: of 110家示范工厂的生产效率提升32% the factories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.language.clauses import Clauses
from pipeline.language.han import HAN
from pipeline.records import Quantity, Sentence

Span = tuple[int, int]
_HEAD = re.compile(r"(?:目前|其中|已|现|共|另)?有?")
"""What may stand before the number of a topic in its clause."""
_GOES_ON = re.compile(rf"[{HAN}]{{2}}|[中里],")
"""Behind a counted noun, what makes it the topic of the next figure."""


def counted_topics(
    content: str, clauses: Clauses, placed: Sequence[tuple[Quantity, Sentence]], subjects: Mapping[int, str]
) -> Mapping[int, Span]:
    """The counted nouns that are topics of a figure in their clause, with their numbers, by where their clauses begin.

    Args:
        content: folded text of the document.
        clauses: of the document.
        placed: its quantities with their sentences, in order.
        subjects: of the quantities, by their start.
    """
    return dict(_topics(content, clauses, placed, subjects))


def _topics(
    content: str, clauses: Clauses, placed: Sequence[tuple[Quantity, Sentence]], subjects: Mapping[int, str]
) -> Iterator[tuple[int, Span]]:
    for (quantity, sentence), (after, _) in pairwise(placed):
        subject = subjects.get(quantity.start, "")
        start = quantity.end + content.startswith("的", quantity.end)
        if (
            quantity.dimension != "count"
            or quantity.comparator != "eq"
            or not subject
            or not content.startswith(subject, start)
        ):
            continue
        end = start + len(subject)
        head = clauses.start(quantity.start, sentence.start)
        within = clauses.start(after.start, sentence.start) == head
        if within and _HEAD.fullmatch(content, head, quantity.start) and _GOES_ON.match(content, end):
            yield head, (quantity.start, end)
