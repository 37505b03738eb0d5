"""A command, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

Command = Callable[..., "Done"]


class Done:
    """Exit code and output of a command on a terminal of 80 columns."""

    def __init__(self, *arguments: object, columns: int = 80) -> None:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": str(columns)})
        self.code, self.stdout, self.stderr = result.exit_code, result.stdout, result.stderr


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs commands in an empty folder, in English unless they are told otherwise."""
    monkeypatch.chdir(tmp_path)
    return Done


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A small document."""
    path = tmp_path / "report.txt"
    path.write_text("青禾县2021年教育工作总结\n全县现有小学41所，教师1300名。\n", encoding="utf-8")
    return path
