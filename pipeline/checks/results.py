"""Checks as the modules of this folder make them: numbered later, with numbers as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.records import Check, Claim, Severity, Verdict


def compared(
    rule: str,
    claims: Sequence[Claim],
    stated: Decimal,
    expected: Decimal,
    tolerance: Decimal,
    reason: str,
    severity: Severity = "",
    verdict: Verdict | None = None,
) -> Check:
    """A check that compares two numbers.

    Args:
        rule: its entry in ``models/checks.toml``.
        claims: that it is about, the one that it verifies first.
        stated: what the text states.
        expected: what follows from the other figures.
        tolerance: by how much they may differ.
        reason: in words, with both numbers.
        severity: empty of a check that passed.
        verdict: failed when there is a severity, else passed; unless given.
    """
    return Check(
        check_id="",
        rule=rule,
        claim_ids=tuple(claim.claim_id for claim in claims),
        stated=stated,
        expected=expected,
        difference=stated - expected,
        tolerance=tolerance,
        verdict=verdict or ("failed" if severity else "passed"),
        severity=severity,
        reason=reason,
    )


def doubted(rule: str, claims: Sequence[Claim], severity: Severity, reason: str) -> Check:
    """A failed check that compares no two numbers."""
    ids = tuple(claim.claim_id for claim in claims)
    return Check("", rule, ids, None, None, None, None, "failed", severity, reason)


def plain(number: Decimal) -> str:
    """A number for a reason: no exponent, at most six significant digits behind the point, no trailing zeros."""
    rounded = f"{number.quantize(Decimal(1)) if abs(number) >= 10**6 else round(number, 4):f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
