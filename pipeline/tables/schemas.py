"""The Arrow schemas of all tables, from what the records say of their fields.

Every file of a table is written with its schema, empty ones included, so that a folder of files is one data set
for every reader. Columns may be added at the end; none is ever renamed or retyped without a new `SCHEMA_VERSION`.
The descriptions travel in the files, and `docs/data-dictionary.md` is generated from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pyarrow as pa

from pipeline.fields import Field
from pipeline.tables import layout
from pipeline.tables.layout import TABLES, Table
from pipeline.version import VERSION

SCHEMA_VERSION = "1"

# Keys of the file metadata.
SCHEMA_VERSION_KEY = b"policyfacts.schema_version"
PIPELINE_VERSION_KEY = b"policyfacts.pipeline_version"
CONFIG_KEY = b"policyfacts.config"
# Fingerprint of the stage that wrote the table; in `documents` those of all stages that are done.
STAGES_KEY = b"policyfacts.stages"

_TYPES: Mapping[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int32(),
    float: pa.float64(),
    Decimal: pa.float64(),
    date: pa.date32(),
    tuple: pa.list_(pa.string()),
}


def schema_of(table: Table) -> pa.Schema:
    """The schema of a table, with its description and those of its columns."""
    return pa.schema(
        [
            pa.field(
                field.name,
                _type(field),
                nullable=field.optional,
                metadata={"description": field.column.description},
            )
            for field in table.columns
        ],
        metadata={
            b"description": table.description.encode(),
            SCHEMA_VERSION_KEY: SCHEMA_VERSION.encode(),
            PIPELINE_VERSION_KEY: VERSION.encode(),
        },
    )


def _type(field: Field) -> pa.DataType:
    is_text = field.column.key or (field.column.refers and field.type is not tuple) or field.column.joined
    return pa.string() if is_text else _TYPES[field.type]


SCHEMAS: dict[str, pa.Schema] = {name: schema_of(table) for name, table in TABLES.items()}
CORPUS_ENTITIES = schema_of(layout.CORPUS_ENTITIES)
PANEL = schema_of(layout.PANEL)
