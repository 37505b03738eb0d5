"""From the subject and the unit of a quantity to the indicator that it is a value of.

A subject is read as [全省] [a place] name [a tail], with words that split and words that say nothing anywhere in the name, the parts of which
may follow one another in any order: 全省|普通高中|在校生|人数, 生均公用经费|标准|小学. It has to be that as a whole: what holds a word more is
another thing (海洋|生产总值, 城市副中心|地区生产总值).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline.indicators.catalogue import (
    Breakdown,
    Indicator,
    by_letters,
    fillers,
    letters,
    normal,
    split_words,
    tails,
)
from pipeline.language.divisions import Division, leading
from pipeline.patterns import when_used
from pipeline.records import Change, Measure

_TOTAL = when_used(
    r"(?:[全我本]([省市区县州盟旗国疆藏乡镇校])|(中国)|([省市区县州旗])(?:域?内)?(?!级)|"
    r"(?:全社会|全年|全部|年末|年底|期末|当年|年|今年|去年|上年|各地|地方|辖区|(?:20\d\d)(?:年|届|级|学年)|[近过]?[一二两三四五六七八九十\d]+年(?:来|内|间)?))"
)
_RANK = when_used("[省市县区校]")
_RANKS = when_used(r"((?:[省市县区校][、和及])+[省市县区校])级?(?!以上)")
"""Who awarded something, where several did: 省、市级|骨干教师."""
_HEADING = when_used(r"【[^】]*】")
_ADVERBS = when_used(
    r"(?<=..)(?:[近过]?[一二两三四五六七八九十\d]+年(?:来|间|内)|一直|始终|首次|力争|预计|将要|不过|[将已均仍都也又却则就])$"
)
"""Words of the verb that follows a name: 招生数将|达到."""
_ASIDE = when_used(r"\((?:含|包括|折)[^()]*\)")
"""What is counted too, or how: 中小学(含教学点); of (不含大豆) it is another thing."""
_AMONG_OTHERS = when_used(r"[^、]{1,8}(?:、[^、]{1,8})*(?<![中高初])等(?=[^级])")
"""壮、瑶、苗等 before 少数民族学生: examples of what follows; 中等 and 高等 are none."""
_COMPARED = when_used(r"[全各][国省市区县州校]|平均|均值|标准|预期|计划|预算|目标|水平")
"""What a change is measured against when it is no change over time."""
_RATES = frozenset({"percent", "permille"})
FRACTION = "fraction"
"""In place of a unit, for 千分之五, 四分之一 and 一半."""
_TIMES = "times"
"""Unit of growth that is told in multiples: 增长1.7倍."""
_SURE = 4
"""Characters of a name that is enough without its unit."""
_PERSON = "person"
"""What is counted without saying so: 常住人口63.7万."""
_POINTS = frozenset({"percentage_point", "permille_point"})
_AMONG = "中"
"""Between all and those of them that are counted: 在校生|中|随迁子女."""
EITHER = "/"
"""Between the values of one dimension that a subject names together: those of primary/junior follow one another, or are one figure."""
_SPLITS = 4
"""Words that are taken from a name at most."""
_JOINTS = "、和及与"
_GROUPS = frozenset({"basic", "compulsory"})
_ALL_SCHOOLS = "primary_secondary"
_MOST_READINGS = 96
_LONGEST = 40
"""Characters of the longest subject within which words are looked for."""
_KEPT = 8192
"""Subjects that are kept with what they name: documents name the same ones again and again."""
_COUNTED = ("数", "总量", "数量", "规模")


@dataclass(frozen=True, slots=True)
class Match:
    """What a quantity is a value of."""

    indicator: Indicator
    breakdown: Breakdown
    measure: Measure
    name: str
    """In normal form, without what stands before it (在校生 of 全省小学在校生)."""
    place: Division | None = None
    """That the subject names."""
    total: str = ""
    """The word for the whole of a place: 省 of 全省."""
    of_school: bool = False
    """Whether the name means the indicator only where a school is spoken of."""
    counted: bool = True
    """Whether the name says that it is a number (在校生人数), and not only what is there (在校生)."""


class Reading(NamedTuple):
    """A way to read a subject: its name in normal form, and what stands before it."""

    name: str
    breakdown: Breakdown = ()
    place: Division | None = None
    total: str = ""


@lru_cache(maxsize=_KEPT)
def match(subject: str, unit: str, change: Change, base: str = "", within: Division | None = None) -> Match | None:
    """The indicator that subject, unit and change agree with; None when none does.

    Args:
        subject: what is counted or measured, as the text says it.
        unit: canonical unit (`unit_norm`).
        change: whether the quantity is a difference or a growth rate.
        base: what the change is measured against, in the text's words.
        within: where the text speaks of.
    """
    if change != "none" and is_elsewhere(base):
        return None
    for reading in readings(normal(subject), within):
        found = _named(reading, unit, change)
        if found is not None:
            return found
    return None


def is_elsewhere(base: str) -> bool:
    """Whether a change is measured against something else than another time: 比全省平均水平高2个百分点."""
    return _COMPARED.search(base) is not None


def measure(indicator: Indicator, unit: str, change: Change, grown: bool = False) -> Measure | None:
    """Whether a quantity is a level of the indicator, its growth in percent or its change; None when it can be none of them.

    Args:
        indicator: of which it may be a value.
        unit: canonical unit.
        change: of the claim.
        grown: whether the subject speaks of growth itself (增速).
    """
    if indicator.kind == "growth":
        return "growth" if unit in _RATES else None
    if unit in indicator.units and not grown:
        if change == "none" or (indicator.flow and change == "up"):
            return "level"
        if indicator.kind != "share":
            return "change"
        return "level" if indicator.zh.endswith("增长率") else None
    if indicator.kind == "share":
        if unit == FRACTION and change == "none":
            return "level"
        return "change" if unit in _POINTS and change != "none" else None
    if not unit and change == "none" and indicator.is_total and indicator.units[0] == _PERSON:
        return "level"
    is_growth = change != "none" or (grown and unit != _TIMES)
    return "growth" if unit in {*_RATES, FRACTION, _TIMES} and is_growth else None


def readings(text: str, within: Division | None = None) -> Iterator[Reading]:
    """The ways to read a subject, those that take it whole first."""
    text = _ADVERBS.sub("", _HEADING.sub("", text) if "【" in text else text)
    yield from _split(Reading(text))
    if "(" in text:
        text = _ASIDE.sub("", text)
        yield from _split(Reading(text))
    examples = _AMONG_OTHERS.match(text)
    if examples is not None:
        yield from _split(Reading(text[examples.end() :]))
        return
    of_all, _, some = text.rpartition(_AMONG)
    if some and _is_name(of_all):
        yield from _split(Reading(some))
        return
    ranks = _RANKS.match(text)
    if ranks is not None:
        told = EITHER.join(split_words()[rank + "级"][1] for rank in _RANK.findall(ranks[1]))
        yield Reading(text[ranks.end() :], (("rank", told),))
        return
    total = _TOTAL.match(text)
    if total is not None:
        kind = total[1] or ("国" if total[2] else total[3] or "")
        yield from _split(Reading(text[total.end() :], total=kind))
        return
    found = leading(text, within)
    if found is not None:
        yield from _split(Reading(text[found[1] :], place=found[0]))


@lru_cache(maxsize=_KEPT)
def bare_part(subject: str) -> Breakdown:
    """What a subject splits by that is nothing but words that split (小学, 农村初中); empty when it says anything else."""
    return next((reading.breakdown for reading in readings(normal(subject)) if not reading.name), ())


def names_in(subject: str, indicator: Indicator) -> Iterator[Breakdown]:
    """What a subject splits by that is words that split before the head of a name of the indicator (中学集团 of 教育集团), or nothing else."""
    names = tuple(map(normal, indicator.names))
    for reading in readings(normal(subject)):
        if reading.breakdown and (not reading.name or any(name.endswith(reading.name) for name in names)):
            yield reading.breakdown


@lru_cache(maxsize=_KEPT)
def _is_name(text: str) -> bool:
    """Whether a text in normal form names an indicator by itself."""
    return any(letters(reading.name) in by_letters() for reading in _split(Reading(text)))


def without_total(text: str) -> str:
    """A subject in normal form without the word for a whole place that it begins with: 全县社区食堂."""
    total = _TOTAL.match(text)
    return text[total.end() :] if total is not None else text


def _split(reading: Reading) -> Iterator[Reading]:
    """The reading itself, and those from whose name words that split it and words that say nothing are taken, the fewest first."""
    yield reading
    text = reading.name
    if len(text) > _LONGEST:
        return
    found = list(islice(_taken(text, 0), _MOST_READINGS))
    for words in sorted(found, key=len)[1:]:
        splits = _splits(text, words)
        if splits is None:
            continue
        ends = [0, *(end for _, end in words)]
        starts = [*(start for start, _ in words), len(text)]
        rest = "".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip(_JOINTS)
        yield reading._replace(name=rest, breakdown=splits)


def _splits(text: str, words: Sequence[tuple[int, int]]) -> Breakdown | None:
    """What words split by: of one dimension the values of a row (小学、初中), else the last, which is within the others (义务教育阶段小学).

    None when a value is there twice.
    """
    found: dict[str, str] = {}
    before = 0
    for start, end in words:
        split = split_words().get(text[start:end])
        if split is not None:
            dimension, value = split
            known = found.get(dimension, "")
            if value in known.split(EITHER):
                return None
            found[dimension] = _joined(known, value, text[before:start])
        before = end
    return tuple(sorted(found.items()))


def _joined(known: str, value: str, gap: str) -> str:
    """Two values of one dimension: 小学、初中 are a row, 义务教育小学 are within the first, 义务教育中小学 all of it."""
    if known in _GROUPS and not gap:
        return known if value == _ALL_SCHOOLS else value
    return known + EITHER + value if known and gap in _JOINTS else value


def _taken(text: str, start: int, left: int = _SPLITS) -> Iterator[tuple[tuple[int, int], ...]]:
    """The ways to take words from a text, each as the spans that are taken: none, then those of which the first stands farthest on the left."""
    yield ()
    if not left:
        return
    for at in range(start, len(text)):
        for word in _loose_words().get(text[at], ()):
            if text.startswith(word, at):
                for rest in _taken(text, at + len(word), left - 1):
                    yield ((at, at + len(word)), *rest)


@cache
def _loose_words() -> dict[str, tuple[str, ...]]:
    """The words that may be taken from a name by their first character, the longest first: 义务教育阶段 and 义务教育 both begin 义务教育阶段学校."""
    longest = sorted({*split_words(), *fillers()}, key=lambda word: (-len(word), word))
    return {first: tuple(word for word in longest if word[0] == first) for first in {word[0] for word in longest}}


def _named(reading: Reading, unit: str, change: Change) -> Match | None:
    """What the rest of a reading names: a name, or a name and a tail."""
    text = reading.name
    for end in _ends(text):
        tail = text[end:]
        for name in by_letters().get(letters(text[:end]), ()):
            indicator = name.indicator
            grown = name.grown or tail in tails("growth")
            if tail and not grown and tail not in tails(indicator.dimension):
                continue
            kind = measure(indicator, unit, change, grown)
            breakdown = dict((*name.breakdown, *reading.breakdown))
            told = {*name.breakdown, *reading.breakdown}  # 学前教育|入园幼儿 says one part twice
            fits = len(breakdown) == len(told) and breakdown.keys() <= {
                *indicator.splits,
                *(dimension for dimension, _ in name.breakdown),
            }
            if kind is None or not fits or (name.grown and kind != "growth"):
                continue
            if unit not in indicator.units and kind == "level" and end < _SURE:
                continue
            counted = bool(tail) or text.endswith(_COUNTED)
            return Match(
                indicator=indicator,
                breakdown=tuple(sorted(breakdown.items())),
                measure=kind,
                name=text,
                place=reading.place,
                total=reading.total,
                of_school=name.of_school,
                counted=counted,
            )
    return None


def _ends(text: str) -> Iterator[int]:
    """Where the name of a reading may end: at its end, or before a tail."""
    yield len(text)
    for tail in _tails_by_end().get(text[-1:], ()):
        if text.endswith(tail) and len(tail) < len(text):
            yield len(text) - len(tail)


@cache
def _tails_by_end() -> dict[str, tuple[str, ...]]:
    """All tails by their last character, the longest first."""
    every = {tail for kind in _TAILS for tail in tails(kind)}
    return {
        end: tuple(sorted((tail for tail in every if tail[-1] == end), key=lambda tail: (-len(tail), tail)))
        for end in {tail[-1] for tail in every}
    }


_TAILS = ("growth", "count", "money", "area", "power", "ratio")
