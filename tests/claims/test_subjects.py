"""What a figure counts."""

from __future__ import annotations

import pytest

from tests.claims.conftest import ClaimsOf


@pytest.mark.parametrize(
    ("text", "figure", "subject"),
    [
        ("组织16名书记参加轮训。", "16名", "书记"),
        ("处理相关人员116名。", "116名", "相关人员"),
        ("课后服务参与率超95%。", "超95%", "课后服务参与率"),
        ("全区现有在校学生26568名。", "26568名", "在校学生"),
        ("下拨3万元专款为志愿者购买保险。", "3万元", "专款"),
        ("投入近300万元改善办学条件。", "近300万元", "投入"),
        ("拨付义保经费3.9亿元。", "3.9亿元", "义保经费"),
        ("全年资助2933人次。", "2933人次", "资助"),
        ("整改率达97.7%。", "97.7%", "整改率"),
        ("新能源汽车产量增长27.7%。", "27.7%", "新能源汽车产量"),
        ("人均地区生产总值达到11万元。", "11万元", "人均地区生产总值"),
        ("有志愿者300多名轮流值守。", "300多名", "志愿者"),
        ("19个地级以上市入选。", "19个", "地级以上市"),
        ("科技社团由9个发展到27个。", "27个", "科技社团"),
        ("综合录取率92.8%,高于全省1.3个百分点。", "1.3个百分点", "综合录取率"),
        ("技术合同成交额1.24亿元,是上年的2.3倍。", "2.3倍", "技术合同成交额"),
        ("受助学生中,近六成来自农村。", "近六成", "受助学生"),
    ],
)
def test_subjects_name_the_thing(claims_of: ClaimsOf, text: str, figure: str, subject: str) -> None:
    assert claims_of(text)[figure].subject == subject


def test_subjects_share_speaks_of_the_thing_before(claims_of: ClaimsOf) -> None:
    claims = claims_of("招录新教师283名,其中硕士92名,占比32.5%。")
    assert claims["32.5%"].subject == "硕士"


def test_subjects_counted_ones_share_what_they_got(claims_of: ClaimsOf) -> None:
    claims = claims_of("全市6人1校获省级表彰。")
    assert [claims[t].subject for t in ("6人", "1校")] == ["省级表彰", "省级表彰"]


def test_subjects_respectively_assigns_in_order(claims_of: ClaimsOf) -> None:
    claims = claims_of("水果、蔬菜、茶叶产量分别达20万吨、40万吨、1.9万吨。")
    assert [claims[t].subject for t in ("20万吨", "40万吨", "1.9万吨")] == [
        "水果产量",
        "蔬菜产量",
        "茶叶产量",
    ]


def test_subjects_noun_behind_one_figure_is_not_that_of_the_next(claims_of: ClaimsOf) -> None:
    claims = claims_of("完成16所学校346套一体机更换。")
    assert (claims["16所"].subject, claims["346套"].subject) == ("学校", "一体机更换")
