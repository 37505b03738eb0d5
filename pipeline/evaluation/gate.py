"""The gate: scores on the project's own gold may rise, not fall.

`floors.toml` holds the least allowed score of each kind and the hash of the corpus on which it was measured, so that
neither a worse extractor nor an easier corpus passes unseen.
"""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.evaluation.evaluate import Evaluation, corpus_hash, evaluate_docs, gold_documents
from pipeline.evaluation.substitution import FILE_NAME

SLACK = 0.01
"""How far below its score the floor of a substitution test lies: another lexicon draws other words."""
_DECIMALS = 1000
_HEADER = """\
# Floors of the gate: the least scores on this corpus. Written by `policyfacts gate --update`; lowering one needs
# --allow-lower. `corpus` is the SHA-256 of the gold files, their documents and the frames of substitution.toml.
"""


@dataclass(frozen=True, slots=True)
class Floors:
    """The least scores allowed, and the corpus on which they hold."""

    corpus: str
    floors: Mapping[str, float]


def read_floors(path: Path) -> Floors:
    """The floors in `path`.

    Raises:
        ConfigurationError: E003 when the file is missing or is no floors file.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Floors(str(data["corpus"]), {str(name): float(floor) for name, floor in data["floors"].items()})
    except OSError as error:
        problem = f"{path} cannot be read ({error.strerror}); write it with `policyfacts gate --update`"
        raise ConfigurationError("E003", problem=problem) from error
    except (tomllib.TOMLDecodeError, KeyError, ValueError, AttributeError) as error:
        raise ConfigurationError("E003", problem=f"{path} is no floors file: {error!r}") from error


def check(gold: Path, docs: Path, floors: Path, config: Config) -> Evaluation:
    """Evaluate and hold the scores against the floors.

    Raises:
        ConfigurationError: E003 when a score is below its floor or the corpus is another one.
    """
    pinned = read_floors(floors)
    corpus = _corpus(gold, docs)
    if corpus != pinned.corpus:
        problem = f"the corpus has changed ({corpus[:12]}…, pinned {pinned.corpus[:12]}…); pin it with --update"
        raise ConfigurationError("E003", problem=problem)
    evaluation = evaluate_docs(gold, docs, config)
    if fallen := _below(evaluation.headline(), pinned.floors):
        raise ConfigurationError("E003", problem="; ".join(fallen))
    return evaluation


def update(gold: Path, docs: Path, floors: Path, config: Config, *, allow_lower: bool) -> Evaluation:
    """Evaluate and raise the floors to the scores, rounded down to three decimals; pin the corpus.

    Raises:
        ConfigurationError: E003 when a floor would fall and `allow_lower` is false.
    """
    evaluation = evaluate_docs(gold, docs, config)
    scores = evaluation.headline()
    old = read_floors(floors).floors if floors.exists() and not allow_lower else {}
    if fallen := _below(scores, old):
        raise ConfigurationError("E003", problem="; ".join(fallen) + "; lower floors need --allow-lower")
    lines = [
        f"{name} = {max(_floor(name, score), old.get(name, 0.0)):.3f}"
        for name, score in scores.items()
        if score is not None
    ]
    floors.write_text(
        _HEADER + f'corpus = "{_corpus(gold, docs)}"\n\n[floors]\n' + "\n".join(lines) + "\n", encoding="utf-8"
    )
    return evaluation


def _corpus(gold: Path, docs: Path) -> str:
    """The hash of gold files and documents, and of the frames where there are any."""
    corpus = corpus_hash(gold_documents(gold, docs))
    frames = gold / FILE_NAME
    return hashlib.sha256(corpus.encode() + frames.read_bytes()).hexdigest() if frames.exists() else corpus


def _below(scores: Mapping[str, float | None], floors: Mapping[str, float]) -> list[str]:
    fallen = []
    for name, floor in floors.items():
        score = scores.get(name)
        if score is None:
            fallen.append(f"{name} is not measured any more (floor {floor:.3f})")
        elif score < floor:
            fallen.append(f"{name} {score:.4f} is below its floor {floor:.3f}")
    return fallen


def _floor(name: str, score: float) -> float:
    slack = SLACK if name.startswith("substitution_") else 0.0
    # The addend keeps 0.29 from becoming 0.289: binary fractions lie a hair below their decimals.
    return math.floor(max(score - slack, 0.0) * _DECIMALS + 1e-9) / _DECIMALS
