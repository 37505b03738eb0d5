"""The check of the size of functions: limits, exceptions that only shrink, measures."""

from __future__ import annotations

from pathlib import Path

import pytest
from check_functions import LIST, ROOT, functions, large_functions, measures, problems, read_list, write_list

BRANCHY = "def f(x):\n" + "".join(f"    if x == {n} and x:\n        return {n}\n" for n in range(8))
LONG = "def g():\n" + "    print()\n" * 60


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with one function that is too complex and one that is too long."""
    for folder in ("language", "ner", "claims"):
        (tmp_path / "pipeline" / folder).mkdir(parents=True)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "pipeline" / "ner" / "a.py").write_text(BRANCHY + "\nclass C:\n    def small(self):\n        pass\n")
    (tmp_path / "pipeline" / "claims" / "b.py").write_text(LONG)
    return tmp_path


def test_lines_branches_and_conditions_count(tree: Path) -> None:
    path = tree / "pipeline" / "ner" / "a.py"
    assert [(f.name.partition("::")[2], f.lines, f.complexity) for f in functions(path, tree)] == [
        ("f", 17, 17),
        ("C.small", 2, 1),
    ]
    assert set(large_functions(tree)) == {"pipeline/ner/a.py::f", "pipeline/claims/b.py::g"}


def test_new_larger_and_mended_functions_fail(tree: Path) -> None:
    large = large_functions(tree)
    assert problems(large, large) == []
    path = tree / LIST
    write_list(path, large, large)
    assert read_list(path) == large
    (tree / "pipeline" / "claims" / "b.py").write_text(LONG + "    print()\n" + LONG.replace("g", "h"))
    (tree / "pipeline" / "ner" / "a.py").write_text("")
    found = problems(large_functions(tree), read_list(path))
    assert [problem.partition(":: ")[0].split("::")[1].split(":")[0] for problem in found] == ["g", "h", "f"]
    assert "larger than" in found[0]
    assert "part it" in found[1]
    assert "take it off" in found[2]


def test_updating_takes_off_and_never_adds(tree: Path) -> None:
    large = large_functions(tree)
    listed = {name: function for name, function in large.items() if name.endswith("f")}
    write_list(tree / LIST, large, listed)
    assert read_list(tree / LIST) == listed
    write_list(tree / LIST, {}, listed)
    assert read_list(tree / LIST) == {}


def test_measures_count_patterns_and_files(tree: Path) -> None:
    (tree / "pipeline" / "ner" / "a.py").write_text('import re\nA = re.compile("a")\nB = re.sub("b", "", "scope")\n')
    found = measures(tree)
    assert found["regular expressions per 1,000 lines of ner"] == "666.7 (2)"
    assert found["files that name scope"] == "1"


def test_the_list_fits_the_project() -> None:
    assert problems(large_functions(ROOT), read_list(ROOT / LIST)) == []
