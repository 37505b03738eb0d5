"""What a personal name looks like, and how well one fits where it stands.

A surname and one or two given characters, or a name that Chinese transliterates (阿依努尔, 扎西平措). The text beside a
hint is read twice, as plain words and with a name in it, and the cheaper reading wins. That also settles where the name
ends (局长周宁|表示, 局长赵文清|主持).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon, per_lexicon, words
from pipeline.language.lexicon import places
from pipeline.language.school_heads import school_end
from pipeline.ner.edges import prefix_covers, split, suffix_costs
from pipeline.ner.lexicon import not_names, place_names, surnames

BARRIER = re.compile(rf"[^{HAN}0-9A-Za-z*×·]")
LAND = frozenset("桥江沙泉山河湖溪州城街镇乡村庄寨坪坝关口岭塘湾川路台局办中小旗社会科园")
"""Last characters of places and bodies, where a name that nothing else tells may be one."""
WINDOW = 8
_LONGEST_BEFORE = 6
"""Characters of a name that ends before a hint."""
PLAIN_NAME = 20.0
"""Cost of a name of three characters, all of them usual."""
_SURNAME_COST = {"plain": 5.0, "weak": 9.0, "compound": 3.0, "function": 13.0}
_GIVEN_COST = 7.0
_RARE_GIVEN_COST = 11.0
_KNOWN_COST = 8.0
"""What the name of a place or a word costs more as a name."""
_VERB_COST = 6.0
"""毕业|后: a verb and another character."""
_WORD_AS_GIVEN_COST = {"plain": 1.0, "compound": 1.0, "weak": 4.0, "function": 8.0}
"""谈|学习, 和|保安: rather a verb or link and a word."""
_PLACE_AS_GIVEN_COST = {"plain": 1.0, "compound": 1.0, "weak": 3.0, "function": 1.0}
_NEVER_GIVEN = frozenset("的了着过是在市县区局委部处校院副总第名位所个等级们与及或不某族好摄·")
_TRANSLITERATED_COST = 8.0
_SYLLABLE_COST = 5.5
_ELEMENT_COST = 3.5
_DANGLING = frozenset("之和与及")
"""A name is not followed by these when nothing or a title comes after them: they are its last character then."""


@per_lexicon
def _office() -> re.Pattern[str]:
    return re.compile(rf"[任兼](?=[{HAN}]{{0,24}}?(?:{any_word('title')}))")


def begins_office(content: str, start: int) -> bool:
    """Whether 任 or 兼 at `start` is a verb, with a title to come: 张某|任组长."""
    return content[start : start + 1] in ("任", "兼") and _office().match(content, start) is not None


@per_lexicon
def _unit_ends() -> tuple[str, ...]:
    return tuple(words("unit_ending"))


def ends_unit(name: str) -> bool:
    """Whether `name` ends like a division or an organisation (白沙镇, 方志办), which persons' names do not."""
    return len(name) > 2 and name.endswith(_unit_ends())


@per_lexicon
def _syllables() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('name_element')}|[{''.join(sorted(words('transliteration')))}]){{1,8}}")


@per_lexicon
def _elements() -> re.Pattern[str]:
    return re.compile(any_word("name_element"))


def has_usual_given(name: str) -> bool:
    """Whether a plain surname stands before two characters that are usual in given names."""
    size = 2 if name[:2] in surnames() else 1
    given = name[size:]
    if surnames().get(name[:size]) not in ("plain", "compound") or given in lexicon().breaking:
        return False
    return len(given) == 2 and words("given_name").issuperset(given)


def is_sure(name: str) -> bool:
    """Whether `name` can only be a person's: with a middle dot, of known elements only (斯琴高娃), or a usual full name."""
    if "·" in name or has_usual_given(name):
        return True
    return name not in words("not_transliterated") and sum(map(len, _elements().findall(name))) == len(name) > 3


def is_surname(content: str, start: int) -> bool:
    """Whether a surname stands at `start`."""
    return content[start : start + 1] in surnames() or content[start : start + 2] in surnames()


