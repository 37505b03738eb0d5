"""Runs over many documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lazy import lazily

if TYPE_CHECKING:
    from pipeline.batch.document import Outcome
    from pipeline.batch.inputs import InputFile, Inputs, find_inputs
    from pipeline.batch.limits import Limits
    from pipeline.batch.local import default_workers, preview, run
    from pipeline.batch.plan import Request
    from pipeline.batch.summary import RunSummary


__all__ = [
    "InputFile",
    "Inputs",
    "Limits",
    "Outcome",
    "Request",
    "RunSummary",
    "default_workers",
    "find_inputs",
    "preview",
    "run",
]
__getattr__, __dir__ = lazily(
    __name__,
    {
        "Outcome": "pipeline.batch.document",
        "InputFile": "pipeline.batch.inputs",
        "Inputs": "pipeline.batch.inputs",
        "find_inputs": "pipeline.batch.inputs",
        "default_workers": "pipeline.batch.local",
        "preview": "pipeline.batch.local",
        "run": "pipeline.batch.local",
        "Request": "pipeline.batch.plan",
        "RunSummary": "pipeline.batch.summary",
        "Limits": "pipeline.batch.limits",
    },
)
