"""Names of persons, found by what stands beside them.

A surname alone proves nothing (高度, 安全, 时间 begin with surnames). A rule points at a place where a name may stand:
after a title, before a title or a verb of speech, in the name of a studio, in a list or table of names
(`pipeline.ner.rosters`). There `pipeline.ner.personal` weighs a name against plain words. A name that is sure is then
found everywhere else in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.language.han import HAN
from pipeline.language.in_force import any_word, lexicon, per_lexicon, words
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
    is_surname,
    is_word,
    name_cost,
    name_from,
    name_until,
    reach,
    transliterated_from,
    transliterated_until,
)
from pipeline.ner.rosters import find_ended, find_listed, find_rosters, follow_lists
from pipeline.ner.spans import Found


@per_lexicon
def _pattern(role: str) -> re.Pattern[str]:
    return re.compile(any_word(role))


@per_lexicon
def _patterns() -> dict[str, re.Pattern[str]]:
    titles = any_word("title")
    strong = "".join(sorted(name for name, kind in surnames().items() if kind == "plain"))
    return {
        "after": re.compile(rf"(?:{any_word('title_after')})(?![室们]|{any_word('not_after_title')})"),
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
    for match in _pattern("title").finditer(content):
        title = match.group()
        start = match.end()
        spaced = _SPACED.match(content, start)
        # Only a colon or blanks between: what follows must be nothing but a name.
        alone = spaced is not None and spaced.end() > start
        if not alone and (title == "同志" or (title in words("title_after") and begins_office(content, start))):
            # 张某同志|任组长: the title stands after the name.
            continue
        if spaced is not None:
            start = spaced.end()
        # “时代楷模”|黄某某
        start += content[start : start + 1] == "”"
        end = name_from(content, start, 0.0 if title in words("loose_title") else 7.0)
        if end is None and content[start : start + 1] in ("为", "系", "是", "由"):
            # 校长为张某, 主任由张某|担任
            alone = alone or content[start] != "由"
            start += 1
            end = name_from(content, start, 0.0)
            if end is not None and not closes(content, start, end):
                continue
        if end is None:
            continue
        if alone and end < len(content) and BARRIER.match(content, end) is None:
            continue
        if (title in words("loose_title") or content[start - 1] == "”") and not (
            closes(content, start, end) or _title_at(content, end)
        ):
            continue
        yield Found(
            "PERSON", start, end, "person.title_before", _title_before(content, match.start(), match.end()), 0.9
        )


def _title_at(content: str, start: int) -> bool:
    return _pattern("title").match(content, start) is not None


_ROLE = re.compile(r"(?:(?<=[员师手者匠人民户工士友医])|(?<=[)0-9]班))(?=[^\n])")


def _after_roles(content: str) -> Iterator[Found]:
    """A full name after any word for a person: 护林员|…, 爱心人士|…, 六(2)班|…."""
    for match in _ROLE.finditer(content):
        start = match.start()
        if not is_surname(content, start) or content[start - 1 : start + 1] in lexicon().costs:
            continue
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
        breaks = piece in lexicon().breaking and _pattern("title").search(piece) is None
        breaks = breaks and not piece.endswith(("局", "厅", "部", "委", "府", "会"))
        if breaks and (len(piece) > 1 or piece in lexicon().linking) and offset < len(text) - 1:
            break
        offset -= len(piece)
    return text[offset:].lstrip("、,兼")


def _before_titles(content: str) -> Iterator[Found]:
    for match in _patterns()["after"].finditer(content):
        start = name_until(content, match.start(), 0.0)
        if start is not None:
            yield Found("PERSON", start, match.start(), "person.title_after", match.group(), 0.8)
    for match in _pattern("speech_verb").finditer(content):
        start = name_until(content, match.start(), -4.0)
        if start is None or not (start == 0 or BARRIER.match(content, start - 1)):
            continue
        if not ends_unit(content[start : match.start()]):
            yield Found("PERSON", start, match.start(), "person.speech", "", 0.7)
    for match in _pattern("personal_act").finditer(content):
        acting = _acting_until(content, match.start())
        if acting is not None:
            sure = match.start() - acting > 2
            yield Found("PERSON", acting, match.start(), "person.acting", "", 0.75 if sure else 0.7)
    for match in _pattern("leading_verb").finditer(content):
        leading = name_until(content, match.start(), -4.0)
        if leading is not None:
            yield Found("PERSON", leading, match.start(), "person.leading", "", 0.75)


def _acting_until(content: str, end: int) -> int | None:
    """Start of the name before a verb that persons do and suffer: 张某|接受审查, 据李某|介绍; of places and bodies nothing."""
    for size in (3, 4):
        left = end - size
        name = content[max(0, left) : end]
        opens = left == 0 or (left > 0 and BARRIER.match(content, left - 1) is not None)
        if (
            opens
            and has_usual_given(name)
            and name not in not_names()
            and name not in place_names()
            and not ends_unit(name)
        ):
            return left
    start = name_until(content, end, -8.0)
    if start is None or content[end - 1 : end + 1] in lexicon().costs:
        return None
    name = content[start:end]
    if ends_unit(name) or name[-1] in LAND or name in place_names():
        return None
    if start == 0 or BARRIER.match(content, start - 1) is not None:
        return start
    # 由, 据, 对: a link before it; after other words the name must have a given name of two characters.
    piece = split(content[max(0, start - WINDOW) : start])[-1]
    return start if piece in lexicon().linking or (len(name) > 2 and piece in lexicon().breaking) else None


def _workshops(content: str) -> Iterator[Found]:
    for match in _pattern("workshop").finditer(content):
        end = left = match.start()
        floor = max(0, left - 16)
        while left > floor and BARRIER.match(content, left - 1) is None:
            left -= 1
        best: tuple[float, int, int] | None = None
        words_until, word_starts = prefix_covers(content[left:end])
        for start in range(left, end - 1):
            if not is_surname(content, start):
                continue
            before = content[left + word_starts[start - left] : start]
            if before and (not ends_clause(before) or before in words("workshop_subject")):
                continue
            for stop in range(start + 2, min(start + 4, end) + 1):
                cost = name_cost(content[start:stop])
                if cost == float("inf") or content[stop] in "之和与及·":
                    # 云和|特级教师工作室: the link is part of the name.
                    continue
                cost += words_until[start - left] + _subject_cost(content[stop:end], words("workshop_subject"))
                if best is None or cost < best[0]:
                    best = (cost, start, stop)
        if best is not None and best[0] < words_until[-1] + 4.0:
            yield Found("PERSON", best[1], best[2], "person.workshop", "", 0.85)


def _subject_cost(text: str, subjects: frozenset[str]) -> float:
    for size in range(min(5, len(text)), 1, -1):
        if text[:size] in subjects:
            return 6.0 + _subject_cost(text[size:], subjects)
    return cost_of(text)


def _leaders(content: str) -> Iterator[Found]:
    after = _patterns()["after"]
    for match in _pattern("leader").finditer(content):
        title = after.match(content, match.end())
        yield Found("PERSON", match.start(), match.end(), "person.leader", title.group() if title else "", 1.0)


_NUMERALS = frozenset("一二三四五六七八九十百千万0123456789")
_DOT = re.compile(rf"(?<=[{HAN}])·(?=[{HAN}])")


def _dotted(content: str) -> Iterator[Found]:
    """Names with a middle dot: 艾力·吐尔逊."""
    floor = 0
    for match in _DOT.finditer(content):
        if match.start() < floor:
            continue
        start = transliterated_from(content, match.start(), floor)
        end = transliterated_until(content, match.end())
        titled = _title_until(content, start) is not None
        if match.start() - start >= 2 and not titled and surnames().get(content[start - 1 : start]) == "plain":
            # 葛|丽娜·索
            start -= 1
        run = end
        if match.start() - start < 2 or end == match.end():
            start, end = _dotted_by_words(content, match.start())
            titled = _title_until(content, start) is not None
        if end - match.end() == 1 or end > run > match.end():
            end = _before_a_verb(content, match.end(), run)
        while end - match.end() > 1 and (
            content[end - 1 : end + 1] in lexicon().costs or content[end : end + 1] in "着了过"
        ):
            # 布留托|提着
            end -= 1
        if match.start() - start < (1 if titled else 2) or end - match.end() < 1:
            continue
        while content[end : end + 1] == "·" and (further := transliterated_until(content, end + 1)) > end + 1:
            end = further
        floor = end
        title = _title_until(content, start) or _patterns()["after"].match(content, end)
        said = title.group() if title is not None else ""
        yield Found("PERSON", start, end, "person.ethnic", said, 0.95 if said else 0.8)


def _title_until(content: str, end: int) -> re.Match[str] | None:
    """The title that stands right before `end`."""
    titles = _pattern("title").finditer(content, max(0, end - 6), end)
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
    left = dot
    while left > 0 and dot - left < 12 and BARRIER.match(content, left - 1) is None:
        left -= 1
    start = left
    for title in _pattern("title").finditer(content, left, dot):
        start = title.end()
    position = start
    for piece in split(content[start:dot]):
        position += len(piece)
        if len(piece) > 1 and piece in lexicon().breaking:
            start = position  # 领着|杜拉尔
    if start == left and (dot - left > 4 or content[left - 1 : left] in ("“", ")", '"')):
        return dot, dot
    position = dot + 1
    for index, piece in enumerate(split(content[position : reach(content, position)])):
        ends = len(piece) > 1 or piece in lexicon().linking or (index > 1 and piece in lexicon().breaking)
        if index and ends:
            break
        position += len(piece)
    if any(map(is_word, split(content[start:dot]))) or is_word(content[dot + 1 : position]):
        return dot, dot
    return start, position


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
    for match in _pattern("naming_verb").finditer(content):
        end = name_from(content, match.end(), 0.0 if match.group().endswith("叫") else -4.0)
        if end is not None and (end == len(content) or BARRIER.match(content, end)) and end - match.end() > 2:
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
