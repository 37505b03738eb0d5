"""Sentences that are made from frames: enough to train a usable model where there are no texts at all."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from pipeline.records import MentionLabel
from pipeline.training.names.examples import Example, Name
from pipeline.training.names.invent import Inventor

_SLOT = re.compile(r"\{(\w+)\}")
_LABELS: dict[str, MentionLabel] = {
    "school": "SCHOOL",
    "person": "PERSON",
    "place": "PLACE",
    "org": "ORG",
    "program": "PROGRAM",
    "doc": "DOC",
}
_WORDS = 0.35
"""Share of the sentences that are words of the dictionary and nothing else, so that words are seen to be no names."""
_TITLES = "校长,副校长,党支部书记,书记,主任,园长,副园长,教导主任,教务主任,院长,副院长,班主任,总务主任,德育主任,党委书记,工会主席,教研组长,名誉校长,执行校长,县长,副市长,局长"
_SUBJECTS = "语文,数学,英语,物理,化学,生物,历史,地理,音乐,美术,体育,信息技术,科学,政治"


@cache
def frames() -> tuple[str, ...]:
    """The frames, line breaks in place."""
    lines = (Path(__file__).parent / "frames.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.replace("\\n", "\n").replace("\\t", "\t") for line in lines if line and not line.startswith("#"))


def sentence(inventor: Inventor, rng: random.Random) -> Example:
    """A frame with names in its slots."""
    frame = rng.choice(frames())
    text = ""
    names: list[Name] = []
    position = 0
    for slot in _SLOT.finditer(frame):
        text += frame[position : slot.start()]
        position = slot.end()
        text = _fill(text, slot[1], names, inventor, rng)
    return Example(text + frame[position:], tuple(names))


def _fill(text: str, slot: str, names: list[Name], inventor: Inventor, rng: random.Random) -> str:
    """`text` with what `slot` asks for behind it; names go into `names`."""
    if slot == "n":
        return text + str(rng.choice((rng.randint(1, 30), rng.randint(30, 3000))))
    if slot == "year":
        return text + str(rng.randint(1905, 2026))
    if slot == "title":
        return text + rng.choice(_TITLES.split(","))
    if slot == "subject":
        return text + rng.choice(_SUBJECTS.split(","))
    if slot == "bares":
        return _fill_with(text, [inventor.stem() for _ in range(rng.randint(2, 4))], "SCHOOL", "、", names)
    single = slot.removesuffix("lines").removesuffix("s")
    mark = "\n" if slot.endswith("lines") else rng.choice(("、", "、", "、", " ", "，"))
    count = rng.randint(2, 6) if single != slot else 1
    return _fill_with(text, [inventor.name(_LABELS[single]) for _ in range(count)], _LABELS[single], mark, names)


def _fill_with(text: str, members: list[str], label: MentionLabel, mark: str, names: list[Name]) -> str:
    for number, member in enumerate(members):
        if number:
            text += mark
        names.append(Name(label, len(text), len(text) + len(member)))
        text += member
    return text


def document(inventor: Inventor, rng: random.Random, size: int) -> Example:
    """Sentences with and without names one after another, some in lines of their own, about `size` characters."""
    text = ""
    names: list[Name] = []
    while len(text) < size:
        one = (
            Example(inventor.words(rng.randint(3, 20)) + "。", ()) if rng.random() < _WORDS else sentence(inventor, rng)
        )
        names += [Name(name.label, name.start + len(text), name.end + len(text)) for name in one.names]
        text += one.text + ("\n" if "\n" in one.text or rng.random() < 0.5 else "")
    return Example(text, tuple(names))
