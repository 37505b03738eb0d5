"""The pages in a real browser, opened from disk: clicks, keys, filters, the languages, and documents full of code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.evaluation.earlier import read_earlier
from pipeline.evaluation.evaluate import DocumentResult, Evaluation
from pipeline.evaluation.labels import Label, Labels
from pipeline.evaluation.layers import fields_of, plain
from pipeline.evaluation.metrics import compare
from pipeline.evaluation.misses import find_misses
from pipeline.evaluation.page import evaluation_page
from pipeline.facts import Facts
from pipeline.records import ErrorRecord, Mention, Metadata, RawDocument
from pipeline.report import write_report
from pipeline.tables.schemas import SCHEMAS

pytestmark = pytest.mark.browser

Write = Callable[..., Path]
Open = Callable[[Path], Any]


@pytest.fixture
def page(long: Facts, write: Write, open_page: Open) -> Any:
    """The page of the long document."""
    out = write(long)
    write_report(out, out / "report")
    return open_page(out / "report" / "documents" / "liuxi-1.html")


def words(page: Any, selector: str) -> list[str]:
    """Texts of all elements that a selector finds."""
    return [text.strip() for text in page.locator(selector).all_text_contents()]


def is_in_view(page: Any, selector: str) -> bool:
    """Whether an element is within its pane."""
    return bool(
        page.locator(selector).evaluate(
            """element => {
              const [box, pane] = [element, document.querySelector(".reading")].map((e) => e.getBoundingClientRect());
              return box.top >= pane.top && box.bottom <= pane.bottom;
            }"""
        )
    )


def column(page: Any, table: str, name: str) -> list[str]:
    """The cells of a column, in order."""
    return words(page, f'{table} tbody td[data-column="{name}"]')


def test_click_on_a_row_scrolls_to_the_words_and_marks_them(page: Any) -> None:
    late = 'mark[data-key="c3"]'
    assert not is_in_view(page, late)
    page.locator("#claims tbody tr", has_text="2021名").click()
    assert is_in_view(page, late)
    assert words(page, "mark.chosen") == ["2021名"]
    page.locator("#claims tbody tr", has_text="26所").click()
    assert words(page, "mark.chosen") == ["26所"]
    assert not is_in_view(page, late)


def test_enter_on_a_row_jumps_and_arrows_walk(page: Any) -> None:
    page.locator("#claims tbody tr:not(.group)").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert is_in_view(page, 'mark[data-key="c3"]')
    page.keyboard.press("Escape")
    assert page.locator("mark.chosen").count() == 0
    assert page.locator("#card").is_hidden()


def test_click_on_words_opens_what_the_claim_says(page: Any) -> None:
    page.locator("mark", has_text="约3000万元").click()
    card = dict(zip(words(page, "#card dt"), words(page, "#card dd"), strict=True))
    assert card["数值"] == "约3000万元 = 30,000,000 元"
    assert card["单位"] == "元"
    assert card["比较"] == "约"
    assert card["主体"] == "未注明"
    assert card["基准"] == "未注明"
    assert card["时期"] == "未注明"
    assert card["规则"] == "plain"
    assert card["项目"] == "“春苗”计划"
    assert words(page, "#claims tr.chosen .quoted")[0] == "约3000万元"


def test_suspect_figures_and_bad_sums_stand_out_with_their_reason(page: Any) -> None:
    assert words(page, "mark.suspect") == ["2021名"]
    assert words(page, "mark.unsound") == ["26所"]
    assert words(page, "#claims .badge") == ["≠ 合计不符", "⚠ 可疑"]
    page.locator("mark.suspect").click()
    assert words(page, "#card .reason") == ["⚠ the number is a year"]
    page.locator("mark.unsound").click()
    assert "≠ 各部分合计大于总数" in words(page, "#card dd")
    page.locator("#card .jump", has_text="19所").click()
    assert words(page, "mark.chosen") == ["19所"]


def test_claims_sort_by_a_column_and_back(page: Any) -> None:
    in_text = ["26所", "19所", "约3000万元", "2021名"]
    header = page.locator('#claims th[data-column="value"]')
    shown = [words(page, "#claims td:first-child .quoted")]
    for _ in range(3):
        header.locator("button").click()
        shown.append(words(page, "#claims td:first-child .quoted"))
    by_value = ["19所", "26所", "2021名", "约3000万元"]
    assert shown == [in_text, by_value, by_value[::-1], in_text]
    assert header.get_attribute("aria-sort") == "none"


def test_claims_filter_by_words_dimension_status_and_oddness(page: Any) -> None:
    page.fill("#search-claims", "小学")
    # The figure without subject is one of 柳溪小学.
    assert column(page, "#claims", "text") == ["19所", "约3000万元"]
    assert page.locator("#claims-shown").inner_text() == "2 / 4"
    page.fill("#search-claims", "")
    page.select_option("#kind", label="纯数字")
    assert column(page, "#claims", "subject") == ["教师"]
    page.select_option("#kind", label="全部类别")
    page.select_option("#claim-status", label="计划")
    assert column(page, "#claims", "subject") == ["教师"]
    page.select_option("#claim-status", label="全部状态")
    page.check("#only-suspects")
    assert column(page, "#claims", "subject") == ["学校", "教师"]
    page.fill("#search-claims", "没有这个词")
    assert words(page, "#claims tbody") == ["没有符合条件的条目"]


def test_overlapping_words_open_all_that_lies_there(long: Facts, write: Write, open_page: Open) -> None:
    claim = long.claims[2]
    around = Mention("m5", 1, "ORG", claim.start, claim.end + 2, "约3000万元实施", "机构", "e9", "", "rule")
    out = write(replace(long, mentions=(*long.mentions, around)))
    write_report(out, out / "report")
    page = open_page(out / "report" / "documents" / "liuxi-1.html")
    page.locator("mark.claim", has_text="约3000万元").click()
    assert words(page, "#card h3 .key") == ["数据", "机构"]
    page.locator('#layers input[value="org"]').uncheck()
    page.locator("mark.claim", has_text="约3000万元").click()
    assert words(page, "#card h3 .key") == ["数据"]


def test_names_are_listed_once_with_all_their_mentions(long: Facts, write: Write, open_page: Open) -> None:
    school = long.mentions[0]
    short = Mention("m7", 1, "SCHOOL", school.start, school.start + 2, "柳溪", "柳溪小学", "e0", "", "suffix")
    out = write(replace(long, mentions=(*long.mentions, short)))
    write_report(out, out / "report")
    page = open_page(out / "report" / "documents" / "liuxi-1.html")
    page.click("#tab-entities")
    assert column(page, "#entities", "name") == ["柳溪小学", "“春苗”计划"]
    assert column(page, "#entities", "mentions") == ["2", "1"]
    page.locator("#entities tbody tr").first.click()
    assert "".join(words(page, "mark.chosen")) == "柳溪柳溪小学"
    assert page.url.endswith("#e0")
    page.locator("#card .jump").nth(1).click()
    assert words(page, "mark.chosen") == ["柳溪"]
    page.select_option("#label", label="项目")
    assert column(page, "#entities", "name") == ["“春苗”计划"]
    page.locator("#entities tbody tr").click()
    assert words(page, "mark.chosen") == ["“春苗”计划"]
    assert "春苗" in words(page, "#card dd")


def test_outline_leads_to_headings_and_boilerplate_is_folded(page: Any) -> None:
    page.locator("#claims tbody tr", has_text="2021名").click()
    page.locator(".outline a", has_text="办学规模").click()
    assert is_in_view(page, "#b1")
    removed = page.locator(".block.removed")
    assert removed.is_hidden()
    page.locator(".folded summary").click()
    assert removed.is_visible()
    page.locator('#layers input[value="removed"]').uncheck()
    assert removed.is_hidden()


def test_language_changes_everything_and_is_remembered(page: Any) -> None:
    page.locator("mark", has_text="约3000万元").click()
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "en"
    assert words(page, "#claims th")[:3] == ["As written", "Value", "Subject"]
    assert words(page, "#card dt")[:2] == ["Value", "Unit"]
    assert page.locator("#search-claims").get_attribute("placeholder") == "Search figure, subject, section"
    page.click(".way a")
    page.wait_for_selector("#documents tbody tr")
    assert page.locator("h1").inner_text() == "Policy facts report"
    page.click("#language")
    assert page.locator("h1").inner_text() == "政策事实报告"


def test_hostile_document_shows_literally_and_runs_nothing(
    long: Facts, hostile: Facts, evil: str, write: Write, open_page: Open
) -> None:
    out = write(long, hostile)
    index = open_page(write_report(out, out / "report"))
    row = index.locator("#documents tbody tr", has_text="folder/")
    assert row.locator("a").inner_text() == evil
    index.select_option("#region", label=evil)
    index.fill("#search", evil)
    assert index.locator("#documents tbody tr").count() == 1
    assert evil in words(index, "#by_dimension .name")
    index.click("#language")
    row.click()
    index.wait_for_selector("#claims tbody tr")
    assert "".join(index.locator("#text .line").all_text_contents()) == hostile.document.text
    assert index.title() == evil
    for tab, count in (("claims", 2), ("entities", 1)):
        index.click(f"#tab-{tab}")
        for place in range(count):
            index.locator(f"#{tab} tbody tr[tabindex]").nth(place).click()
            assert evil in "\n".join(words(index, "#card dd"))
    index.click("#language")
    assert index.locator("img").count() == 0
    assert index.locator("body > script").count() == 1


def test_policy_stops_code_that_is_in_a_page(long: Facts, evil: str, write: Write, chromium: Any) -> None:
    out = write(long)
    index = write_report(out, out / "report")
    # As if escaping had failed.
    index.write_text(
        index.read_text(encoding="utf-8").replace('tabindex="-1">', f'tabindex="-1">{evil}', 1), encoding="utf-8"
    )
    page = chromium.new_page()
    stopped: list[str] = []
    page.on("console", lambda message: stopped.append(message.text))
    page.goto(index.resolve().as_uri())
    assert page.locator("img").count() == 1
    assert not page.evaluate("'hacked' in window")
    page.close()
    for what in ("inline script", "inline event handler", "img-src"):
        assert [text for text in stopped if what in text.lower()], what


def test_scripts_cannot_make_markup_of_strings(long: Facts, write: Write, chromium: Any) -> None:
    out = write(long)
    page = chromium.new_page()
    page.goto(write_report(out, out / "report").resolve().as_uri())
    refused = page.evaluate(
        """() => {
          const attempts = {
            innerHTML: () => { document.body.innerHTML = "<b>"; },
            handler: () => document.body.setAttribute("onclick", "0"),
            script: () => { document.createElement("script").textContent = "0"; },
          };
          return Object.keys(attempts).filter((name) => {
            try { attempts[name](); return false; } catch { return true; }
          });
        }"""
    )
    page.close()
    assert refused == ["innerHTML", "handler", "script"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 500 documents."""
    out = tmp_path_factory.mktemp("many")
    tables: dict[str, list[pa.Table]] = {table: [] for table in SCHEMAS}
    for number in range(500):
        name = f"d{number:03}"
        error = ErrorRecord(name, f"{name}.txt", "ingest", "I001", "the file is empty.", retryable=False)
        region, year = ("青禾县", "柳溪县", "枫桥区")[number % 3], 2018 + number % 5
        facts = Facts(
            RawDocument(name, f"{year}/{name}.txt", "ab", "utf-8", f"全县现有小学{number}所。\n"),
            Metadata(title=f"第{number}号报告", region=region, report_year=year, published=date(2021, 1, 1)),
            errors=(error,) if number % 100 == 99 else (),
            status="failed" if number % 100 == 99 else "ok",
        )
        for table, rows in facts.to_tables().items():
            tables[table].append(rows)
    for table, parts in tables.items():
        (out / table).mkdir()
        pq.write_table(pa.concat_tables(parts), out / table / "part-0.parquet")
    return write_report(out, out / "report")


