"""The report as files: what the pages hold, that they are the same at every run, and that nothing else is touched."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from lxml import html

import pipeline
import pipeline.report.render
from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.language.units import UNITS
from pipeline.records import ErrorRecord, Metadata, RawDocument
from pipeline.report import write_report
from pipeline.report.strings import read_strings, reason_words
from pipeline.resources import read_toml
from pipeline.tables import load
from pipeline.tables.compact import compact
from pipeline.tables.validate import validate

Write = Callable[..., Path]


def page_of(out: Path, doc_id: str) -> Any:
    """The parsed page of a document in the default place."""
    return html.fromstring((out / "report" / "documents" / f"{doc_id}.html").read_text(encoding="utf-8"))


def with_class(page: Any, *names: str) -> list[Any]:
    """The elements of a page that have all these classes."""
    return [element for element in page.iter() if set(names) <= set((element.get("class") or "").split())]


def unpacked(packed: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that `static/data.js` makes of their short form."""
    columns: dict[str, list[Any]] = {}
    for name, (values, *places) in packed["columns"].items():
        whole = values * packed["length"] if len(values) == 1 else values
        columns[name] = [values[at] for at in places[0]] if places else whole
    return [{name: columns[name][at] for name in columns} for at in range(packed["length"])]


def data_of(page: Any) -> dict[str, list[dict[str, Any]]]:
    """The facts that the scripts of the page of a document read."""
    packed = json.loads(page.get_element_by_id("data").text)
    return {name: unpacked(rows) for name, rows in packed.items()}


def documents_of(index: Path) -> list[dict[str, Any]]:
    """The documents that the scripts of the index read."""
    page = html.fromstring(index.read_text(encoding="utf-8"))
    return unpacked(json.loads(page.get_element_by_id("data").text)["documents"])


def loaded(report: Path, name: str) -> Any:
    """What a file of data hands to the scripts."""
    text = (report / "data" / f"{name}.js").read_text(encoding="utf-8")
    match = re.fullmatch(r'"use strict";\nData\.put\("([a-z0-9-]+)",(.+)\);\n', text)
    assert match is not None
    assert match[1] == name
    return json.loads(match[2])


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_page_shows_the_text_as_it_was(facts: Facts, hostile: Facts, write: Write) -> None:
    odd = replace(facts, document=RawDocument("odd-1", "odd.txt", "ab", "utf-8", " 两端空格 \r\n\n𠮷田😀\t表格\n\n"))
    odd = replace(odd, blocks=(), mentions=(), claims=(), sentences=(), entities=())
    out = write(facts, hostile, odd)
    write_report(out, out / "report")
    for document in (facts, hostile, odd):
        shown = page_of(out, document.document.doc_id).get_element_by_id("text")
        lines = "".join(line.text_content() for line in with_class(shown, "line"))
        # A parser of HTML reads any line end as a line feed.
        assert lines == document.document.text.replace("\r\n", "\n")


def test_page_marks_boilerplate_headings_names_and_claims(facts: Facts, write: Write) -> None:
    out = write(facts)
    write_report(out, out / "report")
    page = page_of(out, "liuxi-1")
    [removed] = with_class(page, "block", "removed")
    assert (removed.text_content(), removed.get("data-rule")) == ("欢迎光临本站\n", "greeting")
    [link] = with_class(page, "outline")[0].iter("a")
    assert link.text == "一、办学规模"
    assert page.get_element_by_id(link.get("href").removeprefix("#")).text_content() == "一、办学规模\n"
    assert [(mark.get("class").split()[:2], mark.text_content()) for mark in page.iter("mark")] == [
        (["claim", "lane-0"], "26所"),
        (["claim", "lane-0"], "19所"),
        (["name", "school"], "柳溪小学"),
        (["claim", "lane-0"], "约3000万元"),
        (["name", "program"], "“春苗”计划"),
    ]
    claims = {claim["text"]: claim for claim in data_of(page)["claims"]}
    assert claims["26所"]["parts"] == [claims["19所"]["key"]]
    assert claims["19所"]["part_of"] == claims["26所"]["key"]
    assert claims["约3000万元"]["program"] == "“春苗”计划"


def test_overlapping_names_lie_over_each_other(facts: Facts, write: Write) -> None:
    school = facts.mentions[0]
    inner = replace(school, mention_id="m2", label="PLACE", end=school.start + 2, text=school.text[:2])
    out = write(replace(facts, mentions=(*facts.mentions, inner)))
    write_report(out, out / "report")
    outer, _ = with_class(page_of(out, "liuxi-1").get_element_by_id("text"), "school")
    assert outer.text_content() == "柳溪"
    assert [mark.get("class").split()[1] for mark in outer.iter("mark")] == ["school", "place"]


