"""Scores of every tag at every character: the weights of the features that are present, summed.

Floating-point sums depend on their order, and a tie may hang on the last bit, so the order here is that
of spacy-pkuseg: single characters and pairs in its order, words that end here from the longest down, words that start
here, then pairs of words. A feature that is absent adds a row of zeros, which changes no bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.segment.model_arrays import MAX_WORD, MIN_WORD, ModelArrays, bigram_key, pair_key

MARGIN = MAX_WORD + 1
"""How far a character's features reach to both sides."""

_Symbols = npt.NDArray[np.uint16]
_Scores = npt.NDArray[np.float64]
_Positions = npt.NDArray[np.intp]
_Words = npt.NDArray[np.int32]
_LENGTHS = range(MAX_WORD, MIN_WORD - 1, -1)
_WINDOW = 1 << 14


def score(symbols: _Symbols, model: ModelArrays) -> _Scores:
    """Scores by character and tag, in windows that fit the cache.

    Args:
        symbols: of characters, with at least `MARGIN` separators at both ends and two between pieces of text. Scores
            of separators mean nothing.
    """
    scores = np.zeros((len(symbols), model.characters.shape[2]))
    for start in range(MARGIN, len(symbols) - MARGIN, _WINDOW):
        end = min(start + _WINDOW, len(symbols) - MARGIN)
        scores[start:end] = _score_window(symbols[start - MARGIN : end + MARGIN], model)[MARGIN:-MARGIN]
    return scores


def _score_window(symbols: _Symbols, model: ModelArrays) -> _Scores:
    slots, found = model.pairs.find(pair_key(symbols[:-1], symbols[1:]))
    pairs = np.where(found, slots, len(model.pairs.keys))
    scores = _character_scores(symbols, pairs, model)
    words = _find_words(symbols, model.pair_nodes[pairs], model)
    _add_words(scores, words, model)
    return scores


def _character_scores(symbols: _Symbols, pairs: _Positions, model: ModelArrays) -> _Scores:
    here, before, after, before2, after2 = model.characters
    here_before, here_after, both_before = model.pair_weights
    scores: _Scores = here.take(symbols, axis=0)
    scores[1:] += before.take(symbols[:-1], axis=0)
    scores[1:] += here_before.take(pairs, axis=0)
    scores[:-1] += after.take(symbols[1:], axis=0)
    scores[:-1] += here_after.take(pairs, axis=0)
    scores[2:] += before2.take(symbols[:-2], axis=0)
    scores[2:] += both_before.take(pairs[:-1], axis=0)
    scores[:-2] += after2.take(symbols[2:], axis=0)
    return scores


def _find_words(symbols: _Symbols, nodes: _Words, model: ModelArrays) -> _Words:
    """By length, from the longest down, and position: the number of the word that starts there, or 0.

    Args:
        nodes: the nodes of the first two characters from each position on.
    """
    found = np.zeros((len(_LENGTHS), len(symbols)), dtype=np.int32)
    starts = np.flatnonzero(nodes)
    alive = nodes[starts]
    for row, length in reversed(list(enumerate(_LENGTHS))):
        found[row, starts] = model.words.words[alive]
        inner = np.flatnonzero(model.words.inner[alive] & (starts + length < len(symbols)))
        starts, alive = starts[inner], alive[inner]
        following = model.words.step(alive, symbols[starts + length])
        grown = np.flatnonzero(following)
        starts, alive = starts[grown], following[grown]
    return found


def _add_words(scores: _Scores, words: _Words, model: ModelArrays) -> None:
    cells = np.flatnonzero(words)
    numbers = words.ravel()[cells]
    rows, first = np.divmod(cells, words.shape[1])
    last = first + np.array(_LENGTHS)[rows] - 1
    at, keys = _find_bigrams(words)
    slots, found = model.bigrams.find(keys)
    at, slots = at[found], slots[found]
    positions = np.concatenate((last, first, at, at - 1))
    weights = np.concatenate(
        (
            model.word_weights[0].take(numbers, axis=0),
            model.word_weights[1].take(numbers, axis=0),
            model.bigram_weights[0].take(slots, axis=0),
            model.bigram_weights[1].take(slots, axis=0),
        )
    )
    n_tags = scores.shape[1]
    # Unlike `+=`, this adds every row at a position that repeats, in the order given.
    targets = positions[:, None] * n_tags + np.arange(n_tags)
    np.add.at(scores.reshape(-1), targets.ravel(), weights.ravel())


def _find_bigrams(words: _Words) -> tuple[_Positions, npt.NDArray[np.uint64]]:
    """Where a word starts behind the end of another, and the key of the two."""
    before = np.zeros_like(words)
    for row, length in enumerate(_LENGTHS):
        before[row, length:] = words[row, :-length]
    both = (before != 0)[:, None] & (words != 0)[None, :]
    # The first word from the longest down, for each the second, as the reference has them.
    left, cells = np.divmod(np.flatnonzero(both), words.size)
    right = words.ravel()[cells]
    at = cells % words.shape[1]
    return at, bigram_key(before[left, at], right)
