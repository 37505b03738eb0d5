"""An earlier evaluation, read from what ``policyfacts evaluate --json`` wrote, and what has changed since.

Misses are compared one field at a time: a claim whose subject and base were wrong and whose base still is has one mended
miss. The place in the text tells which miss is which, so documents must be the same in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from pipeline.errors import ConfigurationError
from pipeline.evaluation.evaluate import Evaluation
from pipeline.evaluation.misses import Miss

News = Literal["new", "kept", "mended"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A miss of one document, or one wrong field of a claim.

    Attributes:
        field: the wrong field; empty for what is missed or spurious.
        gold: the label of the field; of a missed claim its value and unit.
        predicted: the prediction; of a spurious claim its value and unit.
        news: whether it was there before; None when nothing is compared.
    """

    document: str
    layer: str
    kind: str
    field: str
    gold: str
    predicted: str
    start: int
    end: int
    sentence: tuple[str, str, str]
    news: News | None = None

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes it the same fault in another run."""
        layer = "claims" if self.field else self.layer
        return self.document, layer, self.kind, self.field, self.start, self.end


class _EarlierDocument(BaseModel, extra="allow"):
    failure: str
    misses: tuple[Miss, ...]


class Earlier(BaseModel):
    """An earlier evaluation: scores as `Evaluation.as_json` gives them, and the misses of each document."""

    documents: dict[str, _EarlierDocument]
    total: dict[str, dict[str, Any]]

    def scores_of(self, document: str) -> Mapping[str, Mapping[str, Any]]:
        """The scores of a document by name; empty when it was not there."""
        return (self.documents[document].model_extra or {}) if document in self.documents else {}


def read_earlier(path: Path) -> Earlier:
    """The evaluation in `path`.

    Raises:
        ConfigurationError: E004 when it cannot be read or is none.
    """
    try:
        return Earlier.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ConfigurationError("E004", path=path, problem=error.strerror or error) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ConfigurationError("E004", path=path, problem=f"{place}: {first['msg']}".removeprefix(": ")) from error


def faults(evaluation: Evaluation, earlier: Earlier | None = None) -> list[Fault]:
    """All faults of an evaluation; with an earlier one each says whether it is new, and those that are mended follow.

    Documents that failed, now or then, and documents that only one of the two knows have no news.
    """
    now = [
        fault for document in evaluation.documents for miss in document.misses for fault in _split(document.name, miss)
    ]
    if earlier is None:
        return now
    comparable = {document.name for document in evaluation.documents if not document.failure} & {
        name for name, document in earlier.documents.items() if not document.failure
    }
    then = [
        fault
        for name, document in earlier.documents.items()
        for miss in document.misses
        for fault in _split(name, miss)
        if name in comparable
    ]
    before, after = ({fault.identity for fault in side} for side in (then, now))
    known = [
        replace(fault, news="kept" if fault.identity in before else "new") if fault.document in comparable else fault
        for fault in now
    ]
    return known + [replace(fault, news="mended") for fault in then if fault.identity not in after]


def _split(document: str, miss: Miss) -> Iterable[Fault]:
    fixed = (miss.start, miss.end, miss.sentence)
    if miss.kind == "wrong":
        for name, gold, predicted in miss.fields:
            yield Fault(document, miss.layer, miss.kind, name, gold, predicted, *fixed)
        return
    gold, predicted = (" ".join(field[side] for field in miss.fields).strip() for side in (1, 2))
    yield Fault(document, miss.layer, miss.kind, "", gold, predicted, *fixed)
