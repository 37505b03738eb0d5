"""One document of an output folder, by the name that somebody knows it by."""

from __future__ import annotations

from pathlib import Path, PurePath

from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.tables.layout import TABLES
from pipeline.tables.read import files_of, has_table, read_columns, read_documents
from pipeline.tables.restore import facts_of

_NAMED = 10


def facts_of_source(out: Path, source: str) -> Facts:
    """The facts of one document of an output folder.

    Args:
        out: output folder, compacted or not.
        source: of the document, its last folders and name, a path that ends in them, or its id.

    Raises:
        ConfigurationError: C009 when `out` holds no documents, C034 when none or several of them are meant.
    """
    known = list(read_columns(files_of(out, "documents"), ["doc_id", "source"]))
    wanted = PurePath(source).as_posix()
    found = [row for row in known if wanted in (row["source"], row["doc_id"])]
    found = found or [row for row in known if _ends_alike(row["source"], wanted)]
    if len(found) != 1:
        names = [row["source"] for row in found or known]
        told = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        raise ConfigurationError("C034", path=out, source=source, found=len(found), known=told)
    [rows] = read_documents(out, [table for table in TABLES if has_table(out, table)], [found[0]["doc_id"]])
    return facts_of(rows)


def _ends_alike(one: str, other: str) -> bool:
    one, other = f"/{one}", f"/{other}"
    return one.endswith(other) or other.endswith(one)
