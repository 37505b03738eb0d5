"""Whether a quantity tells what stands at a time (里程达9560公里, 城镇化率58%) or what came of a time (新建31个, 完成投资30亿元).

Within several years a level is of their end, what came of them is of all. A level is what a verb reaches that is not about an act
(达到, 突破, 增至), what is there now (现有), a share that is no change, and what a clause says of a thing without any verb (发电装机1.6亿千瓦).
"""

from __future__ import annotations

import re

from pipeline.claims.changes import Difference
from pipeline.claims.words import VERBAL, tagged
from pipeline.language.clauses import CLAUSE_SO_FAR
from pipeline.records import Quantity, Sentence

_VERB = 24
"""Characters before a quantity in which the verb stands that makes it a level."""
_CLAUSE = 96
"""Characters of a clause that may have a verb before a thing it tells of."""
_MEMBER = re.compile(r"[\d.]+[^\d,;。、]{0,6}[、和]$|[\d.]+[^\d,;。、]{1,2}$")
"""The member of a list before a quantity, which stands where that one does: 分别增至37座、|14座, 恢复至7群|42只."""
_PART = re.compile(r"[\d.]+[^\d,;。、]{0,6}[,(]其中[^,;。:!?\n]*$")
"""Before a part, its whole, which is a level like it."""
_REACHED = re.compile(r"(?:[到至达]|突破|跃上|迈上)了?(?:(?:现在|目前|如今|去年|上年|今年|\d{4}年)[底末]?的?)?$")
_CHANGED = re.compile(r"(?:由|从)[^,;。]*(?:[到至]|为)了?$|[^、]、(?:达到?|增[至到])$")
"""What came from a level is one, whatever its name: 研发投入强度从2.77%提高到3.3%, 大通道新增16条、达到54条."""
_LISTED = re.compile(r"(?:[到至达]|突破)[\d.]+[^\d,;。、]{0,6}、[^\d,;。、]{1,12}$")
"""Another thing beside a level: 养老机构达到9341个、床位10.5万张."""
_STANDS = re.compile(
    r"(?:现有|现存|[建设]有|目前|如今|现在的|拥有|存量|保有量|余额|现已)[^,;。]{0,12}$|在建$|(?:覆盖|已经?有)(?:了|到)?$"
)
_STOCK = re.compile(
    r"(?:总量|规模|里程|寿命|装机(?:容量)?|强度|水平|比重|占比|总数|人均[^,;。、]{0,5}收入|(?<!增长)率)(?:达到?|分别|为|突破|超过?|已|约)*$"
)
"""What a measure is called that tells what stands, whatever act its name holds: 新建建筑占比, 公路通车里程."""
_MOMENT = re.compile(r"\d{4}年[底末]?$|[”时期][期]?末期?$|年[底末]$")
"""What a level is measured against."""
_OVER_TIME = re.compile(
    r"合计|年均|平均每年|(?<![公总])共(?!同|有|建)|累计(?!达|突破)|稳定|保持(?!率)|控制|连续|连年|(?<!\d)[两几\d一二三四五六七八九十]{1,2}年"
)
"""In a clause that tells of all of a time."""
_ACT = re.compile(r"完成|实现|投入|投放|投资(?!率|比重)|新[增建改开设]|争取|发放|补助|安排|减[少税免]")
_FLOWS = re.compile(r"人次|[台辆班架]次|支出|(?<!人均可支配)收入|资金|补贴|项目|[接招引]|[增减]")
"""Without a verb as well what came of a time: 公共预算支出3.4万亿元, 减负237亿元."""
_SHARES = frozenset(("percent", "permille", "tenth"))
_OF_FLOW = re.compile(r"支出|投资(?!率)|投入(?!强度)|增量|资金")
"""What a share is of that came of all of a time: 支出中民生占比超80%."""
_ADDED = re.compile(r"新增[^;。:]*[\d.]+[^\d,;。:]{0,8},$")
"""Before a clause, what was added, as may be what it goes on with: 新增发电装机1950万千瓦,采煤能力8000万吨."""
_NOMINAL = ("n", "unknown", "place", "all", "eng")
_ENDS = frozenset(",;。、()\n!?")
_LEAST = 2
"""Characters of what a clause tells of, at least."""


def is_level(content: str, sentence: Sentence, quantity: Quantity, change: Difference, told: bool) -> bool:
    """Whether a quantity tells what stands at a time, or how far that is from what stood at another: 较“十三五”末增加.

    Args:
        content: folded text of the document.
        sentence: of the quantity.
        quantity: the quantity.
        change: whether it is a difference, and against what.
        told: whether its sentence says the years, which sum up what it tells of unless it says that something was reached.
    """
    if change.change != "none":
        return _MOMENT.search(change.base) is not None
    said, start = _clause(content, max(sentence.start, quantity.start - _CLAUSE), quantity.start)
    near = said[-_VERB:]
    if _OVER_TIME.search(near):
        return False
    if _CHANGED.search(said):
        return True
    if quantity.unit_norm in _SHARES and _OF_FLOW.search(said) and not _REACHED.search(near):
        return False
    if _STOCK.search(near):
        return True
    if _ACT.search(near):
        return False
    if quantity.text.startswith("突破") or any(sign.search(near) for sign in (_REACHED, _STANDS, _LISTED)):
        return True
    return quantity.unit_norm in _SHARES or (not told and _is_bare(content, start, quantity, said))


def _clause(content: str, low: int, end: int) -> tuple[str, int]:
    """What stands in the clause of a quantity before it, or before the first of its list, or its whole, and where that begins."""
    while member := _MEMBER.search(content, low, end) or _PART.search(content, low, end):
        end = member.start()
    clause = CLAUSE_SO_FAR.search(content, low, end)
    assert clause is not None
    return clause.group(), clause.start()


def _is_bare(content: str, start: int, quantity: Quantity, said: str) -> bool:
    """Whether a clause tells of a thing without any verb: 发电装机|1.6亿千瓦, 国家级示范区|23个."""
    if len(said) < _LEAST or content[quantity.end : quantity.end + 1] not in _ENDS:
        return False
    if _FLOWS.search(f"{said}{quantity.text}") or _ADDED.search(content, max(0, start - _CLAUSE), start):
        return False
    words = tagged(content, start, start + len(said))
    return bool(words) and words[-1].tag.startswith(_NOMINAL) and not any(word.tag in VERBAL for word in words)
