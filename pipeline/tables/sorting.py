"""The documents of parts in the order of their ids, in bounded memory.

Parts hold documents as a run came by them. So their rows are dealt out to buckets, each of which takes the ids between two borders, on
the disk; then one bucket after the other is read and sorted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables.parts import split_by_document

_DOCUMENTS = 2000
"""Documents of a bucket, so many that there are not more buckets than below."""
_BUCKETS = 200
_FORMAT = pa.ipc.IpcWriteOptions(compression="lz4")


def borders_of(documents: Sequence[Path]) -> list[str]:
    """The first id of each bucket but the first.

    Args:
        documents: the parts of the table ``documents``.
    """
    ids = pa.concat_arrays([pq.ParquetFile(path).read(["doc_id"]).column(0).combine_chunks() for path in documents])
    size = max(_DOCUMENTS, len(ids) // _BUCKETS)
    ordered = ids.sort()
    return [ordered[place].as_py() for place in range(size, len(ordered), size)]


def sorted_documents(
    files: Sequence[Path], schema: pa.Schema, borders: Sequence[str], folder: Path, on_file: Callable[[int], None]
) -> Iterator[pa.Table]:
    """The rows of a table, one document after the other in the order of their ids.

    Args:
        files: its parts, each in the order of ids.
        borders: of the buckets, from `borders_of`.
        folder: an empty folder for the buckets, which are removed one by one.
        on_file: called with 1 after each file.
    """
    buckets = [folder / f"{number}.arrows" for number in range(len(borders) + 1)]
    _deal_out(files, schema, borders, buckets, on_file)
    for bucket in buckets:
        with pa.ipc.open_stream(bucket.open("rb")) as stream:
            rows = stream.read_all()
        bucket.unlink()
        ordered = rows.sort_by("doc_id").combine_chunks()
        for _, own in split_by_document(ordered):
            yield own


def _deal_out(
    files: Sequence[Path],
    schema: pa.Schema,
    borders: Sequence[str],
    buckets: Sequence[Path],
    on_file: Callable[[int], None],
) -> None:
    with ExitStack() as stack:
        writers = [
            stack.enter_context(pa.ipc.new_stream(stack.enter_context(path.open("wb")), schema, options=_FORMAT))
            for path in buckets
        ]
        for file in files:
            rows = pq.ParquetFile(file).read(schema.names).combine_chunks()
            ids = rows.column("doc_id").to_pylist()
            cuts = [0, *(bisect_left(ids, border) for border in borders), len(ids)]
            for writer, start, end in zip(writers, cuts, cuts[1:], strict=False):
                if end > start:
                    writer.write_table(rows.slice(start, end - start).cast(schema))
            on_file(1)
