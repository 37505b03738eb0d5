"""Names as patterns, and figures that take their part, their act or their topic from the sentence: any parts, any order."""

from __future__ import annotations

import pytest

from pipeline import Config, extract
from pipeline.indicators.catalogue import indicators, own_name, spelt_out
from pipeline.indicators.matcher import FRACTION, match

TITLE = "青禾县2023年教育工作总结\n"
STAGES = {"小学": "primary", "初中": "junior", "普通高中": "senior", "中职": "vocational"}


def named(text: str) -> dict[str, tuple[str, str]]:
    """Indicator and breakdown of each figure of a sentence, by the figure as written."""
    return {
        claim.text: (claim.indicator, claim.breakdown) for claim in extract(TITLE + text, Config(words=False)).claims
    }


def test_a_pattern_is_all_names_that_it_spells() -> None:
    assert list(spelt_out("在{校|籍}{学生|生}")) == ["在校学生", "在校生", "在籍学生", "在籍生"]
    assert list(spelt_out("{学校|}食堂")) == ["学校食堂", "食堂"]


@pytest.mark.parametrize("place", ["在校", "在籍", "在读"])
@pytest.mark.parametrize("noun", ["学生", "生"])
@pytest.mark.parametrize("stage", STAGES)
def test_pupils_in_any_wording(stage: str, place: str, noun: str) -> None:
    found = match(f"{stage}{place}{noun}", "person", "none")
    assert found is not None
    assert (found.indicator.id, found.breakdown) == ("pupils", (("stage", STAGES[stage]),))


@pytest.mark.parametrize("first", STAGES)
@pytest.mark.parametrize("second", STAGES)
@pytest.mark.parametrize(
    ("measure", "unit", "indicator"),
    [
        ("在校生", "人", "pupils"),
        ("招生", "人", "intake"),
        ("生均一般公共预算教育支出", "元", "per_pupil_spending"),
        ("生均一般公共预算公用经费", "元", "per_pupil_public_funds"),
        ("专任教师本科以上学历比例", "%", "teacher_bachelor_share"),
    ],
)
def test_figures_in_a_row_are_of_the_stages_in_a_row(
    first: str, second: str, measure: str, unit: str, indicator: str
) -> None:
    if first != second:
        found = named(f"{first}、{second}{measure}分别为81{unit}、93{unit}。")
        assert found[f"81{unit}"] == (indicator, f"stage={STAGES[first]}")
        assert found[f"93{unit}"] == (indicator, f"stage={STAGES[second]}")


def test_row_behind_its_topic_and_the_growth_of_it() -> None:
    found = named("初中、普通高中规模扩大,在校生分别为9120人、5470人,分别增长3.9%和5.1%。")
    assert found["9120人"] == found["3.9%"] == ("pupils", "stage=junior")
    assert found["5470人"] == found["5.1%"] == ("pupils", "stage=senior")


def test_growth_is_of_the_figure_at_its_place() -> None:
    found = named("落实学生资助4.1万人次、3265.8万元,分别增长4.6%和8.9%。")
    assert found["4.6%"] == found["4.1万人次"] == ("students_aided", "")
    assert found["8.9%"] == found["3265.8万元"] == ("student_aid", "")


@pytest.mark.parametrize("sentence", ["98.2%的随迁子女在公办学校就读。", "随迁子女98.2%在公办学校就读。"])
def test_what_a_share_of_them_does(sentence: str) -> None:
    assert named(sentence)["98.2%"][0] == "migrant_public_share"
    assert named(sentence.replace("在公办学校就读", "参加了体检"))["98.2%"] == ("", "")


@pytest.mark.parametrize(("verb", "given"), [("新聘", True), ("补充", True), ("表彰", False)])
def test_verb_before_a_number_whose_subject_is_behind_it(verb: str, given: bool) -> None:
    assert (named(f"全县{verb}449名教师。")["449名"][0] == "teachers_hired") is given


