"""The flow of a document, from bytes to facts: the stages in order.

    bytes → ingest → clean → segment → words → ner → claims → facts

This file only says which stages there are, in which order, and what happens when one of them fails; what each does is
in `pipeline.stages`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from pipeline import stages
from pipeline.config import Config
from pipeline.errors import DocumentError, PolicyFactsError, describe
from pipeline.facts import Facts
from pipeline.ingest import read_document
from pipeline.language.in_force import using
from pipeline.ner import backends
from pipeline.records import DocumentStatus, ErrorRecord, Metadata, RawDocument
from pipeline.salvage import salvage
from pipeline.segment import WordSegmenter
from pipeline.tables.stages import STAGES, Stage

Step = tuple[str, Callable[[stages.Draft], stages.Draft]]
"""The name of a stage, or of a part of it, and what it does."""
_BY_CLAUSE = frozenset({"ner", "claims"})
"""Stages that may lose clauses; the document fails with the others (see `pipeline.salvage`)."""


@dataclass(frozen=True, slots=True)
class Models:
    """What a configuration asks to have loaded.

    Attributes:
        words: what cuts sentences into words; None when words are off.
        names: what finds names beside the rules; None when nothing does.
    """

    words: WordSegmenter | None
    names: backends.Recogniser | None

    def steps(self, stage: Stage) -> list[Step]:
        """What a stage does, in order; ``segment`` includes ``words``."""
        steps: dict[Stage, list[Step]] = {
            "clean": [("clean", stages.run_clean)],
            "segment": [("segment", stages.run_segment)],
            "ner": [("ner", partial(stages.run_ner, recogniser=self.names))],
            "claims": [("claims", stages.run_claims), ("checks", stages.run_checks)],
        }
        if self.words is not None:
            steps["segment"].append(("words", partial(stages.run_words, segmenter=self.words)))
        return steps[stage]


@lru_cache(maxsize=4)
def build(config: Config) -> Models:
    """The models for `config`, loaded once.

    Raises:
        ConfigurationError: a model or lexicon is missing (C001, C002, C007, C041 to C047).
    """
    uncut = config.words_in_force().words("uncut")
    words = WordSegmenter(config.pkuseg_model, config.segmenter, uncut) if config.words else None
    return Models(words, backends.load(config.ner, config.allow_download, has_words=config.words))


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
    first: Stage = "clean",
    last: Stage = "claims",
    after_stage: Callable[[str], None] = lambda stage: None,
    draft: stages.Draft | None = None,
) -> Facts:
    """Take `facts` through the stages from `first` to `last`, both included.

    Args:
        facts: the document and what the stages before `first` found in it.
        config: settings.
        first: stage to begin at.
        last: stage to stop after.
        after_stage: called with the name of each step that is done: the stages, and ``words`` after ``segment``.
        draft: of `facts`, where there is one (`pipeline.stages.prepared`).

    Raises:
        DocumentError: I019 when the text is too long, S001 when a stage fails and no few clauses are to blame.
        MemoryError: the memory that the process may have is used up.
    """
    if (size := len(facts.document.text)) > config.max_characters:
        raise DocumentError("I019", stage="ingest", size=size, limit=config.max_characters)
    models = build(config)
    draft = draft or stages.draft_of(facts)
    warnings = list(facts.document.warnings)
    for stage in STAGES[STAGES.index(first) : STAGES.index(last) + 1]:
        for name, step in models.steps(stage):
            with using(config.words_in_force()):
                draft, lost = _do(draft, name, step)
            warnings += lost
            after_stage(name)
    status: DocumentStatus = "partial" if warnings else "ok"
    if not any(block.kind == "content" for block in draft.facts.blocks):
        warnings.append(describe("W001"))
    return replace(draft.facts, warnings=tuple(warnings), errors=(), status=status)


def _do(draft: stages.Draft, name: str, step: Callable[[stages.Draft], stages.Draft]) -> tuple[stages.Draft, list[str]]:
    """Do a step; what it loses on the way comes as warnings.

    Raises:
        DocumentError: S001 when it fails with the document.
    """
    try:
        try:
            return step(draft), []
        except (PolicyFactsError, MemoryError):
            raise
        except Exception as error:
            if name not in _BY_CLAUSE:
                raise
            draft, warning = salvage(draft, stages.analysis_of(draft), name, step, error)
            return draft, [warning]
    except (PolicyFactsError, MemoryError):
        raise
    except Exception as error:
        raise DocumentError("S001", stage=name, problem=f"{type(error).__name__}: {error}") from error


def failed(doc_id: str, source: str, error: PolicyFactsError) -> Facts:
    """The facts of a document that could not be processed: none, and the error."""
    record = ErrorRecord(doc_id, source, error.stage, error.code, error.message, error.retryable)
    document = RawDocument(doc_id=doc_id, source=source, sha256="", encoding="", text="")
    return Facts(document=document, metadata=Metadata(), errors=(record,), status="failed")