def test_index_of_500_documents_searches_filters_sorts_and_resets(many: Path, open_page: Open) -> None:
    page = open_page(many)
    rows = page.locator("#documents tbody tr")
    assert rows.count() < 500  # the rest is drawn as it comes into view
    page.locator("#documents .more").scroll_into_view_if_needed()
    rows.nth(200).wait_for(state="attached")
    shown = page.locator("#shown")
    assert shown.inner_text() == "500 / 500 份文档"
    page.fill("#search", "第42")
    assert set(words(page, "#documents td.title a")) == {"第42号报告", *(f"第42{digit}号报告" for digit in range(10))}
    page.fill("#search", "2019/ 第41")
    assert words(page, "#documents td.title a") == ["第41号报告", "第411号报告", "第416号报告"]
    page.click("#reset")
    page.select_option("#year", label="2020")
    page.select_option("#region", label="青禾县")
    assert shown.inner_text() == "33 / 500 份文档"
    page.click("#reset")
    page.select_option("#status", label="失败")
    assert shown.inner_text() == "5 / 500 份文档"
    assert words(page, "#by_code .name") == ["I001"]
    assert words(page, "#by_code .number") == ["5"]
    page.click("#reset")
    assert shown.inner_text() == "500 / 500 份文档"
    header = page.locator('#documents th[data-column="title"] button')
    header.click()
    header.click()
    name = rows.first.locator("a").inner_text()
    rows.first.locator(".source").click()
    page.wait_for_selector("#text, .reading .quiet")
    assert page.locator("h1").inner_text() == name


