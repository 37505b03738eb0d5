"""Rows beside what their sentence and their document say: `load(..., join=True)`, and the views for DuckDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.read import has_table, load_arrow
from pipeline.tables.schemas import SCHEMAS

if TYPE_CHECKING:
    import pyarrow.dataset as ds

_OF_SENTENCE = {"sentence": "text"}
_OF_DOCUMENT = ("title", "region", "report_year", "published", "source")
_KEYS = {"sentences": "sentence_id", "documents": "doc_id"}


def joined_columns(table: str) -> Mapping[str, tuple[str, str]]:
    """What is joined to a table: name of the column, then the table and the column that it comes from.

    A column of the document is called ``document_…`` where the table has one of that name itself.
    """
    own = SCHEMAS[table].names
    found: dict[str, tuple[str, str]] = {}
    if "sentence_id" in own and table != "sentences":
        found |= {name: ("sentences", column) for name, column in _OF_SENTENCE.items()}
    if table != "documents":
        found |= {f"document_{name}" if name in own else name: ("documents", name) for name in _OF_DOCUMENT}
    return found


def load_joined(
    out: str | Path, table: str, columns: Sequence[str] | None, filters: ds.Expression | Sequence[Any] | None
) -> pa.Table:
    """A table of an output folder with the columns of `joined_columns` behind its own; null where the run stopped before sentences.

    Args:
        columns: those of the table itself; all when None.
        filters: as `load` takes them, on the columns of the table itself.

    Raises:
        ConfigurationError: C008 when there is no such table, C009 when the folder does not hold it.
    """
    joined = joined_columns(table) if table in SCHEMAS else {}
    sources = dict.fromkeys(source for source, _ in joined.values())
    keys = [_KEYS[source] for source in sources]
    names = list(columns) if columns is not None else None
    rows = load_arrow(out, table, None if names is None else list(dict.fromkeys([*names, *keys])), filters)
    result = rows if names is None else rows.select(names)
    for source in sources:
        wanted = {name: column for name, (of, column) in joined.items() if of == source}
        key = _KEYS[source]
        if not has_table(Path(out), source):
            for name, column in wanted.items():
                result = result.append_column(name, pa.nulls(rows.num_rows, SCHEMAS[source].field(column).type))
            continue
        other = load_arrow(out, source, [key, *wanted.values()])
        place = pc.index_in(rows.column(key), value_set=other.column(key).combine_chunks())
        for name, column in wanted.items():
            result = result.append_column(name, other.column(column).take(place))
    return result
