"""What a quantity is for one of: 每生每年, 生均, 人均, 每名教师, 每千人, and what its unit says (元/年)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.claims.governed import Governed
from pipeline.language.in_force import is_common_word
from pipeline.language.numerals import CHINESE, parse_numeral
from pipeline.language.units import EACH, UNITS
from pipeline.patterns import any_of, when_used
from pipeline.records import Quantity

_TIMES = ("school_year", "year", "term", "quarter", "month", "week", "day", "hour", "minute", "second")
"""Canonical names of times, the longest first."""
_CLASSIFIERS = "个名位所家户座间"
_EACH = when_used(
    rf"每(?P<number>(?:\d{{1,5}}|[{CHINESE}])[{CHINESE}]{{0,2}})?(?:[{_CLASSIFIERS}](?={any_of(EACH)}))?"
    rf"(?:(?P<per>{any_of(EACH)})|(?P<classifier>[名位]))(?!\d{{1,2}}月|[底末初])"
)
_ANYTHING = ("个", "项", "次", "起")
"""Classifiers that say nothing of what they count."""
_AVERAGE = when_used(r"(?P<per>[人户生师校班村亩日月周床])均(?![衡匀等])")
_NOT_ONE = frozenset("个名位所家户")
"""Before what 均 distributes over: 3个村均."""


def per(quantity: Quantity, words: Governed, of_origin: str) -> str:
    """What a quantity is for one of, units of time last: ``student/year``; empty when it is for no one thing.

    Args:
        quantity: the quantity.
        words: before it.
        of_origin: what the level from which it came is for: 每生每年5元提高至10元.
    """
    said = f"{words.same}{words.own}"
    if not of_origin and "/" not in quantity.unit and "每" not in said and "均" not in said:
        return ""
    found = of_origin.split("/") if of_origin else []
    found += _of_unit(quantity.unit)
    if quantity.dimension not in ("ratio", "ratio_change"):  # 人均收入增长5% is no rate per person
        found += _of_words(said)
    unique = dict.fromkeys(found)
    return "/".join(sorted(unique, key=lambda name: -_TIMES.index(name) if name in _TIMES else -len(_TIMES)))


def _of_unit(unit: str) -> Iterator[str]:
    denominators = unit.partition("/")[2]
    for name in denominators.split("·") if denominators else ():
        yield EACH.get(name) or (UNITS[name].norm if name in UNITS else name)


def _of_words(text: str) -> Iterator[str]:
    if "每" in text:
        for match in _EACH.finditer(text):
            if match["per"] in _ANYTHING:
                continue
            name = EACH[match["per"]] if match["per"] else "person"
            if match["number"] not in (None, "一"):
                name = f"{parse_numeral(match['number'])} {name}{'s' if name == 'person' else ''}"
            yield name
    if "均" in text:
        for match in _AVERAGE.finditer(text):
            before = text[match.start() - 1 : match.start()]
            if not (before.isdigit() or before in _NOT_ONE or is_common_word(before + match["per"])):
                yield EACH[match["per"]]
