"""The claims of a folder that state a value of an indicator, as the panel reads them, parted by province so that each part fits in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipeline.indicators.catalogue import indicators
from pipeline.indicators.matcher import measure
from pipeline.panels.rounding import Interval, interval
from pipeline.records import ClaimStatus, Comparator, Measure, RateKind
from pipeline.tables.read import open_dataset
from pipeline.tables.schemas import SCHEMAS

_COLUMNS = (
    *("claim_id", "doc_id", "value", "value_max", "number_text", "unit_norm", "comparator", "change"),
    *("period", "period_start", "period_end", "status", "suspect", "rate_kind", "from_claim", "per"),
    *("indicator", "breakdown", "region", "region_code"),
)
_PER_ONE = re.compile("人均|生均|每|平均")
"""In the names of indicators that are for one of something by themselves, whether a text says so again or not."""
_PROVINCE = 2
"""Digits of a code that tell the province."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A document and the day that its statements date from."""

    source: str
    day: date
    """Of publication, else the end of the year that it reports on; the first day there is where neither is known."""


@dataclass(frozen=True, slots=True)
class Key:
    """What two statements have to share to be of one value."""

    region_code: str
    region: str
    indicator: str
    breakdown: str
    period: str
    status: ClaimStatus
    measure: Measure
    rate_kind: RateKind
    per: str
    unit: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim that states a value."""

    claim_id: str
    doc_id: str
    day: date
    value: Decimal
    """With its sign."""
    value_max: Decimal | None
    interval: Interval
    comparator: Comparator
    suspect: bool

    @property
    def exactness(self) -> tuple[bool, bool, Decimal]:
        """Sorts the statements of one day: sound before suspect, exact before bounds, many digits before few."""
        return self.suspect, self.comparator != "eq", self.interval.high - self.interval.low


def publications(out: Path) -> dict[str, Publication]:
    """The documents of a folder by their id.

    Raises:
        ConfigurationError: C009 when the folder holds no tables.
    """
    rows = open_dataset(out, "documents").to_table(columns=["doc_id", "source", "published", "report_year"])
    return {row["doc_id"]: publication(row) for row in rows.to_pylist()}


def publication(row: Mapping[str, Any]) -> Publication:
    """What a row of ``documents`` says of the day of its document."""
    return Publication(row["source"], _day(row["published"], row["report_year"]))


def _day(published: date | None, report_year: int | None) -> date:
    return published or (date(report_year, 12, 31) if report_year else date.min)


def panel_claims(out: Path, wanted: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
    """The claims that the panel reads: those with a value, a place and a period that no rule prescribes.

    Args:
        out: output folder of a run.
        wanted: ids of indicators; all when empty.

    Raises:
        ConfigurationError: C009 when the folder holds no tables.
    """
    keep = (ds.field("region") != "") & (ds.field("period") != "") & ds.field("value").is_valid() & ~ds.field("norm")
    keep &= ds.field("indicator").isin(list(wanted)) if wanted else ds.field("indicator") != ""
    yield from open_dataset(out, "claims").to_batches(columns=list(_COLUMNS), filter=keep)


def panel_claims_of(rows: Sequence[Mapping[str, Any]]) -> pa.RecordBatch:
    """The same of rows of ``claims`` that are read already."""
    kept = [
        {name: row[name] for name in _COLUMNS}
        for row in rows
        if row["indicator"] and row["region"] and row["period"] and row["value"] is not None and not row["norm"]
    ]
    return pa.RecordBatch.from_pylist(kept, schema=pa.schema([SCHEMAS["claims"].field(name) for name in _COLUMNS]))


def part_claims(claims: Iterable[pa.RecordBatch], folder: Path) -> list[Path]:
    """Write claims to one file per province, so that memory holds one at a time.

    Args:
        claims: as `panel_claims` gives them.
        folder: where the files go.

    Returns:
        The files, in the order of their codes.
    """
    writers: dict[str, pq.ParquetWriter] = {}
    files: dict[str, Path] = {}
    try:
        for batch in claims:
            provinces = pc.utf8_slice_codeunits(batch["region_code"], 0, _PROVINCE)
            for province in pc.unique(provinces).to_pylist():
                rows = batch.filter(pc.equal(provinces, province))
                if province not in writers:
                    # Not by the code: in tables from elsewhere it may be anything.
                    files[province] = folder / f"{len(files)}.parquet"
                    writers[province] = pq.ParquetWriter(files[province], rows.schema)
                writers[province].write_batch(rows)
    finally:
        for writer in writers.values():
            writer.close()
    return [files[province] for province in sorted(files)]


def statements(part: Path, documents: Mapping[str, Publication]) -> dict[Key, list[Statement]]:
    """The statements of a part by what they are of.

    A level from which another came is none of the period in which it did (由7473公里增至9310公里), and a claim of an indicator that is no
    longer known is none at all.
    """
    periods = {row["from_claim"]: row["period"] for row in _rows(part) if row["from_claim"]}
    found: dict[Key, list[Statement]] = {}
    for row in _rows(part):
        key = _key(row)
        if key is not None and periods.get(row["claim_id"]) != key.period:
            found.setdefault(key, []).append(_statement(row, documents[row["doc_id"]].day))
    return found


def _rows(part: Path) -> Iterator[dict[str, Any]]:
    with pq.ParquetFile(part) as file:
        for batch in file.iter_batches():
            yield from pa.Table.from_batches([batch]).to_pylist()


def _key(row: Mapping[str, Any]) -> Key | None:
    indicator = indicators().get(row["indicator"])
    if indicator is None:
        return None
    grown = indicator.kind != "share" and row["unit_norm"] == "percent"
    kind = measure(indicator, row["unit_norm"], row["change"], grown)
    if kind is None or (kind == "growth" and row["rate_kind"] == "annual_average" and _is_within_year(row)):
        return None  # 年均增长5%: a mean over years is of no single one, so of which it is, is not known
    return Key(
        region_code=row["region_code"],
        region=row["region"],
        indicator=row["indicator"],
        breakdown=row["breakdown"],
        period=row["period"],
        status=row["status"],
        measure=kind,
        rate_kind=_rate_kind(kind, row),
        per="" if _PER_ONE.search(indicator.zh) else row["per"],
        unit=row["unit_norm"] or indicator.units[0],
    )


def _rate_kind(kind: Measure, row: Mapping[str, Any]) -> RateKind:
    """Growth within a year is against the year before when nothing else is said; so are changes, and levels are against nothing."""
    said: RateKind = row["rate_kind"]
    if kind != "growth":
        return "" if said == "year_on_year" else said
    return "year_on_year" if not said and _is_within_year(row) else said


def _is_within_year(row: Mapping[str, Any]) -> bool:
    first, last = row["period_start"], row["period_end"]
    return bool(first and last and first.year == last.year)


def _statement(row: Mapping[str, Any], day: date) -> Statement:
    value, value_max = _decimal(row["value"]), row["value_max"]
    value_max = None if value_max is None else _decimal(value_max)
    about = interval(value, value_max, row["number_text"], row["comparator"])
    if row["change"] == "down":
        about = about.negative()
        value, value_max = (-value, None) if value_max is None else (-value_max, -value)
    return Statement(
        claim_id=row["claim_id"],
        doc_id=row["doc_id"],
        day=day,
        value=value,
        value_max=value_max,
        interval=about,
        comparator=row["comparator"],
        suspect=row["suspect"],
    )


def _decimal(number: float) -> Decimal:
    return Decimal(repr(number).removesuffix(".0"))
