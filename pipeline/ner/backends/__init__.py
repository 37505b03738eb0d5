"""Models that find names beside the rules: ``--ner ENGINE:MODEL``, for instance ``hanlp:models/schools``.

An engine (`pipeline.ner.backends.engine`) knows one library. Here its model is looked up, named and given
our labels; `pipeline.ner.merging` says what becomes of the names it finds. The default, ``rules``, comes by none of this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import cast

from pipeline.errors import ConfigurationError
from pipeline.ner.backends.engine import Engine, Model, Suggestion
from pipeline.ner.backends.labels import label_map
from pipeline.ner.backends.notes import read_notes
from pipeline.ner.spans import Found
from pipeline.records import MentionLabel, Sentence

__all__ = ["RULES", "Engine", "Model", "Recogniser", "Suggestion", "check", "fingerprint", "load"]

RULES = "rules"
"""The setting that asks for no model."""
_GROUP = "policyfacts_ner"
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A model with its labels in ours.

    Attributes:
        source: what `mentions.source` says of its names: engine, folder and the first digits of the folder's SHA-256.
    """

    source: str
    model: Model
    labels: Mapping[str, str]

    def __call__(self, sentences: Sequence[Sentence]) -> list[Found]:
        """The names that the model sees in the sentences of one document, unmerged and in text order."""
        found = [
            Found(cast(MentionLabel, label), suggestion.start, suggestion.end, self.source, score=suggestion.score)
            for suggestion in self.model.find(sentences)
            if (label := self.labels[suggestion.label])
        ]
        return sorted(found, key=lambda item: (item.start, item.end, item.label))


def load(setting: str, allow_download: bool = False, has_words: bool = True) -> Recogniser | None:
    """The model of a setting; None for ``rules``.

    Args:
        setting: ``rules`` or ``ENGINE:MODEL``, the model a folder or a name that the engine knows.
        allow_download: whether what is not on this machine may be fetched.
        has_words: whether the sentences that it will be given have words.

    Raises:
        ConfigurationError: C041 to C047, with the command that cures it.
    """
    if setting == RULES:
        return None
    name, engine, folder = _located(setting, allow_download)
    model = engine.load(folder, allow_download)
    if model.reads_words and not has_words:
        raise ConfigurationError("C047", setting=setting)
    labels = label_map(model.labels, read_notes(folder).labels, folder)
    return Recogniser(f"{name}:{folder.resolve().name}@{_digest(folder)[:_DIGITS]}", model, labels)


def check(setting: str, allow_download: bool = False) -> None:
    """Make sure, as far as it can be told without loading it, that the model of a setting can be used.

    Raises:
        ConfigurationError: C041, C042, C043, C046.
    """
    if setting != RULES:
        _located(setting, allow_download)


def fingerprint(setting: str, allow_download: bool = False) -> str:
    """What the names of a setting depend on besides the code: the files of the model, the versions of its library.

    Raises:
        ConfigurationError: as `load`, as far as it can be told without loading the model.
    """
    if setting == RULES:
        return RULES
    name, engine, folder = _located(setting, allow_download)
    versions = [f"{package} {metadata.version(package)}" for package in engine.packages]
    return "\n".join([name, folder.resolve().name, _digest(folder), *versions])


def _located(setting: str, allow_download: bool) -> tuple[str, Engine, Path]:
    name, colon, model = setting.partition(":")
    known = {point.name: point for point in metadata.entry_points(group=_GROUP)}
    if name not in known or not colon or not model:
        forms = ", ".join([RULES, *(f"{engine}:MODEL" for engine in sorted(known))])
        raise ConfigurationError("C041", setting=setting, forms=forms)
    try:
        engine: Engine = known[name].load()
    except ModuleNotFoundError as error:
        raise ConfigurationError("C042", engine=name, package=error.name, extra=name) from error
    return name, engine, engine.locate(model, allow_download)


def _digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of the files below a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\n".encode())
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()
