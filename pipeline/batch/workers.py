"""Worker processes that do jobs, and a parent that outlives them.

Each worker has a pipe of its own and a short queue of batches (`pipeline.batch.together`), so the parent always knows at which one a
worker is: the first of its queue. When a worker dies, runs out of memory or takes too long, one of the documents of this batch is the
culprit; they are done again one by one, and what happens again is laid to the one it happens to. The other batches of its queue go to a fresh
worker. A document whose worker died gets a second try, since the reason may lie outside (an operator, the kernel short of memory).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from pipeline.batch.document import Outcome, lost, process
from pipeline.batch.inputs import Job, size_of
from pipeline.batch.limits import Limits
from pipeline.batch.system import limit_memory
from pipeline.batch.together import in_batches
from pipeline.batch.writers import Writer
from pipeline.config import Config
from pipeline.errors import ConfigurationError, DocumentError, PolicyFactsError

# Forking a process that holds threads (Arrow's, a progress bar's) may deadlock.
START_METHOD = "spawn"
# One being done and one at hand, so that no worker waits for the parent.
BATCHES = 2
_TRIES = 2
_TRIES_TO_START = 3
_START_SECONDS = 300.0
_READY = "ready"
_Batch = tuple[Job, ...]
_FIRST = "一、办学规模\n全县现有小学26所，教师1300名，比上年增加12%。\n"


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    deadline: float
    queue: deque[_Batch] = field(default_factory=deque)
    n_sent: int = 0
    """Batches of the queue that it has been told of."""
    ready: bool = False


def work(jobs: Iterator[Job], writer: Writer, config: Config, workers: int, limits: Limits) -> Iterator[Outcome]:
    """Do `jobs` in at most `workers` processes; the outcomes come in the order in which they are done.

    Jobs are taken as workers become free, so neither they nor their outcomes pile up. Processes start with the first
    job and end with the iterator.

    Raises:
        ConfigurationError: C001, C002, C007 when a model is missing, C016 when processes cannot start.
    """
    team, batches = _Team(writer, config, workers, limits), in_batches(jobs, size_of)
    upcoming: _Batch | None = None  # a process is started for a batch, not to ask whether there is one
    try:
        while True:
            while (upcoming := upcoming or team.next_of(batches)) is not None and (worker := team.free()) is not None:
                team.give(worker, upcoming)
                upcoming = None
            if not team.is_busy:
                return
            yield from team.listen()
    finally:
        team.end()


class _Team:
    """The workers of a run, and the jobs that their ends have left over."""

    def __init__(self, writer: Writer, config: Config, size: int, limits: Limits) -> None:
        self._writer, self._config, self._size, self._limits = writer, config, size, limits
        self._context: Any = multiprocessing.get_context(START_METHOD)
        self._workers: list[_Worker] = []
        self._tries: Counter[str] = Counter()
        self._failed_starts = 0
        self.again: deque[_Batch] = deque()

    @property
    def is_busy(self) -> bool:
        """Whether a worker has something to do."""
        return any(worker.queue for worker in self._workers)

    def next_of(self, batches: Iterator[_Batch]) -> _Batch | None:
        """A batch that the end of a worker has left over, or the next one; None when there is none at the moment."""
        return self.again.popleft() if self.again else next(batches, None)

    def free(self) -> _Worker | None:
        """The worker with the shortest queue that has room; a new one when all have work."""
        shortest = min(self._workers, key=lambda worker: len(worker.queue), default=None)
        if shortest is not None and not shortest.queue:
            return shortest
        if len(self._workers) < self._size:
            self._workers.append(self._start())
            return self._workers[-1]
        return shortest if shortest is not None and len(shortest.queue) < BATCHES else None

    def give(self, worker: _Worker, batch: _Batch) -> None:
        """Put a batch into the queue of a worker."""
        worker.queue.append(batch)
        if worker.ready and len(worker.queue) == 1:
            worker.deadline = time.monotonic() + self._limits.seconds
        self._tell(worker)

    def listen(self) -> Iterator[Outcome]:
        """Wait until something happens to a worker, and deal with it."""
        busy = [worker for worker in self._workers if worker.queue]
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        wait([worker.pipe for worker in busy], timeout=patience)
        for worker in busy:
            if worker.pipe.poll():
                yield from self._hear(worker)
            elif time.monotonic() >= worker.deadline:
                yield from self._give_up(worker)

    def end(self) -> None:
        """End all workers."""
        while self._workers:
            self._dismiss(self._workers[-1])

    def _tell(self, worker: _Worker) -> None:
        """Send what a worker may have: rows of a file, which may be large, only when it waits for them, since the pipe
        would not take them before, and the parent would be stuck."""
        while worker.n_sent < len(worker.queue):
            batch = worker.queue[worker.n_sent]
            if any(job.row is not None for job in batch) and not (worker.ready and worker.n_sent == 0):
                return
            worker.n_sent += 1
            # A dead one is found by `listen`.
            with contextlib.suppress(OSError):
                worker.pipe.send(batch)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._writer, self._config, self._limits)
        child: BaseProcess = self._context.Process(target=_serve, args=arguments, daemon=True)
        child.start()
        theirs.close()
        return _Worker(child, ours, time.monotonic() + _START_SECONDS)

    def _hear(self, worker: _Worker) -> Iterator[Outcome]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._reap(worker)
            return
        if isinstance(message, PolicyFactsError):
            raise message
        worker.deadline = time.monotonic() + self._limits.seconds
        if message == _READY:
            worker.ready, self._failed_starts = True, 0
            self._tell(worker)
            return
        batch = worker.queue.popleft()
        worker.n_sent -= 1
        if any(outcome.code == "S004" for outcome in message):  # what is left of its memory is anyone's guess
            self._dismiss(worker)
            if self._part(batch):
                return
        else:
            self._tell(worker)
        yield from message

    def _give_up(self, worker: _Worker) -> Iterator[Outcome]:
        if not worker.ready:
            raise ConfigurationError("C016", problem=f"it was not ready after {_START_SECONDS:g} seconds")
        batch = worker.queue.popleft()
        self._dismiss(worker)
        if not self._part(batch):
            error = DocumentError("S003", stage="batch", limit=self._limits.seconds)
            yield lost(batch[0], self._writer, self._config, error)

    def _reap(self, worker: _Worker) -> Iterator[Outcome]:
        worker.process.join()
        problem = _cause(worker.process.exitcode)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts == _TRIES_TO_START:
                raise ConfigurationError("C016", problem=problem)
            self._dismiss(worker)
            return
        batch = worker.queue.popleft()
        self._dismiss(worker)
        if self._part(batch):
            return
        [job] = batch
        self._tries[job.file.source] += 1
        if self._tries[job.file.source] < _TRIES:
            self.again.append(batch)
            return
        del self._tries[job.file.source]
        error = DocumentError("S002", stage="batch", retryable=True, problem=problem)
        yield lost(job, self._writer, self._config, error)

    def _part(self, batch: _Batch) -> bool:
        """Have the documents of a batch done again one by one; whether there is more than one."""
        if len(batch) == 1:
            return False
        self.again.extend((job,) for job in batch)
        return True

    def _dismiss(self, worker: _Worker) -> None:
        self.again.extendleft(reversed(worker.queue))
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        return f"it was killed by signal {-code}."
    return f"it ended with exit code {code}."


def _serve(pipe: Connection, writer: Writer, config: Config, limits: Limits) -> None:
    """What a worker does until it is killed or its parent is gone."""
    from pipeline.flow import build, extract_document
    from pipeline.ingest import document_from_text

    # The parent handles an interrupt for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_parent()
    try:
        build(config)
        # What is made at first use (patterns, indices) is no document's time and memory.
        with contextlib.suppress(DocumentError):
            extract_document(document_from_text(_FIRST), config)
    except PolicyFactsError as error:
        pipe.send(error)
        return
    limit_memory(limits.megabytes)
    pipe.send(_READY)
    while True:
        try:
            batch = pipe.recv()
        except EOFError:
            return
        pipe.send(process(batch, writer, config))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
