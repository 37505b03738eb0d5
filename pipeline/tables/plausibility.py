"""Claims that can hardly be: their status and their time contradict each other, or the time of their document.

Each is right by itself, its reading of time is not: such rows pile up where a document is dated wrongly or a stretch of it is taken for
what it is not. A quotation of history may be among them, so they are doubts, not damage; a document that is full of them is damage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from pipeline.tables.rows import SEPARATOR

Row = Mapping[str, Any]

COLUMNS = ("claim_id", "text", "status", "period", "period_start", "period_end", "section", "norm")
"""The columns of claims that are read."""
_PAST, _FUTURE = 60, 30
"""Years before and after that of a document that its figures may be for."""
_FEW = 5
"""Figures from which a section is judged by its neighbours."""
_SHARE = 0.05
"""Share of implausible figures from which a document was misread; history that is quoted makes for fewer."""
_LEAST = 5
"""Implausible figures from which the share counts."""


class Doubt(NamedTuple):
    """Why a claim can hardly be: what it says, and what speaks against it."""

    claim_id: str
    reason: str


def doubts(document: Row, claims: Sequence[Row]) -> Iterator[Doubt]:
    """The implausible claims of a document, in order; one may be named for its time and for its section.

    Args:
        document: its row in ``documents``.
        claims: its rows in ``claims``, with `COLUMNS`, in text order.
    """
    for claim in claims:
        if reason := _against_time(document, claim):
            yield Doubt(claim["claim_id"], f"{claim['text']} {reason}")
    yield from _against_neighbours(claims)


def is_full(claims: Sequence[Row], found: Sequence[Doubt]) -> bool:
    """Whether a document holds so many implausible claims that it was dated or parted wrongly."""
    named = {doubt.claim_id for doubt in found}
    return len(named) >= max(_LEAST, _SHARE * len(claims))


def _against_time(document: Row, claim: Row) -> str:
    """What the time of a claim has against it; empty when nothing."""
    year, published = document["report_year"], document["published"]
    first, last = claim["period_start"], claim["period_end"]
    if first is None or last is None or (year is None and published is None):
        return ""
    told = published.year if year is None else year
    if not told - _PAST <= first.year <= last.year <= told + _FUTURE:
        return f"is for {claim['period']}, far from {told}, the year of the document"
    # A report on a year is given in it or in the next.
    is_ahead = first > published if published and published.year >= told else first.year > told + 1
    if claim["status"] == "achieved" and is_ahead:
        return f"is achieved for {claim['period']}, after the document, which tells of {told}"
    if claim["status"] == "planned" and last.year < told - 1:
        return f"is planned for {claim['period']}, before the document, which tells of {told}"
    return ""


def _against_neighbours(claims: Sequence[Row]) -> Iterator[Doubt]:
    """The first claim of each section whose figures are all planned between two whose figures are all achieved, or the other way."""
    counted = [claim for claim in claims if not claim["norm"]]
    parts = [list(rows) for _, rows in groupby(counted, key=lambda claim: claim["section"].partition(SEPARATOR)[0])]
    said = [_status(rows) for rows in parts]
    for before, own, behind, rows in zip(said, said[1:], said[2:], parts[1:], strict=False):
        if before and own and before == behind != own:
            name = rows[0]["section"].partition(SEPARATOR)[0]
            reason = (
                f"and all {len(rows)} figures of the section {name!r} are {own}, those of both its neighbours {before}"
            )
            yield Doubt(rows[0]["claim_id"], f"{rows[0]['text']} {reason}")


def _status(rows: Sequence[Row]) -> str:
    """The status that all figures of a section share; empty when they do not, or are few."""
    statuses = {row["status"] for row in rows}
    return statuses.pop() if len(statuses) == 1 and len(rows) >= _FEW else ""
