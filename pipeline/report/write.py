"""The report folder: built beside its place and moved there, so that it is always whole and of one making."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from pipeline.errors import ConfigurationError
from pipeline.panels.statements import Publication, panel_claims_of, publication
from pipeline.report.answers import answers
from pipeline.report.data import DATA, write_data, write_facts
from pipeline.report.document import document_page
from pipeline.report.facts import failed_checks
from pipeline.report.overview import overview_entry, page_link, page_name
from pipeline.report.packed import packed
from pipeline.report.read import Listed, list_documents, read_rows
from pipeline.report.render import ASSETS, STATIC, Language, catalogue_script, fields_script, render, strings_script
from pipeline.tables.read import Row

REPORT = "report"
"""Folder of the report in an output folder, beside the tables; nothing else reads it."""

_GENERATOR = b'<meta name="generator" content="policyfacts'


@dataclass(frozen=True, slots=True)
class _Told:
    """What the index tells of the documents, gathered while their pages are written.

    Attributes:
        entries: of the list of documents.
        checks: those that failed.
        claims: those that the panel reads.
        publications: of all documents, by id.
    """

    entries: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)
    claims: list[pa.RecordBatch] = field(default_factory=list)
    publications: dict[str, Publication] = field(default_factory=dict)


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
    for name in ("documents", "assets", DATA):
        (folder / name).mkdir(parents=True)
    for name in ASSETS:
        shutil.copyfile(STATIC / name, folder / "assets" / name)
    scripts = {"strings": strings_script(), "fields": fields_script(), "catalogue": catalogue_script()}
    for name, script in scripts.items():
        _write(folder / "assets" / f"{name}.js", script)
    told = _Told()
    files = write_facts(folder / DATA, _write_documents(out, listed, folder, language, told))
    places = {document.doc_id: place for place, document in enumerate(listed)}
    with tempfile.TemporaryDirectory(dir=folder.parent) as parts:
        panel = list(answers(told.claims, told.publications, Path(parts), places))
    write_data(folder / DATA, "answers", packed(panel))
    write_data(folder / DATA, "checks", packed(told.checks))
    counts = {
        "files": files,
        "answers": len(panel),
        "conflicts": sum(bool(row["conflicts"]) for row in panel),
        "checks": Counter(check["severity"] for check in told.checks),
    }
    _write(folder / "index.html", render("index.html", language, documents=packed(told.entries), counts=counts))


def _write_documents(
    out: Path, listed: Sequence[Listed], folder: Path, language: Language, told: _Told
) -> Iterator[Mapping[str, Sequence[Row]]]:
    """Write the page of each document, put what the index tells of it into `told`, and hand on its facts."""
    for place, rows in enumerate(read_rows(out, listed)):
        page = document_page(rows)
        document = render(
            "document.html",
            language,
            page=page,
            facts={table: packed(found) for table, found in page.facts.items()},
            before=_neighbour(listed, place - 1),
            after=_neighbour(listed, place + 1),
        )
        _write(folder / "documents" / page_name(rows.document["doc_id"]), document)
        told.entries.append(overview_entry(rows))
        told.checks.extend({"document": place, **check} for check in failed_checks(rows))
        told.publications[rows.document["doc_id"]] = publication(rows.document)
        if rows.claims:
            told.claims.append(panel_claims_of(rows.claims))
        yield page.facts


def _neighbour(listed: Sequence[Listed], place: int) -> tuple[str, str] | None:
    """Link to and name of the document at `place`."""
    if not 0 <= place < len(listed):
        return None
    return page_link(listed[place].doc_id), listed[place].name


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
