"""Writers of small DOCX and PDF files, for the samples and the tests: same call, same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Office programs write styles by number and name them in English, whatever their language.
_STYLES = (("a3", "Title", ""), ("1", "heading 1", ""), ("2", "heading 2", ""), ("21", "小标题", "2"))
_NUMBERING = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
# No program wrote it, no time passes.
_DATE = (2024, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a DOCX: `style` is a style id (a3 title, 1 and 2 headings), `level` 0 to 2 numbers it."""

    text: str
    style: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a DOCX."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a PDF page: text at a place, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 16


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line of a PDF page, from one place to another."""

    x0: float
    y0: float
    x1: float
    y1: float


def docx(body: Sequence[Paragraph | Table], header: str = "", footer: str = "", title: str = "") -> bytes:
    """The bytes of a DOCX file."""
    xml = "".join(_table(item) if isinstance(item, Table) else _paragraph(item) for item in body)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": f"{_XML}<w:document {_W}><w:body>{xml}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"{_XML}<w:styles {_W}>{''.join(map(_style, _STYLES))}</w:styles>",
        "word/numbering.xml": f"{_XML}<w:numbering {_W}>{_numbering()}</w:numbering>",
    }
    if header:
        parts["word/header1.xml"] = f"{_XML}<w:hdr {_W}>{_paragraph(Paragraph(header))}</w:hdr>"
    if footer:
        parts["word/footer1.xml"] = f"{_XML}<w:ftr {_W}>{_paragraph(Paragraph(footer))}</w:ftr>"
    if title:
        properties = 'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        parts["docProps/core.xml"] = (
            f"{_XML}<cp:coreProperties {properties} {dc}><dc:title>{escape(title)}</dc:title></cp:coreProperties>"
        )
    return package(parts)


def package(parts: dict[str, str]) -> bytes:
    """The bytes of a ZIP file with `parts`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _paragraph(item: Paragraph) -> str:
    style = f'<w:pStyle w:val="{item.style}"/>' if item.style else ""
    number = "" if item.level is None else f'<w:numPr><w:ilvl w:val="{item.level}"/><w:numId w:val="1"/></w:numPr>'
    text = f'<w:r><w:t xml:space="preserve">{escape(item.text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{style}{number}</w:pPr>{text}</w:p>"


def _table(item: Table) -> str:
    rows = ("".join(f"<w:tc>{_paragraph(Paragraph(cell))}</w:tc>" for cell in row) for row in item.rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def _style(style: tuple[str, str, str]) -> str:
    identifier, name, base = style
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{based}</w:style>'


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(_NUMBERING)
    )
    used = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{used}'


def _content_types() -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    defaults += '<Default Extension="xml" ContentType="application/xml"/>'
    override = f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{defaults}{override}</Types>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def pdf(pages: Sequence[Sequence[Placed | Rule]], title: str = "") -> bytes:
    """The bytes of a PDF with a text layer in the font that readers of Chinese PDFs have; A4."""
    widths = "[1 95 500]"  # letters and digits are half as wide as characters
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{7 + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        f"/W {widths}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/FontDescriptor 5 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        "/Ascent 880/Descent -120/CapHeight 880/StemV 80>>",
        f"<</Title<FEFF{title.encode('utf-16-be').hex()}>>>",
    ]
    for number, page in enumerate(pages):
        stream = "".join(map(_drawn, page))
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {8 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}endstream")
    return _assemble(objects)


def _drawn(item: Placed | Rule) -> str:
    if isinstance(item, Rule):
        return f"{item.x0} {item.y0} m {item.x1} {item.y1} l S\n"
    return f"BT /F1 {item.size} Tf {item.x} {item.y} Td <{item.text.encode('utf-16-be').hex()}> Tj ET\n"


