"""Why a claim says what it says: its sentence, the parts that were matched, the rule."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Facts
from pipeline.records import Claim
from pipeline.resources import read_toml


def explain(facts: Facts, claim: Claim) -> Iterator[tuple[str, str]]:
    """(label, text) pairs that lead from the sentence to the fields of `claim`, in reading order.

    Args:
        facts: of the document that states the claim.
        claim: one of ``facts.claims``.
    """
    text = facts.document.text
    sentence = next(s for s in facts.sentences if s.ordinal == claim.sentence)
    by_id = {other.claim_id: other for other in facts.claims}
    names = {entity.entity_id: entity.name for entity in facts.entities}
    yield "sentence", f"{text[sentence.start : claim.start]}⟦{claim.text}⟧{text[claim.end : sentence.end]}"
    yield "offsets", f"{claim.start} to {claim.end}"
    yield "rule", f"{claim.rule}: {read_toml('claims_rules.toml')[claim.rule]}"
    yield "number", f"{claim.number_text} → {_value(claim)}"
    yield (
        "unit",
        f"{claim.unit or '(none)'} → {claim.unit_norm or '(none)'}, {claim.dimension}"
        + (", implied by the word of spending" if claim.unit_implied else ""),
    )
    yield "comparator", claim.comparator
    yield "subject", claim.subject or "(none named)"
    if claim.scope:
        yield "scope", claim.scope
    yield "change", claim.change + (f" against {claim.base}" if claim.base else "")
    yield "status", f"{claim.status}, for {claim.period or 'no stated period'}"
    if claim.section:
        yield "section", claim.section
    if claim.part_of:
        yield "part of", f"{claim.part_of} ({by_id[claim.part_of].text})"
    parts = [other for other in facts.claims if other.part_of == claim.claim_id]
    if parts:
        yield "parts", " + ".join(f"{part.text} ({part.claim_id})" for part in parts)
    if claim.consistency:
        yield "consistency", claim.consistency
    if claim.suspect_reason:
        yield "suspect" if claim.suspect else "note", claim.suspect_reason
    for label, entity in (("program", claim.program), ("school", claim.school)):
        if entity:
            yield label, f"{names[entity]} ({entity})"


def _value(claim: Claim) -> str:
    if claim.value is None:
        return "unknown"
    return f"{claim.value:f}" + (f" to {claim.value_max:f}" if claim.value_max is not None else "")
