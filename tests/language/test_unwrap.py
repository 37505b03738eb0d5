"""Names and quantities that layout broke in two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import Config, extract
from pipeline.language.unwrap import Unwrapped
from pipeline.records import Sentence

_WRAPPED = """学校现有专任教师四百余人，近年来坚持内涵发展，办学水平稳步提升，在青石县第三中
学设立了教师发展基地，开展跟岗研修和联合教研，本学年接待来访教师1.63万人
次，编写教材12册。
"""


def _sentences(content: str) -> list[Sentence]:
    return [Sentence(0, 0, 0, len(content), content)]


@given(st.text(alphabet="教育5万 \n\u3000a", max_size=60))
def test_unwrap_every_kept_character_goes_back_to_its_place(content: str) -> None:
    layout = Unwrapped.of(content, _sentences(content))
    inner = layout.text(content)
    for position, character in enumerate(inner):
        (span,) = layout.spans_inside([(layout._grown(position), layout._grown(position) + 1)])
        assert content[layout._grown(position)] == character
        assert span[0] == position


def test_unwrap_finds_a_name_and_a_figure_over_a_break() -> None:
    facts = pipeline.extract(_WRAPPED)
    assert "青石县第三中\n学" in [mention.text for mention in facts.mentions if mention.label == "SCHOOL"]
    claim = next(claim for claim in facts.claims if claim.number_text.startswith("1.63"))
    assert (claim.text, claim.unit) == ("1.63万人\n次", "人次")
    assert _WRAPPED[claim.start : claim.end] == claim.text


def test_unwrap_names_are_written_without_the_break() -> None:
    facts = pipeline.extract(_WRAPPED)
    assert "青石县第三中学" in [entity.name for entity in facts.entities]


def test_unwrap_keeps_a_break_between_latin_words() -> None:
    content = "deep\nlearning"
    assert Unwrapped.of(content, _sentences(content)).text(content) == content


@pytest.mark.parametrize("mark", ["²", "¹²", "⁽⁵⁾", "⁽①⁾", "⁽注1⁾", "²⁽³⁾", "[3]"])
def test_marks_of_notes_change_no_quantity(mark: str) -> None:
    text = "全县现有学校{0}32所，在校生1.3{0}万名，报到率\n97.66{0}%，较上年提高0.31{0}个百分点。投入资金1,200{0}万元，建设校舍3000{0}平方米。"
    config = Config(words=False)
    plain, marked = (extract(text.replace("{0}", inserted), config) for inserted in ("", mark))
    told = [[(c.value, c.unit, c.subject, c.change, c.suspect) for c in facts.claims] for facts in (plain, marked)]
    if mark != "[3]":  # only a raised mark may stand behind a word
        assert told[0] == told[1]
    assert [one[:2] for one in told[0]] == [one[:2] for one in told[1]]
