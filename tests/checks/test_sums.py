"""Totals and parts: what exceeds, what falls short, and what is a list of some."""

from __future__ import annotations

import pytest

from tests.checks.conftest import ChecksOf


def verdicts(checks_of: ChecksOf, text: str) -> list[tuple[str, str]]:
    return [(check.verdict, check.severity) for check in checks_of(text, "sum")]


@pytest.mark.parametrize(
    "text",
    [
        "全县有学校26所(其中小学19所、初中7所)。",
        "澄江县有学校260所,按学段分,幼儿园140所、小学80所、初中40所。",
        "排查隐患1893处,已整改1850处,其余43处列入台账。",
        "小学190所、初中70所、高中40所,共300所。",
        # 0.01 is what rounding explains
        "生产总值243.70亿元。其中,第一产业增加值51.26亿元,第二产业增加值87.40亿元,第三产业增加值105.05亿元。",
        "全州有学校189所(小学97所、初中92所)。其中寄宿制学校57所、双语学校34所。",
    ],
)
def test_sums_that_add_up_pass(checks_of: ChecksOf, text: str) -> None:
    assert ("passed", "") in verdicts(checks_of, text)
    assert not any(verdict == "failed" for verdict, _ in verdicts(checks_of, text))


@pytest.mark.parametrize(
    "text",
    [
        "全县有学校26所(其中小学19所、初中8所)。",
        "全县有学校26所(小学19所、初中6所)。",
        "澄江县有学校260所,其中小学181所、初中80所。",
        "录取新生6218人,其中省内3420人、省外2797人。",
        "录取新生5596人,其中省内3420人、省外2798人。",
        "新增学位1140个,其中小学4320个、初中2700个。",
        "教育支出12.86亿元,其中小学7.91亿元、初中4.95万元。",
        "排查隐患1983处,已整改1850处,其余43处列入台账。",
    ],
)
def test_broken_sums_make_their_figures_suspect(checks_of: ChecksOf, text: str) -> None:
    failed = [check for check in checks_of(text, "sum") if check.severity in ("certain", "likely")]
    assert failed
    assert all(check.verdict == "failed" for check in failed)


def test_failed_sum_names_both_numbers_and_all_figures(checks_of: ChecksOf) -> None:
    [check] = checks_of("全县有学校26所(其中小学19所、初中8所)。", "sum")
    assert (check.stated, check.expected, check.difference, check.tolerance) == (26, 27, -1, 0)
    assert check.claim_ids == ("c1", "c2", "c3")
    assert "27" in check.reason
    assert "26" in check.reason


@pytest.mark.parametrize(
    "text",
    [
        "教职工5200人,其中专任教师3100人、校医120人。",
        "投入资金900万元,其中用于校舍300万元、设备200万元等。",
    ],
)
def test_lists_of_some_parts_are_partial(checks_of: ChecksOf, text: str) -> None:
    assert verdicts(checks_of, text) == [("partial", "")]


def test_parts_of_two_wholes_are_no_list_of_one(checks_of: ChecksOf) -> None:
    text = "2022年、2023年分别安排资金2.81亿元、3.12亿元,其中上级补助1.74亿元、1.89亿元。"
    assert not [check for check in checks_of(text) if check.verdict == "failed"]


def test_levels_of_two_times_are_no_parts(checks_of: ChecksOf) -> None:
    text = "筹资标准提高到每人100元,其中财政补助由40元提高到80元。"
    assert not [check for check in checks_of(text) if check.verdict == "failed"]


@pytest.mark.parametrize("word", ["合计", "共计", "总计"])
@pytest.mark.parametrize(("total", "verdict"), [(2043, "passed"), (2044, "failed"), (1843, "failed")])
def test_total_that_was_added_up_behind_its_parts(checks_of: ChecksOf, word: str, total: int, verdict: str) -> None:
    text = f"全县布设地表水断面1240个、入海断面110个和功能区断面693个({word}{total}个)。"
    assert [check.verdict for check in checks_of(text, "sum")] == [verdict]


def alarms(checks_of: ChecksOf, text: str) -> list[tuple[str, ...]]:
    """The figures of each failed check that is certain or likely, as ids."""
    return [check.claim_ids for check in checks_of(text, "sum") if check.severity in ("certain", "likely")]


