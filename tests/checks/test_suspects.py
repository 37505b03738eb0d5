"""Corrupted quantities are flagged with a reason; sound ones are left alone."""

from __future__ import annotations

from tests.claims.conftest import ClaimsOf


def test_suspects_impossible_rate(claims_of: ClaimsOf) -> None:
    claim = claims_of("投诉办复率达20230%。")["20230%"]
    assert claim.suspect
    assert claim.value == 20230
    assert "20230%" in claim.suspect_reason


def test_suspects_year_among_counties_and_before_more(claims_of: ClaimsOf) -> None:
    claims = claims_of("全市2021个县(市、区)全部达标。投入2022多万用于改造。")
    assert claims["2021个"].suspect
    assert claims["2022多万"].suspect


def test_suspects_the_same_replacement_elsewhere(claims_of: ClaimsOf) -> None:
    claims = claims_of("回复率20230%。新建幼儿园2023所,补助生活费220231万元,招聘教师449名。")
    assert [claims[t].suspect for t in ("2023所", "220231万元", "449名")] == [True, True, False]


def test_suspects_year_like_figure_alone_is_believed(claims_of: ClaimsOf) -> None:
    claims = claims_of("征收教育附加费2021万元,安排存量资金2020.6万元。")
    assert not any(claim.suspect for claim in claims.values())


def test_suspects_digits_too_long_for_a_count(claims_of: ClaimsOf) -> None:
    assert claims_of("发放告家长书13955600231份。")["13955600231份"].suspect
