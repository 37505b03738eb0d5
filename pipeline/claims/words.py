"""The words beside a figure with the classes by which features name them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pipeline.language.in_force import lexicon, per_lexicon
from pipeline.language.stretch import words_of
from pipeline.resources import read_lexicon, read_toml

VERBS = frozenset(("v", "v1", "v+"))
ACTS = frozenset(("vm", "vn"))
VERBAL = VERBS | ACTS
"""Classes of verbs: v of more characters, v1 of one, v+ with an aspect (建成了), vm also the name of an act, vn mostly that."""
OPENING, CLOSING = frozenset("“《"), frozenset("”》")
_MARKS = frozenset(",;。:!?\n()[]【】…\t|*“”《》、·—–-~+/.%<>=_&'\"")
_ASPECT = "了过着完"
_ROLES = ("scope", "measure", "fund", "spending_word", "building_verb", "activity_verb", "relative_verb", "act_behind")
_OURS = frozenset("我本全该各")
_PLACE_ENDS = frozenset(("省", "市", "县", "区", "州", "镇", "乡", "村", "旗", "街道"))
_DIVISIONS = frozenset("省市县区州镇乡村校国厅局园旗盟")
_MAY_LEAD, _MAY_TRAIL = frozenset("而且但则就都只也又还仅均"), frozenset("而且就都只也又还仅均共约或及和与")
"""Characters that adverbs and conjunctions consist of or end in, at the edges of a phrase."""
_LEADING, _TRAILING = frozenset(("d1", "c1")), frozenset(("d1", "d", "c1", "g1"))
"""Classes of such words, beside those that are classes of their own."""
_EACH, _SHARED = frozenset("户生班校园亩村师床车店栋"), "均"
"""What a mean is taken over: 生|均 is a word as 人均 is."""
_RESULTS = frozenset("高低大小强优")
"""What a verb of one character brings about: 调|高, 压|低."""
_AFTER_A_NAME = _PLACE_ENDS | _DIVISIONS | _RESULTS | {_SHARED}


class Tagged(NamedTuple):
    """A word with its class."""

    start: int
    end: int
    text: str
    tag: str
    role: str
    """Its part in the grammar of figures; empty for none."""
    leads: bool
    """Whether the rules take it off the head of a clause."""


@per_lexicon
def _roles() -> Mapping[str, str]:
    """By word: its part in the grammar of figures, one role each."""
    return {word: role for role in reversed(_ROLES) for word in lexicon().words(role)}


@cache
def listed(name: str) -> frozenset[str]:
    """The words or classes of a list of `models/claim_words.toml`."""
    return frozenset(read_toml("claim_words.toml")[name])


@cache
def uses() -> Mapping[str, str]:
    """By word: whether official texts use it as a verb (v), as the name of an act (vn), both (vm) or an adverb (d)."""
    return {row[0]: row[1] for row in read_lexicon("verb_nouns.tsv")}


@per_lexicon
def _classes() -> dict[tuple[str, str], tuple[str, str, bool]]:
    """By word and part of speech: class, role and whether it leads, as they are asked for."""
    return {}


def tagged(content: str, start: int, end: int) -> list[Tagged]:
    """The words of a stretch of text with their classes."""
    classes, found = _classes(), list[Tagged]()
    for first, last, pos, text in words_of(content, start, end):
        known = classes.get((text, pos))
        if known is None:
            known = classes[text, pos] = _class(text, pos)
        if found and text in _AFTER_A_NAME and found[-1].end == first:
            joined = _joined(found[-1], text)
            if joined is not None:
                found[-1] = joined
                continue
        found.append(Tagged(first, last, text, *known))
    return found


def _joined(before: Tagged, text: str) -> Tagged | None:
    """我|县, an unknown name with what kind of place it is (铁磲|镇), 生|均 and 调|高; None for other words."""
    if text == _SHARED:
        return (
            before._replace(end=before.end + 1, text=before.text + text, tag="人均") if before.text in _EACH else None
        )
    if text in _RESULTS:
        return before._replace(end=before.end + 1, text=before.text + text, tag="v") if before.tag == "v1" else None
    if text in _DIVISIONS and before.text in _OURS:
        tag = "all" if before.text in "全各" else "ours"
        return before._replace(end=before.end + 1, text=before.text + text, tag=tag, role="scope", leads=False)
    if text in _PLACE_ENDS and before.tag.startswith("unknown"):
        return before._replace(end=before.end + len(text), text=before.text + text, tag="place", role="", leads=False)
    return None


def _class(text: str, pos: str) -> tuple[str, str, bool]:
    return _tag(text, pos), _roles().get(text, ""), text in lexicon().words("lead")


def _tag(text: str, pos: str) -> str:
    if text in listed("spelt"):
        return text
    if pos == "w":
        return text if text in _MARKS else "mark"
    if len(text) == 2 and text[0] == "全" and text[1] in _DIVISIONS:
        return "all"
    pos = uses().get(text, pos)
    return _verb(text) if pos == "v" else _other(text, pos)


def _verb(text: str) -> str:
    if len(text) == 1:
        return "v1"
    return "v+" if text[-1] in _ASPECT else "v"


def _other(text: str, pos: str) -> str:
    if not pos and len(text) > 1 and text[-1] in _PLACE_ENDS:
        return "place"
    single = "1" if len(text) == 1 and pos not in ("m", "q", "t") else ""
    return f"{pos or 'unknown'}{single}"


def noun_phrase(phrase: str) -> str:
    """A phrase without the adverbs and conjunctions at its edges, which are part of no noun phrase: 而|全国人口, 粮食产量|也, but 和美乡村."""
    if phrase[:1] not in _MAY_LEAD and phrase[-1:] not in _MAY_TRAIL:
        return phrase
    read = tagged(phrase, 0, len(phrase))
    while read and _is_of(read[0], _LEADING, _MAY_LEAD):
        read.pop(0)
    while read and _is_of(read[-1], _TRAILING, _MAY_TRAIL):
        read.pop()
    return phrase[read[0].start : read[-1].end] if read else ""


def _is_of(word: Tagged, classes: frozenset[str], spelt: frozenset[str]) -> bool:
    """Whether a word has one of the classes, or is one of those that are classes of their own."""
    return word.tag in classes or (word.tag == word.text and word.text in spelt)
