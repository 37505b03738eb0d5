"""What all commands share: version, order, completion, logs, languages, and texts that are never cut."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from pipeline import __version__
from pipeline.batch import Limits
from pipeline.cli import run
from pipeline.cli.group import PANELS
from pipeline.cli.options import RULES
from pipeline.config import Config


def test_version(command: Any) -> None:
    assert command("--version").stdout == f"policyfacts {__version__}\n"


def test_help_lists_every_command_in_the_order_of_their_use(command: Any) -> None:
    lines = command("--help").stdout.splitlines()
    listed = [line.split()[1] for line in lines if line.startswith("│ ") and not line.startswith(("│  ", "│ -"))]
    assert listed == [name for names in PANELS.values() for name in names]
    assert listed[:3] == ["demo", "run", "status"]


@pytest.mark.parametrize("name", [name for names in PANELS.values() for name in names])
def test_every_command_has_help(name: str, command: Any) -> None:
    done = command(name, "--help")
    assert (done.code, "Usage: " in done.stdout) == (0, True)


def test_completion_of_the_shell_is_there(command: Any) -> None:
    assert "--install-completion" in command("--help").stdout


def test_options_and_settings_agree_where_nothing_is_given() -> None:
    assert Config().ner == RULES
    assert Limits() == run._LIMITS


def test_the_log_tells_each_document_and_is_silent_unless_asked(command: Any, report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = command("-v", "--log-format", "json", "run", report, "empty.txt", "--out", "a", "--no-words")
    told = {line["source"]: line for line in map(json.loads, done.stderr.splitlines()) if "source" in line}
    assert (told["report.txt"]["status"], told["report.txt"]["level"]) == ("ok", "info")
    assert (told["empty.txt"]["code"], told["empty.txt"]["level"]) == ("I001", "warning")
    assert told["report.txt"]["time"].endswith("Z")
    assert command("run", report, "--out", "b", "--no-words").stderr == ""
    assert "ner 0." in command("-vv", "run", report, "--out", "c", "--no-words").stderr


def test_show_of_a_run_reads_nothing_anew_and_says_the_same(
    command: Any, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("run", report, "--out", "facts", "--no-words")
    anew = command("show", report, "--no-words")
    monkeypatch.setattr(importlib.import_module("pipeline"), "extract_file", None)
    shown = command("show", report, "--run", "facts")
    assert (shown.code, shown.stdout) == (0, anew.stdout)
    claim = command("show", "report.txt", "--run", "facts", "--claim", "c2").stdout
    assert "教师⟦1300名⟧" in claim
    assert command("show", "other.txt", "--run", "facts").code == 2


def test_show_fits_eighty_columns_and_cuts_nothing(command: Any, tmp_path: Path) -> None:
    name = "义务教育阶段进城务工人员随迁子女公办学校就读人数占全部随迁子女的比例达到规定的学校"
    (tmp_path / "long.txt").write_text(f"青禾县2021年教育工作总结\n全县{name}共41所，教师1300名。\n", encoding="utf-8")
    for arguments in (("show", "long.txt"), ("show", "long.txt", "--claim", "c1")):
        out = command(*arguments, "--no-words").stdout
        assert max(map(cell_len, out.splitlines())) <= 80
        assert "…" not in out
        assert "".join(out.split()).count("1300") > 0


def test_mistakes_are_told_without_a_traceback(command: Any) -> None:
    done = command("run")
    assert (done.code, "Traceback" in done.stderr) == (2, False)
