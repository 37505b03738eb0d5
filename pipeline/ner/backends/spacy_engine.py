"""``--ner spacy:FOLDER``: a pipeline that ``spacy train`` wrote, with ``ner`` or ``spancat`` in it.

It is given one sentence at a time, as written, and may cut it into tokens as it likes. `policyfacts export-spacy`
writes data to train one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc

from pipeline.errors import ConfigurationError
from pipeline.ner.backends.engine import Engine, Model, Suggestion
from pipeline.records import Sentence

_FINDERS = ("ner", "spancat", "spancat_singlelabel")


def _locate(model: str, allow_download: bool) -> Path:
    folder = Path(model)
    if not folder.is_dir():
        problem = "there is no such folder, and models of spaCy are not looked up by name"
        raise ConfigurationError("C043", path=folder, problem=problem)
    if not (folder / "config.cfg").is_file():
        problem = "it holds no config.cfg; `spacy train` writes one into its folders model-best and model-last"
        raise ConfigurationError("C043", path=folder, problem=problem)
    return folder


def _load(folder: Path, allow_download: bool) -> Model:
    try:
        nlp = spacy.load(folder)
    except Exception as error:  # a damaged file raises whatever its reader does
        raise ConfigurationError("C043", path=folder, problem=f"{type(error).__name__}: {error}") from error
    finders = [name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory in _FINDERS]
    if not finders:
        problem = f"its pipeline ({', '.join(nlp.pipe_names)}) has none of {', '.join(_FINDERS)}"
        raise ConfigurationError("C043", path=folder, problem=problem)
    labels = frozenset(label for name in finders for label in nlp.pipe_labels[name])

    def find(sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
        for sentence, doc in zip(sentences, nlp.pipe(sentence.text for sentence in sentences), strict=True):
            for label, start, end, score in _names(doc, labels):
                yield Suggestion(label, sentence.start + start, sentence.start + end, score)

    return Model(labels, find)


def _names(doc: Doc, labels: frozenset[str]) -> Iterator[tuple[str, int, int, float]]:
    """Label, offsets in the text of `doc`, and score of each name. What `ner` finds has no score in spaCy."""
    for entity in doc.ents:
        if entity.label_ in labels:  # an entity_ruler in the pipeline may set others
            yield entity.label_, entity.start_char, entity.end_char, 1.0
    for group in doc.spans.values():
        scores = group.attrs.get("scores", [1.0] * len(group))
        for span, score in zip(group, scores, strict=True):
            if span.label_ in labels:
                yield span.label_, span.start_char, span.end_char, float(score)


ENGINE = Engine(packages=("spacy",), locate=_locate, load=_load)
