"""Text that was decoded wrongly once before it was saved: undone where a round trip proves it, told where it cannot be.

Bytes of Chinese text in UTF-8 make other characters when they are read as GBK (鍏ㄥ幙 for 全县) or Latin-1 (å…¨åŽ¿), bytes in GBK when
they are read as Latin-1 (È«ÏØ). What was done is undone: the characters are encoded as they were wrongly decoded, and the bytes decoded as
they should have been. UTF-8 is so regular that no other text passes this by chance; for GBK the characters must be common ones.
HZ and UTF-7 write Chinese in ASCII letters and are told by their own marks.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.errors import describe
from pipeline.ingest.encoding import common_share
from pipeline.language.han import USUAL_HAN
from pipeline.patterns import when_used

_HAN = when_used(rf"[{USUAL_HAN}]")
_WIDE = when_used(r"[^\x00-\x7f\ufffd]")
# Han, punctuation of Chinese and of typesetting, wide forms, letters of Latin, Greek and Cyrillic, numerals and units.
_TEXTUAL = when_used(
    rf"[\u00a0-\u017f\u0370-\u045f\u2000-\u206f\u20ac\u2100-\u27bf\u3000-\u33ff{USUAL_HAN}\uff00-\uffef]"
)
# What wrong decodings leave, and other texts hardly have: characters of GBK whose bytes begin one of UTF-8, …
_GBK_TRACE = when_used(
    "["
    + "".join(bytes([lead, trail]).decode("gbk") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xA1))
    + "锛銆]"
)
# … and capitals of Latin with accents before signs.
_SIGNS = when_used(r"[\u2010-\u2030]{2}")
_PIECE = when_used(r"([\n<>])")
_LATIN_TRACE = when_used(
    r"[\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u00ff][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_HZ = when_used(r"~\{(?:[\x21-\x77][\x21-\x7e]){2,}~\}")
_SEVEN = when_used(r"\+(?:[A-Za-z0-9+/]{3,})-?")
_LOST = "\ufffd"
_LOST_BEFORE = when_used("锟斤拷|\ufffd")
_LEAST_HAN = 4
_LEAST_TRACES = 2
_LEAST_TEXTUAL = 0.97
_LEAST_COMMON = 0.85
_LOST_PER_HOLE = 3
"""Bad bytes that a character leaves which the wrong decoding lost."""
# So many traces, on so many of the characters, tell of a wrong decoding: few where there is little else.
_TELLING = ((5, 0.05), (3, 0.3))
# So many question marks, on so many of the visible characters, stand for others.
_MANY_QUESTIONS, _QUESTIONS = 8, 0.3


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text and what had to be done to it."""

    text: str
    warnings: tuple[str, ...] = ()


def repair(text: str) -> Repaired:
    """`text` as it was before it was decoded wrongly, with a warning; as it is when nothing proves that it was."""
    undone = _letters_undone(text) if text.isascii() else _undone(text)
    if undone is None:
        return Repaired(text, tuple(_doubts(text)))
    mended, how = undone
    return Repaired(mended, (describe("I014", how=how, lost=mended.count(_LOST)), *_doubts(mended)))


def _doubts(text: str) -> Iterator[str]:
    """A warning when a text, or what could not be undone of it, looks as if it had been decoded wrongly."""
    wide = len(_WIDE.findall(text))
    for wrong in _WRONG:
        traces = len(wrong.trace.findall(text))
        if any(traces >= least and traces > share * wide for least, share in _TELLING):
            yield describe("I017", how=wrong.name)
            return


