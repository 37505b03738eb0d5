"""Mentions of one thing, gathered into entities, per document."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ner.spans import Found
from pipeline.records import Entity, Mention, Sentence


def number(
    text: str, found: Sequence[Found], sentences: Sequence[Sentence]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions with ids, sentences and entities, from names found in text order."""
    names: dict[tuple[str, str], list[Found]] = {}
    for item in found:
        names.setdefault((item.label, text[item.start : item.end]), []).append(item)
    ids = {key: f"e{index}" for index, key in enumerate(names, 1)}
    mentions = []
    position = 0
    for index, item in enumerate(found, 1):
        while position < len(sentences) - 1 and sentences[position].end <= item.start:
            position += 1
        key = (item.label, text[item.start : item.end])
        mentions.append(
            Mention(
                mention_id=f"m{index}",
                sentence=sentences[position].ordinal if sentences else 0,
                label=item.label,
                start=item.start,
                end=item.end,
                text=key[1],
                name=key[1],
                entity_id=ids[key],
                title=item.title,
                source=item.source,
                score=item.score,
            )
        )
    entities = tuple(Entity(ids[key], key[0], key[1], (), len(items)) for key, items in names.items())  # type: ignore[arg-type]
    return tuple(mentions), entities
