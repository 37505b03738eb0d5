"""Are the tables of an output folder what they claim to be?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.tables.compact import compacted, in_order
from pipeline.tables.layout import TABLES, tables_between
from pipeline.tables.parts import is_part, part_name, part_numbers, read_index
from pipeline.tables.plausibility import doubts, is_full
from pipeline.tables.read import Row, files_of, has_table, is_in_parts, read_documents
from pipeline.tables.schemas import SCHEMA_VERSION, SCHEMA_VERSION_KEY, SCHEMAS
from pipeline.tables.stages import STAGES
from pipeline.tables.write import table_path

_KEYS = {name: table.key for name, table in TABLES.items() if table.key}
# Tables whose rows repeat a stretch of the text.
_SLICED = [name for name in _KEYS if {"start", "end", "text"} <= {field.name for field in TABLES[name].columns}]
_PART = "part-"
_COUNTED = [name for name in TABLES if f"n_{name}" in {field.name for field in TABLES["documents"].columns}]


class Finding(NamedTuple):
    """What is wrong with the tables (``problem``), or what can hardly be in them (``warning``), as one line."""

    severity: Literal["problem", "warning"]
    text: str


def validate(out: Path) -> Iterator[str]:
    """Problems of the tables in `out`, one line each; none when they are sound.

    Raises:
        ConfigurationError: C009 when `out` holds no documents.
    """
    return (finding.text for finding in examine(out) if finding.severity == "problem")


def examine(out: Path) -> Iterator[Finding]:
    """Problems of the tables in `out`, compacted or not, and claims that can hardly be (`pipeline.tables.plausibility`).

    Checked are the schemas of all files, that every document has its tables and one row in ``documents``, that keys are
    unique and references between tables lead somewhere, that spans slice the raw text to what they say, that blocks
    tile it, and that counts agree. A file that is damaged is named, and all that it does not concern is checked. Memory
    stays bounded: some hundred documents are held at a time.

    Raises:
        ConfigurationError: C009 when `out` holds no documents.
    """
    tables = [table for table in SCHEMAS if has_table(out, table)]
    if "documents" not in tables:
        raise ConfigurationError("C009", path=out, table="documents")
    files = {table: files_of(out, table) for table in tables}
    bad: dict[str, set[str]] = {table: set() for table in tables}
    doc_ids: dict[str, Counter[str]] = {table: Counter() for table in tables}
    for table in tables:
        for file in files[table]:
            problems = list(_problems_of_file(file, table, doc_ids[table]))
            bad[table].update([file] if problems else [])
            yield from map(_problem, problems)
    if is_in_parts(out, "documents"):
        for table, path, problem in _changed_parts(out):
            bad.setdefault(table, set()).add(str(path))
            yield _problem(f"{path}: {problem}")
    elif compacted(out, "documents") is None:
        yield from map(_problem, _missing_files(out))
    for doc_id, count in doc_ids["documents"].items():
        if count > 1:
            yield _problem(f"documents: {doc_id} has {count} rows")
    yield from _contents(out, doc_ids, bad)


def _problem(text: str) -> Finding:
    return Finding("problem", text)


def _problems_of_file(file: str, table: str, doc_ids: Counter[str]) -> Iterator[str]:
    """Problems of a file as a file; the documents that it has rows of are counted in `doc_ids`."""
    try:
        with pq.ParquetFile(file) as opened:
            schema = opened.schema_arrow
            fits = _fits(schema, SCHEMAS[table])
            for group in range(opened.num_row_groups):  # all of it: damage may be anywhere
                rows = opened.read_row_group(group)
                if fits:
                    doc_ids.update(rows.column("doc_id").to_pylist())
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        yield f"{file}: not a Parquet file, or a damaged one: {str(error).splitlines()[0]}"
        return
    if not fits:
        yield f"{file}: its columns are not those of {table}"
    version = (schema.metadata or {}).get(SCHEMA_VERSION_KEY)
    if version is not None and version != SCHEMA_VERSION.encode():
        yield f"{file}: schema version {version.decode(errors='replace')}, not {SCHEMA_VERSION}"


def _fits(found: pa.Schema, expected: pa.Schema) -> bool:
    # Spark marks every column as nullable.
    return found.names == expected.names and all(found.field(field.name).type.equals(field.type) for field in expected)


def _missing_files(out: Path) -> Iterator[str]:
    names = {table: {path.name for path in in_order(out / table)} for table in SCHEMAS}
    documents = names["documents"]
    for table in tables_between("clean", STAGES[-1]):
        there = names.get(table, set())
        # A run that stopped early has none of a table; spark writes parts.
        if there and all(name.startswith(_PART) for name in there | documents):
            continue
        if there and documents - there:
            yield f"{table}: {len(documents - there)} documents have no file, the first: {min(documents - there)}"
        if there - documents:
            yield f"{table}: {len(there - documents)} files of no document, the first: {min(there - documents)}"


def _changed_parts(out: Path) -> Iterator[tuple[str, Path, str]]:
    """Files of parts that are not there, or not those that were written: their table, path, and what is wrong."""
    known = set(part_numbers(out))
    for number in sorted(known):
        index = read_index(out, number)
        for table, size in index.sizes.items() if index is not None else ():
            path = table_path(out, table, part_name(number))
            if not path.exists():
                yield table, path, "missing; the next run does its documents again"
            elif path.stat().st_size != size:
                yield table, path, f"{path.stat().st_size:,} bytes, not {size:,} as when it was written"
    for table in SCHEMAS:
        for number in sorted(set(part_numbers(out, table)) - known):
            yield table, table_path(out, table, part_name(number)), "rows of no document"


def _unsure(out: Path, stems: set[str]) -> set[str]:
    """Documents of which some rows are in damaged files, by the names of the files: their own, or those of parts."""
    found = set(stems)
    for stem, table in product(filter(is_part, stems), SCHEMAS):
        try:
            found.update(pq.ParquetFile(table_path(out, table, stem)).read(["doc_id"]).column(0).to_pylist())
        except (OSError, pa.ArrowException):
            continue
    return found


def _contents(out: Path, doc_ids: Mapping[str, Counter[str]], bad: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Problems of what documents say, but of those whose files are damaged.

    Args:
        doc_ids: by table, the documents that it has rows of.
        bad: by table, its damaged files.
    """
    unsure = _unsure(out, {Path(file).stem for files in bad.values() for file in files})
    known = doc_ids["documents"]
    # A part of the compacted tables or of Spark's holds many documents, and nobody knows which when it is damaged.
    stems = {table: [Path(file).stem for file in files] for table, files in bad.items()}
    tables = [table for table in doc_ids if all(is_part(stem) or not stem.startswith(_PART) for stem in stems[table])]
    for table in tables:
        for doc_id in sorted(doc_ids[table].keys() - known.keys() - unsure):
            yield _problem(f"{table}: rows of the document {doc_id}, which is not in documents")
    if "documents" in tables:
        for own in read_documents(out, tables, sorted(known.keys() - unsure)):
            yield from map(_problem, _document(own["documents"][0], own))
            yield from _plausibility(own["documents"][0], own.get("claims", []))


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


def _plausibility(document: Row, claims: list[Row]) -> Iterator[Finding]:
    """Claims of a document that can hardly be; a document that is full of them is a problem."""
    found = list(doubts(document, claims))
    for doubt in found:
        yield Finding("warning", f"implausible: {document['source']}: {doubt.claim_id}: {doubt.reason}")
    if is_full(claims, found):
        counts = f"{len(found)} of {len(claims)} figures are implausible"
        yield _problem(f"claims: {document['doc_id']}: {counts}, so its year or its parts were misread")
