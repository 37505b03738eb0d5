"""Authorities and public bodies: a place and an ending (XX市教育局), or a national body with a name of its own."""

from __future__ import annotations

import re
from functools import cache

from pipeline.ner.edges import after_last_break
from pipeline.ner.lexicon import alternation, places, strings
from pipeline.ner.spans import Found
from pipeline.resources import read_toml

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"


@cache
def _pattern() -> re.Pattern[str]:
    table = read_toml("ner_organisations.toml")
    place = (
        rf"(?:(?:{alternation(places())})(?:自治[区州县]|[省市区县州盟旗])?|[X*×]{{1,2}}[省市区县镇乡]|(?<![{_HAN}])[{_HAN}]{{1,4}}[省市县区镇乡])"
        rf"(?:[{_HAN}]{{1,4}}[市县区镇乡])?|(?<![{_HAN}])[省市区县州镇乡]"
    )
    return re.compile(
        rf"(?:{alternation(strings(table, 'national'))})"
        rf"|(?P<placed>{place})(?:{alternation(strings(table, 'endings'))})"
    )


def find_organisations(content: str) -> list[Found]:
    """The authorities that `content` names, in text order, without overlaps."""
    found = []
    for match in _pattern().finditer(content):
        name = match.group()
        start = after_last_break(name, _stem_length(name)) if match["placed"] else 0
        found.append(Found("ORG", match.start() + start, match.end(), "org.suffix"))
    return found


def _stem_length(name: str) -> int:
    """How much of `name` stands before its ending."""
    ending = _endings().search(name)
    return ending.start() if ending is not None else 0


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(strings(read_toml('ner_organisations.toml'), 'endings'))})\Z")
