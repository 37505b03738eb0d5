"""Gold files, documents, tables: from folders to scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.evaluation.evaluate import (
    DocumentResult,
    Evaluation,
    corpus_hash,
    evaluate_docs,
    evaluate_tables,
    gold_documents,
)
from pipeline.evaluation.labels import check_gold, from_facts, labels_as_json, read_gold, read_predictions
from pipeline.evaluation.metrics import Hits, compare
from pipeline.evaluation.misses import find_misses, in_context
from pipeline.evaluation.render import document_table, miss_lines, score_table
from pipeline.facts import Facts
from pipeline.tables.write import prepare, write_tables

CONFIG = Config(words=False)
TEXT = "我县现有学校26所，其中柳溪小学有教师19名。\n"


def gold_for(text: str) -> dict[str, Any]:
    def label(part: str) -> dict[str, Any]:
        start = text.index(part)
        return {"start": start, "end": start + len(part), "text": part}

    fixed = {"comparator": "eq", "change": "none", "base": "", "status": "achieved", "suspect": False}
    return {
        "content": [[0, len(text)]],
        "school": [label("柳溪小学")],
        "person": [],
        "program": [],
        "claims": [
            {**label("26所"), "value": "26", "unit": "所", "subject": "学校", **fixed},
            {**label("19名"), "value": "19", "unit": "名", "subject": "教师", **fixed, "optional": True},
        ],
    }


def write_gold(folder: Path, stem: str, gold: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{stem}.json"
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A gold folder and its documents: 000.json belongs to 000_ab12.txt."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "000_ab12.txt").write_text(TEXT, encoding="utf-8")
    (docs / "001_cd34.txt").write_text("没有标注的文件。", encoding="utf-8")
    write_gold(tmp_path / "gold", "000", gold_for(TEXT))
    return tmp_path / "gold", docs


def test_evaluate_runs_only_the_documents_that_have_gold(folders: tuple[Path, Path]) -> None:
    evaluation = evaluate_docs(*folders, CONFIG)
    [document] = evaluation.documents
    assert (document.name, document.failure) == ("000", "")
    total = evaluation.total["content"]
    assert total.true_positives + total.false_negatives == len(TEXT)


def test_evaluate_failed_document_counts_as_all_missed(folders: tuple[Path, Path]) -> None:
    gold, docs = folders
    (docs / "000_ab12.txt").write_bytes(b"")
    evaluation = evaluate_docs(gold, docs, CONFIG)
    assert "I001" in evaluation.documents[0].failure
    assert evaluation.total["school"] == Hits(0, 0, 1)
    assert evaluation.total["found"] == Hits(0, 0, 1)
    assert "I001" in " ".join(map(str, miss_lines(evaluation)))


def test_evaluate_crash_counts_as_all_missed(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("pipeline.evaluation.evaluate.extract_bytes", crash)
    evaluation = evaluate_docs(*folders, CONFIG)
    assert "ZeroDivisionError" in evaluation.documents[0].failure
    assert evaluation.total["content"] == Hits(0, 0, len(TEXT))


def test_evaluate_tables_scores_what_was_written(facts: Facts, tmp_path: Path) -> None:
    write_gold(tmp_path / "gold", "柳溪", labels_as_json(from_facts(facts)))
    out = tmp_path / "out"
    prepare(out)
    write_tables(facts.to_tables(), out, facts.document.doc_id, "f")
    evaluation = evaluate_tables(tmp_path / "gold", out)
    scores = {key: value for key, value in evaluation.total.headline().items() if value is not None}
    assert set(scores.values()) == {1.0}
    assert {"content", "school", "program", "found", "strict", "part_of"} <= set(scores)
    assert evaluation.documents[0].misses == ()


def test_predictions_from_tables_equal_those_from_facts(facts: Facts, tmp_path: Path) -> None:
    prepare(tmp_path)
    write_tables(facts.to_tables(), tmp_path, facts.document.doc_id, "f")
    [prediction] = read_predictions(tmp_path)
    assert prediction.labels == from_facts(facts)
    assert (prediction.text, prediction.failure) == (facts.document.text, "")


def test_gold_without_document_is_a_clear_error(folders: tuple[Path, Path]) -> None:
    gold, docs = folders
    write_gold(gold, "007", gold_for(TEXT))
    with pytest.raises(ConfigurationError, match=r"E002.*007"):
        evaluate_docs(gold, docs, CONFIG)


def test_gold_prefers_the_document_of_its_own_name(folders: tuple[Path, Path]) -> None:
    gold, docs = folders
    (docs / "000.txt").write_text(TEXT, encoding="utf-8")
    [(_, file)] = gold_documents(gold, docs)
    assert file.source == "000.txt"


def test_gold_label_that_is_not_its_slice_is_refused(tmp_path: Path) -> None:
    gold = gold_for(TEXT)
    gold["school"][0]["start"] -= 1
    path = write_gold(tmp_path / "gold", "000", gold)
    with pytest.raises(ConfigurationError, match=r"E001.*school.*柳溪小学"):
        check_gold(path, read_gold(path), TEXT)


@pytest.mark.parametrize("content", [[[0, 9], [5, 12]], [[0, 999]], [[3, 3]]])
def test_gold_content_that_overlaps_or_leaves_the_text_is_refused(tmp_path: Path, content: list[list[int]]) -> None:
    path = write_gold(tmp_path / "gold", "000", {**gold_for(TEXT), "content": content})
    with pytest.raises(ConfigurationError, match=r"E001.*content"):
        check_gold(path, read_gold(path), TEXT)


@pytest.mark.parametrize(
    "change",
    [{"comparator": "about"}, {"value": "many"}, {"units": "所"}, {"status": "done"}],
)
def test_gold_field_that_the_guide_does_not_know_is_refused(tmp_path: Path, change: dict[str, str]) -> None:
    gold = gold_for(TEXT)
    gold["claims"][0] |= change
    path = write_gold(tmp_path / "gold", "000", gold)
    with pytest.raises(ConfigurationError, match=r"E001.*claims\.0"):
        read_gold(path)


def test_gold_that_is_not_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "000.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="E001"):
        read_gold(path)


def test_corpus_hash_changes_with_gold_and_with_documents(folders: tuple[Path, Path]) -> None:
    gold, docs = folders
    before = corpus_hash(gold_documents(gold, docs))
    (docs / "001_cd34.txt").write_text("与标注无关。", encoding="utf-8")
    assert corpus_hash(gold_documents(gold, docs)) == before
    (docs / "000_ab12.txt").write_text(TEXT + "。", encoding="utf-8")
    changed = corpus_hash(gold_documents(gold, docs))
    write_gold(gold, "000", {**gold_for(TEXT), "school": []})
    assert len({before, changed, corpus_hash(gold_documents(gold, docs))}) == 3


def test_misses_show_every_difference_with_its_context(tmp_path: Path) -> None:
    gold = read_gold(write_gold(tmp_path, "gold", gold_for(TEXT)))
    wrong = gold_for(TEXT)
    wrong["content"] = [[0, 10]]
    wrong["school"] = [{"start": 13, "end": 15, "text": "溪小"}]
    wrong["claims"] = [{**wrong["claims"][0], "unit": "座", "status": "planned"}]
    predicted = read_gold(write_gold(tmp_path, "wrong", wrong))
    comparison = compare(gold, predicted)
    misses = find_misses(TEXT, gold, predicted, comparison)
    assert [(miss.layer, miss.kind) for miss in misses] == [
        ("content", "missed"),
        ("school", "missed"),
        ("school", "spurious"),
        ("strict", "wrong"),
    ]
    assert misses[1].context == "我县现有学校26所，其中⟦柳溪小学⟧有教师19名。↵"
    assert misses[3].fields == (("unit", "所", "座"), ("status", "achieved", "planned"))
    result = DocumentResult("000", comparison.scores(), misses)
    shown = "\n".join(map(str, miss_lines(Evaluation((result,)))))
    assert "unit: gold '所', predicted '座'" in shown
    assert "⟦柳溪小学⟧" in shown


def test_context_is_twenty_characters_on_both_sides() -> None:
    text = "前" * 30 + "数" * 3 + "后" * 30
    assert in_context(text, 30, 33) == "前" * 20 + "⟦数数数⟧" + "后" * 20


def test_render_tables_have_a_row_per_score_and_per_document(folders: tuple[Path, Path]) -> None:
    evaluation = evaluate_docs(*folders, CONFIG)
    assert score_table(evaluation).row_count == 24
    assert document_table(evaluation).row_count == 1


def test_json_holds_counts_and_scores(folders: tuple[Path, Path]) -> None:
    report = json.loads(json.dumps(evaluate_docs(*folders, CONFIG).as_json()))
    assert set(report["total"]["found"]) == {
        *("true_positives", "false_positives", "false_negatives"),
        *("precision", "recall", "f1"),
    }
    assert set(report["total"]["subject"]) == {"right", "total", "accuracy"}
    assert set(report["documents"]) == {"000"}
