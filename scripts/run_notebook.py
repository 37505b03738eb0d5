"""Run the notebooks of docs/ and keep their results: questions.ipynb over the samples, answers.ipynb over texts of its own."""

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
NOTEBOOKS = tuple(sorted((ROOT / "docs").glob("*.ipynb")))


def run_samples(out: Path) -> None:
    """Write the tables of the samples, which notebooks read.

    Args:
        out: folder for the tables; notebooks get it as POLICYFACTS_OUT.

    Raises:
        subprocess.CalledProcessError: the run failed.
    """
    command = [sys.executable, "-m", "pipeline.cli", "run", str(ROOT / "data" / "samples"), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    os.environ["POLICYFACTS_OUT"] = str(out)


def execute(notebook: Path) -> Any:
    """Run a notebook, in its folder.

    Args:
        notebook: left as it is.

    Returns:
        The notebook with its results.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    node = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        node, timeout=300, kernel_name="python3", record_timing=False, resources={"metadata": {"path": notebook.parent}}
    )
    client.execute()
    return node


def main() -> None:
    """Run the notebooks and write them with their results."""
    with TemporaryDirectory() as folder:
        run_samples(Path(folder))
        for notebook in NOTEBOOKS:
            nbformat.write(execute(notebook), notebook)


if __name__ == "__main__":
    main()
