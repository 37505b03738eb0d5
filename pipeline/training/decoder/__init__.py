"""Fits the weights of the decoder of names on labelled documents: ``python -m pipeline.training.decoder``."""
