"""What is known of each candidate, as named features.

A feature is a column of numbers, one a candidate; what it weighs for a label is data (`pipeline.ner.weights`). Columns are kept
small: most are 0 or 1, the others are scaled so that 1 is a lot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.language.in_force import lexicon, per_lexicon, words
from pipeline.language.lattice import Edges, Lattice
from pipeline.language.lexicon import places
from pipeline.ner.candidates import Candidate
from pipeline.ner.lexicon import not_names, surnames
from pipeline.ner.model import LABELS, Tagging
from pipeline.ner.personal import ends_unit, has_usual_given, name_cost
from pipeline.ner.schools import is_generic, school_heads

Columns = dict[str, npt.NDArray[np.float32]]
_ODDS = 8.0
_MARGIN = 8.0
_SURE = 3.0
_SIZES = ((1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "5-6"), (9, "7-9"), (14, "10-14"), (10**6, "15-"))
_PLAIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Spans:
    """Candidates as arrays."""

    candidates: Sequence[Candidate]
    starts: npt.NDArray[np.intp]
    ends: npt.NDArray[np.intp]
    labels: npt.NDArray[np.intp]
    """Places in `LABELS`."""

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> Spans:
        """The arrays of candidates."""
        return cls(
            candidates,
            np.array([item.start for item in candidates], dtype=np.intp),
            np.array([item.end for item in candidates], dtype=np.intp),
            np.array([LABELS.index(item.label) for item in candidates], dtype=np.intp),
        )

    def is_label(self, *labels: str) -> npt.NDArray[np.bool_]:
        """By candidate: whether it has one of the labels."""
        return np.isin(self.labels, [LABELS.index(label) for label in labels])


def measure(content: str, lattice: Lattice, edges: Edges, tagging: Tagging, spans: Spans) -> Columns:
    """The features of all candidates but those of the document's memory (`pipeline.ner.memory`).

    Args:
        content: the folded text, boilerplate blanked out by line breaks.
        edges: those of the lattice.
    """
    columns: Columns = {"prior": np.ones(len(spans.starts), dtype=np.float32)}
    columns |= _model(tagging, spans)
    columns |= _sources(spans)
    columns |= _edges(content, edges, spans)
    columns |= _inside(lattice, spans)
    columns |= _unknown(content, edges, spans)
    for name in ("unknown.whole", "unknown.stem"):
        columns[f"{name}.denied"] = -columns[name] * columns["model.below"]
    columns |= _neighbours(content, spans)
    columns |= _words(content, spans)
    return columns


def _model(tagging: Tagging, spans: Spans) -> Columns:
    odds = tagging.span_scores(spans.starts.tolist(), spans.ends.tolist(), [LABELS[k] for k in spans.labels])
    clipped = np.clip(odds, -_ODDS, _ODDS) / _ODDS
    best = {(seen.label, seen.start, seen.end) for seen in tagging.spans}
    return {
        "model.above": np.maximum(clipped, 0).astype(np.float32),
        "model.below": np.minimum(clipped, 0).astype(np.float32),
        "model.far_below": np.minimum(clipped + 0.5, 0).astype(np.float32),
        "model.best": _flags((item.label, item.start, item.end) in best for item in spans.candidates),
    }


def _flags(values: Iterator[bool]) -> npt.NDArray[np.float32]:
    return np.fromiter(values, dtype=np.float32)


def _sources(spans: Spans) -> Columns:
    sources = np.array([item.source for item in spans.candidates], dtype=object)
    columns = {f"source.{source}": (sources == source).astype(np.float32) for source in set(sources.tolist())}
    by_rule = np.array(
        [item.source not in ("model", "edge", "memory", "words") for item in spans.candidates], dtype=np.bool_
    )
    columns["rule"] = by_rule.astype(np.float32)
    starts, ends = set(), set()
    for item, rule in zip(spans.candidates, by_rule, strict=True):
        if rule:
            starts.add((item.label, item.start))
            ends.add((item.label, item.end))
    columns["rule.same_end"] = _flags(
        not rule and (item.label, item.end) in ends for item, rule in zip(spans.candidates, by_rule, strict=True)
    )
    columns["rule.same_start"] = _flags(
        not rule and (item.label, item.start) in starts for item, rule in zip(spans.candidates, by_rule, strict=True)
    )
    return columns


def _edges(content: str, edges: Edges, spans: Spans) -> Columns:
    columns: Columns = {}
    for side, at, kinds in (("left", spans.starts, edges.ending), ("right", spans.ends, edges.starting)):
        margin = edges.margins[at]
        columns[f"{side}.margin"] = (np.clip(margin, -_MARGIN, _MARGIN) / _MARGIN).astype(np.float32)
        columns[f"{side}.doubtful"] = (margin < 0).astype(np.float32)
        columns[f"{side}.sure"] = (margin > _SURE).astype(np.float32)
        kind = kinds[at]
        _add_kinds(columns, f"{side}.pos", kind, edges.pos)
    _add_kinds(columns, "first.pos", edges.starting[spans.starts], edges.pos)
    return columns


def _add_kinds(columns: Columns, prefix: str, kinds: npt.NDArray[np.intp], names: Sequence[str]) -> None:
    """A column for each part of speech among `kinds`."""
    for kind in (np.flatnonzero(np.bincount(kinds + 1)) - 1).tolist():
        name = f"{prefix}.{(names[kind] or 'unknown') if kind >= 0 else 'none'}"
        columns[name] = columns.get(name, np.float32(0)) + (kinds == kind).astype(np.float32)


def _inside(lattice: Lattice, spans: Spans) -> Columns:
    sizes = spans.ends - spans.starts
    as_words = np.array(lattice.costs_as_words(list(zip(spans.starts.tolist(), spans.ends.tolist(), strict=True))))
    as_name = np.array([lattice.cost_as_name(0, size) for size in sizes.tolist()])
    columns: Columns = {
        "words.dear": (np.clip(as_words - as_name, -20, 20) / 20).astype(np.float32),
        "words.dear_per_character": (np.clip(as_words / np.maximum(sizes, 1), 0, 10) / 10).astype(np.float32),
    }
    low = 0
    for high, name in _SIZES:
        columns[f"size.{name}"] = ((sizes > low) & (sizes <= high)).astype(np.float32)
        low = high
    return columns


def _unknown(content: str, edges: Edges, spans: Spans) -> Columns:
    """Whether the name, or what stands before the end of a school's name, is one run that no dictionary has."""
    unknown = edges.pos.index("") if "" in edges.pos else -2
    begins = edges.starting == unknown
    linked = [place + 1 for place in np.flatnonzero(begins[:-1]).tolist() if content[place] in lexicon().linking]
    begins[linked] = True
    boundary = np.flatnonzero((edges.starting >= 0) | (edges.ending >= 0))
    following = boundary[np.minimum(np.searchsorted(boundary, spans.starts, side="right"), len(boundary) - 1)]
    whole = begins[spans.starts] & (following == spans.ends)
    stem = np.zeros_like(whole)
    for place in np.flatnonzero(begins[spans.starts] & ~whole & spans.is_label("SCHOOL")).tolist():
        head = _head(content, spans.candidates[place])
        stem[place] = head is not None and head.start() + spans.starts[place] >= following[place]
    return {"unknown.whole": whole.astype(np.float32), "unknown.stem": stem.astype(np.float32)}


