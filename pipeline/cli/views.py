"""``policyfacts views``: the tables as views for DuckDB."""

from __future__ import annotations

from pipeline.cli.options import OutArgument
from pipeline.cli.streams import configuration_errors, say


def command(out: OutArgument) -> None:
    """Write OUT/views.sql: views for DuckDB of all tables, and of claims and mentions with their sentence, title and region."""
    from pipeline.tables.views import write_views

    with configuration_errors():
        path = write_views(out)
    say("views: {place}", place=path.resolve())
    say("next: duckdb -init {path}", path=path)
