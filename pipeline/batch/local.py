"""A run on this machine: what is missing or changed, in worker processes, into one output folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.batch.document import Outcome, unread, write_one
from pipeline.batch.fingerprints import fingerprints
from pipeline.batch.inputs import InputFile, Job, jobs_of
from pipeline.batch.journal import Journal
from pipeline.batch.kernel import batch_of
from pipeline.batch.limits import Limits
from pipeline.batch.lock import locked
from pipeline.batch.plan import Decision, Request, decide
from pipeline.batch.store import Store, choose_layout, layout_of, open_store
from pipeline.batch.summary import RunSummary
from pipeline.batch.system import cores
from pipeline.batch.unread import UnreadRows
from pipeline.batch.workers import work
from pipeline.config import Config
from pipeline.ingest import doc_id_of
from pipeline.tables.compact import withdraw_compacted
from pipeline.tables.write import clear_staging, prepare

# A worker loads its own models, which costs as much time as some dozens of documents.
_DOCUMENTS_PER_WORKER = 25


def default_workers(documents: int) -> int:
    """As many processes as pay for their start: at most one per core."""
    return max(1, min(cores(), documents // _DOCUMENTS_PER_WORKER))


def run(
    files: Sequence[InputFile],
    out: Path,
    config: Config,
    *,
    workers: int = 1,
    request: Request | None = None,
    limits: Limits | None = None,
    on_outcome: Callable[[Outcome, RunSummary, int], None] = lambda outcome, summary, total: None,
) -> RunSummary:
    """Extract `files` into the tables of `out`. A failing document becomes a row in ``errors`` and stops nothing.

    Args:
        files: from `find_inputs`.
        out: output folder; created when missing.
        config: settings, the same for all documents.
        workers: processes that do the documents. A caller's script needs the usual ``if __name__ == "__main__"``.
        request: what is to be done; what is missing or changed when None.
        limits: what one document may cost; the defaults when None.
        on_outcome: called after each document, with the counts so far and the number of inputs known.

    Raises:
        ConfigurationError: C004 when `out` cannot be written, C015 when another run writes into it, C018 when its tables
            have another layout than is asked for, C001, C002, C007
            when a model is missing, C016 when a worker cannot start; all before any document is done.
        KeyboardInterrupt: the run was interrupted; what is done stays, the rest is left as it was.
    """
    request = request or Request()
    prepare(out)
    layout = choose_layout(out, request.layout, files)
    with locked(out):
        # A run that was killed may have left half-written files there.
        clear_staging(out)
        prepare(out)
        run_ = _Run(files, out, config, request, open_store(out, layout), on_outcome)
        try:
            run_.journal.progress(run_.summary, run_.total)  # before the first batch is back, and though it never comes
            for outcome in work(run_.jobs(), run_.store.writer, config, workers, limits or Limits()):
                run_.done(outcome)
            run_.finish()
        except KeyboardInterrupt:
            run_.keep()
            run_.journal.close("interrupted", run_.summary, run_.total)
            raise
        except BaseException:
            run_.journal.close("interrupted", run_.summary, run_.total)
            raise
        finally:
            run_.store.close()
            clear_staging(out)
        run_.journal.close("finished", run_.summary, run_.total)
    return run_.summary


def preview(files: Iterable[InputFile], out: Path, config: Config, request: Request) -> Iterator[tuple[str, Decision]]:
    """What a run would do with each input: (source, decision). Writes nothing into the tables."""
    store = open_store(out, layout_of(out) or "files", writable=False)
    wanted = fingerprints(config, request.last)
    for _, job in jobs_of(files, config):
        if not request.wants(job.file.source):
            continue
        if job.row is not None and job.row.error is not None:
            yield job.file.source, Decision(None, f"cannot be read ({job.row.error.code})", failed=True)
            continue
        yield job.file.source, decide(job, store, request, wanted)


class _Run:
    """The books of one run: what goes in, what has come out."""

    def __init__(
        self,
        files: Sequence[InputFile],
        out: Path,
        config: Config,
        request: Request,
        store: Store,
        on_outcome: Callable[[Outcome, RunSummary, int], None],
    ) -> None:
        self.files, self.out, self.config, self.request, self.on_outcome = files, out, config, request, on_outcome
        self.store, self.journal, self.summary = store, Journal(out), RunSummary()
        self.total = sum(request.wants(file.source) for file in files if not file.has_rows)
        self._wanted = fingerprints(config, request.last)
        self._seen: set[str] = set()
        self._n_inputs = 0
        self._is_compacted = True
        # By the source of a row, the file that it is in, as long as it is with a worker.
        self._files_of_rows: dict[str, InputFile] = {}
        self._unread: dict[str, UnreadRows] = {}

    def jobs(self) -> Iterator[Job]:
        """What is to be done; the skipped documents are counted on the way."""
        for file, job in jobs_of(self.files, self.config):
            if job.row is None or job.row.error is None:
                self.store.pass_by(job)
            if not self.request.wants(job.file.source):
                self._seen.add(job.file.doc_id)
                continue
            if job.row is not None and (error := job.row.error) is not None:
                self._take_down(file, unread(job.row, error.code, error.message, error.retryable))
                continue
            self._seen.add(job.file.doc_id)
            self._n_inputs += 1
            self.total = max(self.total, self._n_inputs)
            decision = decide(job, self.store, self.request, self._wanted)
            if decision.first is None:
                code = "failed" if decision.failed else ""
                self._count(Outcome(job.file.source, "skipped", code=code, message=decision.reason))
                continue
            self._touch()
            if job.row is not None:
                self._files_of_rows[job.file.source] = file
            yield self.store.begin(replace(job, first=decision.first, last=self.request.last))

    def done(self, outcome: Outcome) -> None:
        """Enter one document that was done."""
        file = self._files_of_rows.pop(outcome.source, None)
        if file is not None and outcome.unread_row:
            self._n_inputs -= 1
            self.store.abandon(outcome.source)
            self._take_down(file, outcome)
            return
        self._enter(self.store.take(outcome))

    def keep(self) -> None:
        """Put in place what is done, before the run is given up."""
        self._enter(self.store.flush())

    def finish(self) -> None:
        """Write what tells of rows that are no documents, take care of documents that are no inputs any more, and check
        that no input was lost."""
        for file in self.files:
            if file.has_rows and self.request.wants(file.source):
                self._tell_of_unread(file)
        gone = sorted(self.store.doc_ids() - self._seen)
        self.summary.not_in_inputs = len(gone)
        if self.request.prune and gone:
            self._touch()
            for doc_id in gone:
                self.store.remove(doc_id)
            self.summary.pruned = len(gone)
        self._enter(self.store.flush())
        if self.summary.n_documents != self._n_inputs:
            raise RuntimeError(f"{self._n_inputs} inputs, but {self.summary.n_documents} accounted for")

    def _take_down(self, file: InputFile, outcome: Outcome) -> None:
        """Keep a row that is no document for the end of the run; what it was before is gone."""
        if outcome.source != file.source:
            self._remove(doc_id_of(outcome.source))
        self._unread.setdefault(file.source, UnreadRows(file)).add(outcome)
        self.journal.progress(self.summary, self.total)

    def _tell_of_unread(self, file: InputFile) -> None:
        """Write the failed document that tells of the rows of a file that are none, or remove the one of a run before."""
        unread_rows = self._unread.get(file.source)
        if unread_rows is None:
            self._remove(file.doc_id)
            return
        self._seen.add(file.doc_id)
        self._n_inputs += 1
        extracted = unread_rows.extracted()
        entry = self.store.entry(file.doc_id)
        known = entry is not None and (entry.sha256, entry.stages) == (extracted.facts.document.sha256, self._wanted)
        if known and entry is not None and self.store.is_intact(file.doc_id, entry):
            error = extracted.facts.errors[0]
            self._count(Outcome(file.source, "skipped", code=error.code, message=error.message))
            return
        self._touch()
        self.store.begin(Job(file, last=self.request.last))
        self.done(write_one(batch_of([extracted]), self.store.writer, self.config, self.request.last))

    def _remove(self, doc_id: str) -> None:
        if self.store.holds(doc_id):
            self._touch()
            self.store.remove(doc_id)

    def _enter(self, outcomes: Iterable[Outcome]) -> None:
        """Enter documents whose rows are in place, or cannot be put there."""
        for outcome in outcomes:
            self.journal.document(outcome)
            self._count(outcome)

    def _count(self, outcome: Outcome) -> None:
        self.summary.add(outcome)
        self.journal.progress(self.summary, self.total)
        self.on_outcome(outcome, self.summary, self.total)

    def _touch(self) -> None:
        """Before the first change: compacted tables no longer tell what the documents' own tables do."""
        if self._is_compacted:
            withdraw_compacted(self.out)
            self._is_compacted = False
