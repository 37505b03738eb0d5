"""Which commands there are, in the order in which somebody meets them, and what all of them share."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli import logs
from pipeline.cli.configfile import read_settings
from pipeline.cli.streams import configuration_errors
from pipeline.cli.words import Command, Group, UsageError
from pipeline.translation import LANGUAGES, choose, translated
from pipeline.version import VERSION

# Each command is `pipeline.cli.<name>`, with `_` for `-`: a function `command`, or an `app` of commands of its own.
PANELS: Mapping[str, tuple[str, ...]] = {
    "From documents to facts": ("demo", "run", "status", "show", "report"),
    "From facts to answers": ("panel", "indicators", "entities", "views", "compact", "validate", "migrate"),
    "Labels, scores, training": ("label", "evaluate", "gate", "export-spacy"),
    "This installation": ("fetch", "doctor"),
}
_PANEL_OF = {name: panel for panel, names in PANELS.items() for name in names}


class Commands(Group):
    """Commands that are imported when they are asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in order."""
        return list(_PANEL_OF)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was typed; of a name that is none the mistake says what is written alike."""
        try:
            return super().resolve_command(ctx, args)
        except UsageError as error:
            from difflib import get_close_matches

            if alike := get_close_matches(args[0], self.list_commands(ctx)):
                error.message = f"{error.message} Did you mean {', '.join(alike)}?"
            raise

    def get_command(self, ctx: Any, cmd_name: str) -> Command | Group | None:
        """A command by its name; None when there is none."""
        if cmd_name not in _PANEL_OF:
            return None
        module = import_module(f"pipeline.cli.{cmd_name.replace('-', '_')}")
        if hasattr(module, "app"):
            command: Any = typer.main.get_command(module.app)
        else:
            own = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
            own.command(cmd_name, cls=Command)(module.command)
            command = typer.main.get_command(own)
        command.name = cmd_name
        command.rich_help_panel = translated(_PANEL_OF[cmd_name])
        command.help = translated(command.help or "")
        return command  # type: ignore[no-any-return]


app = typer.Typer(
    cls=Commands,
    help="Chinese policy text in, fact tables out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"policyfacts {VERSION}")
        raise typer.Exit


def _choose(language: str) -> str:
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is none of {', '.join(LANGUAGES)}")
    choose(language)
    return language


@app.callback()
def options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="|".join(LANGUAGES),
            help="Language of messages; that of the locale (LC_ALL, LC_MESSAGES, LANG) when not given.",
            envvar="POLICYFACTS_LANG",
            callback=_choose,
            is_eager=True,
        ),
    ] = "",
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help="Options by command; policyfacts.toml of the working directory when not given.",
            envvar="POLICYFACTS_CONFIG",
        ),
    ] = None,
    verbose: Annotated[
        int, typer.Option("--verbose", "-v", count=True, help="Log to stderr: each document; -vv also times.")
    ] = 0,
    log_format: Annotated[
        logs.Format | None, typer.Option("--log-format", help="Form of that log; text when not given.")
    ] = None,
) -> None:
    with configuration_errors():
        settings = read_settings(config, context)
    context.default_map = settings
    own = settings.get("", {})
    choose(lang or own.get("lang", ""))
    logs.set_up(verbose or int(own.get("verbose", 0)), log_format or logs.Format(own.get("log_format", "text")))


def main() -> None:
    """Entry point of the command `policyfacts`."""
    for stream in (sys.stdout, sys.stderr):
        # A narrow locale (C, cp936) must not make Chinese output crash.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    # Start-up makes a million objects and no garbage; looking for it so often costs a tenth of a small document's time.
    gc.set_threshold(100_000, 20, 20)
    app(prog_name="policyfacts")
