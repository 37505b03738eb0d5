"""The text of a page that is an image: recognized by RapidOCR, whose models come with its package and need no network.

Nothing of it is imported before a page needs it. One thread recognizes, so that the same page gives the same text and
workers do not take each other's cores.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Recognized:
    """A line of text in an image: its edges in pixels from the upper left corner, and how sure it is, up to 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    score: float


def recognize(image: Any) -> list[Recognized]:
    """The lines of text in an image, from top to bottom.

    Args:
        image: uint8 array of rows, columns and three colours.
    """
    found = _engine()(image)
    if found.boxes is None:
        return []
    return [
        Recognized(
            text, float(box[:, 0].min()), float(box[:, 1].min()), float(box[:, 0].max()), float(box[:, 1].max()), score
        )
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        if text.strip()
    ]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = "EngineConfig.onnxruntime.{}_op_num_threads"
    return RapidOCR(params={"Global.log_level": "critical", threads.format("intra"): 1, threads.format("inter"): 1})
