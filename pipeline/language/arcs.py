"""The words that may cover the cells of a text, and what each costs.

Words of the vocabulary; forms of verbs that every verb has, whether a lexicon has them or not (走访完, 提高到, 新聘用, 已落实);
doubled words (扎扎实实, 研究研究). What goes on for any length is a run: characters that no word covers, and numerals with 第
before and the unit of a date behind (第十四, 5.3万亿, 2026年).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.language.cells import DIGITS, HAN, LETTERS, Cells, Flags, Positions
from pipeline.language.in_force import per_lexicon, words
from pipeline.language.numerals import CHINESE, FINANCIAL
from pipeline.language.vocabulary import Vocabulary

UNKNOWN, NUMERAL = range(2)
OPENING = (2.0, 5.0)
"""What it costs to begin a run of unknown characters, of numerals."""
PER_UNKNOWN = 7.0
"""Of each character that no word covers: more than a character of a common word, less than a rare one."""
_PER_UNIT = 2.0
_LETTERS_COST = 4.0
FORM_COST = 4.0
"""Of what makes a verb a form."""
_EVIDENCE = 3.0
"""What a cover pays for each boundary in which it differs from another segmenter: one in twenty of those is wrong."""
NUMBER, DATE, LETTER, OTHER, UNREAD = range(-5, 0)
"""Kinds that no vocabulary has: places in `Arcs.pos`, from its end."""
VERBS = ("v", "vn")
_ORDINAL = ord("第")
_DATE_UNITS = "年月日号"
_DOUBLED = 4
"""Characters of a doubled word."""
_CODES = 0x110000
_NONE = np.zeros(1, dtype=np.uint32)

Costs = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Arcs:
    """Words over cells. In arrays of two axes the first is the length of the word, less one, or the kind of the run."""

    costs: Costs
    """By length and last cell: what the cheapest such word costs, infinite when there is none."""
    kinds: npt.NDArray[np.int16]
    """By length and last cell: its part of speech, as a position in `pos`."""
    pos: tuple[str, ...]
    per_cell: Costs
    """By run and cell: what the cell costs in it."""
    entering: Costs
    """By run and cell: what it costs to go on into the cell from the one before it."""
    boundaries: Costs
    """By cell: what it costs to end a word with it."""

    def part(self, cells: slice) -> Arcs:
        """The words over some of the cells."""
        per_cell, entering = self.per_cell[:, cells], self.entering[:, cells]
        return Arcs(self.costs[:, cells], self.kinds[:, cells], self.pos, per_cell, entering, self.boundaries[cells])


class _Match(NamedTuple):
    """Words of one length."""

    ends: Positions
    """The last cell of each."""
    costs: Costs
    kinds: npt.NDArray[np.int16]


class _Layers:
    """Words by length and last cell, while they are gathered."""

    def __init__(self, longest: int, n_cells: int) -> None:
        self.costs: Costs = np.full((longest, n_cells), np.inf, dtype=np.float32)
        self.kinds = np.zeros((longest, n_cells), dtype=np.int16)

    def add(self, length: int, match: _Match) -> None:
        """Add words where they are cheaper than what is there."""
        costs, kinds = self.costs[length - 1], self.kinds[length - 1]
        if not len(match.ends):
            return
        cheaper = match.costs < costs[match.ends]
        ends = match.ends[cheaper]
        costs[ends] = match.costs[cheaper]
        kinds[ends] = match.kinds[cheaper]


def read_arcs(cells: Cells, vocabulary: Vocabulary, evidence: Flags | None) -> Arcs:
    """The words that may cover `cells`.

    Args:
        evidence: by cell: whether another segmenter begins a word there; None when there is none.
    """
    pos = (*vocabulary.pos, "m", "t", "x", "w", "")
    layers = _Layers(max(vocabulary.longest + 1, _DOUBLED), len(cells))
    verbs = np.array([kind in VERBS for kind in pos])
    for length, found in enumerate(vocabulary.find(cells.symbols), 1):
        ends = found.starts + (length - 1)
        # A character that is a rare word costs no more than one that is none.
        most = np.inf if length > 1 else OPENING[UNKNOWN] + PER_UNKNOWN
        match = _Match(ends, np.minimum(vocabulary.costs[found.words], most), vocabulary.kinds[found.words])
        layers.add(length, match)
        _add_forms(layers, cells.symbols, length, _taken(match, verbs[match.kinds]))
        if length == 2:
            _add_doubled(layers, cells.symbols, match, verbs)
    for which, kind, cost in ((cells.kinds == LETTERS, LETTER, _LETTERS_COST), (cells.kinds < HAN, OTHER, 0.0)):
        ends = np.flatnonzero(which)
        layers.add(1, _Match(ends, np.full(len(ends), cost, np.float32), np.full(len(ends), kind, np.int16)))
    _drop_crossing(layers.costs, cells)
    per_cell, entering = _runs(cells)
    boundaries: Costs = np.zeros(len(cells), dtype=np.float32)
    if evidence is not None:
        _weigh(evidence, layers.costs, entering, boundaries)
    boundaries[cells.piece_ends - 1] = 0
    return Arcs(layers.costs, layers.kinds, pos, per_cell, entering, boundaries)


def _taken(match: _Match, which: Flags | Positions) -> _Match:
    return _Match(match.ends[which], match.costs[which], match.kinds[which])


def _add_forms(layers: _Layers, symbols: npt.NDArray[np.uint32], length: int, verbs: _Match) -> None:
    """Verbs with a complement or aspect behind, or 新, 再, 已 before."""
    if not len(verbs.ends):
        return
    padded = np.concatenate((_NONE, symbols, _NONE))
    behind, before = padded[verbs.ends + 2], padded[verbs.ends + 1 - length]
    ended = _taken(verbs, _characters("verb_ending")[behind])
    begun = _taken(verbs, _characters("verb_beginning")[before])
    layers.add(length + 1, _form(ended, 1))
    layers.add(length + 1, _form(begun, 0))


def _add_doubled(layers: _Layers, symbols: npt.NDArray[np.uint32], pairs: _Match, verbs: Flags) -> None:
    """AABB of words of two characters, ABAB of verbs."""
    padded = np.concatenate((_NONE, symbols, _NONE, _NONE))
    before, first, second, next_, last = (padded[pairs.ends + shift] for shift in range(-1, 4))
    layers.add(_DOUBLED, _form(_taken(pairs, (before == first) & (second == next_)), 1))
    layers.add(_DOUBLED, _form(_taken(pairs, (first == next_) & (second == last) & verbs[pairs.kinds]), 2))


def _form(match: _Match, shift: int) -> _Match:
    """Forms of words, which end `shift` cells behind them."""
    return _Match(match.ends + shift, match.costs + np.float32(FORM_COST), match.kinds)


def _drop_crossing(costs: Costs, cells: Cells) -> None:
    """Make words that reach over a border of pieces infinite."""
    room = np.ones(len(cells), dtype=np.intp)
    lengths = cells.piece_ends - cells.piece_starts
    inside = np.repeat(cells.piece_starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    room[inside] = inside - np.repeat(cells.piece_starts, lengths) + 1
    for length in range(2, len(costs) + 1):
        costs[length - 1, room < length] = np.inf


def _runs(cells: Cells) -> tuple[Costs, Costs]:
    """What cells cost in runs, and going on into them."""
    symbols = cells.symbols
    number = (cells.kinds == DIGITS) | _numerals()[symbols]
    ordinal = (symbols == _ORDINAL) & np.append(number[1:], False)
    unit = _date_units()[symbols] & np.append(False, number[:-1])
    per_cell: Costs = np.full((2, len(cells)), PER_UNKNOWN, dtype=np.float32)
    per_cell[NUMERAL] = np.where(number | ordinal, 0.0, np.where(unit, _PER_UNIT, np.inf))
    entering: Costs = np.zeros((2, len(cells)), dtype=np.float32)
    entering[NUMERAL, ordinal] = np.inf
    entering[NUMERAL, 1:][unit[:-1]] = np.inf
    return per_cell, entering


def _weigh(evidence: Flags, costs: Costs, entering: Costs, boundaries: Costs) -> None:
    """Add what it costs to differ from another segmenter."""
    passed = np.where(evidence, np.float32(_EVIDENCE), np.float32(0))
    entering += passed
    # Sums over the cells that a word of this length goes on into.
    sums = np.zeros_like(passed)
    for length in range(2, len(costs) + 1):
        sums[length - 2 :] += passed[: max(0, len(passed) - length + 2)]
        costs[length - 1] += sums
    boundaries[:-1] = np.where(evidence[1:], 0.0, _EVIDENCE)


@per_lexicon
def _characters(role: str) -> Flags:
    """By code point: whether it has a role in the lexicon in force."""
    return _table("".join(word for word in words(role) if len(word) == 1))


@cache
def _numerals() -> Flags:
    return _table("".join(set(CHINESE) - set(FINANCIAL)))


@cache
def _date_units() -> Flags:
    return _table(_DATE_UNITS)


def _table(characters: str) -> Flags:
    table = np.zeros(_CODES, dtype=np.bool_)
    table[[ord(character) for character in characters]] = True
    return table
