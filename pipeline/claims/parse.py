"""`parse_quantity`: one quantity from a short string that is nothing else.

In running text a bare 一个 is an article and 32 a number of anything; in a string given to be parsed they are quantities. White
space between characters is ignored, and the answer's offsets refer to the string as given.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.language.numerals import ARABIC, parse_numeral
from pipeline.claims.quantities import find_quantities, join_tokens, to_quantity
from pipeline.claims.tokens import find_tokens
from pipeline.language.units import UNIT_PATTERN, norm_of
from pipeline.fold import fold
from pipeline.records import Quantity

_PLAIN = re.compile(rf"(?P<sign>[-−负負])?(?:(?P<thousands>{ARABIC})[kK]|(?P<number>[^-−负負kK]+))")
_HALF = re.compile(rf"半(?P<unit>{UNIT_PATTERN}|百|成|折)")


def parse_quantity(text: str) -> Quantity | None:
    """The quantity that a short string states, e.g. ``近3000万元``; None when it states none.

    Args:
        text: a bare quantity; full-width forms are folded, white space is ignored. Of several quantities the first counts.

    Returns:
        `Quantity` with offsets into `text`.
    """
    folded = fold(text)
    kept = [index for index, character in enumerate(folded) if not character.isspace()]
    compact = "".join(folded[index] for index in kept)
    quantity = _plain_number(compact) or _half(compact) or _stated(compact)
    if quantity is None:
        return None
    start, end = kept[quantity.start], kept[quantity.end - 1] + 1
    return replace(quantity, start=start, end=end, text=text[start:end])


def _plain_number(text: str) -> Quantity | None:
    """A numeral alone, perhaps negative or in thousands (40k)."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    value = parse_numeral(match["thousands"] or match["number"])
    if value is None:
        return None
    value *= (1000 if match["thousands"] else 1) * (-1 if match["sign"] else 1)
    return Quantity(0, len(text), text, value, None, text, "", "", "number", "eq", "plain")


def _half(text: str) -> Quantity | None:
    """半个, 半百, 半折."""
    match = _HALF.fullmatch(text)
    if match is None:
        return None
    unit = match["unit"]
    if unit in "成折":
        value, unit = Decimal(5) if unit == "成" else Decimal(50), "%"
    elif unit == "百":
        value, unit = Decimal(50), ""
    else:
        value = Decimal("0.5")
    norm, dimension = norm_of(unit)
    return Quantity(0, len(text), text, value, None, "半", unit, norm, dimension, "eq", "half")


def _stated(text: str) -> Quantity | None:
    """The first quantity as running text states it, else the first numeral with what touches it."""
    found = find_quantities(text)
    if found:
        return found[0]
    tokens = join_tokens(text, find_tokens(text))
    return to_quantity(text, tokens[0]) if tokens else None
