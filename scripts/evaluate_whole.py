"""Score the pipeline on whole documents that are labelled by offsets alone: `python scripts/evaluate_whole.py TEXTS.jsonl.gz`.

The texts are not part of the project; without them there is nothing to score.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline import Config, extract
from pipeline.evaluation.metrics import Accuracy
from pipeline.evaluation.misses import in_context
from pipeline.evaluation.whole import LABELS, read_texts, read_whole, score_whole


def main() -> None:
    """Score, document by document and in all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="JSONL with id and text, plain or gzipped")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--set", default="dev", help="dev, or aside: opened once, at the end of a piece of work")
    parser.add_argument("--misses", action="store_true", help="print what came out otherwise")
    args = parser.parse_args()
    texts = read_texts(args.texts)
    total: dict[str, Accuracy] = defaultdict(Accuracy)
    for document in read_whole(args.labels):
        if document.set != args.set or document.id not in texts:
            continue
        text = texts[document.id]
        scores, misses = score_whole(text, document, extract(text, Config(words=False)).claims)
        print(f"{document.id:24}", _line(scores))
        for field, score in scores.items():
            total[field] += score
        for miss in misses if args.misses else ():
            print(f"  {miss.field:14}{miss.expected!r} / {miss.got!r}  {in_context(text, *miss.span)}")
    print(f"{'all':24}", _line(total))


def _line(scores: Mapping[str, Accuracy]) -> str:
    return "  ".join(_cells(scores.items()))


def _cells(scores: Iterable[tuple[str, Accuracy]]) -> Iterable[str]:
    return (f"{field} {score.right}/{score.total} {score.accuracy or 0:.3f}" for field, score in scores)


if __name__ == "__main__":
    main()
