"""One data set from the files of the documents."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from pipeline.batch import Request, find_inputs, run
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.tables import SCHEMAS, load
from pipeline.tables import compact as module
from pipeline.tables.compact import compact, partition_name
from pipeline.tables.validate import validate

CONFIG = Config(words=False)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Reports of two counties and two years, and a file that cannot be read."""
    folder = tmp_path / "docs"
    folder.mkdir()
    for county in ("青禾县", "云岫县"):
        for year in (2020, 2021):
            text = f"{county}{year}年教育工作总结\n一、办学规模\n{county}现有小学{year - 1990}所，教师1300名。\n"
            (folder / f"{county}{year}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture
def out(docs: Path, tmp_path: Path) -> Path:
    """Their tables."""
    run(find_inputs([docs]).files, tmp_path / "out", CONFIG)
    return tmp_path / "out"


def everything(out: Path) -> dict[str, pd.DataFrame]:
    return {table: load(out, table) for table in SCHEMAS}


def test_compact_load_gives_the_same_frames(out: Path) -> None:
    before = everything(out)
    rows = compact(out)
    assert rows == {table: len(frame) for table, frame in before.items()}
    after = everything(out)
    for table, frame in before.items():
        pd.testing.assert_frame_equal(after[table], frame)
    assert list(validate(out)) == []


def test_compact_writes_one_sorted_compressed_file_per_table(out: Path) -> None:
    compact(out)
    for table, schema in SCHEMAS.items():
        [path] = (out / "compact" / table).iterdir()
        file = pq.ParquetFile(path)
        assert file.schema_arrow.equals(schema)
        ids = file.read().column("doc_id").to_pylist()
        assert ids == sorted(ids)
    assert file.metadata.num_row_groups == 1
    group = pq.ParquetFile(out / "compact" / "claims" / "part-0.parquet").metadata.row_group(0)
    assert group.column(0).compression == "ZSTD"
    assert group.column(0).statistics is not None


def test_compact_row_groups_end_where_documents_do(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ROWS", 3)
    compact(out)
    file = pq.ParquetFile(out / "compact" / "claims" / "part-0.parquet")
    assert file.metadata.num_row_groups == 2
    groups = [set(file.read_row_group(number).column("doc_id").to_pylist()) for number in range(2)]
    assert not groups[0] & groups[1]


@pytest.mark.parametrize(("by", "value"), [("region", "青禾县"), ("year", "2021")])
def test_compact_partitions_are_filters(out: Path, by: module.Partition, value: str) -> None:
    before = load(out, "claims")
    sources = load(out, "documents").set_index("doc_id")["source"]
    compact(out, by)
    part = load(out, "claims", filters=[(f"by_{by}", "==", value)])
    assert set(part["doc_id"].map(sources)) == {source for source in sources if value in source}
    assert len(load(out, "claims")) == len(before)
    assert len(pl.read_parquet(out / "compact" / "claims" / "**/*.parquet")) == len(before)
    assert list(validate(out)) == []


def test_compact_is_out_of_date_as_soon_as_a_run_changes_a_document(out: Path, docs: Path) -> None:
    compact(out)
    run(find_inputs([docs]).files, out, CONFIG)  # nothing to do
    assert (out / "compact" / "manifest.json").exists()
    (docs / "青禾县2021.txt").write_text("青禾县2021年教育工作总结\n青禾县现有小学99所。\n", encoding="utf-8")
    run(find_inputs([docs]).files, out, CONFIG)
    assert 99 in set(load(out, "claims")["value"])
    compact(out)
    assert 99 in set(load(out, "claims")["value"])


def test_compact_again_gives_the_same_bytes(out: Path) -> None:
    compact(out)
    before = {path: path.read_bytes() for path in out.glob("compact/*/*.parquet")}
    compact(out)
    assert {path: path.read_bytes() for path in out.glob("compact/*/*.parquet")} == before


def test_compact_of_a_run_that_stopped_early_has_the_tables_there_are(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "early"
    run(find_inputs([docs]).files, out, CONFIG, request=Request(last="segment"))
    assert set(compact(out)) == {"documents", "blocks", "sentences", "errors"}
    assert list(validate(out)) == []
    with pytest.raises(ConfigurationError, match=r"C009.*claims"):
        load(out, "claims")


def test_compact_folder_without_tables_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="C009"):
        compact(tmp_path)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "__HIVE_DEFAULT_PARTITION__"),
        ("../..", "_"),
        ("a/b=c", "a_b_c"),
        ("青禾县", "青禾县"),
        ("县" * 99, "县" * 60),
    ],
)
def test_partition_names_stay_inside_the_folder(value: str | None, name: str) -> None:
    assert partition_name(value) == name
