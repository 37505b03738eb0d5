"""``policyfacts report``: the facts as HTML pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import LanguageName, LanguageOption, OutArgument, language_of
from pipeline.cli.streams import configuration_errors, say


def command(
    out: OutArgument,
    to: Annotated[Path | None, typer.Option(help="Folder for the report; OUT/report when not given.")] = None,
    language: LanguageOption = LanguageName.ZH,
) -> None:
    """Write the facts of OUT as HTML pages that open from disk: an index, and each text beside its quantities."""
    from pipeline.report import REPORT, write_report

    with configuration_errors():
        index = write_report(out, to or out / REPORT, language_of(language))
    say("report: {place}", place=index.resolve())
