"""How far a run is: a bar on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline.batch.journal import seconds_left

if TYPE_CHECKING:
    from pipeline.batch.document import Outcome
    from pipeline.batch.summary import RunSummary

# In a log: a line a minute, and none for a run that is over in a moment.
_SECONDS_PER_LINE = 60.0

OnOutcome = Callable[["Outcome", "RunSummary", int], None]


@contextmanager
def show_progress(console: Console) -> Iterator[OnOutcome]:
    """Show the progress of a run on `console`; yields what to call after each document."""
    if console.is_terminal:
        yield from _bar(console)
    else:
        yield _lines(console)


def describe_rate(summary: RunSummary, total: int) -> str:
    """Characters per second, failures and time left, in words."""
    parts = [f"{summary.n_chars / summary.seconds:,.0f} characters/s" if summary.seconds else ""]
    if summary.counts["failed"]:
        parts.append(f"{summary.counts['failed']:,} failed")
    left = seconds_left(total - summary.n_documents, summary.n_done, summary.seconds)
    if left is not None:
        parts.append(f"{duration(left)} left")
    return ", ".join(part for part in parts if part)


def duration(seconds: float) -> str:
    """Hours, minutes and seconds as h:mm:ss."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _bar(console: Console) -> Iterator[OnOutcome]:
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[rate]}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, rate="")

        def advance(outcome: Outcome, summary: RunSummary, total: int) -> None:
            progress.update(task, completed=summary.n_documents, total=total, rate=describe_rate(summary, total))

        yield advance


def _lines(console: Console) -> OnOutcome:
    last = time.monotonic()

    def advance(outcome: Outcome, summary: RunSummary, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_PER_LINE:
            last = time.monotonic()
            console.print(f"{summary.n_documents:,} of {total:,} documents, {describe_rate(summary, total)}")

    return advance
