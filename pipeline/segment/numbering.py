"""Numbering of headings and list items: 第一章, 一、, (一), 1., (1), ①, 一是."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十百"
# From the highest rank down; the rank is the level unless a document skips some.
_KINDS: tuple[tuple[str, str], ...] = (
    ("part", rf"第[{_CHINESE}\d]{{1,4}}(?:部分|编|篇|章)[、:,.]?"),
    ("section", rf"第[{_CHINESE}\d]{{1,4}}节[、:,.]?"),
    ("chinese", rf"[{_CHINESE}]{{1,3}}\s?(?:、|[.,:](?!\d))"),
    ("bracketed", rf"\([{_CHINESE}]{{1,3}}\)[、.]?"),
    ("decimal", r"\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=[^\d.%])(?!\s?(?:[万亿千百]|[个名人所元年月日]|平方|公里|米|倍|吨))"),
    ("digit", r"\d{1,2}\s?(?:[、:]|\.(?!\d)|,(?!\d))"),
    ("bracketed-digit", r"\(\d{1,2}\)[、.]?"),
    ("circled", r"[①-⑳]|\d{1,2}\)"),
    ("counted", rf"[{_CHINESE}]{{1,2}}(?:是|要|则)(?=[^否非])"),
)
_NUMBERING = re.compile(r"\s{0,8}(?:" + "|".join(f"(?P<k{n}>{pattern})" for n, (_, pattern) in enumerate(_KINDS)) + ")")
RANKS = {kind: rank for rank, (kind, _) in enumerate(_KINDS)}
COUNTED = RANKS["counted"]
"""Rank of 一是, which runs into its sentence and never stands alone as a number."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numbering at the start of a line."""

    text: str
    rank: int
    end: int
    """Where it ends, counted from the start of the line."""


def read_numbering(line: str) -> Numbering | None:
    """The numbering with which a folded line begins."""
    match = _NUMBERING.match(line)
    if match is None or not match.lastgroup:
        return None
    return Numbering(match.group(match.lastgroup), int(match.lastgroup[1:]), match.end())
