"""What may be a name: everything that a rule, the model or a back end takes for one, and names with other edges around the same words.

Candidates are generous and overlap; which of them are names is decided by their features (`pipeline.ner.features`) and the decoder.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

import numpy as np

from pipeline.language.divisions import divisions
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, lexicon
from pipeline.language.lattice import Edges
from pipeline.language.lexicon import places
from pipeline.ner.members import members
from pipeline.ner.model import LABELS, Tagging
from pipeline.ner.personal import is_surname
from pipeline.ner.programs import bare_program_heads
from pipeline.ner.scanner import scanner
from pipeline.ner.schools import heads_in
from pipeline.ner.spans import Found
from pipeline.records import MentionLabel

Key = tuple[MentionLabel, int, int]

LAYERS: tuple[tuple[MentionLabel, ...], ...] = (("SCHOOL", "PERSON", "ORG"), ("PROGRAM", "DOC"), ("PLACE",))
"""Labels that exclude each other; a name of one layer may stand inside one of another."""
OWN_SOURCES = frozenset({"model", "edge", "memory", "words"})
"""Sources of candidates that no rule proposes."""
_DOUBT = -7.0
"""A candidate that neither a rule nor the model's best reading has must be this probable to the model (natural log-odds)."""
_LEAST_MARGIN = -6.0
"""How much dearer the reading may be that parts words at the left edge of a name."""
_REACH = 20
"""Characters before the end of a name in which other left edges are looked for."""
_BARRIER = re.compile(rf"[^0-9A-Za-z{HAN}*×○□〇·]")
_NAME_SIZES = (2, 3, 4)
_SHORTEST_SCHOOL = 3
_QUOTE_REACH = 30
_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}][ \u3000]{{1,4}}[{HAN}](?![{HAN}])")
"""A name of two characters that blanks make as wide as those of three."""
_QUOTED = re.compile(r"“[^“”\n]{1,30}”")
_DATED = re.compile(r"“[^“”\n()]{3,24}\([0-9][0-9年至—-]{3,12}\)”")
"""A title in quotes with its years."""
BEHIND_SCHOOL = re.compile(
    rf"\([{HAN}]{{2,6}}\)|(?P<campus>(?:教育集团)?[{HAN}]{{0,4}}[校园]区|[东南西北新老][校区](?![{HAN}]?[内里外]))"
)
"""What may go on with the name of a school: where it lies, a campus."""
_COMPANY = re.compile(r"公司|集团(?!公司)")
"""What the name of a company ends in."""
_WORDS_BEHIND_BODY = re.compile(rf"[{HAN}]{{2,18}}")
_RUN_BEFORE = LexicalPattern(lambda: rf"(?:{any_word('running_verb')})[了过]?\Z")
_INSTITUTE_REACH = 16
_NO_FIELD = re.compile(r"[0-9等的各个在]|建设|国家|[省市区县州]级")
"""What stands between a place and an ending where they make no name together: 云州3个医疗中心."""
_NATIONWIDE = ("中国", "全国", "国家", "国际", "世界")
_PROGRAM_REACH = 14
_PLAN_ALONE = re.compile(
    rf"^[ \t]*(?P<name>[{HAN}0-9A-Za-z“”、.]{{4,28}}(?:计划|工程|行动|攻坚战))(?:[ ]?\([0-9年至—-]+\))?[ \t]*$",
    re.MULTILINE,
)
_SHORTEST_PLAN = 4


SHORT_DIVISION = 2


