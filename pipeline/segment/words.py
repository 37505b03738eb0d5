"""Words of sentences by spacy-pkuseg, as a layer over the characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.records import Sentence
from pipeline.resources import MODELS

_FILES = ("features.msgpack", "weights.npz")
_USER_WORDS = "words.txt"
# The model knows Chinese punctuation; the ASCII twins it takes for letters. One character for one.
_CHINESE_PUNCTUATION = str.maketrans(",:;!?()", "，：；！？（）")


class WordSegmenter:
    """Segments sentences with the model in a local folder; nothing is ever downloaded.

    Args:
        model: the folder that `policyfacts fetch` unpacks.

    Raises:
        ConfigurationError: C001 when the folder is missing, C002 when it cannot be loaded.
    """

    def __init__(self, model: Path) -> None:
        if not model.is_dir():
            raise ConfigurationError("C001", path=model)
        missing = [name for name in _FILES if not (model / name).is_file()]
        if missing:
            raise ConfigurationError("C002", path=model, problem=f"{', '.join(missing)} missing")
        self._model = model
        self._segmenter = _load(model)

    def __reduce__(self) -> tuple[type[WordSegmenter], tuple[Path]]:
        return WordSegmenter, (self._model,)

    def segment(self, sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
        """Raw (start, end) of every word, in text order. White space is in no word."""
        # One call per document: pkuseg splits at white space and never joins across it.
        text = "\n".join(sentence.text for sentence in sentences)
        words = self._segmenter.cut(text.translate(_CHINESE_PUNCTUATION))
        return tuple(_align(words, sentences))


def _load(model: Path) -> Any:
    import spacy_pkuseg

    dictionary = MODELS / _USER_WORDS
    try:
        return spacy_pkuseg.pkuseg(str(model), user_dict=str(dictionary) if dictionary.is_file() else None)
    except Exception as error:
        raise ConfigurationError("C002", path=model, problem=f"{type(error).__name__}: {error}") from error


def _align(words: Sequence[str], sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    following = iter(words)
    for sentence in sentences:
        position, length = 0, len(sentence.text)
        while True:
            while position < length and sentence.text[position].isspace():
                position += 1
            if position >= length:
                break
            word = next(following)
            yield sentence.start + position, sentence.start + position + len(word)
            position += len(word)
