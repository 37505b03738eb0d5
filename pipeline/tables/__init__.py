"""Tables: one explicit Arrow schema each, written per document, loaded as folders."""

from __future__ import annotations

from pipeline.tables.read import load, load_arrow, load_polars
from pipeline.tables.schemas import SCHEMA_VERSION, SCHEMAS

__all__ = ["SCHEMAS", "SCHEMA_VERSION", "load", "load_arrow", "load_polars"]
