"""``python -m pipeline.training.decoder``: fit models/ner_weights.tsv (see docs/model-card.md for the models of the folds)."""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.config import Config
from pipeline.ner.model.arrays import FILE as MODEL
from pipeline.ner.model.arrays import load_model
from pipeline.ner.weights import FILE, Weights
from pipeline.resources import MODELS
from pipeline.training.decoder.documents import SHORT, Labelled, made, of_corpus, of_folder, renamed_copies
from pipeline.training.decoder.learn import in_folds, learn, lessons_of
from pipeline.training.decoder.made import Maker, fillers

FOLDS = 4
_LEAST = 0.01
_NAMED, _NAMELESS = 0.7, 0.12
"""How much a made sentence counts that holds a name, and one that holds none; where they count more, real texts are read worse."""
_DRAWN = 0.3
"""How much a single mention counts: it was drawn from what a reading had found, more often wrong than names are in texts."""
_HEAD = """# What each feature of a candidate weighs for each label; fitted by `make train-weights`, see pipeline/ner/features.py.
# feature, label, weight
"""


def main() -> None:
    """Read the labelled documents, fit, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.decoder", description=__doc__)
    parser.add_argument("--gold", nargs="*", default=["data/gold:data/samples:1"], metavar="GOLD:DOCS:SHARE")
    parser.add_argument("--without", nargs="*", default=[], help="names of labelled documents that are left out")
    parser.add_argument(
        "--excerpts", nargs="*", default=[], metavar="LABELS:TEXTS", help="labelled excerpts of gzipped JSON lines"
    )
    parser.add_argument("--models", default=str(MODELS / MODEL), help="of the folds; {fold} stands for the number")
    parser.add_argument("--made", type=int, default=6000, help="how many sentences are made")
    parser.add_argument("--workers", type=int, default=1, help="processes that read the documents")
    parser.add_argument("--scores", action="store_true", help="score the labelled documents in folds, too")
    parser.add_argument("--out", type=Path, default=MODELS / FILE)
    arguments = parser.parse_args()
    models = {fold: load_model(Path(arguments.models.format(fold=fold))) for fold in range(FOLDS)}
    own = list(_labelled(arguments))
    documents = [(document, fold_of(document), share) for document, share in (*own, *_invented(own, arguments.made))]
    first, second = lessons_of(documents, models, arguments.workers)
    write(learn(first, second), arguments.out)
    if arguments.scores:
        originals = [lesson for lesson in second if not lesson.document.invented]
        for label, score in in_folds(first, second, originals).items():
            print(f"{label}: {score.right} right of {score.found} found, {score.wanted} wanted, F1 {score.f1:.3f}")


def fold_of(document: Labelled) -> int:
    """The fold of a document; all parts and copies of one are in the same."""
    return int(hashlib.sha1(f"fold{document.name}".encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def write(weights: Weights, path: Path) -> None:
    """Write a file of weights."""
    rows = [f"{name}\t{label}\t{weight:.2f}\n" for name, label, weight in weights.rows() if abs(weight) >= _LEAST]
    path.write_text(_HEAD + "".join(rows), encoding="utf-8")


def _labelled(arguments: argparse.Namespace) -> Iterator[tuple[Labelled, float]]:
    """Labelled documents, each with how much it counts."""
    config = Config(words=False)
    for pair in arguments.gold:
        gold, docs, share = ([*pair.split(":"), "", ""])[:3]
        for document in of_folder(Path(gold), Path(docs or gold), config, frozenset(arguments.without)):
            yield document, float(share or 1)
    for pair in arguments.excerpts:
        labels, _, texts = pair.partition(":")
        for document in of_corpus(Path(labels), Path(texts), config):
            start, end = document.region
            yield document, _DRAWN if end - start <= SHORT else 1.0


def _invented(own: Iterable[tuple[Labelled, float]], sentences: int) -> Iterator[tuple[Labelled, float]]:
    """The labelled documents with other names, and made sentences; the same at every call."""
    config, rng = Config(words=False), random.Random(5)
    for document, share in own:
        yield from ((copy, 0.5 * share) for copy in renamed_copies(document, rng, config, 1))
    maker = Maker(rng, fillers())
    for number in range(sentences):
        document = made(maker, f"made{number}", config)
        yield document, _NAMED if document.names else _NAMELESS


if __name__ == "__main__":
    main()
