"""The labels of models in ours, by `models/ner_labels.toml` and the notes of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.resources import read_toml


def label_map(labels: Iterable[str], own: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Label of the model → label of ours, or empty where it is nothing of ours.

    Args:
        labels: every label that the model may give.
        own: what the notes of the model say of them; it goes before what is generally known.
        folder: of the model, for the message.

    Raises:
        ConfigurationError: C045 when nobody says what a label is.
    """
    known = read_toml("ner_labels.toml")["labels"]
    found = {label: own.get(label, known.get(label.upper())) for label in sorted(labels)}
    unknown = [label for label, ours in found.items() if ours is None]
    if unknown:
        raise ConfigurationError("C045", path=folder, labels=", ".join(unknown))
    return {label: str(ours) for label, ours in found.items()}
