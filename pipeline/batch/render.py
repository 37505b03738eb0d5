"""What the commands that run and look at runs print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.batch.journal import LOGS, Status
from pipeline.batch.plan import Decision
from pipeline.batch.progress import duration
from pipeline.batch.summary import RunSummary
from pipeline.tables.schemas import SCHEMAS

_LISTED = 50


def show_summary(console: Console, summary: RunSummary, out: Path) -> None:
    """Failures, counts and where the tables are."""
    for failure in summary.failures:
        console.print(f"failed: {failure.source}: [{failure.code}] {failure.message}", markup=False, soft_wrap=True)
    if summary.counts["failed"] > len(summary.failures):
        console.print(f"… and {summary.counts['failed'] - len(summary.failures):,} more; all are in the table errors")
    if summary.failed_before:
        console.print(f"{summary.failed_before:,} skipped documents failed before; --retry-failed does them again")
    if summary.pruned:
        console.print(f"{summary.pruned:,} documents that are no input any more were removed")
    elif summary.not_in_inputs:
        console.print(
            f"{summary.not_in_inputs:,} documents of the folder are no input of this run; --prune removes them"
        )
    table = _plain_table()
    for status in ("ok", "partial", "failed", "skipped"):
        note = " (up to date)" if status == "skipped" else ""
        table.add_row(f"documents {status}{note}", f"{summary.counts[status]:,}")
    table.add_section()
    for name in SCHEMAS:
        table.add_row(f"rows written: {name}", f"{summary.rows[name]:,}")
    if summary.n_implausible:
        table.add_row("implausible claims (`policyfacts validate` names them)", f"{summary.n_implausible:,}")
    table.add_section()
    table.add_row("seconds", f"{summary.seconds:.1f}")
    if summary.n_chars and summary.seconds:
        table.add_row("characters per second", f"{summary.n_chars / summary.seconds:,.0f}")
    console.print(table)
    if summary.n_done:
        console.print(f"log: {out.resolve()}/{LOGS}/", markup=False, soft_wrap=True)
    console.print(f"Parquet tables: {out.resolve()}/<table>/*.parquet", markup=False, soft_wrap=True)


def show_plan(console: Console, decisions: Iterable[tuple[str, Decision]]) -> None:
    """What a run would do: the first documents one by one, all of them by reason."""
    reasons: Counter[tuple[str, str]] = Counter()
    for source, decision in decisions:
        action = "skip" if decision.first is None else f"run from {decision.first}"
        if reasons.total() < _LISTED:
            console.print(f"{action}: {source}: {decision.reason}", markup=False, soft_wrap=True)
        elif reasons.total() == _LISTED:
            console.print("…")
        reasons[action, decision.reason] += 1
    table = _plain_table()
    for (action, reason), count in reasons.most_common():
        table.add_row(f"would {action}: {reason}", f"{count:,}")
    console.print(table)


def show_status(console: Console, status: Status, out: Path) -> None:
    """How far a run is."""
    table = _plain_table()
    table.add_row("state", status.state)
    table.add_row("documents", f"{status.n_documents:,} of {status.total:,}")
    for name in ("ok", "partial", "failed", "skipped"):
        table.add_row(f"  {name}", f"{getattr(status, name):,}")
    if status.seconds:
        table.add_row("characters per second", f"{status.characters / status.seconds:,.0f}")
        table.add_row("time so far", duration(status.seconds))
    if status.state == "running" and status.seconds_left is not None:
        table.add_row("time left, about", duration(status.seconds_left))
    table.add_row("started", status.started)
    table.add_row("last sign of life", status.updated)
    console.print(table)
    console.print(f"log: {out / LOGS / status.log}", markup=False, soft_wrap=True)


def show_counts(console: Console, counts: Mapping[str, int], out: str) -> None:
    """Documents by status and rows by table, of a Spark run."""
    table = _plain_table()
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    console.print(f"Parquet tables: {out}/<table>", markup=False, soft_wrap=True)


def _plain_table() -> Table:
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    return table
