"""The decoder as a tokenizer of spaCy, for pipelines that are made of words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, get_words_and_spaces, registry

from pipeline.config import Config
from pipeline.segment.decoder import Decoder


class WordTokenizer(DummyTokenizer):
    """Tokens are the words of a decoder; white space between them is kept as spaCy keeps it.

    Args:
        nlp: whose vocabulary the tokens are in.
        decoder: what cuts a text into words.
    """

    def __init__(self, nlp: Language, decoder: Decoder) -> None:
        self.vocab = nlp.vocab
        self._decoder = decoder

    def __call__(self, text: str) -> Doc:
        words, spaces = get_words_and_spaces(self._decoder.cut(text), text)
        return Doc(self.vocab, words=words, spaces=spaces)


def word_tokenizer(model: str = "", user_dict: str | None = "default") -> Callable[[Language], WordTokenizer]:
    """The tokenizer `policyfacts.words.v1`.

    Args:
        model: folder of the pkuseg model; the one that `policyfacts fetch` unpacks when empty.
        user_dict: as in `Decoder`.
    """

    def make(nlp: Language) -> WordTokenizer:
        return WordTokenizer(nlp, Decoder(Path(model) if model else Config().pkuseg_model, user_dict))

    return make


# For a checkout that is not installed; an installation has the entry point.
registry.tokenizers.register("policyfacts.words.v1", func=word_tokenizer)
