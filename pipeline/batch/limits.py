"""What one document may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    Attributes:
        seconds: wall-clock time.
        megabytes: memory beyond what the models take, where the system can hold to it (see `pipeline.batch.system`).
    """

    seconds: float = 600.0
    megabytes: int = 4096
