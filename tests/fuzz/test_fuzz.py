"""Fuzzing: whatever goes in, facts that hold together come out, or one error with a code.

A bounded number of cases, the same at every run; ``make fuzz`` draws others, and more of them (``CASES=100000``). What it
finds it shrinks to the smallest text, prints, and tries first the next time.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from office_files import Paragraph, docx, pdf, typeset
from texts import texts

from pipeline import extract
from pipeline.config import Config
from pipeline.errors import MESSAGES, DocumentError
from pipeline.facts import Facts
from pipeline.flow import extract_bytes
from pipeline.ingest.document import document_of_row
from pipeline.ingest.rows import read_row
from pipeline.tables.schemas import SCHEMAS

CONFIG = Config(words=False, max_bytes=1 << 20)
CASES = int(os.environ.get("FUZZ_CASES", "0"))
LINES = ("青禾县教育局2021年工作总结", "一、主要成绩", "全县新建幼儿园3所，新增学位810个。", "小学\t12\t所")
PAGE = "<html><head><title>总结</title></head><body><p>" + "</p><p>".join(LINES) + "</p></body></html>"


def bounded(cases: int) -> settings:
    """So many cases, the same each time; or as many as `make fuzz` asks for, drawn anew."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=CASES or cases, derandomize=not CASES, deadline=None, suppress_health_check=checks)


def require_sound(facts: Facts) -> None:
    """Spans slice the text, blocks tile it, ids lead somewhere, every table takes its rows, and no stage lost a clause."""
    text = facts.document.text
    assert not [warning for warning in facts.warnings if warning.startswith("[W002]")]
    assert "".join(text[block.start : block.end] for block in facts.blocks) == text
    for span in (*facts.sentences, *facts.mentions, *facts.claims):
        assert text[span.start : span.end] == span.text != ""
    entities, claims = {entity.entity_id for entity in facts.entities}, {claim.claim_id for claim in facts.claims}
    assert {mention.entity_id for mention in facts.mentions} <= entities
    for claim in facts.claims:
        assert {claim.part_of} - {""} <= claims - {claim.claim_id}
        assert {claim.school, claim.program} - {""} <= entities
        assert claim.value is None or claim.value.is_finite()
    assert facts.to_tables().keys() == SCHEMAS.keys()


@bounded(600)
@given(texts())
@example("走访市直一中。")
def test_any_text_gives_facts_that_hold_together(text: str) -> None:
    require_sound(extract(text, CONFIG))


def code_of(act: Callable[[], object]) -> str:
    """The code of the error by which `act` refuses, which is one of those that the file of messages has; empty without one."""
    try:
        act()
    except DocumentError as error:
        return str(error)[1:5] if error.code in MESSAGES else "unknown"
    return ""


FILES = {
    "a.txt": "\n".join(LINES).encode(),
    "b.txt": "\n".join(LINES).encode("gb18030"),
    "a.html": PAGE.encode(),
    "a.md": "\n\n".join(LINES).encode(),
    "a.mht": b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + PAGE.encode(),
    "a.docx": docx([Paragraph(line) for line in LINES]),
    "a.pdf": pdf(typeset(list(LINES))),
    "a.txt.gz": gzip.compress("\n".join(LINES).encode(), mtime=0),
}


@bounded(250)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_damage_to_a_file_gives_facts_or_one_error_with_a_code(name: str, data: st.DataObject) -> None:
    content = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 40))
        content[at : at + length] = data.draw(st.one_of(st.binary(max_size=20), st.just(bytes(content[:length]))))
    code = code_of(lambda: require_sound(extract_bytes(bytes(content), name, CONFIG)))
    assert code == "" or code[0] == "I"


@bounded(150)
@given(
    st.recursive(st.none() | st.booleans() | st.integers() | texts(3), st.lists, max_leaves=5), st.binary(max_size=30)
)
def test_any_row_of_a_file_gives_a_document_or_one_error(value: object, junk: bytes) -> None:
    for field in ("text", "html", "id"):
        line = json.dumps({"text": LINES[2], field: value}, ensure_ascii=bool(len(junk) % 2)).encode()
        for given_line in (line, line[: len(junk)] + junk, junk + line):
            row = read_row(given_line, "crawl.jsonl", 1 << 20)
            code = code_of(lambda row=row: document_of_row(row))
            assert code == "" or code[0] == "I"


@bounded(100)
@given(st.binary(max_size=300))
def test_any_bytes_in_gzip_are_told(junk: bytes) -> None:
    for data in (gzip.compress(junk), zlib.compress(junk), b"\x1f\x8b" + junk, gzip.compress(junk)[:-5] + junk):
        code = code_of(lambda data=data: require_sound(extract_bytes(data, "a.txt.gz", CONFIG)))
        assert code == "" or code[0] == "I"
