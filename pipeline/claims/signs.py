"""Whether a dash before a number is a minus: 增速-1.2% and 结余-3.2亿元, but not 小学-41所 and 2022-2023年.

A sign makes the value negative. Whether the word beside it measures a change, so that 增速-1.2% is a fall by 1.2%, is the business of
`pipeline.claims.changes`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, words
from pipeline.language.units import UNITS
from pipeline.patterns import any_of

if TYPE_CHECKING:
    from pipeline.claims.tokens import Token

_NEGATIVE_WORD = "负負"
BELOW_ZERO = "零下"
_WORD_OF_BURDEN = LexicalPattern(lambda: rf"[{''.join(sorted(words('after_burden')))}]$")
"""减负, 税负: the second half of a word, no sign."""


def change_pattern() -> str:
    """Regular expression for what measures a change before a signed quantity."""
    return rf"(?:{any_word('measures_change')}|[比较][^,;。:、()]{{1,14}})"


_MEASURES_CHANGE = LexicalPattern(lambda: rf"{change_pattern()}(?:[了约为达是到至由从:)]|幅度?|率|左右){{0,2}}$")
_MAY_BE_NEGATIVE = LexicalPattern(lambda: rf"(?:{any_word('may_be_negative')})(?:[了约为达是到至由从:]|率|额)?$")


def _flows() -> list[str]:
    return [
        word for role in ("may_be_negative", "measures_change") for word in words(role) if word[0] in "净盈逆顺结亏"
    ]


_BALANCE_OF = LexicalPattern(lambda: rf"(?:{any_of(_flows())})[{HAN}]{{1,6}}$")
"""What flows in and out, with its noun: 净流入|人口, 结余|资金."""
_OPENS = re.compile(r"(?:^|[为是达至到由从,;。:、()\[\n\s|=≈约])$")
_SIGNED_DIMENSIONS = frozenset(("money", "ratio", "ratio_change", "temperature", "number"))
_DASHES = tuple("-—–−")
_LATIN_OR_DIGIT = re.compile(r"[0-9A-Za-z%‰]$")
_REACH = 20


def read_sign(content: str, sign: str, token: Token, previous_end: int) -> Token | None:
    """`token` with its sign read: negative, without what is only a dash, or None where a code goes on (F-35).

    Args:
        content: folded text.
        sign: the character before the number.
        token: the number; it starts at the sign.
        previous_end: where the number before it ends, 0 without one.
    """
    before = content[max(0, token.start - _REACH) : token.start]
    unsigned = token._replace(start=token.start + len(sign))
    if token.value is None:
        return unsigned
    if sign == BELOW_ZERO:
        return _negative(token, sign)
    if sign in _NEGATIVE_WORD:
        return unsigned if _WORD_OF_BURDEN.search(before) else _negative(token, sign)
    if sign == "+":
        return _rising(token, before)
    if previous_end == token.start or before.endswith(_DASHES):
        return unsigned  # 3-5亿元, 项目——300万元
    if _LATIN_OR_DIGIT.search(before):  # 3号楼A-12室
        is_rate = _dimension(token) in ("ratio", "ratio_change")
        return _negative(token, sign) if before[-1:].isalpha() and is_rate else None
    if sign == "—":
        return _doubtful(_negative(token, sign)) if _MEASURES_CHANGE.search(before) else unsigned
    return _negative_or_dash(token, sign, before)


def _rising(token: Token, before: str) -> Token | None:
    """The token behind a plus, or None where what stands there does not rise and fall."""
    may_rise = _dimension(token) in _SIGNED_DIMENSIONS or _is_signed(before)
    return (
        token._replace(number_text=f"+{token.number_text}") if may_rise and not _LATIN_OR_DIGIT.search(before) else None
    )


def _negative_or_dash(token: Token, sign: str, before: str) -> Token:
    """The token behind a short dash, told by what it measures and by what stands before it."""
    dimension = _dimension(token)
    if dimension == "ratio_change" or _is_signed(before):
        return _negative(token, sign)
    if dimension not in _SIGNED_DIMENSIONS:
        return token._replace(start=token.start + len(sign))
    if _OPENS.search(before):
        return _negative(token, sign)
    return _doubtful(_negative(token, sign)) if token.unit else token._replace(start=token.start + len(sign))


def _is_signed(before: str) -> bool:
    """Whether what stands before a number measures a change or a balance."""
    return any(words.search(before) for words in (_MEASURES_CHANGE, _MAY_BE_NEGATIVE, _BALANCE_OF))


def _negative(token: Token, sign: str) -> Token:
    low = -token.value if token.value is not None else None
    if token.value_max is not None:
        return token._replace(value=-token.value_max, value_max=low, number_text=sign + token.number_text)
    return token._replace(value=low, number_text=sign + token.number_text)


def _doubtful(token: Token) -> Token:
    return token._replace(doubt=f"{token.number_text}: a minus, or a dash before the number")


def _dimension(token: Token) -> str:
    unit = UNITS.get(token.unit.partition("/")[0])
    return unit.dimension if unit is not None else "number"
