"""Tables back to facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.batch.kernel import Batch, Given, extract
from pipeline.config import Config
from pipeline.facts import Facts
from pipeline.ingest import doc_id_of
from pipeline.tables.layout import tables_between
from pipeline.tables.restore import restore
from pipeline.tables.stages import Stage
from pipeline.tables.write import prepare, write_tables

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").iterdir())


@dataclass(frozen=True)
class Run:
    """The samples, all of their stages, and their tables."""

    config: Config
    folder: Path
    results: dict[Path, Batch]


@pytest.fixture(scope="module", params=[False, True], ids=["without words", "with words"])
def samples(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    config, folder = Config(words=request.param), tmp_path_factory.mktemp("samples")
    prepare(folder)
    results = {path: extract([Given(path.read_bytes(), path.name)], config) for path in SAMPLES}
    for path, result in results.items():
        write_tables(result.tables, folder, doc_id_of(path.name), "f")
    return Run(config, folder, results)


@pytest.mark.parametrize("first", ["segment", "ner", "claims"])
def test_restore_later_stages_find_the_same_from_tables(samples: Run, first: Stage) -> None:
    for path, expected in samples.results.items():
        known = restore(samples.folder, doc_id_of(path.name), first)
        assert known is not None, path.name
        found = extract([Given(path.read_bytes(), path.name, known, first)], samples.config)
        for table in tables_between(first, "claims"):
            assert found.tables[table].equals(expected.tables[table]), (path.name, table)


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
