"""Which encoding bytes of Chinese text are in.

The order is from the most to the least certain evidence: byte order mark; strict UTF-8, which no other encoding passes
by chance; UTF-16, where two bytes in a row make CJK over and over; what the page declares; GB18030 or Big5, whichever
makes common characters of the bytes. A file with a few bad bytes stays in its encoding: the bad bytes become U+FFFD,
as ``bytes.decode(errors="replace")`` does it, and are counted.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from pipeline.errors import DocumentError
from pipeline.language.han import USUAL_HAN
from pipeline.patterns import when_used

# The UTF-32 mark begins with that of UTF-16: it must come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GB18030_MARK = b"\x84\x31\x95\x33"
# Supersets that decode everything their elders do.
_SUPERSET = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b\x08", "a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
    (b"Rar!\x1a\x07", "a RAR file"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "a database"),
)
_CONTROL = when_used(r"[\x00-\x08\x0e-\x1f\x7f]")
# More control characters than this share of a file and it is no text: damaged texts have single ones,
# compiled and compressed files one in ten.
_MAX_CONTROL = 0.01
# More bytes than this share that no encoding explains and it is no text.
_MAX_BAD = 0.2
# Valid multi-byte characters per bad one from which bytes count as UTF-8 with bad bytes. GB18030 read as UTF-8 has
# fewer than one.
_UTF8_PER_BAD = 10
_TEXTUAL = when_used(rf"[\t\r\n\x20-\x7e\u2010-\u203f\u3000-\u303f{USUAL_HAN}\uff00-\uffef]")
_MIN_TEXTUAL = 0.9
_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read; `encoding` is a Python codec, `first_bad` the offset of the first bad byte."""

    text: str
    encoding: str
    bad_bytes: int = 0
    first_bad: int = 0


def decode(data: bytes, declared: str = "") -> Decoded:
    """Text of `data`; never fails, undecodable bytes are counted.

    Args:
        data: the bytes of a text file.
        declared: the encoding that the file itself names, if any.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data, encoding)
    if data.startswith(_GB18030_MARK):
        body = _replacing(data, "gb18030")
        return Decoded(body.text[1:], body.encoding, body.bad_bytes, body.first_bad)
    if b"\x00" not in data:
        text = _strict(data, "utf-8")
        if text is not None:
            return Decoded(text, "utf-8")
    sixteen = _utf16(data)
    if sixteen:
        return _replacing(data, sixteen)
    if _mostly_utf8(data):
        return _replacing(data, "utf-8")
    return _legacy(data, _SUPERSET.get(declared.lower(), declared.lower()))


def require_text(data: bytes, decoded: Decoded) -> None:
    """Refuse what is not text.

    Raises:
        DocumentError: I002.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise DocumentError("I002", stage="ingest", problem=f"it begins like {name}")
    controls = len(_CONTROL.findall(decoded.text))
    if controls > 1 and controls > _MAX_CONTROL * len(decoded.text):
        raise DocumentError("I002", stage="ingest", problem=f"{controls} control characters")
    if decoded.bad_bytes > 2 and decoded.bad_bytes > _MAX_BAD * len(data):
        raise DocumentError("I002", stage="ingest", problem=f"{decoded.bad_bytes} bytes are in no known encoding")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _replacing(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        first = error.start
    # Decoded twice: once as everybody does, once to count bytes instead of replacement characters.
    text = data.decode(encoding, "replace")
    counted = data.decode(encoding, _COUNTING)
    return Decoded(text, encoding, counted.count(_BAD), first)


# A noncharacter, so that U+FFFD of the document itself is not counted.
_BAD = "\uffff"
_COUNTING = "policyfacts.count-bad-bytes"


def _mark_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _BAD * (error.end - error.start), error.end


codecs.register_error(_COUNTING, _mark_bytes)


def _utf16(data: bytes) -> str:
    sample = data[: _SAMPLE & ~1]
    sample = sample[: len(sample) & ~1]
    if not sample:
        return ""
    best, share = "", _MIN_TEXTUAL
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        found = len(_TEXTUAL.findall(text)) / len(text)
        if found > share:
            best, share = encoding, found
    return best


def _mostly_utf8(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    # A file of ASCII with single bad bytes is as well UTF-8 as anything else, unless they make a GB18030 pair.
    return good >= _UTF8_PER_BAD * bad


def _legacy(data: bytes, declared: str) -> Decoded:
    candidates = [declared] if declared else []
    candidates += [encoding for encoding in ("gb18030", "big5") if encoding != declared]
    best: Decoded | None = None
    best_score = float("-inf")
    for encoding in candidates:
        try:
            decoded = _replacing(data, encoding)
        except LookupError:  # a page may declare anything
            continue
        score = common_share(decoded.text) - decoded.bad_bytes / len(data)
        if score > best_score:
            best, best_score = decoded, score
    assert best is not None  # gb18030 is always among them
    return best


def common_share(text: str) -> float:
    """How much of the CJK text is made of characters that GB 2312 or Big5 count among the common ones."""
    sample = text[:_SAMPLE]
    wide = [character for character in sample if character > "\x7f"]
    if not wide:
        return 0.0
    return sum(_is_common(character) for character in wide) / len(wide)


def _is_common(character: str) -> bool:
    # Level 1 of GB 2312 has lead bytes B0-D7, that of Big5 A4-C6; both sort rare characters behind.
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        try:
            return 0xA1 <= character.encode("big5")[0] <= 0xC6
        except UnicodeEncodeError:
            return False
    return 0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7
