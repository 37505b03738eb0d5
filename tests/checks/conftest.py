"""Checks of a short text, through the whole flow without words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import pipeline
from pipeline.records import Check
from tests.claims.conftest import ClaimsOf, claims_of

__all__ = ["ClaimsOf", "claims_of"]

ChecksOf = Callable[..., list[Check]]


@pytest.fixture(scope="session")
def checks_of() -> ChecksOf:
    """The checks of a text; with `rule` those of one kind."""

    def extract(text: str, rule: str = "") -> list[Check]:
        checks = pipeline.extract(text, pipeline.Config(words=False)).checks
        return [check for check in checks if rule in ("", check.rule)]

    return extract
