"""From the records of documents to Arrow tables, and from rows back to records.

Ids are local to a document in `pipeline.records`; in tables the doc_id is put before them (``c5`` → ``<doc_id>/c5``), so
that tables of many documents join on ids alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import Any, Protocol, TypeVar, get_type_hints

import pyarrow as pa

from pipeline.fields import Field
from pipeline.tables.layout import TABLES, Table
from pipeline.tables.schemas import SCHEMAS

SEPARATOR = " > "
"""Between texts that are one string in a table."""

Row = Mapping[str, Any]
RecordT = TypeVar("RecordT")


class Records(Protocol):
    """The records of a document: those of each table as the attribute of its name, `pipeline.facts.Facts` for instance."""

    @property
    def doc_id(self) -> str:
        """Of the document."""


def to_tables(documents: Sequence[Records]) -> dict[str, pa.Table]:
    """The tables of documents, each with its schema from `SCHEMAS`; empty ones included.

    Args:
        documents: their records; rows are in this order. A column is made of all of them at once, so many short documents cost
            little more than one long one.

    Raises:
        pyarrow.ArrowInvalid: a record holds None or a type where the schema forbids it (a defect of a stage).
    """
    return {name: _table_of(table, documents) for name, table in TABLES.items()}


def _table_of(table: Table, documents: Sequence[Records]) -> pa.Table:
    schema = SCHEMAS[table.name]
    found = [(document.doc_id, getattr(document, table.name)) for document in documents]
    records = list(chain.from_iterable(records for _, records in found))
    if not records:
        return _empty(table.name)
    return to_table(table, schema, records, [doc_id for doc_id, own in found for _ in own])


@cache
def _empty(table: str) -> pa.Table:
    return SCHEMAS[table].empty_table()


def to_table(table: Table, schema: pa.Schema, records: Sequence[object], owners: Sequence[str] = ()) -> pa.Table:
    """Records as rows of a table; raises as `to_tables` does.

    Args:
        owners: the id of the document of each record; empty when they belong to none.
    """
    columns: list[Any] = []
    for field, arrow in zip(table.columns, schema, strict=True):
        column = pa.array(_cells(field, records, owners), type=arrow.type)
        if column.null_count and not field.optional:
            raise pa.ArrowInvalid(f"column {field.name} holds null")
        columns.append(column)
    return pa.Table.from_arrays(columns, schema=schema)


def _cells(field: Field, records: Sequence[object], owners: Sequence[str]) -> Sequence[object]:
    if not field.path:
        return owners
    values = map(attrgetter(field.path), records)
    if owners and (field.column.key or field.column.refers):
        owned = zip(owners, values, strict=True)
        if field.type is int:
            return [f"{doc_id}/s{ordinal}" for doc_id, ordinal in owned]
        if field.type is tuple:
            return [[f"{doc_id}/{local}" for local in locals_] for doc_id, locals_ in owned]
        return [f"{doc_id}/{local}" if local else "" for doc_id, local in owned]  # an empty id: no such record
    if field.type is Decimal:
        return [None if value is None else float(value) for value in values]
    if field.column.joined:
        return [SEPARATOR.join(texts) for texts in values]
    return list(values)


def to_rows(table: str, records: Sequence[object], columns: Sequence[str]) -> list[dict[str, Any]]:
    """Records as rows with some columns of a table, none of which are ids of other records."""
    fields_of = {field.name: field for field in TABLES[table].columns}
    cells = [_cells(fields_of[name], records, ()) for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def to_records(table: str, rows: Sequence[Row], record: type[RecordT]) -> tuple[RecordT, ...]:
    """The records that rows of a table were made of; fields that are no columns have their defaults.

    Args:
        table: name of the table.
        rows: with all of its columns.
        record: type of the records of the table.

    Raises:
        KeyError, TypeError, ValueError: the rows are of another table, or damaged.
    """
    columns = {field.path: field for field in TABLES[table].columns}
    return tuple(map(_reader(record, columns, ""), rows))


def _reader(record: type[RecordT], columns: Mapping[str, Field], prefix: str) -> Callable[[Row], RecordT]:
    hints = get_type_hints(record)
    parts: dict[str, Callable[[Row], Any]] = {}
    for field in fields(record):  # type: ignore[arg-type]
        path = prefix + field.name
        if path in columns:
            parts[field.name] = partial(_value, columns[path])
        elif is_dataclass(hints[field.name]):
            parts[field.name] = _reader(hints[field.name], columns, f"{path}.")
    return lambda row: record(**{name: part(row) for name, part in parts.items()})


def _value(field: Field, row: Row) -> Any:
    cell = row[field.name]
    if field.type is tuple and field.column.refers:
        return tuple(reference.rpartition("/")[2] for reference in cell)
    if field.column.key or field.column.refers:
        local = cell.rpartition("/")[2]
        return int(local[1:]) if field.type is int else local
    if field.column.joined:
        return tuple(cell.split(SEPARATOR)) if cell else ()
    if field.type is tuple:
        return tuple(cell)
    if field.type is Decimal and cell is not None:
        return Decimal(
            repr(cell).removesuffix(".0")
        )  # the shortest decimal that is this float: 20.3, not 20.30000000000000071…
    return cell
