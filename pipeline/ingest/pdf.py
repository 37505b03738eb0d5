"""The text layer of a PDF, page by page.

A PDF knows characters and places, no paragraphs. PDFium groups characters to lines; the geometry of the
lines says the rest. A line that reaches the right edge goes on in the next one unless that is indented; what stands at
the same place at the edge of page after page, or is nothing but a page number there, is a header or footer. A paragraph
or table that a page break cuts is joined, and the footer and header between its halves follow it. Tables are read in
modules of their own: `pipeline.ingest.pdf_grids` where they are drawn, else `pipeline.ingest.pdf_tables`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pipeline.errors import DocumentError, describe
from pipeline.ingest.archives import allowed
from pipeline.ingest.content import Content, LineWriter
from pipeline.ingest.pdf_fonts import install_font
from pipeline.ingest.pdf_forms import require_modest_forms
from pipeline.ingest.pdf_grids import holds, join_over_pages, ruled_tables
from pipeline.ingest.pdf_limits import MOST_CHARACTERS, require_modest_page, require_modest_streams
from pipeline.ingest.pdf_lines import Line, page_lines
from pipeline.ingest.pdf_rules import Grid, Segment, find_grids, find_rules
from pipeline.ingest.pdf_tables import open_tables, stand_alike
from pipeline.records import RegionKind

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]{0,6}(?:第\s{0,3})?\d{1,4}(?:\s{0,3}(?:页|/|共|of|\d{1,4}|，|,)\s{0,3}){0,5}[-—–·•\s]{0,6}"
)
_ENDS = re.compile(r"[。！？!?；;：:][”’」』》）)\"']{0,3}$")
_LATIN = re.compile(r"[A-Za-z,;)]$")
_OPEN_GROUP = re.compile(r"\d,$")
_GROUP = re.compile(r"\d{3}(?!\d)")
# A header or footer is among so many lines from the edge of the page, and repeats on this share of the pages.
_EDGE_LINES = 2
_REPEATED = 0.4
# In heights of a line: what counts as reaching the edge, as an indent, as a gap between paragraphs, and as the most that
# rows of a table are apart.
_NEAR_EDGE = 2.2
_INDENT = 0.9
_PARAGRAPH_GAP = 1.4
_ROW_GAP = 2.8
_SAME_SIZE = 0.12
# Characters that a scanner writes over its image of a page, and the share of the page that the image covers.
_MOST_STAMP = 30
_MOST_COVERED = 0.8


@dataclass(slots=True)
class _Pages:
    """What is read of all pages."""

    lines: list[Line] = field(default_factory=list)
    rules: dict[int, Sequence[Segment]] = field(default_factory=dict)
    """Horizontal ruling lines by page."""
    grids: dict[int, Sequence[Grid]] = field(default_factory=dict)
    images: list[int] = field(default_factory=list)
    """Numbers of the pages that are images without text, of those whose text was recognized, and of those that cannot be read."""
    recognized: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)


Scanned = Callable[[Any, int], Sequence[Line]]
"""The lines of a page of PDFium that is an image, by the page and its number."""


def unread(_page: Any, _number: int) -> Sequence[Line]:
    """No lines: images are not read."""
    return ()


def read_pdf(data: bytes, limit: int, scanned: Scanned = unread) -> Content:
    """Text, layout and title of a PDF.

    Args:
        data: the bytes of the file.
        limit: most characters of its text.
        scanned: what reads pages that are images.

    Raises:
        DocumentError: I007 when it expands beyond `limit`, I008 when it is damaged or locked, I010 and I024 when it holds
            images only and nothing read them, or nothing was found.
    """
    # Loads a shared library that no other format needs.
    import pypdfium2

    require_modest_streams(data, limit)
    limit = allowed(len(data), limit)
    require_modest_forms(data, limit)
    install_font()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError("I008", stage="ingest", format="PDF", problem=_problem(error)) from error
    with closing(document):
        n_pages = len(document)
        pages = _read_pages(document, limit, scanned)
        title = " ".join((document.get_metadata_dict(skip_empty=True).get("Title") or "").split())
    if not pages.lines:
        if pages.damaged or not n_pages:
            problem = f"none of its {n_pages} pages can be read"
            raise DocumentError("I008", stage="ingest", format="PDF", problem=problem)
        raise DocumentError("I010" if scanned is unread else "I024", stage="ingest", pages=n_pages)
    _mark_boilerplate(pages)
    writer = LineWriter()
    _write(_with_tables(pages), writer)
    metadata = (("title", title),) if title else ()
    return Content(writer.text, "", writer.layout, metadata, tuple(_warnings(pages, n_pages)))


def _warnings(pages: _Pages, n_pages: int) -> Iterator[str]:
    for code, numbers in (("I011", pages.images), ("I023", pages.recognized)):
        if numbers:
            yield describe(code, count=len(numbers), pages=n_pages, first=numbers[0])
    if pages.damaged:
        yield describe("I009", format="PDF", problem=f"page {pages.damaged[0]} cannot be read")


def _problem(error: Exception) -> str:
    return "it is locked by a password" if "password" in str(error).lower() else str(error).rstrip(".")


def _read_pages(document: Any, limit: int, scanned: Scanned) -> _Pages:
    from pypdfium2 import PdfiumError

    pages = _Pages()
    length = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except PdfiumError:
            pages.damaged.append(number + 1)
            continue
        with closing(page):
            require_modest_page(page)
            with closing(page.get_textpage()) as text_page:
                size = text_page.count_chars()
                length += size
                if length > limit or size > MOST_CHARACTERS:
                    raise DocumentError("I007", stage="ingest", limit=min(limit, MOST_CHARACTERS))
                across, down = find_rules(page)
                grids = find_grids(across, down)
                found = page_lines(text_page, number, ruled=bool(grids))
            if _is_scan(page, found):
                lines = scanned(page, number)
                (pages.recognized if lines else pages.images).append(number + 1)
                found = list(lines) or found
        pages.rules[number], pages.grids[number] = across, grids
        pages.lines.extend(found)
    return pages


def _is_scan(page: Any, lines: Sequence[Line]) -> bool:
    """Whether a page is an image without text, or with no more over it than the stamp of a scanner."""
    from pypdfium2 import raw

    if sum(len(line.text) for line in lines) > _MOST_STAMP:
        return False
    width, height = page.get_size()
    share = 0.0 if not lines else _MOST_COVERED * width * height
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= share:
            return True
    return False


def _mark_boilerplate(document: _Pages) -> None:
    pages = _by_page(document.lines)
    candidates: list[tuple[tuple[bool, str, int], Line]] = []
    for page, members in pages.items():
        by_height = sorted(members, key=lambda line: -line.top)
        for at_top, edge in ((True, by_height), (False, by_height[::-1])):
            for place, line in enumerate(edge[:_EDGE_LINES]):
                if _is_of_table(line, edge[place + 1 : place + 4], document.grids[page]):
                    continue
                name = _NUMBER.sub("#", "".join(line.text.split()))
                candidates.append(((at_top, name, round(line.bottom / line.height)), line))
                if not place and len(by_height) > 1 and _PAGE_NUMBER.fullmatch(line.text):
                    line.boilerplate = True
    counts = Counter(key for key, _ in candidates)
    for key, line in candidates:
        if counts[key] > 1 and counts[key] >= _REPEATED * len(pages):
            line.boilerplate = True


def _by_page(lines: Sequence[Line]) -> Mapping[int, list[Line]]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return pages


def _is_of_table(line: Line, inwards: Sequence[Line], grids: Sequence[Grid]) -> bool:
    """Whether a line at the edge of a page stands in a grid, or like a line near it."""
    if any(holds(grid, piece) for grid in grids for piece in line.pieces):
        return True
    for before, other in pairwise((line, *inwards)):
        if abs(before.bottom - other.bottom) > _ROW_GAP * line.height:
            return False
        if stand_alike(line, other):
            return True
    return False


def _with_tables(pages: _Pages) -> list[Line]:
    """The lines of a document, those of tables as rows."""
    lines: list[Line] = []
    for page, members in _by_page(pages.lines).items():
        lines += ruled_tables(members, pages.grids[page]) if pages.grids[page] else members
    return open_tables(join_over_pages(lines), pages.rules)


def _write(lines: Sequence[Line], writer: LineWriter) -> None:
    body = [line for line in lines if not line.boilerplate]
    left, right = _margins(body)
    pitch = _pitch(body)
    paragraph: Line | None = None
    text = ""
    waiting: list[Line] = []
    for line in lines:
        if line.boilerplate:
            waiting.append(line)
            continue
        if paragraph is not None and _goes_on(paragraph, line, left, right, pitch):
            text += _between(text, line.text) + line.text
        else:
            within = paragraph is not None and paragraph.row and line.row
            _flush(writer, text, paragraph, [] if within else waiting)
            text = line.text
        paragraph = line
    _flush(writer, text, paragraph, waiting)


def _between(above: str, below: str) -> str:
    """What joins two lines of a paragraph: a space between words of Latin letters, and nothing within a number."""
    if not _LATIN.search(above) or not below[0].isascii():
        return ""
    return "" if _OPEN_GROUP.search(above) and _GROUP.match(below) else " "


def _flush(writer: LineWriter, text: str, line: Line | None, waiting: list[Line]) -> None:
    if line is not None:
        kind: RegionKind = "table_row" if line.row else "paragraph"
        writer.add(text, kind)
    for boilerplate in waiting:
        writer.add(boilerplate.text, "boilerplate")
    waiting.clear()


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
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


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance between the lines of a page."""
    steps = Counter(
        round(one.bottom - other.bottom)
        for one, other in pairwise(lines)
        if one.page == other.page and one.bottom > other.bottom
    )
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _goes_on(before: Line, line: Line, left: float, right: float, pitch: float) -> bool:
    """Whether `line` is the continuation of the paragraph whose last line is `before`."""
    if before.row or line.row or abs(before.height - line.height) > _SAME_SIZE * line.height:
        return False
    if before.right < right - _NEAR_EDGE * line.height or line.left > left + _INDENT * line.height:
        return False
    if before.page != line.page:
        return _ENDS.search(before.text) is None
    return before.bottom - line.bottom <= _PARAGRAPH_GAP * max(pitch, line.height)