_BEFORE = {
    "line": "\n",
    "listed": "、",
    "linked": "和与及",
    "stop": ",;。:!?.",
    "opening": '“《(‘"[<',
    "closing": '”》)’"]>',
    "blank": " \t",
}


def _neighbours(content: str, spans: Spans) -> Columns:
    """What stands at the edges."""
    codes = np.frombuffer(f"\n{content}\n".encode("utf-32-le", "surrogatepass"), dtype="<u4")
    columns: Columns = {}
    for side, at in (("before", codes[spans.starts]), ("after", codes[spans.ends + 1])):
        for name, characters in _BEFORE.items():
            columns[f"{side}.{name}"] = np.isin(at, [ord(character) for character in characters]).astype(np.float32)
        columns[f"{side}.的"] = (at == ord("的")).astype(np.float32)
    first, last = codes[spans.starts + 1], codes[spans.ends]
    columns["quoted"] = ((first == ord("“")) & (last == ord("”"))).astype(np.float32)
    columns["opens_quote"] = ((first == ord("“")) & (last != ord("”"))).astype(np.float32)
    columns["in_quotes"] = ((codes[spans.starts] == ord("“")) & (codes[spans.ends + 1] == ord("”"))).astype(np.float32)
    cell = [ord(mark) for mark in "\t|\n"]
    near = [
        np.where(code == ord(" "), other, code)
        for code, other in (
            (codes[spans.starts], codes[np.maximum(spans.starts - 1, 0)]),
            (codes[spans.ends + 1], codes[np.minimum(spans.ends + 2, len(codes) - 1)]),
        )
    ]
    columns["cell"] = (np.isin(near[0], cell) & np.isin(near[1], cell)).astype(np.float32)
    columns["alone"] = columns["before.line"] * columns["after.line"]
    columns["first.digit"] = ((first >= ord("0")) & (first <= ord("9"))).astype(np.float32)
    breaks = np.concatenate(([0], np.cumsum(np.isin(codes[1:-1], [ord(mark) for mark in ",;。:!?、()"]))))
    columns["holds_mark"] = (breaks[spans.ends] > breaks[spans.starts]).astype(np.float32)
    quotes = np.concatenate(
        ([0], np.cumsum((codes[1:-1] == ord("“")).astype(np.intp) - (codes[1:-1] == ord("”")).astype(np.intp)))
    )
    columns["torn_quotes"] = (quotes[spans.ends] != quotes[spans.starts]).astype(np.float32)
    return columns


