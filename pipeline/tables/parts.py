"""The tables of many documents to ``OUT/<table>/part-000012.parquet``: the layout of large runs.

A part holds the rows of up to some thousand documents, in the order of their ids, and has the same name in every table. Its row groups end
where documents do and tell in their statistics which ids they hold. It is only ever replaced as a whole, by the rule of
`pipeline.tables.write`: what is staged moves in table by table, the file in ``documents`` goes first and comes last. That file
says in its metadata how each document was made and how large the files of the other tables are, so the parts need no
index beside them.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables.layout import tables_after, tables_between
from pipeline.tables.schemas import SCHEMAS
from pipeline.tables.stages import STAGES, Stage
from pipeline.tables.write import STAGING, table_path

PART_KEY = b"policyfacts.part"
"""Key of the metadata of a part of ``documents``: how its documents were made, and the sizes of the other tables."""

# A document's own file ends in twelve digits, a part of Spark's in more than a number.
_NAME = re.compile(r"part-(\d{6,11})")
_DOCUMENTS_IN_GROUP = 250
_FORMAT: dict[str, Any] = {"compression": "zstd", "use_dictionary": ["doc_id"], "write_statistics": ["doc_id"]}
_INDEX_COLUMNS = ["doc_id", "source", "sha256", "status", "n_chars"]

Making = tuple[str, tuple[str, ...]]
"""Fingerprints of what made the rows of a document: of its configuration, and of the stages done."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The rows of some documents on their way from the process that found them to their parts.

    Attributes:
        rows: by table, those that have any: a record batch as Arrow sends it, without its schema.
        n_documents: how many they are.
    """

    rows: Mapping[str, bytes]
    n_documents: int


@dataclass(frozen=True, slots=True)
class Packed:
    """The rows of one document on a sheet.

    Attributes:
        making: what made them.
        places: by table, in which it has rows, the first of them and how many they are.
    """

    making: Making
    sheet: Sheet
    places: Mapping[str, tuple[int, int]]

    @property
    def n_bytes(self) -> int:
        """Its share of the sheet."""
        return sum(map(len, self.sheet.rows.values())) // self.sheet.n_documents


@dataclass(frozen=True, slots=True)
class PartIndex:
    """Which documents a part holds.

    Attributes:
        columns: those of ``documents`` that tell of them, by name, in the order of their ids.
        makings: what made each.
        sizes: of the files of the other tables, in bytes.
        failures: by document that failed, code of its error and whether another try may help.
    """

    columns: Mapping[str, pa.Array]
    makings: tuple[Making, ...]
    sizes: Mapping[str, int]
    failures: Mapping[str, tuple[str, bool]]

    def doc_ids(self) -> list[str]:
        """The ids of the documents, in order."""
        ids: list[str] = self.columns["doc_id"].to_pylist()
        return ids

    def row_of(self, doc_id: str) -> dict[str, Any] | None:
        """What ``documents`` says of a document, and its ``stages``; None when it is not here."""
        ids = self.columns["doc_id"]
        row = bisect_left(range(len(ids)), doc_id, key=lambda number: ids[number].as_py())
        if row == len(ids) or ids[row].as_py() != doc_id:
            return None
        found = {name: column[row].as_py() for name, column in self.columns.items()}
        return found | {"stages": self.makings[row][1]}


def part_name(number: int) -> str:
    """What the files of a part are called, without suffix."""
    return f"part-{number:06}"


def is_part(stem: str) -> bool:
    """Whether a file name without suffix is that of a part."""
    return _NAME.fullmatch(stem) is not None


def part_numbers(out: Path, table: str = "documents") -> list[int]:
    """The parts of which a table has a file, in order."""
    try:
        names = os.listdir(out / table)
    except FileNotFoundError:
        return []
    found = (_NAME.fullmatch(name.removesuffix(".parquet")) for name in names if name.endswith(".parquet"))
    return sorted(int(match[1]) for match in found if match)


def pack(tables: Mapping[str, pa.Table], bounds: Mapping[str, Sequence[int]], making: Making) -> list[Packed]:
    """The rows of documents up to the last stage done, ready to be sent.

    Args:
        tables: their rows, those of one document after the other.
        bounds: by table, where the rows of each document begin, and the end.
    """
    names = [name for name in tables_between("clean", STAGES[len(making[1]) - 1]) if tables[name].num_rows]
    n_documents = len(bounds["documents"]) - 1
    sheet = Sheet({name: _message(tables[name]) for name in names}, n_documents)
    places: list[dict[str, tuple[int, int]]] = [{} for _ in range(n_documents)]
    for name in names:
        for place, (start, end) in zip(places, pairwise(bounds[name]), strict=True):
            if end > start:
                place[name] = (start, end - start)
    return [Packed(making, sheet, place) for place in places]


def read_index(out: Path, number: int) -> PartIndex | None:
    """Which documents a part holds; None when it is not there or damaged."""
    name = part_name(number)
    try:
        with pq.ParquetFile(table_path(out, "documents", name)) as file:
            told = json.loads((file.schema_arrow.metadata or {})[PART_KEY])
            rows = file.read(columns=_INDEX_COLUMNS)
        columns = {column: pa.concat_arrays(rows.column(column).chunks) for column in _INDEX_COLUMNS}
        makings = chain.from_iterable([(config, tuple(stages))] * count for config, stages, count in told["made"])
        failures = _failures(out, name) if "failed" in set(columns["status"].to_pylist()) else {}
        index = PartIndex(columns, tuple(makings), told["sizes"], failures)
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return None
    return index if len(index.makings) == rows.num_rows else None


def is_whole(out: Path, number: int, index: PartIndex) -> bool:
    """Whether the files of a part are those that were written."""
    name = part_name(number)
    try:
        return all(os.stat(table_path(out, table, name)).st_size == size for table, size in index.sizes.items())
    except OSError:
        return False


def write_part(out: Path, number: int, documents: Mapping[str, Packed | None]) -> None:
    """Write a part anew: `documents` as they are given (None: not at all), all else that it holds as it is.

    Equal documents give equal bytes, however they came together. What can no longer be read of a damaged part is not
    kept: a run finds no such documents and does them again.

    Raises:
        OSError: the disk is full or the folder vanished; the part is as it was.
    """
    index = read_index(out, number)
    kept = _kept(out, number, index, documents) if index is not None else {}
    makings = _makings(index, documents, bool(kept))
    if not makings:
        remove_part(out, number)
        return
    last = STAGES[max(len(stages) for _, stages in makings.values()) - 1]
    staged: dict[str, str] = {}
    sizes: dict[str, int] = {}
    try:
        for table in tables_between("clean", last):
            metadata = {PART_KEY: _told(makings, sizes)} if table == "documents" else {}
            data = _encoded(table, _by_document(table, kept, documents), metadata)
            staged[table] = f"{out}/{STAGING}/{part_name(number)}.{table}"
            with open(staged[table], "wb") as file:  # buffered, so that a full disk is an error
                file.write(data)
            sizes[table] = data.size
        _move_in(out, number, staged, last)
    except BaseException:
        for path in staged.values():
            with contextlib.suppress(OSError):
                os.unlink(path)
        raise


def remove_part(out: Path, number: int) -> None:
    """Remove the files of a part, that in ``documents`` first."""
    for table in ("documents", *SCHEMAS):
        table_path(out, table, part_name(number)).unlink(missing_ok=True)


def remove_strays(out: Path) -> None:
    """Remove what a killed run left of parts: files of tables without their file in ``documents``, or with one that is damaged."""
    whole = {number for number in part_numbers(out) if read_index(out, number) is not None}
    for number in {number for table in SCHEMAS for number in part_numbers(out, table)} - whole:
        remove_part(out, number)


def split_by_document(table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Rows that are in the order of their documents, one document after the other."""
    if not table.num_rows:
        return
    import pyarrow.compute as pc  # not above: it takes as long as all of pyarrow

    start = 0
    runs = pc.run_end_encode(pa.concat_arrays(table.column("doc_id").chunks))
    for doc_id, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        yield doc_id, table.slice(start, end - start)
        start = end


