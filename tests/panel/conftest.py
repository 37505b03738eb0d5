"""Output folders of runs over a few invented documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch import find_inputs, run
from pipeline.config import Config

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Runs the documents given by name and text, and gives the output folder."""

    def made(**texts: str) -> Path:
        source, out = tmp_path / "in", tmp_path / "out"
        source.mkdir()
        for name, text in texts.items():
            (source / f"{name}.txt").write_text(text, encoding="utf-8")
        run(find_inputs([source]).files, out, Config(words=False), workers=1)
        return out

    return made
