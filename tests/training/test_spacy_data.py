"""What `export-spacy` writes; that spaCy can train on it is tested with the engine that uses the model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from pipeline.batch import find_inputs, run
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.training import write_spacy_data

_TEXT = "今年,城北小学的校长李立新到河口小学。\n全县现有学校12所。\n"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A run over six documents; only the names of the schools differ."""
    (tmp_path / "docs").mkdir()
    for number, place in enumerate("东西南北关新"):
        text = _TEXT.replace("城北", f"城{place}")
        (tmp_path / "docs" / f"{number}.txt").write_text(text, encoding="utf-8")
    run(find_inputs([tmp_path / "docs"]).files, tmp_path / "out", Config(words=False))
    return tmp_path / "out"


def docs(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab))


def entities(doc: Doc) -> list[tuple[str, str]]:
    return [(entity.label_, entity.text) for entity in doc.ents]


def test_names_found_by_a_run_are_in_their_sentences(out: Path, tmp_path: Path) -> None:
    written = write_spacy_data(out, tmp_path / "data")
    assert written.sentences == {"train": 10, "dev": 2}
    assert written.names == {"SCHOOL": 12, "PERSON": 6}
    assert written.lost == 0
    first, second = docs(tmp_path / "data" / "train.spacy")[:2]
    assert entities(first) == [("SCHOOL", "城东小学"), ("PERSON", "李立新"), ("SCHOOL", "河口小学")]
    assert len(first) == len(first.text)
    assert entities(second) == []
    # Every fifth document, whole.
    assert entities(docs(tmp_path / "data" / "dev.spacy")[0])[0] == ("SCHOOL", "城关小学")


def test_sentences_are_without_the_breaks_of_layout(out: Path, tmp_path: Path) -> None:
    line = "今年以来全县各级各类学校认真贯彻上级精神扎实推进各项重点工作取得了新的成效,"
    text = f"活动简讯\n{line}局长李立新来到河口\n小学,要求抓好落实。\n"
    (tmp_path / "docs" / "0.txt").write_text(text, encoding="utf-8")
    run(find_inputs([tmp_path / "docs"]).files, out, Config(words=False))
    write_spacy_data(out, tmp_path / "data")
    _, second = docs(tmp_path / "data" / "train.spacy")[:2]
    assert second.text == text.splitlines()[1] + text.splitlines()[2]
    assert entities(second) == [("PERSON", "李立新"), ("SCHOOL", "河口小学")]


def _label(name: str, text: str = _TEXT, **more: object) -> dict[str, object]:
    start = text.index(name)
    return {"start": start, "end": start + len(name), "text": name, **more}


def test_names_of_gold_files_stand_for_those_found(out: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    schools = [_label("河口小学"), _label("校长", optional=True)]
    programs = [_label("校长李立新到河口小学")]
    labels = {"school": schools, "person": [_label("李立新")], "program": programs}
    for number in (0, 1):
        (gold / f"{number}.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    # Without a layer a document says nothing of such names, so it is no example.
    (gold / "2.json").write_text(json.dumps({"school": schools, "person": []}, ensure_ascii=False), encoding="utf-8")
    written = write_spacy_data(out, tmp_path / "data", gold)
    assert written.sentences == {"train": 2, "dev": 2}
    (first, _) = docs(tmp_path / "data" / "train.spacy")
    assert entities(first) == [("PROGRAM", "校长李立新到河口小学")]
    spans = {(span.label_, span.text) for span in first.spans["sc"]}
    assert spans == {("PROGRAM", "校长李立新到河口小学"), ("PERSON", "李立新"), ("SCHOOL", "河口小学")}


def test_optional_names_are_neither_names_nor_none(out: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    labels = {"school": [_label("河口小学", optional=True)], "person": [], "program": []}
    for number in (0, 1):
        (gold / f"{number}.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    write_spacy_data(out, tmp_path / "data", gold)
    (first, _) = docs(tmp_path / "data" / "train.spacy")
    start = first.text.index("河口小学")
    assert [token.i for token in first if token.ent_iob_ == ""] == list(range(start, start + 4))


def test_too_few_documents_are_refused(out: Path, tmp_path: Path) -> None:
    run(find_inputs([tmp_path / "docs" / "0.txt"]).files, tmp_path / "small", Config(words=False))
    with pytest.raises(ConfigurationError, match=r"C048.*1 documents"):
        write_spacy_data(tmp_path / "small", tmp_path / "data")
    with pytest.raises(ConfigurationError, match=r"C009"):
        write_spacy_data(tmp_path / "nowhere", tmp_path / "data")