@cache
def short_divisions() -> frozenset[str]:
    """Names of divisions that are one character and what it is: 寿县."""
    return frozenset(division.name for division in divisions() if len(division.name) == SHORT_DIVISION)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a name of a label.

    Attributes:
        source: the rule that proposes it, ``model``, ``memory``, or ``edge`` for other edges of what these propose.
        title: of a person, as the rule found it.
    """

    label: MentionLabel
    start: int
    end: int
    source: str
    title: str = ""


def propose(
    content: str, edges: Edges, tagging: Tagging, found: Iterable[Found], remembered: Iterable[Candidate] = ()
) -> list[Candidate]:
    """All candidates of a text, sorted by end, start, label.

    Args:
        content: the folded text, boilerplate blanked out by line breaks.
        found: by rules and back ends; of equal spans the first tells the source.
        remembered: further occurrences of names that are known.
    """
    spans: dict[Key, Candidate] = {}
    for item in found:
        key = item.label, item.start, item.end
        spans.setdefault(key, Candidate(*key, item.source, item.title))
    for seen in tagging.spans:
        key = seen.label, seen.start, seen.end
        spans.setdefault(key, Candidate(*key, "model"))
    for candidate in remembered:
        spans.setdefault((candidate.label, candidate.start, candidate.end), candidate)
    for key in chain(
        _by_words(content, edges),
        _institutes(content, edges),
        _parts(content, list(spans.values())),
        _lines(content),
        _beside_persons(content, list(spans.values())),
    ):
        spans.setdefault(key, Candidate(*key, "words"))
    extra = sorted(set(_further(content, edges, spans.values())) - spans.keys())
    for key in _probable(tagging, extra):
        spans[key] = Candidate(*key, "edge")
    whole = (item for item in spans.values() if "\n" not in content[item.start : item.end])
    return in_order(whole)


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates sorted by end, start, label."""
    return sorted(candidates, key=lambda item: (item.end, item.start, LABELS.index(item.label)))


def _probable(tagging: Tagging, spans: Sequence[Key]) -> Iterator[Key]:
    if not spans:
        return
    labels, starts, ends = zip(*spans, strict=True)
    odds = tagging.span_scores(starts, ends, labels)
    yield from (span for span, score in zip(spans, odds.tolist(), strict=True) if score > _DOUBT)


def _by_words(content: str, edges: Edges) -> Iterator[Key]:
    """What no dictionary has, where a name may stand: behind a surname, and before what schools' names end in."""
    unknown = edges.pos.index("") if "" in edges.pos else -2
    begins = np.flatnonzero(edges.starting == unknown).tolist()
    boundaries = np.flatnonzero((edges.starting >= 0) | (edges.ending >= 0))
    ends = boundaries[np.searchsorted(boundaries, begins, side="right")].tolist() if begins else []
    for start, end in zip(begins, ends, strict=True):
        if end - start in _NAME_SIZES and is_surname(content, start):
            yield "PERSON", start, end
    for match in _SPACED.finditer(content):
        if is_surname(content, match.start()):
            yield "PERSON", *match.span()
    for match in heads_in(content):
        start = match.start()
        if edges.ending[start] == unknown:
            first = begins[bisect_left(begins, start) - 1]
            yield "SCHOOL", first, match.end()
            if content[first] in lexicon().linking:
                yield "SCHOOL", first + 1, match.end()
    for match in _DATED.finditer(content):
        yield "PROGRAM", *match.span()
    for match in bare_program_heads().finditer(content):
        for start in _left_edges(content, edges, match.start(), _PROGRAM_REACH):
            if _RUN_BEFORE.search(content, max(0, start - _PROGRAM_REACH), start) is not None:
                yield "PROGRAM", start, match.end()


def _lines(content: str) -> Iterator[Key]:
    """Lines that are nothing but the name of a plan, which may begin with a place: 青禾县|学前教育普及攻坚计划(2020-2025)."""
    for match in _PLAN_ALONE.finditer(content):
        start, end = match.span("name")
        yield "PROGRAM", start, end
        placed = next((size for size in (5, 4, 3, 2) if content[start : start + size] in places()), 0)
        placed += content[start + placed : start + placed + 1] in tuple("省市区县") if placed else 0
        if placed and end - start - placed > _SHORTEST_PLAN:
            yield "PROGRAM", start + placed, end


def _beside_persons(content: str, known: Iterable[Candidate]) -> Iterator[Key]:
    """Members of a list that begin with a surname, right beside one that may be a person: 王某、|江青|、姚某."""
    listed = members(content)
    persons = {(item.start, item.end) for item in known if item.label == "PERSON"}
    for first, second in pairwise(listed):
        if second[0] - first[1] != 1:
            continue
        for beside, (start, end) in ((second, first), (first, second)):
            if beside in persons and end - start in _NAME_SIZES and is_surname(content, start):
                yield "PERSON", start, end


