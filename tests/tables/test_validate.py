"""Damage that a check of an output folder finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pipeline
from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.tables import load
from pipeline.tables.compact import compact
from pipeline.tables.schemas import SCHEMAS
from pipeline.tables.validate import examine, validate
from pipeline.tables.write import prepare, write_tables

Row = dict[str, Any]


def implausible(out: Path) -> list[str]:
    """Claims that can hardly be."""
    return [finding.text for finding in examine(out) if finding.severity == "warning"]


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


_BULLETIN = "青禾县2023年统计公报\n\n全县有小学12所、中学3所、幼儿园20所、教师560人、学生8200人、教室310间。\n"


def _written(text: str, out: Path, **changed: Any) -> Path:
    """The tables of a text, its claims read otherwise."""
    found = pipeline.extract(text, pipeline.Config(words=False))
    found = replace(found, claims=tuple(replace(claim, **changed) for claim in found.claims))
    prepare(out)
    write_tables(found.to_tables(), out, found.document.doc_id, "f")
    return out


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            {"period": "2026", "period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)},
            "achieved for 2026, after",
        ),
        (
            {"status": "planned", "period": "2019", "period_start": date(2019, 1, 1), "period_end": date(2019, 12, 31)},
            "planned for 2019, before",
        ),
        ({"period": "1913", "period_start": date(1913, 1, 1), "period_end": date(1913, 12, 31)}, "far from 2023"),
    ],
)
def test_claims_that_can_hardly_be_are_named_and_many_are_a_problem(
    tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    out = _written(_BULLETIN, tmp_path / "out", **changed)
    named = list(implausible(out))
    assert len(named) == 6
    assert all(reason in line for line in named)
    [first, *_] = load(out, "claims").claim_id
    assert f"{first}: 12所" in named[0]
    assert any("6 of 6 figures are implausible" in line for line in validate(out))


def test_one_claim_that_can_hardly_be_is_no_problem(tmp_path: Path) -> None:
    out = _written(_BULLETIN + "到2026年,小学达到15所。\n", tmp_path / "out", status="achieved")
    assert [line.rpartition(": ")[2].split()[0] for line in implausible(out)] == ["15所"]
    assert list(validate(out)) == []


def test_a_section_that_is_all_the_other_way_than_its_neighbours_is_named(tmp_path: Path) -> None:
    figures = "新建学校{}所、公路{}公里、水厂{}座、公园{}个、医院{}家。\n"
    heads = ("一、2023年工作回顾", "二、主要做法", "三、取得的成绩")
    text = "青禾县2023年工作总结\n\n" + "\n".join(
        f"{head}\n{figures.format(*range(n, n + 5))}" for n, head in enumerate(heads, 3)
    )
    found = pipeline.extract(text, pipeline.Config(words=False))
    assert {claim.status for claim in found.claims} == {"achieved"}
    turned = [replace(claim, status="planned") if "二" in claim.section else claim for claim in found.claims]
    prepare(tmp_path)
    write_tables(replace(found, claims=tuple(turned)).to_tables(), tmp_path, found.document.doc_id, "f")
    [line] = implausible(tmp_path)
    assert "all 5 figures of the section '二、主要做法' are planned" in line
    assert list(validate(tmp_path)) == []


def test_nothing_is_said_of_a_document_of_unknown_time(tmp_path: Path) -> None:
    out = _written("全县有小学12所。1913年有小学1所。\n", tmp_path / "out")
    assert list(implausible(out)) == []
