"""What the documents tell is true: their snippets run, their links lead somewhere, their make targets exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from snippets import Snippet, SnippetError, read_snippets, run_snippets

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "data").glob("*/*.md")])
RUNNABLE = [path for path in DOCUMENTS if any(s.kind in ("python", "console") for s in read_snippets(path))]
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.docs
@pytest.mark.parametrize("path", RUNNABLE, ids=_name)
def test_snippets_run_and_print_what_is_written(path: Path, workspace: Path) -> None:
    assert run_snippets(read_snippets(path), workspace)


def test_snippets_of_the_readme_are_among_them() -> None:
    assert ROOT / "README.md" in RUNNABLE


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_links_lead_somewhere(path: Path) -> None:
    links = [link for link in _LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_make_targets_that_are_named_exist(path: Path) -> None:
    targets = set(
        re.findall(r"^([a-z-]+(?: [a-z-]+)*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    known = {target for line in targets for target in line.split()}
    named = set(re.findall(r"(?:`|^|\$ )make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= known


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("console", "$ false\n", "exits with 1"),
        ("console", "$ echo one\ntwo\n", "it prints\none"),
        ("output", "one\n", "written is\none"),
    ],
)
def test_snippets_that_lie_are_told(kind: str, code: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SnippetError, match=rf"(?s)doc\.md:7.*{words}"):
        run_snippets([Snippet(kind, code, tmp_path / "doc.md", 7)], tmp_path)
