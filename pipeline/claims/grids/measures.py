"""Units of labels and headers: 金额(万元), 学费/元, 占比%, 单位:万元, and what a noun without unit can be measured in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.claims.grids.cells import SCALE_WORDS
from pipeline.language.in_force import lexicon, per_lexicon
from pipeline.language.numerals import parse_numeral
from pipeline.language.units import DENOMINATOR, UNIT_PATTERN, norm_of, rate_unit
from pipeline.patterns import any_of, when_used

_PER = rf"(?:{DENOMINATOR}|{UNIT_PATTERN})"
_UNIT = when_used(rf"(?P<scale>{SCALE_WORDS}{{0,3}})(?P<unit>{UNIT_PATTERN})?(?P<rate>(?:/|每){_PER}(?:[·./]{_PER})*)?")
_BRACKETS = when_used(r"\s?[(\[【](?:(?:计量|金额|计价|计算)?单位\s?:?\s?)?(?P<unit>[^()\[\]【】]{1,12})[)\]】]")
_TAIL = when_used(
    r"(?<=.)(?:[/:、\s]\s?(?P<apart>[^/:、\s]{1,8}(?:/[^/:、\s]{1,4})?)|(?P<glued>[%‰]|[千万亿百]{1,2}元))$"
)
_CAPTION = when_used(r"单位\s?:?\s?(?P<units>[^\s,;。()\[\]【】\d]{1,16})")
_LIST = when_used(r"[、,及和]")


@dataclass(frozen=True, slots=True)
class Measure:
    """What quantities are given in: 万元 is 元 times 10 000."""

    scale: Decimal
    unit: str

    @property
    def dimension(self) -> str:
        """Of the unit, as in the role measured_in; empty when a noun cannot tell."""
        found = norm_of(self.unit)[1]
        if found == "rate":
            found = norm_of(self.unit.partition("/")[0])[1]
        known = {"money": "money", "count": "count", "count_arabic": "count", "ratio": "ratio", "area": "area"}
        return known.get(found, "")


def read_unit(written: str) -> Measure | None:
    """The scale and unit that a text wholly is; None when it is no unit."""
    written = written.strip(" ±+")
    written = written.removeprefix("人民币") or written
    written = lexicon().parameters("unit_name").get(written, (written,))[0]
    match = _UNIT.fullmatch(written)
    if match is None or not (match["scale"] or match["unit"]):
        return None
    scale = parse_numeral(match["scale"]) if match["scale"] else Decimal(1)
    unit = rate_unit(match["unit"] or "", match["rate"] or "")
    if scale is None or (match["rate"] and not match["unit"]):
        return None
    return Measure(scale, unit.removeprefix("个") if unit.startswith("个百分") else unit)


def split_unit(label: str) -> tuple[str, Measure | None]:
    """A label without its unit, and the unit; other brackets stay."""
    for match in _BRACKETS.finditer(label):
        measure = read_unit(match["unit"])
        if measure is not None:
            return label[: match.start()] + label[match.end() :], measure
    tail = _TAIL.search(label)
    if tail is not None:
        written = tail["apart"] or tail["glued"]
        measure = read_unit(written)
        if measure is not None and (len(written) > 1 or not tail.group()[0].isspace()):
            return label[: tail.start()], measure
    return label, None


def caption_measures(above: str) -> list[Measure]:
    """The units that a line above a table names for all of it: 单位:万元, 单位:人、%."""
    last = None
    for match in _CAPTION.finditer(above):
        found = [measure for part in _LIST.split(match["units"]) if (measure := read_unit(part)) is not None]
        last = found or last
    return last or []


@per_lexicon
def _dimensions() -> dict[str, re.Pattern[str]]:
    """What the nouns end in that are measured in a dimension."""
    nouns: dict[str, list[str]] = {}
    for noun, dimensions in lexicon().parameters("measured_in").items():
        for dimension in dimensions:
            nouns.setdefault(dimension, []).append(noun)
    return {dimension: re.compile(rf"(?:{any_of(nouns[dimension])})$") for dimension in sorted(nouns)}


def noun_dimension(label: str) -> str:
    """What a noun is measured in by its last word: money for 预算金额, count for 学生数, open for 完成数; empty when it does not tell."""
    bare = label.strip(" :,、")
    best, longest = "", 0
    for dimension, pattern in _dimensions().items():
        match = pattern.search(bare)
        if match is not None and len(match.group()) > longest:
            best, longest = dimension, len(match.group())
    if longest == 1 and len(bare) > 1 and bare.endswith("数") and noun_dimension(bare[:-1]) == "money":
        return "money"
    return best


def fitting(measures: list[Measure], label: str) -> Measure | None:
    """The one of the units of a whole table that a column or row may be given in; None when that is open."""
    dimension = noun_dimension(label)
    if dimension not in ("", "open"):
        measures = [measure for measure in measures if measure.dimension in ("", dimension)]
    return measures[0] if len(measures) == 1 else None
