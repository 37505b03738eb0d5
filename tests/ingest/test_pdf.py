from __future__ import annotations

from office_files import Placed, pdf, typeset

from pipeline.config import Config
from pipeline.ingest import read_document
from pipeline.records import RawDocument

LONG = "2021年，全县新建幼儿园3所，新增学位810个，改扩建小学12所，招聘教师240名，各项事业稳步发展，群众满意度不断提高。"


def _read(data: bytes) -> RawDocument:
    return read_document(data, "a.pdf", Config())


def _lines(document: RawDocument, kind: str) -> list[str]:
    return [document.text[item.start : item.end] for item in document.layout if item.kind == kind]


def test_pdf_joins_lines_to_paragraphs() -> None:
    document = _read(pdf(typeset(["一、成绩", LONG, LONG], "青岭县教育局工作总结"), "总结"))
    assert _lines(document, "paragraph") == ["青岭县教育局工作总结", "一、成绩", LONG, LONG]
    assert document.metadata == (("title", "总结"),)


def test_pdf_keeps_headers_and_footers_as_boilerplate_after_the_paragraph_they_cut() -> None:
    paragraphs = [f"第{n}段。{LONG * 2}" for n in range(12)]
    document = _read(pdf(typeset(paragraphs, header="青岭县教育局")))
    assert _lines(document, "paragraph") == paragraphs
    boilerplate = _lines(document, "boilerplate")
    assert boilerplate[:3] == ["青岭县教育局", "— 1 —", "青岭县教育局"]
    assert boilerplate[-1] == f"— {len(boilerplate) // 2} —"


def test_pdf_reads_the_rows_of_a_table() -> None:
    document = _read(pdf(typeset([LONG, "学段\t学校（所）\t学生（人）", "小学\t86\t31020", LONG])))
    assert _lines(document, "table_row") == ["学段\t学校（所）\t学生（人）", "小学\t86\t31020"]
    assert _lines(document, "paragraph") == [LONG, LONG]


def test_pdf_puts_a_space_between_latin_words_only() -> None:
    page = [
        Placed(90, 700, "学校采用 Open Document"),
        Placed(90, 672, "Format 标准，共有三百二十五所学校参加试点工作的启动仪式"),
    ]
    wide = [Placed(90, 644, "学" * 26)]
    text = _read(pdf([[*page, *wide]])).text
    assert "DocumentFormat" not in text.replace("\n", " ")


def test_pdf_page_without_number_or_header_loses_nothing() -> None:
    document = _read(pdf([[Placed(122, 700, "全县有学校12所。")]]))
    assert _lines(document, "paragraph") == ["全县有学校12所。"]
