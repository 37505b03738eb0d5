"""Labels of whole documents by places: what agrees and what does not."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.evaluation.whole import LABELS, read_texts, read_whole, score_whole

TEXT = "清河市2023年教育工作总结\n全市现有小学45所，其中农村小学30所。在校学生3.2万人，比上年增加400人。\n"


def _labels(tmp_path: Path, claims: list[dict[str, object]]) -> Path:
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps({"id": "a", "set": "dev", "claims": claims}) + "\n", encoding="utf-8")
    return path


def _claim(figure: str, subject: str, **fields: object) -> dict[str, object]:
    start, noun = TEXT.index(figure), TEXT.index(subject)
    return {
        "start": start,
        "end": start + len(figure),
        "subject": [[noun, noun + len(subject)]],
        "period": "2023",
        "status": "achieved",
        **fields,
    }


def test_fields_of_figures_are_compared_with_what_stands_at_the_places(tmp_path: Path) -> None:
    right = _claim("3.2万人", "在校学生")
    wrong = _claim("45所", "小学", period="2021", status="planned", scope=[0, 3])
    (document,) = read_whole(_labels(tmp_path, [wrong, right]))
    scores, misses = score_whole(TEXT, document, extract(TEXT).claims)
    assert {field: (score.right, score.total) for field, score in scores.items()} == {
        "found": (2, 2),
        "subject": (2, 2),
        "subject_exact": (2, 2),
        "scope": (1, 2),
        "base": (2, 2),
        "period": (1, 2),
        "status": (1, 2),
    }
    assert {(miss.field, miss.expected, miss.got) for miss in misses} == {
        ("scope", "清河市", "全市"),
        ("period", "2021", "2023"),
        ("status", "planned", "achieved"),
    }


def test_optional_figures_and_the_status_of_rules_are_not_scored_and_any_subject_will_do(tmp_path: Path) -> None:
    optional = _claim("45所", "学生", optional=True)
    norm = _claim("3.2万人", "市", norm=True, status="planned")
    norm["subject"] = [*norm["subject"], [TEXT.index("在校学生"), TEXT.index("在校学生") + 4]]  # type: ignore[misc]
    (document,) = read_whole(_labels(tmp_path, [optional, norm]))
    scores, misses = score_whole(TEXT, document, extract(TEXT).claims)
    assert scores["found"].total == 1
    assert scores["subject_exact"].right == 1
    assert "status" not in scores
    assert not misses


def test_a_figure_that_is_not_found_counts_as_such(tmp_path: Path) -> None:
    (document,) = read_whole(_labels(tmp_path, [_claim("45所", "小学")]))
    scores, _ = score_whole(TEXT, document, ())
    assert (scores["found"].right, scores["found"].total) == (0, 1)
    assert "subject" not in scores


@pytest.mark.parametrize("name", ["texts.jsonl", "texts.jsonl.gz"])
def test_texts_are_read_plain_and_gzipped(tmp_path: Path, name: str) -> None:
    data = json.dumps({"id": "a", "text": TEXT}).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert read_texts(tmp_path / name) == {"a": TEXT}


def test_the_labels_that_are_kept_are_whole() -> None:
    documents = list(read_whole(LABELS))
    assert {document.set for document in documents} == {"dev", "aside", "drawn", "read"}
    assert len(documents) >= 8
    for document in documents:
        spans = [claim.span for claim in document.claims]
        assert spans == sorted(spans)
        if document.set == "drawn":  # figures drawn at random, of which the subject alone is labelled
            assert all(claim.subjects and claim.status is None for claim in document.claims)
        else:
            assert all(claim.status in ("achieved", "planned") for claim in document.claims)
