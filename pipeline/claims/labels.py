"""Numbers whose unit stands in brackets beside them: 常住人口(万人):52.3, 总投资:3600(万元)."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.claims.tokens import Token
from pipeline.language.han import HAN
from pipeline.language.numerals import LARGE_SCALE, parse_numeral
from pipeline.language.units import CURRENCY_SIGNS, OF_UNITS, RATE_OF_SIGNS, UNIT_PATTERN, rate_unit
from pipeline.patterns import any_of, when_used

_UNIT = rf"(?P<scale>(?:[百{LARGE_SCALE}]|千(?!{OF_UNITS})){{0,3}})(?P<unit>{UNIT_PATTERN}|{any_of(CURRENCY_SIGNS)}|(?<=[{LARGE_SCALE}]))(?P<rate>{RATE_OF_SIGNS})?"
_AHEAD = when_used(
    rf"(?<=[{HAN}A-Za-z])\((?:单位[:为]?)?(?:人民币)?{_UNIT}\)[ ]?(?:[:=≈]|为|是|达到?|共|约){{0,2}}[ ]?$"
)
_BEHIND = when_used(rf"[ ]?\((?:单位[:为]?)?(?:人民币)?{_UNIT}\)")
_CLOSES = when_used(rf"[ ]{{2}}|[ ](?=[{HAN}][^\s:,;。]{{0,24}}:)|[ ]?(?:[,;。、)\n]|左右|以[上下内]|$)")
"""Cells that run into each other (14141270-10%) are no value of a label."""
_REACH = 20


def with_label_unit(content: str, token: Token) -> Token:
    """`token` with scale and unit of the label before it or of the brackets behind it; itself when there are none.

    Args:
        content: folded text.
        token: a number without a unit. Brackets behind it become a part of it, a label before it does not.
    """
    if token.value is None or token.chinese:
        return token
    ahead = _AHEAD.search(content, max(0, token.start - _REACH), token.start)
    if ahead is not None and _CLOSES.match(content, token.end):
        return _scaled(token, ahead)
    behind = _BEHIND.match(content, token.end)
    return _scaled(token, behind)._replace(end=behind.end()) if behind is not None else token


def _scaled(token: Token, label: re.Match[str]) -> Token:
    scale = (parse_numeral(label["scale"]) if label["scale"] else None) or Decimal(1)
    unit = rate_unit(CURRENCY_SIGNS.get(label["unit"], label["unit"]), label["rate"] or "")
    if unit.startswith("个") and unit[1:3] in ("百分", "千分"):
        unit = unit[1:]
    return token._replace(
        value=token.value * scale if token.value is not None else None,
        value_max=token.value_max * scale if token.value_max is not None else None,
        multiplier=token.multiplier * scale,
        unit=unit,
    )
