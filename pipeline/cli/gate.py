"""``policyfacts gate``: no score may fall."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import GoldOption
from pipeline.cli.streams import EXIT_CONFIGURATION, EXIT_FAILED, fail, say


def command(
    gold: GoldOption = Path("data/gold"),
    docs: Annotated[Path, typer.Option(help="Folder of their documents.")] = Path("data/samples"),
    floors: Annotated[Path | None, typer.Option(help="The pinned floors; floors.toml beside the gold.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Raise the floors to the scores; pin the corpus.")] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="With --update: floors may fall.")] = False,
) -> None:
    """Fail when a score falls below its pinned floor."""
    from pipeline.cli.evaluate import show_scores
    from pipeline.config import Config
    from pipeline.errors import ConfigurationError
    from pipeline.evaluation import gate

    path = floors or gold / "floors.toml"
    try:
        if update:
            evaluation = gate.update(gold, docs, path, Config(), allow_lower=allow_lower)
        else:
            evaluation = gate.check(gold, docs, path, Config())
    except ConfigurationError as error:
        raise fail(error, EXIT_FAILED if error.code == "E003" else EXIT_CONFIGURATION) from error
    show_scores(evaluation)
    say("floors written to {path}" if update else "floors held: {path}", path=path)
