"""What unseen bulletins and school portraits say of education, with other places and numbers."""

from __future__ import annotations

import pytest

from tests.indicators.test_paragraphs import said


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("普通高中141所,小学58所。", "58所", "schools stage=primary"),
        ("初中17所,幼儿园58所(含分园3所)。", "58所", "schools stage=preschool"),
        ("高等院校5所,在校生4.27万人。", "4.27万人", "pupils stage=higher"),
        ("普通中学140所,其中,高中27所,在校生8.1万人;初中113所,在校生16.1万人。", "8.1万人", "pupils stage=senior"),
        ("小学141所,毕业生4.09万人;初中17所,毕业生2.1万人。年末拥有专任教师4.52万人。", "4.52万人", "teachers"),
        ("学校有新老两个校区,在编教职工192人,54个教学班,在校学生2802人。", "54个", "classes"),
        ("专任教师80人,本科以上学历占专任教师的86%。", "86%", "teacher_bachelor_share"),
        ("全区有省级骨干教师15名、市级骨干教师35名。", "35名", "backbone_teachers rank=city"),
        ("全区有省、市级骨干教师15名。", "15名", "backbone_teachers rank=province/city"),
        ("小学毕业生升初中入学率99.7%。", "99.7%", "promotion_rate stage=primary"),
        ("全国财政性教育经费投入3366亿元。", "3366亿元", "fiscal_education_funds"),
        ("中等职业学校在校生三年来增加两倍。", "两倍", "pupils stage=vocational"),
        ("全省高新技术企业增长1.7倍。", "1.7倍", "hightech_enterprises"),
        ("每千人拥有3岁以下婴幼儿托位数提高到4.6个。", "4.6个", "childcare_places_per_1000"),
        ("实施营养改善计划,每年惠及3700名学生。", "3700名", "nutrition_pupils"),
        ("配备教学仪器等设备,惠及3700名学生。", "3700名", ""),
        ("每队参展人数为10人,其中学生8人。", "8人", ""),
        ("全校师生1200人,其中学生1100人。", "1100人", "pupils"),
        ("新增2所本科高校、1所职业院校。", "2所", ""),
        ("全市5G基站达2310个,较上年新增880个。", "880个", "base_stations_5g"),
    ],
)
def test_of_which_indicator_a_figure_is(text: str, figure: str, expected: str) -> None:
    assert said(text)[figure].strip() == expected