def test_index_lists_every_document_with_its_counts(facts: Facts, write: Write) -> None:
    claims = (replace(facts.claims[0], suspect=True, consistency="exceeds"), *facts.claims[1:])
    error = ErrorRecord("broken-1", "broken.txt", "ingest", "I001", "the file is empty.", retryable=False)
    broken = Facts(RawDocument("broken-1", "broken.txt", "", "", ""), Metadata(), errors=(error,), status="failed")
    out = write(replace(facts, claims=claims), broken)
    index = write_report(out, out / "report")
    entries = documents_of(index)
    assert [entry["source"] for entry in entries] == ["broken.txt", "county/柳溪.txt"]
    assert entries[0]["codes"] == {"I001": 1}
    assert entries[1] == {
        "link": "documents/liuxi-1.html",
        "title": "柳溪教育",
        "source": "county/柳溪.txt",
        "region": "",
        "year": 2020,
        "status": "ok",
        "characters": len(facts.document.text),
        "suspects": 1,
        "unsound": 1,
        "dimensions": {"count": 3},
        "years": {"2020": 3},
        "labels": {"SCHOOL": 1, "PROGRAM": 1},
        "codes": {},
    }
    assert "the file is empty." in page_of(out, "broken-1").text_content()


def test_claims_count_for_the_year_of_their_period(facts: Facts, write: Write) -> None:
    periods = ("2018/2020", "2019-09", "")
    claims = tuple(replace(claim, period=period) for claim, period in zip(facts.claims, periods, strict=True))
    out = write(replace(facts, claims=claims))
    index = write_report(out, out / "report")
    [entry] = documents_of(index)
    assert entry["years"] == {"2018": 1, "2019": 1, "2020": 1}


def test_hostile_document_adds_no_element_and_no_attribute(facts: Facts, hostile: Facts, write: Write) -> None:
    out = write(facts, hostile)
    write_report(out, out / "report")
    for path in (out / "report").rglob("*.html"):
        page = html.fromstring(path.read_text(encoding="utf-8"))
        assert not list(page.iter("img"))
        for script in page.iter("script"):
            assert (script.get("type") == "application/json") != bool(script.get("src"))
        assert not [name for element in page.iter() for name, _ in element.items() if name.startswith("on")]


def test_hostile_fields_reach_the_data_unchanged(hostile: Facts, evil: str, write: Write) -> None:
    out = write(hostile)
    write_report(out, out / "report")
    raw = (out / "report" / "documents" / "hostile-1.html").read_text(encoding="utf-8")
    [claim, _] = data_of(html.fromstring(raw))["claims"]
    for column in ("subject", "base", "scope", "unit", "rule", "suspect_reason", "section", "period", "school"):
        assert claim[column] == evil, column
    assert evil not in raw


def test_pages_are_the_same_at_every_run_and_from_compacted_tables(facts: Facts, hostile: Facts, write: Write) -> None:
    out = write(facts, hostile)
    write_report(out, out / "report")
    first = files_of(out / "report")
    write_report(out, out / "report")
    assert files_of(out / "report") == first
    compact(out)
    write_report(out, out / "elsewhere")
    assert files_of(out / "elsewhere") == first


def test_report_of_spark_tables_is_the_same(facts: Facts, hostile: Facts, write: Write) -> None:
    out = write(facts, hostile)
    write_report(out, out / "report")
    for folder in (path for path in out.iterdir() if path.name not in ("report", ".run")):
        table = pq.read_table(folder)
        for file in folder.iterdir():
            file.unlink()
        pq.write_table(table, folder / "part-00000.parquet")
    write_report(out, out / "again")
    assert files_of(out / "again") == files_of(out / "report")


def test_report_lies_beside_the_tables_and_touches_none(facts: Facts, write: Write) -> None:
    out = write(facts)
    before = files_of(out)
    write_report(out, out / "report")
    assert {name: data for name, data in files_of(out).items() if not name.startswith("report/")} == before
    assert list(validate(out)) == []
    assert len(load(out, "documents")) == 1
    assert compact(out)["documents"] == 1


def test_documents_that_are_gone_have_no_page_any_more(facts: Facts, hostile: Facts, write: Write) -> None:
    out = write(facts, hostile)
    write_report(out, out / "report")
    for table in out.glob("*/hostile-1.parquet"):
        table.unlink()
    write_report(out, out / "report")
    assert [path.name for path in (out / "report" / "documents").iterdir()] == ["liuxi-1.html"]


