"""From hand labels to a model of spaCy and back into the tables: `export-spacy`, `spacy train`, ``--ner spacy:FOLDER``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import spacy
from spacy.cli.train import train
from typer.testing import CliRunner

from pipeline.batch.fingerprints import fingerprints
from pipeline.cli import app
from pipeline.errors import ConfigurationError
from pipeline.ner import backends
from pipeline.records import Sentence
from pipeline.tables import load

_SCHOOLS = ("柳溪茶寮", "石塘茶寮", "南山茶寮", "河口茶寮", "东平茶寮", "城北茶寮")
_PEOPLE = ("小满", "二丫", "三娃", "阿毛", "大林")


def command(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def _document(school: str) -> tuple[str, dict[str, object]]:
    """A document about one school, which the rules do not know, and its labels."""
    text = "活动简讯\n" + "".join(f"今年,{school}里{person}唱着歌。\n" for person in _PEOPLE)
    names = {"school": [school], "person": _PEOPLE}
    labels: dict[str, object] = {"program": []}
    for layer, members in names.items():
        spans = [(at, name) for name in members for at in range(len(text)) if text.startswith(name, at)]
        labels[layer] = [{"start": at, "end": at + len(name), "text": name} for at, name in spans]
    return text, labels


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over documents with gold files: folders docs, gold, out."""
    folder = tmp_path_factory.mktemp("corpus")
    for part in ("docs", "gold"):
        (folder / part).mkdir()
    for number, school in enumerate(_SCHOOLS):
        text, labels = _document(school)
        (folder / "docs" / f"{number}.txt").write_text(text, encoding="utf-8")
        (folder / "gold" / f"{number}.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    command("run", folder / "docs", "--out", folder / "out", "--no-words")
    return folder


@pytest.fixture(scope="module")
def model(corpus: Path) -> Path:
    """A small model trained on the exported data by spaCy itself."""
    command("export-spacy", corpus / "out", corpus / "data", "--gold", corpus / "gold")
    schedule = {"training.max_steps": 40, "training.eval_frequency": 20, "training.optimizer.learn_rate": 0.01}
    train(corpus / "data" / "config.cfg", corpus / "model", overrides=schedule)
    return corpus / "model" / "model-best"


@pytest.mark.usefixtures("anew")
def test_trained_model_finds_what_the_rules_do_not(model: Path, tmp_path: Path) -> None:
    assert "茶寮" not in " ".join(load(model.parents[1] / "out", "mentions")["text"])
    (tmp_path / "report.txt").write_text(
        "活动简讯\n今年,石溪茶寮里小福唱着歌。\n校长李立新到城北小学。\n", encoding="utf-8"
    )
    command("run", tmp_path / "report.txt", "--out", tmp_path / "out", "--no-words", "--ner", f"spacy:{model}")
    mentions = load(tmp_path / "out", "mentions")
    found = {row.text: (row.label, row.source) for row in mentions.itertuples()}
    source = getattr(backends.load(f"spacy:{model}"), "source", "")
    assert source.startswith("spacy:model-best@")
    assert found["石溪茶寮"] == ("SCHOOL", source)
    assert found["小福"] == ("PERSON", source)
    assert found["城北小学"] == ("SCHOOL", "school.suffix")


@pytest.mark.usefixtures("anew")
def test_another_model_does_names_and_claims_again_but_not_words(model: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(model, tmp_path / "model")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "report.txt").write_text("今年,石溪茶寮里小福唱着歌。\n", encoding="utf-8")
    arguments = ("run", tmp_path / "docs", "--out", tmp_path / "out", "--no-words")
    with_model = (*arguments, "--ner", f"spacy:{folder}")
    command(*arguments)
    assert "run from ner: report.txt: ner changed" in command(*with_model, "--dry-run")
    command(*with_model)
    assert "run from" not in command(*with_model, "--dry-run")
    (folder / "policyfacts.toml").write_text('[labels]\nPERSON = ""\n', encoding="utf-8")
    fingerprints.cache_clear()
    assert "run from ner: report.txt: ner changed" in command(*with_model, "--dry-run")


def test_spans_of_a_spancat_keep_their_scores(tmp_path: Path) -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "policyfacts.characters.v1"}}})
    spancat = nlp.add_pipe(
        "spancat", config={"threshold": 0.0, "suggester": {"@misc": "spacy.ngram_suggester.v1", "sizes": [4]}}
    )
    spancat.add_label("SCHOOL")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "spans")
    recognise = backends.load(f"spacy:{tmp_path / 'spans'}")
    assert recognise is not None
    found = recognise([Sentence(0, 0, 10, 15, "柳溪茶寮。")])
    assert [(item.label, item.start, item.end) for item in found] == [("SCHOOL", 10, 14), ("SCHOOL", 11, 15)]
    assert all(0.0 < item.score < 1.0 for item in found)


def test_folders_that_are_no_model_of_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"C043.*no such folder"):
        backends.load(f"spacy:{tmp_path / 'nowhere'}")
    with pytest.raises(ConfigurationError, match=r"C043.*no config\.cfg"):
        backends.load(f"spacy:{tmp_path}")
    spacy.blank("zh").to_disk(tmp_path / "blank")
    with pytest.raises(ConfigurationError, match=r"C043.*none of ner"):
        backends.load(f"spacy:{tmp_path / 'blank'}")
    (tmp_path / "blank" / "config.cfg").write_text("[nlp]\nlang = 1\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"C043"):
        backends.load(f"spacy:{tmp_path / 'blank'}")
