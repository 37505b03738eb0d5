"""The round trip on the command line, from documents to scored gold files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.evaluation.labels import read_gold

REPORT = "青禾县教育局2021年工作总结\n全县现有学校86所,其中小学41所。青禾县第一小学新增学位540个。\n"


def call(*arguments: object) -> tuple[int, str]:
    """Exit code and all output of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A run over two documents."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "docs" / "other.txt").write_text("全县现有教师120名。", encoding="utf-8")
    assert call("run", tmp_path / "docs", "--out", tmp_path / "out", "--no-words")[0] == 0
    return tmp_path / "out"


@pytest.mark.parametrize("name", ["jsonl", "doccano"])
def test_predictions_become_gold_that_they_score_full_marks_against(out: Path, tmp_path: Path, name: str) -> None:
    file, gold = tmp_path / "tasks", tmp_path / "gold"
    assert call("label", "export", out, "--format", name, "--to", file) == (0, f"2 documents written to {file}\n")
    refused = call("label", "import", file, "--format", name, "--gold", gold)
    assert (refused[0], "[L011] other.txt, report.txt" in refused[1], gold.exists()) == (2, True, False)
    assert call("label", "import", file, "--format", name, "--gold", gold, "--accept-predictions")[0] == 0
    assert read_gold(gold / "report.json").unlabelled == {"sentences", "headings"}
    code, told = call("evaluate", "--gold", gold, "--pred", out, "--json", tmp_path / "scores.json")
    assert code == 0, told
    total = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))["total"]
    assert (total["strict"]["f1"], total["school"]["f1"]) == (1.0, 1.0)
    again = tmp_path / "again"
    assert call("label", "export", out, "--format", name, "--to", again, "--gold", gold, "--only", "rep*")[0] == 0
    code, told = call("label", "import", again, "--format", name, "--gold", gold)
    assert (code, told.endswith("0 new, 0 changed, 1 unchanged\n")) == (0, True), told


def test_import_writes_all_or_nothing(out: Path, tmp_path: Path) -> None:
    file, gold = tmp_path / "tasks", tmp_path / "gold"
    call("label", "export", out, "--format", "jsonl", "--to", file)
    text = file.read_text(encoding="utf-8").replace('"text": "86所"', '"text": "68所"').replace('"120"', '"121"')
    file.write_text(text, encoding="utf-8")
    code, told = call("label", "import", file, "--format", "jsonl", "--gold", gold)
    assert code == 1
    assert "[L003] report.txt" in told
    assert "nothing was written" in told
    assert not gold.exists()


def test_nothing_to_export_or_import_exits_2(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "tasks.json"
    code, told = call("label", "export", out, "--format", "labelstudio", "--to", file, "--only", "x*")
    assert (code, "[L009]" in told) == (2, True)
    call("label", "export", out, "--format", "labelstudio", "--to", file)
    code, told = call("label", "import", file, "--format", "labelstudio")
    assert (code, "[L010]" in told) == (2, True)
    assert call("label", "import", tmp_path / "none", "--format", "jsonl")[0] == 2
