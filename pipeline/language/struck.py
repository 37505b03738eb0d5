"""What the format says is struck out: boilerplate, and where it stands inside a line, no end of that line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.language.text import Text
from pipeline.records import Block, Region

STRUCK_OUT = "struck-out"
"""Rule of the blocks that hold it."""
NOTHING = "\u2060"
"""What `without` leaves in its place: a word joiner, which shows nothing and parts nothing."""


def struck_regions(layout: Iterable[Region]) -> list[tuple[int, int]]:
    """The (start, end) of what is struck out."""
    return [(region.start, region.end) for region in layout if region.kind == "struck"]


def struck_inside(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """The (start, end) of the blocks that are struck out in the middle of a line, with content on both sides."""
    return [
        (block.start, block.end)
        for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if block.rule == STRUCK_OUT
        and before.kind == after.kind == "content"
        and not _breaks(text, block.start, block.end)
    ]


def without(text: Text, ranges: Sequence[tuple[int, int]]) -> Text:
    """`text` with invisible characters in `ranges`, which are in order; of the same length."""
    if not ranges:
        return text
    parts: list[str] = []
    position = 0
    for start, end in ranges:
        parts += text.raw[position:start], NOTHING * (end - start)
        position = end
    return Text("".join([*parts, text.raw[position:]]))


def stretch(text: str, start: int, end: int, visible: tuple[int, int], beside: tuple[bool, bool]) -> tuple[int, int]:
    """The content of ``text[start:end]``: `visible`, with the white space that sets it apart from what is struck out on its line.

    Args:
        text: the raw text.
        start: of the stretch between two pieces of boilerplate.
        end: of the stretch.
        visible: start and end of what shows something in it; two equal offsets when nothing does.
        beside: whether the boilerplate before it, and behind it, is struck out.
    """
    first, last = visible
    if first == last:
        is_gap = all(beside) and "\t" in text[start:end] and not _breaks(text, start, end)
        return (start, end) if is_gap else visible
    if beside[0] and not _breaks(text, start, first):
        first = start
    if beside[1] and not _breaks(text, last, end):
        last = end
    return first, last


def _breaks(text: str, start: int, end: int) -> bool:
    return text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0
