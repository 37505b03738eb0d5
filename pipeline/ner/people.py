"""Names of persons, found by what stands beside them.

A surname alone proves nothing (高度, 安全, 时间 begin with surnames). A rule points at a place where a name may stand:
after a title, before a title or a verb of speech, in the name of a studio, in a list or table of names
(`pipeline.ner.rosters`). There `pipeline.ner.personal` weighs a name against plain words. A name that is sure is then
found everywhere else in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, per_lexicon, words
from pipeline.language.school_heads import school_end
from pipeline.ner.appointments import find_appointed
from pipeline.ner.edges import cost_of, prefix_covers, split
from pipeline.ner.lexicon import not_names, place_names, surnames
from pipeline.ner.narrative import find_in_narrative
from pipeline.ner.occurrences import occurrences
from pipeline.ner.personal import (
    BARRIER,
    LAND,
    PLAIN_NAME,
    WINDOW,
    begins_office,
    closes,
    ends_clause,
    ends_unit,
    has_usual_given,
    is_before_mark,
    is_behind_mark,
    is_surname,
    is_word,
    name_cost,
    name_from,
    name_until,
    reach,
    reach_back,
    transliterated_from,
    transliterated_until,
)
from pipeline.ner.rosters import find_ended, find_listed, find_rosters, follow_lists
from pipeline.ner.scanner import Scanner, scanner
from pipeline.ner.spans import Found


def _titles() -> re.Pattern[str]:
    return scanner("title").pattern


@per_lexicon
def _after() -> Scanner:
    """Titles that stand behind a name."""
    return Scanner.of(rf"(?:{any_word('title_after')})(?![室们]|{any_word('not_after_title')})", words("title_after"))


@per_lexicon
def _patterns() -> dict[str, re.Pattern[str]]:
    titles = any_word("title")
    strong = "".join(sorted(name for name, kind in surnames().items() if kind == "plain"))
    return {
        "mask": re.compile(
            rf"[{strong}](?:某[某甲乙丙丁]?|×{{1,2}}|\*{{1,2}}|X{{1,2}})(?![些种个省市区县镇乡村校中小某×*X])"
        ),
        "title_chain": re.compile(rf"(?:[{HAN}A-Za-z]{{0,20}}(?:{titles})[、兼])*[{HAN}A-Za-z]{{0,20}}\Z"),
    }


def find_people(content: str) -> list[Found]:
    """The persons that `content` names, in text order, without overlaps."""
    found: dict[tuple[int, int], Found] = {}
    for person in (
        *find_rosters(content),
        *_leaders(content),
        *_after_titles(content),
        *_after_roles(content),
        *_before_titles(content),
        *_workshops(content),
        *_dotted(content),
        *_masked(content),
        *find_listed(content),
        *find_ended(content),
        *find_appointed(content),
        *_introduced(content),
        *_taken_up(content),
        *find_in_narrative(content),
    ):
        found.setdefault((person.start, person.end), person)
    taken = _without_overlaps(found.values())
    taken = _without_overlaps([*taken, *follow_lists(content, taken)])
    return _everywhere(content, taken)


def _without_overlaps(people: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for person in sorted(people, key=lambda item: (item.start, -item.score, item.end)):
        if kept and person.start < kept[-1].end:
            if person.score > kept[-1].score:
                kept[-1] = person
            continue
        kept.append(person)
    return kept


_SPACED = re.compile(r"(?:\(兼\)|:)?[ ]{0,3}(?=[^ ])")


def _after_titles(content: str) -> Iterator[Found]:
    for match in scanner("title").finditer(content):
        name = _behind_title(content, match.group(), match.end())
        if name is not None:
            title = _title_before(content, match.start(), match.end())
            yield Found("PERSON", *name, "person.title_before", title, 0.9)


def _behind_title(content: str, title: str, at: int) -> tuple[int, int] | None:
    """The name behind a title that ends at `at`: 校长|周宁, 主任:|李某, “时代楷模”|黄某某, 校长为|张某."""
    spaced = _SPACED.match(content, at)
    start = at if spaced is None else spaced.end()
    is_apart = start > at
    if not is_apart and _stands_behind_name(content, title, at):
        return None
    start += content[start : start + 1] == "”"
    is_loose = title in words("loose_title")
    end = name_from(content, start, 0.0 if is_loose else 7.0)
    if end is None:
        return _behind_being(content, start, is_apart)
    if is_apart and not is_before_mark(content, end):
        return None  # only a colon or blanks between: what follows must be nothing but a name
    must_close = is_loose or content[start - 1] == "”"
    if must_close and not closes(content, start, end) and not _title_at(content, end):
        return None
    return start, end


def _stands_behind_name(content: str, title: str, end: int) -> bool:
    """Whether a title that ends at `end` belongs to a name before it: 张某同志|任组长."""
    return title == "同志" or (title in words("title_after") and begins_office(content, end))


def _behind_being(content: str, at: int, is_apart: bool) -> tuple[int, int] | None:
    """The name behind a verb at `at` that says who has the title: 校长为|张某; 主任由|张某|担任, which goes on.

    Args:
        is_apart: whether a colon or blanks stand between title and verb, so that nothing may follow the name.
    """
    verb, start = content[at : at + 1], at + 1
    end = name_from(content, start, 0.0) if verb in ("为", "系", "是", "由") else None
    if end is None or not closes(content, start, end):
        return None
    goes_on = verb == "由" and not is_apart
    return (start, end) if goes_on or is_before_mark(content, end) else None


def _title_at(content: str, start: int) -> bool:
    return _titles().match(content, start) is not None


_ROLE = re.compile(r"[员师手者匠人民户工士友医班](?:(?<!班)|(?<=[)0-9]班))(?=[^\n])")


def _after_roles(content: str) -> Iterator[Found]:
    """A full name after any word for a person: 护林员|…, 爱心人士|…, 六(2)班|…."""
    for match in _ROLE.finditer(content):
        start = match.end()
        if not is_surname(content, start) or content[start - 1 : start + 1] in lexicon().costs:
            continue
        if content[start - 2 : start] in lexicon().verbs:
            continue  # 新开工|晏城至白寺公路
        end = name_from(content, start, -6.0)
        if end is None or end - start < 3 or content[end : end + 1] == "的":
            continue
        if name_cost(content[start:end]) <= PLAIN_NAME + 3 and closes(content, start, end):
            yield Found("PERSON", start, end, "person.role", "", 0.8)


def _title_before(content: str, start: int, end: int) -> str:
    left = max(0, start - 40)
    match = _patterns()["title_chain"].search(content, left, start)
    if match is None:
        return content[start:end]
    text = content[match.start() : end]
    pieces = split(text)
    offset = len(text)
    for piece in reversed(pieces):
        breaks = piece in lexicon().breaking and _titles().search(piece) is None
        breaks = breaks and not piece.endswith(("局", "厅", "部", "委", "府", "会"))
        if breaks and (len(piece) > 1 or piece in lexicon().linking) and offset < len(text) - 1:
            break
        offset -= len(piece)
    return text[offset:].lstrip("、,兼")


_OF_DIVISION = LexicalPattern(lambda: rf"[省市区县镇乡村州]长[{HAN}]{{1,3}}(?:{school_end()})")
"""A division and a school with 长 in its name, no title: 柳河|县长青小学."""


def _before_titles(content: str) -> Iterator[Found]:
    for match in _after().finditer(content):
        start = name_until(content, match.start(), 0.0)
        if start is not None and _OF_DIVISION.match(content, match.start()) is None:
            yield Found("PERSON", start, match.start(), "person.title_after", match.group(), 0.8)
    for match in scanner("speech_verb").finditer(content):
        start = name_until(content, match.start(), -4.0)
        if start is not None and is_behind_mark(content, start) and not ends_unit(content[start : match.start()]):
            yield Found("PERSON", start, match.start(), "person.speech", "", 0.7)
    for match in scanner("personal_act").finditer(content):
        acting = _acting_until(content, match.start())
        if acting is not None:
            sure = match.start() - acting > 2
            yield Found("PERSON", acting, match.start(), "person.acting", "", 0.75 if sure else 0.7)
    for match in scanner("leading_verb").finditer(content):
        leading = name_until(content, match.start(), -4.0)
        if leading is not None:
            yield Found("PERSON", leading, match.start(), "person.leading", "", 0.75)


def _acting_until(content: str, end: int) -> int | None:
    """Start of the name before a verb that persons do and suffer: 张某|接受审查, 据李某|介绍; of places and bodies nothing."""
    for start in (end - 3, end - 4):
        if start >= 0 and is_behind_mark(content, start) and _is_usual_full_name(content[start:end]):
            return start
    found = name_until(content, end, -8.0)
    if found is None or content[end - 1 : end + 1] in lexicon().costs or _may_be_place(content[found:end]):
        return None
    return found if is_behind_mark(content, found) or _is_linked(content, found, end) else None


def _is_usual_full_name(name: str) -> bool:
    """Whether a usual surname and given name are no word, place or body besides: 李文清."""
    return has_usual_given(name) and name not in not_names() and name not in place_names() and not ends_unit(name)


def _may_be_place(name: str) -> bool:
    """Whether a name is, or ends as, that of a place or body: 白沙镇, 黄山, 安阳."""
    return ends_unit(name) or name[-1] in LAND or name in place_names()


def _is_linked(content: str, start: int, end: int) -> bool:
    """Whether a link stands before a name: 由|李某, 据|李某, 对|李某; any word that ends a phrase before a full name."""
    word = split(content[max(0, start - WINDOW) : start])[-1]
    return word in lexicon().linking or (end - start > 2 and word in lexicon().breaking)


_IN_NAME = frozenset("之和与及·")
"""云和|特级教师工作室: behind a name before a workshop they are its last character."""


def _workshops(content: str) -> Iterator[Found]:
    for match in scanner("workshop").finditer(content):
        end = match.start()
        left = reach_back(content, end, 16)
        words_until, word_starts = prefix_covers(content[left:end])
        readings = (
            (
                name_cost(content[start:stop]) + (words_until[start - left] + _subject_cost(content[stop:end])),
                start,
                stop,
            )
            for start in range(left, end - 1)
            if is_surname(content, start) and _names_workshop(content[left + word_starts[start - left] : start])
            for stop in range(start + 2, min(start + 4, end) + 1)
            if content[stop] not in _IN_NAME
        )
        cost, start, stop = min(readings, key=itemgetter(0), default=(float("inf"), end, end))
        if cost < words_until[-1] + 4.0:
            yield Found("PERSON", start, stop, "person.workshop", "", 0.85)


def _names_workshop(word: str) -> bool:
    """Whether the name of a workshop may begin right behind a word: not behind its subject, as in 数学|张某工作室."""
    return not word or (ends_clause(word) and word not in words("workshop_subject"))


def _subject_cost(text: str) -> float:
    """What it costs to read what stands between name and workshop as its subject, or as plain words: 高中数学, 名师."""
    for size in range(min(5, len(text)), 1, -1):
        if text[:size] in words("workshop_subject"):
            return 6.0 + _subject_cost(text[size:])
    return cost_of(text)


def _leaders(content: str) -> Iterator[Found]:
    after = _after().pattern
    for match in scanner("leader").finditer(content):
        title = after.match(content, match.end())
        yield Found("PERSON", match.start(), match.end(), "person.leader", title.group() if title else "", 1.0)


_NUMERALS = frozenset("一二三四五六七八九十百千万0123456789")
_DOT = re.compile(rf"(?<=[{HAN}])·(?=[{HAN}])")


def _dotted(content: str) -> Iterator[Found]:
    """Names with a middle dot: 艾力·吐尔逊."""
    floor = 0
    for match in _DOT.finditer(content):
        dot = match.start()
        if dot < floor:
            continue
        start, end = _around_dot(content, dot, floor)
        title = _title_until(content, start)
        if dot - start < (2 if title is None else 1) or end - dot < 2:
            continue
        end = floor = _with_further_parts(content, end)
        title = title or _after().pattern.match(content, end)
        said = title.group() if title is not None else ""
        yield Found("PERSON", start, end, "person.ethnic", said, 0.95 if said else 0.8)


def _around_dot(content: str, dot: int, floor: int) -> tuple[int, int]:
    """The span of the part of a name before a dot and of that behind it, by their syllables, else by the words around them."""
    start, run = _first_part(content, dot, floor), transliterated_until(content, dot + 1)
    end = run
    if dot - start < 2 or run == dot + 1:
        start, end = _dotted_by_words(content, dot)
    if end == dot + 2 or end > run > dot + 1:
        end = _before_a_verb(content, dot + 1, run)
    while end > dot + 2 and (
        content[end - 1 : end + 1] in lexicon().costs or content[end : end + 1] in tuple("着了过")
    ):
        end -= 1  # 布留托|提着
    return start, end


def _first_part(content: str, dot: int, floor: int) -> int:
    """Start of the syllables before a dot, with a usual surname before them: 葛|丽娜·索."""
    start = transliterated_from(content, dot, floor)
    is_named = surnames().get(content[start - 1 : start]) == "plain"
    return start - 1 if is_named and dot - start >= 2 and _title_until(content, start) is None else start


def _with_further_parts(content: str, end: int) -> int:
    """End of a name with the parts behind further dots: 买买提·艾力|·吐尔逊."""
    while content[end : end + 1] == "·" and (further := transliterated_until(content, end + 1)) > end + 1:
        end = further
    return end


def _title_until(content: str, end: int) -> re.Match[str] | None:
    """The title that stands right before `end`."""
    titles = _titles().finditer(content, max(0, end - 6), end)
    return next((title for title in titles if title.end() == end), None)


def _before_a_verb(content: str, dot: int, end: int) -> int:
    """吾|守尔带领: the end of unusual syllables that a verb or link follows at once, else `end`."""
    position = dot
    for piece in split(content[dot : reach(content, dot)]):
        if piece in _NUMERALS:
            return end
        if len(piece) > 1 or piece in lexicon().linking:
            return position if end < position <= dot + 4 and closes(content, dot - 2, position) else end
        position += 1
    return position if position <= dot + 4 else end


def _dotted_by_words(content: str, dot: int) -> tuple[int, int]:
    """The span of a name whose syllables are unusual: what a title, a bracket and words of the dictionary leave."""
    start = _first_by_words(content, dot)
    if start is None:
        return dot, dot
    end = _last_by_words(content, dot)
    is_plain = any(map(is_word, split(content[start:dot]))) or is_word(content[dot + 1 : end])
    return (dot, dot) if is_plain else (start, end)


def _first_by_words(content: str, dot: int) -> int | None:
    """Start of the part before a dot: behind a title, a word that ends a phrase (领着|杜拉尔), or a mark that is near and no quote."""
    left = start = reach_back(content, dot, 12)
    for title in _titles().finditer(content, left, dot):
        start = title.end()
    position = start
    for piece in split(content[start:dot]):
        position += len(piece)
        if len(piece) > 1 and piece in lexicon().breaking:
            start = position
    is_open = start == left and (dot - left > 4 or content[left - 1 : left] in ("“", ")", '"'))
    return None if is_open else start


def _last_by_words(content: str, dot: int) -> int:
    """End of the part behind a dot: before a word of several characters, or a link; its first word is always a part of it."""
    end = dot + 1
    for index, piece in enumerate(split(content[end : reach(content, end)])):
        ends = len(piece) > 1 or piece in lexicon().linking or (index > 1 and piece in lexicon().breaking)
        if index and ends:
            break
        end += len(piece)
    return end


def _masked(content: str) -> Iterator[Found]:
    for match in _patterns()["mask"].finditer(content):
        start = match.start()
        left = max(0, start - WINDOW)
        pieces = split(content[left:start])
        before = content[start - 1 : start]
        if (
            not before
            or BARRIER.match(before) is not None
            or (pieces and ends_clause(pieces[-1]))
            or content.startswith(("某", "员", "师", "人", "士", "生"), start - 1)
            or any(content.startswith(title, start - len(title)) for title in words("title"))
        ):
            yield Found("PERSON", start, match.end(), "person.mask", "", 0.8)


def _introduced(content: str) -> Iterator[Found]:
    """老师叫|张某, and no more in this clause."""
    for match in scanner("naming_verb").finditer(content):
        end = name_from(content, match.end(), 0.0 if match.group().endswith("叫") else -4.0)
        if end is not None and is_before_mark(content, end) and end - match.end() > 2:
            yield Found("PERSON", match.end(), end, "person.introduced", "", 0.8)


_PRONOUN = re.compile(r",(?=[他她](?!们))")


def _taken_up(content: str) -> Iterator[Found]:
    """A name that a pronoun takes up: 来的是李某,|他…."""
    for match in _PRONOUN.finditer(content):
        start = name_until(content, match.start(), -4.0)
        if start is not None:
            yield Found("PERSON", start, match.start(), "person.pronoun", "", 0.7)


def _everywhere(content: str, people: list[Found]) -> list[Found]:
    sure = {
        content[person.start : person.end]
        for person in people
        if person.score >= 0.75 and person.source != "person.mask"
    }
    sure = {name for name in sure if len(name) >= 3 or name not in lexicon().costs}
    if not sure:
        return people
    again = [
        Found("PERSON", start, end, "person.again", "", 0.6)
        for start, end in occurrences(sure, content)
        if end - start > 2 or closes(content, start, end)
    ]
    return _without_overlaps([*people, *again])
