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
        ("城乡收入比由2.31缩小至2.12。", "2.12", "城乡收入比"),
        ("高铁里程从612公里延伸到1034公里。", "612公里", "高铁里程"),
        ("全校的升学率,也从39.2%爬到57.8%。", "57.8%", "全校的升学率"),
        ("图书173.6万册,生均76.9册。", "76.9册", "图书"),
        ("教育支出12.35亿元,完成预算的98.7%。", "98.7%", "教育支出"),
        ("主要集中在午餐质量(217人)方面。", "217人", "午餐质量"),
        ("建设幸福河湖8条(个),新建碧道(绿道)40公里。", "8条", "幸福河湖"),
        ("推动超100条(个)幸福河湖建设。", "超100条", "幸福河湖"),
        ("某地事故造成43人死亡。", "43人", "死亡"),
        ("拟发行特别国债5000亿元。", "5000亿元", "特别国债"),
        ("提请审议地方性法规43件。", "43件", "地方性法规"),
        ("各支援组团实施重点项目120个。", "120个", "重点项目"),
        ("培育新就业形态调解平台30个。", "30个", "新就业形态调解平台"),
        ("技术合同成交额增长28.6%。", "28.6%", "技术合同成交额"),
        ("新建和美乡村25个。", "25个", "和美乡村"),
        ("从326名申报者中择优认定名师18名。", "326名", "申报者"),
        ("全市建成学生艺术团412个。", "412个", "学生艺术团"),
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


def test_subjects_one_name_before_respectively_holds_for_all(claims_of: ClaimsOf) -> None:
    claims = claims_of("一般公共预算收入5853.9亿元;城乡居民人均可支配收入分别增长4.4%、5.6%。")
    assert {claims[t].subject for t in ("4.4%", "5.6%")} == {"城乡居民人均可支配收入"}


def test_subjects_bare_measure_is_that_of_the_first(claims_of: ClaimsOf) -> None:
    claims = claims_of("生产安全事故起数、死亡人数分别下降38.3%、17.9%。")
    assert claims["17.9%"].subject == "生产安全事故死亡人数"


def test_subjects_after_examples_the_counted_share_what_they_got(claims_of: ClaimsOf) -> None:
    claims = claims_of("青石滩中学、松溪学校等69所实现食堂供餐。")
    assert claims["69所"].subject == "食堂供餐"


def test_subjects_after_a_parenthesis_go_on_outside_it(claims_of: ClaimsOf) -> None:
    claims = claims_of("本科上线413人(含艺体生46人),净增57人。")
    assert claims["57人"].subject == "本科上线"


@pytest.mark.parametrize(
    ("text", "figure", "scope"),
    [
        ("全市建成学生艺术团412个,培训骨干教师90人。", "90人", "全市"),
        ("全市上下齐心协力,建成学生艺术团412个。", "412个", ""),
        ("普通话普及率达到85%,各县(区)均不低于80%。", "不低于80%", "各县(区)"),
        ("云南省共有中小学1.6万所。", "1.6万所", "云南省"),
        ("广州、深圳客运量分别达1409万人次、1305万人次。", "1305万人次", ""),
    ],
)
def test_scope_is_the_place_at_the_head_of_the_clause(claims_of: ClaimsOf, text: str, figure: str, scope: str) -> None:
    assert claims_of(text)[figure].scope == scope
