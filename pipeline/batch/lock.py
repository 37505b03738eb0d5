"""One run at a time per output folder.

The operating system drops the lock with the process that holds it, however that ends; the file stays and means nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.batch.system import try_lock
from pipeline.errors import ConfigurationError
from pipeline.tables.stages import RUN

_LOCK = f"{RUN}/lock"


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the lock of `out`, whose run folder exists.

    Raises:
        ConfigurationError: C015 when another process holds it.
    """
    with (out / _LOCK).open("a+", encoding="utf-8") as file:
        if not try_lock(file):
            file.seek(0)
            raise ConfigurationError("C015", pid=file.read().strip() or "unknown", path=out)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def is_locked(out: Path) -> bool:
    """Whether a run is writing into `out` now."""
    try:
        with (out / _LOCK).open("r+", encoding="utf-8") as file:
            return not try_lock(file)
    except OSError:
        return False
