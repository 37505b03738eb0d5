"""Words of sentences, and where they are in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from pipeline.records import Sentence

Span = tuple[int, int]
"""Start and end of a stretch of text."""


def with_words(text: str, sentences: Iterable[Sentence], words: Sequence[Span]) -> tuple[Sentence, ...]:
    """The sentences with the words that lie in each.

    Args:
        text: into which all offsets point.
        sentences: in text order.
        words: (start, end) of each, in text order.
    """
    found = []
    for sentence in sentences:
        own = words[_first(words, sentence.start) : _first(words, sentence.end)]
        found.append(replace(sentence, words=tuple(text[start:end] for start, end in own if start < end)))
    return tuple(found)


def _first(words: Sequence[Span], place: int) -> int:
    """The number of the first word that starts at a place or behind it."""
    return bisect_left(words, place, key=itemgetter(0))


def word_spans(sentences: Iterable[Sentence]) -> tuple[Span, ...]:
    """(start, end) of the words that `sentences` hold, in text order; what a run that starts from written tables must know again."""
    return tuple(span for sentence in sentences for span in _spans(sentence))


def _spans(sentence: Sentence) -> Iterator[Span]:
    position = 0
    for word in sentence.words:
        while sentence.text[position].isspace():
            position += 1
        yield sentence.start + position, sentence.start + position + len(word)
        position += len(word)
