"""White space inside quantities."""

from __future__ import annotations

import pytest

from pipeline.language.spacing import blanks_in_quantities


@pytest.mark.parametrize("piece", ["一 ", "3  万", "1 2 ", "人 次", "以 上3", "5. "])
def test_spacing_takes_a_long_line_of_anything(piece: str) -> None:
    """Work grows with the length only: twice the square of it would not come back from these."""
    text = piece * (10**5 // len(piece)) + "元"
    blanks = list(blanks_in_quantities(text, 0, len(text), is_row=False))
    assert all(text[start:end].strip() == "" for start, end in blanks)
