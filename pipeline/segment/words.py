"""Words of sentences by a pkuseg model, as a layer over the characters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Literal

import numpy as np

from pipeline.errors import ConfigurationError
from pipeline.fold import fold_radicals
from pipeline.language.in_force import words
from pipeline.records import Sentence
from pipeline.segment.decoder import Decoder, Positions

Segmenter = Literal["decoder", "spacy-pkuseg"]

_FILES = ("features.msgpack", "weights.npz")
# The model knows Chinese punctuation; the ASCII twins it takes for letters. One character for one.
_CHINESE_PUNCTUATION = str.maketrans(",:;!?()", "，：；！？（）")
_Spans = Callable[[str], tuple[Positions, Positions]]


class WordSegmenter:
    """Segments sentences with the model in a local folder; nothing is ever downloaded.

    Args:
        model: the folder that `policyfacts fetch` unpacks.
        segmenter: the decoder of this project, or spacy-pkuseg itself, which gives the same words.
        uncut: words that stay whole wherever they stand; those of the lexicon in force when None.

    Raises:
        ConfigurationError: C001 when the folder is missing, C002 when it cannot be loaded.
    """

    def __init__(self, model: Path, segmenter: Segmenter = "decoder", uncut: Collection[str] | None = None) -> None:
        if not model.is_dir():
            raise ConfigurationError("C001", path=model)
        self._model, self._segmenter, self._uncut = model, segmenter, sorted(words("uncut") if uncut is None else uncut)
        try:
            self._spans = _LOADERS[segmenter](model, self._uncut)
        except Exception as error:
            raise ConfigurationError("C002", path=model, problem=f"{type(error).__name__}: {error}") from error

    def __reduce__(self) -> tuple[type[WordSegmenter], tuple[Path, Segmenter, list[str]]]:
        return WordSegmenter, (self._model, self._segmenter, self._uncut)

    def segment(self, sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
        """Raw (start, end) of every word, in text order. White space is in no word."""
        if not sentences:
            return ()
        # One call per document: pkuseg splits at white space and never joins across it.
        written = "\n".join(sentence.text for sentence in sentences)
        text = fold_radicals(written).translate(_CHINESE_PUNCTUATION)
        starts, ends = self._spans(text)
        joined = np.fromiter(accumulate((len(s.text) + 1 for s in sentences[:-1]), initial=0), np.intp)
        raw = np.array([sentence.start for sentence in sentences])
        shift = (raw - joined)[np.searchsorted(joined, starts, "right") - 1]
        return tuple(zip((starts + shift).tolist(), (ends + shift).tolist(), strict=True))


def _load_decoder(model: Path, uncut: list[str]) -> _Spans:
    return Decoder(model, uncut).spans


def _load_spacy_pkuseg(model: Path, uncut: list[str]) -> _Spans:
    missing = [name for name in _FILES if not (model / name).is_file()]
    if missing:
        raise FileNotFoundError(f"{', '.join(missing)} missing")
    import spacy_pkuseg

    cut = spacy_pkuseg.pkuseg(str(model), user_dict=uncut).cut

    def spans(text: str) -> tuple[Positions, Positions]:
        lengths = np.array([len(word) for word in cut(text)], dtype=np.intp)
        visible = np.flatnonzero([not character.isspace() for character in text])
        ends = np.cumsum(lengths)
        return visible[ends - lengths], visible[ends - 1] + 1

    return spans


_LOADERS: dict[Segmenter, Callable[[Path, list[str]], _Spans]] = {
    "decoder": _load_decoder,
    "spacy-pkuseg": _load_spacy_pkuseg,
}