def _words(content: str, spans: Spans) -> Columns:
    """What the lexicon says of the words inside and beside, by label."""
    tests: dict[str, Sequence[tuple[str, Callable[[str, Candidate], bool]]]] = {
        "SCHOOL": _SCHOOL,
        "PERSON": _PERSON,
        "PROGRAM": _PROGRAM,
        "ORG": _ORG,
        "PLACE": _PLACE,
    }
    columns: Columns = {}
    for label, of_label in tests.items():
        at = np.flatnonzero(spans.is_label(label))
        own = [spans.candidates[place] for place in at.tolist()]
        for name, test in of_label:
            column = np.zeros(len(spans.starts), dtype=np.float32)
            column[at] = [test(content, item) for item in own]
            columns[name] = columns[name] + column if name in columns else column
    return columns


def _ends_at(content: str, end: int, known: Container[str], sizes: Sequence[int] = range(1, 7)) -> bool:
    for size in sizes:
        if content[end - size : end] in known:
            return size <= end
    return False


def _starts_at(content: str, start: int, known: Container[str], sizes: Sequence[int] = range(1, 6)) -> bool:
    return any(content[start : start + size] in known for size in sizes)


@per_lexicon
def _any(*roles: str) -> frozenset[str]:
    return frozenset().union(*map(words, roles))


@per_lexicon
def _endings(role: str) -> tuple[str, ...]:
    return tuple(words(role))


def _begins_with_place(content: str, item: Candidate) -> bool:
    return any(
        content[item.start : item.start + size] in places() for size in (2, 3, 4, 5) if size <= item.end - item.start
    )


def _is_place(content: str, item: Candidate) -> bool:
    text = content[item.start : item.end]
    return text in places() or (len(text) > 2 and text[:-1] in places() and text[-1] in "省市区县州盟旗")


def _first_word(content: str, item: Candidate) -> str:
    text = content[item.start : item.end]
    costs = lexicon().costs
    return next((text[:size] for size in (4, 3, 2) if size < len(text) and text[:size] in costs), text[:1])


def _begins_breaking(content: str, item: Candidate) -> bool:
    return _first_word(content, item) in lexicon().breaking


def _head(content: str, item: Candidate) -> re.Match[str] | None:
    """The head at the end of a school's name."""
    return _head_in(lexicon(), content[item.start : item.end + 1], item.end - item.start)


