"""The layers of gold files, and the fields that people label in each: those that the records declare as labelled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, create_model

from pipeline.fields import Column, Field, Labelled, columns_of
from pipeline.records import Block, Claim, Mention

Range = tuple[int, int]

RECORDS: Mapping[str, type] = {
    "school": Mention,
    "person": Mention,
    "program": Mention,
    "claims": Claim,
    "headings": Block,
}
"""Record of the labels of each layer whose labels are more than a range."""

OPTIONAL = Field(
    "optional", "optional", bool, False, (), Column("whether careful readers could differ", labelled=Labelled("if_any"))
)
"""What labels of names and claims may say of themselves."""

_MAY_BE_OPTIONAL = ("school", "person", "program", "claims")


@cache
def fields_of(layer: str) -> tuple[Field, ...]:
    """The fields that are labelled in a layer, in their order."""
    if layer not in RECORDS:
        return ()
    columns = columns_of(RECORDS[layer])
    return tuple(field for field in columns if field.column.labelled and field.column.labelled.layer in ("", layer))


def may_be_optional(layer: str) -> bool:
    """Whether labels of a layer may be marked as neither right nor wrong."""
    return layer in _MAY_BE_OPTIONAL


def is_link(field: Field) -> bool:
    """Whether a label says that field by the text of another claim, which tools show as a link to it."""
    return field.column.refers == "claims"


def plain(field: Field) -> Any:
    """What a label says that says nothing of a field: None where that is not known, or means that nobody has labelled it."""
    if _said(field).when == "sometimes" or field.optional:
        return None
    if field.options:
        return field.options[0]
    return {str: "", bool: False}.get(_kind(field))


def stated(field: Field, value: Any) -> Any:
    """A value of a record as a label has it: that there is none is a statement, too."""
    return "" if value is None and _said(field).when == "sometimes" else value


def is_left_out(field: Field, value: Any) -> bool:
    """Whether a gold file leaves out a field that has this value."""
    return _said(field).when != "always" and value == plain(field)


@cache
def label_model(layer: str) -> type[BaseModel]:
    """What a label of a layer is in a gold file."""
    fields = (*fields_of(layer), OPTIONAL) if may_be_optional(layer) else fields_of(layer)
    own: dict[str, Any] = {field.name: (_type(field), _default(field)) for field in fields}
    return create_model(
        layer, __config__=ConfigDict(extra="forbid"), start=(int, ...), end=(int, ...), text=(str, ...), **own
    )


def _said(field: Field) -> Labelled:
    assert field.column.labelled is not None
    return field.column.labelled


def _kind(field: Field) -> type:
    return str if field.column.refers else field.type


def _type(field: Field) -> Any:
    kind: Any = Literal[field.options] if field.options else _kind(field)
    if _said(field).when == "sometimes":
        return kind | Literal[""] | None if field.optional else kind | None
    return kind | None if field.optional else kind


def _default(field: Field) -> Any:
    return ... if _said(field).when == "always" else plain(field)
