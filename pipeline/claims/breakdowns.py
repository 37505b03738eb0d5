"""Breakdowns: 26所(其中小学19所、初中7所). Parts are linked to the whole, and the sums are checked.

A whole is followed by an opening parenthesis or by 其中, 含, 包括; its parts count the same kind of thing (persons with
persons) and do not exceed it. Inside a parenthesis every such quantity is a part; after 其中 the parts go on until the sentence
ends, the kind changes, or the sum would exceed the whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.claims.changes import Difference
from pipeline.claims.parentheses import opened
from pipeline.claims.quantities import REACH
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word
from pipeline.patterns import when_used
from pipeline.records import Quantity

_MARKER = when_used(r"其中|包括|(?<![不未])含(?!量|义|氧)|按[^,;。()]{1,12}分(?=[,:])")
# One of these stands in every marker; looking for them first passes over most quantities.
_MARKER_WORDS = ("其中", "包括", "含", "按")
_THINGS = ("institution", "organization", "个", "处")
"""Classifiers that change with the noun within one list: 小学48所、教学点23个."""
_CLASSIFIERS = frozenset("项件座处条类种门本部栋幢")
_NEVER_PARTS = ("ratio", "ratio_change", "rate", "duration", "number")
_TOLERANCE = Decimal("1.001")
"""Parts may exceed their whole by rounding."""
_TOPIC = when_used(r"(?:^|(?<=[,;。\n]))(?P<topic>[^,;。:()\d\n]{2,12})(?:中,|里,?)")
"""专任教师中,正高级职称132人: the whole stands in an earlier sentence."""
_NEAR = 6
_SUM_REACH, _NEAR_GAP = 400, 24
"""Characters behind a whole in which what adds up to it stands; between two members of a list."""
_UNLIKELY = 3
"""Significant digits from which a sum that agrees is no chance."""
_SMALL = 10
"""Wholes below it have parts that add up by chance."""
_COLON = when_used(r"[^,;。:()\d\n]{0,12}:")
_SENTENCE_END = when_used(r"[。\n]")
_COUNTS = when_used(r"(?:总数|人数)?(?:共有|现有|共|达到?|为|有|约|近)?$")
_PERSONS = when_used(rf"(?<=[{HAN}]{{2}})(?:学生|人员|教师|考生|职工)$")
_AMONG_REACH = 16
_AMONG = when_used(rf"(?:的|级)?[{HAN}]{{0,10}}?(?<![初高职完其])中,?(?:已|就|仅|共|只)?有?")
"""Between a whole and some of it."""
_TOPIC_REACH = 300
_PER_HEAD = when_used(r"[生人户校村班师园]均[^,;。]{0,10}$")
_SURPLUS = when_used(r"(?:[超短减增]收|结余)$")
_LEFT_OUT = when_used(r"(?:不含|未含|不包括|未计|不计)[^,;。]*$")
_REST = when_used(r"[,;]其余(?:的|为|是|均为|有)?")
_BOUNDED = when_used(r"(?:限额|上限|控制在|标准)[^,;。]{0,6}$")
_MEMBER = LexicalPattern(lambda: rf"[^;]{{0,8}};(?:其[他余]|(?!{any_word('lead')}|新|另))[{HAN}]{{1,10}}")
"""Between two members of a list over semicolons."""
_NEXT_NAME = LexicalPattern(lambda: rf"[,、](?!{any_word('lead')}|新|另)[{HAN}]{{1,6}}")
"""Between two members of a list that nothing but a name parts."""
_COLON_OR_PAUSE = frozenset(",;:(")
_OPENING = when_used(r"[^,;。:、()\d\n]{0,16}\(")
_SHARE_TOLERANCE = Decimal(1)
"""Percentage points by which a stated share may differ from its part over its whole."""


def parts(content: str, quantities: Sequence[Quantity], differences: Sequence[Difference]) -> list[int | None]:
    """For each quantity the index of the whole that it is a part of, or None.

    Args:
        content: folded text of the document.
        quantities: all quantities of a stretch of text (a document), in order.
        differences: parallel to `quantities`; a growth rate is no part.
    """
    wholes: list[int | None] = [None] * len(quantities)
    for index, quantity in enumerate(quantities):
        if _can_count(quantity):
            _link(content, quantities, wholes, index, _marked_members(content, quantities, differences, index))
    for match in _TOPIC.finditer(content):
        counted = _counted_before(content, quantities, match)
        if counted is not None:
            _link(content, quantities, wholes, counted, _listed(content, quantities, differences, counted, match.end()))
    for index in range(len(quantities) - 1):
        if _is_among(content, quantities[index], quantities[index + 1], differences[index + 1]):
            _link(content, quantities, wholes, index, [index + 1])
    for index, quantity in enumerate(quantities):
        bracket = _bracket(content, quantity.end) if _can_count(quantity) else None
        if bracket is not None:
            inside = _within(quantities, index, bracket)
            named = [j for j in inside if not _LEFT_OUT.search(content, bracket[0], quantities[j].start)]
            _link(content, quantities, wholes, index, named)
    has_parts = frozenset(wholes)
    for index, quantity in enumerate(quantities):
        if _can_count(quantity) and index not in has_parts:
            _link(content, quantities, wholes, index, _summands(content, quantities, differences, wholes, index))
    return wholes


def _is_among(content: str, whole: Quantity, part: Quantity, difference: Difference) -> bool:
    """Whether a quantity is some of the one before it: 13名任课教师中有12名."""
    if part.start - whole.end > _AMONG_REACH or not (_can_count(whole) and same_kind(whole, part)):
        return False
    return difference.change == "none" and _AMONG.fullmatch(content, whole.end, part.start) is not None


def _summands(
    content: str,
    quantities: Sequence[Quantity],
    differences: Sequence[Difference],
    wholes: Sequence[int | None],
    index: int,
) -> list[int]:
    """The next quantities of the same kind that add up to the one at `index`, which no word calls its parts; empty without any.

    They stand in the same sentence, or anywhere behind a colon.
    """
    whole = quantities[index]
    assert whole.value is not None
    if whole.value < _SMALL or differences[index].change != "none":
        return []
    opened = _COLON.match(content, whole.end) is not None
    members: list[int] = []
    rest = whole.value
    for j in _within_sum(content, quantities, index, opened):
        value = quantities[j].value
        if wholes[j] is not None or rest <= 0:
            break
        if _is_listed(whole, quantities[j]) and value and differences[j].change == "none":
            rest -= value
            members.append(j)
    is_sum = not rest and len(members) > 1
    return members if is_sum and (opened or _is_list(content, quantities, index, members)) else []


def _within_sum(content: str, quantities: Sequence[Quantity], index: int, opened: bool) -> Iterator[int]:
    """The quantities behind a whole that may add up to it: near, and in its sentence unless a colon opened them."""
    end = quantities[index].end
    for j in range(index + 1, len(quantities)):
        start = quantities[j].start
        if start - end > _SUM_REACH or not (opened or _SENTENCE_END.search(content, end, start) is None):
            return
        if quantities[j].value_max is None:
            yield j


def _is_listed(whole: Quantity, part: Quantity) -> bool:
    """Whether a part counts the same kind of thing, or things whose classifier changes with the noun."""
    return _is_alike(whole, part) or (whole.unit_norm in _THINGS and part.unit_norm in _THINGS)


def _is_thing(quantity: Quantity) -> bool:
    """Whether a quantity counts things by a classifier, all of which are 个 as well: 课堂1271个,其中公共基础课171门."""
    return quantity.dimension == "count" and quantity.unit_norm in _CLASSIFIERS


def _is_list(content: str, quantities: Sequence[Quantity], index: int, members: Sequence[int]) -> bool:
    """Whether a sum that agrees is no chance: the whole is no round number, or its parts stand close together."""
    whole = quantities[index]
    assert whole.value is not None
    digits = len(whole.value.normalize().as_tuple().digits)
    gaps = [content[quantities[a].end : quantities[b].start] for a, b in pairwise([index, *members])]
    if "、" in gaps[0] and _COLON_OR_PAUSE.isdisjoint(gaps[0]):
        return False  # 10所特色学校、5所承办校、3所传承学校、2所试点学校: members of one list
    return digits >= _UNLIKELY or ((digits > 1 or len(members) > 2) and all(len(gap) <= _NEAR_GAP for gap in gaps))


def _within(quantities: Sequence[Quantity], index: int, bracket: tuple[int, int]) -> list[int]:
    members = []
    for j in range(index + 1, len(quantities)):
        if quantities[j].end > bracket[1]:
            break
        members.append(j)
    return members


def _bracket(content: str, position: int) -> tuple[int, int] | None:
    """The parenthesis that opens within the noun behind a number, as (start, end) of its inside."""
    opening = _OPENING.match(content, position)
    if opening is None:
        return None
    depth = 1
    for at in range(opening.end(), min(len(content), opening.end() + 400)):
        if content[at] == "(":
            depth += 1
        elif content[at] == ")":
            depth -= 1
            if depth == 0:
                return opening.end(), at
    return None


def _counted_before(content: str, quantities: Sequence[Quantity], topic: re.Match[str]) -> int | None:
    """The nearest quantity before `topic` that counts what it names."""
    last = bisect_left(quantities, topic.start(), key=lambda quantity: quantity.start) - 1
    names = (topic["topic"], _PERSONS.sub("", topic["topic"]))  # 办理贷款2386人。贷款学生中,…
    for index in range(last, -1, -1):
        quantity = quantities[index]
        if quantity.start < topic.start() - _TOPIC_REACH or "\n" in content[quantity.end : topic.start()]:
            return None
        before = _COUNTS.sub("", content[max(0, quantity.start - 20) : quantity.start])
        if _can_count(quantity) and before.endswith(names[0] if quantity.unit_norm != "person" else names):
            return index
    return None


def _marked_members(
    content: str, quantities: Sequence[Quantity], differences: Sequence[Difference], index: int
) -> list[int]:
    """Quantities after 其中 that may be parts of the one at `index`, the nearest of its kind before it.

    A growth against a base stands between a level and its parts without being their whole:
    31.27万人,比上年增加1.15万人,其中本科生17.03万人.
    """
    whole = quantities[index]
    bracket = _bracket(content, whole.end)
    start = bracket[1] if bracket and not _MARKER.search(content, *bracket) else whole.end
    end = min(len(content), start + 100)
    if not any(content.find(word, start, end) >= 0 for word in _MARKER_WORDS):
        return []
    marker = _MARKER.search(content, start, end)
    if marker is None or _leaves(content, whole.end, marker.start()):
        return []
    if _is_bound(content, whole):
        return []
    if _has_nearer(content, quantities, differences, index, marker.start()):
        return []
    if differences[index].base and _level_before(content, quantities, differences, index):
        return []
    return _listed(content, quantities, differences, index, marker.end())


def _has_nearer(
    content: str, quantities: Sequence[Quantity], differences: Sequence[Difference], index: int, marker: int
) -> bool:
    """Whether another quantity stands nearer to the marker that the parts behind it may be of."""
    whole = quantities[index]
    depth = opened(content, whole.end, marker)
    for j in range(index + 1, len(quantities)):
        other = quantities[j]
        if other.start >= marker:
            return False
        if not same_kind(whole, other) or opened(content, whole.end, other.start) > depth or _is_bound(content, other):
            continue
        changed = differences[j].base or _SURPLUS.search(content, max(0, other.start - 3), other.start)
        if not (changed and differences[index].change == "none"):
            return True
    return False


def _is_bound(content: str, quantity: Quantity) -> bool:
    """Whether a quantity is what is allowed rather than what there is: 控制在300人."""
    return _BOUNDED.search(content, max(0, quantity.start - 16), quantity.start) is not None


def _listed(
    content: str, quantities: Sequence[Quantity], differences: Sequence[Difference], index: int, at: int
) -> list[int]:
    """Quantities from `at` on that may be parts of the one at `index`, up to the end of their list."""
    whole = quantities[index]
    members: list[int] = []
    depth = 0
    begin = at
    inner = False  # within the parts of a part
    first = bisect_left(quantities, begin, lo=index + 1, key=lambda quantity: quantity.start)
    for j in range(first, len(quantities)):
        member = quantities[j]
        between = content[at : member.start]
        at = member.end
        depth += between.count("(") - between.count(")")
        if depth < 0 or _ends_breakdown(_REST.sub(",", between), whole) or member.start - begin > REACH:
            break  # the parenthesis or the sentence of the breakdown is over
        if depth > 0 or _is_apart(member, differences[j], between):
            continue
        if _is_alike(whole, member):
            inner = _is_of_a_part(inner, between, bool(members))
            if not inner:
                members.append(j)
            inner = inner and ";" in content[begin : member.start]  # else the next is of the whole again
        elif any(same_kind(other, member) for other in _before(quantities, index, begin)):
            continue  # a part of another whole: 托管班87个,服务4365名,其中甲区29个、1480名,乙区25个、1236名
        elif members or member.comparator == "eq":
            break  # else a threshold that defines the part: 其中亿元以上项目58个
    return members


def _is_apart(quantity: Quantity, difference: Difference, between: str) -> bool:
    """Whether a quantity tells of a part what is no part itself: its growth, its average."""
    return bool(difference.base) or quantity.dimension in _NEVER_PARTS or _PER_HEAD.search(between) is not None


def _is_alike(whole: Quantity, part: Quantity) -> bool:
    """Whether a part that a marker opens counts the same kind of thing, or things that a whole calls 个."""
    return same_kind(whole, part) or (whole.unit_norm == "个" and _is_thing(part))


def _is_of_a_part(inner: bool, between: str, follows: bool) -> bool:
    """Whether a member of a list is part of a part: behind a marker within the list, up to a semicolon (增加值818亿元,其中工业600亿元;…)."""
    return (inner and ";" not in between) or (follows and "其中" in between)


def _before(quantities: Sequence[Quantity], index: int, position: int) -> list[Quantity]:
    """The quantities near the one at `index` that stand before `position`."""
    return [other for other in quantities[max(0, index - _NEAR) : index + _NEAR] if other.end <= position]


def _ends_breakdown(between: str, whole: Quantity) -> bool:
    """Whether what stands between two quantities ends a list of parts.

    Sums of money are listed over semicolons, and so is what a name alone parts: 旱田2618公顷;水田1590公顷.
    """
    if any(mark in between for mark in "。!?\n"):
        return True
    return whole.dimension != "money" and ";" in between and _MEMBER.fullmatch(between) is None


def _leaves(content: str, start: int, end: int) -> bool:
    """Whether the text between a quantity and 其中 goes on to something else."""
    between = content[start:end]
    return between.count("。") > 1 or "\n" in between.strip("\n") or between.count(")") > between.count("(")


def _level_before(content: str, quantities: Sequence[Quantity], differences: Sequence[Difference], index: int) -> bool:
    """Whether a level of the same kind stands before a growth in its sentence."""
    for j in range(index - 1, max(-1, index - 20), -1):
        if "。" in content[quantities[j].end : quantities[index].start]:
            return False
        if same_kind(quantities[index], quantities[j]) and differences[j].change == "none":
            return True
    return False


def _link(
    content: str, quantities: Sequence[Quantity], wholes: list[int | None], index: int, members: Sequence[int]
) -> None:
    if not members:
        return
    whole = quantities[index]
    total = Decimal(0)
    limit = (whole.value_max or whole.value or Decimal(0)) * _TOLERANCE
    for at, member in enumerate(members):
        part = quantities[member]
        if wholes[member] is not None or not _is_listed(whole, part) or part.value is None:
            continue
        if part.value > limit:
            break
        if 0 < total > limit - part.value and not _closed(content, whole, part):
            if len(members) - at > 1 and _sum(quantities, members[at:]) == whole.value:
                total = Decimal(0)  # parted once more, by something else
            elif total == whole.value or not _NEXT_NAME.fullmatch(content, quantities[member - 1].end, part.start):
                break  # a list that adds up is over
        wholes[member] = index
        total += part.value


def _sum(quantities: Sequence[Quantity], members: Sequence[int]) -> Decimal:
    return sum((quantities[member].value or Decimal(0) for member in members), Decimal(0))


def _closed(content: str, whole: Quantity, part: Quantity) -> bool:
    """Whether one parenthesis holds the part, so that it belongs to the whole whatever the sum."""
    bracket = _bracket(content, whole.end)
    return bracket is not None and bracket[0] <= part.start <= bracket[1]


def _can_count(quantity: Quantity) -> bool:
    return quantity.value is not None and quantity.dimension in (
        "count",
        "money",
        "area",
        "length",
        "mass",
        "energy",
        "power",
        "volume",
    )


def same_kind(whole: Quantity, part: Quantity) -> bool:
    """Whether two quantities count the same kind of thing, so that one may be a part of the other."""
    return part.value is not None and part.dimension == whole.dimension and part.unit_norm == whole.unit_norm


def consistency(content: str, quantities: Sequence[Quantity], wholes: Sequence[int | None]) -> list[str]:
    """Whether breakdowns add up and shares agree, for each quantity.

    Returns:
        Of a whole with at least two parts ``adds_up``, ``partial`` (the parts fall short: a list of some) or ``exceeds``; of a share
        that is stated behind a part (硕士92名,占比32.6%) ``share_agrees`` or ``share_differs``; else an empty string.
    """
    sums: dict[int, list[Decimal]] = {}
    for member, whole in enumerate(wholes):
        value = quantities[member].value
        if whole is not None and value is not None:
            sums.setdefault(whole, []).append(value)
    verdicts = [""] * len(quantities)
    for whole, values in sums.items():
        if len(values) > 1:
            verdicts[whole] = _compare(sum(values, Decimal(0)), quantities[whole])
    for index in range(1, len(quantities)):
        part, whole_index = quantities[index - 1], wholes[index - 1]
        share = quantities[index]
        if whole_index is None or share.unit != "%" or not _SHARE.fullmatch(content[part.end : share.start]):
            continue
        whole_value = quantities[whole_index].value
        if whole_value and part.value is not None and share.value is not None:
            stated = part.value / whole_value * 100
            verdicts[index] = "share_agrees" if abs(stated - share.value) <= _SHARE_TOLERANCE else "share_differs"
    return verdicts


_SHARE = when_used(r",\s?(?:约)?占(?:比|总数的|全部的)?(?:为|达)?")


def _compare(total: Decimal, whole: Quantity) -> str:
    value = whole.value or Decimal(0)
    if abs(total - value) <= value * (_TOLERANCE - 1):
        return "adds_up"
    return "partial" if total < value else "exceeds"
