"""One file to its tables: the unit of work of every kind of run.

Nothing that a document does gets past `process`: it returns what became of it, whatever happened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pipeline.batch.inputs import InputFile
from pipeline.config import Config
from pipeline.errors import DocumentError, PolicyFactsError
from pipeline.facts import Facts
from pipeline.flow import extract_bytes, failed
from pipeline.tables.read import WrittenDocument, read_written
from pipeline.tables.schemas import SCHEMA_VERSION
from pipeline.tables.write import write_tables
from pipeline.version import VERSION

OutcomeStatus = Literal["ok", "partial", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input file.

    Attributes:
        source: its source name.
        status: ``skipped`` when the output folder held its rows already.
        rows: rows written, by table.
        code: of the error of a failed document, else empty.
        message: what the error says, else empty.
    """

    source: str
    status: OutcomeStatus
    rows: Mapping[str, int] = field(default_factory=dict)
    code: str = ""
    message: str = ""


def process(file: InputFile, out: Path, config: Config, force: bool) -> Outcome:
    """Extract a file and write its tables, unless `out` holds them and `force` is false.

    Args:
        file: the file.
        out: folder that `pipeline.tables.write.prepare` has seen.
        config: settings of the run.
        force: extract again what is there already.
    """
    try:
        data = _read(file, config)
    except DocumentError as error:
        return _write(failed(file.doc_id, file.source, error), out, config)
    sha256 = hashlib.sha256(data).hexdigest()
    if not force and _is_current(read_written(out, file.doc_id), sha256, config):
        return Outcome(file.source, "skipped")
    try:
        facts = extract_bytes(data, file.source, config)
    except PolicyFactsError as error:
        facts = _with_sha256(failed(file.doc_id, file.source, error), sha256)
    except Exception as error:  # a defect, but of this document alone
        facts = _with_sha256(failed(file.doc_id, file.source, _unexpected("ingest", error)), sha256)
    return _write(facts, out, config)


def lost(file: InputFile, out: Path, config: Config, problem: str) -> Outcome:
    """Record a file whose worker process died with it (S002)."""
    error = DocumentError("S002", stage="batch", retryable=True, problem=problem)
    return _write(failed(file.doc_id, file.source, error), out, config)


def _read(file: InputFile, config: Config) -> bytes:
    try:
        size = file.path.stat().st_size
        if size > config.max_bytes:  # told before it fills the memory
            raise DocumentError("I005", stage="ingest", size=size, limit=config.max_bytes)
        return file.path.read_bytes()
    except OSError as error:
        raise DocumentError("I004", stage="ingest", retryable=True, problem=error.strerror or error) from error


def _is_current(written: WrittenDocument | None, sha256: str, config: Config) -> bool:
    if written is None or written.status == "failed":
        return False
    made_by = (written.sha256, written.config_fingerprint, written.schema_version, written.pipeline_version)
    return made_by == (sha256, config.fingerprint(), SCHEMA_VERSION, VERSION)


def _write(facts: Facts, out: Path, config: Config) -> Outcome:
    document = facts.document
    try:
        tables = facts.to_tables()
    except Exception as error:  # rows that no schema takes are a defect of a stage
        facts = _with_sha256(failed(document.doc_id, document.source, _unexpected("tables", error)), document.sha256)
        tables = facts.to_tables()
    code, message = (facts.errors[0].code, facts.errors[0].message) if facts.status == "failed" else ("", "")
    try:
        write_tables(tables, out, document.doc_id, config.fingerprint())
    except OSError as error:
        problem = DocumentError("T001", stage="tables", retryable=True, problem=error.strerror or error)
        return Outcome(document.source, "failed", code=problem.code, message=problem.message)
    rows = {name: table.num_rows for name, table in tables.items()}
    return Outcome(document.source, facts.status, rows, code, message)


def _with_sha256(facts: Facts, sha256: str) -> Facts:
    return replace(facts, document=replace(facts.document, sha256=sha256))


def _unexpected(stage: str, error: Exception) -> DocumentError:
    return DocumentError("S001", stage=stage, problem=f"{type(error).__name__}: {error}")
