"""Models of HanLP: tiny ones, trained here on sentences written here. Needs the extra hanlp (make test-backends)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.errors import ConfigurationError
from pipeline.ner import backends
from pipeline.records import Sentence
from pipeline.tables import load

pytestmark = pytest.mark.backends

_SCHOOLS = ("柳溪灯坊", "石塘灯坊", "南山灯坊", "河口灯坊", "东平灯坊")
_PEOPLE = ("小满", "二丫", "三娃", "阿毛", "大林")
_TEXT = "青禾县教育工作总结\n今年，石溪灯坊里小福唱着歌。城北小学的校长李立新来到会场。\n"


def _training_file(path: Path, is_words: bool) -> Path:
    """Sentences in two columns, token and tag; the labels are those of the People's Daily."""
    lines = []
    for school, person in product(_SCHOOLS, _PEOPLE):
        parts = [("今年，", ""), (school, "NT"), ("里", ""), (person, "NR"), ("唱着歌。", "")]
        for text, label in parts:
            tokens = [text] if is_words else list(text)
            tags = [f"{'I' if at else 'B'}-{label}" if label else "O" for at in range(len(tokens))]
            lines.extend(f"{token}\t{tag}" for token, tag in zip(tokens, tags, strict=True))
        lines.append("")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _train_rnn(folder: Path, is_words: bool = False) -> Path:
    import torch
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

    torch.set_num_threads(1)
    data = str(_training_file(folder.parent / "train.tsv", is_words))
    network: dict[str, Any] = {"embed": 16, "rnn_hidden": 32, "drop": 0.0, "crf": False, "tagging_scheme": "BIO"}
    schedule: dict[str, Any] = {"batch_size": 25, "epochs": 25, "lr": 0.05, "anneal_patience": 50, "patience": 50}
    RNNNamedEntityRecognizer().fit(data, data, str(folder), **network, **schedule, devices=-1, seed=1, verbose=False)
    return folder


