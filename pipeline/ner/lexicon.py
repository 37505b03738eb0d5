"""Names that the rules know: surnames, divisions, and words that look like names of persons and are none."""

from __future__ import annotations

from functools import cache

from pipeline.language.in_force import lexicon, per_lexicon, words
from pipeline.resources import read_lexicon


@per_lexicon
def not_names() -> frozenset[str]:
    """Words that begin with a surname and are no personal names."""
    return words("not_a_person") | lexicon().costs.keys()


@cache
def places() -> frozenset[str]:
    """Names of divisions, and of the countries and regions that begin names, without their suffix."""
    return frozenset(row[0] for row in read_lexicon("ner_places.tsv"))


@cache
def divisions() -> frozenset[str]:
    """Names of provinces, prefectures and countries; no counties, whose names are names of schools too."""
    return frozenset(row[0] for row in read_lexicon("ner_places.tsv") if row[1] != "county")


@cache
def surnames() -> dict[str, str]:
    """Surname → kind (plain, weak, compound)."""
    return {row[0]: row[1] for row in read_lexicon("ner_surnames.tsv")}
