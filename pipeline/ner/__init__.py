"""Names: schools, people, programmes, documents, organisations, places, and the entities that mentions share.

Each kind has a finder of its own, a pure function from the content to spans; here they are put together. Where names
overlap, the kinds that are judged keep their spans: a school's name inside a programme is a mention of its own, but a
place inside a school's name is none.
"""

from __future__ import annotations

from pipeline.ner.documents import find_documents
from pipeline.ner.entities import gather
from pipeline.ner.organisations import find_organisations
from pipeline.ner.people import find_people
from pipeline.ner.places import find_places
from pipeline.ner.programs import find_programs
from pipeline.ner.schools import find_schools
from pipeline.ner.spans import Found
from pipeline.records import Entity, Mention, Sentence

__all__ = ["find_mentions"]

_BY_TITLE = frozenset({"person.title_before", "person.title_after", "person.leader"})


def find_mentions(
    text: str, content: str, sentences: tuple[Sentence, ...], words: tuple[tuple[int, int], ...] = ()
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions in text order, and the entities that they share.

    Args:
        text: raw text of the document.
        content: the folded text of the same length, boilerplate blanked out by line breaks.
        sentences: of the content, in order.
        words: (start, end) of each word, or empty when words are off; they only vote on left edges.

    Returns:
        Mentions with local ids (m1, m2, …) and offsets into `text`; entities with ids e1, e2, ….
    """
    named = find_people(content)
    by_title = [person for person in named if person.source in _BY_TITLE]
    schools = find_schools(content, by_title, frozenset(start for start, _ in words))
    people = _outside(named, schools)
    programs = find_programs(content)
    documents = find_documents(content)
    organisations = _outside(find_organisations(content), [*schools, *people])
    places = _outside(find_places(content), [*schools, *people, *organisations, *programs])
    found = sorted([*schools, *people, *programs, *documents, *organisations, *places], key=_position)
    return gather(text, found, sentences)


def _position(found: Found) -> tuple[int, int]:
    return found.start, found.end


def _outside(found: list[Found], others: list[Found]) -> list[Found]:
    """The names of `found` that share no character with `others`; both in text order."""
    kept = []
    ordered = sorted(others, key=_position)
    at = 0
    for item in sorted(found, key=_position):
        while at < len(ordered) and ordered[at].end <= item.start:
            at += 1
        if at == len(ordered) or item.end <= ordered[at].start:
            kept.append(item)
    return kept
