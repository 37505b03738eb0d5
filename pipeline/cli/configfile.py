"""``policyfacts.toml``: options of the commands, so that they need not be typed each time.

    ner = "spacy:models/names"     # for every command that has the option
    [run]
    workers = 4                    # for this one

Options are named as on the command line, without the dashes in front; what is typed goes before. Everything is checked when the
file is read, whatever command is run.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup, TyperOption

from pipeline.errors import ConfigurationError

FILE = "policyfacts.toml"
OF_ALL = ("lang", "verbose", "log-format")
"""Options before the command that a file may set."""
Settings = dict[str, Any]


def settings_file(named: Path | None) -> Path | None:
    """The file that was named, or the one in the working directory; None when there is none."""
    return named if named is not None else Path(FILE) if Path(FILE).is_file() else None


def read_settings(named: Path | None, context: typer.Context) -> Settings:
    """The options of a file by command, as click takes them for its defaults.

    Args:
        named: the file; that of the working directory when None, and nothing when there is none.
        context: of the group of commands.

    Returns:
        The options of each command by its name, those before the command under an empty name.

    Raises:
        ConfigurationError: C071 when the file cannot be read, C072 for what no command has, C073 for a value that does not fit.
    """
    path = settings_file(named)
    if path is None:
        return {}
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError("C071", path=path, problem=getattr(error, "strerror", None) or error) from error
    shared = {name: value for name, value in read.items() if not isinstance(value, dict)}
    own = dict(_tables(read))
    commands = dict(_commands(context))
    for name in own:
        if name not in commands:
            known = ", ".join(filter(None, commands))
            raise ConfigurationError("C072", path=path, what=f"command [{name}]", known=known)
    for name in shared:
        if not any(_key(name) in options for _, options in commands.values()):
            raise ConfigurationError("C072", path=path, what=f"option {name}", known="`policyfacts COMMAND --help`")
    found: Settings = {}
    for command_name, (command, options) in commands.items():
        given = {_key(name): value for name, value in shared.items() if _key(name) in options}
        for name, value in own.get(command_name, {}).items():
            if _key(name) not in options:
                raise ConfigurationError(
                    "C072", path=path, what=f"option [{command_name}] {name}", known=_names(options)
                )
            given[_key(name)] = value
        settings = {options[name].name: _checked(path, command, options[name], value) for name, value in given.items()}
        _put(found, command_name.split() or [""], settings)
    return found


def _tables(read: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Settings]]:
    """The tables of a file by the command that they are of; ``[label.export]`` is of ``label export``."""
    for name, value in read.items():
        if isinstance(value, dict):
            place = f"{before} {name}".strip()
            inner = dict(_tables(value, place))
            if len(inner) < len(value) or not value:
                yield place, {key: own for key, own in value.items() if not isinstance(own, dict)}
            yield from inner.items()


def _commands(context: typer.Context) -> Iterator[tuple[str, tuple[Any, dict[str, TyperOption]]]]:
    """Every command by its name, ``label export`` for one within another, with its options by their names."""
    group: Any = context.command
    yield "", (group, {name: option for name, option in _options(group).items() if name in OF_ALL})
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = command.commands.items() if isinstance(command, TyperGroup) else [("", command)]
        for second, part in inner:
            yield f"{name} {second}".strip(), (part, _options(part))


def _options(command: Any) -> dict[str, TyperOption]:
    options = (parameter for parameter in command.params if isinstance(parameter, TyperOption))
    return {_key(max(option.opts, key=len)): option for option in options if option.name != "help"}


def _key(name: str) -> str:
    return name.lstrip("-").replace("_", "-")


def _names(options: Mapping[str, TyperOption]) -> str:
    return ", ".join(options)


def _checked(path: Path, command: Any, option: TyperOption, value: Any) -> Any:
    """The value as the option takes it from a file."""
    name = _key(max(option.opts, key=len))
    try:
        if option.is_flag and not isinstance(value, bool):
            raise typer.BadParameter("takes true or false")
        if option.multiple and not isinstance(value, list):
            raise typer.BadParameter("takes a list")
        given = value if isinstance(value, bool | list) else str(value)
        option.process_value(typer.Context(command), given)
    except typer.BadParameter as error:
        problem = error.message.rstrip(".")
        raise ConfigurationError(
            "C073", path=path, option=f"[{command.name}] {name}", value=value, problem=problem
        ) from error
    return given


def _put(found: Settings, names: list[str], settings: Settings) -> None:
    for name in names[:-1]:
        found = found.setdefault(name, {})
    if settings:
        found[names[-1]] = settings


def listed(settings: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Settings as lines ``command.option = value``, for people."""
    for name, value in settings.items():
        place = f"{before}.{name}" if before and name else before or name
        if isinstance(value, dict):
            yield from listed(value, place)
        else:
            yield f"{place} = {value}"
