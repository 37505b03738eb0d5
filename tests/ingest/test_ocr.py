"""Scanned PDFs: recognized only when asked for, told as recognized, refused with the cure when nothing can recognize them."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_files import image_pdf

from pipeline import extras
from pipeline.config import Config
from pipeline.errors import ConfigurationError, DocumentError
from pipeline.flow import extract_bytes
from pipeline.ingest import pdf_scans, read_document
from pipeline.ingest.ocr import Recognized

FONT = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")


def test_ocr_without_its_packages_stops_before_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda package: None)
    with pytest.raises(ConfigurationError, match=r"C051.*rapidocr.*policyfacts\[ocr\]"):
        Config(ocr=True)


def test_a_scan_that_is_not_recognized_is_refused_with_the_cure() -> None:
    with pytest.raises(DocumentError, match=r"I010.*--ocr.*policyfacts\[ocr\]"):
        read_document(image_pdf(), "a.pdf", Config())


# Of a page of 90 by 90 points, looked at in 250 by 250 dots.
LINES = [
    ("白沙县学校情况", 20, 10),
    ("学段", 10, 60),
    ("学校（所）", 120, 61),
    ("小学", 10, 85),
    ("32", 130, 84),
    ("初中", 10, 110),
    ("9", 130, 111),
]


def _recognizing(monkeypatch: pytest.MonkeyPatch, lines: list[tuple[str, int, int]]) -> Config:
    monkeypatch.setattr(extras, "find_spec", lambda package: package)
    found = [Recognized(text, x, y, x + 14.0 * len(text), y + 16.0, 0.9) for text, x, y in lines]
    monkeypatch.setattr(pdf_scans, "recognize", lambda image: found)
    return Config(words=False, ocr=True)


def test_recognized_lines_are_laid_out_as_those_of_a_text_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = extract_bytes(image_pdf(), "a.pdf", _recognizing(monkeypatch, LINES))
    assert facts.document.text.split("\n") == ["白沙县学校情况", "学段\t学校（所）", "小学\t32", "初中\t9"]
    assert (facts.status, [warning[:6] for warning in facts.warnings]) == ("partial", ["[I023]"])
    assert [(str(claim.value), claim.unit) for claim in facts.claims] == [("32", "所"), ("9", "所")]


def test_a_scan_without_anything_to_recognize_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentError, match="I024"):
        read_document(image_pdf(), "a.pdf", _recognizing(monkeypatch, []))


@pytest.mark.ocr
def test_pages_that_are_made_for_it_are_recognized() -> None:
    from measure_ocr import PAGES, drawn, quantities, text_of
    from office_files import scan

    from pipeline.flow import extract_document
    from pipeline.ingest import document_from_text

    config = Config(words=False, ocr=True)
    for page in (PAGES[0], PAGES[3], PAGES[8]):
        facts = extract_bytes(scan([drawn(page, FONT)], page.dpi), "a.pdf", config)
        assert quantities(facts) == quantities(extract_document(document_from_text(text_of(page)), config)), page.name
