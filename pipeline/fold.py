"""One-to-one folding of full-width forms, so that patterns see one alphabet and offsets stay what they are.

Never NFKC on a text: it changes lengths (㎡, ½, …) and with them every offset.
"""

from __future__ import annotations

# FF01-FF5E are the full-width twins of 21-7E (Unicode, Halfwidth and Fullwidth Forms).
_FOLD = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_FOLD |= {ord(a): ord(b) for a, b in zip("﹪﹐﹒﹕﹔〔〕\u3000\u00a0∶", "%,.:;()  :", strict=True)}


def fold(text: str) -> str:
    """`text` with full-width letters, digits and punctuation as ASCII; same length, same offsets."""
    return text.translate(_FOLD)
