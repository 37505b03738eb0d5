"""Mentions of one thing, gathered into entities, per document.

Two names are one thing when they are equal, when one is a short form of the other (金州七中 and 金州市第七中学, “双减”
and “双减”政策), or when the text says so (育新小学(原红旗小学), 以下简称). A short form without a place joins a long
one only when the document has just one that fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.fold import fold_radicals
from pipeline.ner.forms import form_of, place_and_core, shortens
from pipeline.ner.spans import Found
from pipeline.records import Entity, Mention, MentionLabel, Sentence

_Key = tuple[MentionLabel, str]
_LONGEST_INITIALS = 4
_RENAMED = re.compile(r"(?:\((?:原名?|曾用名:?|现名?)|更名为|改名为|\(以下简称:?|\(简称:?)[“]?\Z")


def gather(
    text: str, found: Sequence[Found], sentences: Sequence[Sentence]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions with ids, sentences and entities, from names found in text order.

    Args:
        text: raw text, into which the offsets of `found` point.
    """
    keys = [_key(item, text) for item in found]
    counts: dict[_Key, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    groups = _Groups(counts)
    _join_equal_forms(groups)
    _join_places(groups)
    _join_initials(groups)
    _join_renamed(text, found, keys, groups)
    members = groups.members()
    names = {root: groups.name(keys_of) for root, keys_of in members.items()}
    ids = {root: f"e{number}" for number, root in enumerate(members, 1)}
    ordinals = _sentence_of(found, sentences)
    mentions = tuple(
        Mention(
            mention_id=f"m{number}",
            sentence=ordinal,
            label=item.label,
            start=item.start,
            end=item.end,
            text=text[item.start : item.end],
            name=names[groups.root(key)],
            entity_id=ids[groups.root(key)],
            title=item.title,
            source=item.source,
            score=item.score,
        )
        for number, (item, key, ordinal) in enumerate(zip(found, keys, ordinals, strict=True), 1)
    )
    entities = tuple(
        Entity(
            entity_id=ids[root],
            label=root[0],
            name=names[root],
            aliases=tuple(name for _, name in keys_of if name != names[root]),
            n_mentions=sum(counts[key] for key in keys_of),
        )
        for root, keys_of in members.items()
    )
    return mentions, entities


def _key(item: Found, text: str) -> _Key:
    """The label and the name as written, in characters for radicals; a person's without the blanks that align it (王　某)."""
    written = fold_radicals(text[item.start : item.end])
    return item.label, "".join(written.split()) if item.label == "PERSON" else written


def _sentence_of(found: Sequence[Found], sentences: Sequence[Sentence]) -> list[int]:
    ordinals = []
    position = 0
    for item in found:
        while position < len(sentences) - 1 and sentences[position].end <= item.start:
            position += 1
        ordinals.append(sentences[position].ordinal if sentences else 0)
    return ordinals


class _Groups:
    """Names that are one thing; the first in the text stands for its group."""

    def __init__(self, keys: Iterable[_Key]) -> None:
        self._parent: dict[_Key, _Key] = {key: key for key in keys}
        self._order = {key: position for position, key in enumerate(self._parent)}
        self._current: dict[_Key, str] = {}

    def root(self, key: _Key) -> _Key:
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def join(self, one: _Key, other: _Key) -> None:
        first, second = sorted((self.root(one), self.root(other)), key=self._order.__getitem__)
        if first != second:
            self._parent[second] = first

    def prefer(self, key: _Key) -> None:
        """Make `key` the name of its group, as the text calls it the present one."""
        self._current[key] = key[1]

    def names(self) -> list[_Key]:
        return list(self._parent)

    def members(self) -> dict[_Key, list[_Key]]:
        """The groups by their first name, in the order of the text."""
        groups: dict[_Key, list[_Key]] = {}
        for key in self._parent:
            groups.setdefault(self.root(key), []).append(key)
        return groups

    def name(self, members: Sequence[_Key]) -> str:
        """The name of a group: the present one if the text tells, else the longest."""
        preferred = [key for key in members if key in self._current] or members
        return max(preferred, key=lambda key: (len(key[1]), -self._order[key]))[1]


def _join_equal_forms(groups: _Groups) -> None:
    seen: dict[tuple[str, str], _Key] = {}
    for key in groups.names():
        form = (key[0], form_of(key))
        if form in seen:
            groups.join(seen[form], key)
        else:
            seen[form] = key


def _join_places(groups: _Groups) -> None:
    """金州七中, 安庆市七中 and 七中: the same school with more or less of its place."""
    for placed in _schools_by_core(groups.names()).values():
        named = [place for place in placed if place]
        for keys in placed.values():
            for key in keys[1:]:
                groups.join(keys[0], key)
        if "" in placed and len(named) == 1:
            groups.join(placed[named[0]][0], placed[""][0])


def _schools_by_core(keys: Iterable[_Key]) -> dict[str, dict[str, list[_Key]]]:
    """Names of schools by what follows their place, then by their place: 七中 → 金州 → 金州七中, 金州市七中."""
    parted = {key: place_and_core(form_of(key)) for key in keys if key[0] == "SCHOOL"}
    # 东平市第七中学 tells that 东平 in 东平七中 is a place.
    named_here = {place for place, _ in parted.values() if len(place) >= 2}
    by_core: dict[str, dict[str, list[_Key]]] = {}
    for key, (place, core) in parted.items():
        if not place and core[:2] in named_here and len(core) > 3:
            place, core = core[:2], core[2:]
        by_core.setdefault(core, {}).setdefault(place, []).append(key)
    return by_core


def _join_initials(groups: _Groups) -> None:
    """云职院 where 云州职业技术学院 is the only school of the document that it may stand for."""
    schools = [key for key in groups.names() if key[0] == "SCHOOL"]
    for key in schools:
        if len(key[1]) <= _LONGEST_INITIALS:
            roots = {groups.root(other) for other in schools if shortens(key[1], other[1])}
            if len(roots) == 1:
                groups.join(roots.pop(), key)


def _join_renamed(text: str, found: Sequence[Found], keys: Sequence[_Key], groups: _Groups) -> None:
    for index in range(len(found) - 1):
        one, other = found[index], found[index + 1]
        if one.label != other.label or not 0 < other.start - one.end <= 8:
            continue
        between = text[one.end : other.start].replace("(", "(").replace(":", ":")
        link = _RENAMED.fullmatch(between)
        if link is None or keys[index] == keys[index + 1]:
            continue
        groups.join(keys[index], keys[index + 1])
        groups.prefer(keys[index + 1] if between.startswith(("更名", "改名", "(现")) else keys[index])
