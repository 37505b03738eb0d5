"""What a run has done so far: counts and sums only, so that it stays small whatever the corpus."""

from __future__ import annotations

import heapq
import time
from collections import Counter
from dataclasses import dataclass, field

from pipeline.batch.document import Outcome

_FAILURES_KEPT = 20
_SLOWEST_KEPT = 10


@dataclass(slots=True)
class RunSummary:
    """Counts of a run, growing with `add`.

    Attributes:
        counts: documents by status (ok, partial, failed, skipped).
        failed_before: skipped documents whose rows are those of a failure.
        rows: rows written, by table.
        codes: failures by error code.
        n_chars: characters of the documents done.
        n_implausible: claims among the rows written that can hardly be.
        stage_seconds: time of all workers, by stage.
        failures: the first failures.
        slowest: (seconds, source) of the slowest documents, slowest first.
        not_in_inputs: documents in the output folder that are no input of the run.
        pruned: how many of them were removed.
    """

    counts: Counter[str] = field(default_factory=Counter)
    failed_before: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    n_chars: int = 0
    n_implausible: int = 0
    stage_seconds: Counter[str] = field(default_factory=Counter)
    failures: list[Outcome] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    not_in_inputs: int = 0
    pruned: int = 0
    started: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    def add(self, outcome: Outcome) -> None:
        """Count one document."""
        self.seconds = time.monotonic() - self.started
        self.counts[outcome.status] += 1
        if outcome.status == "skipped":
            self.failed_before += bool(outcome.code)
            return
        self.rows.update(outcome.rows)
        self.n_chars += outcome.n_chars
        self.n_implausible += outcome.n_implausible
        for stage, seconds in outcome.seconds.items():
            self.stage_seconds[stage] += seconds  # type: ignore[assignment]
        heapq.heappush(self.slowest, (sum(outcome.seconds.values()), outcome.source))
        if len(self.slowest) > _SLOWEST_KEPT:
            heapq.heappop(self.slowest)
        if outcome.status == "failed":
            self.codes[outcome.code] += 1
            if len(self.failures) < _FAILURES_KEPT:
                self.failures.append(outcome)

    @property
    def n_documents(self) -> int:
        """Documents accounted for."""
        return self.counts.total()

    @property
    def n_done(self) -> int:
        """Documents that were not skipped."""
        return self.counts.total() - self.counts["skipped"]

    @property
    def has_failures(self) -> bool:
        """Whether some inputs have no facts, from this run or from one before."""
        return bool(self.counts["failed"] or self.failed_before)

    def as_json(self) -> dict[str, object]:
        """The run summary as JSON."""
        total = sum(self.stage_seconds.values()) or 1.0
        return {
            "documents": dict(self.counts),
            "failed_before": self.failed_before,
            "rows": dict(self.rows),
            "errors": dict(self.codes),
            "characters": self.n_chars,
            "implausible_claims": self.n_implausible,
            "seconds": round(self.seconds, 3),
            "characters_per_second": round(self.n_chars / self.seconds) if self.seconds else 0,
            "stage_share": {stage: round(seconds / total, 4) for stage, seconds in self.stage_seconds.items()},
            "slowest": [
                {"source": source, "seconds": round(seconds, 3)}
                for seconds, source in sorted(self.slowest, reverse=True)
            ],
            "not_in_inputs": self.not_in_inputs,
            "pruned": self.pruned,
        }
