"""Claims as rows: slices, names, ids, independence of documents."""

from __future__ import annotations

from dataclasses import astuple

from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.records import Claim

_CONFIG = pipeline.Config(words=False)
_SENTENCES = (
    "全县现有小学19所,在校生8430名。",
    "投入近3000万元改造校舍,惠及上万户家庭。",
    "入学率由93.8%提高到94.2%,提高0.4个百分点。",
    "新建幼儿园2所(公办1所、民办1所)。",
    "资助学生2933人次,资助金额509万元,分别较去年增加13.7%、20.3%。",
    "计划到2025年新增学位3200个。",
)


def test_claims_numbers_inside_names_state_nothing() -> None:
    claims = pipeline.extract("河源市第三中学、七中参加“六促六优”专项行动。", _CONFIG).claims
    assert claims == ()


def test_claims_implied_money_is_flagged_by_its_empty_unit() -> None:
    (claim,) = pipeline.extract("云平台总投资639万。", _CONFIG).claims
    assert (claim.unit, claim.unit_norm, claim.dimension, claim.value) == ("", "CNY", "money", 6390000)


def test_claims_link_the_school_and_the_program_of_their_sentence() -> None:
    facts = pipeline.extract("柳溪县实验小学实施“春苗”培育工程,投入120万元。", _CONFIG)
    (claim,) = facts.claims
    names = {entity.entity_id: entity.name for entity in facts.entities}
    assert names[claim.school] == "柳溪县实验小学"
    assert "春苗" in names[claim.program]


_FRAGMENTS = (
    "分别", "从", "由", "提高到", "为", "增长", "占", "的", "其中", "连续", "全市", "临港区", "云泽一中", "第一", "在", "普及率", "公办园", "收入", "(", ")",
    "、", ",", ";", "209元", "3所", "12.5%", "三成", "近3000万元", "2至3名", "5个百分点", "一半", "7年", "2023年", "去年", "8月", "(共",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_FRAGMENTS), min_size=3, max_size=18))
def test_claims_of_any_words_around_figures_are_found_without_failing(fragments: list[str]) -> None:
    text = "".join(fragments) + "。"
    assert all(claim.text == text[claim.start : claim.end] for claim in pipeline.extract(text, _CONFIG).claims)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=6, unique=True))
def test_claims_of_paragraphs_do_not_depend_on_each_other(paragraphs: list[str]) -> None:
    """A paragraph states the same quantities alone and among others; only offsets, ids and the period may differ."""
    text = "\n".join(paragraphs)
    whole = pipeline.extract(text, _CONFIG).claims
    apart = [claim for paragraph in paragraphs for claim in pipeline.extract(paragraph, _CONFIG).claims]
    assert [_quantity(claim) for claim in whole] == [_quantity(claim) for claim in apart]
    assert all(text[claim.start : claim.end] == claim.text for claim in whole)


def _quantity(claim: Claim) -> tuple[object, ...]:
    return (
        claim.text,
        claim.value,
        claim.value_max,
        claim.unit,
        claim.comparator,
        claim.change,
        claim.base,
        claim.subject,
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_claims_survive_any_text(text: str) -> None:
    if not text.strip():
        return
    for claim in pipeline.extract(text, _CONFIG).claims:
        assert text[claim.start : claim.end] == claim.text
        assert len(astuple(claim)) > 0
