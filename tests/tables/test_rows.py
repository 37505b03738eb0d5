"""Facts to Arrow tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pytest

from pipeline.errors import DocumentError
from pipeline.facts import Facts
from pipeline.flow import failed
from pipeline.tables.schemas import SCHEMAS


def test_rows_every_table_has_its_schema(facts: Facts) -> None:
    tables = facts.to_tables()
    assert list(tables) == list(SCHEMAS)
    for name, table in tables.items():
        assert table.schema.equals(SCHEMAS[name], check_metadata=True), name
    assert [table.num_rows for table in tables.values()] == [1, 3, 2, 2, 2, 3, 1, 0]


def test_rows_slice_back_to_the_raw_text(facts: Facts) -> None:
    tables = facts.to_tables()
    [text] = tables["documents"]["text"].to_pylist()
    for name in ("sentences", "mentions", "claims"):
        for row in tables[name].to_pylist():
            assert text[row["start"] : row["end"]] == row["text"]


def test_rows_ids_are_global_and_join(facts: Facts) -> None:
    tables = {name: table.to_pylist() for name, table in facts.to_tables().items()}
    claims = {row["claim_id"]: row for row in tables["claims"]}
    assert list(claims) == ["liuxi-1/c0", "liuxi-1/c1", "liuxi-1/c2"]
    assert claims["liuxi-1/c1"]["part_of"] == "liuxi-1/c0"
    assert claims["liuxi-1/c0"]["part_of"] == ""
    assert [row["claim_ids"] for row in tables["checks"]] == [["liuxi-1/c0", "liuxi-1/c1"]]
    sentences = {row["sentence_id"] for row in tables["sentences"]}
    assert {row["sentence_id"] for row in tables["claims"] + tables["mentions"]} <= sentences
    entities = {row["entity_id"] for row in tables["entities"]}
    assert {row["entity_id"] for row in tables["mentions"]} == entities
    assert {claims["liuxi-1/c2"]["school"], claims["liuxi-1/c2"]["program"]} == entities


def test_rows_masked_value_is_null_and_range_has_both_ends(facts: Facts) -> None:
    masked = replace(facts.claims[0], value=None)
    ranged = replace(facts.claims[1], value=Decimal("3"), value_max=Decimal("5.5"))
    rows = replace(facts, claims=(masked, ranged)).to_tables()["claims"].to_pylist()
    assert [(row["value"], row["value_max"]) for row in rows] == [(None, None), (3.0, 5.5)]


def test_rows_section_is_the_path_of_headings(facts: Facts) -> None:
    block = replace(facts.blocks[2], section=("一、教育", "(一)小学"))
    assert replace(facts, blocks=(block,)).to_tables()["blocks"]["section"].to_pylist() == ["一、教育 > (一)小学"]


def test_rows_failed_document_has_a_row_and_an_error() -> None:
    tables = failed("d-1", "d.txt", DocumentError("I001", stage="ingest")).to_tables()
    [document] = tables["documents"].to_pylist()
    assert (document["status"], document["text"], document["n_claims"]) == ("failed", "", 0)
    [error] = tables["errors"].to_pylist()
    assert (error["doc_id"], error["stage"], error["code"]) == ("d-1", "ingest", "I001")


def test_rows_null_where_the_schema_forbids_it_is_refused(facts: Facts) -> None:
    broken = replace(facts.claims[0], subject=None)  # type: ignore[arg-type]
    with pytest.raises(pa.ArrowInvalid, match="subject"):
        replace(facts, claims=(broken,)).to_tables()