def test_index_has_its_filters_again_after_the_way_back(many: Path, open_page: Open) -> None:
    page = open_page(many)
    page.fill("#search", "号报告")
    page.select_option("#region", label="青禾县")
    page.select_option("#status", label="失败")
    shown = words(page, "#documents td.title a")
    page.locator("#documents tbody a").first.click()
    page.wait_for_selector(".reading")
    page.click(".way a")
    page.wait_for_selector("#documents tbody tr")
    assert page.locator("#shown").inner_text() == "500 / 500 份文档"
    page.go_back()
    page.go_back()
    page.wait_for_selector("#documents tbody tr")
    assert len(shown) == 2
    assert words(page, "#documents td.title a") == shown
    assert page.locator("#region").input_value() == "=青禾县"


def test_address_leads_to_a_figure(long: Facts, write: Write, open_page: Open) -> None:
    out = write(long)
    write_report(out, out / "report")
    page = open_page(out / "report" / "documents" / "liuxi-1.html")
    page.locator("#claims tbody tr", has_text="2021名").click()
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert words(page, "mark.chosen") == ["2021名"]
    assert is_in_view(page, "mark.chosen")


def test_index_filters_suspects_and_bad_sums(long: Facts, facts: Facts, write: Write, open_page: Open) -> None:
    plain = replace(facts, document=replace(facts.document, doc_id="plain-1", source="plain.txt"))
    out = write(long, plain)
    page = open_page(write_report(out, out / "report"))
    assert page.locator("#documents tbody tr").count() == 2
    for box in ("#suspects", "#unsound"):
        page.check(box)
        assert words(page, "#documents .source") == ["county/柳溪.txt"]
        assert column(page, "#documents", "suspects") == ["1"]
        page.uncheck(box)
    assert words(page, "#by_label .name") == ["项目", "学校"]
    assert words(page, "#by_year li .number") == ["7"]


