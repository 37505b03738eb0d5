"""The flow of a document, from bytes to facts: the stages in order.

    bytes → ingest → clean → segment → words → ner → claims → facts

Everything in the middle is a spaCy pipeline over characters (see `pipeline.components`); this file only says which
stages there are, in which order, and what happens when one of them fails.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components import content_of  # the import registers the stages with spaCy
from pipeline.config import Config
from pipeline.errors import DocumentError, PolicyFactsError, describe
from pipeline.facts import Facts
from pipeline.ingest import read_document
from pipeline.language.in_force import using
from pipeline.records import ErrorRecord, Metadata, RawDocument
from pipeline.segment import word_spans

STAGES = ("clean", "segment", "words", "ner", "claims")


@lru_cache(maxsize=4)
def build(config: Config) -> Language:
    """The spaCy pipeline for `config`; models are loaded here, once.

    Raises:
        ConfigurationError: a model or lexicon is missing (C001, C002, C007, C041 to C047).
    """
    with using(config.words_in_force()):
        return _build(config)


def _build(config: Config) -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "policyfacts.characters.v1"}}})
    nlp.max_length = config.max_bytes
    for stage in STAGES:
        if stage == "words":
            if config.words:
                nlp.add_pipe(
                    "policyfacts_words", config={"model": str(config.pkuseg_model), "segmenter": config.segmenter}
                )
        elif stage == "ner":
            nlp.add_pipe("policyfacts_ner", config={"ner": config.ner, "allow_download": config.allow_download})
        else:
            nlp.add_pipe(f"policyfacts_{stage}")
    return nlp


def extract_bytes(data: bytes, source: str, config: Config) -> Facts:
    """Facts of the file `data`, named `source` (relative path with its suffix, which tells the format).

    Raises:
        DocumentError: the file cannot be read (codes I…) or a stage fails (S001).
    """
    return extract_document(read_document(data, source, config), config)


def extract_document(raw: RawDocument, config: Config) -> Facts:
    """Facts of a document that is already text.

    Raises:
        DocumentError: S001 when a stage fails.
    """
    return advance(Facts(raw, Metadata()), config)


def advance(
    facts: Facts,
    config: Config,
    first: str = "clean",
    last: str = "claims",
    after_stage: Callable[[str], None] = lambda stage: None,
) -> Facts:
    """Take `facts` through the stages from `first` to `last`, both included.

    Args:
        facts: the document and what the stages before `first` found in it.
        config: settings.
        first: one of `STAGES`.
        last: one of `STAGES`; ``segment`` includes ``words``.
        after_stage: called with the name of each stage that is done.

    Raises:
        DocumentError: S001 when a stage fails.
        MemoryError: the memory that the process may have is used up.
    """
    nlp = build(config)
    doc = _make_doc(nlp, facts)
    for stage in STAGES[STAGES.index(first) : STAGES.index("words" if last == "segment" else last) + 1]:
        if f"policyfacts_{stage}" not in nlp.pipe_names:
            continue
        try:
            with using(config.words_in_force()):
                doc = nlp.get_pipe(f"policyfacts_{stage}")(doc)
        except (PolicyFactsError, MemoryError):
            raise
        except Exception as error:
            raise _stage_failure(stage, error) from error
        after_stage(stage)
    raw = facts.document
    warnings = list(raw.warnings)
    if not any(block.kind == "content" for block in doc._.blocks):
        warnings.append(describe("W001"))
    return Facts(
        document=raw,
        metadata=doc._.metadata or Metadata(),
        blocks=doc._.blocks,
        sentences=doc._.sentences,
        mentions=doc._.mentions,
        entities=doc._.entities,
        claims=doc._.claims,
        warnings=tuple(warnings),
        status="partial" if raw.warnings else "ok",
    )


def _make_doc(nlp: Language, facts: Facts) -> Doc:
    raw = facts.document
    doc = nlp.make_doc(raw.text)
    doc._.document, doc._.layout = raw, raw.layout
    if facts.blocks:
        doc._.blocks, doc._.content = facts.blocks, content_of(raw.text, facts.blocks)
        doc._.metadata = facts.metadata
        doc._.sentences, doc._.words = facts.sentences, word_spans(facts.sentences)
        doc._.mentions, doc._.entities = facts.mentions, facts.entities
    return doc


def failed(doc_id: str, source: str, error: PolicyFactsError) -> Facts:
    """The facts of a document that could not be processed: none, and the error."""
    record = ErrorRecord(doc_id, source, error.stage, error.code, error.message, error.retryable)
    document = RawDocument(doc_id=doc_id, source=source, sha256="", encoding="", text="")
    return Facts(document=document, metadata=Metadata(), errors=(record,), status="failed")


def _stage_failure(stage: str, error: Exception) -> PolicyFactsError:
    return DocumentError("S001", stage=stage, problem=f"{type(error).__name__}: {error}")
