"""Texts that no one would write, of the words that rules know: what fuzzing feeds the stages with.

A stage stumbles where two things meet that its rules did not expect side by side (a word that is stripped, right before a
head that is a name of its own). So a text is drawn piece by piece: words of one role as often as those of any other,
names and figures that are put together, marks, characters of any kind.
"""

from __future__ import annotations

import re

from hypothesis import strategies as st

from pipeline.language.lexicon import declared_roles, load
from pipeline.resources import read_lexicon, read_toml

_DIGITS = "0123456789０１２一二三四五六七八九十百千万亿两零〇."
_MARKS = [
    *'，。；、：！？,.;:\n\t ()（）“”"《》〈〉【】[]—-－~～…·*#%‰°+=/|■●①²³',
    "\u3000",
    "\r\n",
    "——",
    "  ",
    "\n\n",
]
_FRAMES = [
    "全县",
    "比上年",
    "增长",
    "减少",
    "其中",
    "分别为",
    "达到",
    "以上",
    "左右",
    "近",
    "约",
    "投入",
    "第",
    "和",
    "的",
    "在",
    "为",
]


def _words() -> st.SearchStrategy[str]:
    lexicon = load()
    by_role = [sorted(words) for role in sorted(declared_roles()) if (words := lexicon.words(role))]
    return st.integers(0, len(by_role) - 1).flatmap(lambda role: _one_of(by_role[role]))


def _one_of(choices: list[str]) -> st.SearchStrategy[str]:
    # `sampled_from` would write all of them into every report.
    return st.integers(0, len(choices) - 1).map(lambda index: choices[index])


def _units() -> list[str]:
    return sorted({unit for table in read_toml("units.toml").values() for unit in table.get("units", {})})


def _names() -> st.SearchStrategy[str]:
    """Schools and people that nobody has."""
    ordinals = st.sampled_from(["", *"一二三四五六七八九十", "第一", "第二", "第十九", "实验", "中心", "附属"])
    heads = st.sampled_from(["中", "小", "小学", "中学", "幼儿园", "学校", "高中", "完小", "职校", "大学"])
    surnames = _one_of(sorted({row[0] for row in read_lexicon("ner_surnames.tsv")}))
    given = st.text(st.sampled_from("明华建国伟芳兰秀英敏静"), min_size=1, max_size=2)
    return st.one_of(st.builds("".join, st.tuples(ordinals, heads)), st.builds("".join, st.tuples(surnames, given)))


def texts(most: int = 16) -> st.SearchStrategy[str]:
    """Texts of up to `most` pieces."""
    numbers = st.text(st.sampled_from(_DIGITS), min_size=1, max_size=6)
    figures = st.builds("".join, st.tuples(numbers, _one_of(_units())))
    odd = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
    # What stands right before a name decides where it begins, and most that went wrong did so there.
    named = st.builds("".join, st.tuples(_words(), _names()))
    other = (_words(), _names(), figures, st.sampled_from(_MARKS), st.sampled_from(_FRAMES), odd)
    piece = st.one_of(named, named, named, *other)
    return st.lists(piece, min_size=min(4, most), max_size=most).map("".join).filter(re.compile(r"\S").search)
