"""How commands write and how they fail: two consoles, exit codes, errors as one line."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from pipeline.errors import ConfigurationError
from pipeline.translation import translated, translated_error

if TYPE_CHECKING:
    from rich.table import Table

EXIT_FAILED = 1
EXIT_CONFIGURATION = 2
EXIT_INTERRUPTED = 130


def stdout() -> Console:
    """For results; lines are not folded, tables are."""
    return Console(highlight=False)


def program() -> str:
    """How the command is called here, to be typed as it stands: by its name, or by its path where the shell knows no such name."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "policyfacts" and shutil.which(called.name) is None else "policyfacts"


def table_of(*headings: str) -> Table:
    """An empty table for a result, its headings in the language of the user; where the terminal is narrow, texts go on in the next line."""
    from rich.table import Table

    table = Table()
    for heading in headings:
        table.add_column(translated(heading), overflow="fold")
    return table


def say(text: str, /, **details: object) -> None:
    """Print a line of a result, in the language of the user; `details` fill its placeholders."""
    stdout().print(translated(text).format(**details), markup=False, soft_wrap=True)


def warn(text: str, /, **details: object) -> None:
    """Print a line to stderr, in the language of the user; `details` fill its placeholders."""
    Console(stderr=True, highlight=False).print(translated(text).format(**details), markup=False, soft_wrap=True)


def fail(error: Exception, code: int, before: str = "") -> typer.Exit:
    """Print an error, after what stands `before` it; what to raise then."""
    warn("{line}", line=before + translated_error(str(error)))
    return typer.Exit(code)


@contextmanager
def configuration_errors() -> Iterator[None]:
    """End the command with exit code 2 where a run could not start."""
    try:
        yield
    except ConfigurationError as error:
        raise fail(error, EXIT_CONFIGURATION) from error


@contextmanager
def interruptible() -> Iterator[None]:
    """End the command with exit code 130 when it is interrupted."""
    # Schedulers end a run with SIGTERM; it stops as cleanly as by Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt as interrupt:
        warn("interrupted; the same command goes on where it stopped")
        raise typer.Exit(EXIT_INTERRUPTED) from interrupt
