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
