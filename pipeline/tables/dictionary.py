"""The data dictionary, generated from what the records say of their fields.

``python -m pipeline.tables.dictionary > docs/data-dictionary.md`` (``make dictionary``) writes it anew.
"""

from __future__ import annotations

import sys

import pyarrow as pa

from pipeline.tables.schemas import CORPUS_ENTITIES, PANEL, SCHEMA_VERSION, SCHEMAS

_TYPES = {
    "date32[day]": "date",
    "double": "float64",
    "list<element: string>": "list of string",
    "list<item: string>": "list of string",
}


def data_dictionary() -> str:
    """The data dictionary as Markdown."""
    parts = [
        "# Data dictionary",
        "",
        "Generated from `pipeline/records.py` by `make dictionary`; change the descriptions there.",
        f"Schema version {SCHEMA_VERSION}. A table is a folder of Parquet files, one per document:",
        "`OUT/<table>/<doc_id>.parquet`, or parts of a thousand: `OUT/<table>/part-000000.parquet`. All offsets are Unicode code points into `documents.text`, the end exclusive.",
        "Columns are never null unless marked.",
    ]
    for name, schema in (*SCHEMAS.items(), ("corpus_entities", CORPUS_ENTITIES), ("panel", PANEL)):
        parts += ["", f"## {name}", "", (schema.metadata or {})[b"description"].decode(), ""]
        parts += ["| column | type | meaning |", "|---|---|---|"]
        parts += [_row(field) for field in schema]
    return "\n".join(parts) + "\n"


def _row(field: pa.Field) -> str:
    kind = _TYPES.get(str(field.type), str(field.type)) + (", nullable" if field.nullable else "")
    description = (field.metadata or {})[b"description"].decode().replace("|", "\\|")
    return f"| `{field.name}` | {kind} | {description} |"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(data_dictionary())
