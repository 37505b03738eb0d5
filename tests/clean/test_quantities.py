"""Quantities of the document stay, whatever rule their line looks like; those that a page states about itself go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.clean.quantities import states_quantity
from pipeline.fold import fold
from pipeline.language.text import Text

BODY = "全县教育系统认真落实各项部署，现有学校126所，在校学生5.8万人，比上年增长3.2%，办学条件明显改善。"
FIGURES = [
    "404万元", "404人", "1404人", "投入404万元", "404所学校", "500元", "12页纸", "3版教材", "2023年QQ群用户3000人", "学校41所",
    "教师980名", "预算金额（万元）：356.8", "辍学人数0", "补助标准：300元/人", "资金来源：财政拨款300万元", "全年访问量达3000万次",
    "课外阅读120篇课文", "群众满意度98.5%", "校企合作：共建基地41个", "受理投诉举报：办结3000件", "办理经营许可证120件",
    "平台注册会员3200人", "下载学习资料3000份", "下一步建设学校5所", "上一个五年投入30亿元", "最新政策惠及3000人",
    "相关经费1200万元", "推荐优秀教师41名", "受群众欢迎使用率95%", "活动时间：2023年5月6日，参加人数300人", "扫码入园人数达3万人",
    "转发文件41份", "搜索引擎收录300条信息", "编辑校本教材16册", "审核通过41所", "类型：公办学校41所", "读者：3万名学生", "大小：300平方米的操场",
    "2021年41所 → 2022年43所 → 2023年45所", "光纤宽带网——投资3亿元", "【报名须知】报名费500元", "二十所学校", "三千万元",
    "百分之五", "增长5.2%", "¥3,568,000.00", "会员单位300家", "积分兑换礼品300份", "每人计10积分", "营养餐：12元/份", "综合评分：89.23分",
    "主办单位：41家", "ICP备案网站300个", "显示大中小学校41所", "限时办结事项41项", "阅读：课外读物41种",
]  # fmt: skip
OF_PAGES = [
    "浏览次数：1234次", "阅读 3200", "大小 1.2MB", "共12页", "下载 35次", "字数: 3200字", "浏览：102 次 下载：3 次", "1289人已阅读",
    "评论 268 | 点赞 1.1万", "您是本页第 9,217 位访客", "（本文共3200字）", "上一篇：某县新增学位6万个", "文件大小：71KB 页数：6页 售价：9.9元",
]  # fmt: skip
PLACES = {
    "first line": "{}\n关于教育工作的汇报\n" + BODY,
    "below a breadcrumb": "首页 > 政务公开 > 工作汇报\n{}\n关于教育工作的汇报\n" + BODY,
    "between breadcrumbs": "首页 > 政务公开 > 工作汇报\n{}\n您的位置：首页 > 汇报\n关于教育工作的汇报\n" + BODY,
    "below fields": "浏览次数：1234次\n【字体：大 中 小】\n{}\n" + BODY,
    "inside": BODY + "\n{}\n" + BODY,
    "after the signature": BODY + "\n青岭县教育局\n2023年1月5日\n{}\n打印本页 | 关闭窗口",
    "between widgets": BODY + "\n打印本页 | 关闭窗口\n{}\n分享到：微信 新浪微博",
    "last line": BODY + "\n浏览次数：1234次\n版权所有：青岭县教育局\n{}",
    "below a lost page": "404 Not Found\n{}\n" + BODY,
    "behind the last page": BODY + "\n第3页 共3页\n{}",
    "without any text": "首页 > 政务公开 > 工作汇报\n青岭县教育局\n{}\n打印本页 | 关闭窗口\n上一篇：某县汇报",
}


def _content(text: str) -> list[str]:
    return [line for b in clean(Text(text)) if b.kind == "content" for line in text[b.start : b.end].splitlines()]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("line", FIGURES)
def test_clean_keeps_a_figure_wherever_it_stands(line: str, place: str) -> None:
    assert line in _content(PLACES[place].format(line))


@pytest.mark.parametrize("line", OF_PAGES)
def test_clean_takes_the_figures_of_the_page(line: str) -> None:
    text = f"首页 > 政务公开 > 工作汇报\n关于教育工作的汇报\n{BODY}\n{line}\n打印本页 | 关闭窗口"
    assert _content(text) == ["关于教育工作的汇报", BODY]


@pytest.mark.parametrize("line", ["5月6日", "2023年5月6日", "17:08", "〔2023〕5号", "第3期", "第12页", "2023届毕业生", "0000-12345", "一图读懂", "8时30分"])  # fmt: skip
def test_dates_times_and_ordinals_are_no_quantities(line: str) -> None:
    assert not states_quantity(fold(line))


@given(st.sampled_from(FIGURES), st.sampled_from(sorted(PLACES)), st.integers(1, 9999))
def test_clean_keeps_any_number_of_it(line: str, place: str, number: int) -> None:
    varied = line.replace("404", str(number)).replace("3000", str(number)).replace("41", str(number))
    assert varied in _content(PLACES[place].format(varied))


def test_clean_keeps_figures_below_other_documents_unless_they_are_titles() -> None:
    body = BODY * 4
    text = f"{body}\n猜你喜欢\n某县小学教师招聘计划出炉共4500名\n某市2022年工作总结\n404人\n补助标准：300元/人"
    assert _content(text) == [body, "404人", "补助标准：300元/人"]


def test_clean_cuts_the_page_number_and_leaves_the_figure_beside_it() -> None:
    assert _content(f"{BODY}\n（学校41所） 第2页 共7页\n{BODY}") == [BODY, "（学校41所）", BODY]


@pytest.mark.parametrize(
    "after", ["所，在校生1.2万人，比上年增长3.2%，队伍壮大。", "万元，比上年增长3.2%，保障了各项重点任务。"]
)
def test_clean_keeps_a_figure_that_layout_broke_off(after: str) -> None:
    text = f"全县教育系统认真落实各项决策部署，现已落实\n41\n{after}"
    assert _content(text) == text.splitlines()


def test_clean_takes_page_numbers_inside_sentences() -> None:
    parts = [f"{part}的{BODY[:-1]}，教师队伍不断壮大，学生资助应助尽助" for part in ("城区", "乡镇", "山区", "库区")]
    text = f"{parts[0]}\n1\n{parts[1]}\n2\n{parts[2]}\n4\n{parts[3]}"
    assert _content(text) == parts


def test_contents_that_repeat_a_figure_differently_stay() -> None:
    entries = ["一、主要成效", "二、新增学位300个", "三、存在问题", "四、下步打算"]
    headings = ["一、主要成效", "二、新增学位400个", "三、存在问题", "四、下步打算"]
    text = "\n".join([*entries, "青岭县教育工作汇报", *(line for heading in headings for line in (heading, BODY))])
    assert "二、新增学位300个" in _content(text)
