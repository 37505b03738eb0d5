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
        if place < 0:  # of pieces (林下经济总面积…、产值 → 林下经济产值), or the heading, or nothing
            bracketed = with_parentheses(content, rule, place, sentence.start, quantity, ceiling)
            if bracketed:
                chosen.append(bracketed)
                continue
            is_sure = bool(rule) and rule != heading
        else:
            is_sure = not (decide.all_of_them or _is_in_doubt(content, rule, place, quantity, floor, ceiling))
        if not is_sure:
            asked = Asked(
                quantity, floor, ceiling, rule, place, last, is_first=not index, is_last=index + 1 == len(quantities)
            )
            best = decide.choose(quantity, Candidates(content, asked))
            if best is not None and _names(best, rule):
                rule, place = best.text, best.start
        bracketed = with_parentheses(content, rule, place, sentence.start, quantity, ceiling) if place >= 0 else ""
        chosen.append(bracketed or rule)
    return chosen


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
