"""Entities over a whole output folder: what the documents of one place call by one name is one thing.

Two entities of different documents are one when they share the form of their name (金州七中 = 金州市第七中学) and
- for documents, places, universities, national bodies and programs known nationwide: nothing more, since their names are unique (北大 = 北京大学);
- for other schools: the place in the name, or, where the name holds none, the region of the document;
- for persons, other programs and authorities: the region of the document, since two counties may each have a 王建军.
A document whose region is not known stays apart from the others. The result depends on the rows only, not their order.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.ner.forms import form_of, is_one_everywhere, place_and_core
from pipeline.records import CorpusEntity, MentionLabel
from pipeline.tables import layout
from pipeline.tables.read import open_dataset
from pipeline.tables.rows import to_table
from pipeline.tables.schemas import CORPUS_ENTITIES

TABLE = layout.CORPUS_ENTITIES.name
_MASK = frozenset("X×*")
_DIVISION_ENDS = ("省", "市", "区", "县", "州")


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity of one document, with the region that the document is about (empty when unknown)."""

    entity_id: str
    doc_id: str
    label: MentionLabel
    name: str
    aliases: tuple[str, ...]
    n_mentions: int
    region: str


def merge_entities(entities: Iterable[LocalEntity]) -> list[CorpusEntity]:
    """The entities of all documents, merged by name and region; sorted by label, region and name."""
    ordered = sorted(entities, key=lambda entity: entity.entity_id)
    # 金州市第七中学 and the regions of the documents tell that 金州 in 金州七中 is a place.
    named = {place_and_core(form_of((entity.label, entity.name)))[0] for entity in ordered if entity.label == "SCHOOL"}
    named |= {_bare(entity.region) for entity in ordered}
    groups: dict[tuple[str, str, str], list[LocalEntity]] = {}
    for entity in ordered:
        groups.setdefault(_key(entity, frozenset(named)), []).append(entity)
    merged = [_merged(key, members) for key, members in groups.items()]
    return sorted(merged, key=lambda entity: (entity.label, entity.region, entity.name, entity.corpus_entity_id))


def _key(entity: LocalEntity, named: frozenset[str]) -> tuple[str, str, str]:
    form = form_of((entity.label, entity.name))
    if is_one_everywhere(entity.label, entity.name):
        return entity.label, "", form
    region = entity.region or f"document {entity.doc_id}"
    if entity.label == "SCHOOL":
        place, core = place_and_core(form)
        if not place and len(form) > 3 and form[:2] in named:
            place, core = form[:2], form[2:]
        # 市第七中学 in a document about 金州市 is 金州市第七中学.
        return entity.label, place if len(place) > 1 and _MASK.isdisjoint(place) else _bare(region), core
    return entity.label, region, form


def _bare(region: str) -> str:
    return region[:-1] if len(region) > 2 and region.endswith(_DIVISION_ENDS) else region


def _merged(key: tuple[str, str, str], members: list[LocalEntity]) -> CorpusEntity:
    names = Counter[str]()
    regions = Counter[str]()
    for member in members:
        names[member.name] += member.n_mentions
        regions[member.region] += 1
    name = max(names, key=lambda name: (len(name), names[name], name))
    aliases = {alias for member in members for alias in (member.name, *member.aliases)} - {name}
    return CorpusEntity(
        corpus_entity_id="c" + hashlib.sha256("\t".join(key).encode()).hexdigest()[:16],
        label=members[0].label,
        name=name,
        region=""
        if is_one_everywhere(members[0].label, name)
        else max(regions, key=lambda region: (regions[region], region)),
        aliases=tuple(sorted(aliases)),
        n_mentions=sum(member.n_mentions for member in members),
        n_documents=len({member.doc_id for member in members}),
        entity_ids=tuple(member.entity_id for member in members),
    )


def write_corpus_entities(out: Path) -> list[CorpusEntity]:
    """Merge the entities of the output folder `out` and write them to ``OUT/corpus_entities.parquet``.

    Raises:
        ConfigurationError: C009 when the folder holds no tables.
    """
    documents = open_dataset(out, "documents").to_table(columns=["doc_id", "region"]).to_pylist()
    regions = {row["doc_id"]: row["region"] for row in documents}
    merged = merge_entities(
        LocalEntity(**{**row, "aliases": tuple(row["aliases"]), "region": regions.get(row["doc_id"]) or ""})
        for row in open_dataset(out, "entities").to_table().to_pylist()
    )
    target = out / f"{TABLE}.parquet"
    staged = target.with_suffix(".parquet.part")
    pq.write_table(to_table(layout.CORPUS_ENTITIES, CORPUS_ENTITIES, merged), staged)
    staged.replace(target)
    return merged
