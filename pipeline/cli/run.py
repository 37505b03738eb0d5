"""``policyfacts run``: documents to tables."""

from __future__ import annotations

import logging
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.batch.limits import Limits
from pipeline.cli import logs
from pipeline.cli.options import (
    RULES,
    ByOption,
    ColumnOption,
    DownloadOption,
    LexiconOption,
    NerOption,
    NoWordsOption,
    OcrOption,
    PartitionName,
    SegmenterName,
    SegmenterOption,
    config_of,
    partition_of,
)
from pipeline.cli.streams import EXIT_FAILED, configuration_errors, interruptible, program, say, stdout
from pipeline.tables.stages import STAGES, Stage
from pipeline.translation import translated

if TYPE_CHECKING:
    from pipeline.batch import Inputs, Outcome, Request, RunSummary
    from pipeline.config import Config

_log = logging.getLogger(f"{logs.NAME}.run")
_LIMITS = Limits()


class Engine(StrEnum):
    """What carries out a run."""

    LOCAL = "local"
    SPARK = "spark"


class StageName(StrEnum):
    """A stage at which a run may stop or start."""

    CLEAN = "clean"
    SEGMENT = "segment"
    NER = "ner"
    CLAIMS = "claims"


class LayoutName(StrEnum):
    """How the tables of a run lie in files."""

    FILES = "files"
    PARTS = "parts"


def command(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, or folders read recursively.")],
    out: Annotated[str, typer.Option(help="Folder for the tables.")],
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; as many as pay off when not given.")] = None,
    engine: Annotated[Engine, typer.Option(help="What carries out the run.")] = Engine.LOCAL,
    no_words: NoWordsOption = False,
    segmenter: SegmenterOption = SegmenterName.DECODER,
    ner: NerOption = RULES,
    lexicon: LexiconOption = None,
    allow_download: DownloadOption = False,
    text_column: ColumnOption = "",
    ocr: OcrOption = False,
    force: Annotated[bool, typer.Option("--force", help="Do everything again.")] = False,
    first: Annotated[StageName | None, typer.Option("--from", help="Do this stage and later ones again.")] = None,
    last: Annotated[StageName, typer.Option("--until", help="Stop after this stage.")] = StageName.CLAIMS,
    only: Annotated[list[str] | None, typer.Option(help="Only sources that match, e.g. '2021/*'.")] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Do failed documents again.")] = False,
    layout: Annotated[LayoutName | None, typer.Option(help="A file per document, or parts of a thousand.")] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove rows of documents that are no input.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and why.")] = False,
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds that a document may take.")] = _LIMITS.seconds,
    memory_limit: Annotated[int, typer.Option(min=64, help="Megabytes that a document may take.")] = _LIMITS.megabytes,
    by: ByOption = None,
) -> None:
    """Extract facts from documents and write them as Parquet tables; done ones are passed over."""
    from pipeline.batch import Request
    from pipeline.batch.render import show_next

    config = config_of(no_words, segmenter, ner, lexicon, allow_download, text_column=text_column, ocr=ocr)
    if engine is Engine.SPARK:
        if any((workers, force, first, only, retry_failed, prune, layout, dry_run, last is not StageName.CLAIMS)):
            raise typer.BadParameter(
                "takes --out, --no-words, --ner, --lexicon and --by only; it does everything", param_hint="--engine"
            )
        _run_spark(inputs, out, config, by)
        return
    if by is not None:
        raise typer.BadParameter("is for --engine spark; otherwise use `policyfacts compact --by`", param_hint="--by")
    request = Request(
        first="clean" if force else _stage(first) if first is not None else None,
        last=_stage(last),
        retry_failed=retry_failed,
        only=tuple(only or ()),
        prune=prune,
        layout=None if layout is None else "files" if layout is LayoutName.FILES else "parts",
    )
    if dry_run:
        _preview(inputs, Path(out), config, request)
        return
    summary = run_local(inputs, Path(out), config, request, workers, Limits(time_limit, memory_limit))
    show_next(stdout(), summary, Path(out), program())
    if summary.has_failures:
        raise typer.Exit(EXIT_FAILED)


def run_local(
    inputs: list[str],
    out: Path,
    config: Config,
    request: Request,
    workers: int | None = None,
    limits: Limits = _LIMITS,
) -> RunSummary:
    """Run on this machine and print how it went; ends the command when it cannot start, or is interrupted."""
    from pipeline.batch import default_workers, find_inputs, run
    from pipeline.batch.progress import show_progress
    from pipeline.batch.render import show_summary

    console = stdout()
    with configuration_errors():
        found = find_inputs([Path(path) for path in inputs], out)
        _show_not_read(found)
        number = workers or default_workers(len(found.files))
        _log.info("%d files, %d workers, into %s", len(found.files), number, out)
        with interruptible(), show_progress(console) as show:

            def on_outcome(outcome: Outcome, summary: RunSummary, total: int) -> None:
                _log_outcome(outcome)
                show(outcome, summary, total)

            summary = run(
                found.files,
                out,
                config,
                workers=number,
                request=request,
                limits=limits,
                on_outcome=on_outcome,
            )
    show_summary(console, summary, out)
    return summary


def _preview(inputs: list[str], out: Path, config: Config, request: Request) -> None:
    from pipeline.batch import find_inputs, preview
    from pipeline.batch.render import show_plan

    with configuration_errors():
        found = find_inputs([Path(path) for path in inputs], out)
        _show_not_read(found)
        show_plan(stdout(), preview(found.files, out, config, request))


def _run_spark(inputs: list[str], out: str, config: Config, by: PartitionName | None) -> None:
    from pipeline.batch.render import show_counts
    from pipeline.batch.spark import run_spark

    with configuration_errors(), interruptible():
        counts = run_spark(inputs, out, config, by=partition_of(by))
    show_counts(stdout(), counts, out)
    if counts["failed"]:
        raise typer.Exit(EXIT_FAILED)


def _stage(name: StageName) -> Stage:
    return STAGES[list(StageName).index(name)]


def _log_outcome(outcome: Outcome) -> None:
    told = {"source": outcome.source, "status": outcome.status, "code": outcome.code, "seconds": dict(outcome.seconds)}
    level = logging.WARNING if outcome.status == "failed" else logging.INFO
    _log.log(level, "%s: %s %s", outcome.source, outcome.status, outcome.message, extra=told)
    _log.debug("%s: %s", outcome.source, ", ".join(f"{stage} {s:.3f} s" for stage, s in outcome.seconds.items()))


def _show_not_read(found: Inputs) -> None:
    """Every file that is not read by its name, those of one reason on a line."""
    by_reason: dict[str, list[str]] = {}
    for source, reason in found.not_read:
        by_reason.setdefault(reason, []).append(source)
    for reason, sources in sorted(by_reason.items(), key=lambda item: item[1]):
        say("not read: {sources} ({reason})", sources=", ".join(sources), reason=translated(reason.rstrip(".")))
