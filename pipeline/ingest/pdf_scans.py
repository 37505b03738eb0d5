"""The lines of a PDF page that is an image, measured as those of a text layer are."""

from __future__ import annotations

from statistics import median
from typing import Any

from pipeline.ingest.ocr import Recognized, recognize
from pipeline.ingest.pdf_lines import Glyph, Line, Piece, line_of, side_by_side

# Points of a page in an inch, and dots in which it is looked at.
_POINTS = 72.0
_DOTS = 200.0
# No page is looked at in more dots than this along an edge.
_MOST_DOTS = 6000.0
# Lines of about the usual height are that high: what differs is which characters are in them.
_ABOUT = 0.3


def scanned_lines(page: Any, number: int) -> list[Line]:
    """The recognized lines of a page in reading order.

    Args:
        page: of PDFium.
        number: its number.
    """
    width, height = page.get_size()
    scale = min(_DOTS / _POINTS, _MOST_DOTS / max(width, height, 1.0))
    image = page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3]
    found = recognize(image)
    if not found:
        return []
    usual = median(item.bottom - item.top for item in found) / scale
    return side_by_side([_line(item, scale, height, usual, number) for item in found])


def _line(item: Recognized, scale: float, page_height: float, usual: float, number: int) -> Line:
    middle = page_height - (item.top + item.bottom) / 2 / scale
    high = (item.bottom - item.top) / scale
    high = usual if abs(high - usual) <= _ABOUT * usual else high
    glyphs = _glyphs(item.text, item.left / scale, item.right / scale)
    return line_of([Piece(glyphs, middle - high / 2, middle + high / 2)], number)


def _glyphs(text: str, left: float, right: float) -> list[Glyph]:
    """The UTF-16 units of a text, spread over its width; ASCII is half as wide as other characters."""
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[n : n + 2], "little") for n in range(0, len(units), 2)]
    widths = [1.0 if code < 0x80 else 2.0 for code in codes]
    unit = (right - left) / sum(widths)
    glyphs: list[Glyph] = []
    for code, width in zip(codes, widths, strict=True):
        glyphs.append((code, left, left + width * unit))
        left += width * unit
    return glyphs