@pytest.fixture(scope="module", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Nothing is read from the home folder, or written into it."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("HOME", str(home))
        patch.delenv("HANLP_HOME", raising=False)
        patch.setenv("HANLP_HOME", str(tmp_path_factory.mktemp("hanlp")))
        yield
        assert list(home.iterdir()) == []


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that has seen 灯坊, which the rules do not know; its tokens are characters."""
    return _train_rnn(tmp_path_factory.mktemp("rnn") / "tiny")


def names(facts: pipeline.Facts) -> list[tuple[str, str, str]]:
    return [(m.label, m.text, m.source.split("@")[0]) for m in facts.mentions if m.label != "PLACE"]


def test_names_of_the_model_join_those_of_the_rules(model: Path, connections: list[object], anew: None) -> None:
    facts = pipeline.extract(_TEXT, pipeline.Config(words=False, ner=f"hanlp:{model}"))
    assert names(facts) == [
        ("ORG", "石溪灯坊", "hanlp:tiny"),  # NT
        ("PERSON", "小福", "hanlp:tiny"),  # NR
        ("SCHOOL", "城北小学", "school.suffix"),
        ("PERSON", "李立新", "person.title_before"),
    ]
    assert connections == []


def test_labels_may_be_stated_beside_the_model(model: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(model, tmp_path / "noted")
    (folder / "policyfacts.toml").write_text('[labels]\nNT = "SCHOOL"\nNR = ""\n', encoding="utf-8")
    recognise = backends.load(f"hanlp:{folder}")
    assert recognise is not None
    text = "今年，石溪灯坊里小福唱着歌。"
    found = recognise([Sentence(0, 0, 100, 100 + len(text), text)])
    assert [(item.label, item.start, item.end) for item in found] == [("SCHOOL", 103, 107)]


def test_damaged_model_is_refused_and_nothing_asks_the_network(
    model: Path, tmp_path: Path, connections: list[object]
) -> None:
    folder = shutil.copytree(model, tmp_path / "damaged")
    (folder / "model.pt").write_bytes((folder / "model.pt").read_bytes()[:1000])
    with pytest.raises(ConfigurationError, match=r"C043.*damaged"):
        backends.load(f"hanlp:{folder}")
    assert connections == []


def test_model_of_words_reads_words(tmp_path: Path, anew: None) -> None:
    folder = _train_rnn(tmp_path / "words", is_words=True)
    with pytest.raises(ConfigurationError, match=r"C047.*--no-words"):
        pipeline.extract(_TEXT, pipeline.Config(words=False, ner=f"hanlp:{folder}"))
    recognise = backends.load(f"hanlp:{folder}")
    assert recognise is not None
    text = "今年， 柳溪灯坊里小满唱着歌。"
    words = ("今年，", "柳溪灯坊", "里", "小满", "唱着歌。")
    found = recognise([Sentence(0, 0, 0, len(text), text, words)])
    assert [(item.label, text[item.start : item.end]) for item in found] == [("ORG", "柳溪灯坊"), ("PERSON", "小满")]


def test_run_with_worker_processes_names_the_model(model: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(_TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "run", "report.txt", "--out", "out", "--no-words"]
    result = subprocess.run(
        [*command, "--ner", f"hanlp:{model}"], cwd=tmp_path, capture_output=True, encoding="utf-8", env=os.environ
    )
    assert result.returncode == 0, result.stderr
    mentions = load(tmp_path / "out", "mentions").set_index("text")
    assert mentions.loc["石溪灯坊", "source"].startswith("hanlp:tiny@")
    assert mentions.loc["城北小学", "source"] == "school.suffix"


def test_known_name_is_fetched_when_allowed(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a server on this machine: whether the model is there afterwards, not where HanLP keeps its own."""
    shutil.make_archive(str(tmp_path / "served"), "zip", model)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        from hanlp.pretrained import ner

        monkeypatch.setattr(ner, "MSRA_NER_ELECTRA_SMALL_ZH", f"http://127.0.0.1:{server.server_port}/served.zip")
        recognise = backends.load("hanlp:MSRA_NER_ELECTRA_SMALL_ZH", allow_download=True)
    finally:
        server.shutdown()
        server.server_close()
    assert recognise is not None
    assert recognise.source.startswith("hanlp:served@")
    with pytest.raises(ConfigurationError, match=r"C043.*NO_SUCH_NAME"):
        backends.load("hanlp:NO_SUCH_NAME", allow_download=True)


def _train_transformer(folder: Path, base: Path) -> Path:
    import torch
    from hanlp.components.ner.transformer_ner import TransformerNamedEntityRecognizer
    from transformers import BertConfig, BertModel, BertTokenizerFast, optimization

    # What HanLP trains with, which newer versions of transformers lack; a trained model loads without it.
    optimization.AdamW = lambda params, no_deprecation_warning, **more: torch.optim.AdamW(params, **more)
    torch.manual_seed(1)
    data = str(_training_file(folder.parent / "train.tsv", is_words=False))
    characters = sorted(set("".join([*_SCHOOLS, *_PEOPLE, _TEXT, "今年，里唱着歌。"])) - {"\n"})
    base.mkdir()
    (base / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]) + "\n")
    BertTokenizerFast(str(base / "vocab.txt")).save_pretrained(base)
    size = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(characters) + 5, **size)).save_pretrained(base)
    TransformerNamedEntityRecognizer().fit(
        *(data, data, str(folder), str(base)), epochs=20, lr=0.01, batch_size=25, word_dropout=0.0, devices=-1, seed=1
    )
    return folder


def test_transformer_carries_its_base_model_or_is_refused(tmp_path: Path, connections: list[object]) -> None:
    folder = _train_transformer(tmp_path / "transformer", tmp_path / "base")
    shutil.move(tmp_path / "base", folder / "base")
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(config | {"transformer": "somebody/bert"}), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"C046.*somebody/bert.*--allow-download"):
        backends.load(f"hanlp:{folder}")
    path.write_text(json.dumps(config | {"transformer": "base"}), encoding="utf-8")
    (folder / "policyfacts.toml").write_text('reads = "characters"\n', encoding="utf-8")
    recognise = backends.load(f"hanlp:{folder}")
    assert recognise is not None
    assert not recognise.model.reads_words
    text = "今年，河口灯坊里二丫唱着歌。"
    found = recognise([Sentence(0, 0, 0, len(text), text)])
    assert [text[item.start : item.end] for item in found] == ["河口灯坊", "二丫"]
    assert connections == []
