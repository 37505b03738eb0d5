"""The stages as functions on a document that is on its way through them.

Each takes a `Draft` and gives one with what it has found; none changes what it is given. `pipeline.flow` calls them in
order, `pipeline.components` offers them to spaCy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.checks import find_checks, with_suspects
from pipeline.claims import find_claims
from pipeline.clean import clean
from pipeline.facts import Facts
from pipeline.language.analysis import Analysis, analyse, with_lattices
from pipeline.language.spans import Span, with_words, word_spans
from pipeline.language.text import Text
from pipeline.ner import Tagging, find_mentions, tagged
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
        tagging: what the trained model of names says of it, where it is known.
    """

    facts: Facts
    text: Text
    words: tuple[Span, ...] = ()
    analysis: Analysis | None = None
    tagging: Tagging | None = None


def draft_of(facts: Facts) -> Draft:
    """The draft of a document of which some stages have found `facts`."""
    return Draft(facts, Text(facts.document.text), word_spans(facts.sentences))


def prepared(documents: Sequence[Facts]) -> list[Draft]:
    """The drafts of documents behind `segment`, with what is computed in arrays and costs as much for one short document as for many."""
    drafts = [draft_of(facts) for facts in documents]
    analyses = with_lattices([analysis_of(draft) for draft in drafts])
    taggings = tagged(analyses)
    return [
        replace(draft, analysis=analysis, tagging=tagging)
        for draft, analysis, tagging in zip(drafts, analyses, taggings, strict=True)
    ]


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
    mentions, entities = find_mentions(analysis, suggested, draft.tagging)
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
