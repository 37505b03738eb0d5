"""The words of the lexicon that the segmenter never cuts."""

from __future__ import annotations

from itertools import pairwise

from pipeline.language.lexicon import load

WORDS = sorted(load().words("uncut"))


def test_user_dictionary_has_no_word_that_begins_another() -> None:
    # spacy-pkuseg reads on after such a word and keeps what it has read although no longer word comes of it.
    assert not [word for word, longer in pairwise(WORDS) if longer.startswith(word)]


def test_user_dictionary_holds_words_of_chinese_only() -> None:
    assert all(len(word) > 1 and all("\u4e00" <= character <= "\u9fff" for character in word) for word in WORDS)
