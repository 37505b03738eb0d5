"""``policyfacts export-spacy``: data to train a model of names on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import OutArgument
from pipeline.cli.streams import configuration_errors, say


def command(
    out: OutArgument,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where train.spacy, dev.spacy, config.cfg go.")],
    gold: Annotated[Path | None, typer.Option(help="Take the names from these gold files.")] = None,
) -> None:
    """Write the sentences of OUT and their names as data for `spacy train`."""
    from pipeline.extras import require_extra

    with configuration_errors():
        require_extra("spacy", "spacy")
        from pipeline.training import write_spacy_data

        written = write_spacy_data(out, folder, gold)
    say("sentences: {counts}", counts=", ".join(f"{count:,} {part}" for part, count in written.sentences.items()))
    say("names: {counts}", counts=", ".join(f"{count:,} {label}" for label, count in sorted(written.names.items())))
    if written.lost:
        say("not within one sentence, so left out: {count:,} names", count=written.lost)
    say("next: {command}", command=f"spacy train {folder}/config.cfg --output {folder}")
