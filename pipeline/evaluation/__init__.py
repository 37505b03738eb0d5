"""Evaluation against hand labels, and the gate that keeps scores from falling."""

from __future__ import annotations

from pipeline.evaluation.evaluate import Evaluation, evaluate_docs, evaluate_tables
from pipeline.evaluation.metrics import Scores, compare

__all__ = ["Evaluation", "Scores", "compare", "evaluate_docs", "evaluate_tables"]