@lru_cache(maxsize=8192)
def _head_in(_: object, text: str, end: int) -> re.Match[str] | None:
    return next((match for match in school_heads().finditer(text) if match.end() == end), None)


def _is_generic(content: str, item: Candidate) -> bool:
    head = _head(content, item)
    return head is not None and _generic(lexicon(), head.string[: head.start()], head.group())


@lru_cache(maxsize=4096)
def _generic(_: object, stem: str, head: str) -> bool:
    return is_generic(stem, head)


def _stem_size(content: str, item: Candidate) -> int:
    head = _head(content, item)
    return head.start() if head is not None else 0


_SCHOOL: Sequence[tuple[str, Callable[[str, Candidate], bool]]] = (
    ("head", lambda content, item: _head(content, item) is not None),
    ("generic", _is_generic),
    ("famous", lambda content, item: content[item.start : item.end] in words("famous_school")),
    ("begins.place", _begins_with_place),
    ("begins.breaking", _begins_breaking),
    ("begins.原", lambda content, item: content[item.start] == "原"),
    ("before.breaking", lambda content, item: _ends_at(content, item.start, lexicon().breaking, range(1, 5))),
    ("before.原", lambda content, item: content[item.start - 1 : item.start] == "原"),
    ("before.place", lambda content, item: _ends_at(content, item.start, places(), range(2, 5))),
    ("before.division", lambda content, item: content[item.start - 1 : item.start] in tuple("省市区县镇乡村州")),
    ("after.group", lambda content, item: _starts_at(content, item.end, words("not_after_school"))),
    ("begins.generic", lambda content, item: _starts_at(content, item.start, words("generic_school"))),
    ("begins.number", lambda content, item: content[item.start] in "0123456789一二三四五六七八九十百千万几数两多"),
    ("before.naming", lambda content, item: content[item.start - 1 : item.start] in ("称", "叫", "名", "为", "是")),
    ("before.having", lambda content, item: content[item.start - 1 : item.start] in ("有", "辖", "设")),
    ("before.classifier", lambda content, item: content[item.start - 1 : item.start] in ("所", "个", "家", "批")),
    *(
        (f"head.{head}", lambda content, item, head=head: content.endswith(head, item.start, item.end))
        for head in ("大学", "学院", "学校", "中学", "小学", "幼儿园", "校区", "教学点", "附中")
    ),
    ("stem.1", lambda content, item: _stem_size(content, item) == 1),
)


def _surname_kind(content: str, item: Candidate) -> str:
    kinds = surnames()
    text = content[item.start : item.end]
    if len(text) > 2 and text[:2] in kinds:
        return kinds[text[:2]]
    return kinds.get(text[:1], "none")


_FAMILY = ("plain", "weak", "compound", "function", "none")
_PERSON: Sequence[tuple[str, Callable[[str, Candidate], bool]]] = (
    *((f"surname.{kind}", lambda content, item, kind=kind: _surname_kind(content, item) == kind) for kind in _FAMILY),
    ("usual_given", lambda content, item: has_usual_given(content[item.start : item.end])),
    ("ends.unit", lambda content, item: ends_unit(content[item.start : item.end])),
    ("word", lambda content, item: content[item.start : item.end] in not_names()),
    ("place", _is_place),
    ("before.title", lambda content, item: _ends_at(content, item.start, words("title"))),
    (
        "before.loose_title",
        lambda content, item: _ends_at(content, item.start, words("loose_title")),
    ),
    (
        "before.appointing",
        lambda content, item: _ends_at(content, item.start, _any("appointing_verb", "naming_verb")),
    ),
    ("before.credit", lambda content, item: content[item.start - 1 : item.start] == ":"),
    ("before.breaking", lambda content, item: _ends_at(content, item.start, lexicon().breaking, range(1, 4))),
    ("after.title", lambda content, item: _starts_at(content, item.end, words("title_after"))),
    ("after.speech", lambda content, item: _starts_at(content, item.end, words("speech_verb"))),
    (
        "after.act",
        lambda content, item: _starts_at(
            content,
            item.end,
            _any("personal_act", "leading_verb", "office_verb", "told_of_people"),
        ),
    ),
    ("after.breaking", lambda content, item: _starts_at(content, item.end, lexicon().breaking, range(1, 4))),
    ("given.usual", lambda content, item: content[item.end - 1] in words("given_name")),
    (
        "last.follows",
        lambda content, item: (
            content[item.end - 1] in words("follows_a_person") or content[item.end - 1] in lexicon().linking
        ),
    ),
    ("last.breaking", lambda content, item: content[item.end - 1] in lexicon().breaking),
    (
        "ends.title",
        lambda content, item: _ends_at(
            content, item.end, _any("title", "title_after"), range(1, item.end - item.start)
        ),
    ),
    ("after.follows", lambda content, item: content[item.end : item.end + 1] in words("follows_a_person")),
    ("after.breaking.1", lambda content, item: content[item.end : item.end + 1] in lexicon().breaking),
    ("before.role", lambda content, item: content[item.start - 1 : item.start] in tuple("员师手者匠人民户工士友医生")),
    ("joined", lambda content, item: content[item.end - 1 : item.end + 1] in lexicon().costs),
    ("dot", lambda content, item: "·" in content[item.start : item.end]),
    ("masked", lambda content, item: content[item.end - 1] in "某×*X"),
    ("dear", lambda content, item: min(name_cost(content[item.start : item.end]), 40.0) > 27.0),
)