def test_report_of_a_run_that_stopped_early_shows_what_there_is(facts: Facts, write: Write) -> None:
    out = write(facts)
    for table in ("mentions", "entities", "claims", "checks"):
        (out / table / "liuxi-1.parquet").unlink()
    write_report(out, out / "report")
    assert data_of(page_of(out, "liuxi-1")) == {"claims": [], "mentions": [], "entities": [], "checks": []}
    assert with_class(page_of(out, "liuxi-1"), "block", "removed")


def test_folder_of_other_things_is_never_replaced(facts: Facts, write: Write) -> None:
    out = write(facts)
    (out / "report").mkdir()
    (out / "report" / "index.html").write_text("<p>mine</p>", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="C031"):
        write_report(out, out / "report")
    assert files_of(out / "report") == {"index.html": b"<p>mine</p>"}


def test_failing_report_leaves_the_earlier_one(facts: Facts, write: Write) -> None:
    out = write(facts)
    write_report(out, out / "report")
    before = files_of(out / "report")
    (out / "claims" / "liuxi-1.parquet").write_bytes(b"PAR1")
    with pytest.raises(ConfigurationError, match="C032"):
        write_report(out, out / "report")
    assert files_of(out / "report") == before
    assert not [path for path in out.iterdir() if path.name.startswith(".report")]


def test_place_that_cannot_be_written_is_named(facts: Facts, write: Write, tmp_path: Path) -> None:
    out = write(facts)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="C012"):
        write_report(out, tmp_path / "file" / "report")


def test_doc_id_that_leads_out_of_the_folder_is_refused(facts: Facts, write: Write) -> None:
    out = write(facts)
    path = out / "documents" / "liuxi-1.parquet"
    table = pq.read_table(path)
    pq.write_table(table.set_column(0, table.schema.field(0), [["../../liuxi-1"]]), path)
    with pytest.raises(ConfigurationError, match="C032"):
        write_report(out, out / "report")


def test_pages_open_in_the_language_asked_for(facts: Facts, write: Write) -> None:
    out = write(facts)
    for language, lang, title in (("zh", "zh-Hans", "政策事实报告"), ("en", "en", "Policy facts report")):
        index = write_report(out, out / "report", language)  # type: ignore[arg-type]
        page = html.fromstring(index.read_text(encoding="utf-8"))
        assert (page.get("lang"), page.find(".//h1").text) == (lang, title)


def test_every_word_of_the_interface_is_there_in_both_languages() -> None:
    strings = read_strings()
    assert all(set(words) == {"zh", "en"} and all(words.values()) for words in strings.values())
    folder = Path(pipeline.report.render.__file__).parent
    sources = [path.read_text(encoding="utf-8") for kind in ("*.html", "*.js") for path in folder.rglob(kind)]
    used = {key for source in sources for key in re.findall(r'"([a-z_]+\.[a-z_0-9]+)"', source)}
    # Names of files, of an example, and the beginning of a key.
    used = {key for key in used if not key.endswith((".html", ".js", ".css"))} - {
        "section.name",
        "overview.by_",
        "mark.hit",
    }
    assert len(used) > 50
    assert used <= set(strings)


def test_every_dimension_has_words() -> None:
    named = {name.partition(".")[2] for name in read_strings() if name.startswith("dimension.")}
    assert {unit.dimension for unit in UNITS.values()} <= named


CORRUPTED = """工作总结
全市2023个县中办复率20230%，拨款2023多万元，提高2023.5个百分点，印发13807159920份。
向2023人颁奖。新建学校12所(其中小学10所、初中5所)。
"""
PASTED = "拨付1395561元，惠及1395561人，占1395561户。"


def test_reasons_of_suspicion_are_told_in_both_languages() -> None:
    claims = [claim for text in (CORRUPTED, PASTED) for claim in pipeline.extract(text, Config(words=False)).claims]
    reasons = {claim.suspect_reason for claim in claims} - {""}
    told = {reason: reason_words(reason) for reason in reasons}
    assert len(told) >= 8
    for reason, said in told.items():
        assert said["en"] == reason
        assert not re.search("[a-z]{2}", said["zh"]), said["zh"]


def test_unknown_reason_stays_as_it_is() -> None:
    assert reason_words("some {} new reason") == dict.fromkeys(("zh", "en"), "some {} new reason")


def test_a_rule_says_the_same_on_pages_as_in_the_terminal() -> None:
    strings = read_strings()
    told = {key.partition(".")[2]: words["en"] for key, words in strings.items() if key.startswith("rule.")}
    assert told == read_toml("claims_rules.toml")
