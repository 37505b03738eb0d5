"""Which candidate is the subject of a quantity: the one whose named features weigh most.

The weights are data (`models/claim_weights.tsv`), fitted by `pipeline.training.claims`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from pipeline.claims.candidates import Asked, Candidate, Words, at_words, candidates, locate, parted
from pipeline.records import Quantity, Sentence
from pipeline.resources import read_lexicon

WEIGHTS = "claim_weights.tsv"
Choose = Callable[[Quantity, Sequence[Candidate]], Candidate]


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature; one that is missing weighs nothing."""
    return {feature: float(weight) for feature, weight in read_lexicon(WEIGHTS)}


def score(candidate: Candidate) -> float:
    """What the features of a candidate weigh together."""
    known = weights()
    return sum(known.get(feature, 0.0) for feature in candidate.features)


def best(quantity: Quantity, found: Sequence[Candidate]) -> Candidate:
    """The candidate that weighs most, the first of equals."""
    return max(found, key=score)


def resolve(
    content: str,
    known: Words,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    rules: Sequence[str],
    heading: str,
    choose: Choose = best,
) -> list[str]:
    """The subject of each quantity of a sentence, in order.

    Args:
        content: folded text of the document.
        known: its words.
        sentence: the sentence.
        quantities: its quantities.
        rules: what the rules take for their subjects.
        heading: the nearest heading, what they take when the sentence names none.
        choose: picks a candidate.
    """
    words = parted(known.of(sentence), quantities)
    chosen: list[str] = []
    last = ""
    for index, (quantity, rule) in enumerate(zip(quantities, rules, strict=True)):
        floor = quantities[index - 1].end if index else sentence.start
        ceiling = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
        inherited = index > 0 and rule == rules[index - 1]
        place = locate(content, rule, quantity, sentence, ceiling)
        whole, place = at_words(words, content, rule, place)
        asked = Asked(quantity, floor, ceiling, last if inherited else whole, place, last)
        made = rule != heading and place < 0 and not inherited  # of pieces: 林下经济总面积…、产值 → 林下经济产值
        found = [] if made else candidates(content, words, asked)
        last = choose(quantity, found).text if found else rule
        chosen.append(last)
    return chosen
