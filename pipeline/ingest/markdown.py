"""Markdown as a reader sees it: headings, lists and tables as lines, without the signs that mark them."""

from __future__ import annotations

import re

from pipeline.ingest.content import LineWriter
from pipeline.ingest.runs import struck_out, without_marks
from pipeline.patterns import when_used
from pipeline.records import Region, RegionKind

_HEADING = when_used(r"[ ]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_FENCE = when_used(r"[ ]{0,3}(?:```|~~~)")
_RULE = when_used(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)$")
_QUOTE = when_used(r"[ ]{0,3}(?:>[ ]?)+")
_BULLET = when_used(r"[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_TABLE_RULE = when_used(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELLS = when_used(r"(?<!\\)\|")
_IMAGE = when_used(r"!\[([^\]\n]{0,200})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\)")
_LINK = when_used(r"\[([^\]\n]{1,500})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\)")
_STRONG = when_used(r"(\*\*\*|\*\*|___|__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1")
_EMPHASIS = when_used(r"(?<![\w*])\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*(?![\w*])")
_STRUCK = when_used(r"~~(?=\S)([^~\n]{1,500}?)(?<=\S)~~")
_CODE = when_used(r"`([^`\n]{1,500})`")
_ESCAPED = when_used(r"\\([!-/:-@\[-`{-~])")


def read_markdown(text: str) -> tuple[str, tuple[Region, ...]]:
    """What a Markdown text shows, a line per line, and its regions."""
    writer = LineWriter()
    lines = re.split(r"\r\n|\r|\n", without_marks(text))
    rows = _rows(lines)
    fenced = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            writer.add(line, "paragraph")
        elif not _RULE.match(line) and not (number in rows and _TABLE_RULE.match(line)):
            _write(writer, _QUOTE.sub("", line, count=1), number in rows)
    return writer.text, writer.layout


def _rows(lines: list[str]) -> frozenset[int]:
    """Numbers of the lines of tables: a header, the rule below it, and rows as long as they have bars."""
    rows: set[int] = set()
    for number in range(1, len(lines)):
        goes_on = number - 1 in rows and len(rows) > 1 and "|" in lines[number]
        if "|" in lines[number - 1] and "-" in lines[number] and _TABLE_RULE.match(lines[number]):
            rows |= {number - 1, number}
        elif goes_on:
            rows.add(number)
    return frozenset(rows)


def _write(writer: LineWriter, line: str, is_row: bool) -> None:
    kind: RegionKind = "paragraph"
    heading = _HEADING.match(line)
    level = 0
    if is_row:
        kind = "table_row"
        cells = _CELLS.split(line.strip().removeprefix("|").removesuffix("|"))
        line = "\t".join(cell.strip() for cell in cells)
    elif heading:
        kind, level, line = "heading", len(heading[1]), heading[2]
    elif bullet := _BULLET.match(line):
        kind, line = "list_item", line[bullet.end() :]
    writer.add(_shown(line), kind, level)


def _shown(line: str) -> str:
    for pattern in (_IMAGE, _LINK):
        line = pattern.sub(r"\1", line)
    line = _STRONG.sub(r"\2", line)
    line = _EMPHASIS.sub(r"\1", line)
    line = _STRUCK.sub(lambda match: struck_out(match[1]), line)
    line = _CODE.sub(r"\1", line)
    return _ESCAPED.sub(r"\1", line)