def transliterated_until(content: str, start: int, limit: int = sys.maxsize) -> int:
    """End of the run of transliterated syllables at `start`, none of which ends behind `limit`; `start` when there is none."""
    match = _syllables().match(content, start, limit)
    return start if match is None else match.end()


def transliterated_from(content: str, end: int, floor: int) -> int:
    """Start of the run of transliterated syllables that ends at `end`, not before `floor`."""
    return next(
        (start for start in range(max(floor, end - 8), end) if _syllables().fullmatch(content, start, end)), end
    )


def name_cost(name: str) -> float:
    """What it costs to read `name` as a personal name; infinite when it cannot be one."""
    return _name_cost(lexicon(), name)


@lru_cache(maxsize=4096)
def _name_cost(_: object, name: str) -> float:
    if name in words("not_transliterated"):
        return float("inf")
    return min(_chinese_cost(name), _transliterated_cost(name))


def _chinese_cost(name: str) -> float:
    """Of a surname and a given name, by how usual they are and what else they may be read as."""
    kinds = surnames()
    surname = name[:2] if name[:2] in kinds and len(name) > 2 else name[:1]
    kind, given = kinds.get(surname), name[len(surname) :]
    if kind is None or given[:1] == surname or not _may_be_given(given, kind) or is_office_of_word(name):
        return float("inf")
    common = words("given_name")
    cost = _SURNAME_COST[kind] + sum(_GIVEN_COST if char in common else _RARE_GIVEN_COST for char in given)
    return cost + _cost_beside_words(name, given, kind)


def is_office_of_word(name: str) -> bool:
    """Whether the last of three characters is what the office for a word is called by: 文明|办."""
    return len(name) == 3 and name[2] == "办" and name[:2] in not_names()


def _may_be_given(given: str, kind: str) -> bool:
    """Whether a given name may stand behind a surname of a kind: one or two characters, no title, and both behind a link (和)."""
    if not (2 if kind == "function" else 1) <= len(given) <= 2:
        return False
    return _NEVER_GIVEN.isdisjoint(given) and given not in words("title_after")


def _cost_beside_words(name: str, given: str, kind: str) -> float:
    """What a name costs more as it may be a place, a word, or words: 白云山, 高速, 毕业|后, 谈|学习."""
    cost = _KNOWN_COST if name in place_names() or name in not_names() else 0.0
    if len(given) == 1:
        return cost
    if name[:2] in lexicon().verbs:
        cost += _VERB_COST
    if given in place_names():
        return cost + _PLACE_AS_GIVEN_COST[kind]
    return cost + (_WORD_AS_GIVEN_COST[kind] if given in lexicon().costs else 0.0)


@per_lexicon
def _not_transliterated() -> tuple[str, ...]:
    return tuple(words("not_transliterated"))


def _transliterated_cost(name: str) -> float:
    if not 3 <= len(name) <= 8 or _syllables().fullmatch(name) is None:
        return float("inf")
    if name in lexicon().costs or name.startswith(_not_transliterated()) or name[:2] in places():
        return float("inf")
    known = sum(len(element) for element in _elements().findall(name))
    return _TRANSLITERATED_COST + _ELEMENT_COST * known + _SYLLABLE_COST * (len(name) - known)


def reach(content: str, start: int) -> int:
    """End of the text after `start` that is read as words or names: to the next punctuation, at most a few words."""
    barrier = BARRIER.search(content, start, start + WINDOW)
    return barrier.start() if barrier is not None else min(len(content), start + WINDOW)


def reach_back(content: str, end: int, most: int) -> int:
    """Start of the text before `end` that is read as words or names: behind the punctuation before, at most `most` characters."""
    start = max(0, end - most)
    for mark in BARRIER.finditer(content, start, end):
        start = mark.end()
    return start


def is_behind_mark(content: str, start: int) -> bool:
    """Whether nothing or punctuation stands right before `start`: 。|张某."""
    return start == 0 or BARRIER.match(content, start - 1) is not None


