"""What each kind of knowledge adds to the names: the grammar alone, + word votes, + document memory.

`make ablation` runs it and writes docs/ablation.md. Document memory are the rules by which one occurrence of a name
settles the others; the script takes them out one function at a time, so the stage itself needs no switches. Times are
CPU seconds of the whole NER stage, the best of some runs; words are segmented beforehand and not timed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from pathlib import Path
from unittest.mock import patch

from pipeline.config import Config
from pipeline.evaluation.evaluate import gold_documents
from pipeline.evaluation.labels import Labels, from_facts, read_gold
from pipeline.evaluation.metrics import Hits, Scores, compare
from pipeline.facts import Facts
from pipeline.flow import extract_bytes
from pipeline.stages import Draft, draft_of, run_ner

_REPEAT = 5
# Function → what stands in its place when the document is not remembered.
_MEMORY = {
    "pipeline.ner.schools._settled": lambda content, found, words_of: list(found),
    "pipeline.ner.school_forms._by_full_name": lambda content, names: [],
    "pipeline.ner.people._everywhere": lambda content, people: people,
    "pipeline.ner.programs._again": lambda content, found, titled: [],
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A gold document, ready for the NER stage."""

    gold: Labels
    draft: Draft


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table."""

    name: str
    words: bool
    memory: bool


_SETTINGS = (
    Setting("suffix grammar and evidence alone", words=False, memory=False),
    Setting("+ word votes", words=True, memory=False),
    Setting("+ document memory", words=True, memory=True),
    Setting("document memory without word votes (`--no-words`)", words=False, memory=True),
)


def main() -> None:
    """Measure all settings and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("data/gold"))
    parser.add_argument("--docs", type=Path, default=Path("data/samples"))
    parser.add_argument("--out", type=Path, default=Path("docs/ablation.md"))
    arguments = parser.parse_args()
    samples = [
        Sample(read_gold(path), draft_of(extract_bytes(file.path.read_bytes(), file.source, Config())))
        for path, file in gold_documents(arguments.gold, arguments.docs)
    ]
    arguments.out.write_text("\n".join(_report(samples)) + "\n", encoding="utf-8")


def _report(samples: Sequence[Sample]) -> Iterator[str]:
    size = sum(len(sample.draft.text.raw) for sample in samples)
    yield "# What each kind of knowledge adds"
    yield ""
    yield f"Written by `make ablation` over the {len(samples)} documents of `data/gold` ({size:,} characters)."
    yield "Word votes only decide between left edges that the document's memory offers, so alone they change nothing."
    yield "A model beside the rules is measured apart, since what it adds depends on what it has seen: [backends.md](backends.md)."
    yield ""
    yield "| setting | SCHOOL P / R / F1 | PERSON P / R / F1 | PROGRAM P / R / F1 | characters/s |"
    yield "|---|---|---|---|---|"
    for setting in _SETTINGS:
        with _memory(setting.memory):
            scores = reduce(add, (_score(sample, setting.words) for sample in samples), Scores())
            seconds = min(_seconds(samples, setting.words) for _ in range(_REPEAT))
        cells = (_cell(hits) for hits in (scores["school"], scores["person"], scores["program"]))
        yield f"| {setting.name} | {' | '.join(cells)} | {round(size / seconds, -3):,.0f} |"


@contextmanager
def _memory(kept: bool) -> Iterator[None]:
    with ExitStack() as stack:
        if not kept:
            for name, substitute in _MEMORY.items():
                stack.enter_context(patch(name, substitute))
        yield


def _score(sample: Sample, words: bool) -> Scores:
    predicted = from_facts(replace(_facts(sample, words), claims=()))
    return compare(sample.gold, predicted).scores()


def _facts(sample: Sample, words: bool) -> Facts:
    return run_ner(sample.draft if words else replace(sample.draft, words=())).facts


def _seconds(samples: Sequence[Sample], words: bool) -> float:
    started = time.process_time()
    for sample in samples:
        _facts(sample, words)
    return time.process_time() - started


def _cell(hits: Hits) -> str:
    return " / ".join("–" if value is None else f"{value:.3f}" for value in (hits.precision, hits.recall, hits.f1))


if __name__ == "__main__":
    main()
