"""Tables whose cells are apart by bars, as Markdown and plain text write them, read as if by tabs."""

from __future__ import annotations

import re

_ROWS = re.compile(r"(?:^[^\n|]*\|[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_FIGURE = re.compile(r"\|\s*[-−+]?\d[\d,.]*\s*(?:\||$)|\|\s*[^|\n]{0,6}\d[^|\n]{0,12}(?:\||$)", re.MULTILINE)


def bars_as_tabs(content: str) -> str:
    """`content` with tabs for the bars between the cells of neighbouring rows, of the same length.

    Bars around a row and the rule below a header (| --- |) become spaces. Lines of links (首页 | 新闻) state no quantities and stay.
    """
    if "|" not in content:
        return content
    return _ROWS.sub(
        lambda rows: _LINE.sub(_row, rows.group()) if _FIGURE.search(rows.group()) else rows.group(), content
    )


def _row(line: re.Match[str]) -> str:
    text = line.group()
    if _RULE.fullmatch(text):
        return " " * len(text)
    inner = text.strip().removeprefix("|").removesuffix("|")
    start = text.index(inner) if inner else 0
    return " " * start + inner.replace("|", "\t") + " " * (len(text) - start - len(inner))
