"""Blocks to structure, sentences, words and metadata of the document."""

from __future__ import annotations

from pipeline.segment.metadata import read_metadata
from pipeline.segment.sentences import split_sentences
from pipeline.segment.structure import structure
from pipeline.segment.words import Segmenter, WordSegmenter

__all__ = ["Segmenter", "WordSegmenter", "read_metadata", "split_sentences", "structure"]
