"""ODT (OpenDocument text, as LibreOffice and WPS write it) to text: paragraphs, headings, lists and tables in the order of the body.

Every paragraph becomes a line, with the number of its list before it, every row of a table a line with its cells separated by tabs,
as of DOCX. What a tracked change deleted is left out; what is struck out stays as a region of its own. Headers stand before the
body, footers and notes after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import DocumentError
from pipeline.ingest.archives import Package
from pipeline.ingest.cells import join_paragraphs
from pipeline.ingest.content import Content, LineWriter
from pipeline.ingest.docx_numbering import shown_number
from pipeline.ingest.docx_xml import parse_part
from pipeline.ingest.odt_runs import OdtRuns
from pipeline.ingest.odt_styles import OFFICE, OUTLINE, STYLE, TABLE, TEXT, OdtStyles, whole_number
from pipeline.records import RegionKind

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SPACES = re.compile(r"[ \t\r\n]+")
# A cell of more characters makes its row text, as in DOCX.
_MAX_CELL = 400
_MOST_REPEATED = 100
_GROUPS = frozenset(
    f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group", "table-header-columns")
)
_WRAPPERS = frozenset(f"{TEXT}{name}" for name in ("section", "index-body", "index-title"))
_CONTINUED = ("continue-numbering", "continue-list")
_INDEXES = frozenset(
    f"{TEXT}{name}"
    for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index")
)


def read_odt(data: bytes, limit: int) -> Content:
    """Text, layout and title of an ODT file.

    Args:
        data: the bytes of the file.
        limit: how many bytes it may expand to.

    Raises:
        DocumentError: I001 when it holds no text, I007 when it expands too far, I008 when it is damaged, locked, or no ODT.
    """
    package = Package(data, limit, "ODT")
    if _MANIFEST in package.parts and b"encryption-data" in package.read(_MANIFEST):
        raise DocumentError("I008", stage="ingest", format="ODT", problem="it is locked by a password")
    root = parse_part(package.read(_CONTENT), _CONTENT, "ODT")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DocumentError("I008", stage="ingest", format="ODT", problem=f"{_CONTENT} is no text")
    styles = parse_part(package.read(_STYLES), _STYLES, "ODT") if _STYLES in package.parts else None
    reader = _Reader(package, OdtStyles([part for part in (styles, root) if part is not None]))
    reader.margins(styles, "header")
    reader.body(body)
    for note in reader.runs.notes:
        reader.body(note)
    reader.margins(styles, "footer")
    if not reader.writer.text:
        raise DocumentError("I001", stage="ingest")
    return Content(reader.writer.text, "", reader.writer.layout, tuple(_metadata(package)))


def _metadata(package: Package) -> Iterator[tuple[str, str]]:
    if _META in package.parts:
        title = parse_part(package.read(_META), _META, "ODT").find(f".//{_TITLE}")
        text = _SPACES.sub(" ", "".join(title.itertext())).strip() if title is not None else ""
        if text:
            yield "title", text


class _Reader:
    """Writes the lines of one document."""

    def __init__(self, package: Package, styles: OdtStyles) -> None:
        self.writer = LineWriter()
        self.runs = OdtRuns(package, styles)
        self._styles = styles
        self._counts: dict[str, list[int]] = {}

    def margins(self, styles: Any | None, name: str) -> None:
        """Write the headers or footers of all pages."""
        for part in styles.iter(f"{STYLE}{name}") if styles is not None else ():
            for paragraph in part.iter(f"{TEXT}p", f"{TEXT}h"):
                for line in self.runs.text(paragraph, []).split("\n"):
                    self.writer.add(line, "boilerplate")

    def body(self, container: Any) -> None:
        """Write the paragraphs, lists and tables of a container in order."""
        for element, numbering in self._blocks(container):
            if element.tag == f"{TABLE}table":
                self._table(element)
            else:
                self._paragraph(element, numbering)

    def _blocks(self, container: Any) -> Iterator[tuple[Any, str]]:
        """Paragraphs and tables of a container, with the numbers of list items."""
        # (elements to go, style of the list, its level)
        stack: list[tuple[Iterator[Any], str, int]] = [(iter(container), "", 0)]
        numbering = ""
        while stack:
            elements, style, level = stack[-1]
            element = next(elements, None)
            if element is None:
                stack.pop()
            elif element.tag in (f"{TEXT}p", f"{TEXT}h", f"{TABLE}table"):
                yield element, numbering
                numbering = ""
            elif element.tag == f"{TEXT}list":
                name = element.get(f"{TEXT}style-name") or style
                stack.append((iter(element), name, level + 1))
                if level == 0 and not any(element.get(f"{TEXT}{how}") for how in _CONTINUED):
                    self._counts.pop(name, None)
            elif element.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                if element.tag == f"{TEXT}list-item":
                    numbering = self._number(style, level, element)
                stack.append((iter(element), style, level))
            elif element.tag in _WRAPPERS or element.tag in _INDEXES:
                stack.append((iter(element), style, level))

    def _number(self, style: str, level: int, item: Any) -> str:
        """The number before an item of a list; empty for bullets."""
        form = self._styles.list_level(style, level)
        if form is None:
            return ""
        counts = self._counts.setdefault(style, [0] * (level + 1))
        counts += [0] * (level + 1 - len(counts))
        del counts[level + 1 :]
        following = counts[level] + 1 if counts[level] else form.start
        counts[level] = whole_number(item.get(f"{TEXT}start-value")) or following
        above = range(max(1, level - form.shown_levels + 1), level)
        outer = [shown_number(counts[n], other.form) for n in above if (other := self._styles.list_level(style, n))]
        shown = form.before + ".".join((*outer, shown_number(counts[level], form.form))) + form.after
        return f"{shown} " if shown[-1:].isascii() and shown[-1:].isalnum() else shown

    def _paragraph(self, element: Any, numbering: str) -> None:
        boxes: list[Any] = []
        lines = self.runs.text(element, boxes).split("\n")
        kind, level = self._kind(element)
        if kind in ("heading", "title"):  # a break inside a heading only lays it out
            lines = ["".join(map(str.strip, lines))]
        if element.tag == f"{TEXT}h" and not numbering and element.get(f"{TEXT}is-list-header") != "true":
            numbering = self._number(OUTLINE, level, element)
        for number, line in enumerate(lines):
            self.writer.add((numbering if not number else "") + line, kind, level)
        for box in boxes:
            self.body(box)

    def _kind(self, element: Any) -> tuple[RegionKind, int]:
        names = self._styles.names_of(element.get(f"{TEXT}style-name") or "")
        if "Title" in names:
            return "title", 0
        if element.tag == f"{TEXT}h":
            return "heading", min(max(whole_number(element.get(f"{TEXT}outline-level")), 1), 9)
        return "paragraph", 0

    def _table(self, table: Any) -> None:
        for row in _rows(table):
            cells = [cell for cell in row if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")]
            if sum(cell.tag == f"{TABLE}table-cell" for cell in cells) < 2 or any(map(_is_text, cells)):
                for cell in cells:
                    self.body(cell)
                continue
            boxes: list[Any] = []
            texts = [text for cell in cells for text in self._cell(cell, boxes)]
            repeated = min(max(whole_number(row.get(f"{TABLE}number-rows-repeated")), 1), _MOST_REPEATED)
            for _ in range(repeated if any(texts) else 1):
                self.writer.add("\t".join(texts), "table_row")
            for box in boxes:
                self.body(box)

    def _cell(self, cell: Any, boxes: list[Any]) -> list[str]:
        """The texts of a cell, of as many as it repeats."""
        text = ""
        for element, numbering in self._blocks(cell):
            lines = (
                _SPACES.sub(" ", line).strip() for line in (numbering + self.runs.text(element, boxes)).split("\n")
            )
            text = join_paragraphs(text, " ".join(filter(None, lines)))
        repeated = min(max(whole_number(cell.get(f"{TABLE}number-columns-repeated")), 1), _MOST_REPEATED)
        return [text.strip()] * repeated


def _rows(table: Any) -> Iterator[Any]:
    for item in table:
        if item.tag == f"{TABLE}table-row":
            yield item
        elif item.tag in _GROUPS:
            yield from _rows(item)


def _is_text(cell: Any) -> bool:
    """Whether what a cell holds is no field of a row: another table, or running text."""
    if next(cell.iterchildren(f"{TABLE}table"), None) is not None:
        return True
    return sum(len(text) for element in cell.iter(f"{TEXT}p", f"{TEXT}h") for text in element.itertext()) > _MAX_CELL
