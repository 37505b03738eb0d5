from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np
import pytest

from pipeline.ner.model.chain import decode

_SIZE, _N_TAGS = 6, 5


@pytest.fixture
def nothing_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums over all sequences are asked for: no character is taken for outside beforehand, but for those at -100."""
    monkeypatch.setattr("pipeline.ner.model.chain._SETTLED", 60.0)


def _random_chain(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    scores = (rng.normal(size=(_SIZE, _N_TAGS)) * 2).astype(np.float32)
    transitions = rng.normal(size=(_N_TAGS, _N_TAGS)).astype(np.float32)
    for inside in (2, 4):
        for before in range(_N_TAGS):
            if before not in (inside - 1, inside):
                transitions[before, inside] = -1e4
    return scores, transitions


def _sequences(scores: np.ndarray, transitions: np.ndarray) -> Iterator[tuple[tuple[int, ...], float]]:
    for tags in itertools.product(range(_N_TAGS), repeat=_SIZE):
        path = (0, *tags, 0)
        steps = sum(float(transitions[before, after]) for before, after in itertools.pairwise(path))
        yield tags, steps + sum(float(scores[at, tag]) for at, tag in enumerate(tags))


def _spans(tags: tuple[int, ...]) -> set[tuple[int, int, int]]:
    found = set()
    for start, tag in enumerate(tags):
        if tag % 2:
            end = start + 1
            while end < len(tags) and tags[end] == tag + 1:
                end += 1
            found.add((start, end, tag // 2))
    return found


@pytest.mark.usefixtures("nothing_is_settled")
@pytest.mark.parametrize("seed", range(5))
def test_best_names_and_chances_are_those_of_all_sequences(seed: int) -> None:
    scores, transitions = _random_chain(seed)
    weighed = list(_sequences(scores, transitions))
    best, peak = max(weighed, key=lambda item: item[1])
    total = sum(math.exp(weight - peak) for _, weight in weighed)

    chain = decode(scores.T, transitions)

    assert set(zip(chain.starts.tolist(), chain.ends.tolist(), chain.labels.tolist(), strict=True)) == _spans(best)
    for start, end in itertools.combinations(range(_SIZE + 1), 2):
        for label in range(_N_TAGS // 2):
            share = sum(math.exp(w - peak) for tags, w in weighed if (start, end, label) in _spans(tags)) / total
            if share > 1e-8:
                odds = chain.log_odds(np.array([start]), np.array([end]), np.array([label]))
                assert odds[0] == pytest.approx(math.log(share / (1 - share)), abs=2e-3)


@pytest.mark.usefixtures("nothing_is_settled")
def test_runs_apart_do_not_touch_each_other() -> None:
    scores, transitions = _random_chain(7)
    settled = np.zeros((3, _N_TAGS), dtype=np.float32)
    settled[:, 1:] = -100
    twice = decode(np.concatenate((scores, settled, scores[:4])).T, transitions)
    once, part = decode(scores.T, transitions), decode(scores[:4].T, transitions)

    assert twice.starts.tolist() == [*once.starts.tolist(), *(part.starts + _SIZE + 3).tolist()]
    at, end, label = np.array([0, _SIZE + 3]), np.array([2, _SIZE + 5]), np.array([1, 1])
    expected = [float(chain.log_odds(at[:1], end[:1], label[:1])[0]) for chain in (once, part)]
    assert twice.log_odds(at, end, label) == pytest.approx(expected, abs=1e-3)


def test_a_settled_span_is_improbable_and_nothing_is_found_in_nothing() -> None:
    scores = np.zeros((4, _N_TAGS), dtype=np.float32)
    scores[:, 1:] = -50
    chain = decode(scores.T, np.zeros((_N_TAGS, _N_TAGS), dtype=np.float32))
    assert len(chain.starts) == 0
    assert chain.log_odds(np.array([0]), np.array([4]), np.array([0]))[0] < -40
    empty = decode(scores[:0].T, np.zeros((_N_TAGS, _N_TAGS), dtype=np.float32))
    assert len(empty.starts) == 0
