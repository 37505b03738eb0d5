"""Why a claim says what it says: its sentence, the parts that were matched, the rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter

from pipeline.claims.arguments import Decide
from pipeline.claims.options import Candidate, Options
from pipeline.claims.weights import weights
from pipeline.config import Config
from pipeline.decided import decided
from pipeline.facts import Facts
from pipeline.fields import Field, columns_of
from pipeline.records import Claim, Quantity, RawDocument
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


def weighed(document: RawDocument, config: Config, claim: Claim) -> Iterator[tuple[str, str]]:
    """(label, text) pairs that show between which candidates the subject and the scope of `claim` were decided.

    Each candidate with what it weighs and the features that weigh most, the heaviest first. What was not in doubt has no candidates.

    Args:
        document: that states the claim.
        config: settings with which it was found.
        claim: one of its claims.
    """
    kept: dict[str, dict[int, Sequence[Candidate]]] = {"subject": {}, "scope": {}}
    claims = decided(document, config, *(Decide(partial(_keep, found)) for found in kept.values()))
    start = next(inner for inner, other in claims if other.claim_id == claim.claim_id)
    for argument, found in kept.items():
        if start not in found:
            yield f"{argument} by", "what stands beside the figure, which was not in doubt"
        for candidate in sorted(found.get(start, ()), key=attrgetter("score"), reverse=True)[:_SHOWN]:
            yield f"{argument} of", f"{candidate.text or '(none)'}  {candidate.score:.2f}  {_reasons(candidate)}"


_SHOWN = 5
"""Candidates that are shown, and features of each."""


def _keep(found: dict[int, Sequence[Candidate]], quantity: Quantity, options: Options) -> Candidate | None:
    found[quantity.start] = options.all_of_them()
    return options.best()


def _reasons(candidate: Candidate) -> str:
    known = weights()
    told = [(known.get(feature, 0.0), feature) for feature in candidate.features()]
    heaviest = sorted(told, key=lambda pair: -abs(pair[0]))[:_SHOWN]
    return ", ".join(f"{feature} {value:+.2f}" for value, feature in heaviest)
