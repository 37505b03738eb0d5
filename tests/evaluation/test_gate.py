"""The gate holds scores and corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.evaluation import gate
from pipeline.evaluation.evaluate import DocumentResult, Evaluation
from pipeline.evaluation.metrics import Accuracy, Hits, Scores

CONFIG = Config(words=False)


def score(monkeypatch: pytest.MonkeyPatch, scores: Scores) -> None:
    """Let the evaluation give `scores`."""
    evaluation = Evaluation((DocumentResult("a", scores, ()),))
    monkeypatch.setattr(gate, "evaluate_docs", lambda *_: evaluation)


def test_gate_scores_come_from_the_evaluation_itself(corpus: tuple[Path, Path, Path]) -> None:
    written = gate.update(*corpus, CONFIG, allow_lower=False)
    assert gate.check(*corpus, CONFIG).total == written.total
    assert set(gate.read_floors(corpus[2]).floors) == {
        name for name, value in written.total.headline().items() if value is not None
    }


def test_gate_floors_are_rounded_down_to_three_decimals(
    corpus: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    score(monkeypatch, Scores({"school": Hits(2, 1, 0), "subject": Accuracy(29, 100), "content": Hits(9, 0, 0)}))
    gate.update(*corpus, CONFIG, allow_lower=False)
    assert gate.read_floors(corpus[2]).floors == {"content": 1.0, "school": 0.8, "subject": 0.29}
    score(monkeypatch, Scores({"school": Hits(2, 0, 1), "content": Hits(2, 1, 0), "subject": Accuracy(2, 3)}))
    gate.update(*corpus, CONFIG, allow_lower=True)
    assert gate.read_floors(corpus[2]).floors == {"content": 0.8, "school": 0.8, "subject": 0.666}


def test_gate_fails_when_a_score_falls(corpus: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    score(monkeypatch, Scores({"school": Hits(9, 1, 0)}))
    gate.update(*corpus, CONFIG, allow_lower=False)
    score(monkeypatch, Scores({"school": Hits(8, 2, 0)}))
    with pytest.raises(ConfigurationError, match=r"E003.*school 0\.8889 is below its floor 0\.947"):
        gate.check(*corpus, CONFIG)


def test_gate_fails_when_a_score_is_no_longer_measured(
    corpus: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    score(monkeypatch, Scores({"school": Hits(9, 1, 0)}))
    gate.update(*corpus, CONFIG, allow_lower=False)
    score(monkeypatch, Scores())
    with pytest.raises(ConfigurationError, match=r"E003.*school is not measured"):
        gate.check(*corpus, CONFIG)


def test_gate_fails_when_the_corpus_changes(corpus: tuple[Path, Path, Path]) -> None:
    gate.update(*corpus, CONFIG, allow_lower=False)
    (corpus[1] / "a.txt").write_text("现有学校27所。", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"E003.*corpus has changed"):
        gate.check(*corpus, CONFIG)


def test_gate_lowering_a_floor_needs_the_flag(corpus: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    score(monkeypatch, Scores({"school": Hits(9, 1, 0)}))
    gate.update(*corpus, CONFIG, allow_lower=False)
    pinned = corpus[2].read_bytes()
    score(monkeypatch, Scores({"school": Hits(1, 1, 0)}))
    with pytest.raises(ConfigurationError, match=r"E003.*--allow-lower"):
        gate.update(*corpus, CONFIG, allow_lower=False)
    assert corpus[2].read_bytes() == pinned
    gate.update(*corpus, CONFIG, allow_lower=True)
    assert gate.read_floors(corpus[2]).floors == {"school": 0.666}


def test_gate_missing_or_broken_floors_are_a_clear_error(corpus: tuple[Path, Path, Path]) -> None:
    with pytest.raises(ConfigurationError, match=r"E003.*--update"):
        gate.check(*corpus, CONFIG)
    corpus[2].write_text("corpus = 3", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"E003.*no floors file"):
        gate.check(*corpus, CONFIG)