def _further(content: str, edges: Edges, known: Collection[Candidate]) -> Iterator[Key]:
    """Spans with other edges than those known."""
    ends = {label: {item.end for item in known if item.label == label} for label in ("SCHOOL", "PROGRAM", "ORG")}
    heads = {match.end() for match in heads_in(content)}
    yield from _schools(content, edges, heads | ends["SCHOOL"] | ends["ORG"])
    yield from _programs(content, edges, ends["PROGRAM"])
    yield from _bodies(content, edges, ends["ORG"].union(match.end() for match in _COMPANY.finditer(content)))
    for item in known:
        if item.label == "PERSON":
            yield from _persons(content, item)


def _persons(content: str, item: Candidate) -> Iterator[Key]:
    """A character more or less at the end of a person's name."""
    if item.end - item.start > _NAME_SIZES[0]:
        yield "PERSON", item.start, item.end - 1
    for size in _NAME_SIZES:
        end = item.start + size
        if end <= len(content) and _BARRIER.search(content, item.start, end) is None:
            yield "PERSON", item.start, end


def _schools(content: str, edges: Edges, ends: Iterable[int]) -> Iterator[Key]:
    for end in ends:
        behind = BEHIND_SCHOOL.match(content, end)
        for start in _left_edges(content, edges, end, _REACH):
            if end - start >= _SHORTEST_SCHOOL:
                yield "SCHOOL", start, end
                if behind is not None:
                    yield "SCHOOL", start, behind.end()


def _bodies(content: str, edges: Edges, ends: Iterable[int]) -> Iterator[Key]:
    """Authorities and companies with other left edges."""
    for end in ends:
        for first in _left_edges(content, edges, end, _REACH):
            if end - first > 1:
                yield "ORG", first, end


def _parts(content: str, known: Iterable[Candidate]) -> Iterator[Key]:
    """Parts of authorities: 教育部|基础教育司; 全局 is none."""
    for item in known:
        behind = _WORDS_BEHIND_BODY.match(content, item.end) if item.label == "ORG" else None
        if behind is None:
            continue
        for part in scanner("department_ending").pattern.finditer(content, item.end, behind.end()):
            word = content[part.start() - 1 : part.end()]
            titled = content.startswith("长", part.end())
            if part.start() > item.end and not titled and word not in lexicon().costs:
                yield "ORG", item.start, part.end()


def _institutes(content: str, edges: Edges) -> Iterator[Key]:
    """Bodies that a place begins and an ending ends, their field between: 中国|地震|学会, 云州|人工智能|研究院."""
    for match in scanner("department_ending").finditer(content):
        if len(match.group()) == 1:
            continue
        for start in _left_edges(content, edges, match.start(), _INSTITUTE_REACH):
            placed = content[start : start + 2] in places() or content.startswith(_NATIONWIDE, start)
            if placed and _NO_FIELD.search(content, start + 2, match.start()) is None:
                yield "ORG", start, match.end()


def _programs(content: str, edges: Edges, ends: set[int]) -> Iterator[Key]:
    for match in _QUOTED.finditer(content):
        yield "PROGRAM", *match.span()
    for end in ends.union(match.end() for match in _QUOTED.finditer(content)):
        quote = content.rfind("“", max(0, end - _QUOTE_REACH), end)
        if quote >= 0 and "\n" not in content[quote:end]:
            yield "PROGRAM", quote, end
        for start in _left_edges(content, edges, quote if quote >= 0 else end, _PROGRAM_REACH):
            yield "PROGRAM", start, end


def _left_edges(content: str, edges: Edges, end: int, reach: int) -> Iterator[int]:
    """Where a name that ends at `end` may begin: between words, with no mark inside."""
    for start in range(end - 1, max(0, end - reach) - 1, -1):
        if _BARRIER.match(content, start) is not None:
            return
        if edges.margins[start] > _LEAST_MARGIN or content[start : start + SHORT_DIVISION] in short_divisions():
            yield start
