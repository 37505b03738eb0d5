"""Damage that a check of an output folder finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.tables.compact import compact
from pipeline.tables.schemas import SCHEMAS
from pipeline.tables.validate import validate
from pipeline.tables.write import prepare, write_tables

Row = dict[str, Any]


@pytest.fixture
def out(facts: Facts, tmp_path: Path) -> Path:
    """One sound document."""
    folder = tmp_path / "out"
    prepare(folder)
    write_tables(facts.to_tables(), folder, "liuxi-1", "f")
    return folder


def rewrite(out: Path, table: str, change: Callable[[list[Row]], object]) -> None:
    path = out / table / "liuxi-1.parquet"
    rows = pq.ParquetFile(path).read().to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS[table]), path)


def test_validate_sound_tables_have_no_problems(out: Path) -> None:
    assert list(validate(out)) == []


@pytest.mark.parametrize(
    ("table", "change", "problem"),
    [
        ("claims", lambda rows: rows[0].update(start=0, end=3), r"claims: liuxi-1/c0: its text is not .*\[0:3\]"),
        ("claims", lambda rows: rows[1].update(claim_id="liuxi-1/c0"), "claims: liuxi-1/c0 occurs 2 times"),
        ("claims", lambda rows: rows[1].update(part_of="liuxi-1/c9"), "part_of liuxi-1/c9 is not in claims"),
        ("mentions", lambda rows: rows[0].update(sentence_id="liuxi-1/s9"), "s9 is not in sentences"),
        ("entities", lambda rows: rows.pop(), "is not in entities"),
        ("claims", lambda rows: rows[0].update(doc_id="other"), "rows of the document other"),
        ("blocks", lambda rows: rows.pop(1), "block 2 starts at"),
        ("sentences", lambda rows: rows.clear(), "n_sentences is 2, but there are 0"),
        ("documents", lambda rows: rows.append(rows[0]), "liuxi-1 has 2 rows"),
        ("documents", lambda rows: rows[0].update(status="failed"), "status failed, but 0 errors"),
    ],
)
def test_validate_finds(out: Path, table: str, change: Callable[[list[Row]], object], problem: str) -> None:
    rewrite(out, table, change)
    assert any(re.search(problem, line) for line in validate(out)), list(validate(out))


def test_validate_finds_files_that_are_missing_damaged_or_of_other_columns(out: Path, facts: Facts) -> None:
    write_tables(facts.to_tables(), out, "other", "f")
    (out / "claims" / "other.parquet").unlink()
    assert any("claims: 1 documents have no file, the first: other.parquet" in line for line in validate(out))
    (out / "claims" / "other.parquet").write_bytes(b"PAR1")
    assert any("not a Parquet file" in line for line in validate(out))
    pq.write_table(pa.table({"a": [1]}), out / "claims" / "other.parquet")
    assert any("its columns are not those of claims" in line for line in validate(out))


@pytest.mark.parametrize("table", sorted(SCHEMAS))
def test_validate_names_a_file_with_damaged_pages_and_goes_on(out: Path, facts: Facts, table: str) -> None:
    for name in ("damaged-1", "unsound-1"):
        document = replace(facts.document, doc_id=name, source=f"{name}.txt")
        write_tables(replace(facts, document=document).to_tables(), out, name, "f")
    path = out / table / "damaged-1.parquet"
    if table == "errors":  # it has no rows, so no pages
        path.write_bytes(b"PAR1" + bytes(20) + b"PAR1")
    else:
        data = bytearray(path.read_bytes())
        data[4:60] = bytes(56)
        path.write_bytes(data)
    (out / ("blocks" if table == "claims" else "claims") / "unsound-1.parquet").unlink()
    problems = list(validate(out))
    assert [str(path) in line for line in problems].count(True) == 1, problems
    assert any("1 documents have no file, the first: unsound-1.parquet" in line for line in problems)
    assert not any("liuxi-1" in line for line in problems)


def test_validate_of_a_damaged_part_checks_the_other_tables(out: Path) -> None:
    rewrite(out, "mentions", lambda rows: rows[0].update(start=0, end=3))
    compact(out)
    path = out / "compact" / "claims" / "part-0.parquet"
    data = bytearray(path.read_bytes())
    data[4:60] = bytes(56)
    path.write_bytes(data)
    problems = list(validate(out))
    assert sum(str(path) in line for line in problems) == 1, problems
    assert any(line.startswith("mentions: liuxi-1/") and "its text is not" in line for line in problems)


def test_validate_folder_without_tables_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="C009"):
        list(validate(tmp_path))
