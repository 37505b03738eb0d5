"""Figures that a command measures, as a table of a document: between two marks, so that the command can write them anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Figure(NamedTuple):
    """A line of the table.

    Attributes:
        what: was measured.
        value: with its unit.
        peer: what was measured in the same run to compare with, and the ratio; empty when nothing compares.
        target: what was promised; empty when nothing was.
    """

    what: str
    value: str
    peer: str = ""
    target: str = ""


def table(figures: Iterable[Figure]) -> str:
    """Figures as a Markdown table."""
    lines = ["| | measured | peer in the same run | target |", "|---|---:|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(figure)} |" for figure in figures)])


def put(path: Path, name: str, text: str) -> None:
    """Write `text` into a Markdown file between ``<!-- figures: NAME -->`` and ``<!-- end -->``.

    Raises:
        ValueError: the file has no such marks.
    """
    before = path.read_text(encoding="utf-8")
    pattern = rf"(<!-- figures: {re.escape(name)} -->\n).*?(<!-- end -->)"
    after, count = re.subn(pattern, lambda match: f"{match[1]}{text}\n{match[2]}", before, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"{path} has no marks for {name}")
    path.write_text(after, encoding="utf-8")
