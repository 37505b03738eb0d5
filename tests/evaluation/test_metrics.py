"""The scorer itself: predictions whose score is known beforehand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.labels import Label, Labels
from pipeline.evaluation.layers import fields_of, plain
from pipeline.evaluation.metrics import (
    Accuracy,
    Hits,
    Scores,
    compare,
    content_hits,
    subjects_agree,
    values_agree,
)


def name(start: int, end: int, *, optional: bool = False) -> Label:
    return Label(start, end, "名" * (end - start), optional=optional)


def claim(start: int, end: int, *, optional: bool = False, **fields: Any) -> Label:
    known: dict[str, Any] = {
        "value": Decimal(26),
        "unit": "所",
        "comparator": "eq",
        "change": "none",
        "base": "",
        "subject": "学校",
        "status": "achieved",
        "suspect": False,
    }
    rest = {field.name: plain(field) for field in fields_of("claims")}
    return Label(start, end, "数" * (end - start), {**rest, **known, **fields}, optional)


def heading(start: int, end: int, level: int) -> Label:
    return Label(start, end, "一、", {"level": level})


LATER: dict[str, Any] = {
    "period_start": date(2023, 1, 1),
    "period_end": date(2023, 12, 31),
    "period_source": "stated",
    "rate_kind": "cumulative",
    "per": "student",
    "norm": True,
    "indicator": "pupils",
}
GOLD = Labels(
    content=((10, 60), (70, 100)),
    school=(name(12, 16), name(20, 26), name(30, 33, optional=True)),
    person=(name(17, 19),),
    program=(name(34, 44), name(46, 50, optional=True)),
    claims=(
        claim(51, 54),
        claim(55, 58, part_of="26所", from_claim="26所", scope="全市", period="2023", **LATER),
        claim(71, 75, suspect=True, change="up", base="去年"),
        claim(80, 82, optional=True),
    ),
    sentences=((10, 30), (30, 60), (70, 100)),
    headings=(heading(10, 12, 1),),
)


def test_metrics_perfect_prediction_scores_one_everywhere() -> None:
    assert set(compare(GOLD, GOLD).scores().headline().values()) == {1.0}


def test_metrics_missing_the_optional_ones_is_still_perfect() -> None:
    required = Labels(
        GOLD.content,
        *(tuple(label for label in labels if not label.optional) for labels in (GOLD.school, GOLD.person)),
        program=GOLD.program[:1],
        claims=GOLD.claims[:3],
        sentences=GOLD.sentences,
        headings=GOLD.headings,
    )
    assert set(compare(GOLD, required).scores().headline().values()) == {1.0}


def test_metrics_scope_and_period_count_only_where_they_are_labelled() -> None:
    gold = Labels(
        claims=(claim(0, 3), claim(5, 8, scope="全市", period="2023"), claim(10, 13, scope="", period="2022"))
    )
    predicted = Labels(
        claims=(
            claim(0, 3, scope="全县", period="2020"),
            claim(5, 8, scope="全市", period="2023"),
            claim(10, 13, scope="全县", period="2023"),
        )
    )
    scores = compare(gold, predicted).scores()
    assert scores["scope"] == Hits(1, 1, 0)
    assert scores["period"] == Accuracy(1, 2)


def test_metrics_a_failure_counts_as_all_missed() -> None:
    scores = compare(GOLD, Labels()).scores()
    assert scores["content"] == Hits(0, 0, 80)
    assert (scores["school"], scores["person"], scores["program"]) == (Hits(0, 0, 2), Hits(0, 0, 1), Hits(0, 0, 1))
    assert (scores["found"], scores["strict"], scores["suspect"], scores["part_of"]) == (
        *(Hits(0, 0, 3), Hits(0, 0, 3)),
        *(Hits(0, 0, 1), Hits(0, 0, 1)),
    )
    assert (scores["found"].f1, scores["found"].precision, scores["subject"].accuracy) == (0.0, None, None)


def test_content_counts_characters() -> None:
    assert content_hits(((10, 60), (70, 100)), ((0, 20), (50, 80))) == Hits(30, 20, 50)
    assert content_hits(((10, 60), (70, 100)), ((10, 100),)).recall == 1.0


RANGES = st.lists(st.integers(0, 200), max_size=12, unique=True).map(
    lambda points: tuple(zip(sorted(points)[::2], sorted(points)[1::2], strict=False))
)


@given(RANGES, RANGES)
def test_content_counts_agree_with_sets_of_characters(
    gold: tuple[tuple[int, int], ...], predicted: tuple[tuple[int, int], ...]
) -> None:
    a, b = ({i for start, end in ranges for i in range(start, end)} for ranges in (gold, predicted))
    assert content_hits(gold, predicted) == Hits(len(a & b), len(b - a), len(a - b))


def test_school_and_person_need_the_exact_span() -> None:
    predicted = Labels(school=(name(12, 16), name(20, 25)), person=(name(16, 19),))
    scores = compare(GOLD, predicted).scores()
    assert scores["school"] == Hits(1, 1, 1)
    assert scores["person"] == Hits(0, 1, 1)


def test_school_optional_label_is_neither_rewarded_nor_punished() -> None:
    found = compare(GOLD, Labels(school=(name(30, 33),))).scores()["school"]
    assert found == Hits(0, 0, 2)
    beside = compare(GOLD, Labels(school=(name(30, 34),))).scores()["school"]
    assert beside == Hits(0, 1, 2)


def test_school_predicted_twice_is_right_once() -> None:
    assert compare(GOLD, Labels(school=(name(12, 16), name(12, 16)))).scores()["school"] == Hits(1, 1, 1)


@pytest.mark.parametrize(("predicted", "hits"), [((34, 39), Hits(1, 0, 0)), ((34, 38), Hits(0, 1, 1))])
def test_program_needs_half_of_the_union(predicted: tuple[int, int], hits: Hits) -> None:
    assert compare(GOLD, Labels(program=(name(*predicted),))).scores()["program"] == hits


def test_program_optional_label_takes_what_overlaps_it_by_half() -> None:
    assert compare(GOLD, Labels(program=(name(46, 49),))).scores()["program"] == Hits(0, 0, 1)


def test_claims_are_found_by_overlap_one_to_one_best_first() -> None:
    gold = Labels(claims=(claim(0, 4), claim(4, 8)))
    scores = compare(gold, Labels(claims=(claim(2, 8),))).scores()
    assert scores["found"] == Hits(1, 0, 1)
    assert compare(gold, Labels(claims=(claim(3, 8), claim(0, 4)))).scores()["found"] == Hits(2, 0, 0)
    assert compare(gold, Labels(claims=(claim(8, 9),))).scores()["found"] == Hits(0, 1, 2)


def test_claims_optional_one_is_neither_rewarded_nor_punished() -> None:
    scores = compare(GOLD, Labels(claims=(*GOLD.claims[:3], claim(81, 84, value=Decimal(1))))).scores()
    assert scores["found"] == scores["strict"] == Hits(3, 0, 0)
    # A prediction that also overlaps a required label belongs to that one.
    gold = Labels(claims=(claim(0, 2, optional=True), claim(2, 6)))
    assert compare(gold, Labels(claims=(claim(0, 6),))).scores()["found"] == Hits(1, 0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": Decimal(27)},
        {"value": None},
        {"value_max": Decimal(30)},
        {"unit": "个"},
        {"comparator": "gt"},
        {"change": "up"},
    ],
)
def test_claims_strict_fails_on_each_of_its_fields(wrong: dict[str, Any]) -> None:
    gold = Labels(claims=(claim(0, 3), claim(5, 8)))
    predicted = Labels(claims=(claim(0, 3, **wrong), claim(5, 8)))
    scores = compare(gold, predicted).scores()
    assert (scores["found"], scores["strict"]) == (Hits(2, 0, 0), Hits(1, 1, 1))


def test_claims_strict_counts_missed_and_spurious_ones_too() -> None:
    gold = Labels(claims=(claim(0, 3), claim(5, 8)))
    predicted = Labels(claims=(claim(0, 3, unit="个"), claim(10, 12), claim(20, 22)))
    assert compare(gold, predicted).scores()["strict"] == Hits(0, 3, 2)


def test_claims_other_fields_are_accuracies_over_the_found_ones() -> None:
    gold = Labels(claims=(claim(0, 3, base="去年"), claim(5, 8), claim(10, 12)))
    predicted = Labels(claims=(claim(0, 2, base="同比", status="planned"), claim(5, 8, subject="教师"), claim(30, 32)))
    scores = compare(gold, predicted).scores()
    assert (scores["subject"], scores["base"], scores["status"], scores["span"]) == (*[Accuracy(1, 2)] * 4,)
    assert scores["strict"] == Hits(2, 1, 1)


def test_claims_suspect_and_part_of_count_only_claims_that_have_them() -> None:
    gold = Labels(claims=(claim(0, 3, suspect=True), claim(5, 8, part_of="26所"), claim(10, 13, part_of="26所")))
    predicted = Labels(
        claims=(claim(0, 3), claim(5, 8, part_of="26所", suspect=True), claim(10, 13, part_of="19所"), claim(20, 22))
    )
    scores = compare(gold, predicted).scores()
    assert scores["suspect"] == Hits(0, 1, 1)
    assert scores["part_of"] == Hits(1, 1, 1)


@pytest.mark.parametrize(
    ("gold", "predicted", "agree"),
    [
        ("0.333333", "0.3333333333333333", True),
        ("0.166667", "0.1666666666666667", True),
        ("30000000", "3E7", True),
        ("1.30", "1.3", True),
        ("785820333", "785820334", False),
        ("95", "95.1", False),
        (None, None, True),
        (None, "0", False),
        ("0", None, False),
    ],
)
def test_values_agree_as_decimals(gold: str | None, predicted: str | None, agree: bool) -> None:
    a, b = (None if value is None else Decimal(value) for value in (gold, predicted))
    assert values_agree(a, b) is agree


@pytest.mark.parametrize(
    ("gold", "predicted", "agree"),
    [
        ("义务教育学校", "学校", True),
        ("普惠性幼儿园", "普惠园、幼儿", True),
        ("学生近视率", "教师学历", False),
        ("“春苗”计划", "春苗 计划", True),
        ("", "", True),
        ("学校", "", False),
        ("", "学校", False),
        ("、", "学校", False),
        ("ＩＣＴ课程", "ICT课程", True),
    ],
)
def test_subjects_agree_by_containment_or_two_thirds(gold: str, predicted: str, agree: bool) -> None:
    assert subjects_agree(gold, predicted) is agree


def test_units_compare_after_folding() -> None:
    gold, predicted = Labels(claims=(claim(0, 3, unit="%"),)), Labels(claims=(claim(0, 3, unit="％"),))
    assert compare(gold, predicted).scores()["strict"] == Hits(1, 0, 0)


def test_scores_add_up() -> None:
    one, none = compare(GOLD, GOLD).scores(), compare(GOLD, Labels()).scores()
    total = one + none
    assert total["school"] == Hits(2, 0, 2)
    assert total["found"].f1 == pytest.approx(2 / 3)
    assert one + Scores() == one


LABELS = st.builds(
    lambda spans: tuple(name(start, start + length, optional=optional) for start, length, optional in spans),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 8), st.booleans()), max_size=8),
)


@given(LABELS, LABELS)
def test_match_is_one_to_one_and_counts_every_required_label(
    gold: tuple[Label, ...], predicted: tuple[Label, ...]
) -> None:
    program = compare(Labels(program=gold), Labels(program=predicted)).program
    required = [label for label in gold if not label.optional]
    assert len(program.pairs) + len(program.missed) == len(required)
    assert len(program.pairs) + len(program.spurious) <= len(predicted)
    assert program.hits().f1 is None or 0 <= program.hits().f1 <= 1


def test_metrics_sentences_and_headings_count_when_they_are_exact() -> None:
    predicted = Labels(
        sentences=((10, 31), (31, 60), (70, 100)),
        headings=(heading(10, 12, 2), heading(10, 12, 1)),
    )
    scores = compare(GOLD, predicted).scores()
    assert scores["sentences"] == Hits(1, 2, 2)
    assert scores["headings"] == Hits(1, 1, 0)


def test_metrics_layers_that_nobody_labelled_do_not_count() -> None:
    gold = Labels(content=((10, 60),), unlabelled=frozenset({"school", "claims", "sentences", "headings"}))
    scores = compare(gold, GOLD).scores()
    assert scores["school"] == scores["found"] == scores["sentences"] == scores["headings"] == Hits()
    assert scores["person"] == Hits(0, 1, 0)
