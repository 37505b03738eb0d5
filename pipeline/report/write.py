"""The report folder: built beside its place and moved there, so that it is always whole and of one making."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.errors import ConfigurationError
from pipeline.report.document import document_page
from pipeline.report.overview import overview_entry, page_link, page_name
from pipeline.report.read import Listed, list_documents, read_rows
from pipeline.report.render import STATIC, Language, fields_script, render, strings_script

REPORT = "report"
"""Folder of the report in an output folder, beside the tables; nothing else reads it."""

_GENERATOR = b'<meta name="generator" content="policyfacts'
_ASSETS = ("report.css", "language.js", "table.js", "index.js", "document.js")


def write_report(out: Path, to: Path, language: Language = "zh") -> Path:
    """Write the report on the tables in `out` to the folder `to`, over an earlier report; equal tables give equal bytes.

    Args:
        out: output folder of a run, compacted or not.
        to: folder for the report: new, empty, or holding an earlier report.
        language: in which the pages open.

    Returns:
        The index page.

    Raises:
        ConfigurationError: C009 when `out` holds no documents, C012 when the report cannot be written, C031 when `to`
            holds something else, C032 when the tables cannot be read.
    """
    _check_place(to)
    try:
        listed = list_documents(out)
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=f".{to.name}-") as folder:
            new = Path(folder) / "new"
            _write_pages(out, listed, new, language)
            if to.exists():
                os.replace(to, Path(folder) / "old")
            os.replace(new, to)
    except pa.ArrowException as error:
        raise ConfigurationError("C032", path=out, problem=error) from error
    except FileNotFoundError as error:
        raise ConfigurationError("C032", path=out, problem=f"{error.filename or error} is gone") from error
    except OSError as error:
        raise ConfigurationError("C012", path=to, problem=error.strerror or error) from error
    return to / "index.html"


def _check_place(to: Path) -> None:
    """A folder of other things is never replaced."""
    if not to.exists() or (to.is_dir() and not any(to.iterdir())):
        return
    try:
        is_report = _GENERATOR in (to / "index.html").read_bytes()[:2000]
    except OSError:
        is_report = False
    if not is_report:
        raise ConfigurationError("C031", path=to)


def _write_pages(out: Path, listed: Sequence[Listed], folder: Path, language: Language) -> None:
    (folder / "documents").mkdir(parents=True)
    (folder / "assets").mkdir()
    for name in _ASSETS:
        shutil.copyfile(STATIC / name, folder / "assets" / name)
    _write(folder / "assets" / "strings.js", strings_script())
    _write(folder / "assets" / "fields.js", fields_script())
    entries: list[Mapping[str, Any]] = []
    for rows in read_rows(out, listed):
        place = len(entries)
        page = render(
            "document.html",
            language,
            page=document_page(rows),
            before=_neighbour(listed, place - 1),
            after=_neighbour(listed, place + 1),
        )
        _write(folder / "documents" / page_name(rows.document["doc_id"]), page)
        entries.append(overview_entry(rows))
    _write(folder / "index.html", render("index.html", language, documents=entries))


def _neighbour(listed: Sequence[Listed], place: int) -> tuple[str, str] | None:
    """Link to and name of the document at `place`."""
    if not 0 <= place < len(listed):
        return None
    return page_link(listed[place].doc_id), listed[place].name


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
