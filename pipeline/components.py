"""The stages as spaCy components, registered by entry point, so that `nlp.add_pipe("policyfacts_claims")` finds them.

spaCy is the container: one token per character, so that a token index is a character index and no span is ever lost to
a token boundary. Each component calls a pure function of its stage on text and offsets, stores the records in an
extension attribute of the `Doc`, and mirrors spans into `doc.spans`. They work behind any other tokenizer, too: records
have their own offsets, and spans grow to whole tokens (docs/spacy.md).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from pipeline.claims import find_claims
from pipeline.clean import clean
from pipeline.clean.struck import struck_inside
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.fold import fold
from pipeline.language.spacing import blanks_in_quantities
from pipeline.ner import backends, find_mentions
from pipeline.packing import register as register_packing
from pipeline.records import Block, Claim, Mention, Quantity, Sentence
from pipeline.segment import Segmenter, WordSegmenter, read_metadata, split_sentences, structure
from pipeline.segment.unwrap import Unwrapped

_ATTRIBUTES: dict[str, Any] = {
    "raw": "",  # the text as given; `doc.text` would join it anew from its tokens at every call
    "document": None,  # RawDocument; absent when a user calls nlp(text)
    "layout": (),
    "blocks": (),
    "content": "",  # the folded text with boilerplate blanked out: same length, same offsets
    "metadata": None,
    "sentences": (),
    "words": (),  # (start, end) of each word
    "mentions": (),
    "entities": (),
    "claims": (),
    "cuts": None,  # (start, end) of what names and quantities are read without; found when it is first asked for
}
for _name, _default in _ATTRIBUTES.items():
    Doc.set_extension(_name, default=_default, force=True)
_CLAIM = "CLAIM"


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
        doc = Doc(self.vocab, words=list(text), spaces=[False] * len(text))
        doc._.raw = text
        return doc


@Language.factory("policyfacts_clean", assigns=["doc._.blocks", "doc._.content"])
def clean_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Raw text to blocks that tile it, content and boilerplate."""

    def component(doc: Doc) -> Doc:
        if not doc._.raw:
            doc._.raw = doc.text  # another tokenizer than ours does not set it
        doc._.blocks = clean(doc._.raw, doc._.layout)
        doc._.content = content_of(doc._.raw, doc._.blocks)
        return doc

    return component


@Language.factory(
    "policyfacts_segment", requires=["doc._.blocks"], assigns=["doc._.blocks", "doc._.sentences", "doc._.metadata"]
)
def segment_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Blocks to structure (title, headings, paragraphs, …), sentences and metadata."""

    def component(doc: Doc) -> Doc:
        _require(doc._.blocks or not len(doc), name, "policyfacts_clean")
        doc._.blocks = structure(doc._.raw, doc._.blocks, doc._.layout)
        doc._.sentences = split_sentences(doc._.raw, doc._.blocks)
        known = doc._.document.metadata if doc._.document is not None else ()
        doc._.metadata = read_metadata(doc._.raw, doc._.blocks, known)
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
        _require(doc._.metadata, name, "policyfacts_segment")
        doc._.words = words.segment(doc._.sentences)
        doc._.sentences = _with_words(doc._.raw, doc._.sentences, doc._.words)
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
    recognise = backends.load(ner, allow_download)
    if recognise is not None and recognise.model.reads_words and "policyfacts_words" not in nlp.pipe_names:
        raise ConfigurationError("C047", setting=ner)

    def component(doc: Doc) -> Doc:
        _require(doc._.metadata, name, "policyfacts_segment")
        layout = _unwrapped(doc)
        text, sentences = layout.text(doc._.raw), layout.inside(doc._.sentences)
        words = layout.spans_inside(doc._.words)
        suggested = recognise(_with_words(text, _with_text(text, sentences), words)) if recognise is not None else ()
        mentions, doc._.entities = find_mentions(text, layout.text(doc._.content), sentences, words, suggested)
        doc._.mentions = layout.back(mentions, doc._.raw)
        doc.spans["mentions"] = _spans(doc, [(m.start, m.end, m.label) for m in doc._.mentions])
        return doc

    return component


@Language.factory("policyfacts_claims", requires=["doc._.sentences"], assigns=["doc._.claims"])
def claims_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Sentences to numeric claims, linked to the mentions."""

    def component(doc: Doc) -> Doc:
        _require(doc._.metadata, name, "policyfacts_segment")
        layout = _unwrapped(doc)
        claims = find_claims(
            layout.text(doc._.raw),
            layout.text(doc._.content),
            layout.inside(doc._.blocks),
            layout.inside(doc._.sentences),
            layout.inside(doc._.mentions),
            doc._.metadata,
        )
        doc._.claims = layout.back(claims, doc._.raw)
        doc.spans["claims"] = _spans(doc, [(claim.start, claim.end, _CLAIM) for claim in doc._.claims])
        return doc

    return component


def _unwrapped(doc: Doc) -> Unwrapped:
    if doc._.cuts is None:
        content = [block for block in doc._.blocks if block.kind == "content"]
        rows = frozenset(  # one line with a tab is no table
            ordinal
            for one, other in pairwise(content)
            if one.role == other.role == "table"
            for ordinal in (one.ordinal, other.ordinal)
        )
        blanks = struck_inside(doc._.raw, doc._.blocks) + [
            blank
            for sentence in doc._.sentences
            for blank in blanks_in_quantities(doc._.content, sentence.start, sentence.end, sentence.block in rows)
        ]
        doc._.cuts = Unwrapped.of(doc._.content, doc._.sentences, blanks).cuts
    return Unwrapped.without(doc._.cuts)


def _require(found: object, name: str, before: str) -> None:
    """Raise C052 when the component that makes what `name` reads has not run."""
    if not found:
        raise ConfigurationError("C052", name=name, before=before)


def _spans(doc: Doc, places: Iterable[tuple[int, int, str]]) -> list[Span]:
    """Spans by (start, end, label) in characters; behind another tokenizer they grow to whole tokens."""
    if len(doc) == len(doc._.raw):
        return [Span(doc, start, end, label=label) for start, end, label in places]
    grown = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in places]
    return [span for span in grown if span is not None]  # only a span outside the text is None


def content_of(text: str, blocks: Iterable[Block]) -> str:
    """What ner and claims scan: the folded text with boilerplate blanked out, of the same length."""
    folded = fold(text)
    return "".join(
        folded[block.start : block.end] if block.kind == "content" else "\n" * (block.end - block.start)
        for block in blocks
    )


def _with_text(text: str, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    return tuple(replace(sentence, text=text[sentence.start : sentence.end]) for sentence in sentences)


def _with_words(text: str, sentences: Iterable[Sentence], words: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
    starts = [start for start, _ in words]
    found = []
    for sentence in sentences:
        own = words[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        found.append(replace(sentence, words=tuple(text[start:end] for start, end in own)))
    return tuple(found)
