"""Mentions gathered into entities."""

from __future__ import annotations

import pipeline


def test_entities_a_name_set_apart_by_blanks_is_the_same_person() -> None:
    facts = pipeline.extract("校长：李　明\n校长李明表示，学校新建食堂1座。\n")
    people = [entity for entity in facts.entities if entity.label == "PERSON"]
    assert [(person.name, person.n_mentions) for person in people] == [("李明", 2)]
