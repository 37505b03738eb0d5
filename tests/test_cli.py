"""End to end through the command line, on documents written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.tables import SCHEMAS, load

REPORT = """您现在的位置:首页 > 政务公开 > 工作总结
青禾县教育局2021年工作总结
一、办学规模
全县现有各级各类学校86所,其中小学41所、初中12所。青禾县第一小学新增学位540个。局长张立新强调，要抓好落实。
二、资金投入
全年投入资金约3000万元，实施“春苗”计划，学生近视率下降1.5个百分点。
"""
PAGE = "<html><head><title>通知</title></head><body><nav>首页</nav><p>全县新建幼儿园3所。</p></body></html>"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Two documents in different encodings and formats."""
    folder = tmp_path / "docs"
    (folder / "2021").mkdir(parents=True)
    (folder / "2021" / "report.txt").write_bytes(REPORT.encode("gb18030"))
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    return folder


class Result:
    """Exit code and output of a command."""

    def __init__(self, *arguments: object) -> None:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
        self.code, self.stdout, self.stderr, self.exception = (
            *(result.exit_code, result.stdout, result.stderr),
            result.exception,
        )

    def rows(self) -> dict[str, int]:
        """The numbers of the last table."""
        cells = [[cell.strip() for cell in line.split("│")[1:3]] for line in self.stdout.splitlines() if "│" in line]
        return {name: int(number) for name, number in cells if number.isdigit()}


