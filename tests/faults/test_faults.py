"""What may happen to a run that is left alone overnight. After a rerun the tables are those of a run in which nothing
happened, byte for byte.

These tests start the command itself, with real worker processes, and end some of them by force.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.batch.journal import Status, read_status
from pipeline.tables import load

pytestmark = pytest.mark.faults

REPOSITORY = Path(__file__).parents[2]
N_DOCUMENTS = 60
SENTENCES = "全县现有小学{n}所，教师{m}名，比上年增加{n}人。青禾县第{n}小学投入资金约{m}万元，实施“春苗”计划。\n"


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of different lengths."""
    folder = tmp_path_factory.mktemp("docs")
    for number in range(N_DOCUMENTS):
        text = f"第{number}号县教育工作总结\n一、办学规模\n"
        text += "".join(SENTENCES.format(n=number + line + 2, m=number * 7 + line) for line in range(5 + number))
        (folder / f"report-{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def clean_run(docs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables of a run in which nothing happens."""
    out = tmp_path_factory.mktemp("clean") / "out"
    assert finish(start(docs, out)) == 0
    return tables(out)


def start(
    docs: Path, out: Path, *options: str, env: dict[str, str] | None = None, limit: Callable[[], None] | None = None
) -> subprocess.Popen[bytes]:
    """A run with two workers, in the background."""
    command = [sys.executable, "-m", "pipeline.cli", "run", str(docs), "--out", str(out), "--no-words"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **(env or {})}

    def prepare() -> None:
        # A shell that runs the tests in the background has interrupts ignored, and children inherit that.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if limit is not None:
            limit()

    return subprocess.Popen(
        [*command, "--workers", "2", *options],
        env=environment,
        preexec_fn=prepare,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(process: subprocess.Popen[bytes]) -> int:
    process.communicate(timeout=300)
    return process.returncode


def tables(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("*/*.parquet"))}


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """Worker processes of a run."""
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    pids = [int(pid) for pid in path.read_text(encoding="ascii").split()]
    return [pid for pid in pids if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def wait_for(out: Path, documents: int, process: subprocess.Popen[bytes]) -> None:
    """Until a run has written that many documents."""
    deadline = time.monotonic() + 120
    while len(list((out / "documents").glob("*.parquet"))) < documents:
        assert process.poll() is None, "the run ended too soon"
        assert time.monotonic() < deadline
        time.sleep(0.005)


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def status(out: Path) -> Status:
    found = read_status(out)
    assert found is not None
    return found


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """An output folder; nothing but tables and the run folder may be in it after the test."""
    folder = tmp_path / "out"
    yield folder
    assert not (folder / ".run" / "staging").exists()
    assert {path.suffix for path in folder.glob("*/*") if path.parent.name != ".run"} == {".parquet"}
    # Every document is counted once.
    assert sorted(load(folder, "documents")["source"]) == sorted(set(load(folder, "documents")["source"]))


def test_faults_killed_worker_costs_nothing_but_time(docs: Path, out: Path, clean_run: dict[str, bytes]) -> None:
    process = start(docs, out)
    for documents in (5, 20):
        wait_for(out, documents, process)
        os.kill(children(process)[0], signal.SIGKILL)
    assert finish(process) == 0
    assert status(out).ok == N_DOCUMENTS
    assert tables(out) == clean_run


def test_faults_killed_parent_leaves_a_folder_that_the_next_run_completes(
    docs: Path, out: Path, clean_run: dict[str, bytes]
) -> None:
    for documents in (3, 17, 40):
        process = start(docs, out)
        wait_for(out, documents, process)
        workers = children(process)
        process.kill()
        finish(process)
        assert status(out).state == "killed"
        deadline = time.monotonic() + 10
        while not all(map(is_gone, workers)):
            assert time.monotonic() < deadline, "a worker outlived its parent"
            time.sleep(0.05)
    assert finish(start(docs, out)) == 0
    last = status(out)
    assert last.ok + last.skipped == N_DOCUMENTS
    assert last.skipped >= 39
    assert tables(out) == clean_run


def test_faults_kills_at_random_moments_leave_nothing_behind(docs: Path, tmp_path: Path, out: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for path in sorted(docs.iterdir())[::3]:
        (folder / path.name).write_bytes(path.read_bytes())
    rows = [json.dumps({"id": f"r{number}", "text": SENTENCES.format(n=number + 2, m=number)}) for number in range(40)]
    (folder / "crawl.jsonl").write_text("\n".join([*rows[:20], '{"id": "cut', *rows[20:], '{"html": "<p></p>"}']))
    started = time.monotonic()
    assert finish(start(folder, tmp_path / "expected")) == 1  # the rows that are no documents
    whole = time.monotonic() - started
    drawn = random.Random(21)
    killed = {"parent": 0, "worker": 0}
    while sum(killed.values()) < 21:
        # Everything again, so that there is always something to interrupt.
        process = start(folder, out, "--force")
        while process.poll() is None and sum(killed.values()) < 21:
            time.sleep(drawn.uniform(0, whole * 0.8))
            workers = children(process) if process.poll() is None else []
            victim = drawn.choice(["parent", "worker"])
            if victim == "parent" and process.poll() is None:
                process.kill()
                killed["parent"] += 1
                break
            if victim == "worker" and workers:
                os.kill(drawn.choice(workers), signal.SIGKILL)
                killed["worker"] += 1
        finish(process)
    assert min(killed.values()) >= 5
    assert finish(start(folder, out)) == 1
    assert tables(out) == tables(tmp_path / "expected")


def test_faults_interrupt_stops_cleanly(docs: Path, out: Path, clean_run: dict[str, bytes]) -> None:
    process = start(docs, out)
    wait_for(out, 10, process)
    process.send_signal(signal.SIGINT)
    assert finish(process) == 130
    assert status(out).state == "interrupted"
    assert not (out / ".run" / "staging").exists()
    assert finish(start(docs, out)) == 0
    assert tables(out) == clean_run


def test_faults_full_disk_fails_documents_and_the_next_run_writes_them(
    docs: Path, out: Path, clean_run: dict[str, bytes]
) -> None:
    def no_large_files() -> None:
        # What a full disk does to a write that does not fit, ledger and log included.
        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))

    process = start(docs, out, limit=no_large_files)
    assert finish(process) == 1
    failed = status(out).failed
    assert 0 < failed < N_DOCUMENTS
    assert finish(start(docs, out)) == 0
    assert status(out).ok >= failed
    assert tables(out) == clean_run


def test_faults_documents_that_misbehave_cost_themselves_alone(
    docs: Path, tmp_path: Path, out: Path, clean_run: dict[str, bytes]
) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    bad = ("hang", "memory", "kill", "raise")
    for path in docs.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    for number, name in enumerate(bad):
        (folder / f"{name}.txt").write_text(f"一、办学规模\n全县现有小学{number + 2}所。\n", encoding="utf-8")
    hooks = {"PYTHONPATH": f"{Path(__file__).parent / 'hooks'}:{REPOSITORY}"}
    limits = ("--time-limit", "15", "--memory-limit", "512")
    assert finish(start(folder, out, *limits, env=hooks)) == 1
    found = status(out)
    assert (found.ok, found.failed) == (N_DOCUMENTS, len(bad))
    codes = load(out, "errors").set_index("source")["code"].to_dict()
    assert codes == {"hang.txt": "S003", "memory.txt": "S004", "kill.txt": "S002", "raise.txt": "S001"}
    assert {name: data for name, data in tables(out).items() if name in clean_run} == clean_run

    # A clean run of all of them is what a rerun must come to.
    assert finish(start(folder, tmp_path / "expected")) == 0
    assert finish(start(folder, out)) == 1  # what was killed is tried again by itself, the others are known to fail
    assert status(out).ok == 1
    assert finish(start(folder, out, "--retry-failed")) == 0
    assert tables(out) == tables(tmp_path / "expected")


@pytest.mark.parametrize("damage", ["gone", "cut", "garbage", "flipped"])
def test_faults_damaged_ledger_costs_no_rows(docs: Path, out: Path, clean_run: dict[str, bytes], damage: str) -> None:
    assert finish(start(docs, out)) == 0
    ledger = out / ".run" / "ledger"
    data = ledger.read_bytes()
    if damage == "gone":
        ledger.unlink()
    elif damage == "cut":
        ledger.write_bytes(data[: len(data) * 2 // 3])
    elif damage == "garbage":
        ledger.write_bytes(os.urandom(5000))
    else:
        ledger.write_bytes(data.replace(b'"ok"', b'"no"'))
    assert finish(start(docs, out)) == 0
    assert status(out).skipped == N_DOCUMENTS
    (docs_changed := out.parent / "changed").mkdir()
    for path in docs.iterdir():
        (docs_changed / path.name).write_bytes(path.read_bytes())
    assert finish(start(docs_changed, out)) == 0
    assert status(out).skipped == N_DOCUMENTS
    assert tables(out) == clean_run


def test_faults_second_run_into_one_folder_is_refused(docs: Path, out: Path, clean_run: dict[str, bytes]) -> None:
    process = start(docs, out)
    wait_for(out, 5, process)
    process.send_signal(signal.SIGSTOP)  # or it might be through before the second has begun
    second = start(docs, out)
    message = second.communicate(timeout=60)[1].decode()
    process.send_signal(signal.SIGCONT)
    assert second.returncode == 2
    assert f"[C015] another run (process {process.pid})" in message
    assert finish(process) == 0
    assert tables(out) == clean_run
