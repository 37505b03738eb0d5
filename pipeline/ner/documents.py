"""Titles of documents: 《…》 with the document number after it, a number alone, 某机关关于…的通知 without brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.dates import YEAR
from pipeline.language.han import HAN
from pipeline.ner.edges import after_last_break
from pipeline.ner.spans import Found
from pipeline.patterns import when_used

# Folding has turned 〔2018〕 into (2018).
_OF_YEAR = rf"[(\[]{YEAR}[)\]](?:第)?[0-9]{{1,4}}号"
_NUMBER = rf"[{HAN}]{{1,12}}{_OF_YEAR}"
_YEAR_AND_NUMBER = when_used(_OF_YEAR)
_TITLED = when_used(rf"《[^《》\n]{{2,100}}》(?:\([^()\n]{{1,8}}\))?(?:\({_NUMBER}(?:[、,]{_NUMBER}){{0,3}}\))?")
_BARE_NUMBER = when_used(rf"(?<![{HAN}]){_NUMBER}")
_CALLED = when_used(
    rf"(?:[{HAN}X*]{{2,14}}(?:人民政府|办公厅|办公室|委员会|政府|[厅局部委]))?关于[{HAN}0-9A-Za-z、“”]{{4,60}}?的"
    r"(?:指导意见|实施意见|若干意见|意见|通知|决定|实施办法|办法|批复|通报|公告|请示|复函|函)"
)
_BEFORE_ABOUT = 18
"""Characters of an authority before 关于, at most."""
_CAMPUS = when_used(rf"进(?:校园|课堂|社区|机关|企业|农村|教材|军营)[{HAN}]{{0,6}}?活动")


def find_documents(content: str) -> list[Found]:
    """The documents that `content` names, in text order, without overlaps."""
    found = [
        Found("DOC", match.start(), match.end(), "doc.title")
        for match in _TITLED.finditer(content)
        if _CAMPUS.match(content, match.end()) is None
    ]
    # Most texts have none, and all these characters may stand before one.
    numbers = _BARE_NUMBER.finditer(content) if _YEAR_AND_NUMBER.search(content) is not None else ()
    found.extend(Found("DOC", match.start(), match.end(), "doc.number") for match in numbers)
    for match in _called(content):
        reach = match.group().index("关于")
        start = match.start() + after_last_break(match.group()[: reach + 2], reach)
        found.append(Found("DOC", start, match.end(), "doc.called"))
    kept: list[Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _called(content: str) -> Iterator[re.Match[str]]:
    """As `_CALLED.finditer(content)`, which would try an authority at every character: those before 关于 are enough."""
    at = 0
    while (about := content.find("关于", at)) >= 0:
        starts = range(max(at, about - _BEFORE_ABOUT), about + 1)
        match = next((match for start in starts if (match := _CALLED.match(content, start)) is not None), None)
        at = about + 1
        if match is not None:
            at = match.end()
            yield match
