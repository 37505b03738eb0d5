"""Data for those who train a model of names of their own."""

from __future__ import annotations

from pipeline.training.spacy_data import Written, write_spacy_data

__all__ = ["Written", "write_spacy_data"]
