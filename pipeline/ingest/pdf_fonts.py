"""A font for all Chinese, Japanese and Korean fonts that a PDF names and does not hold.

The text of a PDF does not depend on its fonts, but PDFium leaves out a piece of text whose characters have
no outline, and a cell that is one character wide (人, 所) is such a piece where no font of the machine has it. So the same
file would lose text on one machine and not on another. The font made here has two glyphs, a full box for all wide
characters and a narrow one for the others; no font of the machine is asked for any more.
"""

from __future__ import annotations

import ctypes
from functools import cache
from struct import pack
from typing import Any

_EM = 1000
_ASCENT, _DESCENT = 880, -120
# No wider than the characters are: the width that the PDF itself states is to be that of the box. No narrower than they
# are high where they are many: PDFium tells by the shape of the pieces whether a page is written in columns.
_NARROW, _WIDE = 200, 900
_GROUPS = ((0x21, 0x2E7F, 1), (0x2E80, 0x10FFFF, 2))


@cache
def install_font() -> tuple[Any, ...]:
    """Give PDFium the font, once per process; what is returned must live as long as PDFium does."""
    from pypdfium2 import raw

    font = _font()
    charsets = frozenset(
        [
            raw.FXFONT_GB2312_CHARSET,
            raw.FXFONT_CHINESEBIG5_CHARSET,
            raw.FXFONT_SHIFTJIS_CHARSET,
            raw.FXFONT_HANGEUL_CHARSET,
        ]
    )

    def read(_this: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    # Any handle that is not null will do: there is one font.
    functions = {
        "MapFont": lambda _this, _weight, _italic, charset, _pitch, _face, _exact: 1 if charset in charsets else None,
        "GetFont": lambda _this, _face: None,
        "GetFontData": read,
        "GetFaceName": lambda _this, _font, _buffer, _size: 0,
        "GetFontCharset": lambda _this, _font: raw.FXFONT_GB2312_CHARSET,
        "DeleteFont": lambda _this, _font: None,
        "Release": lambda _this: None,
        "EnumFonts": lambda _this, _mapper: None,
    }
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    callbacks = {name: kinds[name](function) for name, function in functions.items()}
    info = raw.FPDF_SYSFONTINFO(version=2, **callbacks)
    raw.FPDF_SetSystemFontInfo(info)
    return info, callbacks


def _font() -> bytes:
    """A TrueType file: glyph 0 is empty, glyph 1 a narrow box, glyph 2 a wide one."""
    narrow, wide = _box(_NARROW), _box(_WIDE)
    groups = b"".join(pack(">III", *group) for group in _GROUPS)
    characters = pack(">HHHHI", 0, 1, 3, 10, 12) + pack(">HHIII", 13, 0, 16 + len(groups), 0, len(_GROUPS)) + groups
    tables = {
        b"cmap": characters,
        b"glyf": narrow + wide,
        b"head": pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _WIDE, _ASCENT, 0, 8, 2, 1, 0
        ),
        b"hhea": pack(">IhhhHhhhhhhhhhhhH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _WIDE, 1, *[0] * 7, 1),
        b"hmtx": pack(">Hhhh", _EM, 0, 0, 0),
        b"loca": pack(">IIII", 0, 0, len(narrow), len(narrow + wide)),
        b"maxp": pack(">IHHHHHHHHHHHHHH", 0x10000, 3, 4, 1, 0, 0, 1, *[0] * 8),
    }
    directory = pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    start = len(directory) + 16 * len(tables)
    body = b""
    for tag, table in tables.items():
        directory += tag + pack(">III", 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return directory + body


def _box(width: int) -> bytes:
    outline = pack(">hhhhh", 1, 0, 0, width, _ASCENT) + pack(">HH", 3, 0) + b"\1" * 4
    outline += pack(">hhhh", 0, 0, width, 0) + pack(">hhhh", 0, _ASCENT, 0, -_ASCENT)
    return outline + b"\0" * (-len(outline) % 4)
