"""The folder in which a reader of the docs sits: samples, models, and the tables of a run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.config import Config

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make run` writes."""
    out = tmp_path_factory.mktemp("run") / "output"
    command = [sys.executable, "-m", "pipeline.cli", "run", str(ROOT / "data" / "samples"), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return out


@pytest.fixture
def workspace(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a document's snippets."""
    (tmp_path / "data").mkdir()
    for name in ("samples", "gold"):
        (tmp_path / "data" / name).symlink_to(ROOT / "data" / name)
    (tmp_path / "models").symlink_to(ROOT / "models")
    shutil.copytree(tables, tmp_path / "data" / "output")
    (tmp_path / "my-model").mkdir()
    for name in ("features.msgpack", "weights.npz"):
        (tmp_path / "my-model" / name).symlink_to(Config().pkuseg_model / name)
    (tmp_path / "words").mkdir()  # docs/extending.md
    (tmp_path / "words" / "lexicon.tsv").write_text("督导员\tn\t\ttitle,title_after\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
