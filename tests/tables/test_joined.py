"""Rows in their context: in data frames and as views."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.batch import Request, find_inputs, run
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.tables import load, load_arrow, load_polars
from pipeline.tables.compact import compact
from pipeline.tables.find import facts_of_source
from pipeline.tables.views import write_views

FIRST = "青禾县2021年教育工作总结\n全县现有小学41所，教师1300名。\n"
SECOND = "柳溪县2022年教育工作总结\n全县现有小学26所。张立新局长出席。\n"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over two documents of one name in two folders, and one of another."""
    folder = tmp_path_factory.mktemp("docs")
    for name, text in (("a/report.txt", FIRST), ("b/report.txt", SECOND), ("b/it's.txt", SECOND)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    target = tmp_path_factory.mktemp("run") / "it's out"
    run(find_inputs([folder], target).files, target, Config(words=False), workers=1, request=Request())
    return target


def test_rows_have_their_sentence_and_document_beside_them(out: Path) -> None:
    frame = load(out, "claims", join=True)
    row = frame[frame["text"] == "41所"].iloc[0]
    assert row["sentence"] == "全县现有小学41所，教师1300名。"
    assert (row["title"], row["report_year"], row["source"]) == ("青禾县2021年教育工作总结", 2021, "a/report.txt")
    assert row["document_region"] == "青禾县"
    assert all(text in sentence for text, sentence in zip(frame["text"], frame["sentence"], strict=True))
    assert len(frame) == len(load(out, "claims"))


def test_columns_of_the_table_keep_their_names_and_choice(out: Path) -> None:
    mentions = load_arrow(out, "mentions", join=True)
    assert (
        mentions.column_names[: len(load_arrow(out, "mentions").column_names)]
        == load_arrow(out, "mentions").column_names
    )
    assert "document_title" in mentions.column_names
    chosen = load_arrow(out, "claims", ["text"], [("text", "==", "26所")], join=True)
    assert chosen.column_names[:3] == ["text", "sentence", "title"]
    assert chosen.num_rows == 2
    assert "claim_ids" in load_polars(out, "checks", join=True).columns


def test_views_say_the_same_in_duckdb(out: Path) -> None:
    connection = duckdb.connect()
    connection.sql(write_views(out).read_text(encoding="utf-8"))
    rows = connection.sql(
        "select text, sentence, title, document_region from claims_in_context order by text"
    ).fetchall()
    frame = load(out, "claims", join=True).sort_values("text")
    assert sorted(rows) == sorted(
        frame[["text", "sentence", "title", "document_region"]].itertuples(index=False, name=None)
    )
    assert connection.sql("select count(*) from mentions_in_context").fetchall() == [(len(load(out, "mentions")),)]
    compact(out)
    connection.sql(write_views(out).read_text(encoding="utf-8"))
    assert connection.sql("select count(*) from claims").fetchall() == [(len(frame),)]


def test_views_of_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="C009"):
        write_views(tmp_path)


def test_a_document_is_found_by_what_it_is_called(out: Path) -> None:
    for name in ("a/report.txt", "docs/a/report.txt", facts_of_source(out, "a/report.txt").document.doc_id):
        assert facts_of_source(out, name).document.text == FIRST
    assert facts_of_source(out, "it's.txt").document.text == SECOND
    for name in ("report.txt", "eport.txt", "nowhere.txt"):
        with pytest.raises(ConfigurationError, match="C034"):
            facts_of_source(out, name)
