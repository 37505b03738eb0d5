"""Tables back to facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.batch.kernel import extract
from pipeline.config import Config
from pipeline.facts import Facts
from pipeline.ingest import doc_id_of
from pipeline.tables.layout import tables_between
from pipeline.tables.restore import restore
from pipeline.tables.stages import Stage
from pipeline.tables.write import prepare, write_tables

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").iterdir())


@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize("first", ["segment", "ner", "claims"])
def test_restore_later_stages_find_the_same_from_tables(tmp_path: Path, first: Stage, words: bool) -> None:
    config = Config(words=words)
    prepare(tmp_path)
    for path in SAMPLES:
        data, doc_id = path.read_bytes(), doc_id_of(path.name)
        expected = extract(data, path.name, config)
        write_tables(expected.tables, tmp_path, doc_id, "f")
        known = restore(tmp_path, doc_id, first)
        assert known is not None, path.name
        found = extract(data, path.name, config, known=known, first=first)
        for table in tables_between(first, "claims"):
            assert found.tables[table].equals(expected.tables[table]), (path.name, table, found.message)


def test_restore_heading_that_holds_the_separator_is_left_to_a_full_run(facts: Facts, tmp_path: Path) -> None:
    prepare(tmp_path)
    text = facts.document.text.replace("办学规模", "学校 > 师")
    document = replace(facts.document, text=text)
    write_tables(replace(facts, document=document).to_tables(), tmp_path, "liuxi-1", "f")
    assert restore(tmp_path, "liuxi-1", "claims") is None


def test_restore_damaged_tables_are_left_to_a_full_run(facts: Facts, tmp_path: Path) -> None:
    prepare(tmp_path)
    write_tables(facts.to_tables(), tmp_path, "liuxi-1", "f")
    (tmp_path / "mentions" / "liuxi-1.parquet").write_bytes(b"PAR1")
    assert restore(tmp_path, "liuxi-1", "ner") is not None
    assert restore(tmp_path, "liuxi-1", "claims") is None
    assert restore(tmp_path, "never", "ner") is None
