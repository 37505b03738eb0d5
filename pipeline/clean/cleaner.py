"""Which stretches of a text are boilerplate.

Cleaning works on lines. Each pass below looks at the lines that are still content and gives some of them
the id of the rule that removes them; a few rules cut only a part of a line (`_cuts`). The order matters: the boilerplate
that is certain goes first, so that what is left at the head and the tail can be judged by its neighbours. In the end
marks become blocks that tile the text.

What the format says is struck out is boilerplate wherever it stands, also in the middle of a line, which stays one line for all that
follows (see `pipeline.language.struck`).

Nothing is thrown away and the middle of a document is hardly touched: most rules hold only before the first and after
the last line of prose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.clean.boilerplate import (
    LAYOUT,
    mark_anywhere,
    mark_crumbs,
    mark_edges,
    mark_fields,
    mark_leftovers,
    mark_notices,
    mark_records,
    mark_tail_lists,
    mark_widgets,
)
from pipeline.clean.contents import mark_contents
from pipeline.clean.ends import mark_page_head, mark_page_tail
from pipeline.clean.lines import INVISIBLE, split_lines
from pipeline.clean.pages import cut_page_footers, mark_after_last_page, mark_bare_numbers, mark_running_heads
from pipeline.clean.tables import mark_tables
from pipeline.clean.titles import cut_title_variants, mark_repeated_lead, mark_repeated_titles
from pipeline.language.struck import STRUCK_OUT, stretch, struck_regions
from pipeline.language.text import Text
from pipeline.records import Block, Region

Cut = tuple[int, int, str]


def clean(text: Text, layout: tuple[Region, ...] = ()) -> tuple[Block, ...]:
    """Blocks that tile `text`, content and boilerplate.

    Args:
        text: of a document.
        layout: what the file format says of ranges of it.

    Returns:
        Blocks in text order with raw offsets; `rule` says why a block is boilerplate. White space belongs to the
        content only between visible characters of content.
    """
    lines = split_lines(text, layout)
    for line in lines:
        if line.region is not None and line.region.kind == "boilerplate":
            line.rule = LAYOUT
    mark_tables(lines)
    cuts: list[Cut] = list(cut_page_footers(lines))
    mark_after_last_page(lines, sum(len(line.text) for line in lines))
    mark_anywhere(lines)
    mark_bare_numbers(lines)
    mark_running_heads(lines)
    mark_tail_lists(lines)
    mark_repeated_lead(lines)
    mark_records(lines)
    mark_contents(lines)
    # Twice: what the first round removes changes where the head ends and the tail begins.
    for _ in range(2):
        mark_fields(lines)
        mark_notices(lines)
        mark_edges(lines)
        mark_widgets(lines)
    mark_crumbs(lines)
    mark_tail_lists(lines)
    mark_repeated_titles(lines)
    cuts.extend(cut_title_variants(lines))
    mark_page_head(lines)
    mark_page_tail(lines)
    mark_leftovers(lines)
    cuts.extend((line.start, line.end, line.rule) for line in lines if line.rule)
    cuts.extend((start, end, STRUCK_OUT) for start, end in struck_regions(layout))
    return _tile(text.raw, sorted(cuts))


def _tile(text: str, cuts: Sequence[Cut]) -> tuple[Block, ...]:
    """Blocks of `text` with `cuts` as boilerplate; white space beside boilerplate joins it."""
    pieces: list[tuple[int, int, str | None]] = []
    position, before = 0, ""
    for start, end, rule in cuts:
        start = max(start, position)
        if start >= end:
            continue
        _add_content(pieces, text, (position, start), (before == STRUCK_OUT, rule == STRUCK_OUT))
        pieces.append((start, end, rule))
        position, before = end, rule
    _add_content(pieces, text, (position, len(text)), (before == STRUCK_OUT, False))
    return tuple(_blocks(pieces, len(text)))


def _add_content(
    pieces: list[tuple[int, int, str | None]], text: str, between: tuple[int, int], beside: tuple[bool, bool]
) -> None:
    start, end = between
    rest = text[start:end].lstrip(INVISIBLE)
    first = end - len(rest)
    first, last = stretch(text, start, end, (first, first + len(rest.rstrip(INVISIBLE))), beside)
    if first < last:
        pieces.append((first, last, None))


def _blocks(pieces: list[tuple[int, int, str | None]], length: int) -> Iterable[Block]:
    """Blocks of the pieces; the gaps between them are white space beside boilerplate."""
    merged: list[tuple[int, int, str | None]] = []
    position = 0
    for start, end, rule in pieces:
        if rule is None:
            if start > position:
                if merged and merged[-1][2] is not None:
                    merged[-1] = (merged[-1][0], start, merged[-1][2])
                else:
                    merged.append((position, start, "white-space"))
            merged.append((start, end, None))
        elif merged and merged[-1][2] == rule:
            merged[-1] = (merged[-1][0], end, rule)
        else:
            merged.append((position, end, rule))
        position = end
    if position < length:
        if merged and merged[-1][2] is not None:
            merged[-1] = (merged[-1][0], length, merged[-1][2])
        else:
            merged.append((position, length, "white-space"))
    for ordinal, (start, end, rule) in enumerate(merged):
        yield Block(ordinal, start, end, "content" if rule is None else "boilerplate", rule or "")
