"""What a document and its boilerplate say about the document itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile

from pipeline.fold import fold
from pipeline.language.dates import FULL_DATE, YEAR, first_day
from pipeline.language.divisions import AUTONOMOUS, TOWN
from pipeline.language.han import HAN
from pipeline.language.text import Text
from pipeline.records import Block, Metadata
from pipeline.segment.division import region_code
from pipeline.segment.occasion import document_type, report_year

_NUMBER = rf"[{HAN}]{{1,12}}\s?[(\[【]\s?{YEAR}\s?[)\]】]\s?第?\s?\d{{1,5}}\s?号"
_OWN_NUMBER = re.compile(_NUMBER)
# Only a field says that a number is the document's own; in the text it is mostly that of another.
_NUMBER_FIELD = re.compile(
    rf"(?:发文字号|文\s{{0,4}}号|文件编号)\s?[:\t]\s{{0,4}}({_NUMBER}|[{HAN}]{{1,12}}?第\s?\d{{1,5}}\s?号)"
)
_NUMBERED_YEAR = re.compile(YEAR)
_INDEX_FIELD = re.compile(r"(?:索\s?引\s?号|信息索引)\s?[:\t][\s:]{0,4}([A-Za-z0-9][\w/.\-]{3,40})", re.ASCII)
_URL = re.compile(r"https?://[A-Za-z0-9_.\-/?=&%#:~+]{3,200}")
_WWW = re.compile(r"www\.[A-Za-z0-9_-]{1,60}(?:\.[A-Za-z0-9]{2,20}){1,3}")
_PUBLISHED_FIELD = re.compile(
    rf"(?:发布|发表|上传|更新|录入|公开|生成|成文)?(?:时间|日期|于)?\s?[:\t]?\s{{0,4}}({FULL_DATE})"
)
_DATELINE = re.compile(rf"^[{HAN}·]{{0,12}}[社报网讯][{HAN}]{{0,8}}({FULL_DATE})日?(?:电|讯|消息|报道)")
"""What news begins with: 新华社北京2019年2月28日电."""
_ISSUED = re.compile(rf"({FULL_DATE})日?\s?印发\s{{0,4}}$")
"""What a circular ends with: 青禾县人民政府办公室2020年12月10日印发."""
_PUBLISHER_FIELD = re.compile(
    r"(?:发文机关|发布机构|发文单位|发布单位|信息来源|文章来源|稿件来源|来\s{0,4}源)\s?[:\t]\s{0,4}((?!https?|www)[^\s|:。,;()<>]{2,30})"
)
# The name of a site begins a line or a clause; words of greeting or origin may stand before it.
_SITE = re.compile(
    rf"(?:^|[^{HAN}A-Za-z])((?!本|该|各|此|官|互联|因特)[{HAN}A-Za-z]{{1,16}}?(?:文库|网站|文档网|网))(?![络页址友上民格点速盘安箱红站])",
    re.MULTILINE,
)
_BEFORE_SITE = re.compile(r"^.{0,8}(?:关于|来到|访问|光临|进入|请在|来自|转自|本文由|由)")
_DIVISION = rf"[{HAN}]{{1,10}}?(?:{AUTONOMOUS}|[省市区县州盟旗]|{TOWN})(?![省市州盟县区旗域内位间])"
_REGION = re.compile(rf"({_DIVISION}(?:{_DIVISION})?)")
_DATELINE_REGION = re.compile(rf"在({_DIVISION}(?:{_DIVISION})?)第[一二三四五六七八九十百]{{1,4}}届")
_NO_REGION = re.compile(r"关于|印发|我|全|本|各|[*×X○]|社区|园区|校区|城市|地区|小区|片区|学区")
_KNOWN = {
    "title": ("articletitle", "title", "og:title"),
    "site": ("sitename", "og:site_name"),
    "url": ("url", "canonical", "og:url"),
    "publisher": ("contentsource", "source", "author"),
    "published": ("pubdate", "publishdate", "article:published_time", "date"),
}
_HEAD_BLOCKS = 12
_HEAD_LINES = 4
"""Lines that hold the title and where and when it was read out."""
_DATED = frozenset(["page-date", "fields", "metadata-table"])
_PERHAPS_DATED = frozenset(["layout-boilerplate", "page-head", "notice", "upload-notice"])
# Boilerplate that does not speak of its site: it repeats the text, or names other documents.
_NO_SITE = frozenset(
    ["table-of-contents", "metadata-table", "repeated-title", "repeated-lead", "recommended", "recommended-tail"]
)


def read_metadata(text: Text, blocks: tuple[Block, ...], known: tuple[tuple[str, str], ...] = ()) -> Metadata:
    """Metadata of a document; what nothing states stays empty.

    Args:
        text: of the document.
        blocks: the blocks of `structure`.
        known: (field, value) pairs that the format carries, e.g. meta elements of HTML.
    """
    given = {name.lower(): value for name, value in reversed(known)}
    boilerplate = [text.folded[b.start : b.end] for b in blocks if b.kind == "boilerplate"]
    naming = [text.folded[b.start : b.end] for b in blocks if b.rule and b.rule not in _NO_SITE]
    content = [b for b in blocks if b.kind == "content"]
    head = [text.folded[b.start : b.end].strip() for b in content[:_HEAD_BLOCKS]]
    title = _title(text, content) or _given(given, "title")
    publisher = _first(_PUBLISHER_FIELD, boilerplate) or _given(given, "publisher")
    published = (
        first_day(_given(given, "published"))
        or _published(text, blocks)
        or first_day("\n".join(text.folded[b.start : b.end] for b in content if b.role == "signature"))
        or _dated_by_itself(head, text.folded[content[-1].start : content[-1].end] if content else "")
    )
    number = _document_number(text, content[:_HEAD_BLOCKS], blocks)
    kind = document_type(title, head)
    written = published.year if published else _number_year(number)
    body = [text.folded[b.start : b.end] for b in content]
    headings = [line for block, line in zip(content, body, strict=True) if block.role == "heading" and block.level == 1]
    region = _region(title, publisher, head)
    signatures = [text.folded[b.start : b.end].strip() for b in content if b.role == "signature"]
    return Metadata(
        title=title,
        site=_given(given, "site") or _site(naming),
        url=_given(given, "url") or _first(_URL, boilerplate) or _first(_WWW, boilerplate),
        publisher=publisher,
        document_number=number,
        published=published,
        region=region,
        report_year=report_year(title, kind, head, headings, body, written),
        document_type=kind,
        index_number=_first(_INDEX_FIELD, boilerplate),
        region_code=region_code(region, title, publisher, signatures, head[:_HEAD_LINES]),
    )


def _title(text: Text, content: Sequence[Block]) -> str:
    """The first title; behind a signature an annex may have one of its own."""
    first = next((number for number, block in enumerate(content) if block.role == "title"), len(content))
    lines = takewhile(lambda block: block.role == "title", content[first:])
    return "".join("".join(text.raw[b.start : b.end].split()) for b in lines)


def _given(given: dict[str, str], field: str) -> str:
    return next((given[name] for name in _KNOWN[field] if given.get(name)), "")


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    found = (pattern.search(text) for text in texts)
    return next((match.group(pattern.groups) for match in found if match), "")


def _site(boilerplate: Sequence[str]) -> str:
    return _BEFORE_SITE.sub("", _first(_SITE, boilerplate))


def _document_number(text: Text, head: Sequence[Block], blocks: Sequence[Block]) -> str:
    for block in head:
        raw = text.raw[block.start : block.end].strip()
        if _OWN_NUMBER.fullmatch(text.folded[block.start : block.end].strip()):
            return "".join(raw.split())
    for block in blocks:
        match = _NUMBER_FIELD.search(text.folded[block.start : block.end]) if block.rule else None
        if match:
            return "".join(text.raw[block.start + match.start(1) : block.start + match.end(1)].split())
    return ""


def _number_year(number: str) -> int | None:
    """The year in which a document was numbered: 国函〔2006〕132号."""
    match = _NUMBERED_YEAR.search(number)
    return int(match.group()) if match else None


def _published(text: Text, blocks: Sequence[Block]) -> date | None:
    dated = [text.folded[b.start : b.end] for b in blocks if b.rule in ("page-date", "fields", "metadata-table")]
    rest = [
        text.folded[b.start : b.end]
        for b in blocks
        if b.rule in ("layout-boilerplate", "page-head", "notice", "upload-notice")
    ]
    for boilerplate in (*dated, *rest):
        match = _PUBLISHED_FIELD.search(boilerplate)
        if match and (found := first_day(match.group(1))):
            return found
    return None


def _dated_by_itself(head: Sequence[str], last: str) -> date | None:
    """The day of the dateline of news, or on which a circular was issued.

    Args:
        head: the first blocks of the content.
        last: the last one.
    """
    found = next(filter(None, map(_DATELINE.match, head)), None) or _ISSUED.search(last)
    return first_day(found.group(1)) if found else None


def _region(title: str, publisher: str, head: Sequence[str]) -> str:
    """The place that the title begins with, or the meeting was held for, or the publisher names."""
    bare = re.sub(rf"^(?:{YEAR}年?度?)", "", fold(title))
    subtitle = bare.rpartition("——")[2]
    datelines = [_DATELINE_REGION.search(line) for line in head[:_HEAD_LINES]]
    candidates = [_REGION.match(bare), _REGION.match(subtitle), *datelines, _REGION.match(publisher)]
    for match in candidates:
        if match and not _NO_REGION.search(match.group(1)) and len(match.group(1)) > 2:
            return match.group(1)
    return ""
