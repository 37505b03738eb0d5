"""Sums that rules give or take: what names them, and whom they are for."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.records import Claim
from tests.claims.conftest import ClaimsOf


def claims(text: str) -> list[Claim]:
    return list(pipeline.extract(text, pipeline.Config(words=False)).claims)


@pytest.mark.parametrize("given", ["奖励", "补助", "扶持", "综合资助"])
@pytest.mark.parametrize("who", ["新认定的砚湖实验基地", "通过云樟认证的企业", "首次入选的孵化器"])
def test_grant_is_named_behind_the_sum_and_held_by_its_recipient(claims_of: ClaimsOf, given: str, who: str) -> None:
    claim = claims_of(f"对{who},给予最高50万元的{given}。")["最高50万元"]
    assert (claim.subject, claim.scope, claim.norm) == (given, who, True)


def test_grant_of_a_list_is_named_behind_its_last_sum_and_each_has_its_recipient() -> None:
    found = claims("对新认定的云泽平台、砚湖平台,分别给予100万元、60万元奖励。")
    assert [(claim.subject, claim.scope) for claim in found] == [("奖励", "新认定的云泽平台"), ("奖励", "砚湖平台")]


def test_grant_is_named_by_the_verb_before_the_sum(claims_of: ClaimsOf) -> None:
    claim = claims_of("对新落户的茶企,一次性奖励30万元。")["30万元"]
    assert (claim.subject, claim.scope) == ("奖励", "新落户的茶企")


def test_grant_of_each_is_for_each_and_a_share_is_of_its_base(claims_of: ClaimsOf) -> None:
    found = claims_of("对承担课题的单位,按照合同金额的30%给予补助,每家单位最高补助80万元。")
    assert (found["30%"].subject, found["30%"].scope) == ("合同金额", "承担课题的单位")
    assert (found["80万元"].subject, found["80万元"].scope) == ("补助", "每家单位")


def test_grant_recipient_holds_until_the_sentence_names_another(claims_of: ClaimsOf) -> None:
    found = claims_of("对新建的云樟中心,给予90万元补助;新获批的砚湖工坊给予40万元补助,第二年给予20万元。")
    assert [found[sum_].scope for sum_ in ("90万元", "40万元", "20万元")] == [
        "新建的云樟中心",
        "新获批的砚湖工坊",
        "新获批的砚湖工坊",
    ]
    assert found["20万元"].subject == "补助"


def test_fine_is_for_who_breaks_the_rule(claims_of: ClaimsOf) -> None:
    claim = claims_of("逾期不改正的,由云泽县城管部门责令停工,并对违法单位处2万元罚款。")["2万元"]
    assert (claim.subject, claim.scope, claim.norm) == ("罚款", "违法单位", True)


def test_grant_that_was_paid_is_no_rule(claims_of: ClaimsOf) -> None:
    claim = claims_of("去年,云泽县累计发放茶农补贴350万元。")["350万元"]
    assert (claim.subject, claim.norm) == ("茶农补贴", False)
