"""The tables of an output folder as views for DuckDB: a file of SQL, and no copy of the data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.tables.joined import joined_columns
from pipeline.tables.layout import CORPUS_ENTITIES, PANEL
from pipeline.tables.read import has_table
from pipeline.tables.schemas import SCHEMAS

FILE = "views.sql"
_JOINED = ("mentions", "claims")
"""Tables of which there is a view ``<table>_in_context``, too."""


def write_views(out: Path) -> Path:
    """Write ``OUT/views.sql``: a view per table, and claims and mentions with their sentence, title and region.

    The files are named by their absolute paths, so that the views can be used from any folder.

    Args:
        out: output folder of a run; what it gets later is in the views, too.

    Returns:
        The file.

    Raises:
        ConfigurationError: C009 when `out` holds no documents, C012 when the file cannot be written.
    """
    if not has_table(out, "documents"):
        raise ConfigurationError("C009", path=out, table="documents")
    path = out / FILE
    try:
        path.write_text("\n".join(_statements(out.resolve())) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigurationError("C012", path=path, problem=error.strerror or error) from error
    return path


def _statements(out: Path) -> Iterator[str]:
    yield "-- Views of the tables of policyfacts, for DuckDB: duckdb -init views.sql, or in Python duckdb.sql(open(...).read())."
    there = [table for table in SCHEMAS if has_table(out, table)]
    for table in there:
        yield f"create or replace view {table} as select * from read_parquet({_files(out, table)});"
    for gathered in (CORPUS_ENTITIES, PANEL):
        if (path := out / f"{gathered.name}.parquet").is_file():
            yield f"create or replace view {gathered.name} as select * from read_parquet({_quoted(path)});"
    if "sentences" in there:
        for table in _JOINED:
            if table in there:
                yield _in_context(table)


def _files(out: Path, table: str) -> str:
    """What DuckDB reads a table from: the files of the run, or the compacted ones where only these were copied."""
    own = out / table
    has_own = own.is_dir() and any(name.endswith(".parquet") for name in os.listdir(own))
    return _quoted(own / "*.parquet" if has_own else out / "compact" / table / "**" / "*.parquet")


def _quoted(path: Path) -> str:
    return "'" + path.as_posix().replace("'", "''") + "'"


def _in_context(table: str) -> str:
    columns = ", ".join(f"{source}.{column} as {name}" for name, (source, column) in joined_columns(table).items())
    return (
        f"create or replace view {table}_in_context as select {table}.*, {columns} from {table} "
        f"join documents using (doc_id) "
        f"left join sentences on sentences.doc_id = {table}.doc_id and sentences.sentence_id = {table}.sentence_id;"
    )
