"""Whether some characters are a word of the general lexicon."""

from __future__ import annotations

from pipeline.resources import read_lexicon

_WORDS = frozenset(row[0] for row in read_lexicon("ner_words.tsv"))


def is_word(text: str) -> bool:
    """Whether `text` is a common word of two to four characters (`models/ner_words.tsv`)."""
    return text in _WORDS