def test_on_a_phone_the_facts_come_first_and_nothing_scrolls_sideways(
    long: Facts, write: Write, open_page: Open
) -> None:
    out = write(long)
    index = write_report(out, out / "report")
    for path in (index, out / "report" / "documents" / "liuxi-1.html"):
        page = open_page(path)
        page.set_viewport_size({"width": 390, "height": 844})
        page.reload()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#text").is_hidden()
    page.locator("#claims tbody tr", has_text="教师").click()
    assert words(page, "#card .context") == ["年末共有教师2021名。"]
    page.locator("#card .way-to-text").click()
    assert is_in_view(page, 'mark[data-key="c3"]')
    page.click("#outline-button")
    page.locator("#outline a", has_text="办学规模").click()
    assert is_in_view(page, "#b1")
    assert page.locator("#outline").is_hidden()
    page.click("#text-button")
    assert page.locator("#claims").is_visible()


TEXT = "我县现有学校26所，其中柳溪小学</script>有教师19名。\n"


def _evaluation(predicted: Labels) -> Evaluation:
    gold = Labels(
        content=((0, len(TEXT)),),
        school=(Label(12, 16, "柳溪小学"),),
        claims=(_claim("26所", "学校"), _claim("19名", "教师")),
        sentences=((0, len(TEXT) - 1),),
    )
    comparison = compare(gold, predicted)
    misses = find_misses(TEXT, gold, predicted, comparison)
    return Evaluation((DocumentResult("000", comparison.scores(), misses),))


