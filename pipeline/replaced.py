"""Copies of records with some fields changed, made many at a time.

`dataclasses.replace` asks each field of each record anew what it is; here a class is asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_RecordT = TypeVar("_RecordT", bound="DataclassInstance")


def replaced(record: _RecordT, **changes: object) -> _RecordT:
    """As `dataclasses.replace`, for records of several fields, all of which are given to `__init__`."""
    values_of, place_of, keywords = _fields_of(type(record))
    values = list(values_of(record))
    for name, value in changes.items():
        values[place_of[name]] = value
    if not keywords:
        return type(record)(*values)
    positional = len(values) - len(keywords)
    return type(record)(*values[:positional], **dict(zip(keywords, values[positional:], strict=True)))


@cache
def _fields_of(kind: type) -> tuple[Callable[[Any], tuple[Any, ...]], Mapping[str, int], tuple[str, ...]]:
    """How to read all fields of a record, the place of each, and those that are given by keyword only, which are the last."""
    names = [field.name for field in sorted(fields(kind), key=attrgetter("kw_only"))]
    keywords = tuple(field.name for field in fields(kind) if field.kw_only)
    return attrgetter(*names), {name: place for place, name in enumerate(names)}, keywords
