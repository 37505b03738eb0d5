"""Text that was decoded wrongly once before it was saved: undone where a round trip proves it, told where it cannot be.

Bytes of Chinese text in UTF-8 make other characters when they are read as GBK (鍏ㄥ幙 for 全县) or Latin-1 (å…¨åŽ¿), bytes in GBK when
they are read as Latin-1 (È«ÏØ). What was done is undone: the characters are encoded as they were wrongly decoded, and the bytes decoded as
they should have been. UTF-8 is so regular that no other text passes this by chance; for GBK the characters must be common ones.
HZ and UTF-7 write Chinese in ASCII letters and are told by their own marks.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.errors import describe
from pipeline.ingest.encoding import common_share

_HAN = re.compile(r"[\u4e00-\u9fff]")
_WIDE = re.compile(r"[^\x00-\x7f\ufffd]")
# Han, punctuation of Chinese and of typesetting, wide forms, letters of Latin, Greek and Cyrillic, numerals and units.
_TEXTUAL = re.compile(
    r"[\u00a0-\u017f\u0370-\u045f\u2000-\u206f\u20ac\u2100-\u27bf\u3000-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
# What wrong decodings leave, and other texts hardly have: characters of GBK whose bytes begin one of UTF-8, …
_GBK_TRACE = re.compile(
    "["
    + "".join(bytes([lead, trail]).decode("gbk") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xA1))
    + "锛銆]"
)
# … and capitals of Latin with accents before signs.
_LATIN_TRACE = re.compile(r"[\u00b0-\u00ff][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_HZ = re.compile(r"~\{(?:[\x21-\x77][\x21-\x7e]){2,}~\}")
_SEVEN = re.compile(r"\+(?:[A-Za-z0-9+/]{3,})-?")
_LOST = "\ufffd"
_LOST_BEFORE = re.compile("锟斤拷|\ufffd")
_LEAST_HAN = 3
_LEAST_TRACES = 2
_LEAST_TEXTUAL = 0.97
_LEAST_COMMON = 0.85
_MOST_LOST = 0.35
"""Share of the characters that a wrong decoding may have lost for good."""
_ROUNDS = 3
_LATIN_1, _GBK = "latin-1 or windows-1252", "gbk"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text and what had to be done to it."""

    text: str
    warnings: tuple[str, ...] = ()


def repair(text: str) -> Repaired:
    """`text` as it was before it was decoded wrongly, with a warning; as it is when nothing proves that it was."""
    warnings: list[str] = []
    for _ in range(_ROUNDS):
        undone = _undone(text)
        if undone is None:
            break
        text, how = undone
        warnings.append(describe("I014", how=how, lost=text.count(_LOST)))
    return Repaired(text, tuple(warnings))


def lost_characters(text: str) -> tuple[str, ...]:
    """A warning when characters of a text were lost before it was saved."""
    lost = len(_LOST_BEFORE.findall(text))
    return (describe("I015", lost=lost),) if lost else ()


def _undone(text: str) -> tuple[str, str] | None:
    """The text with its last wrong decoding undone, and which one it was."""
    if text.isascii():
        return _letters_undone(text)
    whole = _decoded(text)
    if whole is not None:
        return whole
    # Only a part of the text may have gone through it.
    lines = [(line, _decoded(line) if _WIDE.search(line) else None) for line in text.split("\n")]
    hows = sorted({undone[1] for _, undone in lines if undone is not None})
    if not hows:
        return None
    return "\n".join(undone[0] if undone is not None else line for line, undone in lines), hows[0]


def _decoded(text: str) -> tuple[str, str] | None:
    for trace, right, wrong, encode in _WRONG:
        if len(trace.findall(text)) < _LEAST_TRACES:
            continue
        found = _round_trip(encode(text), right)
        if found is not None:
            return found, f"{right} read as {wrong}"
        if wrong == _LATIN_1 and (twice := _strict(encode(text))) is not None and _LATIN_TRACE.search(twice):
            again = _decoded(twice)
            if again is not None:
                return again[0], f"{again[1]}, twice"
    return None


def _round_trip(data: bytes, right: str) -> str | None:
    """`data` decoded, where that makes a Chinese text."""
    decoded = _HOLES_LEFT.sub(_LOST, data.decode(right, "replace"))
    wide = _WIDE.findall(decoded)
    lost = decoded.count(_LOST)
    most = _MOST_LOST if right == "utf-8" else 0
    if len(_HAN.findall(decoded)) < _LEAST_HAN or lost > most * len(wide):
        return None
    if len(_TEXTUAL.findall(decoded)) < _LEAST_TEXTUAL * len(wide) or common_share("".join(wide)) < _LEAST_COMMON:
        return None
    return decoded


def _strict(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


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
_HOLES_LEFT = re.compile("\ufffd+")
_LATIN_HOLES = "policyfacts.latin-holes"


def _as_gbk(text: str) -> bytes:
    """As browsers read it: the euro sign is the byte 80."""
    return b"\x80".join(
        _HOLE.join(part.encode("gb18030", "replace") for part in piece.split(_LOST)) for piece in text.split("€")
    )


def _as_latin(text: str) -> bytes:
    """As browsers read Latin-1: windows-1252, and the bytes that it leaves undefined as themselves."""
    return text.encode("cp1252", _LATIN_HOLES)


def _hole(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    codes = map(ord, error.object[error.start : error.end])
    return b"".join(bytes([code]) if 0x80 <= code <= 0x9F else _HOLE for code in codes), error.end


codecs.register_error(_LATIN_HOLES, _hole)

_WRONG: tuple[tuple[re.Pattern[str], str, str, Callable[[str], bytes]], ...] = (
    (_GBK_TRACE, "utf-8", _GBK, _as_gbk),
    (_LATIN_TRACE, "utf-8", _LATIN_1, _as_latin),
    (_LATIN_TRACE, "gb18030", _LATIN_1, _as_latin),
)
