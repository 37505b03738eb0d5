"""Run docs/questions.ipynb over the samples and keep its results."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "questions.ipynb"


def execute(notebook: Path, out: Path) -> Any:
    """Run a notebook, in its folder, over the samples.

    Args:
        notebook: left as it is.
        out: folder for the tables, which the notebook gets as POLICYFACTS_OUT.

    Returns:
        The notebook with its results.

    Raises:
        subprocess.CalledProcessError: the run over the samples failed.
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    command = [sys.executable, "-m", "pipeline.cli", "run", str(ROOT / "data" / "samples"), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    os.environ["POLICYFACTS_OUT"] = str(out)
    node = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        node, timeout=300, kernel_name="python3", record_timing=False, resources={"metadata": {"path": notebook.parent}}
    )
    client.execute()
    return node


def main() -> None:
    """Run the notebook and write it with its results."""
    with TemporaryDirectory() as folder:
        node = execute(NOTEBOOK, Path(folder))
    nbformat.write(node, NOTEBOOK)


if __name__ == "__main__":
    main()
