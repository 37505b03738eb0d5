"""Which division a document is about, by its code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.fold import fold
from pipeline.language.dates import OPENING_YEAR
from pipeline.language.divisions import COUNTRY, find, leading

_NATIONAL = re.compile(r"第[一二三四五六七八九十百]{1,4}届全国人民代表大会")
_CENTRAL = re.compile(r"(?:国务院|中共中央|中国共产党中央|全国人(?:大|民代表大会)|全国政协)")
"""How the names of central bodies begin. Ministries are named as the departments of provinces are (教育部 tells, 财政厅 does not)."""
_MINISTRY = re.compile(r"[^省市区县州]{2,8}部(?:办公厅)?$")
_OFFICE = re.compile(r"(?:(?:省|市|区|县|州)?(?:人民政府|政府|委员会|教育[局厅委]|[^,。;]{1,12}[局厅委办]))")


def region_code(region: str, title: str, publisher: str, signatures: Sequence[str], head: Sequence[str]) -> str:
    """Code of the division that a document is about; empty when not known.

    Args:
        region: what the document calls its place; empty when it names none.
        title: of the document.
        publisher: body that issued it.
        signatures: lines of those who signed it, folded.
        head: its first lines, folded.
    """
    if region:
        named = find(region)
        return named.code if named is not None else ""
    title = OPENING_YEAR.sub("", fold(title))
    if any(_NATIONAL.search(line) for line in (title, *head)):
        return COUNTRY
    issuers = [publisher, *signatures]
    if _CENTRAL.match(title) or any(_CENTRAL.match(line) or _MINISTRY.fullmatch(line) for line in issuers):
        return COUNTRY
    for line in (title, *issuers):
        found = leading(line)
        if found is not None and _OFFICE.match(line, found[1]):
            return found[0].code
    return ""
