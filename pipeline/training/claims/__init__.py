"""Fits the weights by which a quantity chooses its subject."""
