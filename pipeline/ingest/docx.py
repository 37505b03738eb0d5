"""DOCX to text: paragraphs, headings, lists and tables in the order of the body.

A DOCX is a ZIP file of XML parts. The body is walked once; every paragraph becomes a line with the
numbering that Word would show before it, every row of a table a line with its cells separated by tabs. Headings are
told by their style, by its name or outline level, of the style itself or of one that it is based on. Deleted, hidden
and instruction text is left out; what is struck out stays as a region of its own. Headers stand before the body and footers and footnotes after it, once each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from pipeline.errors import DocumentError, describe
from pipeline.ingest.archives import Package
from pipeline.ingest.cells import join, join_paragraphs
from pipeline.ingest.content import Content, LineWriter
from pipeline.ingest.docx_numbering import Numbering
from pipeline.ingest.docx_parts import Parts
from pipeline.ingest.docx_revisions import join_across_deleted_marks
from pipeline.ingest.docx_runs import RunReader
from pipeline.ingest.docx_xml import W, child, parse_part, val
from pipeline.records import RegionKind

_HEADING_NAME = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset(["title", "标题"])
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# A cell of more characters makes its row text, as in HTML.
_MAX_COLUMNS = 100
_MAX_CELL = 400
_OBJECTS = {
    f"{W}altChunk": "inserted files",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "charts",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "diagrams",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "objects of other programs",
}
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class _Style:
    title: bool = False
    level: int = 0
    """Of a heading, from 1; 0 for other styles."""
    number: str = ""
    depth: int = 0


@dataclass(slots=True)
class _Paragraph:
    text: str
    style: _Style
    numbering: str
    boxes: list[Any] = field(default_factory=list)
    """Text boxes that are anchored in it."""


def read_docx(data: bytes, limit: int) -> Content:
    """Text, layout and title of a DOCX file.

    Args:
        data: the bytes of the file.
        limit: how many bytes it may expand to.

    Raises:
        DocumentError: I001 when it holds no text, I007 when it expands too far, I008 when it is damaged or no DOCX.
    """
    package = Package(data, limit, "DOCX")
    parts = Parts(package)
    main = _root(package, parts.main)
    if main.tag != f"{W}document":
        raise DocumentError("I008", stage="ingest", format="DOCX", problem=f"{parts.main} is no Word document")
    reader = _Reader(package, parts)
    for part in parts.of("header"):
        reader.boilerplate(_root(package, part))
    reader.body(child(main, "body"))
    for part in (*parts.of("footnotes"), *parts.of("endnotes")):
        reader.notes(_root(package, part))
    for part in parts.of("footer"):
        reader.boilerplate(_root(package, part))
    if not reader.writer.text:
        raise DocumentError("I001", stage="ingest")
    return Content(
        text=reader.writer.text,
        layout=reader.writer.layout,
        metadata=tuple(_metadata(package)),
        warnings=(*reader.runs.warnings, *_not_read(main)),
    )


def _root(package: Package, part: str) -> Any:
    root = parse_part(package.read(part), part)
    join_across_deleted_marks(root)
    return root


def _not_read(main: Any) -> Iterator[str]:
    """A warning of what the body shows and is no text of its own."""
    kinds = Counter(_OBJECTS[element.tag] for element in main.iter(*_OBJECTS))
    if kinds:
        yield describe("I025", count=kinds.total(), kinds=", ".join(sorted(kinds)))


def _metadata(package: Package) -> Iterator[tuple[str, str]]:
    if "docProps/core.xml" in package.parts:
        title = _SPACES.sub(" ", _root(package, "docProps/core.xml").findtext(_TITLE) or "").strip()
        if title:
            yield "title", title


class _Reader:
    """Writes the lines of the parts of one package."""

    def __init__(self, package: Package, parts: Parts) -> None:
        numbering, styles = (
            next((_root(package, part) for part in parts.of(kind)), None) for kind in ("numbering", "styles")
        )
        self.writer = LineWriter()
        self.runs = RunReader(styles)
        self._numbering = Numbering(numbering)
        self._styles = _styles(styles) if styles is not None else {}

    def body(self, container: Any | None) -> None:
        """Write the paragraphs and tables of a container in order."""
        for element in _block_elements(container):
            if element.tag == f"{W}tbl":
                self._table(element)
            else:
                self._paragraph(element)

    def boilerplate(self, root: Any) -> None:
        """Write a header or footer."""
        for element in root.iter(f"{W}p"):
            for line in self._read(element).text.split("\n"):
                self.writer.add(line, "boilerplate")

    def notes(self, root: Any) -> None:
        """Write footnotes; those with a type are the lines that separate them."""
        for note in root.iterchildren(f"{W}footnote", f"{W}endnote"):
            if note.get(f"{W}type") in (None, "normal"):
                self.body(note)

    def _paragraph(self, element: Any) -> None:
        paragraph = self._read(element)
        style = paragraph.style
        lines = paragraph.text.split("\n")
        if style.title or style.level:
            # A break inside a heading only lays it out.
            lines = ["".join(line.strip() for line in lines)]
        for number, line in enumerate(lines):
            self.writer.add((paragraph.numbering if not number else "") + line, _kind(paragraph), style.level)
        for box in paragraph.boxes:
            self.body(box)

    def _read(self, element: Any, *, in_cell: bool = False) -> _Paragraph:
        properties = child(element, "pPr")
        style = self._styles.get(val(child(properties, "pStyle")), _Style())
        outline = val(child(properties, "outlineLvl"))
        if outline in set("012345678"):
            style = _Style(level=int(outline) + 1, number=style.number, depth=style.depth)
        boxes: list[Any] = []
        text = self.runs.text(element, boxes)
        list_properties = child(properties, "numPr")
        number = val(child(list_properties, "numId")) if list_properties is not None else style.number
        depth = val(child(list_properties, "ilvl")) if list_properties is not None else str(style.depth)
        numbering = ""
        # In a cell the number may be all there is: a column of serial numbers.
        if number and (in_cell or text.strip()):
            numbering = self._numbering.next(number, int(depth) if depth in set("012345678") else 0)
        if numbering and numbering[-1].isascii() and numbering[-1].isalnum():
            numbering += " "
        return _Paragraph(text, style, numbering, boxes)

    def _table(self, table: Any) -> None:
        for row in _descend(table, f"{W}tr"):
            if child(child(row, "trPr"), "del") is not None:
                continue
            cells = [cell for cell in _descend(row, f"{W}tc") if child(child(cell, "tcPr"), "cellDel") is None]
            if len(cells) < 2 or any(map(_is_text, cells)):
                for cell in cells:
                    self.body(cell)
                continue
            boxes: list[Any] = []
            texts = [self._cell(cell, boxes) for cell in cells]
            # A cell over several columns leaves the further ones empty, so that columns stay under their headers.
            gaps = ("\t" * _columns(cell) for cell in cells)
            line = "".join(map("".join, zip(texts, gaps, strict=True)))[: -_columns(cells[-1])]
            self.writer.add("\t" * _columns_before(row) + line, "table_row")
            for box in boxes:
                self.body(box)

    def _cell(self, cell: Any, boxes: list[Any]) -> str:
        """The text of a cell as one line; text boxes in it go to `boxes`."""
        merge = child(child(cell, "tcPr"), "vMerge")
        if merge is not None and val(merge) != "restart":
            return ""
        text = ""
        for element in _block_elements(cell):
            paragraph = self._read(element, in_cell=True)
            boxes += paragraph.boxes
            lines = [_SPACES.sub(" ", line).strip() for line in (paragraph.numbering + paragraph.text).split("\n")]
            text = join_paragraphs(text, reduce(lambda above, below: join(above, below, False), lines))
        return text.strip()


def _is_text(cell: Any) -> bool:
    """Whether what a cell holds is no field of a row: another table, or running text."""
    nested = next(cell.iterchildren(f"{W}tbl"), None) is not None
    return nested or sum(len(text.text or "") for text in cell.iter(f"{W}t")) > _MAX_CELL


def _columns_before(row: Any) -> int:
    """How many columns of the table a row leaves out at its start."""
    skipped = val(child(child(row, "trPr"), "gridBefore"))
    return min(int(skipped), _MAX_COLUMNS) if skipped.isascii() and skipped.isdigit() else 0


def _columns(cell: Any) -> int:
    """How many columns a cell covers, at most a hundred."""
    spanned = val(child(child(cell, "tcPr"), "gridSpan"))
    return min(int(spanned), _MAX_COLUMNS) if spanned.isascii() and spanned.isdigit() and int(spanned) else 1


def _kind(paragraph: _Paragraph) -> RegionKind:
    if paragraph.style.title:
        return "title"
    if paragraph.style.level:
        return "heading"
    return "paragraph"


def _block_elements(container: Any | None) -> Iterator[Any]:
    """Paragraphs and tables of a container, also those in content controls and insertions."""
    if container is None:
        return
    stack = [iter(container)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            stack.append(iter(element))


def _descend(element: Any, wanted: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those in content controls."""
    for item in element:
        if item.tag == wanted:
            yield item
        elif item.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _descend(item, wanted)


def _styles(root: Any) -> dict[str, _Style]:
    """Paragraph styles by id."""
    elements = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: dict[str, Any]) -> _Style:
    number, depth = "", 0
    seen: set[str] = set()
    while name in elements and name not in seen:
        seen.add(name)
        style = elements[name]
        properties = child(style, "pPr")
        listed = child(properties, "numPr")
        if listed is not None and not number:
            number = val(child(listed, "numId"))
            level = val(child(listed, "ilvl"))
            depth = int(level) if level in set("012345678") else 0
        label = val(child(style, "name"))
        match = _HEADING_NAME.fullmatch(label)
        outline = val(child(properties, "outlineLvl"))
        if label.lower() in _TITLE_NAMES:
            return _Style(title=True, number=number, depth=depth)
        if match or outline in set("012345678"):
            level_number = int(match.group(1)) if match else int(outline) + 1
            return _Style(level=level_number, number=number, depth=depth)
        name = val(child(style, "basedOn"))
    return _Style(number=number, depth=depth)
