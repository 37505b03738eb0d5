"""Options and arguments that several commands take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.streams import configuration_errors

if TYPE_CHECKING:
    from pipeline.config import Config

RULES = "rules"


class SegmenterName(StrEnum):
    """What reads the word segmentation model."""

    DECODER = "decoder"
    SPACY_PKUSEG = "spacy-pkuseg"


class LanguageName(StrEnum):
    """A language of the pages."""

    ZH = "zh"
    EN = "en"


class PartitionName(StrEnum):
    """By what tables may be partitioned."""

    REGION = "region"
    YEAR = "year"


OutArgument = Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a run.")]
GoldOption = Annotated[Path, typer.Option("--gold", help="Folder of gold files.")]
ByOption = Annotated[PartitionName | None, typer.Option(help="Partition the tables by region or report year.")]
LanguageOption = Annotated[LanguageName, typer.Option(help="Language in which the pages open.")]
NoWordsOption = Annotated[bool, typer.Option("--no-words", help="Do without word segmentation.")]
SegmenterOption = Annotated[SegmenterName, typer.Option(help="What reads the word model; the words are the same.")]
NerOption = Annotated[
    str, typer.Option("--ner", metavar="rules|ENGINE:MODEL", help="Find names by rules, or by rules and a model.")
]
LexiconOption = Annotated[
    Path | None, typer.Option("--lexicon", metavar="DIR", help="Folder with a lexicon.tsv of your own words.")
]
ColumnOption = Annotated[
    str, typer.Option("--text-column", metavar="NAME", help="Column of CSV and TSV files that holds the text.")
]
OcrOption = Annotated[bool, typer.Option("--ocr", help="Recognize the text of scanned PDFs (extra ocr).")]
DownloadOption = Annotated[bool, typer.Option("--allow-download", help="Models of names may be fetched.")]


def language_of(name: LanguageName) -> Literal["zh", "en"]:
    """A language by its name."""
    return "zh" if name is LanguageName.ZH else "en"


def partition_of(name: PartitionName | None) -> Literal["region", "year"] | None:
    """A partition by its name."""
    return None if name is None else "region" if name is PartitionName.REGION else "year"


def config_of(
    no_words: bool, segmenter: SegmenterName, ner: str, lexicon: Path | None, allow_download: bool, **more: object
) -> Config:
    """The settings of a run; ends the command when they do not hold.

    Args:
        more: fields of `Config` that the options are named like.
    """
    from pipeline.config import Config

    settings: dict[str, object] = {
        "words": not no_words,
        "segmenter": "decoder" if segmenter is SegmenterName.DECODER else "spacy-pkuseg",
        "ner": ner,
        "lexicon": lexicon,
        "allow_download": allow_download,
        **more,
    }
    with configuration_errors():
        return Config.model_validate(settings)
