"""What the stages behind `segment` are given to read, and the way back to the document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import find_claims
from pipeline.language.analysis import analyse
from pipeline.language.text import Text
from pipeline.ner import find_mentions
from pipeline.records import Block, Metadata, Sentence
from tests.language.analyses import analysis_of

# A page in which layout broke a name, aligned a figure and left an invisible character.
_TEXT = "网站首页\n柳溪县青石\n中学现有教师１ ２０人，\u200b占８０％。"
_BLOCKS = [Block(0, 0, 5, "boilerplate", "page-head"), Block(1, 5, len(_TEXT), "content", role="paragraph")]
_SENTENCES = [Sentence(0, 1, 5, len(_TEXT), _TEXT[5:], ("柳溪县", "青石", "中学", "现有", "教师"))]
_WORDS = [(5, 8), (8, 10), (11, 13), (13, 15), (15, 17)]


def test_analysis_is_without_what_layout_put_into_the_text() -> None:
    analysis = analyse(Text(_TEXT), _BLOCKS, _SENTENCES, _WORDS)
    assert analysis.text == "网站首页\n柳溪县青石中学现有教师１ ２０人，占８０％。"
    assert analysis.content == "\n" * 5 + "柳溪县青石中学现有教师1 20人,占80%。"
    [sentence] = analysis.sentences
    assert sentence.text == analysis.text[sentence.start : sentence.end]
    assert sentence.words == tuple(analysis.text[start:end] for start, end in analysis.words)
    assert analysis.blocks[-1].end == len(analysis.text)


def test_analysis_tells_where_clauses_begin() -> None:
    analysis = analyse(Text(_TEXT), _BLOCKS, _SENTENCES)
    comma = analysis.content.index(",")
    assert analysis.clauses.start(comma + 2, 0) == comma + 1
    assert analysis.clauses.end(comma - 3) == comma


def test_analysis_brings_what_is_found_back_to_the_document() -> None:
    analysis = analyse(Text(_TEXT), _BLOCKS, _SENTENCES, _WORDS)
    mentions, entities = find_mentions(analysis)
    [school] = [mention for mention in mentions if mention.label == "SCHOOL"]
    [placed] = [mention for mention in analysis.back(mentions) if mention.label == "SCHOOL"]
    assert placed.text == "柳溪县青石\n中学" == _TEXT[placed.start : placed.end]
    assert "柳溪县青石中学" in [entity.name for entity in entities]
    assert analysis.inside([placed])[0].start == school.start
    claims = analysis.back(find_claims(analysis, mentions, Metadata()))
    assert [claim.text for claim in claims][-1] == "８０％"
    assert all(claim.text == _TEXT[claim.start : claim.end] for claim in claims)


@given(st.text(alphabet="柳溪县中学教师一1２ \n\u200b\t。,，", max_size=80))
def test_analysis_of_any_text_keeps_its_offsets_together(text: str) -> None:
    analysis = analysis_of(text)
    assert len(analysis.text) == len(analysis.content)
    assert "".join(analysis.text[block.start : block.end] for block in analysis.blocks) == analysis.text
    for sentence in analysis.sentences:
        assert sentence.text == analysis.text[sentence.start : sentence.end]
    for mention in analysis.back(find_mentions(analysis)[0]):
        assert mention.text == text[mention.start : mention.end]
