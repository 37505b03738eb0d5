"""Tables: one explicit Arrow schema each, written per document, loaded as folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lazy import lazily

if TYPE_CHECKING:
    from pipeline.tables.read import load, load_arrow, load_polars
    from pipeline.tables.schemas import SCHEMA_VERSION, SCHEMAS

__all__ = ["SCHEMAS", "SCHEMA_VERSION", "load", "load_arrow", "load_polars"]
__getattr__, __dir__ = lazily(
    __name__,
    {
        "SCHEMAS": "pipeline.tables.schemas",
        "SCHEMA_VERSION": "pipeline.tables.schemas",
        "load": "pipeline.tables.read",
        "load_arrow": "pipeline.tables.read",
        "load_polars": "pipeline.tables.read",
    },
)
