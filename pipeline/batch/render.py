"""What the commands that run and look at runs print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from pipeline.batch.journal import LOGS, Status
from pipeline.batch.progress import duration
from pipeline.tables.layout import TABLES
from pipeline.translation import translated, translated_error

if TYPE_CHECKING:
    from pipeline.batch.plan import Decision
    from pipeline.batch.summary import RunSummary

_LISTED = 50


def show_summary(console: Console, summary: RunSummary, out: Path) -> None:
    """Failures, counts and where the tables are."""
    for failure in summary.failures:
        told = translated_error(f"{failure.source}: [{failure.code}] {failure.message}")
        _line(console, "failed: {failure}", failure=told)
    if summary.counts["failed"] > len(summary.failures):
        more = summary.counts["failed"] - len(summary.failures)
        _line(console, "… and {count:,} more; all are in the table errors", count=more)
    if summary.failed_before:
        text = "{count:,} skipped documents failed before; --retry-failed does them again"
        _line(console, text, count=summary.failed_before)
    if summary.pruned:
        _line(console, "{count:,} documents that are no input any more were removed", count=summary.pruned)
    elif summary.not_in_inputs:
        text = "{count:,} documents of the folder are no input of this run; --prune removes them"
        _line(console, text, count=summary.not_in_inputs)
    console.print(_counts(summary))
    if summary.n_done:
        _line(console, "log: {place}", place=f"{out.resolve()}/{LOGS}/")
    _line(console, "Parquet tables: {place}", place=f"{out.resolve()}/<table>/*.parquet")


def show_next(console: Console, summary: RunSummary, out: Path, program: str) -> None:
    """What somebody does after a run: look at its facts, or at what failed.

    Args:
        program: how the command is called here.
    """
    if summary.counts["ok"] + summary.counts["partial"] + summary.counts["skipped"] > summary.failed_before:
        _line(
            console,
            "next: {program} report {out}, which writes the facts as pages; or in Python pipeline.load({name!r}, 'claims')",
            program=program,
            out=out,
            name=str(out),
        )
    else:
        text = "next: {program} doctor; no document could be read, what each lacks is said above"
        _line(console, text, program=program)


def _counts(summary: RunSummary) -> Table:
    table = _plain_table()
    for status in ("ok", "partial", "failed", "skipped"):
        note = " (up to date)" if status == "skipped" else ""
        table.add_row(translated(f"documents {status}{note}"), f"{summary.counts[status]:,}")
    table.add_section()
    for name in TABLES:
        table.add_row(f"{translated('rows written:')} {name}", f"{summary.rows[name]:,}")
    if summary.n_implausible:
        what = translated("implausible claims (`policyfacts validate` names them)")
        table.add_row(what, f"{summary.n_implausible:,}")
    table.add_section()
    table.add_row(translated("seconds"), f"{summary.seconds:.1f}")
    if summary.n_chars and summary.seconds:
        table.add_row(translated("characters per second"), f"{summary.n_chars / summary.seconds:,.0f}")
    return table


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
    table.add_row(translated("state"), translated(status.state))
    table.add_row(
        translated("documents"), translated("{done:,} of {total:,}").format(done=status.n_documents, total=status.total)
    )
    for name in ("ok", "partial", "failed", "skipped"):
        table.add_row(f"  {translated(name)}", f"{getattr(status, name):,}")
    if status.seconds:
        table.add_row(translated("characters per second"), f"{status.characters / status.seconds:,.0f}")
        table.add_row(translated("time so far"), duration(status.seconds))
    if status.state == "running" and status.seconds_left is not None:
        table.add_row(translated("time left, about"), duration(status.seconds_left))
    table.add_row(translated("started"), status.started)
    table.add_row(translated("last sign of life"), status.updated)
    console.print(table)
    _line(console, "log: {place}", place=out / LOGS / status.log)


def show_counts(console: Console, counts: Mapping[str, int], out: str) -> None:
    """Documents by status and rows by table, of a Spark run."""
    table = _plain_table()
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    _line(console, "Parquet tables: {place}", place=f"{out}/<table>")


def _line(console: Console, text: str, **details: object) -> None:
    console.print(translated(text).format(**details), markup=False, soft_wrap=True)


def _plain_table() -> Table:
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    return table
