"""What each claim is a value of, and where: indicator, breakdown and region."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.fold import fold
from pipeline.indicators.catalogue import Breakdown, split_words, write_breakdown
from pipeline.indicators.matcher import Match, match
from pipeline.indicators.regions import Region, home
from pipeline.indicators.stated import is_reached, is_stock
from pipeline.language.dates import OPENING_YEAR
from pipeline.patterns import any_of
from pipeline.records import Block, Change, Mention, Metadata, Quantity, Sentence

_SEGMENT = re.compile("[;。!?]")
_PARENTHESES = re.compile(r"\([^()]*\)")
_OF_WHICH = "其中"
_JOINED = re.compile(r"[、和及与,]")
_NEXT = re.compile(rf"{_JOINED.pattern}[约近超]?\d")
_BOTH = ("urban_rural", "both")
_REACH = 200
"""Characters before a quantity that tell of it; a longer sentence is a list."""
_SCHOOL = "校"
"""As in 全校."""


class Named(NamedTuple):
    """The columns of a claim that say what it is a value of."""

    indicator: str
    breakdown: str
    region: str
    region_code: str


class Subject(NamedTuple):
    """What a claim says of what it counts or measures; the fields are those of `Claim`."""

    subject: str
    scope: str
    unit_norm: str
    change: Change
    base: str
    school: str


class Naming:
    """Names what the claims of a document are values of.

    Args:
        content: folded text of the document, to which all offsets refer.
        metadata: what it says of itself.
        blocks: its blocks.
        mentions: its names.
    """

    def __init__(self, content: str, metadata: Metadata, blocks: Sequence[Block], mentions: Sequence[Mention]) -> None:
        schools = [mention for mention in mentions if mention.label == "SCHOOL"]
        title = OPENING_YEAR.sub("", fold(metadata.title))
        self._content, self._blocks = content, blocks
        self._home = home(metadata)
        self._schools = {school.entity_id: school.name for school in schools}
        self._school_names = frozenset(school.text for school in schools)
        self._first_of_two = -1
        self._own_school = next((school.name for school in schools if title.startswith(fold(school.text))), "")

    def of(self, quantity: Quantity, sentence: Sentence, said: Subject) -> Named:
        """What a quantity is a value of; the indicator is empty when none is named, the region when it is not known."""
        found = match(said.subject, said.unit_norm, said.change, said.base, self._home.division)
        school = self._school(said, found)
        region = self._region(said, found, school)
        if found is None or (found.of_school and not school):
            return Named("", "", region.name, region.code)
        breakdown = self._breakdown(quantity, sentence, said, found)
        if breakdown is None:
            return Named("", "", region.name, region.code)
        if school:
            breakdown = (*breakdown, ("school", school))
        return Named(found.indicator.id, write_breakdown(breakdown), region.name, region.code)

    def _school(self, said: Subject, found: Match | None) -> str:
        """The school that a quantity is for, without white space; empty when it is for a place."""
        if said.scope in self._school_names:
            return "".join(said.scope.split())
        names_place = found is not None and (found.place is not None or found.total not in ("", _SCHOOL))
        if names_place or said.scope not in ("", f"全{_SCHOOL}"):
            return ""
        return "".join((self._schools.get(said.school) or self._own_school).split())

    def _region(self, said: Subject, found: Match | None, school: str) -> Region:
        if school:
            return self._home.of_school(school)
        if found is not None and found.place is not None:
            return Region(found.place.name, found.place.code)
        if found is not None and found.total:
            return self._home.whole(found.total)
        if said.scope:
            return self._home.named(said.scope)
        return self._home.region

    def _breakdown(self, quantity: Quantity, sentence: Sentence, said: Subject, found: Match) -> Breakdown | None:
        """The part of the indicator's total that is meant; None when the sentence speaks of something else than the indicator."""
        indicator, block = found.indicator, self._blocks[sentence.block]
        needs_stock = indicator.stock and found.measure == "level" and not found.counted
        needs_stage = "stage" in indicator.splits and all(dimension != "stage" for dimension, _ in found.breakdown)
        breakdown = self._each(quantity, found.breakdown)
        if block.role == "table" or breakdown is None:
            return breakdown
        before, subject = (
            self._content[max(sentence.start, quantity.start - _REACH) : quantity.start],
            fold(said.subject),
        )
        if is_reached(before, subject) or (needs_stock and not is_stock(before, subject, found.name)):
            return None
        if not needs_stage or found.total:
            return breakdown
        return _with_stage(breakdown, before, fold("".join(block.section[-1:])))

    def _each(self, quantity: Quantity, breakdown: Breakdown) -> Breakdown | None:
        """Of two values of town and country in a row (城乡居民收入增长4%、6%) the first is that of the town; of one alone it is not said."""
        if _BOTH not in breakdown:
            return breakdown
        value = ""
        if self._first_of_two >= 0 and _JOINED.fullmatch(self._content, self._first_of_two, quantity.start):
            value, self._first_of_two = "rural", -1
        elif _NEXT.match(self._content, quantity.end):
            value, self._first_of_two = "urban", quantity.end
        rest = [part for part in breakdown if part != _BOTH]
        return tuple(sorted([*rest, (_BOTH[0], value)])) if value else None


_STAGES = re.compile(any_of(word for word, (dimension, _) in split_words().items() if dimension == "stage"))


def _with_stage(breakdown: Breakdown, before: str, heading: str) -> Breakdown | None:
    """The stage of schooling that the sentence, else the heading, speaks of; None when it speaks of several (小学3所,初中2所,在校生…)."""
    segment = _PARENTHESES.sub("", _SEGMENT.split(before)[-1])
    for text in (segment, heading):
        stages = {split_words()[word.group()] for word in _STAGES.finditer(text)}
        if len(stages) == 1 and _OF_WHICH not in text:
            return tuple(sorted((*breakdown, *stages)))
        if stages:
            return None
    return breakdown
