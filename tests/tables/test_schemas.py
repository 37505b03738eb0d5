"""The schemas as a contract."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

import pipeline
from pipeline.tables import SCHEMA_VERSION, SCHEMAS
from pipeline.tables.dictionary import data_dictionary

# The columns that readers rely on, in their order; new ones may follow.
CONTRACT = {
    "documents": "doc_id source sha256 encoding title site url publisher document_number published region report_year "
    "text n_chars n_sentences n_mentions n_claims status warnings index_number",
    "blocks": "doc_id ordinal start end kind rule role level numbering section",
    "sentences": "sentence_id doc_id ordinal block start end text words",
    "mentions": "mention_id doc_id sentence_id label start end text name entity_id title source score",
    "entities": "entity_id doc_id label name aliases n_mentions",
    "claims": "claim_id doc_id sentence_id start end text value value_max number_text unit unit_norm dimension "
    "comparator change base subject scope period status suspect suspect_reason part_of consistency unit_implied section program school rule "
    "period_start period_end period_source rate_kind from_claim per norm indicator breakdown region region_code",
    "checks": "check_id doc_id rule claim_ids stated expected difference tolerance verdict severity reason",
    "errors": "doc_id source stage code message retryable",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_schemas_columns_of_the_contract_in_order(table: str) -> None:
    expected = CONTRACT[table].split()
    assert SCHEMAS[table].names[: len(expected)] == expected


def test_schemas_no_table_beyond_the_contract() -> None:
    assert list(SCHEMAS) == list(CONTRACT)


def test_schemas_types_that_every_reader_shares() -> None:
    for schema in SCHEMAS.values():
        for field in schema:
            if field.name in ("start", "end"):
                assert field.type == pa.int32()
            assert not pa.types.is_dictionary(field.type)
    assert SCHEMAS["documents"].field("published").type == pa.date32()
    assert SCHEMAS["claims"].field("value").type == pa.float64()


def test_schemas_metadata_describes_columns_and_versions() -> None:
    for schema in SCHEMAS.values():
        assert schema.metadata[b"policyfacts.schema_version"].decode() == SCHEMA_VERSION
        assert schema.metadata[b"policyfacts.pipeline_version"].decode() == pipeline.__version__
        assert all(len(field.metadata[b"description"]) > 10 for field in schema)


def test_dictionary_in_docs_is_current() -> None:
    path = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
    assert path.read_text(encoding="utf-8") == data_dictionary(), "run `make dictionary`"
