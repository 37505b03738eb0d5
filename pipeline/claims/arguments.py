"""Which phrase is the subject of a quantity: the candidate that weighs most, what the rules say being a clue among others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.claims.candidates import Candidates
from pipeline.claims.options import Candidate, Options
from pipeline.claims.parentheses import with_parentheses
from pipeline.claims.phrases import trim
from pipeline.claims.subjects import Rules
from pipeline.claims.words import noun_phrase
from pipeline.claims.zones import Asked
from pipeline.records import Quantity, Sentence

_REACH = 60
"""Characters before a quantity within which what the rules say is looked for."""
_REMEMBERED = 6
"""Quantities before one whose subjects it may share."""


@dataclass(frozen=True, slots=True)
class Decide:
    """How arguments are decided.

    Attributes:
        choose: picks one of the candidates for the argument of a quantity.
    """

    choose: Callable[[Quantity, Options], Candidate | None]


BEST = Decide(lambda _, options: options.best())
"""Takes what weighs most."""


def resolve(
    content: str,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    rules: Rules,
    heading: str,
    told: Sequence[str] = (),
    decide: Decide = BEST,
) -> list[str]:
    """The subject of each quantity of a sentence, in order.

    Args:
        content: folded text of the document.
        sentence: the sentence.
        quantities: its quantities.
        rules: what the rules say of them.
        heading: the nearest heading, what they take when the sentence names none.
        told: the subjects of the sentence before, in the same paragraph.
        decide: between the candidates.
    """
    chosen: list[str] = []
    for index, (quantity, rule) in enumerate(zip(quantities, rules.subjects, strict=True)):
        if index in rules.settled:
            chosen.append(rule)
            continue
        floor = quantities[index - 1].end if index else sentence.start
        ceiling = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
        place = _locate(content, rule, quantity, sentence, ceiling)
        earlier = _earlier(told, chosen)
        is_last = index + 1 == len(quantities)
        asked = Asked(quantity, floor, ceiling, rule, place, earlier, is_first=not index, is_last=is_last)
        chosen.append(
            noun_phrase(_subject(content, sentence.start, asked, heading, decide)) or (chosen[-1] if chosen else "")
        )
    return chosen


def _earlier(told: Sequence[str], chosen: Sequence[str]) -> Sequence[str]:
    """The last subjects before, the nearest first, each once; of the sentence before only the last."""
    nearest = [*chosen[: -_REMEMBERED - 1 : -1], *told[-1:]]
    return [subject for subject in dict.fromkeys(nearest) if subject]


def _subject(content: str, start: int, asked: Asked, heading: str, decide: Decide) -> str:
    """The subject of a quantity of the sentence that begins at `start`, with the parentheses within it and right behind it."""
    rule, place, quantity = asked.rule, asked.rule_start, asked.quantity
    bracketed = with_parentheses(content, rule, place, start, quantity, asked.ceiling) if place < 0 else ""
    if bracketed:
        return bracketed
    if place < 0 and rule and rule != heading:
        return rule  # of pieces: 林下经济总面积…、产值 → 林下经济产值
    best = decide.choose(quantity, Candidates(content, asked))
    if best is not None and _names(best, rule):
        rule, place = best.text, best.start
    return (with_parentheses(content, rule, place, start, quantity, asked.ceiling) if place >= 0 else "") or rule


def _names(candidate: Candidate, rule: str) -> bool:
    """Whether a candidate names anything once the words around a noun phrase are taken off."""
    return candidate.text == rule or len(trim(candidate.text)) > 1


def _locate(content: str, rule: str, quantity: Quantity, sentence: Sentence, ceiling: int) -> int:
    """Where the phrase that the rules found stands nearest to its quantity; -1 for nowhere in the sentence."""
    if not rule:
        return -1
    behind = content.find(rule, quantity.end, min(ceiling, quantity.end + 6 + len(rule)))
    before = content.rfind(rule, max(sentence.start, quantity.start - _REACH), quantity.start)
    if before >= 0 and (behind < 0 or quantity.start - before - len(rule) <= behind - quantity.end):
        return before
    return behind if behind >= 0 else before
