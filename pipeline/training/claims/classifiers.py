"""Which nouns a classifier counts: `python -m pipeline.training.claims.classifiers TEXTS … --out FILE`.

A classifier chooses its noun (家 an enterprise, 所 a school, 座 a bridge), so where the phrase behind a number may end is told by what
the classifier goes with (20所普通高中|改善办学条件). Counted are phrases that end with certainty, before a mark, and hold no verb.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log2
from pathlib import Path

from pipeline.claims.words import VERBS, tagged
from pipeline.evaluation.whole import read_texts
from pipeline.fold import fold
from pipeline.language.han import HAN
from pipeline.language.units import UNITS
from pipeline.patterns import any_of

_COUNTED = re.compile(
    rf"\d[余多]?[万亿]?(?P<unit>{any_of(unit.text for unit in UNITS.values() if unit.dimension == 'count')})(?:的)?(?P<noun>[{HAN}]{{2,10}})(?=[,;。、)和及与])"
)
_FEWEST = 2
"""Phrases of a noun with a classifier, or expected ones, at least."""
_SMOOTH = 1.0
_LEAST = 0.5
_HEAD = """\
# Which nouns classifiers count: how much more often than nouns at large one that ends in the word, or the character, stands behind the classifier.
# Columns: classifier, last word or last character of the noun, binary logarithm of the ratio. Sorted by code point.
# Source: phrases between a number and a mark in official documents and public pages, by `python -m pipeline.training.claims.classifiers`.
"""


def phrases(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Classifiers with the last word of what they count."""
    for text in texts:
        content = fold(text)
        for match in _COUNTED.finditer(content):
            words = tagged(content, *match.span("noun"))
            if (
                words
                and not any(word.tag in VERBS for word in words)
                and words[-1].tag.startswith(("n", "vn", "unknown"))
            ):
                yield match["unit"], words[-1].text


def ratios(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """By classifier and end of the noun: the logarithm of the ratio of what is seen to what is expected."""
    seen: Counter[tuple[str, str]] = Counter()
    for unit, noun in pairs:
        seen.update({(unit, end) for end in {noun, noun[-1]}})
    units, ends = Counter[str](), Counter[str]()
    for (unit, end), count in seen.items():
        ends[end] += count
        if len(end) == 1:
            units[unit] += count
    total = units.total()
    for unit in sorted(units):
        for end in sorted(ends):
            expected = units[unit] * ends[end] / total
            count = seen[unit, end]
            if max(expected, count) < _FEWEST:
                continue
            ratio = log2((count + _SMOOTH) / (expected + _SMOOTH))
            if abs(ratio) >= _LEAST:
                yield unit, end, ratio


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="+", help="JSONL with id and text, plain or gzipped")
    parser.add_argument("--out", type=Path, default=Path("models/classifier_nouns.tsv"))
    arguments = parser.parse_args()
    texts = (text for path in arguments.texts for text in read_texts(path).values())
    rows = (f"{unit}\t{end}\t{ratio:.1f}\n" for unit, end, ratio in ratios(phrases(texts)))
    arguments.out.write_text(_HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
