"""The decoder against spacy-pkuseg with the fetched model; `make exactness` compares megabytes."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
import spacy_pkuseg
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.zh import ChineseTokenizer

import pipeline.segment.spacy_tokenizer  # noqa: F401  registers the tokenizer
from pipeline.config import Config
from pipeline.segment.decoder import Decoder
from pipeline.segment.static_table import build_table
from pipeline.segment.trie import ROOT, build_trie
from pipeline.segment.viterbi import best_tags

REPORT = """青禾县教育局2021年工作总结
全县现有各级各类学校86所,其中小学41所、初中12所。局长张立新强调，要抓好落实，办好人民满意的教育。
全年投入资金约3000万元，实施“春苗”计划，学生近视率下降1.5个百分点；中华人民共和国教育部ＡＢＣ２０２１年评估Ｎｏ．１。
"""
# Frequent characters make words and pairs of words; the others make the corners.
ALPHABET = "教育局学校中小国人民大会工作全市的和在了年月一二三十百万０9.,，。、“”()%aＺ \n\u3000😀\x00\ud800㐀*&-"
USER_WORDS = ("教育局长", "教育", "学校", "a9", "中国人民大", "。")

Cut = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def model() -> Path:
    return Config().pkuseg_model


@pytest.fixture(scope="module")
def reference(model: Path) -> Any:
    return spacy_pkuseg.pkuseg(str(model))


@pytest.fixture(scope="module", params=["model alone", "default", "user words"])
def pair(request: pytest.FixtureRequest, model: Path, reference: Any) -> tuple[Cut, Cut]:
    """`cut` of the reference and of the decoder, with the same settings."""
    user_dict = {"model alone": None, "default": "default", "user words": USER_WORDS}[request.param]
    reference = copy(reference)
    if request.param == "model alone":
        reference.postprocesser = spacy_pkuseg.Postprocesser(None, None)
    if request.param == "user words":
        reference.preprocesser = spacy_pkuseg.Preprocesser(list(USER_WORDS))
    return reference.cut, Decoder(model, user_dict).cut


@settings(max_examples=150)
@given(text=st.text(ALPHABET, max_size=80) | st.text(max_size=40))
def test_decoder_cuts_any_text_as_spacy_pkuseg_does(pair: tuple[Cut, Cut], text: str) -> None:
    reference, decoder = pair
    assert decoder(text) == reference(text)


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        REPORT * 20,
        # One piece longer than a window.
        "".join(REPORT.split()) * 110,
        # Merged by the dictionary, left alone by it.
        "他在哥伦比亚特区读了亚里士多德全集，又去了阿尔卑斯山脉和乌兰察布盟",
    ],
    ids=["report", "long", "one piece", "names"],
)
def test_decoder_cuts_reports_as_spacy_pkuseg_does(pair: tuple[Cut, Cut], text: str) -> None:
    reference, decoder = pair
    assert decoder(text) == reference(text)


def test_decoder_cuts_many_texts_as_each_alone(model: Path) -> None:
    decoder = Decoder(model)
    texts = ["", REPORT, " ", "学校", "\n教育\n\n局\n", ""]
    assert list(decoder.cut_all(texts)) == [decoder.cut(text) for text in texts]
    assert list(decoder.cut_all([])) == []


def test_decoder_reads_a_dictionary_file_as_spacy_pkuseg_does(model: Path, reference: Any, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("教育局长\tnn\n  学校 \n\n年工作总\r\n结\u2028尾\n", encoding="utf-8")
    reference = copy(reference)
    reference.preprocesser = spacy_pkuseg.Preprocesser(str(path))
    text = REPORT + "总结\u2028尾结尾"
    assert Decoder(model, path).cut(text) == reference.cut(text)


def test_decoder_spans_slice_the_text(model: Path) -> None:
    decoder = Decoder(model)
    starts, ends = decoder.spans(REPORT)
    assert [REPORT[start:end] for start, end in zip(starts, ends, strict=True)] == decoder.cut(REPORT)
    assert "".join(decoder.cut(REPORT)) == "".join(REPORT.split())


def test_decoder_serves_the_chinese_tokenizer_of_spacy(model: Path, reference: Any, tmp_path: Path) -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "policyfacts.words.v1"}}})
    expected = reference.cut(REPORT)
    assert [token.text for token in nlp(REPORT) if not token.is_space] == expected
    assert nlp(REPORT).text == REPORT
    nlp.to_disk(tmp_path / "nlp")
    assert [token.text for token in spacy.load(tmp_path / "nlp")("学校教育")] == reference.cut("学校教育")
    tokenizer = ChineseTokenizer(nlp.vocab, segmenter="pkuseg")
    tokenizer.pkuseg_seg = Decoder(model)
    assert [token.text for token in tokenizer(REPORT) if not token.is_space] == expected


@given(st.sets(st.integers(0, 2**63), max_size=300), st.lists(st.integers(0, 2**63), max_size=50))
def test_table_finds_its_keys_and_no_others(keys: set[int], others: list[int]) -> None:
    table = build_table(np.array(sorted(keys), dtype=np.uint64))
    asked = np.array([*sorted(keys), *others], dtype=np.uint64)
    slots, found = table.find(asked)
    assert found.tolist() == [int(key) in keys for key in asked]
    assert len(set(slots[: len(keys)].tolist())) == len(keys)


def test_table_refuses_a_key_twice() -> None:
    with pytest.raises(ValueError, match="repeat"):
        build_table(np.array([7, 7], dtype=np.uint64))


@given(st.sets(st.text("abc", min_size=1, max_size=5), max_size=40))
def test_trie_spells_its_words(words: set[str]) -> None:
    ordered = sorted(words)
    trie = build_trie([[ord(character) for character in word] for word in ordered])
    for number, word in enumerate(ordered, 1):
        nodes = np.array([ROOT], dtype=np.int32)
        for character in word:
            nodes = trie.step(nodes, np.array([ord(character)], dtype=np.uint16))
        assert trie.words[nodes].tolist() == [number]
        assert trie.inner[nodes].tolist() == [any(other != word and other.startswith(word) for other in words)]


def test_tags_of_equal_scores_are_those_of_spacy_pkuseg() -> None:
    from spacy_pkuseg.inference import run_viterbi

    rng = np.random.default_rng(5)
    for _ in range(50):
        # Few values: most paths tie.
        scores = rng.integers(0, 2, (23, 5)).astype(np.float64)
        transitions = rng.integers(0, 2, (5, 5)).astype(np.float64)
        starts, ends = np.array([0, 4, 5, 11]), np.array([4, 5, 11, 23])
        expected = [run_viterbi(scores[start:end], transitions)[1] for start, end in zip(starts, ends, strict=True)]
        assert best_tags(scores, transitions, starts, ends).tolist() == np.concatenate(expected).tolist()
