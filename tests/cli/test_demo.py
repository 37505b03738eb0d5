"""The demo: from an installed package to pages, with the model fetched after a clear word and only where it is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.resources import SAMPLES
from pipeline.segment import fetch


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One sample instead of all."""
    folder = tmp_path / "samples"
    folder.mkdir()
    (folder / "report.txt").write_text("青禾县2021年教育工作总结\n全县现有小学41所，教师1300名。\n", encoding="utf-8")
    monkeypatch.setattr("pipeline.resources.SAMPLES", folder)
    return folder


def test_the_samples_are_there() -> None:
    assert len(list(SAMPLES.iterdir())) > 40


def test_demo_writes_tables_and_pages_and_says_where(command: Any, samples: Path, tmp_path: Path) -> None:
    done = command("demo", "--no-words")
    assert done.code == 0, done.stderr
    index = tmp_path / "policyfacts-demo" / "report" / "index.html"
    assert done.stdout.replace("\n", "").endswith(f"open in a browser: {index}")
    assert list((tmp_path / "policyfacts-demo" / "facts" / "claims").glob("*.parquet"))


@pytest.mark.parametrize("there", [True, False])
def test_demo_says_what_it_fetches_before_it_does_and_only_then(
    there: bool, command: Any, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(fetch, "is_fetched", lambda source=None: there)
    monkeypatch.setattr(fetch, "fetch_model", lambda source=None: calls.append("model"))
    monkeypatch.setattr(fetch, "fetch_merges", lambda: calls.append("dictionary"))
    done = command("demo")
    assert ("is fetched once: pkuseg 0.0.12" in done.stdout) is not there
    assert calls == (["dictionary"] if there else ["model", "dictionary"])
