"""What the report does for its reader, in a real browser: answers first, search over all facts, figures as people write them, files."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import pipeline
from pipeline.config import Config
from pipeline.facts import Facts
from pipeline.report import data, write_report

pytestmark = pytest.mark.browser

Write = Callable[..., Path]
Open = Callable[[Path], Any]

TEXTS = {
    "qinghe": """欢迎光临青禾县人民政府网站
发布时间：2024-01-20
青禾县政府工作报告
——2024年1月20日在青禾县第十八届人民代表大会第三次会议上
一、2023年工作回顾
2023年，全县地区生产总值103.5亿元，增长6%。居民人均可支配收入3.2万元，增长5.9%。青禾第一小学新增学位1200个。
二、2024年工作安排
主要预期目标是：地区生产总值增长5.5%左右，居民人均可支配收入增长6%。
""",
    "liuxi": """发布时间：2024-01-22
柳溪县政府工作报告
——2024年1月22日在柳溪县第十七届人民代表大会第三次会议上
一、2023年工作回顾
2023年，全县地区生产总值88.2亿元，增长4.8%。居民人均可支配收入增长5.1%。
二、2024年工作安排
主要预期目标是：地区生产总值增长5%，居民人均可支配收入增长5.5%左右。
""",
    "liuxi-bulletin": """发布时间：2024-01-22
柳溪县2023年国民经济和社会发展统计公报
2023年，全县地区生产总值86.1亿元，比上年增长4.8%。
""",
    "liuxi-before": """发布时间：2023-01-20