def test_fractions_are_shares_and_growth() -> None:
    assert match("大班额占比", FRACTION, "none") is not None
    assert named("大班额占比已不足千分之五。")["不足千分之五"][0] == "large_class_share"
    assert named("在校生1200人,占全县的四分之一。")["四分之一"][0] == ""


def test_parts_that_are_indicators_of_their_own() -> None:
    schools = indicators()["schools"]
    own, rest = own_name(schools, (("ownership", "public"), ("stage", "preschool"), ("urban_rural", "rural")))
    assert (own.id, rest) == ("public_kindergartens", (("urban_rural", "rural"),))
    assert own_name(schools, (("ownership", "public"), ("stage", "primary")))[0] is schools
    assert named("幼儿园97所(公办38所、民办59所)。")["38所"] == ("public_kindergartens", "")


def test_parts_of_time_and_of_schools() -> None:
    assert named("招聘教师642名(2021年312名、2022年330名)。")["312名"][0] == "teachers_hired"
    assert named("发放国家助学金328.4万元,其中青禾中学201.6万元。")["201.6万元"][0] == "stipends"


def test_all_and_some() -> None:
    assert named("98所学校食堂全部达标。")["98所"][0] == "canteens"
    assert named("其中98所学校食堂达标。")["98所"] == ("", "")
    assert named("消除大班额29个。")["29个"] == ("", "")
    assert named("56人以上大班额6个。")["6个"] == ("large_classes", "")
    assert named("落实营养改善计划,按每生每天5元拨付。")["每天5元"][0] == "nutrition_standard"
    assert named("按每人每天5元发放伙食补贴。")["每天5元"][0] == ""


def test_each_school_and_each_class() -> None:
    assert named("小学平均每班36.2人。")["每班36.2人"] == ("class_size", "stage=primary")
    assert named("乡村小学平均每校83.5人。")["每校83.5人"] == ("school_size", "stage=primary urban_rural=rural")
    assert named("每班配备2名专任教师。")["2名"] == ("", "")


@pytest.mark.parametrize("firms", ["省属企业", "市属国有企业", "中央企业"])
def test_what_state_firms_spend_is_not_what_all_do(firms: str) -> None:
    found = named(f"{firms}完成产业投资553.1亿元、研发投入133.5亿元,分别增长10.6%、10.3%。")
    assert found["133.5亿元"] == found["10.3%"] == ("", "")
    assert named(f"{firms}创新导向更加突出,研发经费投入增长15.6%。")["15.6%"] == ("", "")
    assert named("创新导向更加突出,研发经费投入增长15.6%。")["15.6%"][0] == "rnd_spending"


KINDS = {"普通中学": "secondary", "小学": "primary", "初中": "junior", "中等职业技术学校": "vocational"}


@pytest.mark.parametrize("first", KINDS)
@pytest.mark.parametrize("second", KINDS)
def test_a_row_of_parts_may_count_them(first: str, second: str) -> None:
    if first == second:
        return
    found = named(f"全县共有{first}19所、{second}45所,在校生分别为1.4万人、2.1万人。")
    assert found["1.4万人"] == ("pupils", f"stage={KINDS[first]}")
    assert found["2.1万人"] == ("pupils", f"stage={KINDS[second]}")


@pytest.mark.parametrize("children", ["适龄儿童", "适龄幼儿"])
def test_children_of_the_age_say_nothing_of_what_is_measured(children: str) -> None:
    found = named(f"{children}入园率和普惠率分别达96%和94%。")
    assert found["96%"][0] == "preschool_gross_enrolment"
    assert found["94%"][0] == "inclusive_preschool_coverage"
    assert named(f"{children}3200人。")["3200人"] == ("", "")


def test_other_children_do() -> None:
    found = named("残疾儿童入学率、巩固率分别达96%、94%。")
    assert found["96%"][0] == "disabled_enrolment"
    assert found["94%"][0] == ""
    assert named("学前一年入园率99%。")["99%"][0] == ""


