"""Mentions gathered into entities."""

from __future__ import annotations

import pipeline


def test_entities_a_name_set_apart_by_blanks_is_the_same_person() -> None:
    facts = pipeline.extract("校长：李　明\n校长李明表示，学校新建食堂1座。\n")
    people = [entity for entity in facts.entities if entity.label == "PERSON"]
    assert [(person.name, person.n_mentions) for person in people] == [("李明", 2)]


def test_entities_initials_stand_for_the_only_school_that_they_fit() -> None:
    facts = pipeline.extract("云州职业技术学院新建教学楼1栋。云职院现有学生3000人。\n")
    schools = [entity for entity in facts.entities if entity.label == "SCHOOL"]
    assert [(school.name, school.aliases, school.n_mentions) for school in schools] == [
        ("云州职业技术学院", ("云职院",), 2)
    ]
