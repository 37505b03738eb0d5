"""``policyfacts migrate``: tables of an earlier version as those of this one."""

from __future__ import annotations

from pipeline.cli.options import OutArgument
from pipeline.cli.streams import configuration_errors, say


def command(out: OutArgument) -> None:
    """Give the tables that an earlier version wrote into OUT the columns of this one; rows stay what they were."""
    from pipeline.batch.lock import locked
    from pipeline.errors import ConfigurationError
    from pipeline.tables.migrate import migrate
    from pipeline.tables.write import prepare

    with configuration_errors():
        if not out.is_dir():
            raise ConfigurationError("C009", path=out, table="documents")
        prepare(out)
        with locked(out):
            done = migrate(out)
    say(
        "{rewritten:,} files rewritten, {unchanged:,} were as they should be",
        rewritten=done.rewritten,
        unchanged=done.unchanged,
    )
