"""Words of sentences, and where they are in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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
    starts = [start for start, _ in words]
    found = []
    for sentence in sentences:
        own = words[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        found.append(replace(sentence, words=tuple(text[start:end] for start, end in own if start < end)))
    return tuple(found)


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
