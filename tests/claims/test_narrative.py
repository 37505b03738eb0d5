"""Time as a narrative goes on: 同年 and 次年, sentences without a date, and the turn to the present."""

from __future__ import annotations

import pytest

from pipeline import extract

YEARS = (1952, 1987, 2004)


def _periods(text: str) -> dict[str, str]:
    return {claim.text: claim.period for claim in extract(text).claims}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("said", "behind"), [("同年", 0), ("当年", 0), ("该年", 0), ("次年", 1), ("翌年", 1)], ids=lambda value: str(value)
)
def test_years_are_counted_from_the_one_that_was_named_last(year: int, said: str, behind: int) -> None:
    periods = _periods(f"青禾县志\n{year}年，县教育局开办夜校。{said}招生61人。")
    assert periods == {"61人": str(year + behind)}


def test_they_are_counted_one_from_the_other_and_never_over_a_paragraph() -> None:
    text = "青禾县志\n1946年，县立中学开学。\n1990年，县教育局开办夜校。次年招生61人，翌年毕业55人。\n柳溪镇教师很少，同年招聘7人。"
    assert _periods(text) == {"61人": "1991", "55人": "1992", "7人": ""}


@pytest.mark.parametrize("year", YEARS)
def test_the_date_that_a_sentence_begins_with_holds_for_the_next(year: int) -> None:
    text = f"青禾县志\n{year}年，职工教育由县工会主管。县内有5个单位办夜校。夜校有专职教师。"
    assert _periods(text) == {"5个": str(year)}


@pytest.mark.parametrize("now", ["目前", "现有", "学校现有", "全校现有", "如今有"])
@pytest.mark.parametrize("year", YEARS)
def test_a_word_of_the_present_ends_a_history(year: int, now: str) -> None:
    text = f"青禾县第一中学简介\n学校创办于1946年。{year}年改为完全中学，有教师40人。{now}教学班36个，学生1800人。"
    assert _periods(text) == {"40人": str(year), "36个": "", "1800人": ""}


def test_what_others_build_on_is_no_turn_to_the_present() -> None:
    text = "青禾县2023年教育工作总结\n2018年，全县启动扩容工程。在现有基础上新增学位3200个。目前有学位2.3万个。"
    periods = _periods(text)
    assert (periods["3200个"], periods["2.3万个"]) == ("2018", "2023")


def test_a_history_reports_on_none_of_its_years() -> None:
    history = extract("青禾县第一中学简介\n学校创办于1952年，1958年改为完全中学。学校占地60亩。")
    report = extract("青禾县教育情况\n2022年，全县完成投资3亿元，比2015年增长一倍。")
    assert (history.metadata.report_year, report.metadata.report_year) == (None, 2022)
