"""Sentences of the content.

A sentence ends after 。！？ and after the quotes and brackets that close behind them, unless they close
a quotation inside a running sentence (“……。”等). A semicolon does not end a sentence. A block ends one too, except
where layout broke a paragraph: a line that does not end as a sentence or heading does goes on in the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.clean.lines import INVISIBLE
from pipeline.language.struck import struck_inside, without
from pipeline.language.text import Text
from pipeline.records import Block, Sentence
from pipeline.segment.numbering import read_numbering
from pipeline.segment.structure import DATELINE
from pipeline.segment.wrapping import LEAST, SHORT, TERMINAL, begins_paragraph, columns, is_full, least_wrapped

_END = re.compile(r"[。！？!?]+[”’」』》）)\"']{0,4}")
# After these a closing quote did not end the sentence: “……！”的精神
_GOES_ON = re.compile(r"[的等和、，,与及之为是]")
_PAGE_RULES = frozenset(["page-footer", "page-number"])
_SUBSCRIPT = re.compile(r"\d(?:\.\d)?")
_GAP = re.compile(r"(?<=\S)(?:[ \u3000]{2,}|\s?[|｜]\s?)(?=\S)")
_TOPIC = re.compile(r"(?:力争|争取)?到\d{4}年[底末]?，")
"""What begins a sentence, since no clause goes on so: 到2027年，."""
_STRIVES = ("力争", "争取", "确保", "实现", "，", "、")
_ROW = re.compile(r"\d{1,3}\s+\d{1,3}\s")
"""How a row begins that has two numbers: 12 3 网络化制造."""
_MAX_NUMBERING, _MAX_DATELINE = 40, 80


def split_sentences(text: Text, blocks: tuple[Block, ...]) -> tuple[Sentence, ...]:
    """Sentences in text order; ``text[start:end]`` is the sentence, without white space around it.

    Args:
        text: of the document.
        blocks: the blocks of `structure`.
    """
    sentences: list[Sentence] = []
    struck = struck_inside(text.raw, blocks)
    shown = without(text, struck)
    for ordinal, start, end, role in _runs(shown, blocks, frozenset(struck)):
        pieces = [(start, end)] if role in ("table", "title") else _pieces(shown.raw, start, end)
        for first, last in pieces:
            trimmed = shown.raw[first:last]
            visible = trimmed.strip(INVISIBLE)
            if not visible:
                continue
            begin = first + len(trimmed) - len(trimmed.lstrip(INVISIBLE))
            close = begin + len(visible)
            block = ordinal(begin)
            sentences.append(Sentence(len(sentences), block, begin, close, text.raw[begin:close]))
    return tuple(sentences)


class _Ordinals:
    """The block that a position of a run lies in."""

    __slots__ = ("_blocks", "_starts")

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._starts = [block.start for block in blocks]

    def __call__(self, position: int) -> int:
        return self._blocks[max(0, bisect_right(self._starts, position) - 1)].ordinal


def _runs(
    text: Text, blocks: tuple[Block, ...], struck: frozenset[tuple[int, int]]
) -> Iterator[tuple[_Ordinals, int, int, str]]:
    """Stretches of blocks that are one paragraph; what is struck out inside a line does not end it."""
    run: list[Block] = []
    footers = goes_on = False
    running = (text.raw[block.start : block.end] for block in blocks if _is_running(block))
    least = least_wrapped([line.strip(INVISIBLE) for lines in running for line in lines.splitlines()])
    for block in blocks:
        if (block.start, block.end) in struck:
            goes_on = True
            continue
        if block.kind != "content":
            if block.rule not in _PAGE_RULES and run:
                yield _Ordinals(run), run[0].start, run[-1].end, run[0].role
                run = []
            footers = bool(run)
            continue
        if run and not goes_on and not _continues(text, run, block, footers, least):
            yield _Ordinals(run), run[0].start, run[-1].end, run[0].role
            run = []
        run.append(block)
        footers = goes_on = False
    if run:
        yield _Ordinals(run), run[0].start, run[-1].end, run[0].role


def _is_running(block: Block) -> bool:
    return block.kind == "content" and block.role in ("paragraph", "list_item")


def _continues(text: Text, run: Sequence[Block], block: Block, over_footer: bool, least: int) -> bool:
    """Whether layout broke a paragraph between `run` and the block; `least` is the width of the shortest line that it breaks."""
    before = run[-1]
    above = _last_line(text.raw, before)
    line = text.raw[above]
    is_running = before.role in ("paragraph", "list_item") or (
        before.role == "heading" and least != LEAST and begins_paragraph(line)
    )
    if block.role != "paragraph" or not is_running:
        return False
    if TERMINAL.search(line[-6:]):
        return False
    below = _first_line(text.raw, block)
    following = text.raw[below]
    # PM / 2.5 / 浓度: a subscript on a line of its own
    if line[-1:].isascii() and line[-1:].isalpha() and following[:1].isdigit():
        return True
    if len(run) > 1 and _SUBSCRIPT.fullmatch(line):
        return True
    if _TOPIC.match(following) and not line.endswith(_STRIVES):
        return False
    if read_numbering(text.folded[below][:_MAX_NUMBERING]) is not None or DATELINE.match(
        text.folded[above][:_MAX_DATELINE]
    ):
        return False
    if (
        len(_GAP.findall(line)) >= 2
        or len(_GAP.findall(following)) >= 2
        or (_ROW.match(line) and _ROW.match(following))
    ):
        return False  # rows of a table
    if over_footer or line.endswith(("，", "、", ",")):
        return True
    # Wrapped lines are long and about as long as each other; the lines of a list are not. An indent begins a paragraph.
    indented = block.start > 0 and text.raw[block.start - 1] not in "\n\r"
    fits = columns(following) <= max(columns(line), least + SHORT) + 6
    return not indented and fits and is_full(line, following, least, len(run) == 1)


def _last_line(text: str, block: Block) -> slice:
    """Of a block, which may hold a quantity that is torn over two lines."""
    shown = text[block.start : block.end].rstrip(INVISIBLE)
    return slice(block.start + shown.rfind("\n") + 1, block.start + len(shown))


def _first_line(text: str, block: Block) -> slice:
    return slice(block.start, block.start + len(text[block.start : block.end].partition("\n")[0].rstrip(INVISIBLE)))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and len(match.group()) > 1 and _GOES_ON.match(text, match.end()):
            continue
        yield position, match.end()
        position = match.end()
    if position < end:
        yield position, end
