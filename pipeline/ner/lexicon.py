"""Names that the rules know: surnames, divisions, and words that look like names of persons and are none."""

from __future__ import annotations

from functools import cache

from pipeline.language.divisions import regions, seats
from pipeline.language.in_force import lexicon, per_lexicon, words
from pipeline.language.lexicon import bare_divisions, places
from pipeline.resources import read_lexicon


@per_lexicon
def not_names() -> frozenset[str]:
    """Words that begin with a surname and are no personal names."""
    return words("not_a_person") | lexicon().costs.keys()


@cache
def divisions() -> frozenset[str]:
    """Names of provinces, prefectures, countries and regions without their suffix; no counties, whose names are names of schools too."""
    return frozenset(name for name, level in bare_divisions().items() if level != "county").union(regions())


@cache
def place_names() -> frozenset[str]:
    """`places`, and the counties whose names are parts of other names as often: none of them names a person."""
    return places() | seats()


@cache
def surnames() -> dict[str, str]:
    """Surname → kind (plain, weak, compound)."""
    return {row[0]: row[1] for row in read_lexicon("ner_surnames.tsv")}
