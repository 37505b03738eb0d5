"""``policyfacts validate``: are the tables sound."""

from __future__ import annotations

import typer

from pipeline.cli.options import OutArgument
from pipeline.cli.streams import EXIT_FAILED, configuration_errors, say, warn
from pipeline.translation import translated_message

_SHOWN = 50


def command(out: OutArgument) -> None:
    """Check the tables of OUT: schemas, keys, references between tables, slices of the text; name claims that can hardly be."""
    from pipeline.tables.validate import examine

    with configuration_errors():
        findings = list(examine(out))
    problems = [finding.text for finding in findings if finding.severity == "problem"]
    warnings = [finding.text for finding in findings if finding.severity == "warning"]
    for warning in warnings[:_SHOWN]:
        warn("{line}", line=translated_message(warning))
    if warnings:
        warn(
            "{count:,} implausible claims; `policyfacts show --claim` tells what they were read from",
            count=len(warnings),
        )
    for problem in problems[:_SHOWN]:
        warn("{line}", line=translated_message(problem))
    if problems:
        warn("{count:,} problems; `policyfacts run --force --only SOURCE` does a document again", count=len(problems))
        raise typer.Exit(EXIT_FAILED)
    say("the tables are sound")
