"""Runs over many documents."""

from __future__ import annotations

from pipeline.batch.document import Outcome
from pipeline.batch.inputs import InputFile, Inputs, find_inputs
from pipeline.batch.local import Summary, default_workers, run

__all__ = ["InputFile", "Inputs", "Outcome", "Summary", "default_workers", "find_inputs", "run"]