def _message(table: pa.Table) -> bytes:
    [batch] = table.combine_chunks().to_batches()
    data: bytes = batch.serialize().to_pybytes()
    return data


def _failures(out: Path, name: str) -> dict[str, tuple[str, bool]]:
    rows = pq.ParquetFile(table_path(out, "errors", name)).read(columns=["doc_id", "code", "retryable"]).to_pylist()
    return {row["doc_id"]: (row["code"], row["retryable"]) for row in reversed(rows)}


def _kept(
    out: Path, number: int, index: PartIndex, documents: Mapping[str, Packed | None]
) -> dict[str, dict[str, pa.Table]]:
    """By table and document, the rows of a part that stay; empty when it cannot be read as a whole."""
    if not set(index.doc_ids()) - documents.keys():
        return {}
    kept = {}
    try:
        for table in ("documents", *index.sizes):
            rows = pq.ParquetFile(table_path(out, table, part_name(number))).read().cast(SCHEMAS[table])
            kept[table] = {doc_id: own for doc_id, own in split_by_document(rows) if doc_id not in documents}
    except (OSError, pa.ArrowException, ValueError):
        return {}
    return kept


def _makings(index: PartIndex | None, documents: Mapping[str, Packed | None], keeps: bool) -> dict[str, Making]:
    """What made each document of a part that is written anew, in the order of their ids."""
    old = zip(index.doc_ids(), index.makings, strict=True) if index and keeps else ()
    makings = {doc_id: making for doc_id, making in old if doc_id not in documents}
    makings |= {doc_id: packed.making for doc_id, packed in documents.items() if packed is not None}
    return dict(sorted(makings.items()))


