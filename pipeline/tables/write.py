"""The tables of one document to ``OUT/<table>/<doc_id>.parquet``.

Files are written into ``OUT/.staging`` and moved from there, so that a table folder never holds a half-written file,
nor anything that is not a table. ``documents`` is moved last: a document has its row there only when all its other
tables are in place, so that a run that is killed in between does the document again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.tables.schemas import CONFIG_KEY, SCHEMAS

STAGING = ".staging"


def table_path(out: Path, table: str, doc_id: str) -> Path:
    """Where the rows of a document in a table are."""
    return out / table / f"{doc_id}.parquet"


def prepare(out: Path) -> None:
    """Create the table folders of `out`.

    Raises:
        ConfigurationError: C004 when they cannot be created or written to.
    """
    try:
        for folder in (STAGING, *SCHEMAS):
            (out / folder).mkdir(parents=True, exist_ok=True)
            if not os.access(out / folder, os.W_OK):
                raise PermissionError(f"no permission to write into {folder}")
        # Permissions do not tell of read-only and full disks.
        with tempfile.TemporaryFile(dir=out / STAGING) as probe:
            probe.write(b"policyfacts")
    except OSError as error:
        raise ConfigurationError("C004", path=out, problem=error.strerror or error) from error


def write_tables(tables: Mapping[str, pa.Table], out: Path, doc_id: str, config_fingerprint: str) -> None:
    """Write every table of one document, over what was there; equal tables give equal bytes.

    Args:
        tables: table name to table, all of `SCHEMAS`.
        out: folder that `prepare` has seen.
        doc_id: the document, which names the files.
        config_fingerprint: of the config that made the rows; goes into the file metadata.

    Raises:
        OSError: the disk is full or the folder vanished.
    """
    with tempfile.TemporaryDirectory(dir=out / STAGING) as staging:
        for name, schema in SCHEMAS.items():
            metadata = {**(schema.metadata or {}), CONFIG_KEY: config_fingerprint.encode()}
            table = tables[name].replace_schema_metadata(metadata)
            pq.write_table(table, f"{staging}/{name}", compression="zstd")
        for name in sorted(SCHEMAS, key=lambda name: name == "documents"):
            os.replace(f"{staging}/{name}", table_path(out, name, doc_id))


def clear_staging(out: Path) -> None:
    """Remove the staging folder unless another run is using it."""
    try:
        (out / STAGING).rmdir()
    except OSError:
        return
