"""Numbering of headings and list items: 第一章, 第一条, 一、, (一), 1., (1), ①, 一是, 第一，."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.han import HAN

_CHINESE = "一二三四五六七八九十百"
# After these a number is a quantity.
_UNIT = (
    r"(?:[万亿千百余多几]|[个名人所元年月日时分天次位家户件项条篇部套台辆亩岁届期批级类种层间张份倍吨米班校]|"
    r"平方|公里|公顷|左右|以上)"
)
# From the highest rank down; the rank is the level unless a document skips some.
_KINDS: tuple[tuple[str, str], ...] = (
    ("part", rf"第[{_CHINESE}\d]{{1,4}}(?:部分|编|篇|章)[、:,.]?"),
    ("section", rf"第[{_CHINESE}\d]{{1,4}}节[、:,.]?"),
    ("article", rf"第[{_CHINESE}\d]{{1,4}}条(?=[\s、:(]|$)"),
    ("chinese", rf"[{_CHINESE}]{{1,3}}\s?(?:、|[.,:](?!\d))"),
    ("bracketed", rf"\([{_CHINESE}]{{1,3}}\)[、.]?"),
    ("digit", rf"\d{{1,2}}(?:\s?(?:、|[.,:](?!\d))|\s{{1,3}}(?=[{HAN}])(?!\s{{0,3}}{_UNIT}))"),
    ("decimal", rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?(?=[^\d.%‰:⁰¹²³⁴-⁹⁽])(?!{_UNIT})(?!\s(?:[万亿]|平方|公里))"),
    ("bracketed-digit", r"\(\d{1,2}\)[、.]?"),
    ("circled", r"[①-⑳]|\d{1,2}\)"),
    ("counted", rf"[{_CHINESE}]{{1,2}}(?:是|要|则)(?=[^否非])|第[{_CHINESE}]{{1,2}}[,:]"),
)
_NUMBERING = re.compile(
    r"\s{0,8}(?:" + "|".join(f"(?P<k{number}>{pattern})" for number, (_, pattern) in enumerate(_KINDS)) + ")"
)
# Where a point counted within a paragraph begins.
COUNTED = re.compile(rf"(?:^|(?<=[。;!]))\s{{0,8}}(?:{dict(_KINDS)['counted']})")
# Ranks leave room between kinds: 1.1.1 is below 1.1.
_STEP = 10
RANKS = {kind: _STEP * number for number, (kind, _) in enumerate(_KINDS)}


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numbering at the start of a line."""

    text: str
    kind: str
    rank: int
    """The higher, the deeper."""
    end: int
    """Where it ends, counted from the start of the line."""


def read_numbering(line: str) -> Numbering | None:
    """The numbering with which a folded line begins."""
    match = _NUMBERING.match(line)
    if match is None or not match.lastgroup:
        return None
    kind = _KINDS[int(match.lastgroup[1:])][0]
    text = match.group(match.lastgroup)
    depth = text.rstrip(".").count(".") if kind == "decimal" else 0
    return Numbering(text.rstrip(), kind, RANKS[kind] + depth, match.end())
