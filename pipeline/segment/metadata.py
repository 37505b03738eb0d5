"""What a document and its furniture say about the document itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.fold import fold
from pipeline.records import Block, Metadata

_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[(\[〔【]\s?(?:19|20)\d\d\s?[)\]〕】]\s?第?\s?\d{1,5}\s?号")
_DATE = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
_URL = re.compile(r"(?:https?://|www\.)[\w.\-/?=&%#:~+]{3,200}")
_PUBLISHED = re.compile(r"(?:发布|发表|上传|更新|录入)?(?:时间|日期)\s?:\s?((?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2})")
_SOURCE = re.compile(r"(?:发文机关|发布机构|发文单位|发布单位|信息来源|文章来源|稿件来源|来源)\s?:\s{0,4}([^\s|:。,;()<>]{2,30})")
_SITE = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,14}(?:文库|[^教联互官]网|网站|门户网)")
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年?")
_REGION = re.compile(r"^([\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|省|市|州|盟|县|区|旗|镇|乡))(?:[\u4e00-\u9fff]{2,8}?(?:区|县|市|旗|镇|乡))?")
_KNOWN = {
    "title": ("articletitle", "title", "og:title"),
    "site": ("sitename", "og:site_name"),
    "url": ("url", "canonical", "og:url"),
    "publisher": ("contentsource", "source", "author"),
    "published": ("pubdate", "publishdate", "article:published_time", "date"),
}


def read_metadata(text: str, blocks: tuple[Block, ...], known: tuple[tuple[str, str], ...] = ()) -> Metadata:
    """Metadata of a document.

    Args:
        text: the raw text.
        blocks: the blocks of `structure`.
        known: (field, value) pairs that the format carries, e.g. meta elements of HTML.
    """
    given = {name.lower(): value for name, value in reversed(known)}
    furniture = [fold(text[b.start : b.end]) for b in blocks if b.kind == "boilerplate"]
    title = _title(text, blocks) or _given(given, "title")
    head = "\n".join(fold(text[b.start : b.end]) for b in blocks[:12])
    tail = "\n".join(fold(text[b.start : b.end]) for b in blocks[-4:] if b.role == "signature")
    return Metadata(
        title=title,
        site=_given(given, "site") or _first(_SITE, furniture),
        url=_given(given, "url") or _first(_URL, furniture),
        publisher=_publisher(furniture) or _given(given, "publisher"),
        document_number=_document_number(head),
        published=_date(_given(given, "published")) or _published(furniture) or _date(tail),
        region=_region(title),
        report_year=_report_year(title, head),
    )


def _given(given: dict[str, str], field: str) -> str:
    return next((given[name] for name in _KNOWN[field] if given.get(name)), "")


def _title(text: str, blocks: Sequence[Block]) -> str:
    return "".join("".join(text[b.start : b.end].split()) for b in blocks if b.role == "title")


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    return next((match.group() for match in (pattern.search(text) for text in texts) if match), "")


def _publisher(furniture: Sequence[str]) -> str:
    match = next((m for m in (_SOURCE.search(re.sub(r"\t", ":", text)) for text in furniture) if m), None)
    return match.group(1) if match and not _URL.match(match.group(1)) else ""


def _document_number(head: str) -> str:
    match = _DOCUMENT_NUMBER.search(head)
    return "".join(match.group().split()) if match else ""


def _published(furniture: Sequence[str]) -> date | None:
    for text in furniture:
        match = _PUBLISHED.search(text)
        if match:
            return _date(match.group(1))
    return None


def _date(text: str) -> date | None:
    for match in _DATE.finditer(text):
        try:
            return date(*(int(number) for number in match.groups()))
        except ValueError:
            continue
    return None


def _region(title: str) -> str:
    match = _REGION.match(re.sub(r"^(?:(?:19|20)\d\d年?度?)", "", fold(title)))
    return match.group() if match else ""


def _report_year(title: str, head: str) -> int | None:
    for source in (fold(title), head):
        match = _YEAR.search(source)
        if match:
            return int(match.group(1))
    return None

