"""Authorities and public bodies: a place and an ending (XX市教育局), or a national body with a name of its own."""

from __future__ import annotations

import re
from functools import cache

from pipeline.language.divisions import MASK, SUFFIX, TOWN
from pipeline.language.han import HAN
from pipeline.language.in_force import any_word, per_lexicon, words
from pipeline.language.lexicon import places
from pipeline.ner.autonomous import autonomous_divisions
from pipeline.ner.edges import after_last_break
from pipeline.ner.scanner import Scanner
from pipeline.ner.spans import Found
from pipeline.patterns import any_of

_REACH = 14
"""Characters before an ending in which its place is looked for."""


@per_lexicon
def _body() -> Scanner:
    return Scanner.of(
        rf"(?P<national>{any_word('national_body')})(?!门)|(?:{any_word('body_ending')})",
        words("national_body") | words("body_ending"),
    )


@cache
def _place() -> re.Pattern[str]:
    """A place at the end of the text before an ending: 浙江省, XX市城北区, 市."""
    return re.compile(
        rf"(?:(?:(?:{any_of(places())}){SUFFIX}?|{MASK}(?:{SUFFIX}|{TOWN})"
        rf"|(?<![{HAN}])[{HAN}]{{1,4}}[省市县区镇乡])(?:[{HAN}]{{1,4}}[市县区镇乡])?|[省市区县州镇乡])\Z"
    )


def is_any(content: str, start: int) -> bool:
    """Whether what starts there stands for all of its kind: 各|市政府, 各市|教育局."""
    return content[start : start + 1] in ("各", "每") or content[start - 1 : start] in ("各", "每")


def find_organisations(content: str) -> list[Found]:
    """The authorities that `content` names, in text order, without overlaps."""
    found: list[Found] = []
    autonomous = {end: start for start, end in autonomous_divisions(content)}
    for match in _body().finditer(content):
        start, end = match.span()
        if start in autonomous:
            start = autonomous[start]
        elif match["national"] is None:
            left = max(found[-1].end if found else 0, start - _REACH)
            place = _place().search(content, left, start)
            if place is None:
                continue
            text = content[place.start() : end]
            start = place.start() + after_last_break(text, start - place.start())
            if start >= match.start() or is_any(content, start):
                continue
        found.append(Found("ORG", start, end, "org.suffix"))
    return found
