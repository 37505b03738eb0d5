"""The names that the trained model sees in a text, and what it thinks of any span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from pipeline.ner.model.arrays import LAYERS, ModelArrays, Weights, load_model, tag_slices
from pipeline.ner.model.chain import Chain, Positions, decode
from pipeline.ner.model.features import codes_of
from pipeline.ner.model.network import GAP, score
from pipeline.records import MentionLabel

LABELS: tuple[MentionLabel, ...] = ("SCHOOL", "PERSON", "ORG", "PLACE", "PROGRAM", "DOC")
"""The labels of the model, in the order of `Tagging.label_numbers`."""
_NUMBER_OF = {label: number for number, label in enumerate(LABELS)}
_LAYER_OF = np.array([number for number, labels in enumerate(LAYERS) for _ in labels])
_NEVER = 100.0
_PLACE_OF = np.array([place for labels in LAYERS for place in range(len(labels))])


@dataclass(frozen=True, slots=True)
class Seen:
    """A name that the model finds.

    Attributes:
        start, end: offsets into the text.
        log_odds: natural logarithm of the odds that exactly this span is a name of this label; above 0 is more than even.
    """

    label: MentionLabel
    start: int
    end: int
    log_odds: float


@dataclass(frozen=True, slots=True)
class Tagging:
    """What the model thinks of a text."""

    spans: tuple[Seen, ...]
    """The best names, sorted by start, end; a PROGRAM or DOC may hold names of other labels."""
    _chains: tuple[Chain, ...]
    """Of all texts that were read at once."""
    _offset: int = 0
    """Where this text begins among them."""

    def span_score(self, start: int, end: int, label: MentionLabel) -> float:
        """Log-odds that exactly text[start:end] is a name of `label`, as in `Seen.log_odds`.

        Args:
            start, end: of a span inside the text that is not empty.
        """
        return float(self.span_scores([start], [end], [label])[0])

    def span_scores(
        self, starts: Sequence[int], ends: Sequence[int], labels: Sequence[MentionLabel]
    ) -> npt.NDArray[np.float64]:
        """`span_score` of many spans; much faster than one by one."""
        numbers = np.array([_NUMBER_OF[label] for label in labels], dtype=np.intp)
        return self.scores(np.array(starts, dtype=np.intp), np.array(ends, dtype=np.intp), numbers)

    def scores(self, starts: Positions, ends: Positions, labels: Positions) -> npt.NDArray[np.float64]:
        """The same for labels that are given by their places in `LABELS`."""
        found = np.empty(len(starts))
        layers, places = _LAYER_OF[labels], _PLACE_OF[labels]
        for number, chain in enumerate(self._chains):
            at = np.flatnonzero(layers == number)
            if len(at):
                found[at] = chain.log_odds(starts[at] + self._offset, ends[at] + self._offset, places[at])
        return found


def tag(text: str, ranges: Sequence[tuple[int, int]] | None = None, model: ModelArrays | None = None) -> Tagging:
    """Read a text with the trained model.

    Args:
        text: folded text (`pipeline.fold.fold`), boilerplate blanked out by line breaks; lines are looked at across their ends.
        ranges: (start, end) of what names are wanted from, without overlap; None for the whole text. No name leaves them, and none holds a line break.
        model: other than the shipped one.

    Returns:
        Names, with offsets into `text`, and the scores of all spans.

    Raises:
        ConfigurationError: C007 when the shipped model is missing or damaged.
    """
    return tag_all([text], [[(0, len(text))] if ranges is None else ranges], model)[0]


def tag_all(
    texts: Sequence[str], ranges: Sequence[Sequence[tuple[int, int]]], model: ModelArrays | None = None
) -> list[Tagging]:
    """Read texts with the trained model as `tag` does each of them, with the same scores; much faster than one by one when they are short.

    Args:
        texts: at least one.
        ranges: by text.
    """
    model = model or load_model()
    starts = list(accumulate((len(text) + len(GAP) for text in texts[:-1]), initial=0))
    joined = GAP.join(texts)
    scores = score(joined, model, [start - len(GAP) for start in starts[1:]])
    moved = zip(starts, ranges, strict=True)
    _settle(scores, joined, [(start + first, start + last) for start, own in moved for first, last in own])
    chains = tuple(
        decode(scores[tags], transitions, starts)
        for tags, transitions in zip(tag_slices(), model.transitions, strict=True)
    )
    names: list[list[Seen]] = [[] for _ in texts]
    for layer, chain in enumerate(chains):
        for place, seen in _seen(chain, layer, starts):
            names[place].append(seen)
    return [
        Tagging(tuple(sorted(spans, key=lambda seen: (seen.start, seen.end))), chains, start)
        for spans, start in zip(names, starts, strict=True)
    ]


def _seen(chain: Chain, layer: int, starts: Sequence[int]) -> Iterator[tuple[int, Seen]]:
    """The names of a layer, each with the number of its text."""
    labels = [label for label, number in zip(LABELS, _LAYER_OF, strict=True) if number == layer]
    odds = chain.log_odds(chain.starts, chain.ends, chain.labels)
    places = np.searchsorted(starts, chain.starts, "right") - 1
    columns = (places, chain.labels, chain.starts, chain.ends, odds)
    for place, number, start, end, log_odds in zip(*(column.tolist() for column in columns), strict=True):
        yield place, Seen(labels[number], start - starts[place], end - starts[place], log_odds)


def _settle(scores: Weights, text: str, ranges: Sequence[tuple[int, int]]) -> None:
    """Leave nothing but O at line breaks and outside `ranges`."""
    unwanted = np.ones(len(text), dtype=np.bool_)
    for start, end in ranges:
        unwanted[start:end] = False
    is_closed = unwanted | (codes_of(text) == ord("\n"))
    for tags in tag_slices():
        np.copyto(scores[tags.start + 1 : tags.stop], scores[tags.start] - _NEVER, where=is_closed)
