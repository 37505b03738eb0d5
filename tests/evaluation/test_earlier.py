"""What has changed since an earlier evaluation, miss by miss."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError
from pipeline.evaluation.earlier import faults, read_earlier
from pipeline.evaluation.evaluate import DocumentResult, Evaluation
from pipeline.evaluation.layers import fields_of
from pipeline.evaluation.metrics import SCORES, Scores
from pipeline.evaluation.misses import Miss, in_sentence
from pipeline.evaluation.page import evaluation_page
from pipeline.report.strings import read_strings

SCHOOL = Miss("school", "missed", 3, 7, "", ("在", "柳溪小学", "上学"))
CLAIM = Miss("fields", "wrong", 9, 12, "", ("有", "19名", "教师"), (("subject", "教师", "名"), ("base", "去年", "")))


def evaluation(*misses: Miss, name: str = "000", failure: str = "") -> Evaluation:
    return Evaluation((DocumentResult(name, Scores(), misses, failure),))


def written(folder: Path, what: Evaluation) -> Path:
    path = folder / "earlier.json"
    path.write_text(json.dumps(what.as_json()), encoding="utf-8")
    return path


def news(now: Evaluation, then: Evaluation, folder: Path) -> list[tuple[str, str, str | None]]:
    found = faults(now, read_earlier(written(folder, then)))
    return [(fault.kind, fault.field, fault.news) for fault in found]


def test_misses_are_new_kept_or_mended(tmp_path: Path) -> None:
    spurious = replace(SCHOOL, kind="spurious")
    found = news(evaluation(SCHOOL, spurious), evaluation(SCHOOL, replace(SCHOOL, start=30, end=34)), tmp_path)
    assert found == [("missed", "", "kept"), ("spurious", "", "new"), ("missed", "", "mended")]


def test_wrong_fields_are_compared_one_by_one_also_when_the_claim_is_strictly_wrong_now(tmp_path: Path) -> None:
    now = replace(CLAIM, layer="strict", fields=(("value", "19", "91"), ("subject", "教师", "的")))
    assert news(evaluation(now), evaluation(CLAIM), tmp_path) == [
        ("wrong", "value", "new"),
        ("wrong", "subject", "kept"),
        ("wrong", "base", "mended"),
    ]


def test_documents_that_cannot_be_compared_have_no_news(tmp_path: Path) -> None:
    assert news(evaluation(SCHOOL, name="001"), evaluation(SCHOOL), tmp_path) == [("missed", "", None)]
    assert news(evaluation(failure="[I001]"), evaluation(SCHOOL), tmp_path) == []
    assert news(evaluation(SCHOOL), evaluation(failure="[I001]"), tmp_path) == [("missed", "", None)]


def test_mended_misses_keep_their_sentence(tmp_path: Path) -> None:
    [mended] = faults(evaluation(), read_earlier(written(tmp_path, evaluation(SCHOOL))))
    assert mended.sentence == ("在", "柳溪小学", "上学")


@pytest.mark.parametrize("content", ["", "[]", '{"documents": {"000": {"failure": ""}}, "total": {}}'])
def test_other_files_are_no_earlier_evaluation(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="E004"):
        read_earlier(path)


def test_page_is_one_file_and_escapes_what_documents_say() -> None:
    evil = "</script><script>window.hacked=1</script>"
    page = evaluation_page(evaluation(replace(SCHOOL, sentence=(evil, evil, evil)), name=evil), "en")
    assert evil not in page
    assert "src=" not in page
    assert "href=" not in page


def test_every_score_and_field_has_words() -> None:
    names = {*SCORES, "text", *(field.name for field in fields_of("claims"))}
    assert {name for name in names if not {f"score.{name}", f"claim.{name}"} & set(read_strings())} == set()


def test_page_is_the_same_at_every_run() -> None:
    assert evaluation_page(evaluation(SCHOOL, CLAIM), "zh") == evaluation_page(evaluation(SCHOOL, CLAIM), "zh")


TEXT = "导航\n第一句。第二句有数据。第三句。\n尾"
SENTENCES = ((3, 7), (7, 14), (14, 18))


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("数据", ("第二句有", "数据", "。")),
        ("有数据。第三", ("第二句", "有数据。第三", "句。")),
        ("导", ("", "导", "航")),
        ("尾", ("", "尾", "")),
        ("句。\n尾", ("第三", "句。\n尾", "")),
    ],
)
def test_in_sentence_shows_whole_sentences_and_elsewhere_lines(span: str, expected: tuple[str, str, str]) -> None:
    start = TEXT.rindex(span)
    assert in_sentence(TEXT, SENTENCES, start, start + len(span)) == expected


def test_in_sentence_cuts_what_is_far_away() -> None:
    text = "前" * 500 + "数" * 100 + "后" * 500
    before, span, after = in_sentence(text, [(0, len(text))], 500, 600)
    assert (before[0], len(before), after[-1], len(after)) == ("…", 161, "…", 161)
    assert " … 40 … " in span
