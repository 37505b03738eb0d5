"""Boilerplate to blocks: which stretches of the raw text are the document and which the site put around it."""

from __future__ import annotations

from pipeline.clean.cleaner import clean

__all__ = ["clean"]
