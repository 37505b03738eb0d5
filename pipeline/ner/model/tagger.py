"""The names that the trained model sees in a text, and what it thinks of any span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.ner.model.arrays import LAYERS, ModelArrays, Weights, load_model, tag_slices
from pipeline.ner.model.chain import Chain, Positions, decode
from pipeline.ner.model.features import codes_of
from pipeline.ner.model.network import score
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
                found[at] = chain.log_odds(starts[at], ends[at], places[at])
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
    model = model or load_model()
    scores = score(text, model)
    _settle(scores, text, ranges)
    chains = tuple(
        decode(scores[tags], transitions) for tags, transitions in zip(tag_slices(), model.transitions, strict=True)
    )
    spans = [seen for number, chain in enumerate(chains) for seen in _seen(chain, number)]
    return Tagging(tuple(sorted(spans, key=lambda seen: (seen.start, seen.end))), chains)


def _seen(chain: Chain, layer: int) -> Iterator[Seen]:
    labels = [label for label, number in zip(LABELS, _LAYER_OF, strict=True) if number == layer]
    odds = chain.log_odds(chain.starts, chain.ends, chain.labels)
    columns = (chain.labels.tolist(), chain.starts.tolist(), chain.ends.tolist(), odds.tolist())
    for number, start, end, log_odds in zip(*columns, strict=True):
        yield Seen(labels[number], start, end, log_odds)


def _settle(scores: Weights, text: str, ranges: Sequence[tuple[int, int]] | None) -> None:
    """Leave nothing but O at line breaks and outside `ranges`."""
    is_closed = codes_of(text) == ord("\n")
    if ranges is not None:
        unwanted = np.ones(len(text), dtype=np.bool_)
        for start, end in ranges:
            unwanted[start:end] = False
        is_closed |= unwanted
    for tags in tag_slices():
        np.copyto(scores[tags.start + 1 : tags.stop], scores[tags.start] - _NEVER, where=is_closed)
