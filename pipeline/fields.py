"""How a field of a record is declared: once, for all who store, describe, score, label and show it.

A record in `pipeline.records` gives each field that is a column of a table a `column` as its metadata. Whoever needs to
know the columns of a record asks `columns_of`: the schemas and rows of `pipeline.tables`, the labels and metrics of
`pipeline.evaluation`, the formats of `pipeline.labelling`, `pipeline.explain`, `pipeline.show` and `pipeline.report`.
What the type of a field says (text, number, date, one of some words, may be missing) is not said again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

Counting = Literal["strict", "accuracy", "retrieval"]
Agreement = Literal["equal", "folded", "number", "gist"]
Labelling = Literal["always", "if_any", "sometimes", "in_some_files"]
Showing = Literal["always", "if_any"]
Listing = Literal["terminal", "report"]

_COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Scored:
    """How a field of a found claim is scored against its label.

    Attributes:
        how: ``strict``: a part of the strict score; ``accuracy``: a score of its own over the found claims;
            ``retrieval``: a score of its own by precision and recall, for what few claims have.
        by: when two values agree: when they are ``equal``, equal but for width and white space (``folded``), equal up to
            rounding (``number``), or when one says what the other says (``gist``).
    """

    how: Counting
    by: Agreement = "equal"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Whether people label a field.

    Attributes:
        when: ``always``: every label states it; ``if_any``: left out where there is none; ``sometimes``: labelled in some
            gold files only, and not scored where it is left out; ``in_some_files``: left out where there is none, and not scored
            in a file that never states it. A field added later is ``sometimes``, or ``in_some_files`` when it leads to a claim.
        layer: the layer in which it is labelled, where records of its kind fill several.
    """

    when: Labelling
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Whether those who show a record have a line for a field; None where another field's line tells it, too.

    Attributes:
        when: ``always``, saying that there is none; or ``if_any``, only where there is one.
        lists: where lists of records have a column for it.
        quoted: whether its value is copied from the text of the document.
    """

    when: Showing = "if_any"
    lists: tuple[Listing, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """What is said of a field beside its type; `column` explains the attributes."""

    description: str
    name: str = ""
    key: bool = False
    refers: str = ""
    joined: bool = False
    scored: Scored | None = None
    labelled: Labelled | None = None
    shown: Shown | None = None


def column(
    description: str,
    *,
    name: str = "",
    key: bool = False,
    refers: str = "",
    joined: bool = False,
    scored: Scored | None = None,
    labelled: Labelled | None = None,
    shown: Shown | None = None,
) -> Mapping[str, Column]:
    """The metadata of a field that is a column of a table.

    Args:
        description: of the column, in the data dictionary and in the files.
        name: of the column, where the field has another one.
        key: whether it identifies the record: local to the document in the record, unique over all documents in the table.
        refers: table to a row of which it refers by its key: an id, or the ordinal of a sentence; empty: to none.
        joined: whether texts are one string in the table, joined by `pipeline.tables.rows.SEPARATOR`.
        scored: how it is scored, if it is.
        labelled: when people label it, if they do.
        shown: whether it has a line of its own where a record is shown.
    """
    return {_COLUMN: Column(description, name, key, refers, joined, scored, labelled, shown)}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record as the column that it becomes.

    Attributes:
        name: of the column.
        path: of the field from the record; of a record within the record with a dot: ``document.text``.
        type: of a value that is not missing: str, int, float, bool, Decimal, date or tuple (of str).
        optional: whether a value may be missing (None).
        options: the values that a text may have, the plain one first; empty when it is free.
        column: what is declared of it.
    """

    name: str
    path: str
    type: type
    optional: bool
    options: tuple[str, ...]
    column: Column


@cache
def columns_of(record: type) -> tuple[Field, ...]:
    """The columns of a record in the order of its fields; a field that holds a record brings the columns of that one."""
    return tuple(_columns(record, ""))


def _columns(record: type, prefix: str) -> Iterator[Field]:
    hints = get_type_hints(record)
    for field in fields(record):
        hint, path = hints[field.name], prefix + field.name
        said = field.metadata.get(_COLUMN)
        if said is not None:
            yield _field(said, path, hint)
        elif isinstance(hint, type) and is_dataclass(hint):
            yield from _columns(hint, f"{path}.")


def _field(said: Column, path: str, hint: Any) -> Field:
    choices = [choice for choice in get_args(hint) if choice is not NoneType]
    optional = NoneType in get_args(hint)
    if optional:
        [hint] = choices
    options = get_args(hint) if get_origin(hint) is Literal else ()
    kind = str if options else get_origin(hint) or hint
    return Field(said.name or path.rpartition(".")[2], path, kind, optional, options, said)
