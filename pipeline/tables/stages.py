"""Which stage writes which tables: what a run that stops early leaves, and what one that starts late finds."""

from __future__ import annotations

from typing import Literal

Stage = Literal["clean", "segment", "ner", "claims"]

STAGES: tuple[Stage, ...] = ("clean", "segment", "ner", "claims")
"""The stages at which a run may stop and start, in order; ``segment`` includes words, ``clean`` reading the file."""

# What says how the other rows were made is written at every stage, and moved into place last.
RECORDS = ("errors", "documents")

_TABLES: dict[Stage, tuple[str, ...]] = {
    "clean": ("blocks",),
    "segment": ("blocks", "sentences"),
    "ner": ("mentions", "entities"),
    "claims": ("claims",),
}


def tables_between(first: Stage, last: Stage) -> tuple[str, ...]:
    """Tables that a run from `first` to `last`, both included, writes; ``documents`` is the last of them."""
    stages = STAGES[STAGES.index(first) : STAGES.index(last) + 1]
    return (*dict.fromkeys(table for stage in stages for table in _TABLES[stage]), *RECORDS)


def tables_after(last: Stage) -> tuple[str, ...]:
    """Tables that only stages behind `last` write."""
    return tuple(table for table in tables_between("clean", STAGES[-1]) if table not in tables_between("clean", last))


def writer_of(table: str, done: int) -> int:
    """Index of the stage that wrote `table` last when the first `done` stages are done."""
    writers = [number for number, stage in enumerate(STAGES[:done]) if table in _TABLES[stage]]
    return writers[-1] if writers else done - 1
