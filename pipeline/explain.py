"""Why a claim says what it says: its sentence, the parts that were matched, the rule."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from pipeline.facts import Facts
from pipeline.fields import Field, columns_of
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
    yield "sentence", f"{text[sentence.start : claim.start]}⟦{claim.text}⟧{text[claim.end : sentence.end]}"
    yield "offsets", f"{claim.start} to {claim.end}"
    yield "rule", f"{claim.rule}: {read_toml('claims_rules.toml')[claim.rule]}"
    yield "number", f"{claim.number_text} → {_value(claim)}"
    implied = ", implied by the word of spending" if claim.unit_implied else ""
    yield "unit", f"{claim.unit or '(none)'} → {claim.unit_norm or '(none)'}{implied}"
    for field in columns_of(Claim):
        if shown := field.column.shown:
            told = _told(facts, claim, field)
            if told or shown.when == "always":
                yield field.name.replace("_", " "), told or "(none)"
    parts = [other for other in facts.claims if other.part_of == claim.claim_id]
    if parts:
        yield "parts", " + ".join(f"{part.text} ({part.claim_id})" for part in parts)
    for check in facts.checks:
        if claim.claim_id in check.claim_ids:
            severity = f" ({check.severity})" if check.severity else ""
            yield "check", f"{check.rule} {check.verdict}{severity}: {check.reason}"
    if claim.suspect_reason:
        yield "suspect" if claim.suspect else "note", claim.suspect_reason


def _told(facts: Facts, claim: Claim, field: Field) -> str:
    value = attrgetter(field.path)(claim)
    if not value:
        return ""
    if field.column.refers == "claims":
        return f"{value} ({next(other.text for other in facts.claims if other.claim_id == value)})"
    if field.column.refers == "entities":
        return f"{next(entity.name for entity in facts.entities if entity.entity_id == value)} ({value})"
    return "yes" if value is True else str(value)


def _value(claim: Claim) -> str:
    if claim.value is None:
        return "unknown"
    return f"{claim.value:f}" + (f" to {claim.value_max:f}" if claim.value_max is not None else "")
