"""Folding keeps offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.fold import fold


def test_fold_full_width_forms_become_ascii() -> None:
    assert fold("（３，６００万元）：９５％") == "(3,600万元):95%"


def test_fold_leaves_what_has_no_twin() -> None:
    assert fold("“双减”、《意见》。㎡½") == "“双减”、《意见》。㎡½"


@given(st.text())
def test_fold_keeps_length_and_is_idempotent(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
