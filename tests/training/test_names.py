from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from pipeline.ner.model.arrays import load_model
from pipeline.ner.model.network import score
from pipeline.training.names.examples import Example, Name, allowed, renamed, windows
from pipeline.training.names.invent import Inventor
from pipeline.training.names.sentences import document
from pipeline.training.names.silver import silver
from pipeline.training.names.texts import excerpts

OUT, SCHOOL, IN_SCHOOL, PERSON, IN_PERSON = (1 << bit for bit in range(5))
TITLES = 1 << 9


def _inventor(seed: int) -> tuple[Inventor, random.Random]:
    rng = random.Random(seed)
    return Inventor(rng), rng


def test_made_texts_hold_the_names_that_they_say_and_are_the_same_every_time() -> None:
    text = document(*_inventor(3), 4000)
    assert document(*_inventor(3), 4000) == text
    assert {name.label for name in text.names} == {"SCHOOL", "PERSON", "PLACE", "ORG", "PROGRAM", "DOC"}
    for name in text.names:
        content = text.text[name.start : name.end]
        assert content
        assert content == content.strip()
        assert not set(content) & set("\n、，。")


def test_renamed_text_differs_in_its_names_only() -> None:
    made = document(*_inventor(2), 3000)
    other = renamed(made, *_inventor(3), share=1.0)
    assert len(other.names) == len(made.names)

    def between(example: Example) -> str:
        ends = [0, *(name.end for name in example.names)]
        starts = [*(name.start for name in example.names), len(example.text)]
        return "".join(example.text[end:start] for end, start in zip(ends, starts, strict=True))

    assert between(other) == between(made)
    assert other.text != made.text
    assert renamed(made, *_inventor(3), share=0.0) == made


def test_sure_names_allow_one_reading_and_unsure_ones_several() -> None:
    example = Example("甲乙丙丁戊己", (Name("SCHOOL", 0, 2), Name("SCHOOL", 2, 4, sure=False)), frozenset({"PERSON"}))
    names = (allowed(example) & (TITLES - 1)).tolist()
    assert names[:2] == [SCHOOL, IN_SCHOOL]
    # The sure name ends before: what follows is no inside of it.
    assert names[2] == OUT | SCHOOL | PERSON | IN_PERSON
    assert names[3] == OUT | SCHOOL | IN_SCHOOL | PERSON | IN_PERSON
    assert names[4] == OUT | PERSON | IN_PERSON
    assert (allowed(example) & TITLES).all()


def test_a_name_may_stand_in_a_programme() -> None:
    bits = allowed(Example("甲乙丙丁", (Name("PROGRAM", 0, 4), Name("PERSON", 1, 3))))
    assert (bits & (TITLES - 1)).tolist() == [OUT, PERSON, IN_PERSON, OUT]
    assert not (bits & TITLES).any()


def test_silver_labels_are_sure_where_the_decoder_is_or_the_teacher_agrees() -> None:
    text = "金州市第七中学校长王建军到云岭小学，陈素云同去。"
    found = [("SCHOOL", 0, 7, 0.6), ("SCHOOL", 12, 17, 0.7), ("PERSON", 9, 12, 0.98), ("PROGRAM", 18, 21, 0.5)]
    taught = [("ORG", 0, 7), ("ORG", 13, 17), ("PER", 18, 21)]
    names = silver(text, found, taught).names
    assert Name("SCHOOL", 0, 7) in names  # both
    assert Name("PERSON", 9, 12) in names  # the decoder, sure
    assert {name.sure for name in names if name.start >= 12} == {False}


def test_windows_cover_the_text_and_end_with_sentences() -> None:
    text = "甲乙丙。" * 100
    parts = list(windows(text, 50))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(text[end - 1] == "。" and end - start <= 50 for start, end in parts)


def test_training_writes_a_model_that_reads_as_it_was_trained(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    from pipeline.training.names.data import batches
    from pipeline.training.names.train import Stage, Trainer

    example = document(*_inventor(4), 600)
    trainer = Trainer([example], seed=5, report=lambda line: None)
    for chain in (False, True):
        trainer.run([], [example], Stage(epochs=1, rate=1e-3, chain=chain, made=1500))
    path = tmp_path / "model.npz"
    trainer.write(path)
    model = load_model(path)
    batch = next(batches([example], trainer.symbols, trainer.lexicon, np.random.default_rng(0), size=len(example.text)))
    with torch.no_grad():
        inputs = (torch.from_numpy(array) for array in (batch.symbols, batch.pairs, batch.flags))
        expected = trainer.network(*inputs)[0].T.numpy()
    # Weights are kept as whole numbers of eight bits.
    assert score(example.text, model) == pytest.approx(expected, abs=0.1)


def test_a_second_stage_may_begin_from_a_first_one_that_was_kept(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    from pipeline.training.names.train import Stage, Trainer

    example = document(*_inventor(4), 600)
    first = Trainer([example], seed=5, report=lambda line: None)
    first.run([], [example], Stage(epochs=1, rate=1e-3, chain=False, made=1500))
    first.keep_first(tmp_path / "first.pt")
    second = Trainer([document(*_inventor(6), 600)], seed=7, report=lambda line: None)
    second.begin_from(tmp_path / "first.pt")
    assert (second.symbols == first.symbols).all()
    assert all(
        (kept == own).all() for kept, own in zip(second.network.parameters(), first.network.parameters(), strict=True)
    )


def test_layers_that_nobody_labelled_in_an_excerpt_are_open(tmp_path: Path) -> None:
    text = "青禾县教育局表彰了白水小学的李明。" * 4
    row = {
        "id": "a",
        "start": 0,
        "end": len(text),
        "layers": ["SCHOOL", "PERSON"],
        "names": [[9, 13, "SCHOOL"]],
        "optional": [],
    }
    (tmp_path / "labels.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    ((name, example),) = excerpts(tmp_path / "labels.jsonl", tmp_path / "texts.jsonl")
    assert name == "a:0"
    assert example.open_labels == {"PROGRAM", "ORG", "PLACE"}
