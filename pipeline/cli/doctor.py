"""``policyfacts doctor``: what is installed and what is missing."""

from __future__ import annotations

from typing import Any

import typer

from pipeline.cli.streams import EXIT_FAILED, stdout, table_of


def command(context: typer.Context) -> None:
    """Say what is installed, what is missing, which options a policyfacts.toml sets, and what mends what; exit code 1 when something is missing."""
    from rich.markup import escape

    from pipeline import doctor
    from pipeline.translation import translated, translated_message

    styles = {"ok": "green", "optional": "yellow", "missing": "red"}
    table = table_of("what", "state", "found", "to mend it")
    findings = [*_settings(context), *doctor.examine()]
    for finding in findings:
        state = f"[{styles[finding.state]}]{translated(finding.state)}[/]"
        name, found, cure = (escape(translated_message(text)) for text in (finding.name, finding.found, finding.cure))
        table.add_row(name, state, found, cure)
    stdout().print(table)
    if any(finding.state == "missing" for finding in findings):
        raise typer.Exit(EXIT_FAILED)


def _settings(context: typer.Context) -> list[Any]:
    """The file of options, and each option that it sets."""
    from pipeline.cli.configfile import FILE, listed, settings_file
    from pipeline.doctor import Finding

    group = context.parent
    assert group is not None
    path = settings_file(group.params["config"])
    if path is None:
        return [Finding(FILE, "ok", "not there, so every option is at its default")]
    told = "\n".join(listed(group.default_map or {}))
    return [Finding(FILE, "ok", f"{path.resolve()}\n{told}".rstrip())]
