"""The best names of one layer and how probable any name is: a linear-chain CRF over runs of doubtful characters.

Nearly all characters are plainly outside every name; these are settled at once. What is left are short runs, which are decoded side
by side: step t is the t-th character of every run that has one. Scores are taken relative to the tag O, which has the number 0;
the label k has the tags 2k + 1 (begin) and 2k + 2 (inside).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.ner.model.products import product

Scores = npt.NDArray[np.float32]
Positions = npt.NDArray[np.intp]
_Tags = npt.NDArray[np.int8]
_SETTLED = np.float32(5.0)
"""A character is outside when O beats every other tag there by this much (natural logarithm), or when no name can reach it."""
_LONGEST = 128
"""Longer runs are cut, as no text of whole sentences has them: a line of nothing but names costs no more than others."""
_TINY = np.float32(1e-30)


@dataclass(frozen=True, slots=True)
class _Runs:
    """Doubtful characters: runs from the longest to the shortest, their characters ordered by step, then by run."""

    columns: Positions
    """By column: the character."""
    bounds: list[int]
    """By step: the first column; and the end."""
    column_of: Positions
    """By character: its column, or -1."""

    @property
    def widths(self) -> list[int]:
        """By step: how many runs have such a character."""
        return [end - start for start, end in zip(self.bounds[:-1], self.bounds[1:], strict=True)]


@dataclass(frozen=True, slots=True)
class _Sums:
    """Running sums over the characters of a text; a span's sum is a difference of two."""

    inside: npt.NDArray[np.float64]
    """By label and place: the scores of inside over that of O, of all characters before."""
    _begun: npt.NDArray[np.float64]
    """By place: the totals of the runs that begin before."""
    _entered: npt.NDArray[np.float64]
    """By character: the total of the run that goes on over it from the character before, else 0."""

    @classmethod
    def of(cls, excess: Scores, totals: Scores, runs: _Runs, starts: Sequence[int]) -> _Sums:
        """The sums of a layer.

        Args:
            totals: by column: logarithm of the sum over all sequences of the run, over that of O alone.
            starts: where texts begin; sums begin anew there, so that those of a text are rounded as if it were alone.
        """
        n_characters = excess.shape[1]
        of_run = np.zeros(n_characters)
        of_run[runs.columns] = totals
        goes_on = np.zeros(n_characters, dtype=np.bool_)
        goes_on[1:] = runs.column_of[:-1] >= 0
        entered = np.where(goes_on, of_run, 0.0)
        of_run[goes_on] = 0.0
        inside = np.zeros((len(excess) // 2, n_characters + 1))
        begun = np.zeros(n_characters + 1)
        for start, end in pairwise((*starts, n_characters + 1)):
            np.cumsum(excess[2::2, start : end - 1], axis=1, dtype=np.float64, out=inside[:, start + 1 : end])
            np.cumsum(of_run[start : end - 1], out=begun[start + 1 : end])
        return cls(inside, begun, entered)

    def of_runs(self, starts: Positions, ends: Positions) -> npt.NDArray[np.float64]:
        """By span: the totals of the runs of which a character lies in it."""
        total: npt.NDArray[np.float64] = self._begun[ends] - self._begun[starts] + self._entered[starts]
        return total


@dataclass(frozen=True, slots=True)
class Chain:
    """The names of one layer in a text.

    Attributes:
        starts, ends, labels: of the best names, in text order; labels are numbers.
    """

    starts: Positions
    ends: Positions
    labels: Positions
    _excess: Scores
    """By tag and character: the score over that of O."""
    _transitions: Scores
    _runs: _Runs
    _settled_before: Positions
    """By place: how many characters before it are settled."""
    _begins: Scores
    """By column and label: logarithm of the chance that a name begins here, whatever its end."""
    _within: Scores
    """By column and label: running sum over a run of what each character adds to a name that goes on over it."""
    _closes: Scores
    """By column, label and tag (begin, inside): what it adds that the name ends with this character."""
    _sums: _Sums

    def log_odds(self, starts: Positions, ends: Positions, labels: Positions) -> npt.NDArray[np.float64]:
        """How probable it is, as natural log-odds, that exactly the characters from start to end are a name of the label.

        Args:
            starts, ends: of spans that are not empty and lie in the text.
            labels: their numbers in this layer.
        """
        logarithm = np.empty(len(starts))
        first, last = self._runs.column_of[starts], self._runs.column_of[ends - 1]
        settled = self._settled_before[ends] > self._settled_before[starts]
        at = np.flatnonzero(settled)
        logarithm[at] = self._settled_score(starts[at], ends[at], labels[at])
        at = np.flatnonzero(~settled)
        logarithm[at] = self._log_probability(first[at], last[at], labels[at])
        bounded = np.minimum(logarithm, -1e-6)
        odds: npt.NDArray[np.float64] = bounded - np.log(-np.expm1(bounded))
        return odds

    def _log_probability(self, first: Positions, last: Positions, labels: Positions) -> npt.NDArray[np.float64]:
        is_long = (first != last).astype(np.intp)
        begin, inside = 2 * labels + 1, 2 * labels + 2
        steps = self._transitions[begin, inside] - self._transitions[inside, inside]
        within = self._within[last, labels] - self._within[first, labels] + is_long * steps
        total: npt.NDArray[np.float64] = (
            self._begins[first, labels].astype(np.float64) + within + self._closes[last, labels, is_long]
        )
        return total

    def _settled_score(self, starts: Positions, ends: Positions, labels: Positions) -> npt.NDArray[np.float64]:
        """The same for spans of which a character is settled: as if all around were O."""
        begin, inside = 2 * labels + 1, 2 * labels + 2
        transitions = self._transitions.astype(np.float64)
        total: npt.NDArray[np.float64] = transitions[0, begin] + self._excess[begin, starts]
        total += self._sums.inside[labels, ends] - self._sums.inside[labels, starts + 1]
        total -= self._sums.of_runs(starts, ends)
        size = ends - starts
        is_long = size > 1
        total += np.where(is_long, transitions[begin, inside] + (size - 2) * transitions[inside, inside], 0.0)
        total += np.where(is_long, transitions[inside, 0], transitions[begin, 0])
        total -= (size + 1) * transitions[0, 0]
        return total


def decode(scores: Scores, transitions: Scores, starts: Sequence[int] = (0,)) -> Chain:
    """The names of a layer.

    Args:
        scores: by tag of the layer and character.
        transitions: by tag and the tag behind it.
        starts: where texts begin; before all but the first are characters that are in no name.
    """
    excess = scores - scores[0]
    runs = _find_runs(excess)
    here = np.ascontiguousarray(excess[:, runs.columns].T)
    tags = np.zeros(scores.shape[1], dtype=np.int8)
    tags[runs.columns] = _best_tags(here, transitions, runs)
    names = _names(tags)
    begins, within, closes, totals = _chances(here, transitions, runs)
    sums = _Sums.of(excess, totals, runs, starts)
    settled_before = np.concatenate(([0], np.cumsum(runs.column_of < 0)))
    return Chain(*names, excess, transitions, runs, settled_before, begins, within, closes, sums)


def _find_runs(excess: Scores) -> _Runs:
    doubtful = np.concatenate(([False], _doubtful(excess), [False]))
    edges = np.flatnonzero(doubtful[1:] != doubtful[:-1])
    starts, lengths = _cut(edges[::2], edges[1::2])
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    n_steps = int(lengths[0]) if len(lengths) else 0
    widths = len(lengths) - np.cumsum(np.bincount(lengths, minlength=n_steps + 1))[:n_steps]
    bounds = np.concatenate(([0], np.cumsum(widths))).astype(np.intp)
    step = np.repeat(np.arange(n_steps), widths)
    columns = starts[np.arange(bounds[-1]) - bounds[step]] + step
    column_of = np.full(excess.shape[1], -1, dtype=np.intp)
    column_of[columns] = np.arange(len(columns))
    return _Runs(columns, bounds.tolist(), column_of)


def _doubtful(excess: Scores) -> npt.NDArray[np.bool_]:
    """By character: whether a name may begin here, or go on from a character where one may have begun."""
    begins = excess[1::2].max(axis=0) > -_SETTLED
    goes_on = excess[2::2].max(axis=0) > -_SETTLED
    at = np.arange(excess.shape[1], dtype=np.int32)
    last_begin = np.maximum.accumulate(np.where(begins, at, np.int32(-1)))
    last_break = np.maximum.accumulate(np.where(begins | goes_on, np.int32(-1), at))
    doubtful: npt.NDArray[np.bool_] = last_begin > last_break
    return doubtful


def _cut(starts: Positions, ends: Positions) -> tuple[Positions, Positions]:
    """Starts and lengths of the runs, none longer than `_LONGEST`."""
    pieces = -(-(ends - starts) // _LONGEST)
    number = np.arange(int(pieces.sum())) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    cut = np.repeat(starts, pieces) + number * _LONGEST
    return cut, np.minimum(np.repeat(ends, pieces), cut + _LONGEST) - cut


def _best_tags(here: Scores, transitions: Scores, runs: _Runs) -> _Tags:
    """By column: the tag in the best sequence (Viterbi). Of equally good ones, the first."""
    n_tags = len(transitions)
    before = np.zeros((len(here), n_tags), dtype=np.int8)
    tags = np.zeros(len(here), dtype=np.int8)
    widths, bounds = runs.widths, runs.bounds
    closing = np.empty_like(tags)
    best = here[: bounds[1] if widths else 0] + transitions[0]
    behind = np.ascontiguousarray(transitions.T)
    for step, width in enumerate(widths):
        start = bounds[step]
        if step:
            sums = best[:width, None, :] + behind
            choice = sums.argmax(axis=2)
            before[start : start + width] = choice
            best = np.maximum.reduce(sums, axis=2) + here[start : start + width]
        following = widths[step + 1] if step + 1 < len(widths) else 0
        if following < width:
            closing[start + following : start + width] = (best[following:] + transitions[:, 0]).argmax(axis=1)
    for step in range(len(widths) - 1, -1, -1):
        start, width = bounds[step], widths[step]
        following = widths[step + 1] if step + 1 < len(widths) else 0
        tags[start + following : start + width] = closing[start + following : start + width]
        ahead = np.arange(bounds[step + 1], bounds[step + 1] + following)
        tags[start : start + following] = before[ahead, tags[ahead]]
    return tags


def _names(tags: _Tags) -> tuple[Positions, Positions, Positions]:
    """Starts, ends and labels of the names that tags spell. An inside without its begin before it begins a name as well."""
    labels = (tags.astype(np.intp) - 1) // 2
    before = np.concatenate(([-1], labels[:-1]))
    starts = np.flatnonzero((tags > 0) & ((tags % 2 == 1) | (labels != before)))
    is_last = np.concatenate((labels[1:] != labels[:-1], [True])) | np.concatenate((tags[1:] % 2 == 1, [True]))
    ends = np.flatnonzero((tags > 0) & is_last) + 1
    return starts, ends, labels[starts]


def _chances(here: Scores, transitions: Scores, runs: _Runs) -> tuple[Scores, Scores, Scores, Scores]:
    """The four tables of `Chain`, by the forward-backward algorithm with every character's sums scaled to one."""
    # Single precision holds what is doubtful: scores are relative to O, and beyond +-60 nothing changes.
    weights = np.exp(np.clip(here, -60.0, 60.0))
    steps = np.exp(np.clip(transitions, -60.0, 60.0))
    forward, scales = _forward(weights, steps, runs)
    backward, totals = _backward(weights, steps, runs, scales, forward)
    begin, inside = slice(1, None, 2), slice(2, None, 2)
    n_labels = len(transitions) // 2
    numbers = np.arange(n_labels)
    own = steps[2 * numbers + 2, 2 * numbers + 2]
    within = np.log(np.maximum(weights[:, inside] * own / scales[:, None], _TINY))
    closes = np.empty((len(here), n_labels, 2), dtype=np.float32)
    closes[:, :, 0], closes[:, :, 1] = backward[:, begin], backward[:, inside]
    widths, bounds = runs.widths, runs.bounds
    for step in range(1, len(widths)):
        start, width, earlier = bounds[step], widths[step], bounds[step - 1]
        within[start : start + width] += within[earlier : earlier + width]
    if len(widths) > 1:
        later = slice(bounds[1], None)
        # A run is as far from the first at every step, so the character before is as many columns back as the step before is wide.
        earlier_of = np.arange(bounds[1], len(here)) - np.repeat(widths[:-1], widths[1:])
        goes_on = weights[later, inside] * backward[later, inside]
        goes_on /= scales[later, None]
        closes[earlier_of, :, 0] -= goes_on * steps[2 * numbers + 1, 2 * numbers + 2]
        closes[earlier_of, :, 1] -= goes_on * own
    return np.log(np.maximum(forward[:, begin], _TINY)), within, np.log(np.maximum(closes, _TINY)), totals


def _forward(weights: Scores, steps: Scores, runs: _Runs) -> tuple[Scores, Scores]:
    """By column and tag: the share of the tag among all beginnings up to here; by column: what the sum was before."""
    forward = np.empty_like(weights)
    scales = np.empty(len(weights), dtype=np.float32)
    now = np.empty((0, len(steps)), dtype=np.float32)
    for start, end in pairwise(runs.bounds):
        before, now = now, forward[start:end]
        if start:
            product(before[: end - start], steps, out=now)
        else:
            now[:] = steps[0]
        now *= weights[start:end]
        total = np.add.reduce(now, axis=1, out=scales[start:end])
        now /= total[:, None]
    return forward, scales


def _backward(weights: Scores, steps: Scores, runs: _Runs, scales: Scores, forward: Scores) -> tuple[Scores, Scores]:
    """By column and tag: the share of the ways on from here, scaled so that its product with `forward` sums to one.

    By column: logarithm of the sum over all sequences of its run, over that of O alone.
    """
    backward = np.empty_like(weights)
    totals = np.log(scales) - np.log(steps[0, 0])
    to_end = np.ascontiguousarray(steps.T)
    widths, bounds = runs.widths, runs.bounds
    for step in range(1, len(widths)):
        start, width, earlier = bounds[step], widths[step], bounds[step - 1]
        totals[start : start + width] += totals[earlier : earlier + width]
    for step in range(len(widths) - 1, -1, -1):
        start, width = bounds[step], widths[step]
        following = widths[step + 1] if step + 1 < len(widths) else 0
        ahead = slice(bounds[step + 1], bounds[step + 1] + following)
        totals[start : start + following] = totals[ahead]
        if following:
            step_on = weights[ahead] * backward[ahead]
            step_on /= scales[ahead, None]
            product(step_on, to_end, out=backward[start : start + following])
        if following == width:
            continue
        closing = slice(start + following, start + width)
        sums = np.add.reduce(forward[closing] * steps[:, 0], axis=1)
        totals[closing] += np.log(sums / steps[0, 0])
        backward[closing] = steps[:, 0] / sums[:, None]
    return backward, totals
