"""policyfacts: Chinese policy text in, fact tables out.

The public API: `extract`, `extract_file`, `parse_quantity`, `load` (with `load_arrow` and `load_polars`), `panel`, and
the types `Facts` and `Config`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.lazy import lazily
from pipeline.version import VERSION

if TYPE_CHECKING:
    from pipeline.claims import parse_quantity
    from pipeline.config import Config
    from pipeline.facts import Facts
    from pipeline.panels import panel
    from pipeline.tables import load, load_arrow, load_polars

__all__ = ["Config", "Facts", "extract", "extract_file", "load", "load_arrow", "load_polars", "panel", "parse_quantity"]
__version__ = VERSION
__getattr__, __dir__ = lazily(
    __name__,
    {
        "Config": "pipeline.config",
        "Facts": "pipeline.facts",
        "load": "pipeline.tables.read",
        "load_arrow": "pipeline.tables.read",
        "load_polars": "pipeline.tables.read",
        "panel": "pipeline.panels.build",
        "parse_quantity": "pipeline.claims.parse",
    },
)


def extract(text: str, config: Config | None = None) -> Facts:
    """Facts of a text.

    Args:
        text: the raw text of one document, as scraped.
        config: settings; the defaults when None.

    Raises:
        ConfigurationError: a model is missing (the message names the command that fetches it).
        DocumentError: the text is empty or a stage failed.
    """
    from pipeline.config import Config
    from pipeline.flow import extract_document
    from pipeline.ingest import document_from_text

    return extract_document(document_from_text(text), config or Config())


def extract_file(path: str | Path, config: Config | None = None) -> Facts:
    """Facts of a file of any supported format.

    Args:
        path: the file; its suffix tells the format.
        config: settings; the defaults when None.

    Raises:
        ConfigurationError: a model is missing (the message names the command that fetches it).
        DocumentError: the file cannot be read or a stage failed.
        OSError: the file does not exist or may not be opened.
    """
    from pipeline.config import Config
    from pipeline.flow import extract_bytes

    path = Path(path)
    return extract_bytes(path.read_bytes(), path.name, config or Config())
