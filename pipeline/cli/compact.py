"""``policyfacts compact``: one data set per table."""

from __future__ import annotations

from pipeline.cli.options import ByOption, OutArgument, partition_of
from pipeline.cli.streams import configuration_errors, say


def command(out: OutArgument, by: ByOption = None) -> None:
    """Make one sorted, compressed data set per table in OUT/compact; `pipeline.load` reads it from then on."""
    from pipeline.batch.lock import locked
    from pipeline.errors import ConfigurationError
    from pipeline.tables.compact import compact
    from pipeline.tables.write import clear_staging, prepare

    with configuration_errors():
        if not out.is_dir():
            raise ConfigurationError("C009", path=out, table="documents")
        prepare(out)
        with locked(out):
            try:
                rows = compact(out, partition_of(by))
            finally:
                clear_staging(out)
    say("{rows}", rows=", ".join(f"{count:,} {table}" for table, count in rows.items()))
    say("Parquet tables: {place}", place=f"{out.resolve()}/compact/<table>")
