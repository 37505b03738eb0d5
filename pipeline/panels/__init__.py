"""One table of what all documents say: indicator by place and period."""

from pipeline.panels.build import PANEL_FILE, panel, write_panel
from pipeline.panels.wide import write_wide

__all__ = ["PANEL_FILE", "panel", "write_panel", "write_wide"]