@pytest.mark.parametrize(
    "list_of",
    [
        "现有教学班{}个(本部34个、云岭校区18个)。",
        "立项课题{}个,其中市级34个、县级18个。",
        "共有名额{}个,分配给城区学校34个、镇村学校18个。",
        "共有名额{}个,增长3.8%。其中,城区学校34个,占六成多,增长2.1%;镇村学校18个,下降0.4%。",
        "近两年新增岗位{}个(2021年34个、2022年18个)。",
        "结对学校{}个,包括34个城区学校、18个镇村学校。",
    ],
)
@pytest.mark.parametrize("total", [51, 53, 47, 34, 18])
def test_a_written_list_that_does_not_add_up_is_noticed(checks_of: ChecksOf, list_of: str, total: int) -> None:
    assert not alarms(checks_of, list_of.format(52))
    if total < 53 or "其中" not in list_of:  # 其中 leaves open whether there are others
        assert alarms(checks_of, list_of.format(total))


@pytest.mark.parametrize("total", [187, 186, 188])
def test_a_row_goes_on_behind_where_it_adds_up(checks_of: ChecksOf, total: int) -> None:
    text = f"全县现有学校{total}所,按学段分,幼儿园96所、小学58所、初中24所、普通高中5所、中职3所、特教学校1所。"
    assert bool(alarms(checks_of, text)) is (total != 187)


def test_parts_of_each_unit_are_told_apart(checks_of: ChecksOf) -> None:
    text = "开办托管班{}个,服务儿童{}名。其中东山区开班29个、服务1480名,西河区25个、1236名,其余区县33个、1649名。"
    assert not alarms(checks_of, text.format(87, 4365))
    assert alarms(checks_of, text.format(87, 4360))
    assert alarms(checks_of, text.format(86, 4365))


@pytest.mark.parametrize(
    "text",
    [
        # the same thing at two times
        "在校生1200人(2019年1100人、2020年1150人)。",
        # a difference is no whole
        "预算收入完成12.86亿元,超收2890万元。其中,税收收入7.91亿元,增长9.4%;非税收入4.95亿元,增长2.9%。",
        "支出占预算数的98.4%,比预算数298.2亿元少支4.7亿元。其中,建设支出137.6亿元;教育支出131.9亿元;其他支出24亿元。",
        # what stands behind ; is another act
        "发放资助资金1.93亿元,其中中职免学费3600万元;办理助学贷款2.27万笔、1.86亿元。",
        "建成平台208个,其中省级平台21个,城市平台187个,较上年新增1个省级平台和14个城市平台。",
        # figures of levels that have names of their own
        "体系涵盖服务、管理等六个领域,包括6个一级指标,23个二级指标,87个三级指标。",
        # the list of the whole goes on behind ;
        "现有学校109所。其中:义务教育学校73所,其中初级中学9所,完全小学64所;幼儿园36所,其中公办幼儿园22所,民办幼儿园14所。",
        # small kinds of schools may be left out
        "全县有学生8229人,其中小学4207人、初中2402人、高中1210人。",
        "社会保险基金收入14.2亿元、支出12.9亿元,滚存结余11.87亿元。",
    ],
)
def test_what_is_no_list_of_parts_or_none_of_all_raises_no_alarm(checks_of: ChecksOf, text: str) -> None:
    assert not alarms(checks_of, text)


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        (
            "社会保险基金收入14.2亿元、支出12.9亿元,当年结余1.3亿元。",
            "社会保险基金收入14.2亿元、支出12.9亿元,当年结余1.8亿元。",
        ),
        (
            "本年收入合计27203万元,加上上年结转收入3154万元,全年收入总数30357万元。",
            "本年收入合计27203万元,加上上年结转收入3154万元,全年收入总数30457万元。",
        ),
        ("排查隐患1893处,已整改1850处,其余43处列入台账。", "排查隐患1704处,已整改1850处,其余43处列入台账。"),
        (
            "挪用资金486万元。其中,教育局312万元用于还款;两所学校分别9万元、15万元用于工资;其余150万元用于其他支出。",
            "挪用资金446万元。其中,教育局312万元用于还款;两所学校分别9万元、15万元用于工资;其余150万元用于其他支出。",
        ),
    ],
)
def test_what_is_left_and_what_is_added(checks_of: ChecksOf, sound: str, broken: str) -> None:
    assert not alarms(checks_of, sound)
    assert alarms(checks_of, broken)
