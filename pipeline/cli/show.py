"""``policyfacts show``: what one document states, and why."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    RULES,
    DownloadOption,
    LexiconOption,
    NerOption,
    NoWordsOption,
    OcrOption,
    SegmenterName,
    SegmenterOption,
    config_of,
)
from pipeline.cli.streams import EXIT_FAILED, configuration_errors, fail, stdout
from pipeline.translation import language, translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.config import Config
    from pipeline.facts import Facts


def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A document of any supported format; with --run its source there.")
    ],
    claim_id: Annotated[str, typer.Option("--claim", help="Explain this claim: its sentence, parts and rule.")] = "",
    why: Annotated[str, typer.Option("--why", help="Explain names: a mention's id, or any text of the document.")] = "",
    run: Annotated[
        Path | None, typer.Option("--run", metavar="OUT", help="Show what this run found, reading nothing anew.")
    ] = None,
    no_words: NoWordsOption = False,
    segmenter: SegmenterOption = SegmenterName.DECODER,
    ner: NerOption = RULES,
    lexicon: LexiconOption = None,
    allow_download: DownloadOption = False,
    ocr: OcrOption = False,
) -> None:
    """Show what one document states: its text in colours, its mentions and claims."""
    if run is not None:
        with configuration_errors():
            facts = _found(run, str(file))
    else:
        with configuration_errors():
            _require(file)
        config = config_of(no_words, segmenter, ner, lexicon, allow_download, ocr=ocr)
        facts = _extracted(file, config)
    if claim_id:
        _explain(facts, claim_id, None if run is not None else config)
    elif why:
        _explain_names(facts, why)
    else:
        from pipeline.show import show

        console = stdout()
        for part in show(facts, file.name):
            console.print(part)


def _found(run: Path, source: str) -> Facts:
    """The facts of a document from the tables of a run."""
    from pipeline.tables.find import facts_of_source

    return facts_of_source(run, source)


def _require(file: Path) -> None:
    from pipeline.errors import ConfigurationError

    if not file.is_file():
        raise ConfigurationError("C003", path=file)


def _extracted(file: Path, config: Config) -> Facts:
    from pipeline import extract_file
    from pipeline.errors import ConfigurationError, PolicyFactsError

    try:
        with configuration_errors():
            return extract_file(file, config)
    except ConfigurationError:
        raise
    except PolicyFactsError as error:
        raise fail(error, EXIT_FAILED, f"{file.name}: ") from error


def _explain_names(facts: Facts, asked: str) -> None:
    """Candidates of names where a mention or a text stands, with what speaks for and against each."""
    from pipeline.language.analysis import analyse
    from pipeline.ner.why import reasons
    from pipeline.stages import draft_of

    console = stdout()
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


def _explain(facts: Facts, claim_id: str, config: Config | None) -> None:
    """How a claim was read; between which candidates was decided only where the document was read anew."""
    from pipeline.explain import explain

    own_id = claim_id.rpartition("/")[2]  # tables have the document before it
    claim = next((claim for claim in facts.claims if claim.claim_id == own_id), None)
    if claim is None:
        known = f"it has {facts.claims[0].claim_id} to {facts.claims[-1].claim_id}" if facts.claims else "it has none"
        raise typer.BadParameter(f"the document has no claim {claim_id}; {known}", param_hint="--claim")
    pairs = explain(facts, claim)
    if config is not None:
        from pipeline.weighed import weighed

        pairs = chain(pairs, weighed(facts.document, config, claim))
    _print_pairs(pairs)


def _rule_in_words(told: str) -> str:
    """A rule and what it means, as the pages say it in the language of the user."""
    from pipeline.report.strings import translate

    name = told.partition(":")[0]
    return f"{name}: {translate(f'rule.{name}', language())}"


def _print_pairs(pairs: Iterable[tuple[str, str]]) -> None:
    """Label and text side by side; a text that is longer than the terminal is wide goes on below itself."""
    from rich.markup import escape
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in pairs:
        table.add_row(f"[bold]{translated(label)}[/]", escape(_rule_in_words(text) if label == "rule" else text))
    stdout().print(table)
