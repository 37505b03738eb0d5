"""The report: the tables of a run as HTML pages that open from disk, without network or server.

`write` reads the tables and writes the folder; `document` and `overview` say what the pages show, `segments` cuts a text
at the borders of what is highlighted, `render` fills the templates. `strings.toml` holds every word of the interface.
"""

from __future__ import annotations

from pipeline.report.render import Language
from pipeline.report.write import REPORT, write_report

__all__ = ["REPORT", "Language", "write_report"]
