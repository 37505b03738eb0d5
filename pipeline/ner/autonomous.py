"""Divisions named after peoples: 海南藏族自治州, 长阳土家族自治县, 青石苗族侗族乡.

The grammar is place + peoples + 自治州 (自治县, 自治旗, 自治区, 乡). Where the whole name is known, it tells the left edge (互助土族自治县
begins with a verb); else the place is the last word before the peoples, of two characters at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.language.divisions import divisions
from pipeline.language.han import HAN
from pipeline.language.in_force import lexicon, words
from pipeline.language.spans import Span
from pipeline.ner.edges import split
from pipeline.patterns import any_of, beginning
from pipeline.resources import read_lexicon

_HAN = re.compile(rf"[{HAN}]+\Z")
_REACH = 5
"""Characters before the peoples in which their place is looked for."""


@cache
def _pattern() -> re.Pattern[str]:
    named = [division.name for division in divisions() if "自治" in division.name]
    peoples = [row[0] for row in read_lexicon("ner_peoples.tsv")]
    whole = any_of([f"{people}族" for people in peoples] + ["各族"])
    # 蒙古自治州, 哈萨克自治县: of the longer names 族 may be missing.
    short = any_of(people for people in peoples if len(people) > 1)
    first = beginning([*named, *peoples, "各"])
    return re.compile(
        rf"{first}(?:(?P<known>{any_of(named)})|(?:{whole})*(?:{whole}|{short})自治[州县旗区]|(?:{whole})+乡)"
    )


def autonomous_divisions(text: str) -> tuple[Span, ...]:
    """The span of each division that is named after peoples, in text order."""
    if "自治" not in text and "族乡" not in text:  # most texts, and nearly all pieces of them
        return ()
    return _divisions_in(lexicon(), text)


@lru_cache(maxsize=8)
def _divisions_in(_: object, text: str) -> tuple[Span, ...]:
    return tuple(_found_in(text))


def _found_in(text: str) -> Iterator[Span]:
    for match in _pattern().finditer(text):
        start = match.start() if match["known"] else _place_start(text, match.start())
        yield start, match.end()


def in_pieces(text: str) -> list[str]:
    """`text` as words, each division that is named after peoples in one piece."""
    pieces: list[str] = []
    at = 0
    for start, end in autonomous_divisions(text):
        pieces += [*split(text[at:start]), text[max(at, start) : end]]
        at = end
    return [*pieces, *split(text[at:])]


def _place_start(text: str, end: int) -> int:
    """Where the place begins that ends at `end`; `end` when none stands there."""
    before = _HAN.search(text, max(0, end - _REACH), end)
    start = end
    for piece in reversed(split(before.group()) if before is not None else []):
        verb = len(piece) > 1 and piece in lexicon().breaking
        if verb or piece in words("strong_link") or end - start >= 2:
            break
        start -= len(piece)
    return start if end - start >= 2 else end
