"""Lines of files, however they are cut."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.ingest import lines
from pipeline.ingest.lines import read_lines


@given(
    st.lists(st.sampled_from([b"a", b"bc", b"\n", b"\r\n", b" ", b"\n\n", b"long line"]), max_size=30),
    st.integers(1, 9),
)
def test_lines_are_those_of_the_file_whatever_the_chunks(parts: list[bytes], size: int) -> None:
    data = b"".join(parts)
    chunks = (data[start : start + size] for start in range(0, len(data), size))
    expected = [line.strip() for line in data.split(b"\n") if line.strip()]
    assert list(lines._lines(iter(chunks), 1000)) == expected


def test_long_line_is_told_by_its_size_and_the_next_one_follows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"short\n" + b"x" * 3_000_000 + b"\n\n  \nlast")
    assert list(read_lines(path, 1000)) == [b"short", 3_000_000, b"last"]
    path.write_bytes(b"x" * 3_000_000)
    assert list(read_lines(path, 1000)) == [3_000_000]


def test_damaged_gzip_gives_the_lines_before_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    data = gzip.compress(b"".join(b"%d\n" % number for number in range(100_000)), 1)
    path.write_bytes(data[: len(data) // 2])
    found: list[bytes | int] = []
    with pytest.raises(DocumentError, match="I008"):
        found.extend(read_lines(path, 1000))
    assert len(found) > 10_000
    assert found[:3] == [b"0", b"1", b"2"]


def test_honest_gzip_of_repetitive_rows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    row = b'{"id": %d, "text": "' + "全县现有小学二十六所，教师一千三百名。".encode() * 3 + b'"}\n'
    path.write_bytes(gzip.compress(b"".join(row % number for number in range(20_000))))
    assert sum(1 for _ in read_lines(path, 1000)) == 20_000
