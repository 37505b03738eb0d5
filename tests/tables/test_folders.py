"""Folders of tables, as their readers see them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest

from pipeline.errors import ConfigurationError, DocumentError
from pipeline.facts import Facts
from pipeline.flow import failed
from pipeline.tables import SCHEMAS, load, load_arrow, load_polars
from pipeline.tables.read import read_written
from pipeline.tables.write import clear_staging, prepare, write_tables


@pytest.fixture
def out(facts: Facts, tmp_path: Path) -> Path:
    """An output folder of three documents, in which most tables of two documents are empty."""
    folder = tmp_path / "out"
    prepare(folder)
    empty = failed("aaa-1", "aaa.txt", DocumentError("I001", stage="ingest"))
    for document in (empty, facts, failed("zzz-1", "zzz.txt", DocumentError("I006", stage="ingest"))):
        write_tables(document.to_tables(), folder, document.document.doc_id, "fingerprint")
    clear_staging(folder)
    return folder


_READERS: dict[str, Callable[[Path], tuple[int, list[str]]]] = {
    "pandas": lambda folder: (len(frame := pd.read_parquet(folder)), list(frame.columns)),
    "polars": lambda folder: ((frame := pl.read_parquet(folder / "*.parquet")).height, frame.columns),
    "duckdb": lambda folder: (
        (rows := duckdb.sql(f"select * from read_parquet('{folder}/*.parquet')")).fetchall().__len__(),
        rows.columns,
    ),
    "arrow": lambda folder: ((table := ds.dataset(folder).to_table()).num_rows, table.column_names),
}


@pytest.mark.parametrize("reader", _READERS)
def test_folders_every_reader_sees_the_same_rows_and_columns(out: Path, reader: str) -> None:
    expected = {"documents": 3, "blocks": 3, "sentences": 2, "mentions": 2, "entities": 2}
    expected |= {"claims": 3, "checks": 1, "errors": 2}
    for table, schema in SCHEMAS.items():
        assert _READERS[reader](out / table) == (expected[table], schema.names), table


def test_folders_types_are_those_of_the_schema_in_every_reader(out: Path) -> None:
    claims = pl.read_parquet(out / "claims/*.parquet").schema
    assert (claims["start"], claims["value"], claims["suspect"]) == (pl.Int32, pl.Float64, pl.Boolean)
    assert pl.read_parquet(out / "documents/*.parquet").schema["published"] == pl.Date
    assert pl.read_parquet(out / "sentences/*.parquet").schema["words"] == pl.List(pl.String)
    types = duckdb.sql(f"describe select * from read_parquet('{out}/claims/*.parquet')").fetchall()
    assert {name: kind for name, kind, *_ in types}["value"] == "DOUBLE"
    assert pd.read_parquet(out / "claims")["value"].dtype == "float64"


def test_folders_hold_nothing_but_parquet(out: Path) -> None:
    assert sorted(path.name for path in out.iterdir()) == sorted(SCHEMAS)
    assert {path.suffix for path in out.glob("*/*")} == {".parquet"}


def test_folders_equal_facts_give_equal_bytes(facts: Facts, out: Path) -> None:
    before = {path: path.read_bytes() for path in out.glob("*/liuxi-1.parquet")}
    prepare(out)
    write_tables(facts.to_tables(), out, "liuxi-1", "fingerprint")
    assert len(before) == len(SCHEMAS)
    assert all(path.read_bytes() == data for path, data in before.items())


def test_folders_a_document_written_again_replaces_its_rows(facts: Facts, out: Path) -> None:
    prepare(out)
    write_tables(replace(facts, claims=()).to_tables(), out, "liuxi-1", "fingerprint")
    assert len(load(out, "claims")) == 0
    assert len(load(out, "documents")) == 3


def test_load_columns_and_filters(out: Path) -> None:
    frame = load(out, "claims", columns=["subject", "value"], filters=[("unit", "==", "所")])
    assert frame.to_dict("list") == {"subject": ["学校", "小学"], "value": [26.0, 19.0]}
    assert list(load(out, "mentions", filters=ds.field("label") == "SCHOOL")["text"]) == ["柳溪小学"]


def test_load_unknown_table_names_the_known_ones(out: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"C008.*documents, blocks"):
        load(out, "claim")


def test_load_folder_without_tables_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"C009.*policyfacts run"):
        load(tmp_path, "claims")


def test_read_written_tells_how_rows_were_made(out: Path) -> None:
    written = read_written(out, "liuxi-1")
    assert written is not None
    assert (written.sha256, written.status, written.config_fingerprint) == ("ab" * 32, "ok", "fingerprint")


def test_read_written_damaged_or_missing_file_counts_as_not_written(out: Path) -> None:
    path = out / "documents" / "liuxi-1.parquet"
    path.write_bytes(path.read_bytes()[:100])
    assert read_written(out, "liuxi-1") is None
    assert read_written(out, "never") is None


def test_prepare_unwritable_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"C004.*--out"):
        prepare(tmp_path / "file" / "out")


def test_load_arrow_and_polars_give_the_rows_of_pandas_with_the_types_of_the_dictionary(out: Path) -> None:
    columns = ["claim_id", "value", "start", "suspect"]
    filters = [("value", ">", 20)]
    frame = load(out, "claims", columns, filters)
    arrow = load_arrow(out, "claims", columns, filters)
    polars_frame = load_polars(out, "claims", columns, filters)
    assert list(frame["claim_id"]) == arrow["claim_id"].to_pylist() == polars_frame["claim_id"].to_list()
    assert len(frame) == 2
    assert arrow.schema.types == [SCHEMAS["claims"].field(column).type for column in columns]
    assert polars_frame.schema["start"] == pl.Int32
    assert load_arrow(out, "documents").schema.names == SCHEMAS["documents"].names


def test_load_polars_without_polars_says_what_to_install(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ConfigurationError, match=r"C051.*policyfacts\[polars\]"):
        load_polars(out, "claims")


@pytest.mark.parametrize("loader", [load_arrow, load_polars])
def test_load_unknown_tables_and_folders_are_named(loader: Callable[[Path, str], object], out: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"C008.*nonsense"):
        loader(out, "nonsense")
    with pytest.raises(ConfigurationError, match="C009"):
        loader(out / "nowhere", "claims")
