"""The panel of an output folder, made of its tables province by province, so that memory holds one province at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipeline.errors import ConfigurationError
from pipeline.indicators.catalogue import indicators
from pipeline.panels.rows import panel_rows
from pipeline.panels.statements import Publication, panel_claims, part_claims, publications, statements
from pipeline.records import PanelRow
from pipeline.tables import layout
from pipeline.tables.rows import to_table
from pipeline.tables.schemas import PANEL
from pipeline.tables.stages import RUN

if TYPE_CHECKING:
    import pandas as pd

PANEL_FILE = f"{layout.PANEL.name}.parquet"


def write_panel(out: Path, wanted: Sequence[str] = ()) -> int:
    """Write the panel of an output folder to ``OUT/panel.parquet``.

    Args:
        out: output folder of a run.
        wanted: ids of indicators, or their Chinese names; all when empty.

    Returns:
        How many rows it has.

    Raises:
        ConfigurationError: C009 when the folder holds no tables, C063 when an indicator is not known.
    """
    ids = [indicator_id(name) for name in wanted]
    documents = publications(out)
    target = out / PANEL_FILE
    staged = target.with_suffix(".parquet.part")
    count = 0
    (out / RUN).mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out / RUN) as folder, pq.ParquetWriter(staged, PANEL) as writer:
        for rows in panel_parts(panel_claims(out, ids), documents, Path(folder)):
            writer.write_table(to_table(layout.PANEL, PANEL, rows))
            count += len(rows)
    staged.replace(target)
    return count


def panel_parts(
    claims: Iterable[pa.RecordBatch], documents: Mapping[str, Publication], folder: Path
) -> Iterator[list[PanelRow]]:
    """The rows of the panel, province by province, sorted within each.

    Args:
        claims: as `panel_claims` gives them.
        documents: the publications of their documents, by id.
        folder: where files on the way go.
    """
    for part in part_claims(claims, folder):
        yield panel_rows(statements(part, documents), documents)


def panel(out: str | Path, wanted: Sequence[str] = ()) -> pd.DataFrame:
    """The panel of an output folder as a pandas data frame, made anew from its tables; `docs/panel.md` shows how to ask it.

    Args:
        out: the folder given as ``--out``.
        wanted: ids of indicators, or their Chinese names; all when empty.

    Raises:
        ConfigurationError: as `write_panel`.
    """
    write_panel(Path(out), wanted)
    frame: pd.DataFrame = ds.dataset(Path(out) / PANEL_FILE).to_table().to_pandas()
    return frame


def indicator_id(name: str) -> str:
    """The id of an indicator that is called by it or by its Chinese name.

    Raises:
        ConfigurationError: C063 when there is none.
    """
    if name in indicators():
        return name
    for indicator in indicators().values():
        if name in indicator.names:
            return indicator.id
    raise ConfigurationError("C063", name=name)
