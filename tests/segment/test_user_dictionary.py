"""The words of models/words.txt, which the segmenter never cuts."""

from __future__ import annotations

from itertools import pairwise

from pipeline.resources import MODELS

WORDS = (MODELS / "words.txt").read_text(encoding="utf-8").split("\n")


def test_user_dictionary_is_sorted_and_without_repetition() -> None:
    assert WORDS[-1] == ""
    assert WORDS[:-1] == sorted(set(WORDS[:-1]))


def test_user_dictionary_has_no_word_that_begins_another() -> None:
    # spacy-pkuseg reads on after such a word and keeps what it has read although no longer word comes of it.
    assert not [word for word, longer in pairwise(WORDS[:-1]) if longer.startswith(word)]


def test_user_dictionary_holds_words_of_chinese_only() -> None:
    assert all(len(word) > 1 and all("\u4e00" <= character <= "\u9fff" for character in word) for word in WORDS[:-1])
