"""The trained model of names as arrays, and the file that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import ConfigurationError
from pipeline.ner.model.features import Lexicon
from pipeline.resources import MODELS
from pipeline.segment.static_table import StaticTable

FILE = "ner_model.npz"
LAYERS: tuple[tuple[str, ...], ...] = (("SCHOOL", "PERSON", "ORG", "PLACE"), ("PROGRAM", "DOC"))
"""Labels that exclude each other; a name of one layer may stand inside one of the other. Each layer is a chain of its own."""
DILATIONS = (1, 1, 2, 4, 8)
"""How far apart the three characters are that a convolution sees."""
REACH = sum(DILATIONS)
"""How far a character's scores reach to both sides, less one for the pair that begins there."""

Weights = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Convolution:
    """One layer of the network: three matrices, for the character before, this one, and the one behind."""

    weights: Weights
    """By place (before, here, behind), input channel, output channel."""
    bias: Weights


@dataclass(frozen=True, slots=True)
class ModelArrays:
    """Everything that `pipeline.ner.model` needs."""

    symbols: npt.NDArray[np.uint16]
    """By code point of the basic plane."""
    lexicon: Lexicon
    characters: Weights
    """By symbol and channel."""
    pairs: npt.NDArray[np.int8]
    """By row of `pair_rows` and channel, in units of `pair_unit`."""
    pair_unit: np.float32
    flags: Weights
    """By set of flags and channel."""
    convolutions: tuple[Convolution, ...]
    output: Weights
    """By channel and tag, the tags of all layers side by side."""
    output_bias: Weights
    transitions: tuple[Weights, ...]
    """By layer: by tag and the tag behind it."""


def tag_slices() -> list[slice]:
    """The columns of each layer's tags: O, then begin and inside of each label in turn."""
    slices = []
    start = 0
    for labels in LAYERS:
        stop = start + 2 * len(labels) + 1
        slices.append(slice(start, stop))
        start = stop
    return slices


@cache
def load_model(path: Path = MODELS / FILE) -> ModelArrays:
    """The model in the file at `path`, once a process.

    Raises:
        ConfigurationError: C007 when the file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            return model_from(dict(file))
    except (OSError, ValueError, KeyError) as error:
        raise ConfigurationError("C007", path=path, problem=str(error)) from error


def model_from(stored: Mapping[str, npt.NDArray[Any]]) -> ModelArrays:
    """The model of the arrays of a file.

    Raises:
        KeyError: an array is missing.
    """
    return ModelArrays(
        symbols=stored["symbols"],
        lexicon=Lexicon(
            entries=StaticTable(stored["entry_displacements"], stored["entry_keys"]),
            begins=stored["entry_begins"],
            goes_on=stored["entry_goes_on"],
            surnames=stored["surnames"],
        ),
        characters=_full(stored, "characters"),
        pairs=stored["pairs"],
        pair_unit=np.float32(stored["pairs_unit"]),
        flags=_full(stored, "flags"),
        convolutions=tuple(
            Convolution(_full(stored, f"convolution{number}"), stored[f"convolution{number}_bias"])
            for number in range(len(DILATIONS))
        ),
        output=_full(stored, "output"),
        output_bias=stored["output_bias"],
        transitions=tuple(stored[f"transitions{number}"] for number in range(len(LAYERS))),
    )


def _full(stored: Mapping[str, npt.NDArray[Any]], name: str) -> Weights:
    """An array that is stored as whole numbers of a unit, as it was."""
    return np.ascontiguousarray(stored[name] * np.float32(stored[f"{name}_unit"]), dtype=np.float32)
