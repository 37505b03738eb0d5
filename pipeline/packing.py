"""Drafts in msgpack, so that a `Doc` that carries one can go to bytes, to another process, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import srsly
from pydantic import TypeAdapter

from pipeline.facts import Facts
from pipeline.stages import Draft, draft_of

_KEY = "policyfacts.facts"
_ADAPTER = TypeAdapter(Facts)


def register() -> None:
    """Teach srsly, with which spaCy writes and reads the attributes of a `Doc`, the draft of a document: its facts, from which the rest comes back."""
    srsly.msgpack_encoders.register("policyfacts", func=_encode)
    srsly.msgpack_decoders.register("policyfacts", func=_decode)


def _encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(value, Draft):
        return {_KEY: _ADAPTER.dump_python(value.facts, mode="json")}
    return value if chain is None else chain(value)


def _decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(value, dict) and _KEY in value:
        return draft_of(_ADAPTER.validate_python(value[_KEY]))
    return value if chain is None else chain(value)