柳溪县政府工作报告
——2023年1月20日在柳溪县第十七届人民代表大会第二次会议上
一、2022年工作回顾
2022年，全县地区生产总值84.9亿元，增长4.1%。
二、2023年工作安排
主要预期目标是：地区生产总值增长6%。
""",
}


def facts_of(name: str) -> Facts:
    """What the pipeline finds in a text."""
    facts = pipeline.extract(TEXTS[name], Config(words=False))
    return replace(facts, document=replace(facts.document, doc_id=name, source=f"{name}.txt"))


@pytest.fixture(scope="module")
def four() -> list[Facts]:
    """The facts of all texts."""
    return [facts_of(name) for name in TEXTS]


@pytest.fixture
def index(four: list[Facts], write: Write, open_page: Open) -> Any:
    """The index of all texts."""
    return ready(open_page(write_report(out := write(*four), out / "report")))


def ready(page: Any) -> Any:
    """An index when its scripts have run."""
    page.wait_for_selector("body[data-ready]")
    return page


def words(page: Any, selector: str) -> list[str]:
    """Texts of all elements that a selector finds."""
    return [text.strip() for text in page.locator(selector).all_text_contents()]


def cells(page: Any, table: str, name: str) -> list[str]:
    """The cells of a column, in order."""
    return words(page, f'{table} tbody td[data-column="{name}"]')


def test_first_screen_answers_by_place_achieved_and_planned(index: Any) -> None:
    assert words(index, "#answers thead .over")[1:4] == ["地区生产总值·增速", "居民人均可支配收入·增速", "地区生产总值"]
    rows = {row.split("县")[0]: row for row in words(index, "#answers tbody tr")}
    assert set(rows) == {"青禾", "柳溪"}
    assert rows["青禾"].startswith("青禾县6%2023约5.5%2024")
    assert rows["柳溪"].startswith("柳溪县4.8%20235%2024")
    index.select_option("#period", label="2023")
    # The target of the earlier report beside the result that the later one tells.
    assert words(index, "#answers tbody tr")[0].startswith("柳溪县4.8%20236%2023")


def test_cell_tells_the_trend_and_leads_to_the_figure(index: Any) -> None:
    index.locator("#answers tbody tr", has_text="柳溪县").locator("td").nth(1).click()
    assert words(index, "#detail h2") == ["柳溪县"]
    # Two each, and one of the legend.
    assert index.locator("#detail svg circle.achieved").count() == 3
    assert index.locator("#detail svg path.planned").count() == 3
    assert words(index, "#detail .values b") == ["4.1%", "4.8%", "6%", "5%"]
    index.locator("#detail .values a", has_text="4.1%").click()
    index.wait_for_selector("mark.chosen")
    assert words(index, "mark.chosen") == ["4.1%"]
    assert "liuxi-before" in index.url


def test_conflicts_and_failed_checks_come_first(index: Any) -> None:
    first = index.locator("#tiles .tile").first
    assert first.inner_text().split() == ["1", "互相矛盾的数值"]
    first.click()
    assert cells(index, "#conflicts", "kind") == ["矛盾"]
    assert cells(index, "#conflicts", "period") == ["2023"]
    [stands], [other] = cells(index, "#conflicts", "value"), cells(index, "#conflicts", "other")
    assert {stands[:6], other[:6]} == {"88.2亿元", "86.1亿元"}
    assert index.locator("#failed-part").is_hidden()


def test_one_document_shows_its_key_indicators(write: Write, open_page: Open) -> None:
    page = ready(open_page(write_report(out := write(facts_of("qinghe")), out / "report")))
    assert words(page, "#about h2") == ["青禾县政府工作报告"]
    assert cells(page, "#answers", "indicator")[:2] == ["地区生产总值·增速", "居民人均可支配收入·增速"]
    assert cells(page, "#answers", "achieved")[0] == "6%2023"
    assert cells(page, "#answers", "planned")[0] == "约5.5%2024"
    assert page.locator("#tab-checks").is_hidden()
    page.locator("#about a").click()
    page.wait_for_selector("#claims tbody tr")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("学位", ["1200个"]),  # subject
        ("disposable income", ["3.2万元", "5.9%", "6%", "5.1%", "5.5%左右"]),  # indicator
        ("2022年工作回顾", ["84.9亿元", "4.1%"]),  # section
        ("青禾 工作安排", ["5.5%左右", "6%"]),  # document and section
    ],
)
def test_search_finds_facts_of_all_documents(
    query: str, found: list[str], four: list[Facts], write: Write, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "_FACTS_AT_ONCE", 5)  # several files
    index = ready(open_page(write_report(out := write(*four), out / "report")))
    assert len(list((out / "report" / "data").glob("facts-*.js"))) >= 3
    index.keyboard.press("/")
    index.keyboard.type(query)
    index.wait_for_selector("#loading", state="hidden")
    assert sorted(cells(index, "#claims", "text")) == sorted(found)
    index.locator("#claims tbody tr:not(.group)").first.click()
    index.wait_for_selector("mark.chosen")
    assert words(index, "mark.chosen")[0] in found


def test_address_leads_back_to_what_was_searched(index: Any, open_page: Open) -> None:
    index.fill("#search-all", "生产总值")
    index.wait_for_selector("#loading", state="hidden")
    index.select_option("#claim-status", label="计划")
    found = cells(index, "#claims", "text")
    assert sorted(found) == ["5%", "5.5%左右", "6%"]
    address = index.url
    index.goto("about:blank")
    index.goto(address)
    ready(index)
    assert cells(index, "#claims", "text") == found
    assert index.locator("#search-all").input_value() == "生产总值"


def test_search_finds_names_and_leads_to_them(index: Any) -> None:
    index.fill("#search-all", "第一小学")
    index.wait_for_selector("#loading", state="hidden")
    assert cells(index, "#names", "name") == ["青禾第一小学"]
    index.locator("#names tbody tr").click()
    index.wait_for_selector("mark.chosen")
    assert words(index, "#entities tr.chosen .quoted")[0] == "青禾第一小学"


def test_figures_are_said_as_people_write_them(write: Write, open_page: Open) -> None:
    out = write(facts_of("qinghe"))
    write_report(out, out / "report")
    page = open_page(out / "report" / "documents" / "qinghe.html")
    assert cells(page, "#claims", "value") == [
        "103.5亿元",
        "↑ 6%",
        "3.2万元/人",
        "↑ 5.9%",
        "↑ 1200个",
        "↑ 约5.5%",
        "↑ 6%",
    ]
    assert page.locator("#claims .figure").first.get_attribute("title") == "10,350,000,000 元"
    page.click("#language")
    assert cells(page, "#claims", "value")[:3] == ["CNY 10.35 billion", "↑ 6%", "CNY 32,000/person"]


SAID = """() => {
  const of = (value, unit_norm, more) => Figures.say({ value, value_max: null, unit: "", unit_norm, comparator: "eq", change: "none", per: "", ...more });
  return [
    of(10.3e12, "CNY"), of(0.3, "percentage_point"), of(12345, "person"), of(9999, "person"), of(3e8, "CNY", { value_max: 5e8 }),
    of(1150, "CNY", { per: "student/year" }), of(-1.3, "percent"), of(56712e8, "CNY", { comparator: "gt" }), of(null, "CNY"),
  ];
}"""


def test_figures_keep_their_number_in_any_scale(index: Any) -> None:
    assert index.evaluate(SAID) == [
        *("10.3万亿元", "0.3个百分点", "1.2345万人", "9999人", "3–5亿元", "1150元/生/年", "−1.3%", "超5.6712万亿元"),
        "未知（原文遮盖）",
    ]


def test_columns_are_shown_hidden_and_remembered_and_empty_ones_not_offered(write: Write, open_page: Open) -> None:
    out = write(facts_of("qinghe"))
    write_report(out, out / "report")
    page = open_page(out / "report" / "documents" / "qinghe.html")
    page.click("#claims-columns summary")
    offered = words(page, "#claims-columns label")
    assert {"主体", "范围", "时期", "性质", "章节", "指标"} <= set(offered)
    assert "属于" not in offered  # no claim is a part
    assert "比率类型" not in offered  # none says its kind
    page.locator("#claims-columns").get_by_text("章节", exact=True).click()
    assert cells(page, "#claims", "section")[0] == "一、2023年工作回顾"
    page.locator("#claims-columns").get_by_text("时期", exact=True).click()
    page.reload()
    heads = [name.split(" ")[0] for name in words(page, "#claims thead th")]
    assert "章节" in heads
    assert "时期" not in heads


def test_figures_are_grouped_by_section_until_they_are_sorted(write: Write, open_page: Open) -> None:
    out = write(facts_of("qinghe"))
    write_report(out, out / "report")
    page = open_page(out / "report" / "documents" / "qinghe.html")
    assert words(page, "#claims tr.group") == ["一、2023年工作回顾", "二、2024年工作安排"]
    page.locator('#claims th[data-column="value"] button').click()
    assert page.locator("#claims tr.group").count() == 0


def test_filter_by_kind_dims_the_rest_of_the_text(write: Write, open_page: Open) -> None:
    out = write(facts_of("qinghe"))
    write_report(out, out / "report")
    page = open_page(out / "report" / "documents" / "qinghe.html")
    page.select_option("#kind", label="增长率")
    assert cells(page, "#claims", "text") == ["6%", "5.9%", "5.5%左右", "6%"]
    assert words(page, "#text.dimmed mark.hit") == ["6%", "5.9%", "5.5%左右", "6%"]
    page.select_option("#kind", label="全部类别")
    assert page.locator("#text.dimmed").count() == 0


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"]


@pytest.fixture
def formulas(write: Write, open_page: Open) -> Any:
    """A page whose subjects would be formulas in a spreadsheet."""
    facts = facts_of("qinghe")
    claims = [replace(claim, subject=text) for claim, text in zip(facts.claims, FORMULAS, strict=True)]
    out = write(replace(facts, claims=tuple(claims)))
    write_report(out, out / "report")
    return open_page(out / "report" / "documents" / "qinghe.html")


def downloaded(page: Any, name: str) -> bytes:
    """What the button of a format saves."""
    page.click("#claims-download summary")
    with page.expect_download() as found:
        page.click(f'#claims-download [data-format="{name}"]')
    assert found.value.suggested_filename == f"figures.{name}"
    return Path(found.value.path()).read_bytes()


def test_csv_holds_what_is_shown_and_no_formula(formulas: Any) -> None:
    formulas.select_option("#claim-status", label="已实现")
    text = downloaded(formulas, "csv").decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    assert head[:6] == ["原文", "比较", "变化", "数值", "数值上限", "单位"]
    assert [line[head.index("主体")] for line in lines] == [f"'{text}" for text in FORMULAS[:5]]
    assert lines[0][:6] == ["103.5亿元", "等于", "", "10350000000", "", "元"]


def test_xlsx_holds_texts_as_texts_and_numbers_as_numbers(formulas: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(downloaded(formulas, "xlsx"))) as file:
        assert file.testzip() is None
        assert len(file.namelist()) == 5
        sheet = etree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    assert sheet.findall(".//x:f", space) == []
    head, *rows = [row.findall("x:c", space) for row in sheet.findall(".//x:row", space)]
    at = ["".join(cell.itertext()) for cell in head].index("主体")
    assert ["".join(row[at].itertext()) for row in rows] == FORMULAS
    assert {row[at].get("t") for row in rows} == {"inlineStr"}
    assert (rows[0][3].get("t"), rows[0][3].findtext("x:v", namespaces=space)) == (None, "10350000000")


def test_keys_reach_everything(index: Any) -> None:
    index.keyboard.press("Tab")
    assert index.evaluate("document.activeElement.className") == "skip"
    index.keyboard.press("Enter")
    assert index.evaluate("document.activeElement.id") == "main"
    index.focus("#tab-answers")
    index.keyboard.press("ArrowRight")
    assert index.evaluate("document.activeElement.id") == "tab-checks"
    index.keyboard.press("ArrowLeft")
    index.locator("#answers tbody tr").first.focus()
    index.keyboard.press("ArrowDown")
    index.keyboard.press("Enter")
    assert words(index, "#detail h2") == ["青禾县"]
    index.focus("#answers-columns summary")
    index.keyboard.press("Enter")
    assert index.locator("#answers-columns .choices").is_visible()
    index.keyboard.press("Escape")
    assert index.locator("#answers-columns .choices").is_hidden()


def test_keys_walk_through_the_figures_of_a_document(write: Write, open_page: Open) -> None:
    out = write(facts_of("qinghe"))
    write_report(out, out / "report")
    page = open_page(out / "report" / "documents" / "qinghe.html")
    page.select_option("#claim-status", label="计划")
    page.locator("body").press("n")
    page.locator("#text").press("n")
    assert words(page, "mark.chosen") == ["6%"]
    page.locator("#text").press("p")
    assert words(page, "mark.chosen") == ["5.5%左右"]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-claims"


# WCAG 2.2, 1.4.3: 4.5 to 1 for text, 3 to 1 for large text. Grounds are laid over each other as they are painted.
FAINT = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const painted = (...colours) => {
    canvas.fillStyle = "#fff";
    canvas.fillRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("script, option, noscript")) continue;
    const grounds = [];
    let opacity = 1;
    for (let above = element; above !== null; above = above.parentElement) {
      grounds.unshift(getComputedStyle(above).backgroundColor);
      opacity *= getComputedStyle(above).opacity;
    }
    const style = getComputedStyle(element);
    const colour = element.closest("svg") ? style.fill : style.color;
    const ground = painted(...grounds);
    const ink = painted(...grounds, colour).map((part, at) => part * opacity + ground[at] * (1 - opacity));
    const [low, high] = [light(ink), light(ground)].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < least) faint.push(`${walker.currentNode.data.trim().slice(0, 20)} ${ratio.toFixed(2)} ${element.className}`);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(scheme: str, four: list[Facts], long: Facts, write: Write, open_page: Open) -> None:
    out = write(*four, long)
    index = ready(open_page(write_report(out, out / "report")))
    index.emulate_media(color_scheme=scheme)
    for view in ("answers", "checks", "facts", "documents"):
        index.click(f"#tab-{view}")
        index.wait_for_selector("#loading", state="hidden")
        assert index.evaluate(FAINT) == [], view
    page = open_page(out / "report" / "documents" / "liuxi-1.html")
    page.emulate_media(color_scheme=scheme)
    page.locator(".folded summary").first.click()
    page.locator("#claims tbody tr", has_text="2021名").click()
    assert page.evaluate(FAINT) == []
    page.fill("#search-claims", "学校")
    assert page.evaluate(FAINT) == []


def test_print_shows_text_and_figures_without_controls(write: Write, open_page: Open) -> None:
    out = write(facts_of("qinghe"))
    write_report(out, out / "report")
    page = open_page(out / "report" / "documents" / "qinghe.html")
    page.emulate_media(media="print")
    for selector in (".filters", ".tabs", ".outline", ".legend", ".language", ".folded", "footer"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator("#text").is_visible()
    assert page.locator("#claims tbody tr").last.is_visible()


def test_hostile_places_and_facts_show_literally_everywhere(
    hostile: Facts, evil: str, write: Write, open_page: Open
) -> None:
    facts = facts_of("qinghe")
    known = replace(facts.claims[0], region=evil, region_code="", subject=evil, section=evil)
    claims = (known, *(replace(claim, region=evil, region_code="") for claim in facts.claims[1:]))
    index = ready(open_page(write_report(out := write(replace(facts, claims=claims), hostile), out / "report")))
    assert evil in "\n".join(words(index, "#about, #answers tbody"))
    index.locator("#answers tbody tr").first.click()
    assert evil in words(index, "#detail h2")
    index.fill("#search-all", evil)
    index.wait_for_selector("#loading", state="hidden")
    assert evil in cells(index, "#claims", "subject")
    index.locator("#names tbody tr").first.click()
    index.wait_for_selector("mark.chosen")


def test_data_files_can_load_nothing_else(index: Any) -> None:
    refused = index.evaluate(
        """async () => {
          const attempts = ["../index", "http://example.invalid/x", "facts-0/../../x", "data:text/javascript,0"];
          return Promise.all(attempts.map((name) => Data.load(name).then(() => "", (error) => error.name)));
        }"""
    )
    assert refused == ["TypeError"] * 4
