"""What the rules propose as names; that their names overlap is for the decoder to settle."""

from __future__ import annotations

from pipeline.language.analysis import Analysis
from pipeline.ner.documents import find_documents
from pipeline.ner.organisations import find_organisations
from pipeline.ner.people import find_people
from pipeline.ner.places import find_places
from pipeline.ner.programs import find_programs
from pipeline.ner.schools import find_schools
from pipeline.ner.spans import Found

_BY_TITLE = frozenset(
    {"person.title_before", "person.title_after", "person.leader", "person.office", "person.appointed"}
)


def by_rules(analysis: Analysis) -> list[Found]:
    """The names that the rules find, of all labels."""
    content = analysis.content
    people = find_people(content)
    by_title = [person for person in people if person.source in _BY_TITLE]
    return [
        *find_schools(content, by_title, analysis.words),
        *people,
        *find_programs(content),
        *find_documents(content),
        *find_organisations(content),
        *find_places(content),
    ]
