"""What a run does where the system is not Linux, by taking away what the others lack."""

from __future__ import annotations

import errno
import signal
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.batch import Limits, find_inputs, kernel, run, system
from pipeline.batch.journal import read_status
from pipeline.batch.lock import is_locked, locked
from pipeline.config import Config
from pipeline.doctor import examine
from pipeline.errors import ConfigurationError, DocumentError

CONFIG = Config(words=False)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """A system with locks of bytes, without alarms and limits; gives the places that are locked."""
    held: set[int] = set()

    def locking(number: int, mode: int, size: int) -> None:
        place = system.os.lseek(number, 0, system.os.SEEK_CUR)
        if place in held:
            raise PermissionError(errno.EACCES, "held")
        held.add(place)

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.delattr(signal, "setitimer")
    monkeypatch.delattr("os.sched_getaffinity")
    return held


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("全县现有小学26所，教师1300名。\n", encoding="utf-8")
    return path


def test_run_without_linux_gives_the_same_rows(
    document: Path, tmp_path: Path, windows: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(find_inputs([document]).files, tmp_path / "out", CONFIG).counts["ok"] == 1
    assert len(windows) == 1
    status = read_status(tmp_path / "out")
    assert status is not None
    assert status.state == "finished"
    monkeypatch.undo()
    monkeypatch.setattr("pipeline.batch.workers.START_METHOD", "fork")
    run(find_inputs([document]).files, tmp_path / "linux", CONFIG)
    for path in (tmp_path / "linux").glob("*/*.parquet"):
        assert (tmp_path / "out" / path.relative_to(tmp_path / "linux")).read_bytes() == path.read_bytes()


def test_lock_of_bytes_refuses_the_second_run(tmp_path: Path, windows: set[int]) -> None:
    (tmp_path / ".run").mkdir()
    with locked(tmp_path):
        assert (tmp_path / ".run" / "lock").read_text(encoding="utf-8").isdigit()  # the locked byte is far behind
        assert is_locked(tmp_path)
        with pytest.raises(ConfigurationError, match="C015"), locked(tmp_path):
            pass
    windows.clear()
    assert not is_locked(tmp_path)


def test_system_without_any_lock_does_without(
    tmp_path: Path, windows: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    (tmp_path / ".run").mkdir()
    with locked(tmp_path):
        assert not is_locked(tmp_path)


def test_file_system_that_cannot_lock_is_no_other_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", flock)
    with (tmp_path / "lock").open("w") as file, pytest.raises(OSError, match="no locks"):
        system.try_lock(file)


def test_parent_ends_what_takes_too_long_on_every_system(
    document: Path, tmp_path: Path, windows: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "advance", lambda *_: time.sleep(600))
    summary = run(find_inputs([document]).files, tmp_path / "out", CONFIG, limits=Limits(seconds=1))
    assert summary.codes == {"S003": 1}


def test_doctor_says_that_memory_has_no_limit(windows: set[int]) -> None:
    [finding] = [finding for finding in examine() if finding.name == "limits of a document"]
    assert (finding.state, "memory" in finding.found) == ("optional", True)
    system.limit_memory(64)  # nothing, and no error
    assert system.cores() >= 1


def test_time_limit_interrupts_where_there_are_alarms_and_lets_go_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def late() -> DocumentError:
        return DocumentError("S003", stage="batch", limit=0.05)

    with pytest.raises(DocumentError, match="S003"), system.time_limit(0.05, late):
        time.sleep(5)
    monkeypatch.delattr(signal, "setitimer")
    with system.time_limit(0.05, late):
        time.sleep(0.1)
