"""The text layer of a PDF, page by page.

For newcomers: a PDF knows characters and places, no paragraphs. PDFium groups characters to lines; the geometry of the
lines says the rest. A line that reaches the right edge goes on in the next one unless that is indented; pieces at the
same height are the cells of a table row; what stands at the same place at the edge of page after page, or is nothing but
a page number there, is a header or footer. A paragraph that a page break cuts is joined, and the footer and header
between its halves follow it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.errors import DocumentError, describe
from pipeline.ingest.content import Content, LineWriter
from pipeline.ingest.pdf_fonts import install_font
from pipeline.records import RegionKind

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]{0,6}(?:第\s{0,3})?\d{1,4}(?:\s{0,3}(?:页|/|共|of|\d{1,4}|，|,)\s{0,3}){0,5}[-—–·•\s]{0,6}"
)
_ENDS = re.compile(r"[。！？!?；;：:][”’」』》）)\"']{0,3}$")
_LATIN = re.compile(r"[A-Za-z,;)]$")
# A header or footer is among so many lines from the edge of the page, and repeats on this share of the pages.
_EDGE_LINES = 2
_REPEATED = 0.4
# In heights of a line: what counts as the same height, as a gap between cells, as reaching the edge, as an indent, and
# as a gap between paragraphs.
_SAME_HEIGHT = 0.4
_CELL_GAP = 0.8
_NEAR_EDGE = 2.2
_INDENT = 0.9
_PARAGRAPH_GAP = 1.4
_SAME_SIZE = 0.12


@dataclass(slots=True)
class _Line:
    text: str
    left: float
    bottom: float
    right: float
    top: float
    page: int
    row: bool = False
    furniture: bool = False

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


def read_pdf(data: bytes, limit: int) -> Content:
    """Text, layout and title of a PDF.

    Args:
        data: the bytes of the file.
        limit: most characters of its text.

    Raises:
        DocumentError: I008 when it is damaged or locked, I010 when it holds images only, I007 when the text passes
            `limit`.
    """
    # Loads a shared library that no other format needs.
    import pypdfium2

    install_font()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError("I008", stage="ingest", format="PDF", problem=_problem(error)) from error
    with closing(document):
        n_pages = len(document)
        lines, images, damaged = _read_pages(document, limit)
        title = " ".join((document.get_metadata_dict(skip_empty=True).get("Title") or "").split())
    if not lines:
        if damaged or not n_pages:
            problem = f"none of its {n_pages} pages can be read"
            raise DocumentError("I008", stage="ingest", format="PDF", problem=problem)
        raise DocumentError("I010", stage="ingest", pages=n_pages)
    _mark_furniture(lines)
    writer = LineWriter()
    _write(lines, writer)
    warnings = []
    if images:
        warnings.append(describe("I011", count=len(images), pages=n_pages, first=images[0]))
    if damaged:
        warnings.append(describe("I009", format="PDF", problem=f"page {damaged[0]} cannot be read"))
    return Content(
        text=writer.text,
        layout=writer.layout,
        metadata=(("title", title),) if title else (),
        warnings=tuple(warnings),
    )


def _problem(error: Exception) -> str:
    return "it is locked by a password" if "password" in str(error).lower() else str(error).rstrip(".")


def _read_pages(document: Any, limit: int) -> tuple[list[_Line], list[int], list[int]]:
    """Lines of all pages, and the numbers of pages that are images and of those that cannot be read."""
    from pypdfium2 import PdfiumError, raw

    lines: list[_Line] = []
    images: list[int] = []
    damaged: list[int] = []
    length = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except PdfiumError:
            damaged.append(number + 1)
            continue
        with closing(page), closing(page.get_textpage()) as text_page:
            found = _joined_pieces(list(_page_lines(text_page, number)))
            if not found and next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None:
                images.append(number + 1)
        lines.extend(found)
        length += sum(len(line.text) for line in found)
        if length > limit:
            raise DocumentError("I007", stage="ingest", limit=limit)
    return lines, images, damaged


def _page_lines(text_page: Any, page: int) -> Iterator[_Line]:
    from pypdfium2 import raw

    codes = [raw.FPDFText_GetUnicode(text_page, index) for index in range(text_page.count_chars())]
    start = 0
    for index, code in enumerate([*codes, 0x0A]):
        if code not in (0x0A, 0x0D):
            continue
        visible = [n for n in range(start, index) if codes[n] > 0x20 and codes[n] != 0x3000]
        if visible:
            first, last = visible[0], visible[-1]
            boxes = [text_page.get_charbox(n, loose=True) for n in (first, last)]
            (left, bottom, _, top), (_, _, right, _) = boxes
            cells = _cell_gaps(text_page, codes, first, last, _CELL_GAP * max(top - bottom, 1.0))
            text = _decode([0x09 if n in cells else codes[n] for n in range(first, last + 1)])
            yield _Line(text, left, bottom, right, top, page, row=bool(cells))
        start = index + 1


def _cell_gaps(text_page: Any, codes: Sequence[int], first: int, last: int, least: float) -> frozenset[int]:
    """Where PDFium put a space for a gap as wide as between cells."""
    from pypdfium2 import raw

    gaps = []
    for index in range(first + 1, last):
        if codes[index] == 0x20 and raw.FPDFText_IsGenerated(text_page, index) == 1:
            before, after = (text_page.get_charbox(n, loose=True) for n in (index - 1, index + 1))
            if after[0] - before[2] > least:
                gaps.append(index)
    return frozenset(gaps)


def _decode(codes: Sequence[int]) -> str:
    # PDFium gives UTF-16 units; a hyphen at a line end comes as U+FFFE or U+0002.
    units = b"".join((0x2D if code in (0x02, 0xFFFE) else code & 0xFFFF).to_bytes(2, "little") for code in codes)
    return units.decode("utf-16-le", "replace")


def _joined_pieces(lines: Sequence[_Line]) -> list[_Line]:
    """Pieces at the same height as one line; far apart they are the cells of a row."""
    joined: list[_Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is None or abs(before.bottom - line.bottom) > _SAME_HEIGHT * line.height or line.left < before.right:
            joined.append(line)
            continue
        apart = line.left - before.right > _CELL_GAP * line.height
        before.text += ("\t" if apart else " ") + line.text
        before.right = line.right
        before.row = before.row or apart
    return joined


def _mark_furniture(lines: Sequence[_Line]) -> None:
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    candidates: list[tuple[tuple[bool, str, int], _Line]] = []
    for members in pages.values():
        by_height = sorted(members, key=lambda line: -line.top)
        for at_top, edge in ((True, by_height[:_EDGE_LINES]), (False, by_height[-_EDGE_LINES:])):
            for line in edge:
                name = _NUMBER.sub("#", "".join(line.text.split()))
                candidates.append(((at_top, name, round(line.bottom / line.height)), line))
        for line in (by_height[0], by_height[-1]):
            line.furniture = len(by_height) > 1 and _PAGE_NUMBER.fullmatch(line.text) is not None
    counts = Counter(key for key, _ in candidates)
    for key, line in candidates:
        if counts[key] > 1 and counts[key] >= _REPEATED * len(pages):
            line.furniture = True


def _write(lines: Sequence[_Line], writer: LineWriter) -> None:
    body = [line for line in lines if not line.furniture]
    left, right = _margins(body)
    pitch = _pitch(body)
    paragraph: _Line | None = None
    text = ""
    waiting: list[_Line] = []
    for line in lines:
        if line.furniture:
            waiting.append(line)
            continue
        if paragraph is not None and _goes_on(paragraph, line, left, right, pitch):
            text += (" " if _LATIN.search(text) and line.text[0].isascii() else "") + line.text
        else:
            _flush(writer, text, paragraph, waiting)
            text = line.text
        paragraph = line
    _flush(writer, text, paragraph, waiting)


def _flush(writer: LineWriter, text: str, line: _Line | None, waiting: list[_Line]) -> None:
    if line is not None:
        kind: RegionKind = "table_row" if line.row else "paragraph"
        writer.add(text, kind)
    for furniture in waiting:
        writer.add(furniture.text, "furniture")
    waiting.clear()


def _margins(lines: Sequence[_Line]) -> tuple[float, float]:
    """Where most long lines begin and end."""
    if not lines:
        return 0.0, 0.0
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > 0.6 * widest]
    lefts = Counter(round(line.left) for line in long)
    rights = sorted(line.right for line in long)
    # The first lines of paragraphs are indented: the edge is the outermost place where several lines begin.
    common = [place for place, count in lefts.items() if count > 1] or list(lefts)
    return float(min(common)), rights[len(rights) // 2]


def _pitch(lines: Sequence[_Line]) -> float:
    """The usual distance between the lines of a page."""
    steps = Counter(
        round(one.bottom - other.bottom)
        for one, other in pairwise(lines)
        if one.page == other.page and one.bottom > other.bottom
    )
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _goes_on(before: _Line, line: _Line, left: float, right: float, pitch: float) -> bool:
    """Whether `line` is the continuation of the paragraph whose last line is `before`."""
    if before.row or line.row or abs(before.height - line.height) > _SAME_SIZE * line.height:
        return False
    if before.right < right - _NEAR_EDGE * line.height or line.left > left + _INDENT * line.height:
        return False
    if before.page != line.page:
        return _ENDS.search(before.text) is None
    return before.bottom - line.bottom <= _PARAGRAPH_GAP * max(pitch, line.height)
