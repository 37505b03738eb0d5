"""From the statements of one value to its row: the latest stands, what differs is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from pipeline.indicators.catalogue import indicators
from pipeline.language.divisions import COUNTRY, ancestors, by_code
from pipeline.panels.growth import Growth, Levels
from pipeline.panels.statements import Key, Publication, Statement
from pipeline.records import PanelRow


def panel_rows(found: Mapping[Key, Sequence[Statement]], documents: Mapping[str, Publication]) -> list[PanelRow]:
    """The rows of a part of the panel, sorted by region, indicator, breakdown, period and the rest of the key.

    Args:
        found: statements by what they are of, all of a region together.
        documents: of the folder, by their id.
    """
    chosen = {key: _chosen(members) for key, members in found.items()}
    levels = Levels({key: statement for key, (statement, *_) in chosen.items()})
    rows = []
    for key in sorted(chosen, key=_order):
        statement, revisions, conflicts = chosen[key]
        growth = levels.growth(key, statement)
        rows.append(_row(key, statement, found[key], revisions, conflicts, growth, documents[statement.doc_id].source))
    return rows


def _order(key: Key) -> tuple[str, ...]:
    return (
        *(key.region_code, key.region, key.indicator, key.breakdown, key.period),
        *(key.status, key.measure, key.rate_kind, key.per, key.unit),
    )


def _chosen(members: Sequence[Statement]) -> tuple[Statement, list[Statement], list[Statement]]:
    """The statement that stands, those of earlier days that differ from it, the latest first, and those of its own day that do."""
    by_day = [
        sorted(day, key=lambda statement: (*statement.exactness, statement.claim_id))
        for _, day in groupby(sorted(members, key=lambda s: s.day, reverse=True), key=lambda s: s.day)
    ]
    stands = by_day[0][0]
    conflicts = _differing(stands, by_day[0][1:])
    revisions = [other for day in by_day[1:] for other in _differing(stands, day)]
    return stands, revisions, conflicts


def _differing(stands: Statement, others: Sequence[Statement]) -> list[Statement]:
    found: dict[Decimal, Statement] = {}
    for other in others:
        if not stands.interval.meets(other.interval):
            found.setdefault(other.value, other)
    return list(found.values())


def _row(
    key: Key,
    statement: Statement,
    members: Sequence[Statement],
    revisions: Sequence[Statement],
    conflicts: Sequence[Statement],
    growth: Growth,
    source: str,
) -> PanelRow:
    division = by_code().get(key.region_code)
    return PanelRow(
        region_code=key.region_code,
        region=key.region,
        region_level="country" if key.region_code == COUNTRY else division.level if division else "",
        region_path=" > ".join(above.name for above in reversed(ancestors(division))) if division else "",
        indicator=key.indicator,
        name=indicators()[key.indicator].zh,
        measure=key.measure,
        rate_kind=key.rate_kind,
        per=key.per,
        period=key.period,
        status=key.status,
        breakdown=key.breakdown,
        value=statement.value,
        value_max=statement.value_max,
        unit=key.unit,
        comparator=statement.comparator,
        claim_id=statement.claim_id,
        doc_id=statement.doc_id,
        source=source,
        n_claims=len(members),
        n_documents=len({member.doc_id for member in members}),
        revised=bool(revisions),
        revisions=tuple(map(_told, revisions)),
        conflict=bool(conflicts),
        conflicts=tuple(map(_told, conflicts)),
        implied_growth=growth.implied,
        growth_check=growth.check,
    )


def _told(statement: Statement) -> str:
    return f"{statement.value:f} ({statement.claim_id})"
