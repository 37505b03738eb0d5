"""The word lattice: which words a text has, where their boundaries are, and what else it might be read as."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.in_force import using
from pipeline.language.lattice import Lattice, Token
from pipeline.language.lexicon import load, with_additions
from pipeline.language.vocabulary import Vocabulary, Word
from pipeline.resources import read_lexicon

_COMMON = 500
# Characters of words, names, numbers and marks, so that all kinds of tokens come up against each other.
_TEXTS = st.text("他们走访完城北小学了新聘用教师三年第十亿澴嶷ab12,.。、 \n", max_size=14)

_SENTENCES = st.text("教师工作学校生活动人民主要求", min_size=2, max_size=7)
"""Of characters that make many words, each with its neighbours."""


def _written(text: str, **evidence: object) -> list[str]:
    return [text[token.start : token.end] for token in Lattice.of(text, **evidence).tokens()]


def _words(*pos: str) -> list[str]:
    """Frequent words of two characters with a part of speech."""
    return [
        word
        for word, entry in load().entries.items()
        if len(word) == 2 and entry.part_of_speech in pos and entry.frequency >= _COMMON
    ]


def _verbs() -> list[str]:
    return [*_words("v"), *load().words("verb")]


def _share(words: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, words)) / len(words)


# Words by substitution: whatever the verb or noun.


@pytest.mark.parametrize("ending", ["完", "了", "过"])
@pytest.mark.parametrize("name", ["城北小学", "澴河镇中学", "新的教材"])
def test_a_verb_and_its_ending_are_one_word_before_a_noun(ending: str, name: str) -> None:
    def one_word(verb: str) -> bool:
        token = Lattice.of(f"他们{verb}{ending}{name}。").at(2)
        return token is not None and (token.start, token.end, token.pos) == (2, 5, "v")

    assert _share(_verbs()[::5], one_word) > 0.98


@pytest.mark.parametrize("beginning", ["新", "再", "已"])
def test_a_verb_and_what_makes_it_new_are_one_word(beginning: str) -> None:
    def one_word(verb: str) -> bool:
        return verb in _written(f"学校{beginning}{verb}教材。")[1]

    assert _share(_verbs()[::5], one_word) > 0.98


def test_a_name_that_no_lexicon_has_begins_behind_any_verb() -> None:
    def parted(verb: str) -> bool:
        return Lattice.of(f"县长{verb}澴嶷小学。").is_boundary(2 + len(verb))

    assert _share(_verbs()[::5], parted) > 0.98


def test_any_noun_is_one_word_between_others() -> None:
    def one_word(noun: str) -> bool:
        return noun in _written(f"我们的{noun}很重要。")

    assert _share(_words("n")[::5], one_word) > 0.97


@pytest.mark.parametrize("word", ["扎扎实实", "踏踏实实", "研究研究", "讨论讨论"])
def test_doubled_words_are_one_word(word: str) -> None:
    assert word in _written(f"我们{word}教材。")


# Numbers, letters, what no word covers.


@pytest.mark.parametrize("number", ["35", "3.5", "12,345", "5.3万亿", "二百三十", "第十四", "第3", "二〇二三"])
def test_a_number_is_one_word(number: str) -> None:
    token = Lattice.of(f"共有{number}名教师").at(2)
    assert token is not None
    assert (token.start, token.end, token.pos) == (2, 2 + len(number), "m")


def test_the_parts_of_a_date_are_words() -> None:
    tokens = Lattice.of("2026年2月5日召开").tokens()
    assert [(token.end, token.pos) for token in tokens[:3]] == [(5, "t"), (7, "t"), (9, "t")]


def test_letters_are_one_word_and_break_others() -> None:
    assert _written("教师用iPad上课") == ["教师", "用", "iPad", "上课"]


def test_a_stretch_that_no_word_covers_is_one_token() -> None:
    tokens = Lattice.of("他们走访了澴嶷垚小学").tokens()
    assert (5, 8, "") in [(token.start, token.end, token.pos) for token in tokens]


@pytest.mark.parametrize("text", ["", "。", "教", "1", "\n", "了", "新", "第", "年", "\ud800", "𠮷"])
def test_the_shortest_texts_are_read(text: str) -> None:
    assert "".join(_written(text)) == text


@given(_TEXTS)
def test_tokens_tile_the_text(text: str) -> None:
    tokens = Lattice.of(text).tokens()
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens)][: len(tokens)]
    assert (tokens[-1].end if tokens else 0) == len(text)


def test_no_word_reaches_out_of_a_clause() -> None:
    lattice = Lattice.of("教师工作", ranges=[(0, 1), (1, 4)])
    assert lattice.is_boundary(1)
    assert lattice.margin(1) == inf


# Questions.


def test_what_stands_at_before_and_behind_a_place() -> None:
    lattice = Lattice.of("他们走访完学校。")
    assert lattice.at(3) == lattice.next(1) == lattice.previous(6)
    assert lattice.at(3) == Token(2, 5, "v", pytest.approx(15.5, abs=0.1))
    assert lattice.previous(1) is lattice.next(8) is lattice.at(8) is None
    assert [token.start for token in lattice.tokens(2, 7)] == [2, 5]


def test_what_else_may_start_or_end_at_a_place() -> None:
    lattice = Lattice.of("新建完学校")
    assert [token.end for token in lattice.starting(0)] == [1, 2, 3]
    assert [token.start for token in lattice.ending(3)] == [2, 1, 0]
    assert lattice.starting(9) == []
    assert Lattice.of("共35名").starting(2) == []


def test_a_boundary_is_the_surer_the_fewer_words_cross_it() -> None:
    lattice = Lattice.of("教师工作，35名")
    assert lattice.margin(2) > 0 > lattice.margin(1)
    assert lattice.margin(4) == lattice.margin(0) == inf
    assert lattice.margin(6) == -inf
    assert lattice.probability(1) < 0.01 < 0.99 < lattice.probability(2)
    assert lattice.probability(6) == 0.0


def test_a_name_costs_less_as_a_name_and_words_less_as_words() -> None:
    text = "走访教师，澴嶷垚"
    lattice = Lattice.of(text)
    words, name = lattice.costs_as_words([(0, 4), (5, 8)])
    assert words < lattice.cost_as_name(0, 4)
    assert name >= lattice.cost_as_name(5, 8)


@given(_SENTENCES)
def test_a_span_costs_what_it_costs_as_a_text_of_its_own(text: str) -> None:
    spans = [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
    alone = [sum(token.cost for token in Lattice.of(text[start:end]).tokens()) for start, end in spans]
    assert Lattice.of(text).costs_as_words(spans) == pytest.approx(alone, abs=1e-3)


# The best reading is the best, whatever the evidence.


def _readings(lattice: Lattice, start: int, end: int) -> Iterator[tuple[float, list[int]]]:
    """Every cover of a stretch by words and names, with its cost and its boundaries, found the slow way."""
    if start == end:
        yield 0.0, []
    words = [(token.end, token.cost) for token in lattice.starting(start) if token.end <= end]
    names = [(stop, lattice.cost_as_name(start, stop)) for stop in range(start + 1, end + 1)]
    for stop, cost in words + names:
        for rest, ends in _readings(lattice, stop, end):
            yield cost + rest, [stop, *ends]


@given(_SENTENCES)
def test_margins_are_differences_between_the_best_readings(text: str) -> None:
    lattice = Lattice.of(text)
    readings = list(_readings(lattice, 0, len(text)))
    for place in range(1, len(text)):
        parted = min(cost for cost, ends in readings if place in ends)
        joined = min(cost for cost, ends in readings if place not in ends)
        assert lattice.margin(place) == pytest.approx(joined - parted, abs=1e-3)
        assert lattice.is_boundary(place) == (joined > parted) or joined == pytest.approx(parted, abs=1e-3)


def test_a_segmenter_is_evidence_and_no_command() -> None:
    text = "澴嶷垚田乡小学"
    spans = [(0, 3), (3, 5), (5, 7)]
    assert _written(text, word_spans=spans) == [text[start:end] for start, end in spans]
    # 教|师 is too dear.
    assert "教师" in _written("我们的教师", word_spans=[(0, 2), (2, 4), (4, 5)])


def test_evidence_moves_a_margin_its_way() -> None:
    text = "研究生活动"
    plain, parted = Lattice.of(text), Lattice.of(text, word_spans=[(0, 2), (2, 4), (4, 5)])
    assert parted.margin(2) > plain.margin(2)
    assert parted.margin(3) < plain.margin(3)


def test_a_vocabulary_of_ones_own() -> None:
    words = Vocabulary.of({"澴嶷垚": Word("ns", 5), "小学": Word("n", 5)})
    assert [(token.end, token.pos) for token in Lattice.of("澴嶷垚小学", vocabulary=words).tokens()] == [
        (3, "ns"),
        (5, "n"),
    ]


def test_texts_that_are_read_at_once_are_read_as_alone() -> None:
    texts = [
        "他们走访完澴嶷垚小学。",
        "",
        "第",
        "15名，",
        "教师工作 ",
        "\n",
        "2026年2月5日召开",
        "扎扎实实研究研究",
        "3.",
        "第十四届",
    ]
    ranges = [[(0, len(text))] for text in texts]
    cuts = [[(place, place + 1) for place in range(len(text))] for text in texts]
    for words in ([()] * len(texts), cuts):
        alone = [Lattice.of(*read) for read in zip(texts, ranges, words, strict=True)]
        together = Lattice.of_all(list(zip(texts, ranges, words, strict=True)))
        for text, one, other in zip(texts, alone, together, strict=True):
            assert one.tokens() == other.tokens(), text
            assert [one.margin(place) for place in range(len(text) + 1)] == [
                other.margin(place) for place in range(len(text) + 1)
            ]
            for name in ("margins", "ending", "starting", "reaching", "until"):
                assert getattr(one.edges(), name).tolist() == getattr(other.edges(), name).tolist(), (text, name)
            assert [one.starting(place) for place in range(len(text))] == [
                other.starting(place) for place in range(len(text))
            ]
            spans = [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
            assert one.costs_as_words(spans) == other.costs_as_words(spans)


# Any text in linear time.


@pytest.mark.parametrize(
    "part", ["的", "人民", "一", "1", "第", "走访完", "中华人民共和", "。", " ", "a中", "1,", "扎", "\u3400"]
)
def test_hostile_texts_take_linear_time(part: str) -> None:
    text = part * (100_000 // len(part))
    Lattice.of("教师")  # the lexicon is read once
    start = time.process_time()
    lattice = Lattice.of(text)
    tokens = lattice.tokens()
    lattice.margin(1)
    assert time.process_time() - start < 3
    assert sum(token.end - token.start for token in tokens) == len(text)


def test_rarer_words_are_sorted_and_none_is_in_the_lexicon_twice() -> None:
    rarer = [row[0] for row in read_lexicon("lattice_words.tsv")]
    assert rarer == sorted(set(rarer))
    assert [word for word in rarer if (entry := load().entry(word)) is not None and entry.frequency] == []


def test_a_users_word_is_a_word() -> None:
    assert "澴嶷垚" not in _written("走访丹澴嶷垚小学")
    with using(with_additions("澴嶷垚\t\t\t\n")):
        assert "澴嶷垚" in _written("走访丹澴嶷垚小学")
