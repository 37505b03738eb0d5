"""What a defect that one clause brings out costs: the rows of that clause."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import extract
from pipeline.batch import Request, find_inputs, run
from pipeline.claims import claims
from pipeline.config import Config
from pipeline.errors import DocumentError
from pipeline.facts import Facts
from pipeline.salvage import MOST
from pipeline.tables import load
from pipeline.tables.validate import validate

CONFIG = Config(words=False)
TEXT = "青禾县教育工作总结\n一、办学规模\n全县现有小学26所，教师1300名，学生4万名。王小明局长走访了青禾县第一小学。\n投入资金900万元，比上年增长12%；新建校舍77间。\n"


def stumbling(function: Callable[..., Any], over: Callable[..., bool]) -> Callable[..., Any]:
    """`function`, but for some arguments it has a defect."""

    def stumble(*arguments: Any) -> Any:
        if over(*arguments):
            raise IndexError("list index out of range")
        return function(*arguments)

    return stumble


def stumble_over_figures(monkeypatch: pytest.MonkeyPatch, *texts: str) -> None:
    defect = stumbling(claims.magnitude, lambda quantity, change: quantity.text in texts)
    monkeypatch.setattr(claims, "magnitude", defect)


def stumble_over_names(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    from pipeline.ner import proposals

    defect = stumbling(proposals.find_schools, lambda content, *_: part in content)
    monkeypatch.setattr(proposals, "find_schools", defect)


def figures(facts: Facts) -> list[tuple[str, str, str]]:
    return [(claim.text, claim.subject, claim.change) for claim in facts.claims]


def test_figures_of_the_other_clauses_are_those_of_a_sound_document(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = extract(TEXT, CONFIG)
    stumble_over_figures(monkeypatch, "1300名", "77间")
    facts = extract(TEXT, CONFIG)
    assert facts.status == "partial"
    assert figures(facts) == [figure for figure in figures(sound) if figure[0] not in ("1300名", "77间")]
    assert facts.mentions == sound.mentions
    assert facts.sentences == sound.sentences
    [warning] = facts.warnings
    assert warning.startswith("[W002] the claims stage failed at 2 clauses")
    assert "'教师1300名，'" in warning
    assert "IndexError: list index out of range" in warning


def test_names_of_the_other_clauses_and_all_figures_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = extract(TEXT, CONFIG)
    stumble_over_names(monkeypatch, "第一小学")
    facts = extract(TEXT, CONFIG)
    assert figures(facts) == figures(sound)
    assert {mention.label for mention in sound.mentions} >= {"SCHOOL", "PERSON"}
    assert "SCHOOL" not in {mention.label for mention in facts.mentions}
    assert facts.warnings[0].startswith("[W002] the ner stage failed at 1 clauses")


def test_defect_of_the_document_as_a_whole_fails_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "Timing", stumbling(claims.Timing, lambda *_: True))
    with pytest.raises(DocumentError, match=r"S001.*the claims stage failed: IndexError"):
        extract(TEXT, CONFIG)


def test_defect_in_what_clauses_share_fails_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    stumble_over_names(monkeypatch, "小学26所,教师")
    with pytest.raises(DocumentError, match="S001"):
        extract(TEXT, CONFIG)


def test_defect_at_many_clauses_fails_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    stumble_over_figures(monkeypatch, "5所")
    text = "全县有学校6所。"
    assert extract(text + "其中小学5所。" * MOST, CONFIG).status == "partial"
    with pytest.raises(DocumentError, match="S001"):
        extract(text + "其中小学5所。" * (MOST + 1), CONFIG)


@pytest.mark.parametrize("stage", ["run_clean", "run_segment"])
def test_stages_that_lay_the_ground_fail_the_document(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    monkeypatch.setattr(f"pipeline.stages.{stage}", stumbling(lambda draft: draft, lambda _: True))
    with pytest.raises(DocumentError, match="S001"):
        extract(TEXT, CONFIG)


def test_lost_clauses_are_told_once_whatever_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    files, out = find_inputs([tmp_path / "a.txt"]).files, tmp_path / "out"
    with monkeypatch.context() as patched:
        stumble_over_names(patched, "第一小学")
        stumble_over_figures(patched, "77间")
        assert run(files, out, CONFIG).counts["partial"] == 1
    told = load(out, "documents")["warnings"][0]
    assert [warning.split(" failed")[0] for warning in told] == ["[W002] the ner stage", "[W002] the claims stage"]
    assert list(validate(out)) == []
    run(files, out, CONFIG, request=Request(first="claims"))  # mended
    told = load(out, "documents")["warnings"][0]
    assert [warning.split(" failed")[0] for warning in told] == ["[W002] the ner stage"]
    assert load(out, "documents")["status"][0] == "partial"
    run(files, out, CONFIG, request=Request(first="ner"))
    assert load(out, "documents")["status"][0] == "ok"
