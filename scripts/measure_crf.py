"""Would a trained model pay? A linear-chain CRF over characters against the rules, for SCHOOL and PERSON.

Needs python-crfsuite (the extra bench). Each document is labelled by a CRF that was trained on the gold of the others:
five folds over the documents, or with --unseen on all others for the documents named there. The rules have been developed
on the gold, so that folds flatter them and any model that sees what they say; documents that the rules had not met
when they were measured (--unseen, with the sources of that day) do not.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite

from pipeline.config import Config
from pipeline.evaluation.evaluate import gold_documents
from pipeline.evaluation.labels import Label, Labels, from_facts, read_gold
from pipeline.evaluation.metrics import Hits, Scores, compare
from pipeline.facts import Facts
from pipeline.flow import extract_bytes
from pipeline.language.lexicon import places
from pipeline.ner.lexicon import surnames

_FOLDS = 5
_TRAINING = {"c1": 0.1, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": False}
_LABELS = ("SCHOOL", "PERSON")
_Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Sample:
    """A gold document as the pipeline sees it."""

    name: str
    gold: Labels
    facts: Facts


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("data/gold"))
    parser.add_argument("--docs", type=Path, default=Path("data/samples"))
    parser.add_argument("--unseen", nargs="*", default=[], help="names of gold files to test on, without suffix")
    arguments = parser.parse_args()
    samples = [
        Sample(path.stem, read_gold(path), extract_bytes(file.path.read_bytes(), file.source, Config()))
        for path, file in gold_documents(arguments.gold, arguments.docs)
    ]
    print("\n".join(_report(samples, arguments.unseen)))


def _report(samples: Sequence[Sample], unseen: Sequence[str]) -> Iterator[str]:
    folds = _folds(samples, unseen)
    tested = [sample for _, test in folds for sample in test]
    rules = {sample.name: _spans_of_rules(sample) for sample in tested}
    alone = _predicted(folds, with_rules=False)
    informed = _predicted(folds, with_rules=True)
    settings = {
        "rules": rules,
        "CRF alone": alone,
        "CRF that sees the rules": informed,
        "rules, and the CRF alone where they are silent": _merged(rules, alone),
        "the same, where it is sure (0.9)": _merged(rules, _predicted(folds, with_rules=False, sure=0.9)),
        "rules, and the CRF that sees them where they are silent": _merged(rules, informed),
    }
    yield f"{len(tested)} documents tested"
    yield "| setting | SCHOOL P / R / F1 | PERSON P / R / F1 |"
    yield "|---|---|---|"
    for name, spans in settings.items():
        scores = reduce(add, (_score(sample, spans[sample.name]) for sample in tested), Scores())
        yield f"| {name} | {_cell(scores['school'])} | {_cell(scores['person'])} |"


def _folds(samples: Sequence[Sample], unseen: Sequence[str]) -> list[tuple[list[Sample], list[Sample]]]:
    """(train, test) pairs; no document is in both."""
    tests = (
        [[sample for sample in samples if sample.name in unseen]]
        if unseen
        else [list(samples[number::_FOLDS]) for number in range(_FOLDS)]
    )
    return [([sample for sample in samples if sample not in test], test) for test in tests]


def _predicted(
    folds: Sequence[tuple[list[Sample], list[Sample]]], with_rules: bool, sure: float = 0.0
) -> dict[str, list[_Span]]:
    """The spans that a CRF finds, by document; with `sure` those of which no character is less probable."""
    found = {}
    for train, test in folds:
        with TemporaryDirectory() as folder:
            path = str(Path(folder) / "model")
            trainer = pycrfsuite.Trainer(verbose=False, params=_TRAINING)
            for sample in train:
                tags = _tags(len(sample.facts.document.text), _spans_of_gold(sample))
                for start, features in _features(sample, with_rules):
                    trainer.append(features, tags[start : start + len(features)])
            trainer.train(path)
            tagger = pycrfsuite.Tagger()
            tagger.open(path)
            for sample in test:
                found[sample.name] = [
                    (label, start + first, start + last)
                    for start, features in _features(sample, with_rules)
                    for label, first, last in _sure_spans(tagger, features, sure)
                ]
            tagger.close()
    return found


def _sure_spans(tagger: pycrfsuite.Tagger, features: list[list[str]], sure: float) -> Iterator[_Span]:
    tags = tagger.tag(features)
    for label, first, last in _spans(tags):
        if min(tagger.marginal(tags[at], at) for at in range(first, last)) >= sure:
            yield label, first, last


def _features(sample: Sample, with_rules: bool) -> Iterator[tuple[int, list[list[str]]]]:
    """For each sentence its start and the features of its characters."""
    rules = ["O"] * len(sample.facts.document.text)
    if with_rules:
        named = sorted((m.end - m.start, m.label, m.start, m.end) for m in sample.facts.mentions)
        rules = _tags(len(rules), [(label, start, end) for _, label, start, end in reversed(named)])
    for sentence in sample.facts.sentences:
        text = sentence.text
        words = _words(text, sentence.words)
        yield (
            sentence.start,
            [
                [
                    *(f"c{offset}={_at(text, at + offset)}" for offset in range(-3, 4)),
                    *(f"d{offset}={_at(text, at + offset)}{_at(text, at + offset + 1)}" for offset in range(-2, 2)),
                    *(f"w{offset}={words[at + offset]}" for offset in (-1, 0, 1) if 0 <= at + offset < len(text)),
                    *(f"k{offset}={_kind(_at(text, at + offset))}" for offset in (-1, 0, 1)),
                    *(f"place{size}" for size in (2, 3, 4) if text[at : at + size] in places()),
                    *(f"surname{size}" for size in (1, 2) if text[at : at + size] in surnames()),
                    *(
                        f"r{offset}={rules[sentence.start + at + offset]}"
                        for offset in (-1, 0, 1)
                        if with_rules and 0 <= sentence.start + at + offset < len(rules)
                    ),
                ]
                for at in range(len(text))
            ],
        )


def _words(text: str, words: Sequence[str]) -> list[str]:
    """For each character its word and its place in it."""
    found = [""] * len(text)
    end = 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        for at in range(start, end):
            found[at] = f"{min(at - start, 2)}{word}"
    return found


def _at(text: str, index: int) -> str:
    return text[index] if 0 <= index < len(text) else "^"


def _kind(character: str) -> str:
    return "digit" if character.isdigit() else "letter" if character.isalpha() else "other"


def _tags(size: int, spans: Sequence[_Span]) -> list[str]:
    tags = ["O"] * size
    for label, start, end in spans:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tags


def _spans(tags: Sequence[str]) -> Iterator[_Span]:
    start = 0
    for at in range(len(tags) + 1):
        before = tags[at - 1] if at else "O"
        now = tags[at] if at < len(tags) else "O"
        if before != "O" and (now == "O" or now[0] == "B" or now[2:] != before[2:]):
            yield before[2:], start, at
        if now != "O" and (before == "O" or now[0] == "B" or now[2:] != before[2:]):
            start = at


def _spans_of_gold(sample: Sample) -> list[_Span]:
    # An optional name is one more example of what names look like.
    layers = zip(_LABELS, (sample.gold.school, sample.gold.person), strict=True)
    return [(label, name.start, name.end) for label, layer in layers for name in layer]


def _spans_of_rules(sample: Sample) -> list[_Span]:
    return [(m.label, m.start, m.end) for m in sample.facts.mentions if m.label in _LABELS]


def _merged(rules: dict[str, list[_Span]], model: dict[str, list[_Span]]) -> dict[str, list[_Span]]:
    """By the policy of `pipeline.ner.merging`: rules win."""
    return {
        name: [
            *own,
            *(item for item in model[name] if all(item[2] <= start or end <= item[1] for _, start, end in own)),
        ]
        for name, own in rules.items()
    }


def _score(sample: Sample, spans: Sequence[_Span]) -> Scores:
    text = sample.facts.document.text
    names = {
        label: tuple(Label(start, end, text[start:end]) for kind, start, end in sorted(spans) if kind == label)
        for label in _LABELS
    }
    predicted = replace(from_facts(sample.facts), school=names["SCHOOL"], person=names["PERSON"])
    return compare(sample.gold, predicted).scores()


def _cell(hits: Hits) -> str:
    return " / ".join("–" if value is None else f"{value:.3f}" for value in (hits.precision, hits.recall, hits.f1))


if __name__ == "__main__":
    main()