@pytest.mark.parametrize("mean", ["班均学生", "平均每班学生", "平均班额"])
def test_a_mean_is_told_as_one(mean: str) -> None:
    assert named(f"小学{mean}41人。")["41人"] == ("class_size", "stage=primary")


@pytest.mark.parametrize("limit", ["每班不超过45人", "每班不得超过45人"])
def test_a_limit_is_no_mean(limit: str) -> None:
    assert {indicator for indicator, _ in named(f"小学{limit}。").values()} == {""}


@pytest.mark.parametrize("pupils", ["学生", ""])
def test_the_mean_of_schools(pupils: str) -> None:
    assert set(named("平均每所小学有学生650人。").values()) == {("school_size", "stage=primary")}
    assert set(named(f"小学校均{pupils}650人。").values()) == {("school_size", "stage=primary")}
    assert set(named(f"平均每校{pupils}650人。").values()) == {("school_size", "")}


@pytest.mark.parametrize("verb", ["补充", "招聘", "引进"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_word_that_splits_stands_between_verb_and_noun(verb: str, stage: str) -> None:
    assert named(f"全年{verb}{stage}教师120名。")["120名"] == ("teachers_hired", f"stage={STAGES[stage]}")


@pytest.mark.parametrize("all_of_them", ["教师", "专任教师", "在职教师", "全体教师"])
def test_a_share_of_all_of_its_kind(all_of_them: str) -> None:
    assert named(f"高级职称教师占{all_of_them}的15%。")["15%"][0] == "teacher_senior_share"
    assert named(f"外聘教师占{all_of_them}的15%。")["15%"][0] == ""


def test_the_paragraph_goes_on_where_a_part_is_told() -> None:
    found = named("全市共有幼儿园教职工4.1万人。专任教师中,大学专科以上学历者占94%,其中大学本科以上学历者占46%。")
    assert found["94%"] == ("teacher_college_share", "stage=preschool")
    assert found["46%"] == ("teacher_bachelor_share", "stage=preschool")


def test_a_poor_region_is_no_place() -> None:
    assert named("重点高校招收贫困地区农村学生人数增长21%。")["21%"] == ("", "")
    assert named("青禾区学生人数1200人。")["1200人"][0] == "pupils"


@pytest.mark.parametrize("verb", ["开设", "设有", "现有"])
def test_classes_that_a_school_runs(verb: str) -> None:
    assert named(f"青禾中学学生302人,寄宿生205人,{verb}8个教学班。")["8个"][0] == "classes"
    assert named("青禾中学新建8个教学班。")["8个"][0] == ""


def test_pupils_behind_the_name_of_their_school() -> None:
    assert named("青禾中学学生302人,住校生205人。")["302人"] == ("pupils", "school=青禾中学")
    assert named("青禾中学学生302人,住校生205人。")["205人"] == ("boarders", "school=青禾中学")
    assert named("表彰青禾中学学生302人。")["302人"][0] == ""


def test_what_is_for_one_pupil_is_not_told_of_the_next_figure() -> None:
    found = named("学校生均占地面积22.5平方米,校舍建筑面积7700平方米。")
    assert found["22.5平方米"][0] == "campus_per_pupil"
    assert found["7700平方米"][0] == "building_area"


def test_a_share_without_its_particle() -> None:
    assert named("本科及以上学历的教师149人,占专任教师98%。")["98%"][0] == "teacher_bachelor_share"


def test_the_mean_of_the_classes_counted_before() -> None:
    assert named("现有学生941人,有23个教学班,班均41人。")["41人"][0] == "class_size"


@pytest.mark.parametrize("stage", STAGES)
def test_a_numbered_paragraph_goes_on(stage: str) -> None:
    found = named(f"2、{stage}招生人数10233人,比去年减少114人;在校生人数62179人。")
    assert found["62179人"] == ("pupils", f"stage={STAGES[stage]}")
