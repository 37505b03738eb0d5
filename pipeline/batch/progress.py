"""How far a run is: a bar on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from pipeline.batch.document import Outcome

# In a log: about ten lines per run, and none for a run that is over in a moment.
_LINES = 10
_LEAST_DOCUMENTS_PER_LINE = 100


@contextmanager
def show_progress(console: Console, total: int) -> Iterator[Callable[[Outcome], None]]:
    """Show the progress of `total` documents on `console`; yields what to call after each of them."""
    if console.is_terminal:
        yield from _bar(console, total)
    else:
        yield _lines(console, total)


def _bar(console: Console, total: int) -> Iterator[Callable[[Outcome], None]]:
    times = (TimeElapsedColumn(), TimeRemainingColumn())
    failures = TextColumn("{task.fields[failures]}", style="red")
    with Progress(BarColumn(), MofNCompleteColumn(), *times, failures, console=console, transient=True) as progress:
        task = progress.add_task("", total=total, failures="")
        failed = 0

        def advance(outcome: Outcome) -> None:
            nonlocal failed
            failed += outcome.status == "failed"
            progress.update(task, advance=1, failures=f"{failed} failed" if failed else "")

        yield advance


def _lines(console: Console, total: int) -> Callable[[Outcome], None]:
    every = max(_LEAST_DOCUMENTS_PER_LINE, total // _LINES)
    done = 0

    def advance(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        if done % every == 0:
            console.print(f"{done} of {total} documents")

    return advance