def _program_head_at(content: str, item: Candidate) -> bool:
    return _ends_at(content, item.end, _any("program_head", "quoted_program_head"), range(2, 5))


def _before_ending(content: str, item: Candidate) -> int:
    """Where what stands before a name ends, without the ending of a verb: 实施|了."""
    return item.start - (content[item.start - 1 : item.start] in ("了", "过"))


_PROGRAM: Sequence[tuple[str, Callable[[str, Candidate], bool]]] = (
    ("head", _program_head_at),
    ("head.sure", lambda content, item: _ends_at(content, item.end, words("sure_program_head"), range(2, 8))),
    (
        "head.inside_quotes",
        lambda content, item: (
            content[item.end - 1] == "”" and _ends_at(content, item.end - 1, words("quoted_program_head"), range(2, 5))
        ),
    ),
    ("after.head", lambda content, item: _starts_at(content, item.end, words("program_head"), range(2, 5))),
    (
        "known",
        lambda content, item: (
            content[item.start : item.end].replace("“", "").replace("”", "") in words("known_program")
        ),
    ),
    ("not_a_program", lambda content, item: content[item.start : item.end].strip("“”") in words("not_a_program")),
    ("before.running", lambda content, item: _ends_at(content, _before_ending(content, item), words("running_verb"))),
    ("before.running_quotes", lambda content, item: _ends_at(content, item.start, words("running_verb_of_quotes"))),
    ("before.theme", lambda content, item: _ends_at(content, item.start, words("theme_verb"))),
    (
        "not_ending",
        lambda content, item: _ends_at(
            content, item.end - (content[item.end - 1] == "”"), words("not_program_ending"), range(1, 6)
        ),
    ),
    ("begins.place", _begins_with_place),
    ("begins.breaking", _begins_breaking),
    (
        "plain_work",
        lambda content, item: any(content[item.start : item.end - size] in words("plain_work") for size in (2, 3, 4)),
    ),
)
_ORG: Sequence[tuple[str, Callable[[str, Candidate], bool]]] = (
    ("head", lambda content, item: _ends_at(content, item.end, words("body_ending"))),
    ("national", lambda content, item: content[item.start : item.end] in words("national_body")),
    ("begins.place", _begins_with_place),
    ("begins.breaking", _begins_breaking),
    ("school_head", lambda content, item: _head(content, item) is not None),
)
_PLACE: Sequence[tuple[str, Callable[[str, Candidate], bool]]] = (
    ("place", _is_place),
    ("division_end", lambda content, item: content[item.end - 1] in "省市区县镇乡村州盟旗"),
    ("begins.place", _begins_with_place),
    ("begins.breaking", _begins_breaking),
    ("after.head", lambda content, item: _starts_at(content, item.end, words("body_ending"))),
)
