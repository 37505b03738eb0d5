"""What a run tells of itself while it goes: a status for other shells, and a log with one JSON line per document."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pipeline.batch.lock import is_locked
from pipeline.tables.stages import RUN

if TYPE_CHECKING:
    from pipeline.batch.document import Outcome
    from pipeline.batch.summary import RunSummary

_STATUS = f"{RUN}/status.json"
LOGS = f"{RUN}/logs"
_SECONDS_BETWEEN = 1.0


@dataclass(frozen=True, slots=True)
class Status:
    """How far the last run into an output folder came.

    Attributes:
        state: ``running``, ``finished``, ``interrupted`` (by Ctrl-C or an error) or ``killed``.
        total: inputs known so far; files of rows add theirs as they are read.
        updated: when this was written, in ISO 8601.
    """

    state: str
    process: int
    started: str
    updated: str
    total: int
    ok: int
    partial: int
    failed: int
    skipped: int
    characters: int
    seconds: float
    log: str

    @property
    def n_documents(self) -> int:
        """Documents accounted for."""
        return self.ok + self.partial + self.failed + self.skipped

    @property
    def seconds_left(self) -> float | None:
        """Estimate from the documents done so far; None before the first."""
        return seconds_left(self.total - self.n_documents, self.n_documents - self.skipped, self.seconds)


def seconds_left(documents: int, done: int, seconds: float) -> float | None:
    """How long `documents` will take when `done` took `seconds`; None when nothing was done yet."""
    return documents * seconds / done if done else None


def read_status(out: Path) -> Status | None:
    """The status of the last run into `out`; None when there was none."""
    try:
        status = Status(**json.loads((out / _STATUS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    if status.state == "running" and not is_locked(out):
        return Status(**{**asdict(status), "state": "killed"})
    return status


class Journal:
    """Writes status and log of a run. A full disk does not stop it: what it writes can be done without.

    Args:
        out: the output folder, with its run folder.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        started = datetime.now(UTC)
        self._started = started.isoformat(timespec="seconds")
        self.log = out / LOGS / f"{started:%Y%m%dT%H%M%S}-{os.getpid()}.jsonl"
        self._file: IO[str] | None = None
        self._next = 0.0

    def document(self, outcome: Outcome) -> None:
        """Log one document that was not skipped."""
        self._write(
            {
                "source": outcome.source,
                "status": outcome.status,
                "first": outcome.first,
                "characters": outcome.n_chars,
                "seconds": {stage: round(seconds, 6) for stage, seconds in outcome.seconds.items()},
                "rows": dict(outcome.rows),
            }
            | ({"code": outcome.code, "message": outcome.message} if outcome.code else {})
        )

    def progress(self, summary: RunSummary, total: int) -> None:
        """Write the status, at most once a second."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _SECONDS_BETWEEN
            self._status("running", summary, total)

    def close(self, state: str, summary: RunSummary, total: int) -> None:
        """Write the run summary and the last status."""
        self._write({"run": state, "inputs": total, **summary.as_json()})
        if self._file is not None:
            self._file.close()
        self._status(state, summary, total)

    def _write(self, record: dict[str, object]) -> None:
        try:
            if self._file is None:
                self.log.parent.mkdir(exist_ok=True)
                self._file = self.log.open("a", encoding="utf-8", buffering=1)
            self._file.write(json.dumps(record, ensure_ascii=False) + "\n")
        except OSError:
            return

    def _status(self, state: str, summary: RunSummary, total: int) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        counts = {status: summary.counts[status] for status in ("ok", "partial", "failed", "skipped")}
        status = Status(
            state, os.getpid(), self._started, now, total, **counts,
            characters=summary.n_chars, seconds=round(summary.seconds, 3), log=self.log.name,
        )  # fmt: skip
        path = self._out / _STATUS
        try:
            staged = path.with_suffix(".new")
            staged.write_text(json.dumps(asdict(status)), encoding="utf-8")
            os.replace(staged, path)
        except OSError:
            return
