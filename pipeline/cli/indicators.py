"""``policyfacts indicators``: the indicators, and the subjects that none takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.streams import configuration_errors, say, stdout, table_of


def command(
    out: Annotated[Path | None, typer.Argument(metavar="[OUT]", help="Output folder of a run.")] = None,
    least: Annotated[int, typer.Option(min=1, help="Documents that must name a subject.")] = 2,
    limit: Annotated[int, typer.Option(min=1, help="Lines to show.")] = 50,
) -> None:
    """List the indicators, or the subjects of OUT that no indicator takes and which it may be."""
    if out is None:
        _list_indicators()
    else:
        _list_subjects(out, least, limit)


def _list_indicators() -> None:
    from pipeline.indicators.catalogue import indicators

    table = table_of("id", "zh", "en", "units", "kind", "splits")
    for entry in indicators().values():
        table.add_row(entry.id, entry.zh, entry.en, " ".join(entry.units), entry.kind, " ".join(entry.splits))
    stdout().print(table)


def _list_subjects(out: Path, least: int, limit: int) -> None:
    from pipeline.panels.unmatched import unmatched

    with configuration_errors():
        found = unmatched(out, least)
    table = table_of("documents", "claims", "subject", "unit", "change", "perhaps")
    for subject in found[:limit]:
        counts = f"{subject.n_documents:,}", f"{subject.n_claims:,}"
        table.add_row(*counts, subject.subject, subject.unit, subject.change, " ".join(subject.likely))
    stdout().print(table)
    if len(found) > limit:
        say("{count:,} more; --limit shows them", count=len(found) - limit)
