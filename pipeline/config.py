"""The one configuration of a run: frozen, validated, with a fingerprint."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from pipeline.extras import require_extra
from pipeline.language.lexicon import Lexicon, read_additions, with_additions
from pipeline.resources import MODELS
from pipeline.segment.words import Segmenter


class Config(BaseModel):
    """What a run may choose. Everything else is knowledge in `models/`.

    Raises:
        pydantic.ValidationError: an unknown or ill-typed setting.
        ConfigurationError: C061, C062 when the lexicon cannot be used, C051 when what recognizes text is not installed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: bool = True
    """Segment sentences into words; without it the words column stays empty."""
    segmenter: Segmenter = "decoder"
    """What reads the pkuseg model; both give the same words."""
    pkuseg_model: Path = MODELS / "fetched" / "pkuseg-ctb8"
    """Folder of the pkuseg model that `policyfacts fetch` unpacks."""
    ner: str = "rules"
    """What finds names: ``rules``, or rules and a model, ``ENGINE:MODEL`` (see `pipeline.ner.backends`)."""
    allow_download: bool = False
    """Whether a model that is not on this machine may be fetched."""
    max_bytes: int = Field(default=64 * 1024 * 1024, gt=0)
    """Larger files are refused (code I005)."""
    max_characters: int = Field(default=2_000_000, gt=0)
    """Longer texts are refused (code I019): a yearbook has a million, and two take up to a gigabyte of memory."""
    text_column: str = ""
    """Column of CSV and TSV files that holds the text, by its name or its number from 1; told by the file when empty."""
    ocr: bool = False
    """Recognize the text of PDF pages that are images, with what the extra ``ocr`` installs."""
    lexicon: Path | None = None
    """Folder with a `lexicon.tsv` of words that a user adds; it is read now, and goes with the configuration to every process."""
    _additions: str = PrivateAttr("")

    def model_post_init(self, context: Any, /) -> None:
        """Read the user's words, and look for what the settings need."""
        if self.ocr:
            require_extra("ocr", "rapidocr", "onnxruntime")
        if self.lexicon is not None:
            self._additions = read_additions(self.lexicon)

    def words_in_force(self) -> Lexicon:
        """The lexicon that documents are read with."""
        return with_additions(self._additions)

    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that differ when a setting that changes rows differs."""
        settings = self.model_dump_json(exclude={"pkuseg_model", "allow_download", "lexicon"})
        return hashlib.sha256((settings + self._additions).encode()).hexdigest()[:16]
