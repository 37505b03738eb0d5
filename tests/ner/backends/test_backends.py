"""Settings, engines and what is said when something is missing. No model is loaded here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import get_args

import pytest

import pipeline
from pipeline.errors import ConfigurationError
from pipeline.ner import backends
from pipeline.ner.backends import Engine, Model, Suggestion
from pipeline.records import MentionLabel, Sentence
from pipeline.resources import read_toml

_TEXT = "局长张志强来到柳溪茶寮,与民办幼儿园座谈。"


def _find(sentences: Sequence[Sentence]) -> list[Suggestion]:
    """What the engine of these tests finds: two names by their letters, and something that is nothing of ours."""
    found = []
    for sentence in sentences:
        for label, name in (("academy", "柳溪茶寮"), ("academy", "民办幼儿园"), ("DATE", "座谈")):
            if name not in sentence.text:
                continue
            start = sentence.start + sentence.text.index(name)
            found.append(Suggestion(label, start, start + len(name), 0.75))
    return found


def _model(folder: Path, allow_download: bool) -> Model:
    return Model(frozenset({"academy", "DATE"}), _find)


ENGINE = Engine(packages=("spacy",), locate=lambda model, allow_download: Path(model), load=_model)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of the engine ``test``, which stands for one of another package."""
    points = [EntryPoint("test", f"{__name__}:ENGINE", "policyfacts_ner")]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points)
    folder = tmp_path / "academies"
    folder.mkdir()
    (folder / "policyfacts.toml").write_text('[labels]\nacademy = "SCHOOL"\n', encoding="utf-8")
    return folder


@pytest.mark.usefixtures("anew")
def test_engine_of_another_package_finds_names(folder: Path) -> None:
    facts = pipeline.extract(_TEXT, pipeline.Config(words=False, ner=f"test:{folder}"))
    found = [(m.label, m.text, m.source.split("@")[0], m.score) for m in facts.mentions if m.label == "SCHOOL"]
    assert found == [("SCHOOL", "柳溪茶寮", "test:academies", 0.75)]
    assert "张志强" in [mention.text for mention in facts.mentions]


@pytest.mark.usefixtures("anew")
def test_model_reads_sentences_without_the_breaks_of_layout(folder: Path) -> None:
    line = "今年以来全县各级各类学校认真贯彻上级精神扎实推进各项重点工作取得了新的成效,"
    wrapped = f"活动简讯\n{line}{_TEXT.replace('柳溪茶寮', '柳溪' + chr(10) + '茶寮')}"
    facts = pipeline.extract(wrapped, pipeline.Config(words=False, ner=f"test:{folder}"))
    found = [mention for mention in facts.mentions if mention.source.startswith("test:")]
    assert [(mention.text, mention.name) for mention in found] == [("柳溪\n茶寮", "柳溪茶寮")]
    assert wrapped[found[0].start : found[0].end] == "柳溪\n茶寮"


def test_rules_ask_for_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("importlib.metadata.entry_points")
    assert backends.load("rules") is None
    assert backends.fingerprint("rules") == "rules"


@pytest.mark.parametrize("setting", ["", "hanlp", "hanlp:", "Rules", "nothing:models"])
def test_unknown_setting_names_what_is_known(setting: str) -> None:
    with pytest.raises(ConfigurationError, match=r"C041.*rules, hanlp:MODEL, spacy:MODEL"):
        backends.load(setting)


def test_unknown_label_is_refused(folder: Path) -> None:
    (folder / "policyfacts.toml").unlink()
    with pytest.raises(ConfigurationError, match=r"C045.* academy .*policyfacts\.toml"):
        backends.load(f"test:{folder}")


@pytest.mark.parametrize(
    "notes", ["[labels", '[labels]\nacademy = "BUILDING"\n', 'reads = "syllables"\n', "colour = 1\n"]
)
def test_wrong_notes_are_refused(folder: Path, notes: str) -> None:
    (folder / "policyfacts.toml").write_text(notes, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"C044"):
        backends.load(f"test:{folder}")


def test_source_and_fingerprint_tell_one_model_from_another(folder: Path) -> None:
    setting = f"test:{folder}"
    before, source = backends.fingerprint(setting), getattr(backends.load(setting), "source", "")
    assert backends.fingerprint(setting) == before
    (folder / "weights").write_bytes(b"1")
    assert backends.fingerprint(setting) != before
    assert getattr(backends.load(setting), "source", "") != source
    between = backends.fingerprint(setting)
    (folder / "weights").write_bytes(b"2")
    assert backends.fingerprint(setting) != between


def test_hanlp_without_its_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("pipeline.ner.backends.hanlp_engine.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match=r"C042.*pip install 'policyfacts\[hanlp\]'"):
        backends.fingerprint(f"hanlp:{tmp_path}")


@pytest.fixture
def _with_hanlp(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the package were installed: what is asked here comes before it is imported."""
    monkeypatch.setattr("pipeline.ner.backends.hanlp_engine.find_spec", lambda name: object())


@pytest.mark.usefixtures("_with_hanlp")
def test_hanlp_name_is_refused_without_leave_to_download(connections: list[object]) -> None:
    with pytest.raises(ConfigurationError, match=r"C046.*MSRA_NER_ELECTRA_SMALL_ZH is no folder.*--allow-download"):
        backends.fingerprint("hanlp:MSRA_NER_ELECTRA_SMALL_ZH")
    assert connections == []


_RNN = {"classpath": "hanlp.components.ner.rnn_ner.RNNNamedEntityRecognizer", "embed": 16}


@pytest.mark.usefixtures("_with_hanlp")
@pytest.mark.parametrize(
    ("config", "message"),
    [
        (None, "C043.*config.json"),
        ("{", "C043.*config.json"),
        ({}, "C043.*classpath"),
        ({"classpath": "os.system"}, "C043.*no NER model of HanLP"),
        ({"classpath": "hanlp.components.mtl.multi_task_learning.MultiTaskLearning"}, "C043.*no NER model of HanLP"),
        ({**_RNN, "transformer": "somebody/bert"}, "C046.*somebody/bert"),
        ({**_RNN, "embed": {"filepath": "https://example.org/vectors.zip"}}, "C046.*example.org"),
    ],
)
def test_hanlp_folder_that_is_no_model_or_not_whole(tmp_path: Path, config: object, message: str) -> None:
    if config is not None:
        text = config if isinstance(config, str) else json.dumps(config)
        (tmp_path / "config.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message):
        backends.fingerprint(f"hanlp:{tmp_path}")


def test_every_label_of_the_table_is_one_of_ours() -> None:
    assert set(read_toml("ner_labels.toml")["labels"].values()) <= {*get_args(MentionLabel), ""}
