"""What is imported when: nobody who asks for one thing waits for all the others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.batch import find_inputs, run
from pipeline.config import Config

HEAVY = ("hanlp", "pandas", "polars", "pyarrow", "spacy", "torch")
# What the commands themselves are made of: no stage, no model, no table.
COMMANDS = (
    *("pipeline.cli", "pipeline.errors", "pipeline.lazy", "pipeline.translation", "pipeline.version"),
    *("pipeline.batch.limits", "pipeline.tables.stages"),
)
# How a run is told of, and what its tables are called.
STATUS = (
    *("pipeline.batch.journal", "pipeline.batch.lock", "pipeline.batch.progress", "pipeline.batch.render"),
    *("pipeline.batch.system", "pipeline.fields", "pipeline.records", "pipeline.tables.layout"),
)


def _imported_by(code: str) -> set[str]:
    """Which of the heavy packages, and of the stages, a fresh interpreter has imported after some code."""
    script = f"{code}\nimport sys; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    modules = set(result.stdout.split())
    return {name for name in (*HEAVY, "pipeline.flow", "pipeline.ner") if name in modules}


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import pipeline", set()),
        ("from pipeline import parse_quantity; parse_quantity('近3000万元')", set()),
        ("from pipeline import Facts", set()),
        ("from pipeline import load_arrow", {"pyarrow", "pandas"}),  # pyarrow.dataset imports pandas where it is
        ("import pipeline.batch", set()),
    ],
)
def test_only_what_is_used_is_imported(code: str, allowed: set[str]) -> None:
    assert _imported_by(code) <= allowed


def _imported_by_command(*arguments: str) -> tuple[int, set[str]]:
    """Exit code of a command, and the modules that it imports."""
    command = [sys.executable, "-X", "importtime", "-m", "pipeline.cli", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in result.stderr.splitlines() if line.startswith("import time:")]
    return result.returncode, {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.parametrize(
    ("arguments", "code", "allowed"),
    [
        (["--version"], 0, COMMANDS),
        (["--help"], 0, COMMANDS),
        (["run", "--help"], 0, COMMANDS),
        (["run"], 2, COMMANDS),
        (["nonsense"], 2, COMMANDS),
        (["status", "nowhere"], 2, (*COMMANDS, *STATUS)),
    ],
)
def test_a_command_imports_what_it_needs_and_nothing_else(
    arguments: list[str], code: int, allowed: tuple[str, ...]
) -> None:
    found, modules = _imported_by_command(*arguments)
    assert found == code
    packages = {name for module in allowed for name in (module, module.rpartition(".")[0])}
    own = {name for name in modules if name.startswith("pipeline.")}
    assert {name for name in own if name not in packages and not name.startswith("pipeline.cli.")} == set()
    assert modules.isdisjoint((*HEAVY, "numpy", "lxml", "srsly"))


@pytest.mark.parametrize("arguments", [["validate", "facts"], ["show", "a.txt", "--run", "facts"], ["status", "facts"]])
def test_looking_at_a_run_imports_no_stage_and_no_pandas(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("全县现有小学41所。\n", encoding="utf-8")
    run(find_inputs([Path("a.txt")], Path("facts")).files, Path("facts"), Config(words=False))
    code, modules = _imported_by_command(*arguments)
    assert code == 0
    assert modules.isdisjoint({"hanlp", "pandas", "polars", "spacy", "torch", "lxml", "pyarrow.dataset"})
    stages = ("flow", "stages", "ingest", "clean", "segment", "language", "ner", "claims", "checks", "config")
    assert modules.isdisjoint({f"pipeline.{stage}" for stage in stages})


def test_a_package_names_what_it_gives_and_nothing_else() -> None:
    import pipeline

    assert set(pipeline.__all__) <= set(dir(pipeline))
    assert all(getattr(pipeline, name) is not None for name in pipeline.__all__)
    with pytest.raises(AttributeError, match="no attribute 'extrct'"):
        pipeline.extrct  # noqa: B018
