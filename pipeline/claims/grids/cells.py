"""What the text of a cell is: a quantity, a code, a date, an empty mark, or words.

A cell is read alone here, without its column. `12,480`, `120.5亿元`, `约300人`, `3000余名`, `(11000元)` and `3—5` are
quantities; `0791-88136781` and `2021.3.5` are not. Digits that no single number explains (`120.545.3`, `12.5%3.1%`) are glued:
two cells that lost what stood between them, or a misprint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.claims.grids.periods import is_period
from pipeline.language.comparators import AFTER, BEFORE_PATTERN, INSIDE, kind_before
from pipeline.language.dates import CLOCK, FULL_DATE, TO, YEAR
from pipeline.language.han import HAN, ONE_HAN
from pipeline.language.numerals import LARGE_SCALE, LONGEST, parse_numeral
from pipeline.language.units import CURRENCY_SIGNS, OF_UNITS, RATE, UNIT_PATTERN, rate_unit
from pipeline.patterns import any_of, when_used
from pipeline.records import Comparator

Kind = Literal["empty", "number", "glued", "code", "text"]

SCALE_WORDS = rf"(?:[十百{LARGE_SCALE}]|千(?!{OF_UNITS}))"
_SIGNS: dict[str, Comparator] = {">": "gt", "<": "lt", ">=": "ge", "<=": "le", "≧": "ge", "≦": "le"}
_NUMERAL = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[ ]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SIGN = "[-−–—﹣+]|负"
_FIGURE = when_used(
    rf"(?P<open>\()?\s?(?:(?P<before>{any_of(_SIGNS)}|{BEFORE_PATTERN})\s?)?(?P<sign>{_SIGN})?\s?(?:(?P<currency>{any_of(CURRENCY_SIGNS)})\s?)?"
    rf"(?P<number>{_NUMERAL})(?:\s?(?:[-—–~～]|至|到)\s?(?P<high>{_NUMERAL}))?"
    rf"\s?(?P<inside>{any_of(INSIDE)})?\s?(?P<scale>{SCALE_WORDS}{{0,3}})(?P<behind>[余多])?"
    rf"\s?(?P<unit>{UNIT_PATTERN})?(?P<rate>{RATE})?"
    rf"(?P<after>{any_of(AFTER)})?\s?(?P<close>\))?(?P<mark>[*①-⑳†#]|\[\d\]|注\d?|\s?\([^()]{{0,5}}[{HAN}][^()]{{0,8}}\))?"
)
_EMPTY = when_used(r"[-−—–/\\.…·*×〃\s_]*|无|暂无|N/?A|未统计|不详")
_CODE = when_used(
    rf"{FULL_DATE}(?:\s?日)?(?:\s.*)?|{YEAR}\s?[-./年]\s?\d{{1,2}}\s?月(?:\s.*)?|{CLOCK}.*|0\d+"
    rf"|\(?0\d{{2,3}}\)?[-—\s]?\d{{7,8}}.*|1[3-9]\d{{9}}.*|\d+(?:[-—]\d+){{2,}}|{YEAR}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])"
    rf"|\d{{1,2}}月\d{{1,2}}日.*|\d{{3,4}}-\d{{7,8}}.*|[-—\w./]*[A-Za-z][-—\w./]*|\d{{15,}}|{YEAR}{TO}{YEAR}\s?学?年?"
)
_GLUED = when_used(
    rf"[-−+]?\d[\d.,%‰\s+-]*\d[%‰]?|(?:[-−+]?\d[\d,.]*\s?{SCALE_WORDS}{{0,2}}(?:{UNIT_PATTERN})?\s{{0,2}}){{2,}}"
)
_YEAR = when_used(rf"{YEAR}(?:\.(?:0?[1-9]|1[0-2]))?")
_UNIT_NOTE = when_used(rf"\s?\({SCALE_WORDS}{{0,3}}(?:{UNIT_PATTERN})?(?:/.*)?\)")
_LONG = when_used(r"\d{8,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says by itself.

    Attributes:
        start: where the quantity starts, from the start of the cell; brackets and footnote marks are outside.
        end: where it ends.
        value: without scale; None when glued.
        unit: of its own; empty when the column has to say it.
        scaled: whether it carries a scale word of its own.
        dated: whether a bare number looks like a year (2021, 2021.3).
        spaced: whether the digits are grouped by spaces.
        doubt: why it is not sure what the quantity is.
    """

    kind: Kind
    start: int = 0
    end: int = 0
    value: Decimal | None = None
    value_max: Decimal | None = None
    number_text: str = ""
    unit: str = ""
    scaled: bool = False
    negative: bool = False
    comparator: Comparator = "eq"
    dated: bool = False
    spaced: bool = False
    doubt: str = ""

    @property
    def is_quantity(self) -> bool:
        """Whether the cell holds a quantity, or two glued together."""
        return self.kind in ("number", "glued")

    @property
    def is_value(self) -> bool:
        """Whether it is one beyond doubt, rather than a year."""
        return self.is_quantity and not self.dated

    @property
    def is_bare(self) -> bool:
        """Whether a quantity has neither unit nor scale of its own."""
        return self.is_quantity and not self.unit and not self.scaled


