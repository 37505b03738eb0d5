"""Names: schools, people, programs, documents, organisations, places, and the entities that mentions share."""

from __future__ import annotations

from pipeline.ner.entities import number
from pipeline.ner.people import find_people
from pipeline.ner.programs import find_programs
from pipeline.ner.schools import find_schools
from pipeline.ner.spans import Found
from pipeline.records import Entity, Mention, Sentence

__all__ = ["find_mentions"]


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
    schools = find_schools(content)
    people = [person for person in find_people(content) if not _inside(person, schools)]
    found = [*schools, *people, *find_programs(content)]
    found.sort(key=lambda item: (item.start, item.end))
    return number(text, found, sentences)


def _inside(found: Found, others: list[Found]) -> bool:
    return any(found.overlaps(other) for other in others)
