"""Are the tables of an output folder what they claim to be?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.tables.compact import compacted, in_order
from pipeline.tables.layout import TABLES, tables_between
from pipeline.tables.read import Row, has_table, open_dataset, read_documents
from pipeline.tables.schemas import SCHEMA_VERSION, SCHEMA_VERSION_KEY, SCHEMAS
from pipeline.tables.stages import STAGES

_KEYS = {name: table.key for name, table in TABLES.items() if table.key}
# Tables whose rows repeat a stretch of the text.
_SLICED = [name for name in _KEYS if {"start", "end", "text"} <= {field.name for field in TABLES[name].columns}]
_COUNTED = [name for name in TABLES if f"n_{name}" in {field.name for field in TABLES["documents"].columns}]


def validate(out: Path) -> Iterator[str]:
    """Problems of the tables in `out`, compacted or not, one line each; none when they are sound.

    Checked are the schemas of all files, that every document has its tables and one row in ``documents``, that keys are
    unique and references between tables lead somewhere, that spans slice the raw text to what they say, that blocks
    tile it, and that counts agree. Memory stays bounded: some hundred documents are held at a time.

    Raises:
        ConfigurationError: C009 when `out` holds no documents.
    """
    tables = [table for table in SCHEMAS if has_table(out, table)]
    if "documents" not in tables:
        raise ConfigurationError("C009", path=out, table="documents")
    bad = list(_bad_files(out, tables))
    yield from bad
    if bad:
        return
    if compacted(out, "documents") is None:
        yield from _missing_files(out)
    yield from _duplicates(out)
    yield from _contents(out, tables)


def _bad_files(out: Path, tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        for file in open_dataset(out, table).files:
            try:
                schema = pq.read_schema(file)
            except (OSError, pa.ArrowException) as error:
                yield f"{file}: not a Parquet file: {error}"
                continue
            if not _fits(schema, SCHEMAS[table]):
                yield f"{file}: its columns are not those of {table}"
            version = (schema.metadata or {}).get(SCHEMA_VERSION_KEY)
            if version is not None and version.decode() != SCHEMA_VERSION:
                yield f"{file}: schema version {version.decode()}, not {SCHEMA_VERSION}"


def _fits(found: pa.Schema, expected: pa.Schema) -> bool:
    # Spark marks every column as nullable.
    return found.names == expected.names and all(found.field(field.name).type.equals(field.type) for field in expected)


def _missing_files(out: Path) -> Iterator[str]:
    names = {table: {path.name for path in in_order(out / table)} for table in SCHEMAS}
    documents = names["documents"]
    for table in tables_between("clean", STAGES[-1]):
        there = names.get(table, set())
        # A run that stopped early has none of a table; spark writes parts.
        if there and all(name.startswith("part-") for name in there | documents):
            continue
        if there and documents - there:
            yield f"{table}: {len(documents - there)} documents have no file, the first: {min(documents - there)}"
        if there - documents:
            yield f"{table}: {len(there - documents)} files of no document, the first: {min(there - documents)}"


def _duplicates(out: Path) -> Iterator[str]:
    ids = Counter(open_dataset(out, "documents").to_table(columns=["doc_id"]).column("doc_id").to_pylist())
    for doc_id, count in ids.items():
        if count > 1:
            yield f"documents: {doc_id} has {count} rows"


def _contents(out: Path, tables: list[str]) -> Iterator[str]:
    known = set(open_dataset(out, "documents").to_table(columns=["doc_id"]).column("doc_id").to_pylist())
    for table in tables:
        strays = set(open_dataset(out, table).to_table(columns=["doc_id"]).column("doc_id").to_pylist()) - known
        for doc_id in sorted(strays):
            yield f"{table}: rows of the document {doc_id}, which is not in documents"
    for own in read_documents(out, tables, sorted(known)):
        yield from _document(own["documents"][0], own)


def _document(document: Row, rows: dict[str, list[Row]]) -> Iterator[str]:
    name = document["doc_id"]
    text = document["text"]
    if document["n_chars"] != len(text):
        yield f"documents: {name}: n_chars is {document['n_chars']}, the text has {len(text)}"
    if (document["status"] == "failed") != bool(rows.get("errors")):
        yield f"documents: {name}: status {document['status']}, but {len(rows.get('errors', []))} errors"
    for table in _COUNTED:
        if table in rows and document[f"n_{table}"] != len(rows[table]):
            yield f"documents: {name}: n_{table} is {document[f'n_{table}']}, but there are {len(rows[table])}"
    position = 0
    for block in rows.get("blocks", []):
        if block["start"] != position:
            yield f"blocks: {name}: block {block['ordinal']} starts at {block['start']}, not {position}"
        position = block["end"]
    if rows.get("blocks") and position != len(text):
        yield f"blocks: {name}: they end at {position}, the text at {len(text)}"
    for table in _SLICED:
        for row in rows.get(table, []):
            if text[row["start"] : row["end"]] != row["text"]:
                yield f"{table}: {row[_KEYS[table]]}: its text is not documents.text[{row['start']}:{row['end']}]"
    keys = {table: Counter(row[key] for row in rows.get(table, [])) for table, key in _KEYS.items()}
    for table, counts in keys.items():
        yield from (f"{table}: {key} occurs {count} times" for key, count in counts.items() if count > 1)
    for table in keys:
        for column, target in TABLES[table].references.items():
            for row in rows.get(table, []):
                told = row[column] if isinstance(row[column], list) else [row[column]]
                for key in told:
                    if key and key not in keys[target]:
                        yield f"{table}: {row[_KEYS[table]]}: {column} {key} is not in {target}"
