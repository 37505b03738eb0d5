"""The names of documents as training data for spaCy: ``train.spacy``, ``dev.spacy`` and a ``config.cfg`` that fits.

One `Doc` per sentence, one token per character, without what layout put into it: what
`pipeline.ner.backends.spacy_engine` gives a model to read. Names are in
``doc.ents`` for the component ``ner``; where two overlap the longer one is there. All of them are in ``doc.spans["sc"]``
for ``spancat``. What a gold file calls optional is neither a name nor none: its tokens are marked as unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans
from thinc.config import Config

import pipeline.components  # noqa: F401  registers the tokenizer
from pipeline.errors import ConfigurationError
from pipeline.evaluation.evaluate import document_of, gold_files
from pipeline.evaluation.labels import check_gold, read_gold
from pipeline.evaluation.layers import RECORDS
from pipeline.language.analysis import Analysis, analyse
from pipeline.language.text import Text
from pipeline.records import Mention
from pipeline.tables.restore import read_facts

LABELS = tuple(layer.upper() for layer, record in RECORDS.items() if record is Mention)
"""The names that are exported: those that gold files label."""
_DEV_EVERY = 5
_TOKENIZER = {"@tokenizers": "policyfacts.characters.v1"}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        sentences: by part, ``train`` and ``dev``.
        names: by label.
        lost: names that are not within one sentence.
    """

    sentences: Mapping[str, int]
    names: Mapping[str, int]
    lost: int


@dataclass(frozen=True, slots=True)
class _Name:
    label: str
    start: int
    end: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Document:
    """A document of an output folder as a model is given it, and its names, with the offsets of the text as it is in the tables."""

    source: str
    analysis: Analysis
    names: tuple[_Name, ...]


def write_spacy_data(out: Path, folder: Path, gold: Path | None = None) -> Written:
    """Write the sentences of a run with their names; every fifth document is for development.

    Args:
        out: output folder of a run.
        folder: where the three files go; created when missing.
        gold: folder of gold files. Then only their documents are written, and with the names that a hand has labelled;
            otherwise all documents with the names that the run has found.

    Raises:
        ConfigurationError: C009 when there are no tables, E001, E002 when the gold does not fit, C048 when there are less than
            two documents, C012 when a file cannot be written.
    """
    found = _documents(out)
    documents = found if gold is None else _labelled(gold, out, found)
    if len(documents) < 2:
        raise ConfigurationError("C048", path=out, number=len(documents))
    dev = documents[_DEV_EVERY - 1 :: _DEV_EVERY] or documents[-1:]
    parts = {"train": [document for document in documents if document not in dev], "dev": dev}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": _TOKENIZER}})
    docs = {part: [doc for document in members for doc in _docs(nlp, document)] for part, members in parts.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part, members in docs.items():
            DocBin(docs=members).to_disk(folder / f"{part}.spacy")
        _config(folder).to_disk(folder / "config.cfg")
    except OSError as error:
        raise ConfigurationError("C012", path=folder, problem=error.strerror or error) from error
    names = Counter(span.label_ for members in docs.values() for doc in members for span in doc.spans["sc"])
    stated = sum(not name.optional for document in documents for name in document.names)
    return Written({part: len(members) for part, members in docs.items()}, names, stated - names.total())


def _documents(out: Path) -> list[_Document]:
    """The documents of a run in the order of their names, with what the run has found."""
    documents = [
        _Document(
            facts.document.source,
            analyse(Text(facts.document.text), facts.blocks, facts.sentences),
            tuple(_Name(name.label, name.start, name.end) for name in facts.mentions if name.label in LABELS),
        )
        for facts in read_facts(out, ("blocks", "sentences", "mentions"))
        if facts.sentences
    ]
    return sorted(documents, key=lambda document: document.source)


def _labelled(gold: Path, out: Path, documents: Sequence[_Document]) -> list[_Document]:
    """The documents that have a gold file, with its names instead of those found."""
    labelled = []
    for path in gold_files(gold):
        document = document_of(path, documents, lambda item: item.source, out)
        labels = read_gold(path)
        check_gold(path, labels, document.analysis.raw)
        layers = {label: getattr(labels, label.lower()) for label in LABELS}
        if labels.unlabelled & {label.lower() for label in layers}:
            # Its sentences would teach that there is no such name.
            continue
        names = tuple(
            _Name(label, name.start, name.end, name.optional) for label, layer in layers.items() for name in layer
        )
        labelled.append(replace(document, names=names))
    return sorted(labelled, key=lambda document: document.source)


def _docs(nlp: Language, document: _Document) -> Iterable[Doc]:
    analysis = document.analysis
    places = analysis.layout.spans_inside([(name.start, name.end) for name in document.names])
    names = [replace(name, start=start, end=end) for name, (start, end) in zip(document.names, places, strict=True)]
    for sentence in analysis.sentences:
        start, end = sentence.start, sentence.end
        doc = nlp.make_doc(sentence.text)
        inside = [name for name in names if start <= name.start and name.end <= end]
        spans = [Span(doc, name.start - start, name.end - start, name.label) for name in inside if not name.optional]
        unknown = [Span(doc, name.start - start, name.end - start) for name in inside if name.optional]
        entities = filter_spans(spans)
        known = {index for span in entities for index in range(span.start, span.end)}
        doc.set_ents(entities, missing=[span for span in filter_spans(unknown) if known.isdisjoint(_range(span))])
        doc.spans["sc"] = spans
        yield doc


def _range(span: Span) -> range:
    return range(span.start, span.end)


def _config(folder: Path) -> Config:
    """A configuration for `spacy train`: a small network on the CPU, tokens as in the data."""
    config: Config = init_config(lang="zh", pipeline=["ner"], optimize="efficiency")
    config["nlp"]["tokenizer"] = _TOKENIZER
    config["paths"]["train"] = str(folder / "train.spacy")
    config["paths"]["dev"] = str(folder / "dev.spacy")
    return config
