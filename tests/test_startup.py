"""What is imported when: nobody who asks for one thing waits for all the others."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("hanlp", "pandas", "polars", "pyarrow", "spacy", "torch")


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


def test_a_package_names_what_it_gives_and_nothing_else() -> None:
    import pipeline

    assert set(pipeline.__all__) <= set(dir(pipeline))
    assert all(getattr(pipeline, name) is not None for name in pipeline.__all__)
    with pytest.raises(AttributeError, match="no attribute 'extrct'"):
        pipeline.extrct  # noqa: B018
