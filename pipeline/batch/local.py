"""A run on this machine: in this process, or in several.

How it survives documents that kill their process (memory exhausted, a crash in native code): the pool breaks and all
documents under way are lost with it; each of them is then run alone in a process of its own, which tells the culprit,
and the run goes on with a new pool.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.document import Outcome, lost, process
from pipeline.batch.inputs import InputFile
from pipeline.config import Config
from pipeline.flow import build
from pipeline.tables.write import clear_staging, prepare

# Forking a process that holds threads (Arrow's, a progress bar's) may deadlock.
START_METHOD = "spawn"
# A worker loads its own models, which costs as much time as some dozens of documents.
_DOCUMENTS_PER_WORKER = 25
# Enough under way that no worker waits, few enough that little is lost when one dies.
_UNDER_WAY_PER_WORKER = 2


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all inputs; in the order in which they were done."""

    outcomes: tuple[Outcome, ...]
    seconds: float

    def count(self, status: str) -> int:
        """How many inputs ended with `status` (ok, partial, failed, skipped)."""
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The inputs that failed."""
        return tuple(outcome for outcome in self.outcomes if outcome.status == "failed")

    def rows(self, table: str) -> int:
        """Rows written to `table`."""
        return sum(outcome.rows.get(table, 0) for outcome in self.outcomes)


def default_workers(documents: int) -> int:
    """As many processes as pay for their start: at most one per core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, documents // _DOCUMENTS_PER_WORKER))


def run(
    files: Sequence[InputFile],
    out: Path,
    config: Config,
    *,
    workers: int = 1,
    force: bool = False,
    on_outcome: Callable[[Outcome], None] = lambda outcome: None,
) -> Summary:
    """Extract `files` into the tables of `out`. A failing document becomes a row in ``errors`` and stops nothing.

    Args:
        files: from `find_inputs`.
        out: output folder; created when missing.
        config: settings, the same for all documents.
        workers: processes; 1 runs in this one. A caller's script needs the usual ``if __name__ == "__main__"``.
        force: extract again what `out` holds already.
        on_outcome: called after each document.

    Raises:
        ConfigurationError: C004 when `out` cannot be written, C001, C002, C007 when a model is missing; both
            before any document is read.
    """
    started = time.monotonic()
    prepare(out)
    build(config)
    outcomes = []
    results = _in_process(files, out, config, force) if workers == 1 else _pooled(files, out, config, force, workers)
    try:
        for outcome in results:
            outcomes.append(outcome)
            on_outcome(outcome)
    finally:
        clear_staging(out)
    summary = Summary(tuple(outcomes), time.monotonic() - started)
    accounted = sum(summary.count(status) for status in ("ok", "partial", "failed", "skipped"))
    if accounted != len(files):
        raise RuntimeError(f"{len(files)} inputs, but {accounted} accounted for")
    return summary


def _in_process(files: Iterable[InputFile], out: Path, config: Config, force: bool) -> Iterator[Outcome]:
    for file in files:
        yield process(file, out, config, force)


def _pooled(files: Sequence[InputFile], out: Path, config: Config, force: bool, workers: int) -> Iterator[Outcome]:
    waiting = deque(files)
    while waiting:
        suspects: list[InputFile] = []
        with _pool(workers, config) as pool:
            under_way: dict[Future[Outcome], InputFile] = {}
            while waiting and not suspects:
                while waiting and len(under_way) < workers * _UNDER_WAY_PER_WORKER and not suspects:
                    file = waiting.popleft()
                    try:
                        under_way[pool.submit(process, file, out, config, force)] = file
                    except BrokenProcessPool:
                        suspects.append(file)
                done = wait(under_way, return_when=FIRST_COMPLETED).done
                yield from _results(done, under_way, suspects)
            # The last ones; after a break, all that were under way with the culprit.
            yield from _results(wait(under_way).done, under_way, suspects)
        for file in suspects:
            yield _alone(file, out, config)


def _results(
    done: Iterable[Future[Outcome]], under_way: dict[Future[Outcome], InputFile], suspects: list[InputFile]
) -> Iterator[Outcome]:
    """Take what is done out of `under_way`; what broke the pool, or broke with it, goes to `suspects`."""
    for future in done:
        file = under_way.pop(future)
        try:
            outcome = future.result()
        except BrokenProcessPool:
            suspects.append(file)
        else:
            yield outcome


def _alone(file: InputFile, out: Path, config: Config) -> Outcome:
    with _pool(1, config) as pool:
        try:
            # Forced: its tables may have been written before the pool broke.
            return pool.submit(process, file, out, config, True).result()
        except BrokenProcessPool as error:
            return lost(file, out, config, str(error))


def _pool(workers: int, config: Config) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context(START_METHOD), _start_worker, (config,))


def _start_worker(config: Config) -> None:
    # The parent handles an interrupt for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    build(config)
