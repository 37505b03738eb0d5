"""What operating systems do differently, in one place: locks on files, alarms, limits of memory.

Linux has all of it. Elsewhere something else does the work, or honestly nothing:

| | Linux | macOS | Windows |
|---|---|---|---|
| one run per folder | `flock` | `flock` | `msvcrt.locking` |
| time of a document, local run | the parent ends the worker, on every system | | |
| time of a document, Spark | an alarm in the worker | the same | none: Spark's own timeouts |
| memory of a document | a limit on the address space | none | none |
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Any

# A byte that is never written, where a lock is one of bytes.
_FAR = 1 << 30
_HELD = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})


def try_lock(file: IO[Any]) -> bool:
    """Lock an open file for this process alone, until it is closed or the process ends.

    Returns:
        False when another holds it. True, without any lock, where the system has none.

    Raises:
        OSError: the file system cannot lock.
    """
    lock = _flock if _module("fcntl") is not None else _lock_byte if _module("msvcrt") is not None else None
    try:
        if lock is not None:
            lock(file)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True


def _flock(file: IO[Any]) -> None:
    fcntl: Any = _module("fcntl")
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock_byte(file: IO[Any]) -> None:
    msvcrt: Any = _module("msvcrt")
    number = file.fileno()
    before = os.lseek(number, 0, os.SEEK_CUR)
    os.lseek(number, _FAR, os.SEEK_SET)
    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    finally:
        os.lseek(number, before, os.SEEK_SET)


@contextmanager
def time_limit(seconds: float | None, error: Callable[[], Exception]) -> Iterator[None]:
    """Raise `error` in what takes longer than `seconds`; without a limit where the system has no alarm."""
    if seconds is None or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise error()

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def can_limit_memory() -> bool:
    """Whether `limit_memory` can do what it says: where there is `/proc`, on Linux that is."""
    return _module("resource") is not None and _PAGES.is_file()


def limit_memory(megabytes: int) -> None:
    """Let this process have no more than `megabytes` beyond what it has; what asks for more gets a `MemoryError`.

    Nothing happens where the system cannot, or allows less anyway.
    """
    if not can_limit_memory():
        return
    resource: Any = _module("resource")
    pages = int(_PAGES.read_text(encoding="ascii").split()[0])
    limit = pages * os.sysconf("SC_PAGE_SIZE") + megabytes * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


_PAGES = Path("/proc/self/statm")


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _module(name: str) -> ModuleType | None:
    """A module that not every system has."""
    try:
        return import_module(name)
    except ImportError:
        return None
