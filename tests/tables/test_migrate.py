"""Tables of an earlier version get the columns of this one, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.batch import Request, find_inputs, run
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.tables import SCHEMA_VERSION, SCHEMAS, load_arrow
from pipeline.tables.migrate import migrate
from pipeline.tables.schemas import SCHEMA_VERSION_KEY, STAGES_KEY
from pipeline.tables.validate import validate


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A run over one document."""
    (tmp_path / "report.txt").write_text("青禾县2021年教育工作总结\n全县现有小学41所，教师1300名。\n", encoding="utf-8")
    found = find_inputs([tmp_path / "report.txt"], tmp_path / "out")
    run(found.files, tmp_path / "out", Config(words=False), workers=1, request=Request())
    return tmp_path / "out"


def files(out: Path, table: str) -> list[Path]:
    """The files of a table."""
    return sorted((out / table).glob("*.parquet"))


def rewrite(path: Path, rows: pa.Table, version: str) -> None:
    """A file as another version wrote it."""
    metadata = {**(pq.read_schema(path).metadata or {}), SCHEMA_VERSION_KEY: version.encode()}
    pq.write_table(rows.replace_schema_metadata(metadata), path)


def test_columns_that_an_earlier_version_lacked_are_empty(out: Path) -> None:
    [path] = files(out, "claims")
    before = pq.read_table(path)
    rewrite(path, before.drop_columns(["region_code", "norm", "breakdown", "period_start"]), SCHEMA_VERSION)
    assert list(validate(out))
    stages = pq.read_schema(path).metadata[STAGES_KEY]
    done = migrate(out)
    assert (done.rewritten, done.unchanged) == (1, sum(len(files(out, table)) for table in SCHEMAS) - 1)
    assert list(validate(out)) == []
    after = load_arrow(out, "claims")
    assert after.column("text").to_pylist() == before.column("text").to_pylist()
    assert set(after.column("region_code").to_pylist()) <= {"", None}
    assert pq.read_schema(path).metadata[STAGES_KEY] == stages
    assert migrate(out).rewritten == 0


def test_a_step_leads_from_version_to_version(out: Path) -> None:
    [path] = files(out, "mentions")
    rows = pq.read_table(path)
    rewrite(path, rows.rename_columns(["kind" if name == "label" else name for name in rows.column_names]), "0")

    def step(table: str, found: pa.Table) -> pa.Table:
        names = ["label" if name == "kind" else name for name in found.column_names]
        return found.rename_columns(names) if table == "mentions" else found

    migrate(out, {"0": step})
    assert load_arrow(out, "mentions").column("label").to_pylist() == rows.column("label").to_pylist()


def test_tables_of_a_later_version_are_left_alone(out: Path) -> None:
    [path] = files(out, "claims")
    rewrite(path, pq.read_table(path), "99")
    held = path.read_bytes()
    with pytest.raises(ConfigurationError, match="C035"):
        migrate(out)
    assert path.read_bytes() == held


def test_a_damaged_file_and_an_empty_folder_are_told(out: Path, tmp_path: Path) -> None:
    files(out, "claims")[0].write_bytes(b"PAR1")
    with pytest.raises(ConfigurationError, match="C032"):
        migrate(out)
    with pytest.raises(ConfigurationError, match="C009"):
        migrate(tmp_path / "nowhere")
