"""The decoder: chances over sets of candidates, the choice, and the reasons that it shows."""

from __future__ import annotations

from itertools import combinations
from math import exp
from random import Random

import numpy as np
import pytest

from pipeline.ner.candidates import OWN_SOURCES, Candidate
from pipeline.ner.decoder import Clusters, chosen
from pipeline.ner.features import Spans
from pipeline.ner.reading import Reader, read_names
from pipeline.ner.weights import load_weights
from pipeline.ner.why import reasons
from pipeline.records import MentionLabel
from tests.language.analyses import analysis_of


def spans(*items: tuple[MentionLabel, int, int]) -> Spans:
    return Spans.of([Candidate(label, start, end, "model") for label, start, end in items])


@pytest.mark.parametrize("seed", range(20))
def test_chances_are_those_of_all_sets_without_overlaps(seed: int) -> None:
    rng = Random(seed)
    edges = [sorted(rng.sample(range(12), 2)) for _ in range(rng.randint(1, 9))]
    scores = np.array([rng.uniform(-3, 3) for _ in edges])
    sets = [
        chosen_ones
        for size in range(len(edges) + 1)
        for chosen_ones in combinations(range(len(edges)), size)
        if all(
            edges[one][1] <= edges[other][0] or edges[other][1] <= edges[one][0]
            for one, other in combinations(chosen_ones, 2)
        )
    ]
    weights = [exp(sum(scores[place] for place in members)) for members in sets]
    wanted = [
        sum(weight for weight, members in zip(weights, sets, strict=True) if place in members) / sum(weights)
        for place in range(len(edges))
    ]
    starts, ends = np.array(edges, dtype=np.intp).T
    chances, total = Clusters.of(starts, ends).chances(scores)
    assert chances == pytest.approx(wanted)
    assert exp(total) == pytest.approx(sum(weights))


def test_names_of_one_layer_exclude_each_other() -> None:
    candidates = spans(("SCHOOL", 0, 4), ("PERSON", 2, 5), ("PROGRAM", 0, 8), ("PLACE", 0, 2), ("SCHOOL", 6, 8))
    assert sorted(chosen(candidates, np.array([0.9, 0.8, 0.7, 0.95, 0.1]))) == [0, 2, 3]


def test_empty_texts_have_no_names() -> None:
    assert read_names(analysis_of("")) == []
    assert read_names(analysis_of("\n\n")) == []


def test_reasons_show_the_candidates_and_add_up() -> None:
    text = "任命王建军为金州市第七中学校长。"
    found = list(reasons(analysis_of(text), 6, 13))
    best = found[0]
    assert (best.candidate.label, best.text) == ("SCHOOL", "金州市第七中学")
    assert best.chance > 0.9
    assert {"model.above", "rule"} <= {name for name, _ in best.parts}
    # Parts below a twentieth are not shown.
    assert sum(part for _, part in best.parts) == pytest.approx(best.score, abs=0.05 * len(load_weights().by_feature))


def test_every_weight_is_of_a_feature_that_texts_have() -> None:
    text = "任命王建军为金州市第七中学校长，实施“青蓝”工程。\n序号\t姓名\n1\t李明\n走访青禾县、省教育厅。"
    reader = Reader(analysis_of(text))
    columns = set(reader.second(reader.first()).columns)
    always = {
        name for name in columns if not name.startswith(("source.", "left.pos", "right.pos", "first.pos", "cell."))
    }
    assert always <= set(load_weights().by_feature)


@pytest.mark.parametrize(
    "text",
    [
        "石桥镇现有小学3所。",
        "走访了近百所中学。",
        "全县有12特校、30中学。",
        "石桥镇、白水镇获得一等奖。",
        "双江荣获银奖。",
    ],
)
def test_what_the_grammar_rules_out_is_no_candidate(text: str) -> None:
    candidates = Reader(analysis_of(text)).candidates()
    assert [item for item in candidates if item.label == "SCHOOL" and item.source in OWN_SOURCES] == []
    assert [name for name in read_names(analysis_of(text)) if name.label in ("SCHOOL", "PERSON")] == []


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("教育部基础教育司印发通知。", "教育部基础教育司"),
        ("省教育厅、省工业和信息化厅负责。", "省工业和信息化厅"),
        ("加强与中国地震学会、中国天文学会的合作。", "中国天文学会"),
    ],
)
def test_authorities_with_their_parts_and_institutes_by_their_field_are_candidates(text: str, body: str) -> None:
    start = text.index(body)
    candidates = Reader(analysis_of(text)).candidates()
    assert any((item.label, item.start, item.end) == ("ORG", start, start + len(body)) for item in candidates)


@pytest.mark.parametrize("text", ["省政府驾驭全局。", "云州3个医疗中心开工。"])
def test_what_only_ends_like_a_body_is_no_candidate(text: str) -> None:
    candidates = Reader(analysis_of(text)).candidates()
    assert [item for item in candidates if item.label == "ORG" and item.end == len(text.rstrip("开工。"))] == []


def test_a_text_that_names_persons_speaks_for_another() -> None:
    """What the memory knows of company: sure names with other texts, and none of leaders."""
    text = "校长王建军、副校长李国栋、主任赵丽华出席。孙建国发言。"
    reader = Reader(analysis_of(text))
    reading = reader.second(reader.first())
    start = text.index("孙建国")
    company = {
        (item.start, item.end): value
        for item, value in zip(reading.spans.candidates, reading.columns["memory.company"].tolist(), strict=True)
        if item.label == "PERSON"
    }
    assert company[start, start + 3] == 1.0
    alone = "以习近平同志为核心。孙建国发言。"
    reader = Reader(analysis_of(alone))
    reading = reader.second(reader.first())
    values = dict(
        zip(
            [(item.label, item.start) for item in reading.spans.candidates],
            reading.columns["memory.company"].tolist(),
            strict=True,
        )
    )
    assert values["PERSON", alone.index("孙建国")] == 0.0
