"""Whole pages, each line marked: + content, - boilerplate. The pages and their sites are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.language.text import Text

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def _read(path: Path) -> tuple[str, list[tuple[str, bool]]]:
    lines = [(line[1:], line[0] == "+") for line in path.read_text(encoding="utf-8").splitlines()]
    return "\n".join(line for line, _ in lines) + "\n", lines


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_clean_keeps_the_document_and_removes_the_page(path: Path) -> None:
    text, lines = _read(path)
    content = "\n".join(text[block.start : block.end] for block in clean(Text(text)) if block.kind == "content")
    kept = [line.strip() for line in content.splitlines() if line.strip()]
    assert kept == [line.strip() for line, is_content in lines if is_content]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_clean_keeps_a_document_without_page_whole(path: Path) -> None:
    text = "\n".join(line for line, is_content in _read(path)[1] if is_content)
    blocks = clean(Text(text))
    assert [text[block.start : block.end] for block in blocks if block.kind == "content"] == ([text] if text else [])
