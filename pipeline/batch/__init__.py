"""Runs over many documents."""

from __future__ import annotations

from pipeline.batch.document import Outcome
from pipeline.batch.inputs import InputFile, Inputs, find_inputs
from pipeline.batch.local import default_workers, preview, run
from pipeline.batch.plan import Request
from pipeline.batch.summary import RunSummary
from pipeline.batch.workers import Limits

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
