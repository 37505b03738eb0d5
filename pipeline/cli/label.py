"""``policyfacts label export | import``: labels out to a labelling tool and back."""

from __future__ import annotations

from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.streams import EXIT_CONFIGURATION, EXIT_FAILED, fail, say, warn
from pipeline.cli.words import Command, Group

app = typer.Typer(
    cls=Group,
    help="Labels out to a labelling tool, and back into gold files.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class FormatName(StrEnum):
    """A format of `pipeline.labelling.FORMATS`."""

    LABELSTUDIO = "labelstudio"
    DOCCANO = "doccano"
    JSONL = "jsonl"


class Layer(StrEnum):
    """A layer of a gold file."""

    CONTENT = "content"
    SENTENCES = "sentences"
    HEADINGS = "headings"
    SCHOOL = "school"
    PERSON = "person"
    PROGRAM = "program"
    CLAIMS = "claims"


_USUAL_LAYERS = [Layer.CONTENT, Layer.SCHOOL, Layer.PERSON, Layer.PROGRAM, Layer.CLAIMS]
_FormatOption = Annotated[FormatName, typer.Option("--format", help="The tool's format.")]


@app.command("export", cls=Command)
def export_command(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a run.")],
    to: Annotated[Path, typer.Option(help="File to write.")],
    format_: _FormatOption,
    gold: Annotated[Path | None, typer.Option(help="Start from these labels, not from the predictions.")] = None,
    layer: Annotated[list[Layer] | None, typer.Option(help="What is to be labelled; may be repeated.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Only sources that match, e.g. '2021/*'.")] = None,
) -> None:
    """Write the documents of OUT for a labelling tool, with the predictions as pre-annotations."""
    from pipeline.errors import ConfigurationError, PolicyFactsError
    from pipeline.labelling import FORMATS, as_predictions, gold_tasks, predicted_tasks, with_layers

    try:
        tasks = predicted_tasks(out) if gold is None else gold_tasks(out, gold)
        chosen = [task for task in tasks if not only or any(fnmatchcase(task.source, pattern) for pattern in only)]
        if not chosen:
            raise ConfigurationError("L009", path=out)
        wanted = with_layers(chosen, layer or _USUAL_LAYERS)
        FORMATS[format_].write(as_predictions(wanted) if gold is None else wanted, to)
    except OSError as error:
        told = ConfigurationError("C012", path=to, problem=error.strerror or error)
        raise fail(told, EXIT_CONFIGURATION) from error
    except PolicyFactsError as error:
        raise fail(error, EXIT_CONFIGURATION) from error
    say("{count:,} documents written to {path}", count=len(chosen), path=to)


@app.command("import", cls=Command)
def import_command(
    file: Annotated[Path, typer.Argument(help="What the labelling tool has exported.")],
    format_: _FormatOption,
    gold: Annotated[Path, typer.Option(help="Folder of gold files.")] = Path("data/gold"),
    accept_predictions: Annotated[
        bool,
        typer.Option(
            "--accept-predictions",
            help="Take labels, too, that nobody has changed: they were checked and are right.",
        ),
    ] = False,
) -> None:
    """Check labels that come from a labelling tool and write them into gold files; all of them or none."""
    from pipeline.errors import ConfigurationError, PolicyFactsError
    from pipeline.labelling import FORMATS, find_problems, store

    try:
        tasks = list(FORMATS[format_].read(file))
        if not tasks:
            raise ConfigurationError("L010", path=file)
        untouched = [task.source for task in tasks if task.is_untouched]
        if untouched and not accept_predictions:
            raise ConfigurationError("L011", sources=", ".join(untouched))
        problems = list(find_problems(tasks))
        if not problems:
            counts = store(tasks, gold)
    except OSError as error:
        told = ConfigurationError("C010", path=file, problem=error.strerror or error)
        raise fail(told, EXIT_CONFIGURATION) from error
    except PolicyFactsError as error:
        raise fail(error, EXIT_CONFIGURATION) from error
    if problems:
        for problem in problems:
            warn("{line}", line=problem)
        warn("{count:,} problems; nothing was written. Mend them in the tool and export again.", count=len(problems))
        raise typer.Exit(EXIT_FAILED)
    counted = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("new", "changed", "unchanged"))
    say("gold files in {path}: {counts}", path=gold, counts=counted)
