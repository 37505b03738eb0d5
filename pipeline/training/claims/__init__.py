"""Fits the weights by which a quantity chooses its subject and its scope: `python -m pipeline.training.claims`.

What is learned from: hand-labelled documents, and sentences that differ only in words drawn from the lexicon (`frames.toml` beside
this file, whose frames are none of those that score).
"""
