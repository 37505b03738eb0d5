"""Lines of the ledger that pass their checksum and say nothing of use."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch import Request, find_inputs, ledger, run
from pipeline.config import Config

CONFIG = Config(words=False)


@pytest.mark.parametrize(
    "body",
    [
        b'["a.txt"',
        b"{}",
        b"null",
        b'["a.txt",1,"ok",5,[1],"n",0,0]',
        b'["a.txt","00","ok",[],[1,2],1,"",false]',
        b'["a.txt","00","ok",["1","2","3","4","5","6"],[1],1,"",false]',
        b'["a.txt","00","ok",["1","2","3","4"],["1"],1,"",false]',
        b"\xff\xfe",
        b"[" * 50_000,
    ],
)
def test_line_of_nonsense_is_passed_over_and_the_tables_asked(body: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全县现有小学26所。\n", encoding="utf-8")
    [file] = find_inputs([tmp_path / "a.txt"]).files
    out = tmp_path / "out"
    assert run([file], out, CONFIG).counts["ok"] == 1
    path = out / ".run" / "ledger"
    path.write_bytes(ledger._line(file.doc_id, body) + ledger._line("b", body))
    assert run([file], out, CONFIG).counts["skipped"] == 1


def test_line_that_names_no_document_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全县现有小学26所。\n", encoding="utf-8")
    files, out = find_inputs([tmp_path / "a.txt"]).files, tmp_path / "out"
    run(files, out, CONFIG)
    outside = tmp_path / "outside.parquet"
    outside.write_bytes(b"mine")
    with (out / ".run" / "ledger").open("ab") as file:
        for name in ("../../outside", "../outside", ".", "", "a/b"):
            file.write(ledger._line(name, b'["x","00","ok",["1"],[1],1,"",false]'))
    assert run(files, out, CONFIG, request=Request(prune=True)).pruned == 0
    assert outside.read_bytes() == b"mine"
