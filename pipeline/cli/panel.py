"""``policyfacts panel``: what all documents say of each indicator."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import OutArgument
from pipeline.cli.streams import configuration_errors, say


def command(
    out: OutArgument,
    indicator: Annotated[list[str] | None, typer.Option(help="Only this indicator, by id or Chinese name.")] = None,
    wide: Annotated[bool, typer.Option("--wide", help="Write OUT/panel-wide.csv for spreadsheets, too.")] = False,
) -> None:
    """Gather what all documents of OUT say of each indicator by place and period, into OUT/panel.parquet."""
    from pipeline.panels import PANEL_FILE, write_panel, write_wide

    with configuration_errors():
        rows = write_panel(out, indicator or ())
    say("{count:,} rows: {place}", count=rows, place=(out / PANEL_FILE).resolve())
    if wide:
        say("for spreadsheets: {place}", place=write_wide(out).resolve())
