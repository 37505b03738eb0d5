"""Spans that nest, cross and repeat, as segments."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.segments import Span, lanes, segments

TEXT = "青禾县第一小学投入30万元"


def shown(spans: list[Span], borders: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    """(text, keys of the spans from the outermost in) of every segment."""
    return [(piece.text, "".join(span.key for span in piece.spans)) for piece in segments(TEXT, spans, borders)]


def test_crossing_spans_are_cut_where_they_cross() -> None:
    spans = [Span("a", 0, 7, "name"), Span("b", 3, 12, "claim")]
    assert shown(spans) == [("青禾县", "a"), ("第一小学", "ab"), ("投入30万", "b"), ("元", "")]


def test_of_spans_that_start_together_the_longest_is_outermost() -> None:
    spans = [Span("a", 0, 3, "name"), Span("b", 0, 7, "name")]
    assert shown(spans) == [("青禾县", "ba"), ("第一小学", "b"), ("投入30万元", "")]


def test_equal_spans_stay_two() -> None:
    assert shown([Span("a", 0, 13, "name"), Span("b", 0, 13, "claim")]) == [(TEXT, "ab")]


def test_borders_cut_spans_without_ending_them() -> None:
    pieces = list(segments(TEXT, [Span("a", 0, 7, "name")], [3]))
    assert [piece.text for piece in pieces] == ["青禾县", "第一小学", "投入30万元"]
    assert [piece.spans for piece in pieces[:2]] == [(Span("a", 0, 7, "name"),)] * 2


def test_misplaced_spans_are_passed_over() -> None:
    spans = [Span("a", 5, 5, "name"), Span("b", -1, 3, "name"), Span("c", 9, 99, "name"), Span("d", 4, 2, "name")]
    assert shown(spans) == [(TEXT, "")]


def test_astral_characters_count_as_one() -> None:
    pieces = list(segments("𠮷田小学😀30万", [Span("a", 0, 4, "name"), Span("b", 5, 8, "claim")]))
    assert [piece.text for piece in pieces] == ["𠮷田小学", "😀", "30万"]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_segments_tile_the_text_and_carry_what_covers_them(text: str, ranges: list[tuple[int, int]]) -> None:
    spans = [Span(str(index), start, end, "name") for index, (start, end) in enumerate(ranges)]
    pieces = list(segments(text, spans))
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        covering = {span for span in spans if span.start <= piece.start and piece.end <= span.end <= len(text)}
        assert set(piece.spans) == covering


def test_lanes_put_the_shorter_of_two_overlapping_names_next_to_the_words() -> None:
    assert lanes([(0, 20), (2, 5), (6, 9), (6, 12), (30, 33)]) == [2, 0, 0, 1, 0]


def test_lanes_end_at_three() -> None:
    assert max(lanes([(0, 10 + index) for index in range(9)])) == 3