EMPTY = Reading("empty")
TEXT = Reading("text")
CODE = Reading("code")


def read_cell(text: str) -> Reading:
    """What a cell is, from its folded text without white space around."""
    if _EMPTY.fullmatch(text):
        return EMPTY
    if not any(character.isdigit() for character in text):
        return TEXT
    if not text.isdigit() and is_period(text):
        return CODE
    match = _FIGURE.fullmatch(text)
    reading = _quantity(match) if match is not None and _is_quantity(match) else None
    if reading is not None:
        return reading
    if _CODE.fullmatch(text):
        return CODE
    if _GLUED.fullmatch(text) and len(text) <= LONGEST:
        reason = f"{text} is no single number: cells may have run together"
        return Reading("glued", 0, len(text), number_text=text, doubt=reason)
    return TEXT


def _is_quantity(match: re.Match[str]) -> bool:
    """Whether the digits measure something rather than name a day, a telephone or a document."""
    if bool(match["open"]) != bool(match["close"]) or (match["after"] and not match["before"] and match["sign"]):
        return False
    if (match["unit"] == "年" and _YEAR.fullmatch(match["number"])) or _UNIT_NOTE.fullmatch(match["mark"] or ""):
        return False
    if any(match[group] for group in ("unit", "scale", "currency", "before", "after")):
        return True
    if _CODE.fullmatch(match.group()) or _LONG.fullmatch(match["number"]):
        return False
    return match["high"] is None or "." in match["number"] + match["high"] or not match["sign"]


def _quantity(match: re.Match[str]) -> Reading | None:
    scale = parse_numeral(match["scale"]) if match["scale"] else Decimal(1)
    value = parse_numeral(match["number"].replace(" ", ""))
    high = parse_numeral(match["high"].replace(" ", "")) if match["high"] else None
    if value is None or scale is None or (match["high"] and (high is None or high <= value)):
        return None
    unit = _unit(match)
    bare = match.group() == match["number"]
    may_be_negative = match["open"] and not (unit or match["scale"])
    return Reading(
        "number",
        match.start(_first(match, ("before", "sign", "currency", "number"))),
        match.end(_first(match, ("after", "rate", "unit", "behind", "scale", "inside", "high", "number"))),
        value * scale,
        high * scale if high is not None else None,
        match.group()[match.start("number") : match.end(_first(match, ("high", "number")))],
        unit,
        bool(match["scale"]),
        match["sign"] is not None and match["sign"] != "+",
        _comparator(match),
        bare and _YEAR.fullmatch(match.group()) is not None,
        " " in match["number"],
        f"{match.group()} in brackets may be negative" if may_be_negative else "",
    )


def _unit(match: re.Match[str]) -> str:
    unit = rate_unit(match["unit"] or CURRENCY_SIGNS.get(match["currency"] or "", ""), match["rate"] or "")
    return unit.removeprefix("个") if unit.startswith("个百分") else unit


def _first(match: re.Match[str], groups: Sequence[str]) -> str:
    """The first of the groups that matched something."""
    return next(group for group in groups if match[group])


def _comparator(match: re.Match[str]) -> Comparator:
    if match["before"]:
        return _SIGNS.get(match["before"]) or kind_before(match["before"])
    if match["after"]:
        return AFTER[match["after"]]
    inside = match["inside"] or match["behind"]
    return INSIDE.get(inside, "gt") if inside else "eq"


def has_han(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return ONE_HAN.search(text) is not None
