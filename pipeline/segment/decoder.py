"""The words of spacy-pkuseg, decoded with arrays: the same words, many times faster.

`cut` of spacy-pkuseg splits a text at white space, takes out the words of a user dictionary, tags each
piece that is left, and may merge words that a dictionary knows. Here the pieces of a whole text, or of many, go through
each of these steps together. See docs/decoder.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.segment.merging import find_inner_starts
from pipeline.segment.model_arrays import SEPARATOR, load_merge_arrays, load_model_arrays
from pipeline.segment.scores import MARGIN, score
from pipeline.segment.user_words import UserWords, read_user_words
from pipeline.segment.viterbi import best_tags

Positions = npt.NDArray[np.intp]
_BATCH = 1 << 18
"""Characters that are decoded together, unless one piece is longer: 40 bytes of scores for each."""


class _Pieces(NamedTuple):
    """Runs of text between white space and forced words; `forced` are the runs that are such words."""

    starts: Positions
    ends: Positions
    forced: npt.NDArray[np.bool_]


class Decoder:
    """Cuts text into the words that `spacy_pkuseg.pkuseg(model, user_dict)` cuts it into.

    Args:
        model: folder of the model, with the arrays that `policyfacts fetch` (or `pipeline.segment.model_arrays`) made.
        user_dict: as in spacy-pkuseg: the path of a dictionary or its words, which stay whole wherever they occur;
            "default" for none. With anything but None, words are merged by the dictionary inside spacy-pkuseg.

    Raises:
        OSError, ValueError: arrays or dictionary are missing or damaged.
    """

    def __init__(
        self, model: str | Path, user_dict: str | Path | Iterable[str | tuple[str, str]] | None = "default"
    ) -> None:
        self._model = load_model_arrays(Path(model))
        self._merges = None if user_dict is None else load_merge_arrays()
        self._user_words = _user_words(user_dict)

    def cut(self, text: str) -> list[str]:
        """The words of `text`, without white space."""
        starts, ends = self.spans(text)
        return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def cut_all(self, texts: Iterable[str]) -> Iterator[list[str]]:
        """The words of each text; faster than `cut` of each when they are short."""
        batch: list[str] = []
        size = 0
        for text in texts:
            batch.append(text)
            size += len(text)
            if size >= _BATCH:
                yield from self._cut_batch(batch)
                batch, size = [], 0
        yield from self._cut_batch(batch)

    def spans(self, text: str) -> tuple[Positions, Positions]:
        """Starts and ends of the words of `text`, in code points."""
        # Lone surrogates are characters too.
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        symbols = self._model.symbols[codes]
        pieces = self._pieces(text, symbols)
        begins = np.zeros(len(symbols) + 1, dtype=np.bool_)
        for first, last in _batches(pieces):
            self._mark_begins(begins, symbols, pieces.starts[first:last], pieces.ends[first:last])
        for forced in np.flatnonzero(pieces.forced).tolist():
            begins[pieces.starts[forced] : pieces.ends[forced]] = False
        begins[pieces.starts] = True
        starts, ends = _words_between(begins, symbols)
        if self._merges is None:
            return starts, ends
        inner = find_inner_starts(codes, starts, ends, np.searchsorted(pieces.starts, starts, "right"), self._merges)
        begins[starts[inner]] = False
        return _words_between(begins, symbols)

    def _cut_batch(self, texts: Sequence[str]) -> Iterator[list[str]]:
        joined = "\n".join(texts)
        starts, ends = self.spans(joined)
        words = [joined[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        text_starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
        bounds = np.searchsorted(starts, text_starts).tolist()
        for first, last in pairwise(bounds):
            yield words[first:last]

    def _pieces(self, text: str, symbols: npt.NDArray[np.uint16]) -> _Pieces:
        visible = np.concatenate(([False], symbols != SEPARATOR, [False]))
        edges = np.flatnonzero(visible[1:] != visible[:-1])
        starts, ends = edges[::2], edges[1::2]
        if self._user_words is None:
            return _Pieces(starts, ends, np.zeros(len(starts), dtype=np.bool_))
        pieces = zip(starts.tolist(), ends.tolist(), strict=True)
        forced = np.array(list(self._user_words.find(text, pieces)), dtype=np.intp).reshape(-1, 2)
        cuts = np.unique(np.concatenate((edges, forced.ravel())))
        starts, ends = cuts[:-1], cuts[1:]
        inside = symbols[starts] != SEPARATOR
        starts, ends = starts[inside], ends[inside]
        return _Pieces(starts, ends, np.isin(starts, forced[:, 0]))

    def _mark_begins(
        self, begins: npt.NDArray[np.bool_], symbols: npt.NDArray[np.uint16], starts: Positions, ends: Positions
    ) -> None:
        """Mark the characters of some pieces at which the model begins a word."""
        lengths = ends - starts
        # Two separators between pieces: no feature reaches from one into another.
        offsets = MARGIN + np.cumsum(lengths + 2) - (lengths + 2)
        inside = np.arange(int(lengths.sum())) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
        padded = inside + np.repeat(offsets - starts, lengths)
        apart = np.full(int(offsets[-1] + lengths[-1]) + MARGIN, SEPARATOR, dtype=np.uint16)
        apart[padded] = symbols[inside]
        tags = best_tags(score(apart, self._model), self._model.transitions, offsets, offsets + lengths)
        begins[inside] = self._model.begins[tags[padded]]


def _user_words(user_dict: str | Path | Iterable[str | tuple[str, str]] | None) -> UserWords | None:
    if user_dict is None or user_dict == "default":
        return None
    if isinstance(user_dict, str | Path):
        return read_user_words(Path(user_dict))
    return UserWords(user_dict)


def _batches(pieces: _Pieces) -> Iterator[tuple[int, int]]:
    """First and last piece, exclusive, of each batch."""
    numbers = np.cumsum(pieces.ends - pieces.starts) // _BATCH
    bounds = np.concatenate(([0], np.flatnonzero(np.diff(numbers)) + 1, [len(numbers)]))
    for first, last in pairwise(bounds.tolist()):
        if first < last:
            yield first, last


def _words_between(begins: npt.NDArray[np.bool_], symbols: npt.NDArray[np.uint16]) -> tuple[Positions, Positions]:
    """Words from where one begins to where the next begins, or white space, or the end."""
    marks = np.flatnonzero(np.append(symbols == SEPARATOR, True) | begins)
    is_word = np.append(symbols, SEPARATOR)[marks] != SEPARATOR
    return marks[is_word], marks[1:][is_word[:-1]]
