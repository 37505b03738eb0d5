"""Makes documents misbehave in the worker processes of a run: Python imports this at start when it is on the path."""

from __future__ import annotations

import os
import signal
import time

from pipeline.batch import kernel
from pipeline.facts import Facts

_advance = kernel.advance


def _misbehave(facts: Facts, *arguments: object) -> Facts:
    source = facts.document.source
    if source.startswith("hang"):
        time.sleep(3600)
    elif source.startswith("memory"):
        held = []
        while True:
            held.append(bytearray(2**26))
    elif source.startswith("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    elif source.startswith("raise"):
        raise RecursionError("too deep")
    return _advance(facts, *arguments)  # type: ignore[arg-type]


kernel.advance = _misbehave
