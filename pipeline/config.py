"""The one configuration of a run: frozen, validated, with a fingerprint."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from pipeline.resources import MODELS
from pipeline.segment.words import Segmenter


class Config(BaseModel):
    """What a run may choose. Everything else is knowledge in `models/`.

    Raises:
        pydantic.ValidationError: an unknown or ill-typed setting.
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

    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that differ when a setting that changes rows differs."""
        settings = self.model_dump_json(exclude={"pkuseg_model", "allow_download"})
        return hashlib.sha256(settings.encode()).hexdigest()[:16]