def test_run_writes_tables_that_slice_back_and_tile(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = Result("run", docs, "--out", out, "--no-words")
    assert result.code == 0, result.stderr
    tables = {table: load(out, table) for table in SCHEMAS}
    documents = tables["documents"].set_index("doc_id")
    assert set(documents["source"]) == {"2021/report.txt", "page.html"}
    for table in ("sentences", "mentions", "claims"):
        assert len(tables[table])
        for row in tables[table].itertuples():
            assert documents.loc[row.doc_id, "text"][row.start : row.end] == row.text
    for doc_id, blocks in tables["blocks"].groupby("doc_id"):
        text = documents.loc[doc_id, "text"]
        bounds = sorted(zip(blocks["start"], blocks["end"], strict=True))
        assert [start for start, _ in bounds] == [0, *(end for _, end in bounds[:-1])]
        assert bounds[-1][1] == len(text)


def test_run_finds_the_facts_of_a_plain_report(docs: Path, tmp_path: Path) -> None:
    Result("run", docs, "--out", tmp_path / "out", "--no-words")
    claims = load(tmp_path / "out", "claims")
    values = {(row.value, row.unit) for row in claims.itertuples()}
    assert {(86.0, "所"), (41.0, "所"), (3e7, "元"), (1.5, "百分点"), (3.0, "所")} <= values
    mentions = load(tmp_path / "out", "mentions")
    assert {"青禾县第一小学", "张立新"} <= set(mentions["text"])


def test_run_ends_with_a_summary_and_the_place_of_the_tables(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = Result("run", docs, "--out", out, "--no-words")
    place, following = result.stdout.splitlines()[-2:]
    assert place == f"Parquet tables: {out}/<table>/*.parquet"
    assert following.startswith(f"next: policyfacts report {out}, ")
    rows = result.rows()
    assert (rows["documents ok"], rows["documents partial"], rows["documents failed"]) == (2, 0, 0)
    assert {table: rows[f"rows written: {table}"] for table in SCHEMAS} == {
        table: len(load(out, table)) for table in SCHEMAS
    }
    again = Result("run", docs, "--out", out, "--no-words").rows()
    assert (again["documents ok"], again["documents skipped (up to date)"]) == (0, 2)
    assert Result("run", docs, "--out", out, "--no-words", "--force").rows()["documents ok"] == 2


def test_run_bad_documents_fail_alone_with_code_and_message(docs: Path, tmp_path: Path) -> None:
    (docs / "empty.txt").write_bytes(b"")
    (docs / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (docs / "bad-byte.txt").write_bytes("全县现有教师120名，学生3000人。".encode() * 20 + b"\xff" + "完。".encode())
    out = tmp_path / "out"
    result = Result("run", docs, "--out", out, "--no-words")
    assert result.code == 1
    rows = result.rows()
    assert (rows["documents ok"], rows["documents partial"], rows["documents failed"]) == (2, 1, 2)
    assert "failed: empty.txt: [I001]" in result.stdout
    assert "failed: picture.txt: [I002]" in result.stdout
    documents = load(out, "documents").set_index("source")
    assert "I003" in documents.loc["bad-byte.txt", "warnings"][0]
    errors = load(out, "errors").set_index("source")
    assert errors["code"].to_dict() == {"empty.txt": "I001", "picture.txt": "I002"}
    assert 120.0 in set(load(out, "claims")["value"])


def test_run_other_formats_are_named_with_the_reason(docs: Path, tmp_path: Path) -> None:
    for name in ("a.xls", "b.xls", "c.zip"):
        (docs / name).write_bytes(b"x")
    result = Result("run", docs, "--out", tmp_path / "out", "--no-words")
    assert result.code == 0
    assert [line for line in result.stdout.splitlines() if "not read" in line] == [
        "not read: a.xls, b.xls (it is a spreadsheet; save its sheets as HTML)",
        "not read: c.zip (it is an archive; unpack it)",
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["{docs}/nowhere", "--out", "{out}"], "C003"),
        (["{empty}", "--out", "{out}"], "C006"),
        (["{docs}", "--out", "{docs}/page.html/out"], "C004"),
    ],
)
def test_run_configuration_errors_exit_2_with_a_message(
    docs: Path, tmp_path: Path, arguments: list[str], code: str
) -> None:
    (tmp_path / "empty").mkdir()
    places = {"docs": docs, "out": tmp_path / "out", "empty": tmp_path / "empty"}
    result = Result("run", "--no-words", *(argument.format(**places) for argument in arguments))
    assert result.code == 2
    assert f"[{code}]" in result.stderr
    assert "Traceback" not in result.stderr
    assert not list((tmp_path / "out").glob("*/*.parquet"))


def test_run_without_its_model_stops_with_the_command_that_fetches_it(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class WithoutModel(pipeline.Config):
        pkuseg_model: Path = tmp_path / "no-model"

    monkeypatch.setattr("pipeline.config.Config", WithoutModel)
    result = Result("run", docs, "--out", tmp_path / "out")
    assert result.code == 2
    assert "[C001]" in result.stderr
    assert "make models" in result.stderr
    assert not list((tmp_path / "out").glob("*/*.parquet"))


@pytest.mark.parametrize("arguments", [["run"], ["run", "x.txt"], ["evaluate", "--gold", "g"], ["nonsense"]])
def test_usage_errors_exit_2(arguments: list[str]) -> None:
    assert Result(*arguments).code == 2


def test_run_words_of_the_default_cover_each_sentence(docs: Path, tmp_path: Path) -> None:
    result = Result("run", docs / "page.html", "--out", tmp_path / "out")
    assert result.code == 0, result.stderr
    for row in load(tmp_path / "out", "sentences").itertuples():
        assert "".join(row.words) == "".join(row.text.split())


def test_show_prints_mentions_and_claims(docs: Path) -> None:
    result = Result("show", docs / "2021" / "report.txt")
    assert result.code == 0, result.stderr
    assert "青禾县第一小学" in result.stdout
    assert "约3000万元" in result.stdout


def test_show_a_claim_that_is_not_there_names_those_that_are(docs: Path) -> None:
    result = Result("show", docs / "2021" / "report.txt", "--claim", "c99", "--no-words")
    assert (result.code, "it has c1 to c6" in result.stderr) == (2, True), result.stderr


def test_show_knows_the_words_of_a_user(docs: Path, tmp_path: Path) -> None:
    (docs / "a.txt").write_text("走访青禾学堡的教师。", encoding="utf-8")
    (tmp_path / "lexicon.tsv").write_text("学堡\t\t\tschool_head\n", encoding="utf-8")
    show = ("show", docs / "a.txt", "--no-words")
    assert Result(*show).stdout.count("SCHOOL") == 1  # in the legend
    assert Result(*show, "--lexicon", tmp_path).stdout.count("SCHOOL") > 1


@pytest.mark.parametrize("command", [("show",), ("run", "--out", "nowhere")])
def test_a_lexicon_that_is_wrong_stops_before_anything_is_done(
    command: tuple[str, ...], docs: Path, tmp_path: Path
) -> None:
    (tmp_path / "lexicon.tsv").write_text("学堡\t\t\tschool\n", encoding="utf-8")
    result = Result(*command, docs / "page.html", "--lexicon", tmp_path)
    assert result.code == 2
    assert "C062" in result.stderr


def test_show_unreadable_file_says_why(docs: Path) -> None:
    (docs / "empty.txt").write_bytes(b"")
    result = Result("show", docs / "empty.txt")
    assert (result.code, "[I001]" in result.stderr) == (1, True)
    assert Result("show", docs / "nowhere.txt").code == 2


@pytest.fixture
def gold(docs: Path, tmp_path: Path) -> Path:
    """Gold for the page alone."""
    text = pipeline.extract_file(docs / "page.html", pipeline.Config(words=False)).document.text
    start = text.index("3所")
    fixed = {"comparator": "eq", "change": "none", "base": "", "status": "achieved", "suspect": False}
    claim: dict[str, Any] = {"start": start, "end": start + 2, "text": "3所", "value": "3", "unit": "所", **fixed}
    folder = tmp_path / "gold"
    folder.mkdir()
    body = text.index("全县")
    labels = {"content": [[body, text.index("。") + 1]], "claims": [{**claim, "subject": "幼儿园"}]}
    (folder / "page.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    return folder


def test_evaluate_documents_and_tables_give_the_same_scores(docs: Path, gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Result("run", docs, "--out", out, "--no-words")
    reports = []
    for where in (("--docs", docs, "--no-words"), ("--pred", out)):
        result = Result("evaluate", "--gold", gold, *where, "--json", tmp_path / "scores.json", "--misses")
        assert result.code == 0, result.stderr
        assert "claims strict" in result.stdout
        reports.append(json.loads((tmp_path / "scores.json").read_text(encoding="utf-8")))
    assert reports[0] == reports[1]
    assert reports[0]["total"]["found"]["recall"] == 1.0


def test_evaluate_gold_without_document_exits_2(docs: Path, gold: Path) -> None:
    (docs / "page.html").unlink()
    result = Result("evaluate", "--gold", gold, "--docs", docs, "--no-words")
    assert (result.code, "[E002]" in result.stderr) == (2, True)


def test_gate_passes_on_its_own_floors_and_fails_on_higher_ones(docs: Path, gold: Path) -> None:
    where = ("--gold", gold, "--docs", docs)
    assert Result("gate", *where).code == 1
    assert Result("gate", *where, "--update").code == 0
    assert Result("gate", *where).code == 0
    floors = gold / "floors.toml"
    floors.write_text(floors.read_text(encoding="utf-8") + "school = 0.5\n", encoding="utf-8")
    failed = Result("gate", *where)
    assert (failed.code, "[E003]" in failed.stderr) == (1, True)


def test_run_on_spark_without_java_says_so(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.spark._has_java", lambda: False)
    result = Result("run", docs, "--out", tmp_path / "out", "--engine", "spark")
    assert result.code == 2
    assert "[C011]" in result.stderr


def test_run_on_spark_refuses_what_it_does_not_do(docs: Path, tmp_path: Path) -> None:
    result = Result("run", docs, "--out", tmp_path / "out", "--engine", "spark", "--prune")
    assert result.code == 2


def test_status_compact_and_validate_a_run(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert Result("status", out).code == 2
    assert Result("run", docs, "--out", out, "--no-words").code == 0
    assert "finished" in Result("status", out).stdout
    assert Result("compact", out).code == 0
    assert Result("validate", out).stdout == "the tables are sound\n"
    next((out / "compact" / "claims").iterdir()).write_bytes(b"PAR1")
    result = Result("validate", out)
    assert result.code == 1
    assert "not a Parquet file" in result.stderr


def test_run_dry_run_writes_nothing_and_says_why(docs: Path, tmp_path: Path) -> None:
    result = Result("run", docs, "--out", tmp_path / "out", "--no-words", "--dry-run")
    assert result.code == 0
    assert "run from clean: page.html: new" in result.stdout
    assert not (tmp_path / "out").exists()


def test_report_writes_pages_beside_the_tables_or_elsewhere(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    missing = Result("report", out)
    assert (missing.code, "[C009]" in missing.stderr) == (2, True)
    (docs / "empty.txt").write_bytes(b"")
    Result("run", docs, "--out", out, "--no-words")
    result = Result("report", out)
    assert result.stdout == f"report: {out}/report/index.html\n"
    assert len(list((out / "report" / "documents").iterdir())) == 3
    assert Result("report", out, "--to", tmp_path / "elsewhere", "--language", "en").code == 0
    assert "<title" in (tmp_path / "elsewhere" / "index.html").read_text(encoding="utf-8")
    # The report is no part of the run.
    again = Result("run", docs, "--out", out, "--no-words")
    assert again.rows()["documents skipped (up to date)"] == 3
    assert Result("validate", out).code == 0
    assert Result("compact", out).code == 0
    refused = Result("report", out, "--to", docs)
    assert (refused.code, "[C031]" in refused.stderr) == (2, True)


def test_evaluate_page_compares_with_an_earlier_run(docs: Path, gold: Path, tmp_path: Path) -> None:
    evaluate = ("evaluate", "--gold", gold, "--docs", docs, "--no-words")
    scores, page = tmp_path / "scores.json", tmp_path / "page.html"
    assert Result(*evaluate, "--json", scores, "--html", page).code == 0
    assert '"compared":false' in page.read_text(encoding="utf-8")
    assert Result(*evaluate, "--html", page, "--compare", scores).code == 0
    assert '"compared":true' in page.read_text(encoding="utf-8")
    assert Result(*evaluate, "--compare", scores).code == 2
    wrong = Result(*evaluate, "--html", page, "--compare", page)
    assert (wrong.code, "[E004]" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("more", [[], ["--dry-run"], ["--engine", "spark"]])
def test_run_with_a_model_of_names_that_is_missing_stops_before_any_document(
    docs: Path, tmp_path: Path, more: list[str]
) -> None:
    result = Result("run", docs, "--out", tmp_path / "out", "--no-words", "--ner", f"spacy:{tmp_path / 'gone'}", *more)
    assert result.code == 2
    assert "[C043]" in result.stderr
    assert not list((tmp_path / "out").glob("*/*.parquet"))


def test_panel_and_what_no_indicator_takes(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Result("run", docs, "--out", out, "--no-words")
    result = Result("panel", out, "--wide")
    assert result.code == 0
    assert (out / "panel.parquet").is_file()
    header, *lines = (out / "panel-wide.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "学校数 (institution)" in header
    assert lines[0].startswith(",青禾县,2021,achieved,")
    only = Result("panel", out, "--indicator", "近视率")
    assert (only.code, only.stdout.split(" rows")[0]) == (0, "1")
    wrong = Result("panel", out, "--indicator", "幸福感")
    assert (wrong.code, "C063" in wrong.stderr) == (2, True)
    unknown = Result("indicators", out, "--least", "1")
    assert (unknown.code, "perhaps" in unknown.stdout) == (0, True)
    known = Result("indicators")
    assert (known.code, "myopia_rate" in known.stdout) == (0, True)
    assert Result("panel", tmp_path / "nothing").code == 2
