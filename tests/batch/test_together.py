"""Documents that are done together: what each gets does not depend on the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.batch import kernel
from pipeline.batch.kernel import Batch, Given, extract
from pipeline.batch.together import DOCUMENTS, SIZE, in_batches
from pipeline.config import Config
from pipeline.facts import Facts
from pipeline.flow import advance
from pipeline.ingest.rows import Row
from pipeline.tables import SCHEMAS

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.txt"))
CONFIG = Config(words=False)
SENTENCE = "青禾县第{n}小学校长李明表示，学校现有学生{n}00人，比上年增长{n}.5%。"


def documents() -> list[Given]:
    """Short documents, among them some that are none and some whose first or last character matters."""
    texts = [
        path.read_text(encoding="utf-8", errors="ignore")[: 200 + 90 * number] for number, path in enumerate(SAMPLES)
    ]
    texts += [
        "教师15",
        "5月，云州市",
        "第",
        "\n\n",
        "",
        "\t",
        "柳溪二中",
        "学校",
        *(SENTENCE.format(n=n) for n in range(2, 6)),
    ]
    given = [Given(text.encode(), f"{number:02}.txt") for number, text in enumerate(texts)]
    return [*given, Given(b"\x00\x01\x02", "binary.txt"), Given(b"%PDF-1.4 broken", "broken.pdf")]


def rows(batches: Sequence[Batch]) -> dict[str, list[dict[str, object]]]:
    return {name: [row for batch in batches for row in batch.tables[name].to_pylist()] for name in SCHEMAS}


@pytest.mark.parametrize("words", [False, True], ids=["without words", "with words"])
def test_together_rows_are_those_of_each_alone(words: bool) -> None:
    config, given = Config(words=words), documents()
    expected = rows([extract([document], config) for document in given])
    assert len(expected["mentions"]) > 50
    for size in (2, 5, len(given)):
        batches = [extract(given[start : start + size], config) for start in range(0, len(given), size)]
        assert rows(batches) == expected
    assert rows([extract(given[::-1], config)])["claims"] != expected["claims"]  # the order is that of the documents


def test_together_tables_of_one_document_are_its_own() -> None:
    given = documents()
    batch = extract(given, CONFIG)
    for number, document in enumerate(given):
        [found], [own] = ([one] for one in (batch.tables_of(number), extract([document], CONFIG).tables))
        assert all(found[name].equals(own[name]) for name in SCHEMAS)


def test_together_what_fails_for_all_is_done_by_each(monkeypatch: pytest.MonkeyPatch) -> None:
    given = documents()
    expected = rows([extract(given, CONFIG)])

    def fail(facts: Sequence[Facts]) -> None:
        raise MemoryError

    monkeypatch.setattr(kernel, "prepared", fail)
    assert rows([extract(given, CONFIG)]) == expected


def test_together_document_without_tables_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(facts: Facts, *arguments: object) -> Facts:
        found = advance(facts, *arguments)  # type: ignore[arg-type]
        if facts.document.source != "02.txt" or not found.claims:
            return found
        return replace(found, claims=(replace(found.claims[0], subject=None),))  # type: ignore[arg-type]

    given = [Given(SENTENCE.format(n=number + 2).encode(), f"{number:02}.txt") for number in range(5)]
    expected = rows([extract([document], CONFIG) for document in given if document.source != "02.txt"])
    monkeypatch.setattr(kernel, "advance", spoil)
    found = rows([extract(given, CONFIG)])
    [error] = found["errors"]
    assert (error["source"], error["code"], error["stage"]) == ("02.txt", "S001", "tables")
    assert "subject" in str(error["message"])
    assert found["claims"] == expected["claims"]
    assert [row for row in found["documents"] if row["status"] == "ok"] == expected["documents"]


def test_together_batches_are_small_and_keep_the_order() -> None:
    sizes = [1, 1, SIZE, 5, SIZE - 5, 1, 0, *[10] * (DOCUMENTS + 3)]
    batches = list(in_batches(enumerate(sizes), lambda document: document[1]))
    assert [number for batch in batches for number, _ in batch] == list(range(len(sizes)))
    assert [len(batch) for batch in batches] == [2, 1, 2, DOCUMENTS, 5]
    assert all(len(batch) == 1 or sum(size for _, size in batch) <= SIZE for batch in batches)
    assert list(in_batches([], len)) == []


def test_together_documents_are_taken_only_as_they_are_needed() -> None:
    taken: list[int] = []
    batches = in_batches((taken.append(number) or number for number in range(100)), lambda document: 1)
    next(batches)
    assert len(taken) == DOCUMENTS + 1


def test_together_rows_of_files_are_documents_like_others() -> None:
    given = [
        Given(Row(f"crawl.jsonl#{n}", number=n, text=SENTENCE.format(n=n)), f"crawl.jsonl#{n}") for n in range(2, 6)
    ]
    assert rows([extract(given, CONFIG)]) == rows([extract([row], CONFIG) for row in given])
