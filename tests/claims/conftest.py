"""Claims of a short text, through the whole flow without words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import pipeline
from pipeline.records import Claim

ClaimsOf = Callable[[str], dict[str, Claim]]


@pytest.fixture(scope="session")
def claims_of() -> ClaimsOf:
    """Claims by their text; texts with the same quantity twice get the first."""

    def extract(text: str) -> dict[str, Claim]:
        found: dict[str, Claim] = {}
        for claim in pipeline.extract(text, pipeline.Config(words=False)).claims:
            found.setdefault(claim.text, claim)
        return found

    return extract
