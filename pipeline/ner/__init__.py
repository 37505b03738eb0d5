"""Names: schools, people, programs, documents, organisations, places, and the entities that mentions share.

Each kind has a finder of its own, a pure function from the content to spans. They and the trained model propose, the decoder (`pipeline.ner.reading`)
chooses. Where names of different kinds overlap, the kinds that are judged keep their spans: a school's name inside a program is a mention of
its own, but a place inside a school's name is none. What another model has found (`pipeline.ner.backends`) fills what is left free.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language.analysis import Analysis
from pipeline.ner.entities import gather
from pipeline.ner.merging import added, names_of_model
from pipeline.ner.model import Tagging
from pipeline.ner.reading import read_names, tagged
from pipeline.ner.spans import Found, outside, position
from pipeline.records import Entity, Mention, MentionLabel

__all__ = ["Tagging", "find_mentions", "tagged"]

_LABELS: tuple[MentionLabel, ...] = ("SCHOOL", "PERSON", "PROGRAM", "DOC", "ORG", "PLACE")


def find_mentions(
    analysis: Analysis, suggested: Sequence[Found] = (), tagging: Tagging | None = None
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions in text order, and the entities that they share.

    Args:
        analysis: of the document. Its words only vote on left edges.
        suggested: names that a model found, merged by the policy of `pipeline.ner.merging`.
        tagging: what the trained model says of the text, as `tagged` gives it, where it is known.

    Returns:
        Mentions with local ids (m1, m2, …) and the offsets of the analysis; entities with ids e1, e2, ….
    """
    found = read_names(analysis, tagging)
    model = names_of_model(analysis.content, suggested)
    for label in _LABELS:
        found += added(label, model, found)
    return gather(analysis.text, sorted(_apart(found), key=position), analysis.sentences)


def _apart(found: Sequence[Found]) -> list[Found]:
    """The names of `found` without authorities inside schools and persons, and without places inside any other name."""
    judged = [name for name in found if name.label in ("SCHOOL", "PERSON", "PROGRAM")]
    names = [name for name in judged if name.label != "PROGRAM"]
    bodies = outside((name for name in found if name.label == "ORG"), names)
    places = outside((name for name in found if name.label == "PLACE"), [*judged, *bodies])
    return [*judged, *(name for name in found if name.label == "DOC"), *bodies, *places]
