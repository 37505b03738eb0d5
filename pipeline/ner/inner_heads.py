"""What stands behind a head inside the name of a school: a faculty, a section, what the school became, or another school.

A university's faculties are named by their field (青禾大学|机械工程学院), so what stands there is the university's name and no
school of its own; a section of a school and the verb of a renaming are outside of its name.
"""

from __future__ import annotations

import re

from pipeline.language.han import HAN
from pipeline.language.in_force import lexicon
from pipeline.language.lexicon import places
from pipeline.ner.edges import split

FACULTY = "学院"
"""What the name of a faculty ends in; that of a college, too."""
_UNIVERSITY = re.compile(rf"(?:大学|学院)(?P<field>[{HAN}]{{1,14}}?){FACULTY}\Z")
_REACH = 24
"""Characters before the end of a faculty in which its university stands."""
_LINKS = frozenset("与和及")
_SECTION = re.compile(r"[初高小中大幼学义职][中学儿高专业务][部段]\Z")
_RENAMED = re.compile(r"[学院校堂中小][改原](?![革良])")
_PARTS = (2, 3, 4)


def field_of_faculty(content: str, start: int, end: int) -> str:
    """The field of a faculty that ends at `end`, between its university's name and 学院: 青禾大学|机械工程|学院; empty when there is none.

    The university's name may begin before `start`. What a place or a verb begins is a college of its own: 青禾大学与|云州师范学院.
    """
    if not content.startswith(FACULTY, end - len(FACULTY)):
        return ""
    match = _UNIVERSITY.search(content, max(0, min(start, end - _REACH)), end)
    if match is None:
        return ""
    field, breaking = match["field"], lexicon().breaking
    pieces = split(field)
    if pieces[0] in _LINKS or any(piece in breaking and piece not in _LINKS for piece in pieces):
        return ""
    return "" if any(field[at : at + size] in places() for at in range(len(field)) for size in _PARTS) else field


def is_faculty(content: str, start: int, end: int) -> bool:
    """Whether a name is that of a faculty, without its university: 青禾大学|机械工程学院."""
    field = field_of_faculty(content, start, end)
    return field != "" and end - start <= len(field) + len(FACULTY)


def is_university_with_faculty(content: str, start: int, end: int) -> bool:
    """Whether a name is a university's with that of a faculty whose field is plain words: 青禾大学机械工程学院."""
    field = field_of_faculty(content, start, end)
    if not field or end - start <= len(field) + len(FACULTY):
        return False
    if len(field) == 1:
        # 法, 医, 商: colleges are named in more than one character.
        return True
    pieces, entries = split(field), lexicon().entries
    return all(piece in lexicon().costs for piece in pieces) and (
        pieces[-1] in entries and entries[pieces[-1]].part_of_speech in _NOUNS
    )


_NOUNS = frozenset(("n", "vn", "l"))
"""Parts of speech of what a faculty teaches; 通达 and 城建 are names."""


def ends_in_section(content: str, start: int, end: int) -> bool:
    """Whether a section of the school is what the name ends in: 青禾中学|高中部."""
    match = _SECTION.search(content, start, end) if content[end - 1] in "部段" else None
    return match is not None and match.start() - start >= _LEAST


def after_other_university(content: str, start: int, end: int) -> int:
    """Where the second of two universities begins that nothing parts: 青禾大学|澜州师范大学; `start` where there is one.

    A university holds colleges, schools and hospitals, but no other university.
    """
    if not content.startswith(UNIVERSITY, end - len(UNIVERSITY)):
        return start
    matches = _WHOLE_UNIVERSITY.finditer(content, start + 2, end - len(UNIVERSITY) - 1)
    return max((match.end() for match in matches), default=start)


UNIVERSITY = "大学"
_WHOLE_UNIVERSITY = re.compile(rf"{UNIVERSITY}(?![生城附校区]|分校)")


def holds_renaming(content: str, start: int, end: int) -> bool:
    """Whether the end of a school's name and the verb of a renaming stand inside: 青禾学堂|改|第二小学."""
    return _RENAMED.search(content, start, end) is not None


_LEAST = 3
"""Characters of the shortest name of a school before its section."""
