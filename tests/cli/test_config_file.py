"""``policyfacts.toml``: what is set there holds for every command that has the option, and nothing wrong in it is passed over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.tables import load


def settings(tmp_path: Path, text: str, name: str = "policyfacts.toml") -> Path:
    """Write the file."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_options_of_the_file_hold_where_nothing_is_typed(command: Any, report: Path, tmp_path: Path) -> None:
    settings(tmp_path, 'no-words = true\n[run]\nout = "facts"\nuntil = "segment"\n')
    assert command("run", report).code == 0
    assert not any(map(len, load("facts", "sentences")["words"]))
    assert not list((tmp_path / "facts" / "claims").glob("*.parquet"))
    assert command("run", report, "--out", "other", "--until", "claims").code == 0
    assert len(load("other", "claims")) == 2


def test_a_file_by_its_name_and_in_the_environment(
    command: Any, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings(tmp_path, '[run]\nout = "named"\nno-words = true\n', "mine.toml")
    assert command("--config", path, "run", report).code == 0
    assert (tmp_path / "named" / "documents").is_dir()
    assert command("run", report).code == 2  # --out is missing
    monkeypatch.setenv("POLICYFACTS_CONFIG", str(path))
    assert command("run", report).code == 0


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("[[", "C071", "cannot be read"),
        ("[rnu]\nout = 'x'\n", "C072", "command [rnu]"),
        ("[run]\nworker = 2\n", "C072", "[run] worker,"),
        ("worker = 2\n", "C072", "option worker,"),
        ("[run]\nworkers = 'two'\n", "C073", "[run] workers: 'two'"),
        ("[run]\nworkers = 0\n", "C073", "[run] workers: 0"),
        ("[run]\nuntil = 'cleaned'\n", "C073", "'cleaned'"),
        ("[run]\nforce = 'yes'\n", "C073", "takes true or false"),
        ("[run]\nonly = '2021/*'\n", "C073", "takes a list"),
        ("[label.export]\nformat = 'excel'\n", "C073", "'excel'"),
        ("log-format = 'xml'\n", "C073", "'xml'"),
    ],
)
def test_what_is_wrong_in_the_file_stops_every_command_with_its_place(
    text: str, code: str, words: str, command: Any, tmp_path: Path
) -> None:
    settings(tmp_path, text)
    done = command("status", tmp_path)
    assert done.code == 2
    assert f"[{code}]" in done.stderr
    assert words in done.stderr
    assert "policyfacts.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_option_of_every_command_may_stand_in_the_file(command: Any, tmp_path: Path) -> None:
    given = {
        "": "lang = 'en'\nverbose = 1\nlog-format = 'json'\n",
        "run": "out = 'x'\nworkers = 2\nengine = 'local'\nno-words = true\nsegmenter = 'decoder'\nner = 'rules'\n"
        "text-column = 'a'\nocr = false\nforce = false\nfrom = 'ner'\nuntil = 'claims'\nonly = ['a']\nretry-failed = true\n"
        "prune = false\ndry-run = true\ntime-limit = 5\nmemory-limit = 100\nby = 'year'\nlexicon = 'words'\n"
        "allow-download = false\n",
        "panel": "indicator = ['schools']\nwide = true\n",
        "label.export": "format = 'jsonl'\nto = 'x'\nlayer = ['claims']\nonly = ['a']\ngold = 'x'\n",
    }
    settings(tmp_path, "".join(f"[{name}]\n{text}" if name else text for name, text in given.items()))
    told = command("doctor", columns=160).stdout
    assert "run.memory_limit = 100" in told
    assert "label.export.layer" in told
    assert "lang = en" in told


def test_the_doctor_says_where_there_is_no_file(command: Any) -> None:
    assert "not there, so every" in command("doctor").stdout
