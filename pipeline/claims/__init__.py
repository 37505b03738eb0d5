"""Numeric claims: numerals, units, quantities, and their roles in the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lazy import lazily

if TYPE_CHECKING:
    from pipeline.claims.claims import find_claims
    from pipeline.claims.parse import parse_quantity

__all__ = ["find_claims", "parse_quantity"]
__getattr__, __dir__ = lazily(
    __name__, {"find_claims": "pipeline.claims.claims", "parse_quantity": "pipeline.claims.parse"}
)
