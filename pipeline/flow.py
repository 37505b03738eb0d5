"""The flow of a document, from bytes to facts: the stages in order.

    bytes → ingest → clean → segment → words → ner → claims → facts

Everything in the middle is a spaCy pipeline over characters (see `pipeline.components`); this file only says which
stages there are, in which order, and what happens when one of them fails.
"""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language

import pipeline.components  # noqa: F401  registers the stages with spaCy
from pipeline.config import Config
from pipeline.errors import PolicyFactsError, describe
from pipeline.facts import Facts
from pipeline.ingest import read_document
from pipeline.records import ErrorRecord, Metadata, RawDocument

STAGES = ("clean", "segment", "words", "ner", "claims")


@lru_cache(maxsize=4)
def build(config: Config) -> Language:
    """The spaCy pipeline for `config`; models are loaded here, once.

    Raises:
        ConfigurationError: a model or lexicon is missing (C001, C002, C007).
    """
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "policyfacts.characters.v1"}}})
    nlp.max_length = config.max_bytes
    for stage in STAGES:
        if stage == "words":
            if config.words:
                nlp.add_pipe(
                    "policyfacts_words", config={"model": str(config.pkuseg_model), "segmenter": config.segmenter}
                )
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
    nlp = build(config)
    doc = nlp.make_doc(raw.text)
    doc._.document, doc._.layout = raw, raw.layout
    for name, component in nlp.pipeline:
        try:
            doc = component(doc)
        except PolicyFactsError:
            raise
        except Exception as error:
            stage = name.removeprefix("policyfacts_")
            raise _stage_failure(stage, error) from error
    warnings = list(raw.warnings)
    if not any(block.kind == "content" for block in doc._.blocks):
        warnings.append(describe("W001"))
    return Facts(
        document=raw,
        metadata=doc._.metadata,
        blocks=doc._.blocks,
        sentences=doc._.sentences,
        mentions=doc._.mentions,
        entities=doc._.entities,
        claims=doc._.claims,
        warnings=tuple(warnings),
        status="partial" if raw.warnings else "ok",
    )


def failed(doc_id: str, source: str, error: PolicyFactsError) -> Facts:
    """The facts of a document that could not be processed: none, and the error."""
    record = ErrorRecord(doc_id, source, error.stage, error.code, error.message, error.retryable)
    document = RawDocument(doc_id=doc_id, source=source, sha256="", encoding="", text="")
    return Facts(document=document, metadata=Metadata(), errors=(record,), status="failed")


def _stage_failure(stage: str, error: Exception) -> PolicyFactsError:
    from pipeline.errors import DocumentError

    return DocumentError("S001", stage=stage, problem=f"{type(error).__name__}: {error}")
