"""Figures of a wrong order of magnitude, as 万 for 亿 makes them: more than there can be, and less than such a total ever is.

Of a unit there can be so much in a county, a city, a province, the nation, and of some totals there is always so much
(``models/magnitudes.toml``). What one person or one project gets is never a hundred millions. The totals of a nation and of provinces
are in 亿元; and no amount of a document is many times every other one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from pipeline.checks.levels import LEVELS, Level, level_of
from pipeline.checks.results import compared, plain
from pipeline.checks.stated import Stated, places_of
from pipeline.language.clauses import CLAUSE_SO_FAR
from pipeline.patterns import when_used
from pipeline.records import Check, Claim
from pipeline.resources import read_toml

# What one gets, pays or is measured by: no amount for all.
_EACH = when_used(
    r"[人户生亩校村班师园年月天日次台辆件个套单每]均|均|每|标准|补[助贴]|津贴|奖|罚|处以|工资|薪|最[高低]|起征|限额|价|"
    r"销售额|营业收入|所得|门槛|不超过|不低于|以[上下内]|基数|保费|收费|学费|报销|低保|养老金|抚恤|年收入|额度|[捐获]|一次性|为例|保险|各|单个"
)
# The same right before the figure, where nothing else can be meant.
_FOR_ONE = when_used(
    r"(?:[人户生师]均[^,;。:资总]{0,8}|(?<!平均)每[人名位户生家个村校车项亩][^,;。:资总]{0,6}|单个[^,;。:]{0,8}|"
    r"(?:奖励|奖金|罚款|给予|一次性奖励)[^,;。:资总投]{0,4})$"
)
_REACH = 26
_LARGEST = when_used(r"生产总值|GDP|经济总量|总资产|资产总额|存款|贷款|余额|交易")
_OF_TOTAL = when_used(r"投资|投入|筹措|累计|各类|财政|专项资金|经费|计提")
_TRADED = when_used(r"交易|成交|结算|储量|资源量|蕴藏|旅客|客运|游客|观众")
"""What is counted each time, and what lies in the ground: no bound of a year holds for it."""
_SPENT = when_used(r"支出|经费|资金|资助|预算|投入|补助")
_UNITLESS = (
    ("user", re.compile("用户")),
    ("person", re.compile("人口|居民|毕业生|学生|员额|职工|农民|群众|儿童|网民|老年人")),
)
"""What is counted without a unit: 注册用户达166万, 常住人口63万."""
_PER_TIME = ("CNY/year", "CNY/month", "CNY/day")
_AIDS = when_used(r"补[助贴]|奖励|扶持|资助|罚款|处|给予|强度")
_GIVEN = when_used(r"(?:资金|经费|专项)?(?:的)?(?:奖励|奖补|扶持|补助|资助|补贴|资金支持|支持)")
"""Behind what one gets, where the sentence says that it is for one."""
_TO_ONE = when_used(r"一次性|最高|认定|获批|评为|首次|分别给予|上限|每[家个项年人]")
_SENTENCE = 80
_LIMIT = when_used("(?:上限|最高额度|资助强度)[^,;。\\d]{0,6}$")
_FINED = when_used("处以?(?![理置])[^,;。、]{0,12}$")
_WHOLE = when_used("[全我本][国省市区县州盟旗]")
_TIMES = ("person", "person_time", "次")
_NOUN = 12
_CLAUSE_AHEAD = when_used(r"[^,;。:!?\n]*")
_WORKS = when_used("项目|装置|煤矿|生产线")
_OF_ONE = when_used("[人户亩]均|每|(?:[企创副就从专]|(?<!业)营)业[^业]{0,6}$")
"""What is for one, and what ends like an industry: 企业收入, 就业规模."""
_FEWEST = 5
_ABOVE = 20
_NEVER_FOR_ONE = Decimal(10**8)
_TOTAL = Decimal(10**8)
_USUAL: Mapping[Level | None, Decimal] = {
    "nation": Decimal(2 * 10**10),
    "province": Decimal(10**10),
    None: Decimal(10**11),
}
"""Yuan that half of the amounts of a document have at least, by its level, where none is told in 万元."""
_SMALL = Decimal(10**5)
"""Yuan, written in 万 with decimals: a total that is as small as that would be written in 元."""


@cache
def magnitudes(name: str) -> Mapping[str, tuple[Decimal, ...]]:
    """A table of `models/magnitudes.toml`, or one within a table (``least.CNY``); its head tells what the rows mean."""
    rows = read_toml("magnitudes.toml")
    for part in name.split("."):
        rows = rows.get(part, {})
    return {
        key: tuple(Decimal(repr(value)) for value in (row if isinstance(row, list) else [row]))
        for key, row in rows.items()
    }


def check(stated: Stated) -> Iterator[Check]:
    """A failed check for each figure that is too large or too small to be meant."""
    level = level_of(stated)
    sums = list(_sums(stated))
    amounts = sorted(value for _, value in sums)
    totals = {claim.claim_id for claim, _ in sums}
    for claim in stated.claims:
        value = claim.value
        if value is None or claim.value_max is not None or not re.search(r"\d", claim.number_text):
            continue
        found = (
            _beyond(stated, claim, value, level)
            or _for_one(stated, claim, value, level)
            or _counted(stated, claim, value)
            or _single(stated, claim, value)
            or _below(claim, value, level)
        )
        if found is None and claim.claim_id in totals:
            found = _too_large(claim, value, amounts) or _too_small(stated, claim, value, amounts, level)
        if found is not None:
            yield found


def _sums(stated: Stated) -> Iterator[tuple[Claim, Decimal]]:
    """The amounts of money for many: no rate, no allowance, no price, no bound."""
    for claim in stated.claims:
        if claim.unit_norm != "CNY" or claim.value is None or claim.value <= 0 or claim.value_max is not None:
            continue
        if not _EACH.search(claim.subject) and not _EACH.search(_clause(stated, claim) + claim.text):
            yield claim, claim.value


def _clause(stated: Stated, claim: Claim) -> str:
    found = CLAUSE_SO_FAR.search(stated.before(claim, _REACH))
    return found.group() if found else ""


def _beyond(stated: Stated, claim: Claim, value: Decimal, level: Level | None) -> Check | None:
    """More than there can be at the level of the document, at that of the nation where it is not known."""
    kind = next((name for name, words in _UNITLESS if not claim.unit and words.search(_around(stated, claim))), "")
    bounds = magnitudes("most").get(kind or claim.unit_norm)
    if bounds is None or _TRADED.search(claim.subject):
        return None
    if claim.unit_norm == "CNY" and _SPENT.search(claim.subject) and not _LARGEST.search(claim.subject):
        bounds = magnitudes("spent")["CNY"]
    most = bounds[LEVELS.index(level or "nation")]
    if abs(value) <= most:
        return None
    reason = f"{claim.text} is more than there can be at the level of the document, {plain(most)}"
    return compared("magnitude", (claim,), value, most, Decimal(0), reason, "likely")


def _around(stated: Stated, claim: Claim) -> str:
    return claim.subject + stated.content[claim.end : claim.end + 8]


def _for_one(stated: Stated, claim: Claim, value: Decimal, level: Level | None) -> Check | None:
    """A hundred millions for one person or one project."""
    per = claim.unit_norm.startswith("CNY/") and claim.unit_norm not in _PER_TIME
    for_one = per or (claim.unit_norm == "CNY" and _FOR_ONE.search(_clause(stated, claim)) is not None)
    at_most = claim.comparator == "le" and _AIDS.search(_clause(stated, claim) + claim.subject) is not None
    fined = claim.unit_norm == "CNY" and _FINED.search(_clause(stated, claim)) is not None
    beyond = value > _NEVER_FOR_ONE if for_one else fined and value >= _NEVER_FOR_ONE
    if level != "nation" and value >= 10 * _NEVER_FOR_ONE and claim.unit_norm.startswith("CNY"):
        before = stated.before(claim, _SENTENCE).rpartition("。")[2]
        given = _GIVEN.match(stated.content, claim.end) is not None and _TO_ONE.search(before) is not None
        beyond = beyond or given or _LIMIT.search(before) is not None
    if not beyond and not (at_most and value >= 10 * _NEVER_FOR_ONE):
        return None
    reason = f"{claim.text} is what one gets or pays, which is less than {plain(_NEVER_FOR_ONE)}"
    return compared("magnitude", (claim,), value, _NEVER_FOR_ONE, Decimal(0), reason, "likely")


def is_of_all(claim: Claim) -> bool:
    """Whether a figure is for the place of its document, as far as its scope says: none, or 全省, 我国."""
    return not claim.scope or _WHOLE.fullmatch(claim.scope) is not None


def _in_ten_thousands(claim: Claim) -> bool:
    return "万" in claim.number_text and "亿" not in claim.number_text


def _below(claim: Claim, value: Decimal, level: Level | None) -> Check | None:
    """A total that is written in 万 and is less than there is of its name anywhere at the level of the document."""
    if not is_of_all(claim) or claim.change != "none" or not _in_ten_thousands(claim) or _OF_ONE.search(claim.subject):
        return None
    least = Decimal(0)
    if claim.unit_norm == "CNY":
        least = next((bound for name, (bound,) in magnitudes("least").items() if name in claim.subject), least)
    place = LEVELS.index(level or "county")
    known = magnitudes(f"industry.{claim.unit_norm}").items()
    least = max(least, next((bounds[place] for name, bounds in known if claim.subject.endswith(name)), least))
    if not least or value >= least:
        return None
    reason = f"{claim.text} is less than any {claim.subject} at the level of the document, {plain(least)} and more"
    return compared("magnitude", (claim,), value, least, Decimal(0), reason, "likely")


def _counted(stated: Stated, claim: Claim, value: Decimal) -> Check | None:
    """More things than there are in the nation: 13亿个行政村."""
    if claim.dimension != "count" or claim.unit_norm in _TIMES:
        return None
    after = stated.content[claim.end : claim.end + _NOUN].removeprefix("的")
    most = min(
        (
            bound
            for noun, (bound,) in magnitudes("counted").items()
            if claim.subject.endswith(noun) or after.startswith(noun)
        ),
        default=None,
    )
    if most is None or value <= most:
        return None
    reason = f"{claim.text} is more than there are in the nation, {plain(most)}"
    return compared("magnitude", (claim,), value, most, Decimal(0), reason, "likely")


def _single(stated: Stated, claim: Claim, value: Decimal) -> Check | None:
    """More than one works can make: 年产60亿吨赖氨酸等项目."""
    bounds = magnitudes("single").get(claim.unit_norm)
    if bounds is None or value <= bounds[0]:
        return None
    noun = _CLAUSE_AHEAD.match(stated.content, claim.end, claim.end + _NOUN)
    if not _WORKS.search(claim.subject + (noun.group() if noun else "")):
        return None
    reason = f"{claim.text} is more than one works has, {plain(bounds[0])}"
    return compared("magnitude", (claim,), value, bounds[0], Decimal(0), reason, "likely")


def _too_large(claim: Claim, value: Decimal, amounts: Sequence[Decimal]) -> Check | None:
    """An amount that is many times the next of its document."""
    others = len(amounts) - 1
    if others < _FEWEST or value != amounts[-1] or value <= amounts[-2] * _ABOVE or _LARGEST.search(claim.subject):
        return None
    reason = f"{claim.text} is {_ABOVE} times and more the next of the other amounts, {plain(amounts[-2])}"
    return compared("magnitude", (claim,), value, amounts[-2], amounts[-2] * _ABOVE, reason, "likely")


def _too_small(
    stated: Stated, claim: Claim, value: Decimal, amounts: Sequence[Decimal], level: Level | None
) -> Check | None:
    """A total that is written in 万 and is too small for those beside which it stands."""
    if not _in_ten_thousands(claim):
        return None
    middle = amounts[len(amounts) // 2]
    usual = _USUAL.get(level)
    of_many = usual is not None and len(amounts) >= _FEWEST and middle >= usual and value < _TOTAL
    named = level not in (None, "school") and _OF_TOTAL.search(claim.subject + _clause(stated, claim)) is not None
    in_part = places_of(claim) > 0 and value < _SMALL and named
    if not of_many and not in_part:
        return None
    reason = f"{claim.text} is little for a total: half of the amounts of the document are {plain(middle)} and more"
    return compared("magnitude", (claim,), value, middle, middle, reason, "likely")
