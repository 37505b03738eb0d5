"""The forms of a name: what all spellings of one name share, and what is short for what.

金州七中 is 金州市第七中学, 北大附中 is 北京大学附属中学. Short forms that stand for the same thing wherever they are written are data
(`models/short_forms.tsv`); those that only a document explains are told from its other names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from pipeline.language.divisions import MASK, SUFFIX, TOWN
from pipeline.language.in_force import words
from pipeline.language.lexicon import places
from pipeline.records import MentionLabel
from pipeline.resources import read_lexicon

_QUOTES = str.maketrans("", "", '“”‘’"')
_EXPANSIONS = (
    (re.compile(r"第?([一二三四五六七八九十百]+|[0-9]+)中(?:学)?(?=$|.{1,4}校区$|分校$)"), r"\1中"),
    (re.compile(r"第?([一二三四五六七八九十百]+)(?:小学|小)(?=$|.{1,4}校区$)"), r"\1小"),
    (re.compile(r"第?([一二三四五六七八九十]+)(?:幼儿园|幼)$"), r"\1幼"),
    (re.compile(r"附属(?:高级)?中学"), "附中"),
    (re.compile(r"附属小学"), "附小"),
    (re.compile(r"职业教育中心"), "职教中心"),
)
_DIVISION = re.compile(rf"(?:{SUFFIX}|{TOWN}|村|街道)$")
_LONGEST_SHORT = 4
_NATIONAL = re.compile(r"(?:国家|全国|中国|中央|中共中央|国务院)(?=.{2})")
_BRANCH = re.compile(r"\([^()]+\)\Z")
_LEAST_STEM = 2


@cache
def _short_forms(label: str, kind: str) -> Mapping[str, str]:
    """By short form: the full one."""
    return {row[2]: row[3] for row in read_lexicon("short_forms.tsv") if row[:2] == (label, kind)}


@lru_cache(maxsize=4096)
def form_of(key: tuple[MentionLabel, str]) -> str:
    """What all spellings of one name share."""
    label, name = key
    name = re.sub(r"\s", "", name)
    if label == "PROGRAM":
        quoted = re.match(r"“([^“”]{2,})”", name)
        return quoted.group(1) if quoted is not None else name.translate(_QUOTES)
    if label == "SCHOOL":
        return _school_form(name)
    if label == "ORG":
        return _short_forms("ORG", "whole").get(name, name)
    if label == "PLACE":
        return _DIVISION.sub("", name) if len(name) > 2 and name[0] not in "X×*" else name
    if label == "DOC":
        return name.split("》")[0].lstrip("《")
    return name


@cache
def _university_endings() -> tuple[str, ...]:
    return "大学", "学院", *_short_forms("SCHOOL", "ending")


def _school_form(name: str) -> str:
    wholes = _short_forms("SCHOOL", "whole")
    for size in range(min(len(name), _LONGEST_SHORT), 1, -1):
        # 北大附中, but 清华大学, which begins like 清华.
        if name[:size] in wholes and name[size : size + 1] in ("", "附", "("):
            name = wholes[name[:size]] + name[size:]
            break
    for short, full in _short_forms("SCHOOL", "ending").items():
        name = name.replace(full, short)
    for pattern, short in _EXPANSIONS:
        name = pattern.sub(short, name)
    return name


def place_and_core(form: str) -> tuple[str, str]:
    """The place at the start of a school's form, without suffix and empty when none is known, and the rest."""
    known = next((form[:size] for size in (4, 3, 2) if form[:size] in places()), "")
    if known:
        rest = form[len(known) :]
        suffix = next((suffix for suffix in ("省", "市", "区", "县") if rest.startswith(suffix)), "")
        if len(rest) - len(suffix) >= 2:
            return known, rest[len(suffix) :]
    masked = re.match(rf"(?:{MASK}|.{{1,3}}?)?(?:[省市区县]|{TOWN})(?=.{{2}})", form)
    if masked is not None:
        return masked.group()[:-1], form[masked.end() :]
    return "", form


def is_one_everywhere(label: MentionLabel, name: str) -> bool:
    """Whether a name means the same thing in the documents of all regions: documents, places, universities, national bodies and programs."""
    if label == "SCHOOL":
        full = _BRANCH.sub("", _short_forms("SCHOOL", "whole").get(name, name))
        ending = next((end for end in _university_endings() if full.endswith(end)), full)
        # 市职业技术学院 is that of the city that the document is about.
        return len(full) - len(ending) >= _LEAST_STEM and full[0] not in "省市区县州我本"
    if label == "ORG":
        return name in words("national_body") or _NATIONAL.match(name) is not None or _is_part_of_national(name)
    if label == "PROGRAM":
        return form_of(("PROGRAM", name)) in words("known_program")
    return label in ("DOC", "PLACE")


def _is_part_of_national(name: str) -> bool:
    """Whether a national body and one of its parts make the name: 教育部|基础教育司."""
    return any(name[:size] in words("national_body") for size in range(3, len(name)))


def shortens(short: str, name: str) -> bool:
    """Whether `short` is made of characters of `name` in their order, the first of which is its first: 云职院 of 云州职业技术学院."""
    if len(short) + 2 > len(name) or short[0] != name[0] or short in name:
        return False
    rest = iter(name)
    return all(character in rest for character in short)
