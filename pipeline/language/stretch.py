"""The words of a short stretch of text, a clause or less.

The lattice (`lattice.py`) reads a whole text at once, in arrays; where only the few characters beside some figures are asked
for, setting up its arrays takes longer than the reading. The words and what they cost are the same: the cheapest cover, with forms of
verbs, numerals and runs that no word covers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import inf, log
from typing import NamedTuple

from pipeline.language.arcs import FORM_COST, OPENING, PER_UNKNOWN, UNKNOWN, VERBS
from pipeline.language.han import HAN
from pipeline.language.in_force import lexicon, per_lexicon
from pipeline.language.vocabulary import counted

_LONGEST = 4
"""Characters of the longest word that is looked for: longer ones are names, which candidates do not part."""
_SHORT = 2
"""Characters of the longest word that is looked for everywhere."""
_PIECE = re.compile(
    rf"(?P<t>\d+(?:年(?![度均级龄])|月(?!份)|日|号))|(?P<m>第?\d[\d.,]*)|(?P<han>[{HAN}]+)|(?P<x>[^\W\d{HAN}\u2460-\u24ff\u2776-\u2793\u3220-\u32ff]+)|(?P<blank>\s+)|(?P<w>.)",
    re.DOTALL,
)
"""A date, a number, Chinese characters, letters, blanks, a mark."""
_NUMERALS = re.compile(
    r"(?P<t>[一二三四五六七八九十〇○零]{2,}(?:年(?![度均级龄])|月(?!份)|日))|(?P<m>第[一二三四五六七八九十百〇零]{2,}|[一二三四五六七八九〇○零][十百千][一二三四五六七八九十百千〇○零]*)"
)
"""Dates and numbers within Chinese characters."""
_OF_NUMERALS = frozenset("第一二三四五六七八九〇○零")
_OPENING = OPENING[UNKNOWN]
_MOST = _OPENING + PER_UNKNOWN
"""What a character costs at most."""


Word = tuple[int, int, str, str]
"""Where a word begins and ends, its part of speech as `lattice.Token` has it, and the word."""


class _Known(NamedTuple):
    """What is looked up while a stretch is read."""

    words: Sequence[Mapping[str, tuple[float, str, bool]]]
    """By the length of words, from one character on: what each costs, its part of speech, whether it is a verb. The few of one character, which are looked up most,
    stay where memory is fast."""
    goes_on: frozenset[str]
    """Two characters with which longer words begin."""
    endings: frozenset[str]
    beginnings: frozenset[str]


@per_lexicon
def _known() -> _Known:
    words = counted()
    total = log(sum(word.frequency for word in words.values()))
    costs = {frequency: total - log(frequency) for frequency in {word.frequency for word in words.values()}}
    by_length: list[dict[str, tuple[float, str, bool]]] = [{} for _ in range(_LONGEST + 1)]
    for text, (pos, often) in words.items():
        if len(text) <= _LONGEST:
            by_length[len(text)][text] = costs[often], pos, pos in VERBS
    by_length[1] = {text: (min(cost, _MOST), pos, verb) for text, (cost, pos, verb) in by_length[1].items()}
    return _Known(
        by_length[1:],
        frozenset(text[:2] for text in words if 2 < len(text) <= _LONGEST),
        lexicon().words("verb_ending"),
        lexicon().words("verb_beginning"),
    )


def words_of(content: str, start: int, end: int) -> list[Word]:
    """The words of a stretch of text, blanks left out.

    Args:
        content: folded text.
        start: where the stretch begins.
        end: and ends; no word reaches over either.
    """
    found: list[Word] = []
    for piece in _PIECE.finditer(content, start, end):
        kind = piece.lastgroup or "w"
        if kind == "han":
            at, text = piece.start(), piece.group()
            for numerals in () if _OF_NUMERALS.isdisjoint(text) else _NUMERALS.finditer(text):
                _read(text[at - piece.start() : numerals.start()], at, found)
                at = piece.start() + numerals.end()
                found.append((piece.start() + numerals.start(), at, numerals.lastgroup or "m", numerals.group()))
            _read(text[at - piece.start() :], at, found)
        elif kind != "blank":
            found.append((piece.start(), piece.end(), kind, piece.group()))
        elif "\n" in piece.group():
            found.append((piece.start(), piece.end(), "w", "\n"))
    return found


def _read(piece: str, offset: int, found: list[Word]) -> None:
    """Append the words of the cheapest cover of Chinese characters."""
    size = len(piece)
    room = size + _LONGEST + 1
    costs, firsts, parts = [0.0, *[inf] * room], [0] * room, [""] * room
    words, goes_on, endings, beginnings = _known()
    short = words[:_SHORT]
    run, opened = inf, 0
    for first in range(size):
        so_far = costs[first]
        if so_far + _OPENING <= run:
            run, opened = so_far + _OPENING, first
        run += PER_UNKNOWN
        if run < costs[first + 1]:
            costs[first + 1], firsts[first + 1], parts[first + 1] = run, opened, ""
        last = first
        for of_length in words if piece[first : first + _SHORT] in goes_on else short:
            last += 1
            word = of_length.get(piece[first:last])
            if word is None:
                continue
            cost = so_far + word[0]
            if cost < costs[last]:
                costs[last], firsts[last], parts[last] = cost, first, word[1]
            if word[2]:
                cost += FORM_COST
                if last < size and cost < costs[last + 1] and piece[last] in endings:
                    costs[last + 1], firsts[last + 1], parts[last + 1] = cost, first, word[1]
                if first and piece[first - 1] in beginnings:
                    cost = costs[first - 1] + word[0] + FORM_COST
                    if cost < costs[last]:
                        costs[last], firsts[last], parts[last] = cost, first - 1, word[1]
    found.extend(_cover(piece, offset, firsts, parts))


def _cover(piece: str, offset: int, firsts: Sequence[int], parts: Sequence[str]) -> list[Word]:
    """The words of a piece, from where the last word up to each character begins."""
    cover, last = list[Word](), len(piece)
    while last:
        first = firsts[last]
        cover.append((offset + first, offset + last, parts[last], piece[first:last]))
        last = first
    return cover[::-1]