def _told(makings: Mapping[str, Making], sizes: Mapping[str, int]) -> bytes:
    made = [(*making, len(list(run))) for making, run in groupby(makings.values())]
    return json.dumps({"made": made, "sizes": sizes}).encode()


def _by_document(
    table: str, kept: Mapping[str, Mapping[str, pa.Table]], documents: Mapping[str, Packed | None]
) -> list[pa.Table]:
    """The rows of a table, document by document, in the order of their ids."""
    schema = SCHEMAS[table]
    found = dict(kept.get(table, {}))
    sheets: dict[Sheet, pa.Table] = {}
    for doc_id, packed in documents.items():
        if packed is None or table not in packed.places:
            continue
        if packed.sheet not in sheets:
            batch = pa.ipc.read_record_batch(pa.py_buffer(packed.sheet.rows[table]), schema)
            sheets[packed.sheet] = pa.Table.from_batches([batch], schema)
        found[doc_id] = sheets[packed.sheet].slice(*packed.places[table])
    return [rows for _, rows in sorted(found.items())]


def _encoded(table: str, documents: Sequence[pa.Table], metadata: Mapping[bytes, bytes]) -> pa.Buffer:
    """The bytes of a Parquet file; borders of row groups depend on the documents alone."""
    schema = SCHEMAS[table].with_metadata({**(SCHEMAS[table].metadata or {}), **metadata})
    stream = pa.BufferOutputStream()
    with pq.ParquetWriter(stream, schema, **_FORMAT) as writer:
        for start in range(0, len(documents), _DOCUMENTS_IN_GROUP):
            group = pa.concat_tables(documents[start : start + _DOCUMENTS_IN_GROUP]).combine_chunks()
            writer.write_table(group.replace_schema_metadata(schema.metadata), row_group_size=group.num_rows)
    return stream.getvalue()


def _move_in(out: Path, number: int, staged: Mapping[str, str], last: Stage) -> None:
    name = part_name(number)
    table_path(out, "documents", name).unlink(missing_ok=True)
    for table in tables_after(last):
        table_path(out, table, name).unlink(missing_ok=True)
    for table, path in staged.items():  # documents is the last of them
        os.replace(path, table_path(out, table, name))
