"""Names: schools, people, programs, documents, organisations, places, and the entities that mentions share.

Each kind has a finder of its own, a pure function from the content to spans; here they are put together. Where names
overlap, the kinds that are judged keep their spans: a school's name inside a program is a mention of its own, but a
place inside a school's name is none. What a model has found (`pipeline.ner.backends`) fills what the rules leave free.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language.analysis import Analysis
from pipeline.ner.documents import find_documents
from pipeline.ner.entities import gather
from pipeline.ner.merging import added, names_of_model
from pipeline.ner.organisations import find_organisations
from pipeline.ner.people import find_people
from pipeline.ner.places import find_places
from pipeline.ner.programs import find_programs
from pipeline.ner.schools import find_schools
from pipeline.ner.spans import Found, outside, position
from pipeline.records import Entity, Mention

__all__ = ["find_mentions"]

_BY_TITLE = frozenset(
    {"person.title_before", "person.title_after", "person.leader", "person.office", "person.appointed"}
)


def find_mentions(
    analysis: Analysis, suggested: Sequence[Found] = ()
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions in text order, and the entities that they share.

    Args:
        analysis: of the document. Its words only vote on left edges.
        suggested: names that a model found, merged by the policy of `pipeline.ner.merging`.

    Returns:
        Mentions with local ids (m1, m2, …) and the offsets of the analysis; entities with ids e1, e2, ….
    """
    content = analysis.content
    named = find_people(content)
    by_title = [person for person in named if person.source in _BY_TITLE]
    schools = find_schools(content, by_title, frozenset(start for start, _ in analysis.words))
    people = outside(named, schools)
    programs = find_programs(content)
    documents = find_documents(content)
    model = names_of_model(content, suggested)
    judged = [*schools, *people, *programs, *documents]
    schools += added("SCHOOL", model, judged)
    people += added("PERSON", model, judged)
    programs += added("PROGRAM", model, judged)
    documents += added("DOC", model, judged)
    organisations = outside(find_organisations(content), [*schools, *people])
    places = outside(find_places(content), [*schools, *people, *organisations, *programs])
    found = [*schools, *people, *programs, *documents, *organisations, *places]
    organisations_or_places = [*added("ORG", model, found), *added("PLACE", model, found)]
    return gather(analysis.text, sorted([*found, *organisations_or_places], key=position), analysis.sentences)
