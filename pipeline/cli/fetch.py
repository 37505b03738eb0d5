"""``policyfacts fetch``: the models that the default run needs."""

from __future__ import annotations

from pipeline.cli.streams import configuration_errors, say


def command() -> None:
    """Fetch the models that the default run needs, from the package index."""
    from pipeline.segment.fetch import fetch_merges, fetch_model

    with configuration_errors():
        folder = fetch_model()
        fetch_merges()
    say("word segmentation model: {place}", place=folder)
