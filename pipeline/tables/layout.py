"""Which tables there are, which record makes a row of each, and which stages write it.

The columns of a table are those of its record, in the order of its fields, and the `doc_id`, behind the key of the record
where it has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.fields import Column, Field, columns_of
from pipeline.records import (
    Block,
    Check,
    Claim,
    CorpusEntity,
    Document,
    Entity,
    ErrorRecord,
    Mention,
    PanelRow,
    Sentence,
)
from pipeline.tables.stages import STAGES, Stage


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `pipeline.facts.Facts` holds its records under its name.

    Attributes:
        name: of its folder.
        description: what it holds.
        record: type that makes a row.
        columns: in their order; one without a path is the same for all rows of a document.
        stages: that write it; empty: all of them, since its rows say how the others were made.
    """

    name: str
    description: str
    record: type
    columns: tuple[Field, ...]
    stages: tuple[Stage, ...] = ()

    @property
    def key(self) -> str:
        """Column that identifies a row over all documents; empty when none does."""
        return next((field.name for field in self.columns if field.column.key), "")

    @property
    def references(self) -> Mapping[str, str]:
        """Columns that refer to a row of a table by its key, and that table."""
        return {field.name: field.column.refers for field in self.columns if field.column.refers}


_DOC_ID = replace(columns_of(ErrorRecord)[0], path="")
# A sentence has no id but its ordinal.
_SENTENCE_ID = Field(
    "sentence_id", "ordinal", int, False, (), Column("id of the sentence, unique over all documents", key=True)
)
# The columns of `documents`, which come from several records, as they were published; later ones follow them.
_PUBLISHED = (
    *("doc_id", "source", "sha256", "encoding", "title", "site", "url", "publisher", "document_number", "published"),
    *("region", "report_year", "text", "n_chars", "n_sentences", "n_mentions", "n_claims", "status", "warnings"),
)


def _documents() -> tuple[Field, ...]:
    places = {name: place for place, name in enumerate(_PUBLISHED)}
    return tuple(sorted(columns_of(Document), key=lambda field: places.get(field.name, len(places))))


def _with_doc_id(columns: Sequence[Field]) -> tuple[Field, ...]:
    keys = [field for field in columns if field.column.key]
    return (*keys, _DOC_ID, *(field for field in columns if not field.column.key))


_TABLES = (
    Table("documents", "One row per input file, failed ones included.", Document, _documents()),
    Table(
        "blocks",
        "Stretches of the raw text, content and boilerplate; the blocks of a document tile its text.",
        Block,
        _with_doc_id(columns_of(Block)),
        ("clean", "segment"),
    ),
    Table(
        "sentences",
        "The sentences of the content, in order.",
        Sentence,
        _with_doc_id((_SENTENCE_ID, *columns_of(Sentence))),
        ("segment",),
    ),
    Table("mentions", "Occurrences of names in the content.", Mention, _with_doc_id(columns_of(Mention)), ("ner",)),
    Table(
        "entities",
        "What the mentions of one thing in one document share.",
        Entity,
        _with_doc_id(columns_of(Entity)),
        ("ner",),
    ),
    Table(
        "claims",
        "Every quantity that the content states, with its role.",
        Claim,
        _with_doc_id(columns_of(Claim)),
        ("claims",),
    ),
    Table(
        "checks",
        "Verifications of claims against each other and against what can be, passed and failed.",
        Check,
        _with_doc_id(columns_of(Check)),
        ("claims",),
    ),
    Table("errors", "Failures that cost a document or a part of it.", ErrorRecord, columns_of(ErrorRecord)),
)

TABLES: Mapping[str, Table] = {table.name: table for table in _TABLES}
"""The tables of a run by name."""

CORPUS_ENTITIES = Table(
    "corpus_entities",
    "Entities merged over all documents of an output folder, by name and region: the file `OUT/corpus_entities.parquet`, "
    "written by `policyfacts entities OUT`.",
    CorpusEntity,
    columns_of(CorpusEntity),
)

PANEL = Table(
    "panel",
    "What is known of each indicator by place and period: the file `OUT/panel.parquet`, written by `policyfacts panel OUT`.",
    PanelRow,
    columns_of(PanelRow),
)


def tables_between(first: Stage, last: Stage) -> tuple[str, ...]:
    """Tables that a run from `first` to `last`, both included, writes.

    What says how the other rows were made comes last, ``documents`` behind all: it is moved into place when they are there.
    """
    stages = STAGES[STAGES.index(first) : STAGES.index(last) + 1]
    written = [name for stage in stages for name, table in TABLES.items() if stage in table.stages]
    return (*dict.fromkeys(written), *reversed([name for name, table in TABLES.items() if not table.stages]))


def tables_after(last: Stage) -> tuple[str, ...]:
    """Tables that only stages behind `last` write."""
    return tuple(table for table in tables_between("clean", STAGES[-1]) if table not in tables_between("clean", last))


def writer_of(table: str, done: int) -> int:
    """Index of the stage that wrote `table` last when the first `done` stages are done."""
    writers = [number for number, stage in enumerate(STAGES[:done]) if stage in TABLES[table].stages]
    return writers[-1] if writers else done - 1
