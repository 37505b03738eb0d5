"""The stages at which a run may stop and start, and where it keeps what is its own."""

from __future__ import annotations

from typing import Literal

Stage = Literal["clean", "segment", "ner", "claims"]

STAGES: tuple[Stage, ...] = ("clean", "segment", "ner", "claims")
"""In order; ``segment`` includes words, ``clean`` reading the file."""

RUN = ".run"
"""Folder in the output folder for what a run keeps for itself: lock, ledger, status, log, staging."""
