from __future__ import annotations

import time

import numpy as np
import pytest

from pipeline.ner.model import LABELS, Seen, tag, tag_all
from pipeline.ner.model.arrays import load_model
from pipeline.ner.model.network import score

TEXT = "任命王建军为金州市第七中学校长，免去李秀兰同志的澜州县实验小学副校长职务。\n全市共有中小学21所，实施“春风助学”工程。"


def _texts(text: str, seen: tuple[Seen, ...]) -> set[tuple[str, str]]:
    return {(name.label, text[name.start : name.end]) for name in seen}


def test_finds_names_in_plain_frames() -> None:
    found = _texts(TEXT, tag(TEXT).spans)
    expected = {
        ("PERSON", "王建军"),
        ("PERSON", "李秀兰"),
        ("SCHOOL", "金州市第七中学"),
        ("SCHOOL", "澜州县实验小学"),
        ("PROGRAM", "“春风助学”工程"),
    }
    assert expected <= found
    assert not any(text.endswith("中小学") for _, text in found)


def test_the_same_names_every_time_and_wherever_the_text_stands() -> None:
    once = tag(TEXT)
    assert tag(TEXT).spans == once.spans
    shift = 5003
    moved = tag("\n" * shift + TEXT + "\n" * shift)
    assert [(name.label, name.start - shift, name.end - shift) for name in moved.spans] == [
        (name.label, name.start, name.end) for name in once.spans
    ]
    odds = [name.log_odds for name in once.spans]
    assert [name.log_odds for name in moved.spans] == pytest.approx(odds, abs=0.01)


def test_texts_that_are_read_at_once_have_the_scores_that_they_have_alone_to_the_last_bit() -> None:
    texts = [TEXT, "", "李", TEXT[::-1], TEXT[7:], "王建军任金州市", *(TEXT[: 7 * size] for size in range(1, 20))]
    ranges = [[(0, len(text) // 2), (len(text) // 2, len(text))] for text in texts]
    for text, own, together in zip(texts, ranges, tag_all(texts, ranges), strict=True):
        alone = tag(text, own)
        assert alone.spans == together.spans
        starts = [start for start in range(len(text) - 3) for _ in LABELS]
        spans = starts, [start + 3 for start in starts], list(LABELS) * max(0, len(text) - 3)
        assert alone.span_scores(*spans).tolist() == together.span_scores(*spans).tolist()


def test_scores_of_found_names_are_those_of_their_spans() -> None:
    tagging = tag(TEXT)
    for name in tagging.spans:
        assert tagging.span_score(name.start, name.end, name.label) == pytest.approx(name.log_odds)
    start = TEXT.index("金州市")
    end = start + len("金州市第七中学")
    right = tagging.span_score(start, end, "SCHOOL")
    assert right > 0
    assert right > tagging.span_score(start, end + 1, "SCHOOL")
    assert right > tagging.span_score(start - 1, end, "SCHOOL")
    assert right > tagging.span_score(start, end, "PERSON")


def test_every_span_of_every_label_has_a_finite_score() -> None:
    tagging = tag(TEXT)
    starts = [start for start in range(len(TEXT) - 3) for _ in LABELS]
    labels = list(LABELS) * (len(TEXT) - 3)
    assert np.isfinite(tagging.span_scores(starts, [start + 3 for start in starts], labels)).all()


def test_ranges_hold_all_names_and_none_has_a_line_break() -> None:
    end = TEXT.index("，")
    assert tag(TEXT, [(0, end)]).spans
    assert all(name.end <= end for name in tag(TEXT, [(0, end)]).spans)
    broken = "他在金州市第七\n中学任教。"
    assert all("\n" not in broken[name.start : name.end] for name in tag(broken).spans)


@pytest.mark.parametrize("text", ["", "\n", "校", "\ud800", "\U00020000" * 3])
def test_texts_of_nearly_nothing(text: str) -> None:
    assert tag(text).spans == ()


def test_windows_do_not_show() -> None:
    text = TEXT * 120
    whole = score(text, load_model())
    part = score(text[3000:6000], load_model())
    assert whole[:, 3100:5900] == pytest.approx(part[:, 100:2900], abs=1e-3)


def test_long_lines_take_time_in_proportion() -> None:
    def seconds(text: str) -> float:
        start = time.perf_counter()
        tag(text)
        return time.perf_counter() - start

    for unit in ("金州市第七中学", "王", "“" * 7):
        seconds(unit * 500)
        short = min(seconds(unit * 500) for _ in range(3))
        assert min(seconds(unit * 8000) for _ in range(2)) < 16 * 3 * max(short, 0.005)
