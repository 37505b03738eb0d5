"""``python -m pipeline.training.names``: train the model of names. See docs/model-card.md."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.ner.model.arrays import FILE
from pipeline.resources import MODELS
from pipeline.training.names.teacher import Teacher
from pipeline.training.names.texts import excerpts, labelled, unlabelled
from pipeline.training.names.train import NO_CORPUS, STAGES, Trainer


def main() -> None:
    """Read the texts, train, write the model."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.names", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, nargs="*", default=[], help="folders of texts, or JSON lines; without labels"
    )
    parser.add_argument(
        "--gold", nargs="*", default=[], metavar="GOLD:DOCS", help="folders of labels and of their texts"
    )
    parser.add_argument(
        "--excerpts", nargs="*", default=[], metavar="LABELS:TEXTS", help="labelled excerpts of JSON lines"
    )
    parser.add_argument("--without", nargs="*", default=[], help="names of labelled documents that are not trained on")
    parser.add_argument("--out", type=Path, default=MODELS / FILE)
    parser.add_argument(
        "--first", type=Path, help="the state behind the first stage: begun from, or written if missing"
    )
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    teacher = Teacher() if arguments.corpus else None
    pairs = [pair.partition(":") for pair in arguments.gold]
    named = [item for gold, _, docs in pairs for item in labelled(Path(gold), Path(docs or gold), teacher)]
    parts = [pair.partition(":") for pair in arguments.excerpts]
    named += [item for labels, _, texts in parts for item in excerpts(Path(labels), Path(texts))]
    # What is set aside is not trained on, and neither are the lines of the corpus that it shares.
    hand = [example for name, example in named if name not in arguments.without]
    every = [example for _, example in named]
    silver = [example for corpus in arguments.corpus for example in unlabelled(corpus, teacher, every)]
    trainer = Trainer([*silver, *hand], seed=arguments.seed)
    first, *others = STAGES if silver else NO_CORPUS
    if arguments.first and arguments.first.exists():
        trainer.begin_from(arguments.first)
    else:
        trainer.run(silver, hand, first)
        if arguments.first:
            trainer.keep_first(arguments.first)
    for stage in others:
        trainer.run(silver, hand, stage)
    trainer.write(arguments.out)
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
