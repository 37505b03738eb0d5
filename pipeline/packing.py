"""Records in msgpack, so that a `Doc` that carries them can go to bytes, to another process, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import srsly
from pydantic import TypeAdapter

from pipeline.records import Block, Claim, Entity, Mention, Metadata, RawDocument, Region, Sentence

_KIND = "policyfacts.record"
_ADAPTERS = {
    kind.__name__: TypeAdapter(kind)
    for kind in (Block, Claim, Entity, Mention, Metadata, RawDocument, Region, Sentence)
}


def register() -> None:
    """Teach srsly, with which spaCy writes and reads the attributes of a `Doc`, the records of a document."""
    srsly.msgpack_encoders.register("policyfacts", func=_encode)
    srsly.msgpack_decoders.register("policyfacts", func=_decode)


def _encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    adapter = _ADAPTERS.get(type(value).__name__)
    if adapter is not None and type(value).__module__ == Claim.__module__:
        return {_KIND: type(value).__name__, "fields": adapter.dump_python(value, mode="json")}
    return value if chain is None else chain(value)


def _decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(value, dict) and _KIND in value:
        return _ADAPTERS[value[_KIND]].validate_python(value["fields"])
    return value if chain is None else chain(value)
