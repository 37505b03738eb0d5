"""The stages at which a run may stop and start."""

from __future__ import annotations

from typing import Literal

Stage = Literal["clean", "segment", "ner", "claims"]

STAGES: tuple[Stage, ...] = ("clean", "segment", "ner", "claims")
"""In order; ``segment`` includes words, ``clean`` reading the file."""
