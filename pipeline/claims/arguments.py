"""Which phrase is the subject of a quantity: what the rules say, unless that is in doubt; then the candidate that weighs most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.claims.candidates import Candidates
from pipeline.claims.doubt import in_doubt, is_act
from pipeline.claims.options import Candidate, Options
from pipeline.claims.parentheses import with_parentheses
from pipeline.claims.phrases import trim
from pipeline.claims.subject_rules import ACTIVITY_UNITS
from pipeline.claims.words import noun_phrase
from pipeline.claims.zones import Asked
from pipeline.records import Quantity, Sentence

_REACH = 60
"""Characters before a quantity within which what the rules say is looked for."""


@dataclass(frozen=True, slots=True)
class Decide:
    """How arguments are decided.

    Attributes:
        choose: picks one of the candidates for the argument of a quantity.
        all_of_them: whether it does so where nothing is in doubt, too.
    """

    choose: Callable[[Quantity, Options], Candidate | None]
    all_of_them: bool = False


BEST = Decide(lambda _, options: options.best())
"""Takes what weighs most."""


def resolve(
    content: str,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    rules: Sequence[str],
    heading: str,
    decide: Decide = BEST,
) -> list[str]:
    """The subject of each quantity of a sentence, in order.

    Args:
        content: folded text of the document.
        sentence: the sentence.
        quantities: its quantities.
        rules: what the rules take for their subjects.
        heading: the nearest heading, what they take when the sentence names none.
        decide: between the candidates.
    """
    chosen: list[str] = []
    for index, (quantity, rule) in enumerate(zip(quantities, rules, strict=True)):
        last = chosen[-1] if chosen else ""
        if index and rule == rules[index - 1]:
            chosen.append(last)
            continue
        floor = quantities[index - 1].end if index else sentence.start
        ceiling = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
        place = _locate(content, rule, quantity, sentence, ceiling)
        is_last = index + 1 == len(quantities)
        asked = Asked(quantity, floor, ceiling, rule, place, last, is_first=not index, is_last=is_last)
        chosen.append(noun_phrase(_subject(content, sentence.start, asked, heading, decide)) or last)
    return chosen


def _subject(content: str, start: int, asked: Asked, heading: str, decide: Decide) -> str:
    """The subject of a quantity of the sentence that begins at `start`, with the parentheses within it and right behind it."""
    rule, place, quantity = asked.rule, asked.rule_start, asked.quantity
    bracketed = with_parentheses(content, rule, place, start, quantity, asked.ceiling) if place < 0 else ""
    if bracketed:
        return bracketed
    if not _is_sure(content, asked, heading, decide):
        best = decide.choose(quantity, Candidates(content, asked))
        if best is not None and _names(best, rule):
            rule, place = best.text, best.start
    return (with_parentheses(content, rule, place, start, quantity, asked.ceiling) if place >= 0 else "") or rule


def _is_sure(content: str, asked: Asked, heading: str, decide: Decide) -> bool:
    """Whether what the rules say is taken unweighed."""
    rule, place = asked.rule, asked.rule_start
    if place < 0:  # of pieces (林下经济总面积…、产值 → 林下经济产值), or the heading, or nothing
        return bool(rule) and rule != heading
    if decide.all_of_them:
        return False
    return not _is_in_doubt(content, rule, place, asked.quantity, asked.floor, asked.ceiling)


def _names(candidate: Candidate, rule: str) -> bool:
    """Whether a candidate names anything once the words around a noun phrase are taken off."""
    return candidate.text == rule or len(trim(candidate.text)) > 1


def _is_in_doubt(content: str, rule: str, place: int, quantity: Quantity, floor: int, ceiling: int) -> bool:
    end = place + len(rule)
    if quantity.unit in ACTIVITY_UNITS and is_act(rule[:2]):
        place += 2  # 回访当事人285人次 counts visits
    if end <= quantity.start:
        return in_doubt(content, place, end, floor if floor <= place else 0, quantity.start)
    return in_doubt(content, place, end, quantity.end, ceiling)


def _locate(content: str, rule: str, quantity: Quantity, sentence: Sentence, ceiling: int) -> int:
    """Where the phrase that the rules found stands nearest to its quantity; -1 for nowhere in the sentence."""
    if not rule:
        return -1
    behind = content.find(rule, quantity.end, min(ceiling, quantity.end + 6 + len(rule)))
    before = content.rfind(rule, max(sentence.start, quantity.start - _REACH), quantity.start)
    if before >= 0 and (behind < 0 or quantity.start - before - len(rule) <= behind - quantity.end):
        return before
    return behind if behind >= 0 else before
