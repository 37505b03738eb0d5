"""``policyfacts status``: how far a run is."""

from __future__ import annotations

import typer

from pipeline.cli.options import OutArgument
from pipeline.cli.streams import EXIT_CONFIGURATION, stdout, warn


def command(out: OutArgument) -> None:
    """Show how far the run into OUT is, or how the last one ended."""
    from pipeline.batch.journal import read_status
    from pipeline.batch.render import show_status

    found = read_status(out)
    if found is None:
        warn("no run has written into {out}", out=out)
        raise typer.Exit(EXIT_CONFIGURATION)
    show_status(stdout(), found, out)
