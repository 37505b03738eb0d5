"""What a run does with each of its inputs, and why."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from pipeline.batch.document import sha256_of
from pipeline.batch.inputs import Job
from pipeline.batch.store import Layout, Store
from pipeline.tables.stages import STAGES, Stage


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asks of a run.

    Attributes:
        first: stage from which on everything is done again; None for what is missing or outdated.
        last: stage to stop after.
        retry_failed: do failed documents again that would fail again as far as is known.
        only: patterns, one of which a source must match (``*`` and ``?``); all sources when empty.
        prune: remove the rows of documents that are no longer among the inputs.
        layout: of the tables; None for what they have, and in a new folder what pays (`pipeline.batch.store`).
    """

    first: Stage | None = None
    last: Stage = "claims"
    retry_failed: bool = False
    only: tuple[str, ...] = ()
    prune: bool = False
    layout: Layout | None = None

    def wants(self, source: str) -> bool:
        """Whether a source is part of the run."""
        return not self.only or any(fnmatchcase(source, pattern) for pattern in self.only)


@dataclass(frozen=True, slots=True)
class Decision:
    """The stage at which a document starts, None when it is skipped, and why.

    Attributes:
        failed: whether it is skipped because it failed before.
    """

    first: Stage | None
    reason: str
    failed: bool = False


def decide(job: Job, store: Store, request: Request, wanted: tuple[str, ...]) -> Decision:
    """What to do with a document.

    Args:
        job: the document, as if everything were to do.
        store: the documents that there are.
        wanted: fingerprints of the stages up to `request.last`.
    """
    doc_id = job.file.doc_id
    entry = store.entry(doc_id)
    if entry is None:
        return Decision("clean", "new")
    if request.first == "clean":
        return Decision("clean", "asked for")
    if not store.is_intact(doc_id, entry):
        return Decision("clean", "its tables are missing or damaged")
    if sha256_of(job) != entry.sha256:
        return Decision("clean", "its content changed")
    stale = _first_stale(entry.stages, wanted)
    if entry.status == "failed":
        if stale is not None:
            return Decision("clean", "failed before, and the pipeline changed")
        if entry.retryable or request.retry_failed:
            return Decision("clean", f"failed before ({entry.code})")
        return Decision(None, f"failed before ({entry.code}); --retry-failed does it again", failed=True)
    asked = STAGES.index(request.first) if request.first is not None else len(STAGES)
    if stale is None or asked < stale:
        return Decision(STAGES[asked], "asked for") if asked < len(STAGES) else Decision(None, "up to date")
    if stale >= len(entry.stages):
        return Decision(STAGES[stale], f"{STAGES[stale]} not done yet")
    return Decision(STAGES[stale], f"{STAGES[stale]} changed")


def _first_stale(done: tuple[str, ...], wanted: tuple[str, ...]) -> int | None:
    for number, fingerprint in enumerate(wanted):
        if number >= len(done) or done[number] != fingerprint:
            return number
    return None
