"""Verifications: what a document states against what else it states, and against what can be.

One module per kind of verification; each is given the document as `Stated` and yields checks, passed and failed. A failed one that
is certain or likely makes its claims suspect.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks import (
    differences,
    impossible,
    neighbours,
    pasted,
    points,
    products,
    ranges,
    repeats,
    scales,
    shares,
    sums,
)
from pipeline.checks.stated import Stated
from pipeline.records import Check, Claim, Metadata
from pipeline.replaced import replaced

__all__ = ["find_checks", "with_suspects"]

_ALARMING = ("certain", "likely")


def find_checks(content: str, claims: Sequence[Claim], metadata: Metadata) -> tuple[Check, ...]:
    """All verifications that a document allows.

    Args:
        content: folded text that the offsets of the claims point into.
        claims: of the document, in text order; one that is suspect may be another than it reads.
        metadata: of the document.
    """
    stated = Stated(content, claims, metadata)
    return tuple(replaced(check, check_id=f"k{number}") for number, check in enumerate(_checks(stated), 1))


def _checks(stated: Stated) -> Iterator[Check]:
    changes = list(differences.check(stated))
    agreed = frozenset(claim_id for check in changes if check.verdict == "passed" for claim_id in check.claim_ids)
    yield from changes
    cannot_be = list(impossible.check(stated, agreed))
    yield from cannot_be
    beyond = [*scales.check(stated), *ranges.check(stated)]
    yield from pasted.check(stated, cannot_be, beyond)
    yield from points.check(stated)
    yield from sums.check(stated)
    yield from shares.check(stated)
    yield from repeats.check(stated)
    yield from products.check(stated)
    yield from beyond
    yield from neighbours.check(stated)


def with_suspects(claims: Sequence[Claim], checks: Sequence[Check]) -> tuple[Claim, ...]:
    """The claims, those suspect that a failed check which is certain or likely names, with the reason of the first such check."""
    reasons: dict[str, str] = {}
    for check in checks:
        if check.verdict == "failed" and check.severity in _ALARMING:
            for claim_id in check.claim_ids:
                reasons.setdefault(claim_id, check.reason)
    return tuple(
        replaced(claim, suspect=True, suspect_reason=reasons[claim.claim_id]) if claim.claim_id in reasons else claim
        for claim in claims
    )
