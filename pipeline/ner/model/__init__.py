"""A small trained model of the edges of names: one more witness, which knows contexts rather than names. See docs/model-card.md."""

from __future__ import annotations

from pipeline.ner.model.tagger import LABELS, Seen, Tagging, tag, tag_all

__all__ = ["LABELS", "Seen", "Tagging", "tag", "tag_all"]
