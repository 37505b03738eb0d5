"""Words with what it costs to use them, found at all places of a text at once.

The words are a tree of characters. Its nodes are numbered by depth, then in the order of the words, so the steps of the
tree, node and character in one number, are sorted as they are made, and a step is a binary search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.language.in_force import lexicon, per_lexicon
from pipeline.resources import read_lexicon

Numbers = npt.NDArray[np.int32]
_RARER = "lattice_words.tsv"
_LONGEST = 8
"""Characters of the longest word that is looked for."""
_CHARACTER = np.uint64(21)
"""Bits of a code point."""
_CODES = 0x110000
_SLOT_BITS = 20
_MIXED = np.uint64(0x9E3779B97F4A7C15)
"""The golden ratio in 64 bits: the products of numbers that lie close together differ in their high bits (Knuth, The Art of Computer
Programming 3, 6.4)."""


class Word(NamedTuple):
    """What a lexicon says about a word."""

    pos: str
    """Part of speech: v verb, n noun, …"""
    frequency: int


class Matches(NamedTuple):
    """Words in a text: the cells in which they start, and their numbers in the vocabulary."""

    starts: npt.NDArray[np.intp]
    words: Numbers


@dataclass(frozen=True)
class Vocabulary:
    """Words that can be found in a text; made by `Vocabulary.of`."""

    pos: tuple[str, ...]
    """The parts of speech."""
    kinds: npt.NDArray[np.int16]
    """By word: its part of speech, as a position in `pos`."""
    costs: npt.NDArray[np.float32]
    """By word: the negative logarithm of its share in a general text."""
    steps: npt.NDArray[np.uint64]
    """Node and character; the child is the number of the step plus one."""
    ends: Numbers
    """By node: the word that ends there, -1 for none."""
    firsts: Numbers
    """By code point: the node that words which begin with it go through, 0 for none."""
    pairs: npt.NDArray[np.bool_]
    """By slot of a node and a character (see `_slots`): whether there may be such a step."""
    longest: int
    """Characters of the longest word."""

    @classmethod
    def of(cls, lexicon: Mapping[str, Word]) -> Vocabulary:
        """The vocabulary of a lexicon of words, none of which is empty, with frequencies above 0."""
        words = sorted(lexicon)
        entries = [lexicon[word] for word in words]
        numbers = {pos: number for number, pos in enumerate(sorted({entry.pos for entry in entries}))}
        frequencies = np.array([entry.frequency for entry in entries], dtype=np.float64)
        letters = np.array(words, dtype=str).view(np.uint32).reshape(len(words), -1)
        steps, ends = _tree(letters)
        return cls(
            pos=tuple(numbers),
            kinds=np.array([numbers[entry.pos] for entry in entries], dtype=np.int16),
            costs=(log(frequencies.sum()) - np.log(frequencies)).astype(np.float32),
            steps=steps,
            ends=ends,
            firsts=_firsts(steps),
            pairs=_pairs(steps),
            longest=letters.shape[1],
        )

    def find(self, symbols: npt.NDArray[np.uint32]) -> Iterator[Matches]:
        """All words in a text: those of one character, then those of two, …

        Args:
            symbols: code points; 0 where no word may be.
        """
        padded = np.append(symbols, np.uint32(0))
        nodes = self.firsts[symbols]
        starts = np.flatnonzero(nodes)
        nodes = nodes[starts]
        yield self._complete(starts, nodes)
        for depth in range(1, self.longest):
            keys = (nodes.astype(np.uint64) << _CHARACTER) | padded[starts + depth]
            # A search is dear, and a look at a table passes over most.
            likely = np.flatnonzero(self.pairs[_slots(keys)])
            keys = keys[likely]
            places = np.minimum(np.searchsorted(self.steps, keys), len(self.steps) - 1)
            alive = np.flatnonzero(self.steps[places] == keys)
            starts, nodes = starts[likely[alive]], places[alive] + 1
            yield self._complete(starts, nodes)
            if not len(starts):
                return

    def _complete(self, starts: npt.NDArray[np.intp], nodes: npt.NDArray[Any]) -> Matches:
        """The words that end at nodes."""
        words = self.ends[nodes]
        complete = np.flatnonzero(words >= 0)
        return Matches(starts[complete], words[complete])


def _slots(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """A slot for each node and character; others may share it."""
    slots: npt.NDArray[np.uint64] = (keys * _MIXED) >> np.uint64(64 - _SLOT_BITS)
    return slots


def _pairs(steps: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    table = np.zeros(1 << _SLOT_BITS, dtype=np.bool_)
    table[_slots(steps)] = True
    return table


def _firsts(steps: npt.NDArray[np.uint64]) -> Numbers:
    """Those steps that leave the root."""
    table = np.zeros(_CODES, dtype=np.int32)
    n_firsts = int(np.searchsorted(steps, np.uint64(1) << _CHARACTER))
    table[steps[:n_firsts].astype(np.intp)] = np.arange(1, n_firsts + 1)
    return table


def _tree(letters: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint64], Numbers]:
    """Steps and ends of the tree of sorted words, a row of code points each, with zeros behind."""
    # Where a word leaves the one before it, and from there on, its beginnings are new.
    fresh = np.ones(letters.shape, dtype=np.bool_)
    fresh[1:] = letters[1:] != letters[:-1]
    fresh = (np.logical_or.accumulate(fresh, axis=1) & (letters > 0)).T
    nodes = np.cumsum(fresh.ravel()).reshape(fresh.shape)
    parents = np.concatenate((np.zeros_like(nodes[:1]), nodes[:-1]))
    steps = (parents[fresh].astype(np.uint64) << _CHARACTER) | letters.T[fresh]
    ends = np.full(len(steps) + 1, -1, dtype=np.int32)
    every = np.arange(len(letters))
    ends[nodes[(letters > 0).sum(axis=1) - 1, every]] = every
    return steps, ends


@per_lexicon
def counted() -> Mapping[str, Word]:
    """The words of the lexicon in force that are counted, and rarer ones.

    Raises:
        ConfigurationError: C007 when a lexicon is missing.
    """
    known = {word: Word(pos, int(frequency)) for word, pos, frequency in read_lexicon(_RARER)}
    for word, entry in lexicon().entries.items():
        if entry.frequency and len(word) <= _LONGEST:
            known[word] = Word("v" if "verb" in entry.roles else entry.part_of_speech, entry.frequency)
    return known


@per_lexicon
def general() -> Vocabulary:
    """The vocabulary of the words that `counted` gives."""
    return Vocabulary.of(counted())
