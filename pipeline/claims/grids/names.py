"""What the name of a column or row says: its unit, its period, whether it measures a change, and what is left for the subject."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.claims.changes import Difference
from pipeline.claims.grids.measures import Measure, noun_dimension, read_unit, split_unit
from pipeline.claims.grids.periods import split_period
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, per_lexicon, words

_SERIAL = LexicalPattern(lambda: rf"(?:{any_word('serial_column')})", re.IGNORECASE)
_CODE = LexicalPattern(lambda: rf"(?:{any_word('code_column')})(?:\([^()]*\))?$")
_AMOUNT = LexicalPattern(lambda: rf"(?:{any_word('amount_column')}){{0,2}}")
_LONE_AMOUNT = LexicalPattern(lambda: rf"(?:{any_word('lone_amount_column')})")
_NOTE = LexicalPattern(lambda: rf"(?:{any_word('table_note')})\s?[\d①-⑳]?\s?(?:[:、.]|$)")
_UP_OR_DOWN = "增长|增减|增速|增幅|涨跌|增加(?!值)|提高|提升|上升|升降|变化|变动|±|涨幅|升幅|新增|净增"
_DOWN = "下降|降低|减少|降幅|减幅|跌幅|回落"
_GROWTH = re.compile(
    rf"(?<!自然)(?:(?P<rate>同比|环比)|(?:比|较)(?!例|重|率|值)(?P<base>[^增减提下降升变涨跌新±()%,]{{1,10}}?))?\s?"
    rf"(?:(?P<down>{_DOWN})|{_UP_OR_DOWN})(?:或(?:{_DOWN}))?(?!点|极|班)(?:率|幅度?|速度?|额|数|量|百分点|百分比|情况)?(?:[±%]|\+/?-)?"
    r"|(?P<only>同比|环比)(?!例)[±%]?|比(?P<than>上年|去年|上月|上年同期|去年同期)$"
)
_ACT = re.compile(r"提升|提高")
_ACT_ON = re.compile(rf"(?:提升|提高)(?![率幅速额数量百情])[{HAN}]")
"""能力提升工程, 提高班: the act is a part of the name."""
_CHANGED_AMOUNT = re.compile(r"额|数|量")
_NUMBERING = re.compile(
    r"^(?:[\s#*★☆●○■□◆▲△·•]+|其中\s?:?|\d{1,2}(?:\.\d{1,2}){0,2}[.、](?!\d)|\(?[一二三四五六七八九十]{1,3}\)"
    r"|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十][年季级等类线档期])|\(\d{1,2}\)|[①-⑳])*"
)
_SPREAD = re.compile(rf"[{HAN}](?:\s{{1,8}}[{HAN}]){{1,4}}")
_EMPTY_BRACKETS = re.compile(r"\(\s*[,、:]?\s*\)")
_EDGES = " \t:,、;/-—"


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a column or row, taken apart.

    Attributes:
        noun: what is left for the subject.
        written: as it stands, without the unit.
    """

    noun: str
    written: str
    measure: Measure | None
    difference: Difference
    period: str
    is_rate: bool
    """Whether a change is given as a rate (增速, 增长率), not as an amount."""
    acts_on: str = ""
    """The whole name where it ends in a verb that betters things as often as it makes more of them: 展陈提升, 效能提高."""

    @property
    def is_growth(self) -> bool:
        """Whether quantities under it measure a change."""
        return self.difference.change != "none"


def as_act(name: Name) -> Name:
    """A name whose verb tells what is done, not what changes: 展陈提升 costs money, it does not grow."""
    return replace(name, noun=name.acts_on, difference=Difference(), is_rate=False) if name.acts_on else name


def close_up(name: str) -> str:
    """年 份 as 年份: a word whose characters are set apart to fill the cell."""
    return name.replace(" ", "") if _SPREAD.fullmatch(name) else name


@per_lexicon
def _reader() -> Callable[[str, int | None], Name]:
    return lru_cache(maxsize=4096)(_read_name)


def read_name(text: str, base: int | None) -> Name:
    """Take the name of a column or row apart; `base` as in `split_period`."""
    return _reader()(text, base)


def _growth_of(written: str) -> re.Match[str] | None:
    growth = _GROWTH.search(written)
    return None if growth is None or _ACT_ON.match(written, growth.start()) else growth


def _read_name(text: str, base: int | None) -> Name:
    text = close_up(text)
    whole = read_unit(text)
    bare, measure = ("", whole) if whole is not None else split_unit(text)
    written = bare.strip(_EDGES)
    growth = _growth_of(written)
    difference = Difference()
    is_rate = False
    rest = written
    if growth is not None:
        base_text = (growth["base"] or growth["than"] or growth["rate"] or growth["only"] or "").strip()
        difference = Difference("down" if growth["down"] else "up", base_text)
        is_rate = _CHANGED_AMOUNT.search(growth.group()) is None
        if measure is None and "%" in growth.group():
            measure = read_unit("%")
        rest = written[: growth.start()] + written[growth.end() :]
    rest, period = split_period(rest, base)
    act = growth is not None and _ACT.fullmatch(growth.group()) and growth.end() == len(written) and growth.start() > 0
    return Name(
        tidy(rest), written, measure, difference, period, is_rate, tidy(split_period(written, base)[0]) if act else ""
    )


def tidy(label: str) -> str:
    """A label without its numbering, list marks, 其中 and the colon at its end."""
    label = _EMPTY_BRACKETS.sub("", label)
    return _NUMBERING.sub("", label).strip(_EDGES).removesuffix("的")


def is_serial(name: str) -> bool:
    """Whether a column counts or ranks the rows."""
    return _SERIAL.fullmatch(name.replace(" ", "")) is not None


def is_code(name: str) -> bool:
    """Whether the digits under a name are a code, a date or a telephone number."""
    return _CODE.search(name.strip(_EDGES)) is not None


def is_unit_header(name: str) -> bool:
    """Whether a column holds the units of its rows."""
    return name in words("unit_column")


def heads_labels(name: str) -> bool:
    """Whether a name stands over labels: 指标, 项目, 学校."""
    return close_up(name) in words("label_column")


def is_note(text: str) -> bool:
    """Whether a row is a note under the table."""
    return _NOTE.match(text) is not None


def says_nothing(noun: str, alone: bool) -> bool:
    """Whether a column's name adds nothing to the label of the row: 绝对数, and 金额 when it is the only one."""
    return _AMOUNT.fullmatch(noun) is not None or (alone and _LONE_AMOUNT.fullmatch(noun) is not None)


def is_measure(text: str, base: int | None) -> bool:
    """Whether a name is one that quantities stand under: it has a unit or period, measures a change, or is a noun of measuring."""
    name = read_name(text, base)
    return tells_measure(name) or (bool(name.noun) and says_nothing(name.noun, alone=True))


def tells_measure(name: Name) -> bool:
    """Whether a name says what it measures by its unit, period or change, or by a noun of measuring: 学费(元), 2022年, 学生数."""
    return name.measure is not None or bool(name.period) or name.is_growth or bool(noun_dimension(name.noun))
