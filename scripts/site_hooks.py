"""What the site needs beyond docs/: a page from elsewhere, and links to files of the repository as their names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_PAGES = {"../data/gold/README.md": "gold.md"}
"""Pages of the repository that are on the site, by how docs/ link to them."""
_LINK = re.compile(r"\[([^\]]*)\]\((\.\./[^)#\s]+)(#[^)]*)?\)")
_SKIPPED = re.compile(r"<!-- not run: [^>]+-->\n")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages from elsewhere."""
    from mkdocs.structure.files import File

    for source, name in _PAGES.items():
        text = (Path(config["docs_dir"]) / source).read_text(encoding="utf-8")
        inward = re.sub(r"\]\(\.\./\.\./docs/", "](", text)
        files.append(File.generated(config, name, content=inward))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Links that leave docs/: to the page of the site that it is, or the path as text."""

    def link(match: re.Match[str]) -> str:
        page = _PAGES.get(match[2])
        return f"[{match[1]}]({page}{match[3] or ''})" if page else f"`{match[2].removeprefix('../')}`"

    return _SKIPPED.sub("", _LINK.sub(link, markdown))
