"""Lexicons of `models/` in the form in which the rules use them."""

from __future__ import annotations

from functools import cache
from math import log
from typing import Any

from pipeline.language.divisions import names_without_suffix, seats
from pipeline.language.words import is_word
from pipeline.resources import read_lexicon, read_toml

# Part of speech of a word that cannot be inside the left part of a name.
_BREAKING = frozenset({"v", "d", "p", "c", "r", "u", "t"})
_LINKING = frozenset({"d", "p", "c", "r", "u"})


def strings(table: dict[str, Any], key: str) -> tuple[str, ...]:
    """A list of strings in a TOML table."""
    return tuple(str(item) for item in table[key])


@cache
def words() -> dict[str, tuple[float, bool]]:
    """Word → (cost of using it in a split, whether a name can only start after it)."""
    rows = read_lexicon("ner_words.tsv")
    total = sum(int(row[2]) for row in rows)
    units = classifiers()
    table = {
        row[0]: (
            log(total / int(row[2])),
            # 一批, 几所: a counted classifier ends what stands before a name.
            row[1] in _BREAKING or (row[1] == "m" and row[0][-1] in units and row[0][0] != "第"),
        )
        for row in rows
    }
    common = log(total / 20_000)
    policy = read_toml("ner_words.toml")
    for word in strings(policy, "breaks") + strings(policy, "strong_links") + strings(policy, "single_breaks"):
        table[word] = (min(table.get(word, (common, True))[0], common), True)
    for word in in_names():
        table[word] = (min(table.get(word, (common, False))[0], common), False)
    for word in strings(read_toml("ner_people.toml"), "not_names"):
        table.setdefault(word, (common, False))
    # Of a county a split only has to know the name that a link would tear: 于都.
    for name in places() | {seat for seat in seats() if seat[0] in links() and not is_word(seat)}:
        table[name] = (common, False)
    for lexicon, key in (
        ("ner_programs.toml", "strong_heads"),
        ("ner_schools.toml", "heads"),
        ("ner_people.toml", "titles"),
    ):
        for word in strings(read_toml(lexicon), key):
            table[word] = (min(table.get(word, (common, False))[0], common), table.get(word, (common, False))[1])
    return table


@cache
def links() -> frozenset[str]:
    """Words that no name can run across: conjunctions, prepositions, pronouns, particles."""
    linking = {row[0] for row in read_lexicon("ner_words.tsv") if row[1] in _LINKING}
    policy = read_toml("ner_words.toml")
    return frozenset(linking | set(strings(policy, "strong_links")) | set(strings(policy, "single_breaks")))


@cache
def verbs() -> frozenset[str]:
    """Verbs of the dictionary."""
    return frozenset(row[0] for row in read_lexicon("ner_words.tsv") if row[1] == "v")


@cache
def strong_links() -> frozenset[str]:
    """One-character links that part words even after an unknown character."""
    return frozenset(strings(read_toml("ner_words.toml"), "strong_links"))


@cache
def not_names() -> frozenset[str]:
    """Words that begin with a surname and are no personal names."""
    common = {row[0] for row in read_lexicon("ner_not_names.tsv")}
    more = strings(read_toml("ner_people.toml"), "not_names")
    return frozenset(common | words().keys() | set(more))


@cache
def in_names() -> frozenset[str]:
    """Plain words that begin names as well."""
    return frozenset(strings(read_toml("ner_words.toml"), "in_names"))


@cache
def classifiers() -> frozenset[str]:
    """One-character units that a name can only start after when a number stands before them."""
    return frozenset(strings(read_toml("ner_words.toml"), "classifiers"))


@cache
def places() -> frozenset[str]:
    """Names of divisions, and of the countries and regions that begin names, without their suffix."""
    return frozenset({*names_without_suffix(), *regions()})


@cache
def divisions() -> frozenset[str]:
    """Names of provinces, prefectures and countries; no counties, whose names are names of schools too."""
    return frozenset(name for name, level in names_without_suffix().items() if level != "county") | regions()


@cache
def place_names() -> frozenset[str]:
    """`places`, and the counties whose names are parts of other names as often: none of them names a person."""
    return places() | seats()


@cache
def regions() -> frozenset[str]:
    """Countries and regions that begin names."""
    return frozenset(row[0] for row in read_lexicon("ner_regions.tsv"))


@cache
def surnames() -> dict[str, str]:
    """Surname → kind (plain, weak, compound)."""
    return {row[0]: row[1] for row in read_lexicon("ner_surnames.tsv")}
