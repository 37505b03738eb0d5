"""`python -m pipeline.training.claims --gold LABELS:TEXTS … [--whole TEXTS] --out FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.claims.weights import weights as known_weights
from pipeline.config import Config
from pipeline.training.claims.examples import from_frames, from_labels, from_whole
from pipeline.training.claims.fit import Example, fit

_FRAMES = Path(__file__).with_name("frames.toml")
_HEAD = """\
# What each feature of a candidate for the subject or the scope of a figure weighs (see pipeline/claims/candidates.py, places.py and owners.py).
# Columns: feature, weight. The candidate whose features weigh most is taken. Sorted by code point.
# Source: fitted by `python -m pipeline.training.claims` to hand labels and to sentences of invented words;
# those of `owner` to the scopes that readers named in 440 documents of the corpus.
"""
_LIGHTEST = 0.03


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.claims", description=__doc__)
    parser.add_argument("--gold", nargs="+", default=["data/gold:data/samples"], help="pairs LABELS:TEXTS of folders")
    parser.add_argument(
        "--whole", type=Path, help="texts of the whole documents that data/gold/corpus-claims.jsonl labels"
    )
    parser.add_argument("--out", type=Path, default=Path("models/claim_weights.tsv"))
    arguments = parser.parse_args()
    pairs = [tuple(map(Path, pair.split(":"))) for pair in arguments.gold]
    config = Config(words=False)
    learned = {
        kind: [example for labels, texts in pairs for example in from_labels(kind, labels, texts, config)]
        for kind in ("subject", "scope")
    }
    owners: list[Example] = []
    if arguments.whole:
        learned["subject"] += from_whole("subject", arguments.whole, config)
        owners += from_whole("owner", arguments.whole, config)
    weights = {
        **(
            fit(owners, penalty=1.5, rounds=60)
            if owners
            else {feature: weight for feature, weight in known_weights().items() if feature.startswith("owner ")}
        ),
        **fit([*learned["scope"], *from_frames("scope", _FRAMES, 20, 0.3)], penalty=8, rounds=60),
        **fit([*learned["subject"], *from_frames("subject", _FRAMES, 20, 0.3)], penalty=1, rounds=80),
    }
    rows = (f"{feature}\t{weight:.2f}\n" for feature, weight in sorted(weights.items()) if abs(weight) >= _LIGHTEST)
    arguments.out.write_text(_HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
