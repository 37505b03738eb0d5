"""The notebook runs from top to bottom; its cells compare the answers of pandas and DuckDB themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.notebook


def test_notebook_runs_and_every_question_has_an_answer(tmp_path: Path) -> None:
    from run_notebook import NOTEBOOK, execute

    cells = execute(NOTEBOOK, tmp_path / "out").cells
    headings = [cell.source for cell in cells if cell.cell_type == "markdown" and cell.source.startswith("## ")]
    answers = [
        output.data.get("text/html", "") for cell in cells for output in cell.get("outputs", ()) if "data" in output
    ]
    assert len(headings) == 5
    assert len([answer for answer in answers if answer.count("<tr") > 2]) >= 5


def test_notebook_is_kept_with_the_results_of_an_undisturbed_run() -> None:
    from run_notebook import NOTEBOOK

    cells = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert all(cell["outputs"] for cell in cells)
    assert not any(output.get("output_type") == "error" for cell in cells for output in cell["outputs"])