def lost_characters(text: str) -> tuple[str, ...]:
    """A warning when characters of a text were lost before it was saved."""
    lost = len(_LOST_BEFORE.findall(text))
    questions = text.count("?") if text.isascii() else 0
    if questions >= _MANY_QUESTIONS and questions > _QUESTIONS * len("".join(text.split())):
        lost = questions
    return (describe("I015", lost=lost),) if lost else ()


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A wrong decoding: how the characters give the bytes back (None when it cannot have made them), and what these should be."""

    name: str
    trace: re.Pattern[str]
    right: str
    encode: Callable[[str], bytes | None]


def _undone(text: str) -> tuple[str, str] | None:
    """The text with a wrong decoding of all or some of its lines undone, and which one it was."""
    for wrong in _WRONG:
        if len(wrong.trace.findall(text)) < _LEAST_TRACES:
            continue
        pieces = _PIECE.split(text)
        undone = [_decoded(piece, wrong) for piece in pieces]
        if not any(piece is not None and _is_chinese(piece) for piece in undone):
            continue
        # One piece is the proof; the others have gone the same way if their bytes fit.
        return "".join(kept if piece is None else piece for kept, piece in zip(pieces, undone, strict=True)), wrong.name
    return None


def _decoded(piece: str, wrong: _Wrong) -> str | None:
    """A piece of text with a wrong decoding undone; None when its bytes do not fit."""
    data = wrong.encode(piece) if _WIDE.search(piece) else None
    if data is None:
        return None
    decoded = data.decode(wrong.right, "replace")
    holes = data.count(_HOLE)
    wide = _WIDE.findall(decoded)
    if wrong.right == "utf-8":
        fits = decoded.count(_LOST) <= _LOST_PER_HOLE * holes + 1
    else:  # any two bytes make a character: it has to be a common one, and no typographer's signs may be among them
        fits = _LOST not in decoded and _SIGNS.search(piece) is None and len(set(_WIDE.findall(piece))) > 2
        fits = fits and common_share("".join(wide)) >= _LEAST_COMMON
    if not fits:
        return None
    if not wide or len(_TEXTUAL.findall(decoded)) < _LEAST_TEXTUAL * len(wide):
        return None
    return _LOST_RUN.sub(_LOST, decoded)


def _is_chinese(line: str) -> bool:
    """Whether a line is a text that nothing but Chinese gives: several characters that differ, and common ones."""
    wide = "".join(_WIDE.findall(line))
    return len(set(_HAN.findall(line))) >= _LEAST_HAN and common_share(wide) >= _LEAST_COMMON


def _letters_undone(text: str) -> tuple[str, str] | None:
    """HZ or UTF-7 decoded."""
    for mark, codec in ((_HZ, "hz"), (_SEVEN, "utf-7")):
        if mark.search(text) is None:
            continue
        try:
            decoded = text.encode("ascii").decode(codec)
        except UnicodeDecodeError:
            continue
        wide = _WIDE.findall(decoded)
        if len(_HAN.findall(decoded)) >= _LEAST_HAN and len(_TEXTUAL.findall(decoded)) >= _LEAST_TEXTUAL * len(wide):
            return decoded, f"{codec} read as ascii"
    return None


_HOLE = b"\xff"
"""Stands for a character that the wrong encoding does not have; a byte that neither UTF-8 nor GBK has."""
_LOST_RUN = when_used("\ufffd+")
_UNDEFINED = "policyfacts.undefined-in-windows-1252"


def _gbk(text: str) -> bytes:
    """As browsers read it: the euro sign is the byte 80."""
    return b"\x80".join(_HOLE.join(part.encode("gb18030") for part in piece.split(_LOST)) for piece in text.split("€"))


def _latin(text: str) -> bytes | None:
    """As browsers read Latin-1: windows-1252, and the bytes that it leaves undefined as themselves."""
    try:
        return _HOLE.join(part.encode("cp1252", _UNDEFINED) for part in text.split(_LOST))
    except UnicodeEncodeError:
        return None


def _latin_twice(text: str) -> bytes | None:
    data = _latin(text)
    try:
        return _latin(data.decode("utf-8")) if data is not None else None
    except UnicodeDecodeError:
        return None


def _undefined(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    code = ord(error.object[error.start])
    if not 0x80 <= code <= 0x9F:
        raise error
    return bytes([code]), error.start + 1


codecs.register_error(_UNDEFINED, _undefined)

_WRONG = (
    _Wrong("utf-8 read as gbk", _GBK_TRACE, "utf-8", _gbk),
    _Wrong("utf-8 read as latin-1 or windows-1252", _LATIN_TRACE, "utf-8", _latin),
    _Wrong("utf-8 read as latin-1 or windows-1252, twice", _LATIN_TRACE, "utf-8", _latin_twice),
    _Wrong("gb18030 read as latin-1 or windows-1252", _LATIN_TRACE, "gb18030", _latin),
)
