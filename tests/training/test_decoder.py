"""Training of the decoder's weights: made sentences, and weights that are learnt from labels."""

from __future__ import annotations

import random
import re
from pathlib import Path

from pipeline.config import Config
from pipeline.ner.model.arrays import load_model
from pipeline.training.decoder.__main__ import write
from pipeline.training.decoder.documents import made
from pipeline.training.decoder.learn import in_folds, learn, lessons_of
from pipeline.training.decoder.made import Maker, fillers, grammar

_WORDS = {"verb", "deed", "activity", "noun", "thing", "role", "time", "place", "person"}


def test_every_symbol_of_the_grammar_is_known_and_used() -> None:
    used = {symbol for forms in grammar().values() for form in forms for symbol in re.findall(r"\{(\w+)\}", form)}
    assert used - _WORDS == set(grammar()) - {"sentence"}


def test_made_sentences_hold_their_names() -> None:
    maker = Maker(random.Random(1), fillers())
    drawn = [maker.sentence() for _ in range(300)]
    labels = {label for _, names in drawn for label, _, _ in names}
    assert labels == {"SCHOOL", "PERSON", "PROGRAM", "ORG", "PLACE"}
    for text, names in drawn:
        assert not re.search(r"[{}<>()|]", text.replace("（", "")), text
        assert all(0 <= start < end <= len(text) and "\n" not in text[start:end] for _, start, end in names), text


def test_weights_are_learnt_from_labels(tmp_path: Path) -> None:
    maker = Maker(random.Random(2), fillers())
    documents = [(made(maker, f"made{number}", Config(words=False)), number % 2, 1.0) for number in range(60)]
    first, second = lessons_of(documents, dict.fromkeys(range(2), load_model()))
    weights = learn(first, second)
    assert sum(weights.by_feature["model.above"]) > 0
    assert sum(weights.by_feature["rule"]) > 0
    write(weights, tmp_path / "weights.tsv")
    rows = [line.split("\t") for line in (tmp_path / "weights.tsv").read_text(encoding="utf-8").splitlines()[2:]]
    assert rows == sorted(rows)
    assert all(len(row) == 3 and float(row[2]) for row in rows)
    again = learn(*lessons_of(documents, dict.fromkeys(range(2), load_model())))
    assert {name: column.tolist() for name, column in again.by_feature.items()} == {
        name: column.tolist() for name, column in weights.by_feature.items()
    }
    scores = in_folds(first, second, second)
    wanted = sum(label == "SCHOOL" for document, *_ in documents for label, *_ in document.names)
    assert scores["SCHOOL"].right <= scores["SCHOOL"].wanted <= wanted
    assert scores["SCHOOL"].f1 > 0.5
