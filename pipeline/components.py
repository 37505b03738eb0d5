"""The stages as spaCy components, registered by entry point, so that `nlp.add_pipe("policyfacts_claims")` finds them.

Each component is an adapter around a function of `pipeline.stages`: it takes the draft that the `Doc` carries, or makes
one of its text, and mirrors what is found into `doc.spans`. They work behind any tokenizer: records have their own
offsets, and spans grow to whole tokens (docs/spacy.md).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from pipeline import stages
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.ner import backends
from pipeline.packing import register as register_packing
from pipeline.records import Claim, Mention, Metadata, Quantity, RawDocument
from pipeline.segment import Segmenter, WordSegmenter
from pipeline.stages import Draft

_CLAIM = "CLAIM"


def _draft(doc: Doc) -> Draft:
    """What the components so far have found."""
    if doc._.policyfacts is None:
        doc._.policyfacts = stages.draft_of(Facts(RawDocument("", "", "", "", doc.text), Metadata()))
    draft: Draft = doc._.policyfacts
    return draft


def _of_facts(doc: Doc, name: str) -> Any:
    return getattr(_draft(doc).facts, name)


Doc.set_extension("policyfacts", default=None, force=True)
Doc.set_extension("words", getter=lambda doc: _draft(doc).words, force=True)
for _name in ("blocks", "metadata", "sentences", "mentions", "entities", "claims"):
    Doc.set_extension(_name, getter=partial(_of_facts, name=_name), force=True)


def _record(span: Span) -> Mention | Claim | None:
    """The mention or claim that a span mirrors; looked up when it is asked for, since few are."""
    records: Sequence[Mention | Claim] = span.doc._.claims if span.label_ == _CLAIM else span.doc._.mentions
    first = bisect_left(records, span.start_char, key=attrgetter("start"))
    for index in range(first, len(records)):
        record = records[index]
        if record.start >= span.end_char:
            break
        if record.end <= span.end_char and getattr(record, "label", _CLAIM) == span.label_:
            return record
    return None


def _quantity(span: Span) -> Quantity | None:
    """Of a claim: its number and unit, without its role in the sentence; None for other spans."""
    record = span._.record
    if not isinstance(record, Claim):
        return None
    kept = {field.name: getattr(record, field.name) for field in fields(Quantity) if field.name != "doubt"}
    return Quantity(**kept, doubt=record.suspect_reason)


Span.set_extension("record", getter=_record, force=True)
Span.set_extension("quantity", getter=_quantity, force=True)
register_packing()


def character_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """The tokenizer `policyfacts.characters.v1`: every character, white space included, is a token."""

    def make(nlp: Language) -> Callable[[str], Doc]:
        return _CharacterTokenizer(nlp.vocab)

    return make


# For a checkout that is not installed; an installation has the entry point.
registry.tokenizers.register("policyfacts.characters.v1", func=character_tokenizer)


class _CharacterTokenizer(DummyTokenizer):  # it has nothing to save with a pipeline
    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        # spaCy has no token for NUL; ingest has replaced it already.
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


@Language.factory("policyfacts_clean", assigns=["doc._.blocks"])
def clean_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Raw text to blocks that tile it, content and boilerplate."""

    def component(doc: Doc) -> Doc:
        doc._.policyfacts = stages.run_clean(_draft(doc))
        return doc

    return component


@Language.factory(
    "policyfacts_segment", requires=["doc._.blocks"], assigns=["doc._.blocks", "doc._.sentences", "doc._.metadata"]
)
def segment_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Blocks to structure (title, headings, paragraphs, …), sentences and metadata."""

    def component(doc: Doc) -> Doc:
        if not _is_cleaned(_draft(doc)):
            raise ConfigurationError("C052", name=name, before="policyfacts_clean")
        doc._.policyfacts = stages.run_segment(_draft(doc))
        return doc

    return component


@Language.factory("policyfacts_words", requires=["doc._.sentences"], assigns=["doc._.words"])
def words_component(
    nlp: Language, name: str, model: str = "", segmenter: Segmenter = "decoder"
) -> Callable[[Doc], Doc]:
    """Sentences to words by a pkuseg model.

    Args:
        model: folder of the pkuseg model; the one that `policyfacts fetch` unpacks when empty.
        segmenter: what reads the model; both give the same words.

    Raises:
        ConfigurationError: C001, C002 when the model is missing or damaged.
    """
    words = WordSegmenter(Path(model) if model else Config().pkuseg_model, segmenter)

    def component(doc: Doc) -> Doc:
        doc._.policyfacts = stages.run_words(_segmented(doc, name), words)
        return doc

    return component


@Language.factory("policyfacts_ner", requires=["doc._.sentences"], assigns=["doc._.mentions", "doc._.entities"])
def ner_component(
    nlp: Language, name: str, ner: str = backends.RULES, allow_download: bool = False
) -> Callable[[Doc], Doc]:
    """Sentences to mentions of schools, people, programs, …, and the entities that they share.

    Args:
        ner: ``rules``, or ``ENGINE:MODEL`` for a model beside them.
        allow_download: whether what is missing of the model may be fetched.

    Raises:
        ConfigurationError: C041 to C047 when the model cannot be used.
    """
    recogniser = backends.load(ner, allow_download, has_words="policyfacts_words" in nlp.pipe_names)

    def component(doc: Doc) -> Doc:
        draft = stages.run_ner(_segmented(doc, name), recogniser)
        doc._.policyfacts = draft
        doc.spans["mentions"] = _spans(doc, [(m.start, m.end, m.label) for m in draft.facts.mentions])
        return doc

    return component


@Language.factory("policyfacts_claims", requires=["doc._.sentences"], assigns=["doc._.claims"])
def claims_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Sentences to numeric claims, linked to the mentions."""

    def component(doc: Doc) -> Doc:
        draft = stages.run_checks(stages.run_claims(_segmented(doc, name)))
        doc._.policyfacts = draft
        doc.spans["claims"] = _spans(doc, [(claim.start, claim.end, _CLAIM) for claim in draft.facts.claims])
        return doc

    return component


def _is_cleaned(draft: Draft) -> bool:
    return bool(draft.facts.blocks) or not draft.text.raw


def _segmented(doc: Doc, name: str) -> Draft:
    """The draft of a document for the component `name`; C052 when it has no sentences yet."""
    draft = _draft(doc)
    has_content = any(block.kind == "content" for block in draft.facts.blocks)
    if not _is_cleaned(draft) or (has_content and not draft.facts.sentences):
        raise ConfigurationError("C052", name=name, before="policyfacts_segment")
    return draft


def _spans(doc: Doc, places: Iterable[tuple[int, int, str]]) -> list[Span]:
    """Spans by (start, end, label) in characters; behind another tokenizer they grow to whole tokens."""
    if len(doc) == len(_draft(doc).text.raw):
        return [Span(doc, start, end, label=label) for start, end, label in places]
    grown = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in places]
    return [span for span in grown if span is not None]  # only a span outside the text is None