def cells(
    rows: Sequence[Sequence[str]],
    columns: Sequence[float],
    top: float,
    size: float = 12,
    pitch: float = 20,
    align: float = 0,
) -> list[Placed]:
    """The cells of a table, drawn row by row; a line break in a cell begins a new line in it.

    Args:
        rows: the texts of the cells.
        columns: x of each: of the left edge, the middle or the right edge, as `align` says.
        top: y of the first line.
        size: of the characters, in points.
        pitch: from row to row; lines of a cell are 1.25 times as far apart as they are high.
        align: of the columns behind the first; 0 left, 0.5 centred, 1 right.
    """
    placed = []
    for row in rows:
        for number, (x, cell) in enumerate(zip(columns, row, strict=True)):
            for line, text in enumerate(cell.split("\n") if cell else ()):
                width = size * sum(0.5 if character.isascii() else 1.0 for character in text)
                left = x - align * width if number else x
                placed.append(Placed(left, top - 1.25 * size * line, text, size))
        top -= pitch + 1.25 * size * max(cell.count("\n") for cell in row)
    return placed


def _assemble(objects: Sequence[str]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj{text}endobj\n".encode("ascii"))
    table = out.tell()
    entries = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}".encode("ascii"))
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{table}\n%%EOF\n".encode("ascii"))
    return out.getvalue()


def scan(images: Sequence[Any], dpi: int = 200) -> bytes:
    """The bytes of a PDF whose pages are images, as scanners write them.

    Args:
        images: of Pillow, one a page.
        dpi: dots of an image to an inch of the page.
    """
    out = io.BytesIO()
    first, *others = images
    first.save(out, "PDF", save_all=True, append_images=others, resolution=dpi)
    return out.getvalue()


def image_pdf() -> bytes:
    """The bytes of a PDF of one small page that is an image, a grey dot."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>"
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        page,
        image + b"stream\n\x7f\nendstream\n",
        b"<</Length 22>>stream\n90 0 0 90 0 0 cm /I Do\nendstream\n",
    ]
    body = b"".join(b"%d 0 obj%sendobj\n" % (number, data) for number, data in enumerate(objects, 1))
    return b"%PDF-1.5\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def typeset(
    paragraphs: Sequence[str], title: str = "", header: str = "", size: float = 16, pitch: float = 28
) -> list[list[Placed]]:
    """Pages of a report: a centred title, indented paragraphs broken at the right edge, headers and page numbers.

    Args:
        paragraphs: one line each; cells of a table row are separated by tabs.
        title: may be empty.
        header: of every page.
        size: of the characters, in points.
        pitch: from line to line.
    """
    left, width, top, bottom = 90.0, 26, 740.0, 100.0
    lines: list[list[Placed]] = []
    if title:
        lines.append([Placed(297.5 - len(title) * 11, 0, title, 22)])
        lines.append([])
    for paragraph in paragraphs:
        if "\t" in paragraph:
            cells = paragraph.split("\t")
            lines.append([Placed(left + n * width * size / len(cells), 0, cell, size) for n, cell in enumerate(cells)])
            continue
        lines.extend([Placed(x, 0, text, size)] for x, text in _broken(paragraph, left, width, size))
    per_page = int((top - bottom) / pitch)
    pages = []
    for number, start in enumerate(range(0, len(lines), per_page), 1):
        page = [Placed(200, 790, header, 10)] if header else []
        for row, line in enumerate(lines[start : start + per_page]):
            page.extend(Placed(item.x, top - row * pitch, item.text, item.size) for item in line)
        page.append(Placed(280, 60, f"— {number} —", 12))
        pages.append(page)
    return pages


def _broken(paragraph: str, left: float, width: int, size: float) -> list[tuple[float, str]]:
    """(x, text) of the lines of a paragraph, whose first is indented by two characters."""
    lines: list[tuple[float, str]] = []
    text, room = "", width - 2.0
    for character in paragraph:
        wide = 0.5 if character.isascii() else 1.0
        # Closing punctuation hangs over the edge rather than begin a line.
        if room < wide and character not in "，。、；：）”》！？%":
            lines.append((left if lines else left + 2 * size, text))
            text, room = "", float(width)
        text += character
        room -= wide
    lines.append((left if lines else left + 2 * size, text))
    return lines
