"""The doctor names what is missing with the command that mends it."""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from pipeline import doctor
from pipeline.cli import app
from pipeline.config import Config
from pipeline.doctor import Finding, examine
from pipeline.segment.model_arrays import FOLDER, MERGES


def by_name(*arguments: Path) -> dict[str, Finding]:
    """All findings."""
    return {finding.name: finding for finding in examine(*arguments)}


@pytest.fixture
def models(tmp_path: Path) -> tuple[Path, Path]:
    """Copies of the word model and of the dictionary."""
    folders = tmp_path / "model", tmp_path / "words"
    for source, target in zip((Config().pkuseg_model, MERGES), folders, strict=True):
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.npz", "*.msgpack"))
    return folders


def test_doctor_here_everything_that_is_needed_is_there(models: tuple[Path, Path]) -> None:
    found = by_name(*models)
    needed = [finding for name, finding in found.items() if name != "Java"]
    assert not [finding for finding in needed if finding.state == "missing"]
    assert found["word model pkuseg-ctb8"].found.endswith("as pinned")
    assert found["models/units.toml"].found.startswith("sha256 ")


def test_doctor_absent_models_are_to_be_fetched(tmp_path: Path) -> None:
    found = by_name(tmp_path / "none", tmp_path / "none")
    for name in ("word model pkuseg-ctb8", "word dictionary"):
        assert (found[name].state, found[name].cure[:17]) == ("missing", "policyfacts fetch")


def test_doctor_damaged_models_are_noticed_though_their_stamps_are_right(models: tuple[Path, Path]) -> None:
    model, words = models
    weights = model / FOLDER / "transitions.npy"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(bytes(data))
    (words / "symbols.npy").write_bytes(b"")
    found = by_name(model, words)
    assert "damaged: sha256" in found["word model pkuseg-ctb8"].found
    assert str(model) in found["word model pkuseg-ctb8"].cure
    assert "damaged" in found["word dictionary"].found


def test_doctor_packages_absent_or_out_of_range(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def version(name: str) -> str:
        if name in ("pyarrow", "polars", "pyspark"):
            raise PackageNotFoundError(name)
        return "99.0"

    monkeypatch.setattr(doctor, "version", version)
    found = by_name(tmp_path, tmp_path)
    assert (found["pyarrow"].state, found["pyarrow"].cure[:20]) == ("missing", "pip install 'pyarrow")
    assert found["typer"].found.startswith("99.0, wanted")
    assert (found["extra polars"].state, found["extra polars"].cure) == (
        "optional",
        "pip install 'policyfacts[polars]'",
    )


@pytest.mark.parametrize(
    ("told", "state"),
    [('openjdk version "21.0.1" 2023-10-17', "ok"), ('java version "1.8.0_392"', "missing"), ("", "missing")],
)
def test_doctor_java_matters_to_those_who_have_spark(told: str, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", lambda name: "4.0.0")
    monkeypatch.setattr(doctor.shutil, "which", lambda name, path=None: "/usr/bin/java")
    monkeypatch.setattr(doctor.subprocess, "run", lambda *arguments, **settings: SimpleNamespace(stderr=told))
    assert doctor._java().state == state
    monkeypatch.setattr(doctor.shutil, "which", lambda name, path=None: None)
    assert (doctor._java().state, "JDK" in doctor._java().cure) == ("missing", True)


@pytest.mark.parametrize(("state", "code"), [("ok", 0), ("optional", 0), ("missing", 1)])
def test_doctor_command_exit_code(state: doctor.State, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = Finding("thing", state, "absent", "pip install 'policyfacts[thing]'")
    monkeypatch.setattr(doctor, "examine", lambda: iter([finding]))
    result = CliRunner().invoke(app, ["doctor"], env={"COLUMNS": "200"})
    assert result.exit_code == code
    assert "pip install 'policyfacts[thing]'" in result.stdout
