"""Numeric claims: numerals, units, quantities, and their roles in the sentence."""

from pipeline.claims.claims import find_claims
from pipeline.claims.parse import parse_quantity

__all__ = ["find_claims", "parse_quantity"]
