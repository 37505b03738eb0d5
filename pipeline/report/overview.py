"""What the index shows: one entry per document, small enough that thousands fit on a page."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote

from pipeline.language.dates import YEAR
from pipeline.report.facts import does_not_add_up
from pipeline.report.read import DocumentRows
from pipeline.tables.read import Row

_YEAR = re.compile(YEAR)


def page_name(doc_id: str) -> str:
    """File name of the page of a document."""
    return f"{doc_id}.html"


def page_link(doc_id: str) -> str:
    """`page_name` as part of a link."""
    return quote(page_name(doc_id))


def overview_entry(rows: DocumentRows) -> Row:
    """A document in the index: what it is searched and filtered by, and the counts that the charts add up."""
    document = rows.document
    return {
        "link": f"documents/{page_link(document['doc_id'])}",
        "title": document["title"],
        "source": document["source"],
        "region": document["region"],
        "year": document["report_year"],
        "status": document["status"],
        "characters": document["n_chars"],
        "suspects": sum(claim["suspect"] for claim in rows.claims),
        "unsound": sum(map(does_not_add_up, rows.claims)),
        "dimensions": Counter(claim["dimension"] for claim in rows.claims),
        "years": Counter(_year(claim, document) for claim in rows.claims),
        "labels": Counter(mention["label"] for mention in rows.mentions),
        "codes": Counter(error["code"] for error in rows.errors),
    }


def _year(claim: Row, document: Row) -> str:
    """The year for which a claim is made: where its period begins, else the year of the report; empty when unknown."""
    if match := _YEAR.match(claim["period"]):
        return match.group()
    return str(document["report_year"] or "")