def _claim(text: str, subject: str) -> Label:
    start = TEXT.index(text)
    said = {**{field.name: plain(field) for field in fields_of("claims")}, "unit": text[-1], "subject": subject}
    return Label(start, start + len(text), text, said)


def test_evaluation_shows_misses_in_their_sentence_and_what_is_new(tmp_path: Path, open_page: Open) -> None:
    content = ((0, len(TEXT)),)
    earlier = _evaluation(Labels(content=content, sentences=((0, len(TEXT) - 1),), claims=(_claim("19名", "教师"),)))
    (tmp_path / "earlier.json").write_text(json.dumps(earlier.as_json()), encoding="utf-8")
    claims = (_claim("26所", "学校"), _claim("19名", "</script><b>小学"))
    school = (Label(12, 16, "柳溪小学"), Label(0, 2, "我县"))
    now = _evaluation(Labels(content=content, sentences=((0, len(TEXT) - 1),), claims=claims, school=school))
    path = tmp_path / "evaluation.html"
    path.write_text(evaluation_page(now, "zh", read_earlier(tmp_path / "earlier.json")), encoding="utf-8")
    page = open_page(path)
    assert [name.split(" ")[0] for name in words(page, "#faults summary")] == ["学校", "数据"]
    assert words(page, "#faults summary .count") == ["1 (1 新增)", "1 (1 新增)"]
    [spurious, wrong] = words(page, "#faults .fault p")
    assert spurious == wrong == TEXT.strip()
    assert words(page, "#faults mark") == ["我县", "19名"]
    assert words(page, "#faults .fields b") == ["教师", "</script><b>小学"]
    page.select_option("#news", label="已修正")
    assert words(page, "#faults mark") == ["柳溪小学", "26所"]
    page.select_option("#news", label="全部")
    page.select_option("#kind", label="数据 · 漏检")
    assert words(page, "#faults mark") == ["26所"]
    page.click("#reset")
    page.fill("#search", "我县")
    page.fill("#search", "没有这个词")
    assert words(page, "#faults") == ["没有符合条件的条目"]
    changes = dict(zip(column(page, "#scores", "score"), column(page, "#scores", "delta"), strict=True))
    assert changes["数据找到"].startswith("▲")
    assert changes["主体"].startswith("▼")
    page.click("#language")
    assert page.locator("h1").inner_text() == "Evaluation report"
