"""The example of Delta tables in docs/spark.md, where the extra `delta` is installed."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.tables import load

deltalake = pytest.importorskip("deltalake")

DOCUMENT = Path(__file__).parents[2] / "docs" / "spark.md"


def test_delta_example_reads_the_partitions_asked_for_and_writes_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = ("2026-02-27", "2026-03-01", "2026-03-02")
    rows = [{"id": day, "text": f"青禾县现有小学{n + 20}所。\n", "day": day} for n, day in enumerate(days)]
    monkeypatch.chdir(tmp_path)
    deltalake.write_deltalake("lake/crawl", pa.Table.from_pylist(rows), partition_by=["day"])
    [code] = re.findall(r"make test-delta runs it -->\n```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    exec(compile(code, str(DOCUMENT), "exec"), {"__name__": "example"})
    assert sorted(load("facts", "documents")["source"]) == [f"crawl.parquet#{day}" for day in days[1:]]
    claims = deltalake.DeltaTable("lake/claims").to_pyarrow_table()
    assert sorted(claims.column("value").to_pylist()) == [21.0, 22.0]
