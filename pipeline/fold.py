"""One-to-one folding of full-width forms, so that patterns see one alphabet and offsets stay what they are.

Never NFKC on a text: it changes lengths (㎡, ½, …) and with them every offset.
"""

from __future__ import annotations

import re

# FF01-FF5E are the full-width twins of 21-7E (Unicode, Halfwidth and Fullwidth Forms).
_FOLD = {chr(full): chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
_FOLD |= dict(zip("﹪﹐﹒﹕﹔〔〕∶―﹣\u2010\u2011￥﹩", "%,.:;():—---¥$", strict=True))
# The spaces of Unicode (category Zs) are one to the patterns: no-break, en, em, thin, narrow, ideographic.
_FOLD |= dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
# Four times as fast as str.translate, which looks up every character that is not ASCII.
_FULL = re.compile("[\uff01-\uff5e﹪﹐﹒﹕﹔〔〕∶―﹣\u2010\u2011￥﹩\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
"""Members of a character class: what shows nothing and parts nothing (Unicode category Cf): soft hyphen, zero-width space and joiners,
marks of direction, word joiner, byte order mark. A number or a word that holds one is still that number or word."""


def fold(text: str) -> str:
    """`text` with full-width letters, digits and punctuation as ASCII; same length, same offsets."""
    return _FULL.sub(_twin, text)


def _twin(match: re.Match[str]) -> str:
    return _FOLD[match.group()]
