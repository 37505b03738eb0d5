"""Names of persons: a surname and one or two characters, with evidence beside them.

A surname alone proves nothing (高度, 安全, 时间 begin with surnames). A rule first points at a place where a name may
stand: after a title, before a title or a verb of speech, in the name of a studio, in a roster line. There the text is
read twice, as plain words and with a name of two to four characters in it, and the cheaper reading wins. That also
settles where the name ends (局长周宁|表示, 局长赵文清|主持). A name that is sure is then found everywhere else in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pipeline.ner.edges import UNKNOWN, split, split_with_cost
from pipeline.ner.lexicon import alternation, links, not_names, places, strings, surnames, words
from pipeline.ner.spans import Found
from pipeline.resources import read_toml

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_BARRIER = re.compile(rf"[^{_HAN}0-9A-Za-z*×·]")
_WINDOW = 8
_SURNAME_COST = {"plain": 5.0, "weak": 9.0, "compound": 6.0, "function": 13.0}
_GIVEN_COST = 7.0
_RARE_GIVEN_COST = 11.0
_PLAIN_NAME = 20.0
"""Cost of a name of three characters, all of them usual."""
_NEVER_GIVEN = frozenset("的了着过是在市县区局委部处校院副总第名位所个等级们与及或不某")


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    table = read_toml("ner_people.toml")
    return {key: strings(table, key) for key in table if isinstance(table[key], list)}


@cache
def _given() -> frozenset[str]:
    return frozenset("".join(str(read_toml("ner_people.toml")["given"]).split()))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lexicon = _lexicon()
    titles = alternation(lexicon["titles"])
    plain = "".join(sorted(name for name in surnames() if len(name) == 1))
    strong = "".join(sorted(name for name, kind in surnames().items() if kind == "plain"))
    compound = alternation(name for name in surnames() if len(name) == 2)
    surname = rf"(?:{compound}|[{plain}])"
    return {
        "title": re.compile(titles),
        "after": re.compile(
            rf"(?:{alternation(lexicon['titles_after'])})(?![室们]|{alternation(lexicon['not_after_title'])})"
        ),
        "speech": re.compile(alternation(lexicon["speech"])),
        "workshop": re.compile(alternation(lexicon["workshops"])),
        "mask": re.compile(
            rf"[{strong}](?:某[某甲乙丙丁]?|×{{1,2}}|\*{{1,2}}|X{{1,2}})(?![些种个省市区县镇乡村校中小某×*X])"
        ),
        "ethnic": re.compile(rf"(?<![{_HAN}·])[{_HAN}]{{2,20}}(?:·[{_HAN}]{{1,8}}){{1,3}}"),
        # 主任:尤 权 国务院副秘书长 / 王 伟 北京市副市长: a name, then an office, on a line of their own.
        "roster": re.compile(
            rf"^[ \t]*(?:[^\n:]{{1,12}}:[ ]*)?(?P<name>{surname}[ ]?[{_HAN}](?:[ ]?[{_HAN}])?)[ ]+"
            rf"(?P<title>[^\n 。]{{0,38}}?(?:{titles})[^\n 。]{{0,24}})[ ]*$",
            re.M,
        ),
        # 省长 王 予 波: an office, spaces, a name, on a line of their own.
        "signature": re.compile(
            rf"^[ \t]*(?P<title>[^\n 。:]{{0,30}}(?:{titles}))[ :]+"
            rf"(?P<name>{surname}[ ]{{0,2}}[{_HAN}](?:[ ]{{0,2}}[{_HAN}])?)[ ]*$",
            re.M,
        ),
        "listed": re.compile(
            rf"(?<=[{_HAN}])等?(?:[0-9一二两三四五六七八九十]{{1,3}}[名位]|等)(?:[{_HAN}]{{0,6}}?)(?:{alternation(lexicon['listed'])})"
        ),
        "appointing": re.compile(alternation(lexicon["appointing"])),
        "leader": re.compile(alternation(lexicon["leaders"])),
        "title_chain": re.compile(rf"(?:[{_HAN}A-Za-z]{{0,20}}(?:{titles})[、兼])*[{_HAN}A-Za-z]{{0,20}}\Z"),
    }


@cache
def _loose() -> frozenset[str]:
    return frozenset(_lexicon()["loose_titles"])


def find_people(content: str) -> list[Found]:
    """The persons that `content` names, in text order, without overlaps."""
    found: dict[tuple[int, int], Found] = {}
    taken: list[Found] = []
    for person in (
        *_rosters(content),
        *_leaders(content),
        *_after_titles(content),
        *_before_titles(content),
        *_workshops(content),
        *_ethnic(content),
        *_masked(content),
        *_listed(content),
        *_lines(content),
        *_staff(content),
        *_appointed(content),
    ):
        key = (person.start, person.end)
        if key not in found:
            found[key] = person
    taken = _without_overlaps(found.values())
    taken = _without_overlaps([*taken, *_lists(content, taken)])
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


def _name_cost(name: str) -> float:
    """What it costs to read `name` as a personal name; infinite when it cannot be one."""
    kinds = surnames()
    head = name[:2] if name[:2] in kinds and len(name) > 2 else name[:1]
    kind = kinds.get(head)
    given = name[len(head) :]
    if kind is None or not 1 <= len(given) <= 2 or not _NEVER_GIVEN.isdisjoint(given):
        return float("inf")
    common = _given()
    cost = _SURNAME_COST[kind] + sum(_GIVEN_COST if char in common else _RARE_GIVEN_COST for char in given)
    if name in places() or name in not_names():
        cost += 8.0
    if len(given) == 2 and given in words():
        # 谈|学习, 和|保安: rather a verb or link and a word.
        cost += 8.0 if kind in ("weak", "function") else 1.0
    return cost


def _reach(content: str, start: int) -> int:
    barrier = _BARRIER.search(content, start, start + _WINDOW)
    return barrier.start() if barrier is not None else min(len(content), start + _WINDOW)


def name_from(content: str, start: int, bias: float) -> int | None:
    """End of the personal name that starts at `start`, if reading one there is cheaper than reading words.

    Args:
        bias: how much dearer than plain words the name may be; the weight of the evidence.
    """
    if content[start : start + 1] not in surnames() and content[start : start + 2] not in surnames():
        return None
    function = surnames().get(content[start]) == "function"
    if function and bias <= 0:
        return None
    stop = _reach(content, start)
    plain = split_with_cost(content[start:stop])[1]
    best: tuple[float, int] | None = None
    for size in (3,) if function else (2, 3, 4):
        if start + size > stop:
            break
        cost = _name_cost(content[start : start + size])
        if cost == float("inf"):
            continue
        cost += split_with_cost(content[start + size : stop])[1]
        if best is None or cost < best[0]:
            best = (cost, start + size)
    if best is None or best[0] >= plain + bias:
        return None
    return best[1]


def name_until(content: str, end: int, bias: float) -> int | None:
    """Start of the personal name that ends at `end`; see `name_from`."""
    left = end
    floor = max(0, end - _WINDOW)
    while left > floor and _BARRIER.match(content, left - 1) is None:
        left -= 1
    plain = split_with_cost(content[left:end])[1]
    best: tuple[float, int] | None = None
    for size in (2, 3, 4):
        start = end - size
        if start < left:
            break
        cost = _name_cost(content[start:end])
        if cost == float("inf"):
            continue
        pieces, before = split_with_cost(content[left:start])
        plain_name = size == 3 and cost <= _PLAIN_NAME and bool(pieces) and _is_word(pieces[-1])
        if pieces and not plain_name and not _ends_clause(pieces[-1]):
            continue
        if best is None or cost + before < best[0]:
            best = (cost + before, start)
    if best is None or best[0] >= plain + bias:
        return None
    return best[1]


_UNIT_END = re.compile(
    r"(?:小学|中学|学校|幼儿园|学院|大学|高中|初中|书院|[一二三四五六七八九十]中|局|委|厅|处|室|院|公司|集团|中心|镇|乡|村|社区|教师|班)$"
)


def _ends_clause(piece: str) -> bool:
    return words().get(piece, (0.0, False))[1] or _UNIT_END.search(piece) is not None


def _after_titles(content: str) -> Iterator[Found]:
    for match in _patterns()["title"].finditer(content):
        title = match.group()
        start = match.end()
        spaced = _SPACED.match(content, start)
        if spaced is not None and spaced.end() > start:
            start = spaced.end()
        else:
            spaced = None
        bias = 0.0 if title in _loose() else 4.0
        end = name_from(content, start, bias)
        hard = spaced is not None
        if end is None and content[start : start + 1] in ("为", "系", "是", "由"):
            # 校长为张某, 主任由张某|担任
            hard = content[start] != "由"
            start += 1
            end = name_from(content, start, 0.0)
            if end is not None and not _closes(content, end, hard):
                continue
        if end is None:
            continue
        if (title in _loose() or spaced is not None) and not _closes(content, end, hard):
            continue
        yield Found(
            "PERSON", start, end, "person.title_before", _title_before(content, match.start(), match.end()), 0.9
        )


_SPACED = re.compile(r"(?:\(兼\)|:)?[ ]{0,3}(?=[^ ])")


def _closes(content: str, end: int, hard: bool = False) -> bool:
    """Whether what follows a name may follow a name: punctuation, unless `hard` also a verb, a link, a title."""
    if end >= len(content) or _BARRIER.match(content, end) is not None:
        return True
    if hard:
        return False
    pieces = split(content[end : _reach(content, end)])
    return bool(pieces) and (
        words().get(pieces[0], (0.0, False))[1] or _patterns()["title"].match(content, end) is not None
    )


def _title_before(content: str, start: int, end: int) -> str:
    left = max(0, start - 40)
    match = _patterns()["title_chain"].search(content, left, start)
    if match is None:
        return content[start:end]
    text = content[match.start() : end]
    pieces = split(text)
    table = words()
    offset = len(text)
    for piece in reversed(pieces):
        breaks = table.get(piece, (0.0, False))[1] and _patterns()["title"].search(piece) is None
        breaks = breaks and not piece.endswith(("局", "厅", "部", "委", "府", "会"))
        if breaks and (len(piece) > 1 or piece in links()) and offset < len(text) - 1:
            break
        offset -= len(piece)
    return text[offset:].lstrip("、,兼")


def _before_titles(content: str) -> Iterator[Found]:
    for match in _patterns()["after"].finditer(content):
        start = name_until(content, match.start(), 0.0)
        if start is not None:
            yield Found("PERSON", start, match.start(), "person.title_after", match.group(), 0.8)
    for match in _patterns()["speech"].finditer(content):
        start = name_until(content, match.start(), -4.0)
        if start is not None and (start == 0 or _BARRIER.match(content, start - 1) is not None):
            yield Found("PERSON", start, match.start(), "person.speech", "", 0.7)


def _workshops(content: str) -> Iterator[Found]:
    subjects = frozenset(_lexicon()["workshop_subjects"])
    for match in _patterns()["workshop"].finditer(content):
        left = match.start()
        floor = max(0, left - 16)
        while left > floor and _BARRIER.match(content, left - 1) is None:
            left -= 1
        start = _workshop_name_start(content, left, match.start())
        if start is None:
            continue
        best: tuple[float, int] | None = None
        for size in (2, 3, 4):
            end = start + size
            if end > match.start():
                break
            cost = _name_cost(content[start:end])
            if cost == float("inf"):
                continue
            cost += _subject_cost(content[end : match.start()], subjects)
            if best is None or cost < best[0]:
                best = (cost, end)
        if best is None or best[0] >= split_with_cost(content[start : match.start()])[1]:
            continue
        yield Found("PERSON", start, best[1], "person.workshop", "", 0.85)


def _workshop_name_start(content: str, left: int, end: int) -> int | None:
    text = content[left:end]
    offset = len(text)
    for piece in reversed(split(text)):
        if _ends_clause(piece) and piece not in _lexicon()["workshop_subjects"]:
            break
        offset -= len(piece)
    start = left + offset
    return start if content[start : start + 1] in surnames() or content[start : start + 2] in surnames() else None


def _subject_cost(text: str, subjects: frozenset[str]) -> float:
    for size in range(min(5, len(text)), 1, -1):
        if text[:size] in subjects:
            return 6.0 + _subject_cost(text[size:], subjects)
    return split_with_cost(text)[1]


def _rosters(content: str) -> Iterator[Found]:
    for rule in ("roster", "signature"):
        for match in _patterns()[rule].finditer(content):
            name = match["name"].replace(" ", "")
            if _name_cost(name) < UNKNOWN * len(name) + 4 and (" " in match["name"] or name not in words()):
                yield Found(
                    "PERSON", match.start("name"), match.end("name"), f"person.{rule}", match["title"].strip(), 0.95
                )


def _leaders(content: str) -> Iterator[Found]:
    after = _patterns()["after"]
    for match in _patterns()["leader"].finditer(content):
        title = after.match(content, match.end())
        yield Found("PERSON", match.start(), match.end(), "person.leader", title.group() if title else "", 1.0)


def _ethnic(content: str) -> Iterator[Found]:
    for match in _patterns()["ethnic"].finditer(content):
        start = match.start()
        text = content[start : content.index("·", start)]
        before = None
        for before in _patterns()["title"].finditer(text):
            start = match.start() + before.end()
        if content.index("·", start) - start < 2:
            continue
        end = _ethnic_end(content, match.end())
        if before is None and (
            content[start - 1 : start] in ("“", ")") or any(map(_is_word, split(content[start:end])))
        ):
            continue
        after = _patterns()["after"].match(content, end)
        title = before or after
        said = title.group() if title is not None else ""
        yield Found("PERSON", start, end, "person.ethnic", said, 0.95 if said else 0.8)


def _is_word(piece: str) -> bool:
    return len(piece) > 1 and piece in words()


def _ethnic_end(content: str, end: int) -> int:
    """The end of a name with a middle dot, without the words that follow: 艾力·吐尔逊|校长说."""
    start = content.rindex("·", 0, end) + 1
    position = start
    for index, piece in enumerate(split(content[start:end])):
        if index and (len(piece) > 1 or piece in links()):
            break
        position += len(piece)
    return position


def _masked(content: str) -> Iterator[Found]:
    for match in _patterns()["mask"].finditer(content):
        start = match.start()
        left = max(0, start - _WINDOW)
        pieces = split(content[left:start])
        before = content[start - 1 : start]
        if (
            not before
            or _BARRIER.match(before) is not None
            or (pieces and _ends_clause(pieces[-1]))
            or any(content.startswith(title, start - len(title)) for title in _lexicon()["titles"])
        ):
            yield Found("PERSON", start, match.end(), "person.mask", "", 0.8)


_STAFF = re.compile(
    rf"(?:(?<=[:、 \n])|\A)(?P<name>[{_HAN}]{{2,4}})(?=\([^()\n]{{0,24}}(?:学校|小学|中学|幼儿园|大学|学院|中心校|[一二三四五六七八九十][中小幼])\))"
)


def _staff(content: str) -> Iterator[Found]:
    """A name with the school in brackets after it: 张某(县实验小学)."""
    for match in _STAFF.finditer(content):
        if _name_cost(match["name"]) <= _PLAIN_NAME:
            yield Found("PERSON", match.start(), match.end(), "person.staff", "", 0.8)


_ASIDE = re.compile(r"\([^()\n]{1,24}\)(?=[、 ])")
_ITEM = re.compile(rf"[{_HAN}]{{2,4}}")
_LINE = re.compile(
    rf"(?:(?<=:)|(?<=\n)|\A)[ ]{{0,4}}[{_HAN}]{{2,4}}(?:[、 ]{{1,3}}[{_HAN}]{{2,4}}){{2,80}}(?=[ ]{{0,4}}(?:\n|。|\Z))"
)


def _lines(content: str) -> Iterator[Found]:
    """A line or the rest of a line that holds nothing but names: 优秀教师:王某 李某 赵某."""
    for match in _LINE.finditer(content):
        items = list(_ITEM.finditer(content, match.start(), match.end()))
        costs = [_name_cost(item.group()) for item in items]
        whole = sum(len(item.group()) == 3 for item in items)
        if max(costs) <= _PLAIN_NAME and 2 * whole >= len(items):
            for item in items:
                yield Found("PERSON", item.start(), item.end(), "person.line", "", 0.8)


def _lists(content: str, people: Sequence[Found]) -> Iterator[Found]:
    """Names that follow a sure one in a list: 教师周宁、林雨晴、吴帆."""
    for person in people:
        end = person.end
        for _ in range(60):
            # 张某(县一中)、李某(县二中)
            aside = _ASIDE.match(content, end)
            if aside is not None:
                end = aside.end()
            if content[end : end + 1] not in ("、", " ") or not content[end : end + 1]:
                break
            start = end + 1
            following = name_from(content, start, 4.0)
            if following is None or not _closes(content, following):
                break
            yield Found("PERSON", start, following, "person.list", person.title, 0.75)
            end = following


def _listed(content: str) -> Iterator[Found]:
    """Names in a list that says what they are: 周宁、林雨晴、吴帆等3名教师."""
    for match in _patterns()["listed"].finditer(content):
        end = match.start()
        names: list[tuple[int, int]] = []
        while len(names) < 60:
            left = end
            while left > 0 and end - left < 12 and _BARRIER.match(content, left - 1) is None:
                left -= 1
            linked = content[left - 1 : left] == "、"
            whole = content[left:end]
            if linked and _name_cost(whole) < split_with_cost(whole)[1]:
                names.append((left, end))
                end = left - 1
                continue
            start = name_until(content, end, 0.0)
            if start is not None:
                names.append((start, end))
            break
        if len(names) >= 2:
            for start, end in names:
                yield Found("PERSON", start, end, "person.listed", "", 0.75)


def _appointed(content: str) -> Iterator[Found]:
    for match in _patterns()["appointing"].finditer(content):
        end = name_from(content, match.end(), 2.0)
        if end is not None and content.startswith(("为", "的", "同志", "担任", "、", "任"), end):
            yield Found("PERSON", match.end(), end, "person.appointed", "", 0.8)


def _everywhere(content: str, people: list[Found]) -> list[Found]:
    sure = {
        content[person.start : person.end]
        for person in people
        if person.score >= 0.75 and person.source != "person.mask"
    }
    sure = {name for name in sure if len(name) >= 3 or name not in words()}
    if not sure:
        return people
    again = [
        Found("PERSON", match.start(), match.end(), "person.again", "", 0.6)
        for match in re.finditer(alternation(sure), content)
    ]
    return _without_overlaps([*people, *again])
