"""Batches of training texts as numbers: symbols, pairs, flags and allowed tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.language.in_force import lexicon
from pipeline.language.lexicon import places
from pipeline.ner.lexicon import surnames
from pipeline.ner.model.arrays import REACH
from pipeline.ner.model.features import (
    LINK_BEGINS,
    LINK_GOES_ON,
    MAX_ENTRY,
    MIN_ENTRY,
    OUTSIDE,
    PLACE_BEGINS,
    PLACE_GOES_ON,
    SURNAME,
    SURNAME_OR_WORD,
    UNKNOWN,
    WORD_BEGINS,
    WORD_GOES_ON,
    Lexicon,
    codes_of,
    entry_keys,
    pair_rows,
)
from pipeline.segment.static_table import build_table
from pipeline.training.names.examples import Example, allowed, windows

_PLANE = 1 << 16
_NO_PAIR = int(pair_rows(np.full(2, UNKNOWN, dtype=np.uint16))[0])
_LEAST = 3
"""How often a character must occur to have a symbol of its own."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts side by side, with `REACH` characters of filling at both ends."""

    symbols: npt.NDArray[np.int64]
    pairs: npt.NDArray[np.int64]
    flags: npt.NDArray[np.int64]
    allowed: npt.NDArray[np.uint16]
    """Without the filling at the ends."""
    lengths: npt.NDArray[np.int64]


def symbol_table(examples: Iterable[Example]) -> npt.NDArray[np.uint16]:
    """By code point: a symbol. Digits share one, as do capital and small letters of the alphabet."""
    counts: Counter[str] = Counter()
    for example in examples:
        counts.update(example.text)
    table = np.full(_PLANE, UNKNOWN, dtype=np.uint16)
    number = UNKNOWN + 1
    groups = ("0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
    for group in groups:
        table[[ord(character) for character in group]] = number
        number += 1
    grouped = set("".join(groups))
    for character in sorted(character for character, count in counts.items() if count >= _LEAST):
        if character not in grouped and ord(character) < _PLANE - 1:
            table[ord(character)] = number
            number += 1
    table[[ord("\n"), ord("\r"), 0x2028, 0x2029]] = OUTSIDE
    return table


def make_lexicon() -> Lexicon:
    """The lexicons of the rules, as arrays."""
    begins: dict[str, int] = {}
    goes_on: dict[str, int] = {}

    def add(entry: str, begin: np.uint16, inside: np.uint16) -> None:
        if MIN_ENTRY <= len(entry) <= MAX_ENTRY:
            begins[entry] = begins.get(entry, 0) | int(begin)
            goes_on[entry] = goes_on.get(entry, 0) | int(inside)

    linking = lexicon().linking
    for word in lexicon().costs:
        is_link = word in linking
        add(word, LINK_BEGINS if is_link else WORD_BEGINS, LINK_GOES_ON if is_link else WORD_GOES_ON)
    for place in places():
        add(place, PLACE_BEGINS, PLACE_GOES_ON)
    single = np.zeros(_PLANE, dtype=np.uint16)
    for name, kind in surnames().items():
        if len(name) == 1:
            single[ord(name)] = SURNAME if kind == "plain" else SURNAME_OR_WORD
        else:
            add(name, SURNAME, np.uint16(0))
    keys = {entry: int(entry_keys(codes_of(entry), len(entry))[0]) for entry in sorted(begins)}
    table = build_table(np.array(sorted(keys.values()), dtype=np.uint64))
    slots, _ = table.find(np.array(list(keys.values()), dtype=np.uint64))
    by_slot = np.zeros((2, len(table.keys)), dtype=np.uint16)
    by_slot[0, slots] = [begins[entry] for entry in keys]
    by_slot[1, slots] = [goes_on[entry] for entry in keys]
    return Lexicon(table, by_slot[0], by_slot[1], single)


def lexicon_arrays(lexicon: Lexicon) -> dict[str, npt.NDArray[Any]]:
    """As the model file has them."""
    return {
        "entry_displacements": lexicon.entries.displacements,
        "entry_keys": lexicon.entries.keys,
        "entry_begins": lexicon.begins,
        "entry_goes_on": lexicon.goes_on,
        "surnames": lexicon.surnames,
    }


def batches(
    examples: Sequence[Example],
    symbols: npt.NDArray[np.uint16],
    lexicon: Lexicon,
    rng: np.random.Generator,
    *,
    size: int = 192,
    texts: int = 64,
    blank: float = 0.0,
    unpaired: float = 0.0,
) -> Iterator[Batch]:
    """All parts of all texts, as often as `copies` says, in random order.

    Args:
        size: characters of a part, at most.
        texts: parts of a batch.
        blank: share of characters that are made unknown, so that what surrounds them must do.
        unpaired: share of the pairs that are made unknown.
    """
    parts: list[tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]] = []
    for example in examples:
        codes = codes_of(example.text)
        own = (symbols[codes], lexicon.flags(codes), allowed(example))
        for start, end in windows(example.text, size):
            parts += [(own[0][start:end], own[1][start:end], own[2][start:end])] * example.copies
    order = rng.permutation(len(parts))
    for first in range(0, len(order), texts):
        yield _batch([parts[number] for number in order[first : first + texts]], rng, blank, unpaired)


def _batch(
    parts: Sequence[tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]],
    rng: np.random.Generator,
    blank: float,
    unpaired: float,
) -> Batch:
    lengths = np.array([len(part[0]) for part in parts])
    width = int(lengths.max())
    symbols = np.full((len(parts), width + 2 * REACH), OUTSIDE, dtype=np.uint16)
    flags = np.zeros_like(symbols)
    bits = np.zeros((len(parts), width), dtype=np.uint16)
    for row, (own_symbols, own_flags, own_bits) in enumerate(parts):
        symbols[row, REACH : REACH + len(own_symbols)] = own_symbols
        flags[row, REACH : REACH + len(own_symbols)] = own_flags
        bits[row, : len(own_bits)] = own_bits
    symbols[(rng.random(symbols.shape) < blank) & (symbols != OUTSIDE)] = UNKNOWN
    pairs = pair_rows(symbols.ravel()).reshape(symbols.shape)
    pairs[rng.random(symbols.shape) < unpaired] = _NO_PAIR
    return Batch(symbols.astype(np.int64), pairs.astype(np.int64), flags.astype(np.int64), bits, lengths)
