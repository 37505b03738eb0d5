"""Substitution tests: what the drawn sentences are, that they are scored, and that their scores are held."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.evaluation import gate
from pipeline.evaluation.evaluate import Evaluation, evaluate_docs
from pipeline.evaluation.frames import KINDS, Sentence, sentences
from pipeline.evaluation.render import substitution_lines, substitution_misses
from pipeline.evaluation.substitution import FILE_NAME, FrameResult, by_kind, score
from pipeline.language.lexicon import load, with_additions

ROOT = Path(__file__).parents[2]
FRAMES = ROOT / "data" / "gold" / FILE_NAME
CONFIG = Config(words=False)
SMALL = """
sentences = 5
[words]
noun = { part_of_speech = "n", characters = 2, frequency = 5000 }
[numbers]
many = { least = 21, most = 999 }
[subject]
frames = ["全县新增<{noun}>[{many}个]。", "全县共有[{many}个]<{noun}>。"]
[scope]
frames = []
[school]
frames = ["参观了<{place}小学>。"]
[person]
frames = ["校长<{person}>、<{person2}>"]
[program]
frames = []
"""


@pytest.fixture(scope="module")
def drawn() -> list[Sentence]:
    return list(sentences(FRAMES))


@pytest.fixture
def corpus(corpus: tuple[Path, Path, Path]) -> tuple[Path, Path, Path]:
    """The small corpus, with frames beside its labels."""
    gold, _, _ = corpus
    (gold / FILE_NAME).write_text(SMALL, encoding="utf-8")
    return corpus


def test_draws_are_the_same_every_time(drawn: list[Sentence]) -> None:
    assert list(sentences(FRAMES)) == drawn
    assert len({(sentence.kind, sentence.text) for sentence in drawn}) == len(drawn)


def test_every_kind_has_hundreds_of_sentences_in_a_dozen_frames(drawn: list[Sentence]) -> None:
    assert tuple(dict.fromkeys(sentence.kind for sentence in drawn)) == KINDS
    for kind in KINDS:
        of_kind = [sentence for sentence in drawn if sentence.kind == kind]
        assert len(of_kind) >= 300, kind
        assert len({sentence.frame for sentence in of_kind}) >= 12, kind


def test_a_frame_meets_many_words_and_most_of_them_once(drawn: list[Sentence]) -> None:
    verbs = Counter(
        re.fullmatch("全县(.+)了.+个。", sentence.text)[1]  # type: ignore[index]
        for sentence in drawn
        if sentence.frame == "全县{verb}了<{thing}>[{many}个]。"
    )
    known = {word for word, entry in load().entries.items() if entry.frequency and entry.part_of_speech == "v"}
    assert verbs.keys() <= known
    assert len(verbs) == verbs.total() >= 20


def test_frames_hold_slots_and_no_lists_of_words() -> None:
    text = FRAMES.read_text(encoding="utf-8")
    for frame in re.findall(r'^  "(.+)",$', text, re.MULTILINE):
        assert re.search(r"\{(?:verb|deed|activity|noun|thing|role|place|person)\d*\}", frame), frame
    rules = re.findall(r"^(\w+) = \{ part_of_speech.*$", text, re.MULTILINE)
    assert rules == ["verb", "deed", "activity", "noun", "thing", "role", "time"]
    assert not re.search(r'ends = "[^"]{25,}"', text)


def test_answers_are_the_marked_parts(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(SMALL, encoding="utf-8")
    for sentence in sentences(path):
        answers = [sentence.text[start:end] for start, end in sentence.answers]
        if sentence.kind == "subject":
            assert sentence.figure is not None
            figure = sentence.text[slice(*sentence.figure)]
            assert re.fullmatch(r"\d+个", figure)
            assert sentence.text in (f"全县新增{answers[0]}{figure}。", f"全县共有{figure}{answers[0]}。")
        elif sentence.kind == "school":
            assert sentence.text == f"参观了{answers[0]}。"
            assert answers[0].endswith("小学")
        else:
            assert sentence.text == "校长" + "、".join(answers)
            assert len(set(answers)) == 2


def test_no_word_crosses_the_edge_of_a_name(drawn: list[Sentence]) -> None:
    words = {word for word, entry in load().entries.items() if entry.frequency}
    for sentence in drawn:
        if sentence.kind == "school":
            for start, _ in sentence.answers:
                assert sentence.text[max(0, start - 1) : start + 1] not in words, sentence.text


def test_another_word_in_the_lexicon_changes_few_sentences(
    drawn: list[Sentence], monkeypatch: pytest.MonkeyPatch
) -> None:
    longer = with_additions("督修\tv\t5000\n云板\tn\t5000\n")
    monkeypatch.setattr("pipeline.evaluation.fillers.load", lambda: longer)
    changed = {sentence.text for sentence in sentences(FRAMES)} - {sentence.text for sentence in drawn}
    assert len(changed) < 0.2 * len(drawn)


def test_wrong_readings_are_counted_and_shown(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    wrong = SMALL.replace("参观了<{place}小学>", "参观了{place}<小学>")
    path.write_text(wrong, encoding="utf-8")
    results = score(path, CONFIG)
    assert by_kind(results)["school"] == (0, 5)
    assert list(by_kind(results)) == ["subject", "school", "person"]
    shown = [line.plain for line in substitution_misses(Evaluation((), results))]
    assert any(re.search(r"参观了(..小学)。  predicted '\1'", line) for line in shown)


def test_ill_formed_frames_are_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    for broken in (
        SMALL.replace("<{noun}>", "{noun}"),
        SMALL.replace("{noun}", "{nouns}"),
        SMALL.replace("5000", "50000000"),
        SMALL.replace("[person]", "[people]"),
        SMALL.replace('frames = ["参观', 'frames = ["<参观'),
    ):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(ConfigurationError, match="E005"):
            list(sentences(path))
    with pytest.raises(ConfigurationError, match="E005"):
        list(sentences(tmp_path / "missing.toml"))


def test_the_evaluation_has_a_line_for_each_kind(corpus: tuple[Path, Path, Path]) -> None:
    evaluation = evaluate_docs(*corpus[:2], CONFIG)
    lines = [line.plain for line in substitution_lines(evaluation)]
    assert [line.split()[1] for line in lines] == ["subject", "school", "person"]
    assert lines[1].split() == ["substitution", "school", "5", "of", "5", "1.0000"]
    frames = json.loads(json.dumps(evaluation.as_json()))["substitution"]
    assert frames[2] == {"kind": "school", "frame": "参观了<{place}小学>。", "right": 5, "total": 5}


def with_results(evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch, right: int) -> None:
    """Let the substitution tests of schools give `right` of 100."""
    result = FrameResult("school", "", right, 100, ())
    scored = Evaluation(evaluation.documents, (result,))
    monkeypatch.setattr(gate, "evaluate_docs", lambda *_: scored)


def test_gate_fails_when_a_kind_falls_below_its_floor(
    corpus: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = evaluate_docs(*corpus[:2], CONFIG)
    with_results(evaluation, monkeypatch, 80)
    gate.update(*corpus, CONFIG, allow_lower=False)
    assert gate.read_floors(corpus[2]).floors["substitution_school"] == 0.79
    with_results(evaluation, monkeypatch, 79)
    gate.check(*corpus, CONFIG)
    gate.update(*corpus, CONFIG, allow_lower=False)
    assert gate.read_floors(corpus[2]).floors["substitution_school"] == 0.79
    with_results(evaluation, monkeypatch, 78)
    with pytest.raises(ConfigurationError, match=r"E003.*substitution_school 0\.7800 is below its floor 0\.790"):
        gate.check(*corpus, CONFIG)
    with pytest.raises(ConfigurationError, match=r"E003.*--allow-lower"):
        gate.update(*corpus, CONFIG, allow_lower=False)


def test_gate_fails_when_frames_change_or_are_missing(corpus: tuple[Path, Path, Path]) -> None:
    gate.update(*corpus, CONFIG, allow_lower=False)
    gate.check(*corpus, CONFIG)
    (corpus[0] / FILE_NAME).write_text(SMALL.replace("参观了", "走访了"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"E003.*corpus has changed"):
        gate.check(*corpus, CONFIG)
    (corpus[0] / FILE_NAME).unlink()
    with pytest.raises(ConfigurationError, match=r"E003.*corpus has changed"):
        gate.check(*corpus, CONFIG)
