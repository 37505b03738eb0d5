"""Where the words of sentences are in the text: what a run that starts from written tables must know again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.records import Sentence


def word_spans(sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
    """Raw (start, end) of the words that `sentences` hold, in text order: what `WordSegmenter.segment` returned."""
    return tuple(span for sentence in sentences for span in _spans(sentence))


def _spans(sentence: Sentence) -> Iterator[tuple[int, int]]:
    position = 0
    for word in sentence.words:
        while sentence.text[position].isspace():
            position += 1
        yield sentence.start + position, sentence.start + position + len(word)
        position += len(word)
