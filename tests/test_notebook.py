"""Facts in a notebook: short, marked, and never taken for markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pipeline
from pipeline.facts import Facts
from pipeline.notebook import _SHOWN


class Marks(HTMLParser):
    """The text of a page, and what is marked in it: (text, title)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.marks, self._open = "", [], []  # type: ignore[var-annotated]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, dict(attrs).get("title"), len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        name, title, start = self._open.pop()
        assert name == tag
        if tag == "mark":
            self.marks.append((self.text[start:], title))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_representation_is_a_line(facts: Facts) -> None:
    told = repr(facts)
    assert told.startswith("<Facts: ")
    assert f"{len(facts.claims)} claims" in told
    assert len(told) < 200


def test_names_and_figures_are_marked_with_what_they_mean(facts: Facts) -> None:
    page = Marks(facts._repr_html_())
    assert facts.document.text in page.text
    marked = dict(page.marks)
    assert "学校" in marked["26所"]
    assert {"柳溪小学", "“春苗”计划", "19所"} <= set(marked)
    assert 'style="opacity' in facts._repr_html_()


def test_text_is_never_taken_for_markup() -> None:
    facts = pipeline.extract("<script>alert(1)</script>全县现有小学41所。<b>\n", pipeline.Config(words=False))
    odd = replace(facts, claims=tuple(replace(claim, subject='"><i>') for claim in facts.claims))
    html = odd._repr_html_()
    assert "<script" not in html
    assert "<i>" not in html
    assert "全县现有小学" in Marks(html).text


def test_a_long_text_is_shown_in_part(facts: Facts) -> None:
    text = facts.document.text + "一" * (2 * _SHOWN)
    long = replace(facts, document=replace(facts.document, text=text))
    assert len(long._repr_html_()) < 2 * _SHOWN
    assert "more characters" in long._repr_html_()


def test_claims_are_a_data_frame_with_their_sentences() -> None:
    facts = pipeline.extract("全县现有小学41所。教师1300名。\n", pipeline.Config(words=False))
    frame = facts.claims_frame()
    assert list(frame["value"]) == [41.0, 1300.0]
    assert list(frame["sentence"]) == ["全县现有小学41所。", "教师1300名。"]
    assert len(pipeline.extract("没有数字。", pipeline.Config(words=False)).claims_frame()) == 0
