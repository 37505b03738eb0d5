"""Gold files against the pipeline, or against tables that it wrote earlier."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from functools import reduce
from operator import add
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pipeline.batch import InputFile, find_inputs
from pipeline.config import Config
from pipeline.errors import ConfigurationError, PolicyFactsError
from pipeline.evaluation.labels import Labels, Prediction, check_gold, from_facts, read_gold, read_predictions
from pipeline.evaluation.metrics import SCORES, Accuracy, Hits, Scores, compare
from pipeline.evaluation.misses import Miss, find_misses
from pipeline.evaluation.substitution import FILE_NAME, FrameResult, by_kind, score
from pipeline.flow import build, extract_bytes

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """How one document did.

    Attributes:
        name: of the gold file, without suffix.
        failure: code and message when the document failed; then everything is missed.
    """

    name: str
    scores: Scores
    misses: tuple[Miss, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How all documents did.

    Attributes:
        substitution: how the substitution tests came out, frame by frame; empty where there are none.
    """

    documents: tuple[DocumentResult, ...]
    substitution: tuple[FrameResult, ...] = ()

    @property
    def total(self) -> Scores:
        """The summed counts of all documents."""
        return reduce(add, (document.scores for document in self.documents), Scores())

    def headline(self) -> dict[str, float | None]:
        """One number per score: those of all documents, and ``substitution_KIND`` for each kind of substitution test."""
        return self.total.headline() | {
            f"substitution_{kind}": right / total for kind, (right, total) in by_kind(self.substitution).items()
        }

    def as_json(self) -> dict[str, Any]:
        """Counts and scores, per document and in all, and the misses of each document, ready for `json.dumps`."""
        return {
            "documents": {
                document.name: {
                    "failure": document.failure,
                    **_scores_as_json(document.scores),
                    "misses": [asdict(miss) for miss in document.misses],
                }
                for document in self.documents
            },
            "total": _scores_as_json(self.total),
            "substitution": [
                {"kind": result.kind, "frame": result.frame, "right": result.right, "total": result.total}
                for result in self.substitution
            ],
        }


def evaluate_docs(gold: Path, docs: Path, config: Config) -> Evaluation:
    """Run the pipeline over the documents of the gold files in `gold` and score it, and over the frames beside them.

    Args:
        gold: folder of gold files.
        docs: folder with their documents; others are passed over.
        config: settings of the pipeline.

    Raises:
        ConfigurationError: C001 to C007 when the run cannot start; E001, E002, E005 when the gold does not fit.
    """
    build(config)
    pairs = gold_documents(gold, docs)
    evaluation = _evaluate((path, _predict(file, config)) for path, file in pairs)
    frames = gold / FILE_NAME
    return replace(evaluation, substitution=score(frames, config)) if frames.exists() else evaluation


def evaluate_tables(gold: Path, out: Path) -> Evaluation:
    """Score the tables in the output folder `out` against the gold files in `gold`.

    Raises:
        ConfigurationError: C009 when a table is missing; E001, E002 when the gold does not fit.
    """
    predictions = read_predictions(out)
    return _evaluate(
        (path, document_of(path, predictions, lambda prediction: prediction.source, out)) for path in gold_files(gold)
    )


def gold_files(gold: Path) -> list[Path]:
    """The gold files of a folder, sorted by name.

    Raises:
        ConfigurationError: C003 when the folder does not exist, E001 when it holds none.
    """
    if not gold.is_dir():
        raise ConfigurationError("C003", path=gold)
    paths = sorted(gold.glob("*.json"))
    if not paths:
        raise ConfigurationError("E001", path=gold, problem="the folder holds no .json file")
    return paths


def gold_documents(gold: Path, docs: Path) -> list[tuple[Path, InputFile]]:
    """Each gold file with its document: ``000.json`` belongs to ``000.*`` or ``000_*.*``.

    Raises:
        ConfigurationError: E002 when there is no such document or more than one; C003 to C006 as in a run.
    """
    files = find_inputs([docs]).files
    return [(path, document_of(path, files, lambda file: file.source, docs)) for path in gold_files(gold)]


def corpus_hash(pairs: Iterable[tuple[Path, InputFile]]) -> str:
    """SHA-256 over the gold files and their documents, names and bytes, in the order of the names."""
    digest = hashlib.sha256()
    for path, file in sorted(pairs):
        for name, data in ((path.name, path.read_bytes()), (file.source, file.path.read_bytes())):
            digest.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()


def document_of(path: Path, items: Iterable[ItemT], source: Callable[[ItemT], str], where: Path) -> ItemT:
    """The item among `items` whose source name belongs to the gold file `path`.

    Raises:
        ConfigurationError: E002 when there is none, or more than one.
    """
    stems = [(PurePosixPath(source(item).removesuffix(".gz")).stem, item) for item in items]
    exact = [item for stem, item in stems if stem == path.stem]
    found = exact or [item for stem, item in stems if stem.startswith(f"{path.stem}_")]
    if len(found) != 1:
        wanted = f"one {path.stem}.* or {path.stem}_*.*, found {len(found)}"
        raise ConfigurationError("E002", gold=path, wanted=wanted, docs=where)
    return found[0]


def _predict(file: InputFile, config: Config) -> Prediction:
    try:
        facts = extract_bytes(file.path.read_bytes(), file.source, config)
    except PolicyFactsError as error:
        return Prediction(file.source, "", Labels(), failure=str(error))
    except Exception as error:  # a crash counts as all missed, like in a run
        return Prediction(file.source, "", Labels(), failure=f"{type(error).__name__}: {error}")
    return Prediction(file.source, facts.document.text, from_facts(facts))


def _evaluate(pairs: Iterable[tuple[Path, Prediction]]) -> Evaluation:
    return Evaluation(tuple(_document(path, prediction) for path, prediction in pairs))


def _document(path: Path, prediction: Prediction) -> DocumentResult:
    gold = read_gold(path)
    comparison = compare(gold, prediction.labels)
    if prediction.failure:
        return DocumentResult(path.stem, comparison.scores(), (), prediction.failure)
    check_gold(path, gold, prediction.text)
    misses = find_misses(prediction.text, gold, prediction.labels, comparison)
    return DocumentResult(path.stem, comparison.scores(), misses)


def _scores_as_json(scores: Scores) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in SCORES:
        value: Hits | Accuracy = scores[name]
        if isinstance(value, Hits):
            derived = {"precision": value.precision, "recall": value.recall, "f1": value.f1}
        else:
            derived = {"accuracy": value.accuracy}
        values[name] = {**asdict(value), **derived}
    return values
