"""What each claim is a value of, and where: indicator, breakdown and region."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.fold import fold
from pipeline.indicators.catalogue import Breakdown, split_words, write_breakdown
from pipeline.indicators.matcher import Match, match
from pipeline.indicators.regions import Home, Region, home
from pipeline.indicators.stated import is_stock
from pipeline.language.dates import YEAR
from pipeline.patterns import any_of
from pipeline.records import Block, Claim, Entity, Mention, Metadata, Sentence

_OPENING_YEAR = re.compile(rf"^(?:{YEAR}年?度?)")
_SEGMENT = re.compile("[;。!?]")
_PARENTHESES = re.compile(r"\([^()]*\)")
_OF_WHICH = "其中"
_SCHOOL = "校"
"""As in 全校."""


@dataclass(frozen=True, slots=True)
class _Document:
    """What the claims of a document are read against."""

    text: str
    home: Home
    sentences: Mapping[int, Sentence]
    blocks: Sequence[Block]
    schools: Mapping[str, str]
    """Entity ids of schools, and their names."""
    school_names: frozenset[str]
    """As the document writes them."""
    own_school: str
    """Name of the school that the document is of; empty when it is of none."""


def assign(
    text: str,
    metadata: Metadata,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    claims: Sequence[Claim],
) -> tuple[Claim, ...]:
    """The claims of a document with `indicator`, `breakdown`, `region` and `region_code`.

    Args:
        text: of the document; all offsets point into it.
        metadata: what it says of itself.
        blocks: its blocks.
        sentences: its sentences.
        mentions: its names.
        entities: what they stand for.
        claims: its claims, complete but for these fields.
    """
    schools = {entity.entity_id: entity.name for entity in entities if entity.label == "SCHOOL"}
    title = _OPENING_YEAR.sub("", fold(metadata.title))
    named = [mention for mention in mentions if mention.label == "SCHOOL"]
    own = next((schools.get(m.entity_id, m.name) for m in named if title.startswith(fold(m.text))), "")
    document = _Document(
        text=text,
        home=home(metadata),
        sentences={sentence.ordinal: sentence for sentence in sentences},
        blocks=blocks,
        schools=schools,
        school_names=frozenset(mention.text for mention in named),
        own_school=own,
    )
    return tuple(_assigned(document, claim) for claim in claims)


def _assigned(document: _Document, claim: Claim) -> Claim:
    found = match(claim.subject, claim.unit_norm, claim.change, claim.base, document.home.division)
    school = _school(document, claim, found)
    region = _region(document, claim, found, school)
    fits = found is not None and (bool(school) or not found.of_school)
    breakdown = _breakdown(document, claim, found) if found is not None and fits else None
    if found is None or breakdown is None:
        return replace(claim, region=region.name, region_code=region.code)
    if school:
        breakdown = (*breakdown, ("school", school))
    return replace(
        claim,
        indicator=found.indicator.id,
        breakdown=write_breakdown(breakdown),
        region=region.name,
        region_code=region.code,
    )


def _school(document: _Document, claim: Claim, found: Match | None) -> str:
    """The school that a claim is for, without white space; empty when it is for a place."""
    if claim.scope in document.school_names:
        return "".join(claim.scope.split())
    names_place = found is not None and (found.place is not None or found.total not in ("", _SCHOOL))
    if names_place or claim.scope not in ("", f"全{_SCHOOL}"):
        return ""
    return "".join((document.schools.get(claim.school) or document.own_school).split())


def _region(document: _Document, claim: Claim, found: Match | None, school: str) -> Region:
    if school:
        return document.home.of_school(school)
    if found is not None and found.place is not None:
        return Region(found.place.name, found.place.code)
    if found is not None and found.total:
        return document.home.whole(found.total)
    if claim.scope:
        return document.home.named(claim.scope)
    return document.home.region


def _breakdown(document: _Document, claim: Claim, found: Match) -> Breakdown | None:
    """The part of the indicator's total that is meant; None when the sentence speaks of something else than the indicator."""
    indicator = found.indicator
    needs_stock = indicator.stock and found.measure == "level" and not found.counted
    needs_stage = "stage" in indicator.splits and all(dimension != "stage" for dimension, _ in found.breakdown)
    sentence = document.sentences[claim.sentence]
    if not (needs_stock or needs_stage) or document.blocks[sentence.block].role == "table":
        return found.breakdown
    before = fold(document.text[sentence.start : claim.start])
    if needs_stock and not is_stock(before, fold(claim.subject), found.name):
        return None
    if not needs_stage or found.total:
        return found.breakdown
    return _with_stage(found.breakdown, before, claim.section.rpartition(" > ")[2])


_STAGES = re.compile(any_of(word for word, (dimension, _) in split_words().items() if dimension == "stage"))


def _with_stage(breakdown: Breakdown, before: str, heading: str) -> Breakdown | None:
    """The stage of schooling that the sentence, else the heading, speaks of; None when it speaks of several (小学3所,初中2所,在校生…)."""
    segment = _PARENTHESES.sub("", _SEGMENT.split(before)[-1])
    for text in (segment, fold(heading)):
        stages = {split_words()[word.group()] for word in _STAGES.finditer(text)}
        if len(stages) == 1 and _OF_WHICH not in text:
            return tuple(sorted((*breakdown, *stages)))
        if stages:
            return None
    return breakdown
