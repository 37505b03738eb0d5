"""``policyfacts evaluate``: scores against gold files."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    RULES,
    DownloadOption,
    GoldOption,
    LanguageName,
    LanguageOption,
    LexiconOption,
    NerOption,
    NoWordsOption,
    SegmenterName,
    SegmenterOption,
    config_of,
    language_of,
)
from pipeline.cli.streams import EXIT_FAILED, configuration_errors, stdout

if TYPE_CHECKING:
    from pipeline.evaluation import Evaluation


def command(
    gold: GoldOption,
    pred: Annotated[Path | None, typer.Option(help="Output folder of a run to score.")] = None,
    docs: Annotated[Path | None, typer.Option(help="Folder of documents to run the pipeline on.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write counts, scores and misses here.")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", help="Write a page with every miss here.")] = None,
    compare: Annotated[Path | None, typer.Option(help="With --html: what --json wrote for an earlier run.")] = None,
    language: LanguageOption = LanguageName.ZH,
    misses: Annotated[bool, typer.Option("--misses", help="List every miss with its context.")] = False,
    no_words: NoWordsOption = False,
    segmenter: SegmenterOption = SegmenterName.DECODER,
    ner: NerOption = RULES,
    lexicon: LexiconOption = None,
    allow_download: DownloadOption = False,
) -> None:
    """Score the pipeline, or the tables of a run, against gold files."""
    from pipeline.evaluation import evaluate_docs, evaluate_tables
    from pipeline.evaluation.earlier import read_earlier
    from pipeline.evaluation.page import evaluation_page
    from pipeline.evaluation.render import miss_lines, substitution_misses

    if compare is not None and html_file is None:
        raise typer.BadParameter("needs --html, the page that shows the comparison", param_hint="--compare")
    with configuration_errors():
        earlier = read_earlier(compare) if compare is not None else None
        if pred is not None and docs is None:
            evaluation = evaluate_tables(gold, pred)
        elif docs is not None and pred is None:
            evaluation = evaluate_docs(gold, docs, config_of(no_words, segmenter, ner, lexicon, allow_download))
        else:
            raise typer.BadParameter("give either --docs or --pred", param_hint="--docs / --pred")
    if misses:
        console = stdout()
        for line in chain(miss_lines(evaluation), substitution_misses(evaluation)):
            console.print(line, soft_wrap=True)
    show_scores(evaluation)
    with configuration_errors():
        if json_file is not None:
            _write(json_file, json.dumps(evaluation.as_json(), ensure_ascii=False, indent=2) + "\n")
        if html_file is not None:
            _write(html_file, evaluation_page(evaluation, language_of(language), earlier))
    if any(document.failure for document in evaluation.documents):
        raise typer.Exit(EXIT_FAILED)


def show_scores(evaluation: Evaluation) -> None:
    """Print the scores: by document, of all, and of the substitution tests."""
    from pipeline.evaluation.render import document_table, score_table, substitution_lines

    console = stdout()
    console.print(document_table(evaluation), score_table(evaluation))
    for line in substitution_lines(evaluation):
        console.print(line)


def _write(path: Path, text: str) -> None:
    from pipeline.errors import ConfigurationError

    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigurationError("C012", path=path, problem=error.strerror or error) from error
