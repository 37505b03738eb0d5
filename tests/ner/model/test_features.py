from __future__ import annotations

import numpy as np

from pipeline.ner.model.arrays import load_model
from pipeline.ner.model.features import (
    LINK_BEGINS,
    PAIR_ROWS,
    PLACE_BEGINS,
    PLACE_GOES_ON,
    SURNAME,
    codes_of,
    entry_keys,
    pair_rows,
)


def test_hash_of_pairs_is_the_one_that_models_were_trained_with() -> None:
    assert pair_rows(np.array([5, 77, 3000, 0], dtype=np.uint16)).tolist() == [28924, 48705, 20817, 0]
    assert pair_rows(np.arange(60_000, dtype=np.uint16)).max() < PAIR_ROWS


def test_entries_have_keys_by_their_characters() -> None:
    assert entry_keys(codes_of("ab"), 2).tolist() == [ord("a") | ord("b") << 16]
    assert len(entry_keys(codes_of("a"), 2)) == 0


def test_flags_say_what_lexicons_say() -> None:
    flags = load_model().lexicon.flags(codes_of("王浙江但是"))
    assert flags[0] & SURNAME
    assert flags[1] & PLACE_BEGINS
    assert flags[2] & PLACE_GOES_ON
    assert flags[3] & LINK_BEGINS
    assert not flags[4] & PLACE_BEGINS


def test_characters_beyond_the_basic_plane_and_surrogates_count_as_one() -> None:
    assert len(codes_of("a\U00020000\ud800b")) == 4
    assert codes_of("\U00020000").max() < 1 << 16
