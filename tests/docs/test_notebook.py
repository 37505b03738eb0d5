"""The notebooks run from top to bottom; their cells compare the answers of pandas and DuckDB themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.notebook

DOCS = Path(__file__).resolve().parents[2] / "docs"
NOTEBOOKS = ("answers.ipynb", "questions.ipynb")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tables of the samples, once for all notebooks."""
    from run_notebook import run_samples

    run_samples(tmp_path_factory.mktemp("samples") / "out")


def test_every_notebook_is_tested() -> None:
    assert sorted(path.name for path in DOCS.glob("*.ipynb")) == sorted(NOTEBOOKS)


@pytest.mark.usefixtures("samples")
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_runs_and_every_question_has_an_answer(name: str) -> None:
    from run_notebook import execute

    cells = execute(DOCS / name).cells
    headings = [cell.source for cell in cells if cell.cell_type == "markdown" and cell.source.startswith("## ")]
    answers = [
        output.data.get("text/html", "") for cell in cells for output in cell.get("outputs", ()) if "data" in output
    ]
    assert len(headings) == 5
    assert len([answer for answer in answers if answer.count("<tr") > 1]) >= 5


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_is_kept_with_the_results_of_an_undisturbed_run(name: str) -> None:
    notebook = json.loads((DOCS / name).read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert all(cell["outputs"] for cell in cells)
    assert not any(output.get("output_type") == "error" for cell in cells for output in cell["outputs"])
