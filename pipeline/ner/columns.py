"""Persons in the columns of tables.

A single cell proves little: 白沙镇, 黄大豆 and 方志办 look like names. A column tells: its header says that it holds persons, or most of its
cells are plausible names and none ends like a division or an organisation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.language.han import HAN, ONE_HAN
from pipeline.language.in_force import any_word, lexicon, per_lexicon
from pipeline.ner.edges import split
from pipeline.ner.lexicon import not_names, surnames
from pipeline.ner.personal import PLAIN_NAME, ends_unit, has_usual_given, name_cost
from pipeline.ner.spans import Found
from pipeline.patterns import when_used

_Cell = tuple[int, str]
_TABLE = when_used(r"(?:^[^\n]*?[\t|][^\n]*(?:\n|\Z))+", re.MULTILINE)
_BETWEEN = when_used(r"[\t|]")
_NAME = when_used(rf"[{HAN}]{{2,8}}|[{HAN}]{{1,6}}·[{HAN}]{{1,8}}|[{HAN}] {{1,3}}[{HAN}]")
_FEW = 2
"""A column of more cells than these can tell by their endings what it holds."""


@per_lexicon
def _header() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('person_header', 'title')})(?:\([^()]*\))?\Z")


def find_in_columns(content: str) -> Iterator[Found]:
    """Persons that fill the columns of tables."""
    for table in _tables(content):
        for column in _columns(content, table.start(), table.end()):
            for start, name in _persons(column):
                yield Found("PERSON", start, start + len(name), "person.cell", "", 0.8)


def _tables(content: str) -> Iterator[re.Match[str]]:
    return _TABLE.finditer(content) if "\t" in content or "|" in content else iter(())


def cells(content: str) -> Mapping[tuple[int, int], str]:
    """What the column of each cell says of it: ``persons`` or ``others`` by its header, ``alike`` when most cells end in one character."""
    return _cells(lexicon(), content)


@lru_cache(maxsize=1)
def _cells(_: object, content: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for table in _tables(content):
        for column in _columns(content, table.start(), table.end()):
            kind = _kind(column)
            found.update({(start, start + len(text)): kind for start, text in column if kind})
    return found


def _kind(column: list[_Cell]) -> str:
    if len(column) < 2:
        return ""
    if _header().search(column[0][1]) is not None:
        return "persons"
    endings = Counter(text[-1] for _, text in column[1:])
    if len(column) > _FEW and endings.most_common(1)[0][1] > (len(column) - 1) / 2:
        return "alike"
    words_of_header = split(re.sub(r"\([^()]*\)\Z", "", column[0][1]))
    plain = all(len(word) > 1 and word in lexicon().costs for word in words_of_header)
    return "others" if plain else ""


def _columns(content: str, start: int, end: int) -> list[list[_Cell]]:
    """The cells of a table that hold words, by column, each with its place in `content`."""
    columns: list[list[_Cell]] = []
    for line in re.finditer(r"[^\n]+", content[start:end]):
        at = start + line.start()
        for number, text in enumerate(_BETWEEN.split(line.group())):
            while len(columns) <= number:
                columns.append([])
            if ONE_HAN.search(text) is not None:
                columns[number].append((at + len(text) - len(text.lstrip()), text.strip()))
            at += len(text) + 1
    return columns


def _persons(column: list[_Cell]) -> list[_Cell]:
    if column and _header().search(column[0][1]) is not None:
        return [cell for cell in column[1:] if _may_be_name(cell[1])]
    plausible = [cell for cell in column if _is_plausible(cell[1])]
    # The first cell may be the header.
    others = len(column) - len(plausible) - (len(column) > 1 and not _is_plausible(column[0][1]))
    if len(plausible) <= others or any(ends_unit(text) for _, text in column):
        return []
    # Among full names short ones are names too.
    return [cell for cell in column if cell in plausible or (len(cell[1]) == 2 and _may_be_name(cell[1]))]


def _may_be_name(text: str) -> bool:
    plain = text.replace(" ", "")
    if _NAME.fullmatch(text) is None or plain in not_names():
        return False
    return "·" in plain or name_cost(plain) < float("inf")


def _is_plausible(text: str) -> bool:
    """Whether a cell is a full name and no word, nor a surname before a word (黄|大豆)."""
    plain = text.replace(" ", "")
    if not _may_be_name(text) or len(plain) < 3 or ends_unit(plain):
        return False
    if has_usual_given(plain) or "·" in plain or plain[:1] not in surnames():
        return True
    return name_cost(plain) <= PLAIN_NAME + 4 and plain[1:] not in lexicon().costs and plain[:2] not in lexicon().costs
