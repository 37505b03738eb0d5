"""Whether some characters are a word of the general lexicon, and how common it is."""

from __future__ import annotations

from pipeline.resources import read_lexicon

_ROWS = read_lexicon("ner_words.tsv")
_FREQUENCY = {row[0]: int(row[2]) for row in _ROWS}
_GOVERNING = frozenset(row[0] for row in _ROWS if row[1] in ("v", "p"))
_COMMON = 1500
"""Occurrences in the corpus that the lexicon was counted on; 组织, 道路 and 面向 are above it, 名师 and 分列 below."""


def is_word(text: str) -> bool:
    """Whether `text` is a word of two to four characters (`models/ner_words.tsv`)."""
    return text in _FREQUENCY


def governs(text: str) -> bool:
    """Whether `text` is a verb or a preposition."""
    return text in _GOVERNING


def is_common_word(text: str) -> bool:
    """Whether `text` is one of the words that official texts use all the time."""
    return frequency(text) >= _COMMON


def frequency(text: str) -> int:
    """Occurrences of a word in the corpus that the lexicon was counted on; 0 for what is none."""
    return _FREQUENCY.get(text, 0)
