"""Help and mistakes of usage in the language of the user; typer writes them in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline.translation import translated, translated_message

UsageError: Any = typer.BadParameter.__base__
"""What typer raises for a mistake of usage, of which a bad parameter is one."""
# Texts around the help that typer keeps as names of `typer.rich_utils`.
_AROUND = (
    *("ARGUMENTS_PANEL_TITLE", "OPTIONS_PANEL_TITLE", "COMMANDS_PANEL_TITLE", "ERRORS_PANEL_TITLE"),
    *("ABORTED_TEXT", "RICH_HELP", "DEFAULT_STRING", "ENVVAR_STRING", "REQUIRED_LONG_STRING"),
)


class Command(TyperCommand):
    """A command whose help is in the language of the user."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that shows how it is called."""
        _write_usage(self, ctx, formatter)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """All of its help."""
        _translate(self, ctx)
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """Commands whose help, and the mistakes made with them, are told in the language of the user."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that shows how it is called."""
        _write_usage(self, ctx, formatter)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """All of its help."""
        _translate(self, ctx)
        for command in self.commands.values():
            command.help = translated(command.help or "")
        super().format_help(ctx, formatter)

    def make_context(self, *arguments: Any, **named: Any) -> Any:
        """Reads what was typed before the command."""
        with _told():
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: Any) -> Any:
        """Reads the rest and runs the command."""
        with _told():
            return super().invoke(ctx)


def _write_usage(command: Any, context: Any, formatter: Any) -> None:
    formatter.write_usage(
        context.command_path, " ".join(command.collect_usage_pieces(context)), prefix=f"{translated('Usage:')} "
    )


def _translate(command: Any, context: Any) -> None:
    command.help = translated(command.help or "")
    for parameter in command.get_params(context):
        if getattr(parameter, "help", None):
            parameter.help = translated(parameter.help)
    _translate_around()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        told = translated_message(error.format_message())
        error.format_message = lambda: told
        _translate_around()
        raise


def _translate_around() -> None:
    """Titles of help and errors; and texts without spaces are folded where rich would cut them."""
    from rich.columns import Columns
    from rich.text import Text
    from typer import rich_utils

    def folded(items: Iterable[Any]) -> Columns:
        whole = list(items)
        for item in whole:
            if isinstance(item, Text):
                item.overflow = "fold"
        return Columns(whole)

    for name, text in _english().items():
        setattr(rich_utils, name, translated(text))
    vars(rich_utils)["Columns"] = folded


@cache
def _english() -> dict[str, str]:
    from typer import rich_utils

    return {name: getattr(rich_utils, name) for name in _AROUND if hasattr(rich_utils, name)}
