"""Worker processes that do jobs, and a parent that outlives them.

For newcomers: each worker has a pipe of its own and a short queue of jobs, so the parent always knows which document a
worker is at: the first of its queue. When a worker dies, runs out of memory or takes too long, this one document is
the culprit; the others of its queue go to a fresh worker. A document whose worker died gets a second try, since
the reason may lie outside (an operator, the kernel short of memory).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, cast

from pipeline.batch.document import Outcome, lost, process
from pipeline.batch.inputs import Job
from pipeline.config import Config
from pipeline.errors import ConfigurationError, DocumentError, PolicyFactsError

# Forking a process that holds threads (Arrow's, a progress bar's) may deadlock.
START_METHOD = "spawn"
# One being done and one at hand, so that no worker waits for the parent.
BATCH = 2
_TRIES = 2
_START_SECONDS = 300.0
_READY = "ready"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    Attributes:
        seconds: wall-clock time.
        megabytes: memory beyond what the models take; enforced where the system has `/proc` (Linux).
    """

    seconds: float = 600.0
    megabytes: int = 4096


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    deadline: float
    queue: deque[Job] = field(default_factory=deque)
    ready: bool = False


def work(jobs: Iterator[Job], out: Path, config: Config, workers: int, limits: Limits) -> Iterator[Outcome]:
    """Do `jobs` in at most `workers` processes; the outcomes come in the order in which they are done.

    Jobs are taken as workers become free, so neither they nor their outcomes pile up. Processes start with the first
    job and end with the iterator.

    Raises:
        ConfigurationError: C001, C002, C007 when a model is missing, C016 when a process cannot start.
    """
    context = multiprocessing.get_context(START_METHOD)
    team: list[_Worker] = []
    again: deque[Job] = deque()
    tries: dict[str, int] = {}
    more = True
    try:
        while True:
            while (more or again) and (worker := _free(team, workers, context, out, config, limits)) is not None:
                job = again.popleft() if again else next(jobs, None)
                if job is None:
                    more = False
                    break
                _give(worker, job, limits)
            busy = [worker for worker in team if worker.queue]
            if not busy:
                return
            yield from _listen(busy, team, again, tries, out, config, limits)
    finally:
        for worker in team:
            _end(worker)


def _free(
    team: list[_Worker], workers: int, context: BaseContext, out: Path, config: Config, limits: Limits
) -> _Worker | None:
    """The worker with the shortest queue that has room; a new one when all have work and there may be more."""
    shortest = min(team, key=lambda worker: len(worker.queue), default=None)
    if shortest is not None and not shortest.queue:
        return shortest
    if len(team) < workers:
        team.append(_start(context, out, config, limits))
        return team[-1]
    return shortest if shortest is not None and len(shortest.queue) < BATCH else None


def _start(context: BaseContext, out: Path, config: Config, limits: Limits) -> _Worker:
    ours, theirs = context.Pipe()
    process_class = cast(Any, context).Process
    child: BaseProcess = process_class(target=_serve, args=(theirs, out, config, limits), daemon=True)
    child.start()
    theirs.close()
    return _Worker(child, ours, time.monotonic() + _START_SECONDS)


def _give(worker: _Worker, job: Job, limits: Limits) -> None:
    worker.queue.append(job)
    if worker.ready and len(worker.queue) == 1:
        worker.deadline = time.monotonic() + limits.seconds
    try:
        worker.pipe.send(job)
    except OSError:
        return  # it is dead, which `_listen` finds out


def _listen(
    busy: list[_Worker],
    team: list[_Worker],
    again: deque[Job],
    tries: dict[str, int],
    out: Path,
    config: Config,
    limits: Limits,
) -> Iterator[Outcome]:
    """Wait until something happens to a worker, and deal with it."""
    patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    wait([worker.pipe for worker in busy], timeout=patience)
    for worker in busy:
        if worker.pipe.poll():
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                yield from _bury(worker, team, again, tries, out, config)
                continue
            if isinstance(message, PolicyFactsError):
                raise message
            worker.deadline = time.monotonic() + limits.seconds
            if message == _READY:
                worker.ready = True
                continue
            worker.queue.popleft()
            if message.code == "S004":  # what is left of its memory is anyone's guess
                _dismiss(worker, team, again)
            yield message
        elif time.monotonic() >= worker.deadline:
            if not worker.ready:
                raise ConfigurationError("C016", problem=f"it was not ready after {_START_SECONDS:g} seconds")
            job = worker.queue.popleft()
            _dismiss(worker, team, again)
            yield lost(job, out, config, DocumentError("S003", stage="batch", limit=limits.seconds))


def _bury(
    worker: _Worker, team: list[_Worker], again: deque[Job], tries: dict[str, int], out: Path, config: Config
) -> Iterator[Outcome]:
    worker.process.join()
    problem = _cause(worker.process.exitcode)
    if not worker.ready:
        raise ConfigurationError("C016", problem=problem)
    job = worker.queue.popleft()
    _dismiss(worker, team, again)
    tries[job.file.source] = tries.get(job.file.source, 0) + 1
    if tries[job.file.source] < _TRIES:
        again.append(job)
    else:
        del tries[job.file.source]
        yield lost(job, out, config, DocumentError("S002", stage="batch", retryable=True, problem=problem))


def _dismiss(worker: _Worker, team: list[_Worker], again: deque[Job]) -> None:
    again.extendleft(reversed(worker.queue))
    team.remove(worker)
    _end(worker)


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        return f"it was killed by signal {-code}."
    return f"it ended with exit code {code}."


def _serve(pipe: Connection, out: Path, config: Config, limits: Limits) -> None:
    """What a worker does until it is killed or its parent is gone."""
    from pipeline.flow import build

    # The parent handles an interrupt for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_parent()
    try:
        build(config)
    except PolicyFactsError as error:
        pipe.send(error)
        return
    _limit_memory(limits.megabytes)
    pipe.send(_READY)
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        pipe.send(process(job, out, config))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit_memory(megabytes: int) -> None:
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return
    limit = pages * os.sysconf("SC_PAGE_SIZE") + megabytes * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
