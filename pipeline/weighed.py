"""Between which candidates the subject and the scope of a claim were decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter

from pipeline.claims.arguments import Decide
from pipeline.claims.options import Candidate, Options
from pipeline.claims.weights import weights
from pipeline.config import Config
from pipeline.decided import decided
from pipeline.records import Claim, Quantity, RawDocument


def weighed(document: RawDocument, config: Config, claim: Claim) -> Iterator[tuple[str, str]]:
    """(label, text) pairs that show between which candidates the subject and the scope of `claim` were decided.

    Each candidate with what it weighs and the features that weigh most, the heaviest first. What is decided over a sentence as a whole, or by a table, has no candidates.

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
            yield f"{argument} by", "what the sentence or the table says as a whole"
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
