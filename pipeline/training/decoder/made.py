"""Sentences that are made by a grammar: words of the lexicon and invented names in plain clauses, so that weights do not lean on known names and verbs.

Nobody means what such a sentence says; what counts is that a name may follow any verb and consist of any characters, and that what
looks like a name is none where the grammar of the language says so (石桥镇有中学, 近百所小学).
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from pipeline.evaluation.fillers import Fillers
from pipeline.ner.model import LABELS
from pipeline.records import MentionLabel

Made = tuple[str, tuple[tuple[MentionLabel, int, int], ...]]

_WORDS = ("verb", "deed", "activity", "noun", "thing", "role", "time", "place", "person")
_PART = re.compile(r"\{(?P<symbol>\w+)\}|\((?P<choice>[^()]*)\)|<(?P<label>[A-Z]+) |(?P<close>>)|(?P<text>[^{}()<>]+)")


@cache
def grammar() -> Mapping[str, Sequence[str]]:
    """The forms of each symbol."""
    forms: dict[str, list[str]] = defaultdict(list)
    for line in (Path(__file__).parent / "grammar.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            symbol, form = line.split(":", 1)
            forms[symbol].append(form.strip(" ").replace("\\n", "\n").replace("\\t", "\t"))
    return dict(forms)


class Maker:
    """Draws sentences.

    Args:
        rng: where chance comes from.
        fillers: the words by kind.
    """

    def __init__(self, rng: random.Random, fillers: Fillers) -> None:
        self._rng = rng
        self._lists: Mapping[str, Sequence[Sequence[str]]] = {kind: fillers.ordered(kind, "made") for kind in _WORDS}

    def sentence(self) -> Made:
        """A sentence with its names."""
        parts: list[str] = []
        names: list[tuple[MentionLabel, int, int]] = []
        self._write("{sentence}", parts, names)
        return "".join(parts), tuple(names)

    def _write(self, form: str, parts: list[str], names: list[tuple[MentionLabel, int, int]]) -> None:
        opened: list[tuple[MentionLabel, int]] = []
        for part in _PART.finditer(form):
            if part["symbol"] in self._lists:
                parts += [self._rng.choice(words) for words in self._lists[part["symbol"]]]
            elif part["symbol"]:
                self._write(self._rng.choice(grammar()[part["symbol"]]), parts, names)
            elif part["choice"] is not None:
                self._write(self._rng.choice(part["choice"].split("|")), parts, names)
            elif part["label"]:
                opened.append((LABELS[LABELS.index(part["label"])], sum(map(len, parts))))
            elif part["close"]:
                label, start = opened.pop()
                names.append((label, start, sum(map(len, parts))))
            else:
                parts.append(part["text"])


def fillers(path: Path = Path("data/gold/substitution.toml")) -> Fillers:
    """The words as the frames of `path` declare them."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Fillers(data["words"], data["numbers"])
