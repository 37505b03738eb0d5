from __future__ import annotations

import pickle
import shutil
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import srsly

from pipeline.errors import ConfigurationError
from pipeline.records import Sentence
from pipeline.segment import Segmenter, WordSegmenter
from pipeline.segment.model_arrays import FOLDER, build_model_arrays, save_arrays

TAGS = ("B", "B_single", "I", "I_end", "I_first")


@pytest.fixture(params=get_args(Segmenter))
def segmenter(request: pytest.FixtureRequest) -> Segmenter:
    name: Segmenter = request.param
    return name


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that knows one thing: 学 begins a word and 校 ends it; every other character is a word."""
    folder = tmp_path_factory.mktemp("words") / "model"
    folder.mkdir()
    features = {"$$": 0, "c.学": 1, "c.校": 2}
    srsly.write_msgpack(
        folder / "features.msgpack",
        {"unigram": [], "bigram": [], "feature_to_idx": features, "tag_to_idx": {tag: n for n, tag in enumerate(TAGS)}},
    )
    weights = np.zeros((len(features) + len(TAGS)) * len(TAGS))
    weights[0 * len(TAGS) + TAGS.index("B_single")] = 1.0
    weights[1 * len(TAGS) + TAGS.index("B")] = 5.0
    weights[2 * len(TAGS) + TAGS.index("I_end")] = 5.0
    np.savez(folder / "weights.npz", sizes=np.array([len(TAGS), len(features)]), w=weights)
    save_arrays(build_model_arrays(folder), folder / FOLDER)
    return folder


def _sentences(*texts: str) -> tuple[Sentence, ...]:
    sentences = []
    start = 10
    for ordinal, text in enumerate(texts):
        sentences.append(Sentence(ordinal, 0, start, start + len(text), text))
        start += len(text) + 3
    return tuple(sentences)


def test_words_cover_sentences_without_white_space(model: Path, segmenter: Segmenter) -> None:
    sentences = _sentences("咱往学校,共\u3000三所。", "学\n校 ｘ学校", "(好)")
    words = WordSegmenter(model, segmenter).segment(sentences)
    for sentence in sentences:
        inside = [
            sentence.text[a - sentence.start : b - sentence.start]
            for a, b in words
            if sentence.start <= a < sentence.end
        ]
        assert "".join(inside) == "".join(sentence.text.split())
    first = sentences[0]
    assert [first.text[a - 10 : b - 10] for a, b in words if b <= first.end] == [
        "咱",
        "往",
        "学校",
        ",",
        "共",
        "三",
        "所",
        "。",
    ]


def test_words_of_nothing_are_none(model: Path, segmenter: Segmenter) -> None:
    assert WordSegmenter(model, segmenter).segment(()) == ()
    assert WordSegmenter(model, segmenter).segment(_sentences("", " ", "\n")) == ()


def test_words_segmenter_can_be_pickled(model: Path, segmenter: Segmenter) -> None:
    copy = pickle.loads(pickle.dumps(WordSegmenter(model, segmenter)))
    assert copy.segment(_sentences("学校")) == ((10, 12),)


def test_words_say_that_the_model_is_missing(tmp_path: Path, segmenter: Segmenter) -> None:
    with pytest.raises(ConfigurationError) as caught:
        WordSegmenter(tmp_path / "nothing", segmenter)
    assert caught.value.code == "C001"


@pytest.mark.parametrize(
    ("segmenter", "file"), [("decoder", "decoder/characters.npy"), ("spacy-pkuseg", "weights.npz")]
)
def test_words_say_that_the_model_is_damaged(model: Path, tmp_path: Path, segmenter: Segmenter, file: str) -> None:
    copy = tmp_path / "model"
    shutil.copytree(model, copy)
    (copy / file).write_bytes(b"damaged")
    with pytest.raises(ConfigurationError) as damaged:
        WordSegmenter(copy, segmenter)
    assert damaged.value.code == "C002"
    (copy / file).unlink()
    with pytest.raises(ConfigurationError) as incomplete:
        WordSegmenter(copy, segmenter)
    assert incomplete.value.code == "C002"