def is_before_mark(content: str, end: int) -> bool:
    """Whether nothing or punctuation stands right behind `end`: 张某|,."""
    return end >= len(content) or BARRIER.match(content, end) is not None


def name_from(content: str, start: int, bias: float) -> int | None:
    """End of the personal name that starts at `start`, if reading one there is cheaper than reading words.

    Args:
        bias: how much dearer than plain words the name may be; the weight of the evidence.
    """
    syllables = transliterated_until(content, start)
    if not is_surname(content, start) and syllables - start < 3:
        return None
    stop = reach(content, start)
    words_from = suffix_costs(content[start:stop])
    needs_all = bias <= 0 and surnames().get(content[start]) == "function"
    readings = (
        (name_cost(content[start:end]) + words_from[end - start], end)
        for end in _ends(content, start, stop, syllables)
        if end == stop or not needs_all
    )
    cost, end = min(readings, key=itemgetter(0), default=(float("inf"), start))
    return end if cost < words_from[0] + bias else None


def _ends(content: str, start: int, stop: int, syllables: int) -> Iterator[int]:
    """Where a name that starts at `start` may end, up to `stop`: 张硒|任组长, as 任 is a verb there; 沈敬之|, as 之 links nothing.

    Args:
        syllables: where the transliterated syllables from `start` on end.
    """
    for end in sorted({start + 2, start + 3, start + 4, syllables}):
        if not start + 2 <= end <= stop or _dangles(content, end, stop):
            continue
        if end == start + 2 or not begins_office(content, end - 1):
            yield end


def _dangles(content: str, end: int, stop: int) -> bool:
    """Whether a link follows that has nothing to link: 沈敬|之, is 沈敬之; 钱永|和|的 is 钱永和的."""
    if content[end : end + 1] not in _DANGLING:
        return False
    return end + 1 == stop or content[end] == "之" or content[end + 1] in "的说为是在等曾"


def name_until(content: str, end: int, bias: float) -> int | None:
    """Start of the personal name that ends at `end`; see `name_from`."""
    left = reach_back(content, end, WINDOW)
    words_until, starts = prefix_covers(content[left:end])
    longest = 2 if begins_office(content, end - 1) else _LONGEST_BEFORE
    readings = (
        (cost + words_until[start - left], start)
        for start in range(end - 2, max(left, end - longest) - 1, -1)
        if (cost := name_cost(content[start:end])) < float("inf")
        and _begins_behind(content[left + starts[start - left] : start], content[start:end], cost)
    )
    cost, start = min(readings, key=itemgetter(0), default=(float("inf"), end))
    return start if cost < words_until[-1] + bias else None


def _begins_behind(word: str, name: str, cost: float) -> bool:
    """Whether a name may begin right behind a word: one that ends a clause; any word before a usual name of three characters."""
    return not word or (len(name) == 3 and cost <= PLAIN_NAME and is_word(word)) or ends_clause(word)


_UNIT_END = LexicalPattern(lambda: rf"(?:{school_end()}|局|委|厅|处|室|院|公司|集团|中心|镇|乡|村|社区|教师|班)$")


def ends_clause(piece: str) -> bool:
    """Whether a name may begin right after the word `piece`."""
    return piece in lexicon().breaking or _UNIT_END.search(piece) is not None


def is_word(piece: str) -> bool:
    """Whether `piece` is a word of the dictionary."""
    return len(piece) > 1 and piece in lexicon().costs


@per_lexicon
def _followers() -> frozenset[str]:
    return words("follows_a_person") | {"、"}


def closes(content: str, start: int, end: int) -> bool:
    """Whether what follows the name may follow a name: punctuation, a verb, a link; any word after three characters."""
    if is_before_mark(content, end):
        return True
    pieces = split(content[end : reach(content, end)])
    first = pieces[0]
    return first in lexicon().breaking or first in _followers() or (end - start > 2 and is_word(first))
