"""Analyses of texts that a test writes down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.language.analysis import Analysis, analyse
from pipeline.language.text import Text
from pipeline.records import Block, Sentence


def analysis_of(text: str, boilerplate: Sequence[tuple[int, int]] = ()) -> Analysis:
    """A text of paragraphs, a sentence for every full stop and every line.

    Args:
        text: the raw text.
        boilerplate: the ranges that are none of the content.
    """
    bounds = sorted({0, len(text), *(position for span in boilerplate for position in span)})
    blocks = [
        Block(ordinal, start, end, "boilerplate" if (start, end) in boilerplate else "content", role="paragraph")
        for ordinal, (start, end) in enumerate(pairwise(bounds))
    ]
    found = [
        Sentence(0, block.ordinal, match.start(), match.end(), match.group())
        for block in blocks
        if block.kind == "content"
        for match in re.compile(r"[^。\r\n]+。?").finditer(text, block.start, block.end)
    ]
    sentences = [replace(sentence, ordinal=ordinal) for ordinal, sentence in enumerate(found)]
    return analyse(Text(text), blocks, sentences)
