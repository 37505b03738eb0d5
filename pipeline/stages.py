"""The stages as functions on a document that is on its way through them.

Each takes a `Draft` and gives one with what it has found; none changes what it is given. `pipeline.flow` calls them in
order, `pipeline.components` offers them to spaCy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.checks import find_checks, with_suspects
from pipeline.claims import find_claims
from pipeline.clean import clean
from pipeline.facts import Facts
from pipeline.language.analysis import Analysis, analyse
from pipeline.language.spans import Span, with_words, word_spans
from pipeline.language.text import Text
from pipeline.ner import find_mentions
from pipeline.ner.backends import Recogniser
from pipeline.segment import WordSegmenter, read_metadata, split_sentences, structure


@dataclass(frozen=True, slots=True)
class Draft:
    """A document between two stages.

    Attributes:
        facts: what the stages so far have found.
        text: of the document.
        words: (start, end) of each word in the text; empty when words are off.
        analysis: of what `segment` found; computed by the first stage that reads it.
    """

    facts: Facts
    text: Text
    words: tuple[Span, ...] = ()
    analysis: Analysis | None = None


def draft_of(facts: Facts, analysis: Analysis | None = None) -> Draft:
    """The draft of a document of which some stages have found `facts`, with its analysis where that is known."""
    return Draft(facts, Text(facts.document.text), word_spans(facts.sentences), analysis)


def run_clean(draft: Draft) -> Draft:
    """The text to blocks that tile it, content and boilerplate."""
    blocks = clean(draft.text, draft.facts.document.layout)
    return replace(draft, facts=replace(draft.facts, blocks=blocks))


def run_segment(draft: Draft) -> Draft:
    """Blocks to structure (title, headings, paragraphs, …), sentences and metadata."""
    document = draft.facts.document
    blocks = structure(draft.text, draft.facts.blocks, document.layout)
    sentences = split_sentences(draft.text, blocks)
    metadata = read_metadata(draft.text, blocks, document.metadata)
    facts = replace(draft.facts, blocks=blocks, sentences=sentences, metadata=metadata)
    return Draft(facts, draft.text)


def run_words(draft: Draft, segmenter: WordSegmenter) -> Draft:
    """Sentences to words."""
    words = segmenter.segment(draft.facts.sentences)
    sentences = with_words(draft.text.raw, draft.facts.sentences, words)
    return Draft(replace(draft.facts, sentences=sentences), draft.text, words)


def run_ner(draft: Draft, recogniser: Recogniser | None = None) -> Draft:
    """Sentences to mentions and entities.

    Args:
        recogniser: a model beside the rules.
    """
    analysis = analysis_of(draft)
    suggested = recogniser(analysis.sentences) if recogniser is not None else ()
    mentions, entities = find_mentions(analysis, suggested)
    return replace(
        draft, facts=replace(draft.facts, mentions=analysis.back(mentions), entities=entities), analysis=analysis
    )


def run_claims(draft: Draft) -> Draft:
    """Sentences and mentions to claims."""
    analysis = analysis_of(draft)
    claims = find_claims(analysis, analysis.inside(draft.facts.mentions), draft.facts.metadata)
    return replace(draft, facts=replace(draft.facts, claims=analysis.back(claims)), analysis=analysis)


def run_checks(draft: Draft) -> Draft:
    """Claims to checks, and to claims that are suspect where these fail."""
    analysis, facts = analysis_of(draft), draft.facts
    claims = analysis.layout.found_inside(facts.claims, analysis.text)
    checks = find_checks(analysis.content, claims, facts.metadata)
    facts = replace(facts, claims=with_suspects(facts.claims, checks), checks=checks)
    return replace(draft, facts=facts, analysis=analysis)


def analysis_of(draft: Draft) -> Analysis:
    """The analysis of a document behind `segment`; made when the draft has none yet."""
    return draft.analysis or analyse(draft.text, draft.facts.blocks, draft.facts.sentences, draft.words)
