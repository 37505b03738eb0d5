"""What is known of each candidate, as named features.

A feature is a column of numbers, one a candidate; what it weighs for a label is data (`pipeline.ner.weights`). Columns are kept
small: most are 0 or 1, the others are scaled so that 1 is a lot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.language.arcs import PER_UNKNOWN
from pipeline.language.in_force import lexicon
from pipeline.language.lattice import Edges, Lattice
from pipeline.ner.autonomous import autonomous_divisions
from pipeline.ner.candidates import LAYERS, OWN_SOURCES, Candidate
from pipeline.ner.columns import cells
from pipeline.ner.members import members
from pipeline.ner.model import LABELS, Tagging
from pipeline.ner.traits import TESTS, head_of
from pipeline.records import MentionLabel

Columns = dict[str, npt.NDArray[np.float32]]
_ODDS = 8.0
_MARGIN = 8.0
_SURE = 3.0
_PLAIN_ODDS = 0.5
"""What of the model's odds, as columns have them, needs no frame beside it."""
_DEAREST = 24.0
_OF_MODEL = frozenset({"model.above", "model.below", "model.far_below", "model.best"})
_ONLY_FRAMES = ("before.award", "after.lead")
"""Frames that weigh nothing by themselves."""
_FRAMES = (
    *("before.title", "before.loose_title", "before.appointing", "before.role", "before.credit", "before.blank"),
    *("before.opening", "after.title", "after.speech", "after.act", "after.digit", "alone", "cell"),
    *("member.inner", "member.first", "dot", "masked", *_ONLY_FRAMES),
)
"""Where persons stand: without any of them, characters that begin with a surname are as likely half of a word (智慧|楼宇)."""
_SIZES = ((1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "5-6"), (9, "7-9"), (14, "10-14"), (10**6, "15-"))
_NUMBERS = {label: number for number, label in enumerate(LABELS)}


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
            np.array([_NUMBERS[item.label] for item in candidates], dtype=np.intp),
        )

    def is_label(self, *labels: MentionLabel) -> npt.NDArray[np.bool_]:
        """By candidate: whether it has one of the labels."""
        wanted = np.zeros(len(LABELS), dtype=np.bool_)
        wanted[[_NUMBERS[label] for label in labels]] = True
        return np.asarray(wanted[self.labels])


def measure_alone(content: str, lattice: Lattice, edges: Edges, tagging: Tagging, spans: Spans) -> Columns:
    """What is known of each candidate whatever the others are.

    Args:
        content: the folded text, boilerplate blanked out by line breaks.
        edges: those of the lattice.
    """
    columns: Columns = {"prior": np.ones(len(spans.starts), dtype=np.float32)}
    columns |= _model(tagging.scores(spans.starts, spans.ends, spans.labels), tagging, spans)
    columns |= _edges(content, edges, spans)
    columns |= _inside(lattice, spans)
    columns |= _unknown(content, edges, spans)
    columns["rare"] = _rare(content, spans)
    for name in ("unknown.whole", "unknown.stem", "rare"):
        columns[f"{name}.denied"] = -columns[name] * columns["model.below"]
    columns |= _neighbours(content, spans)
    columns |= _cells(content, spans)
    columns |= _listed(columns, content, spans)
    columns |= _words(content, spans)
    columns |= _stems(content, lattice, edges, spans)
    return columns


def measure(content: str, edges: Edges, tagging: Tagging, spans: Spans, alone: Columns) -> Columns:
    """The features of all candidates but those of the document's memory (`pipeline.ner.memory`).

    Args:
        alone: as `measure_alone` gives them; they stay as they are.
    """
    odds = tagging.scores(spans.starts, spans.ends, spans.labels)
    columns = {**alone, **_rivals(odds, edges, spans), **_sources(spans), **_divisions(content, spans)}
    columns["grammar"] = _by_grammar(columns)
    columns["begins.breaking"] = columns["begins.breaking"] * (1 - columns["begins.peoples"])
    for name in (name for name in columns if name in _OF_MODEL or name.startswith(("stem.", "rival.", "head.cuts"))):
        columns[name] = np.where(columns["grammar"] > 0, np.float32(0), columns[name])
    columns |= _together(columns, spans)
    return columns


def joined(one: Columns, other: Columns, is_other: npt.NDArray[np.bool_]) -> Columns:
    """The columns of two lots of candidates as one; a column that one of them lacks is 0 there.

    Args:
        is_other: by candidate: whether it is of `other`, in the order of each.
    """
    found: Columns = {}
    for name in dict.fromkeys((*one, *other)):
        column = found[name] = np.zeros(len(is_other), dtype=np.float32)
        for own, which in ((one, ~is_other), (other, is_other)):
            if name in own:
                column[which] = own[name]
    return found


def _model(odds: npt.NDArray[np.float64], tagging: Tagging, spans: Spans) -> Columns:
    clipped = np.clip(odds, -_ODDS, _ODDS) / _ODDS
    best = {(seen.label, seen.start, seen.end) for seen in tagging.spans}
    return {
        "model.above": np.maximum(clipped, 0).astype(np.float32),
        "model.below": np.minimum(clipped, 0).astype(np.float32),
        "model.far_below": np.minimum(clipped + 0.5, 0).astype(np.float32),
        "model.best": _flags((item.label, item.start, item.end) in best for item in spans.candidates),
    }


def _rivals(odds: npt.NDArray[np.float64], edges: Edges, spans: Spans) -> Columns:
    """How a candidate compares with those of its label that end where it does.

    Where a name begins is a choice between them, whatever it is that they all lack: how much less the model thinks of it than of the best, and
    how much dearer it is to read words up to its start and a name from there on.
    """
    _, group = np.unique(spans.ends * len(LABELS) + spans.labels, return_inverse=True)
    best = np.full(len(odds), -np.inf)
    np.maximum.at(best, group, odds)
    chosen = spans.is_label("SCHOOL", "ORG")
    behind = chosen * np.clip(odds - best[group], -_ODDS, 0) / _ODDS
    costs = edges.until[spans.starts] + PER_UNKNOWN * (spans.ends - spans.starts)
    cheapest = np.full(len(odds), np.inf)
    np.minimum.at(cheapest, group, costs)
    dearer = chosen * np.clip(costs - cheapest[group], 0, _DEAREST) / _DEAREST
    return {
        "rival.model": behind.astype(np.float32),
        "rival.words": dearer.astype(np.float32),
        "rival.none": (chosen & (np.bincount(group)[group] == 1)).astype(np.float32),
    }


def _flags(values: Iterator[bool]) -> npt.NDArray[np.float32]:
    return np.fromiter(values, dtype=np.float32)


def _sources(spans: Spans) -> Columns:
    numbers: dict[str, int] = {}
    of = np.array([numbers.setdefault(item.source, len(numbers)) for item in spans.candidates], dtype=np.intp)
    columns = {f"source.{source}": (of == number).astype(np.float32) for source, number in numbers.items()}
    by_rule = np.array([source not in OWN_SOURCES for source in numbers], dtype=np.bool_)[of]
    columns["rule"] = by_rule.astype(np.float32)
    for name, at in (("rule.same_end", spans.ends), ("rule.same_start", spans.starts)):
        edges = at * len(LABELS) + spans.labels
        columns[name] = (~by_rule & _among(edges, edges[by_rule])).astype(np.float32)
    columns["rule.touches"] = _touches(spans, by_rule)
    return columns


def _touches(spans: Spans, by_rule: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """Whether a rule proposes the candidate, and another of its layer right before or behind it: 免去|李明|青禾县第二中学."""
    of_layer = by_rule & spans.is_label(*LAYERS[0])
    starts, ends = spans.starts[of_layer], spans.ends[of_layer]
    return (of_layer & (_among(spans.starts, ends) | _among(spans.ends, starts))).astype(np.float32)


def _among(places: npt.NDArray[np.intp], known: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Which places are among those known; none is negative. By a table, which for few places is faster than sorting them."""
    table = np.zeros(max(places.max(initial=0), known.max(initial=0)) + 1, dtype=np.bool_)
    table[known] = True
    return np.asarray(table[places])


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
    held = _held(edges)[spans.starts]
    for name, within in (("left.run", held == 0), ("left.word", held > 0)):
        _add_kinds(columns, name, np.where(within, edges.reaching[spans.starts], -1), edges.pos)
    return columns


def _held(edges: Edges) -> npt.NDArray[np.intp]:
    """By place: -1 between the words of the best reading, 0 inside what no word covers, 1 inside a word."""
    places = np.arange(len(edges.starting))
    begun = np.maximum.accumulate(np.where(edges.starting >= 0, places, 0))
    unknown = edges.starting[begun] == (edges.pos.index("") if "" in edges.pos else -2)
    return np.where(edges.starting >= 0, -1, np.where(unknown, 0, 1))


def _add_kinds(columns: Columns, prefix: str, kinds: npt.NDArray[np.intp], names: Sequence[str]) -> None:
    """A column for each part of speech among `kinds`."""
    for kind in (np.flatnonzero(np.bincount(kinds + 1)) - 1).tolist():
        name = f"{prefix}.{(names[kind] or 'unknown') if kind >= 0 else 'none'}"
        columns[name] = columns.get(name, np.float32(0)) + (kinds == kind).astype(np.float32)


def _inside(lattice: Lattice, spans: Spans) -> Columns:
    sizes = spans.ends - spans.starts
    as_words = np.array(lattice.costs_as_words(np.stack((spans.starts, spans.ends), axis=1)))
    as_name = lattice.costs_as_names(sizes)
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
        head = head_of(content, spans.candidates[place])
        stem[place] = head is not None and head.start() + spans.starts[place] >= following[place]
    return {"unknown.whole": whole.astype(np.float32), "unknown.stem": stem.astype(np.float32)}


def _rare(content: str, spans: Spans) -> npt.NDArray[np.float32]:
    """Whether a candidate has a Han character that is in no word of the general dictionary: such characters are written in names."""
    codes = np.frombuffer(content.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    rare = np.concatenate(([0], np.cumsum(_rare_characters(lexicon())[np.minimum(codes, _PLANE - 1)])))
    return (rare[spans.ends] > rare[spans.starts]).astype(np.float32)


@lru_cache(maxsize=1)
def _rare_characters(_: object) -> npt.NDArray[np.bool_]:
    """By code point of the basic plane."""
    table = np.zeros(_PLANE, dtype=np.bool_)
    table[ord("一") : ord("鿿") + 1] = True
    known = set().union(*(word for word, entry in lexicon().entries.items() if entry.frequency and len(word) > 1))
    table[[ord(character) for character in known if ord(character) < _PLANE]] = False
    return table


def _stems(content: str, lattice: Lattice, edges: Edges, spans: Spans) -> Columns:
    """What stands before the head of a school's name: words that describe schools, or a name of its own.

    By column: whether it is one word, by part of speech; whether it is more words, one of them proper or none (工农|速成); how much dearer it is
    to read as words than as a name; whether the head cuts a word (公民|中).
    """
    columns: Columns = {}
    at = np.flatnonzero(spans.is_label("SCHOOL"))
    heads = [head_of(content, spans.candidates[place]) for place in at.tolist()]
    sizes = np.array([0 if head is None else head.start() for head in heads], dtype=np.intp)
    at, sizes = at[sizes > 0], sizes[sizes > 0]
    starts, ends = spans.starts[at], spans.starts[at] + sizes
    boundary = np.flatnonzero((edges.starting >= 0) | (edges.ending >= 0))
    one = (edges.starting[starts] >= 0) & (boundary[np.searchsorted(boundary, starts, side="right")] == ends)
    _add_kinds(columns, "stem.pos", np.where(one, edges.starting[starts], -1), edges.pos)
    parted = (edges.starting[starts] >= 0) & (edges.starting[ends] >= 0) & ~one
    proper = _proper_before(edges)
    named = proper[ends] > proper[starts]
    columns["stem.named"] = (parted & named).astype(np.float32)
    columns["stem.plain"] = (parted & ~named).astype(np.float32)
    costs = np.array(lattice.costs_as_words(list(zip(starts.tolist(), ends.tolist(), strict=True))))
    columns["stem.dear"] = np.clip((costs - PER_UNKNOWN * sizes) / 20, -1, 1).astype(np.float32) if len(at) else costs
    columns["head.cuts"] = (_held(edges)[ends] > 0).astype(np.float32)
    return {name: _placed(column, at, len(spans.starts)) for name, column in columns.items()}


def _proper_before(edges: Edges) -> npt.NDArray[np.intp]:
    """By place: how many words before it are names, or runs that no dictionary has."""
    names = [place for place, pos in enumerate(edges.pos) if pos in _PROPER]
    return np.concatenate(([0], np.cumsum(np.isin(edges.starting, names))))


_PROPER = frozenset(("ns", "nt", "nz", "nr", ""))


def _placed(column: npt.NDArray[np.float32], at: npt.NDArray[np.intp], size: int) -> npt.NDArray[np.float32]:
    """A column of `size` with the values at the places `at`, and 0 elsewhere."""
    whole = np.zeros(size, dtype=np.float32)
    whole[at] = column
    return whole


_BEFORE = {
    "line": "\n",
    "listed": "、",
    "linked": "和与及",
    "stop": ",;。!?.",
    "colon": ":",
    "opening": '“《(‘"[<',
    "closing": '”》)’"]>',
    "blank": " \t",
}
_CELL = "cell"
_PART = "part"
_PLANE = 1 << 16


def _kinds_of_marks() -> tuple[dict[str, np.uint16], npt.NDArray[np.uint16]]:
    """A bit for each kind of mark, and by code point of the basic plane: the bits of its kinds."""
    kinds = {**_BEFORE, "的": "的", _CELL: "\t|\n", _PART: ",;。:!?、()"}
    bits = {name: np.uint16(1 << number) for number, name in enumerate(kinds)}
    table = np.zeros(_PLANE, dtype=np.uint16)
    for name, characters in kinds.items():
        table[[ord(character) for character in characters]] |= bits[name]
    return bits, table


_BITS, _KINDS = _kinds_of_marks()


def _neighbours(content: str, spans: Spans) -> Columns:
    """What stands at the edges."""
    codes = np.frombuffer(f"\n{content}\n".encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kinds = _KINDS[np.minimum(codes, _PLANE - 1)]
    columns: Columns = {}
    for side, at in (("before", kinds[spans.starts]), ("after", kinds[spans.ends + 1])):
        for name in (*_BEFORE, "的"):
            columns[f"{side}.{name}"] = (at & _BITS[name] != 0).astype(np.float32)
    first, last = codes[spans.starts + 1], codes[spans.ends]
    columns["quoted"] = ((first == ord("“")) & (last == ord("”"))).astype(np.float32)
    columns["opens_quote"] = ((first == ord("“")) & (last != ord("”"))).astype(np.float32)
    columns["in_quotes"] = ((codes[spans.starts] == ord("“")) & (codes[spans.ends + 1] == ord("”"))).astype(np.float32)
    near = [
        np.where(codes[at] == ord(" "), kinds[other], kinds[at])
        for at, other in (
            (spans.starts, np.maximum(spans.starts - 1, 0)),
            (spans.ends + 1, np.minimum(spans.ends + 2, len(codes) - 1)),
        )
    ]
    columns["cell"] = (near[0] & near[1] & _BITS[_CELL] != 0).astype(np.float32)
    columns["alone"] = columns["before.line"] * columns["after.line"]
    columns["field"] = (columns["before.line"] + columns["before.stop"]) * columns["after.colon"]
    for name, beside in (("before.digit", codes[spans.starts]), ("after.digit", codes[spans.ends + 1])):
        columns[name] = ((beside >= ord("0")) & (beside <= ord("9"))).astype(np.float32)
    columns["first.digit"] = ((first >= ord("0")) & (first <= ord("9"))).astype(np.float32)
    breaks = np.concatenate(([0], np.cumsum(kinds[1:-1] & _BITS[_PART] != 0)))
    columns["holds_mark"] = (breaks[spans.ends] > breaks[spans.starts]).astype(np.float32)
    quotes = np.concatenate(
        ([0], np.cumsum((codes[1:-1] == ord("“")).astype(np.intp) - (codes[1:-1] == ord("”")).astype(np.intp)))
    )
    columns["torn_quotes"] = (quotes[spans.ends] != quotes[spans.starts]).astype(np.float32)
    return columns


def _divisions(content: str, spans: Spans) -> Columns:
    """Whether a candidate begins with a division that is named after peoples, or with a place that a rule knows."""
    begins = np.zeros(len(content) + 1, dtype=np.bool_)
    for start, _ in autonomous_divisions(content):
        begins[start] = True
    place = LABELS.index("PLACE")
    furthest = np.zeros(len(content) + 1, dtype=np.intp)
    is_place = (spans.labels == place) & np.array(
        [item.source.startswith("place.") for item in spans.candidates], dtype=np.bool_
    )
    np.maximum.at(furthest, spans.starts[is_place], spans.ends[is_place])
    longer = (furthest[spans.starts] > 0) & (furthest[spans.starts] < spans.ends)
    inside = np.zeros(len(content) + 2, dtype=np.intp)
    np.add.at(inside, spans.starts[is_place] + 1, 1)
    np.add.at(inside, spans.ends[is_place], -1)
    inside = np.cumsum(inside)
    return {
        "cuts.place": ((inside[spans.starts] > 0) | (inside[spans.ends] > 0)).astype(np.float32),
        "begins.peoples": begins[spans.starts].astype(np.float32),
        "begins.known_place": longer.astype(np.float32),
    }


def _cells(content: str, spans: Spans) -> Columns:
    """What its column says of a candidate that fills a cell of a table."""
    kinds = cells(content)
    of = [kinds.get((item.start, item.end), "") for item in spans.candidates] if kinds else []
    return {f"cell.{kind}": _flags(own == kind for own in of) for kind in sorted(set(of) - {""})}


def _listed(columns: Columns, content: str, spans: Spans) -> Columns:
    """Whether a candidate is a whole member of a list, or a part of one."""
    sums = _flags(content.startswith("等", end) for end in spans.ends.tolist())
    before = columns["before.listed"] + columns["before.linked"]
    after = columns["after.listed"] + columns["after.linked"] + sums
    cut = np.zeros(len(spans.starts), dtype=np.float32)
    if listed := members(content):
        firsts, lasts = np.array(listed, dtype=np.intp).T
        at = np.searchsorted(firsts, spans.starts, side="right") - 1
        held = (at >= 0) & (spans.ends <= lasts[at])
        cut = (held & ((spans.starts > firsts[at]) | (spans.ends < lasts[at]))).astype(np.float32)
    return {
        "member.inner": before * after,
        "member.first": (1 - before) * columns["after.listed"],
        "member.cut": cut,
        "after.等": sums,
    }


def _by_grammar(columns: Columns) -> npt.NDArray[np.float32]:
    """Whether the grammar is so sure of what a rule proposes that the model is not asked.

    That is so for divisions named after peoples and what begins with one, for a person and a school side by side, each found by its rule,
    for a division with a kind of school of more than three characters (青禾县|教师进修学校), for a division within a division and the town or kind
    of school behind them (云州青禾县|河口乡小学), and for a university with the city of its campus (青禾大学(云州)).
    """
    kind_of_division = columns["stem.division"] * columns["head.long"]
    campus_city = columns["ends.place"] * columns["university"]
    sure = np.maximum(np.maximum(columns["begins.peoples"], columns["rule.touches"]), kind_of_division)
    sure = np.maximum(np.maximum(sure, campus_city), columns["chain"])
    return np.asarray(columns["rule"] * sure, dtype=np.float32)


def _together(columns: Columns, spans: Spans) -> Columns:
    """What counts together: how far the model's doubt tells against each rule, and frames in which the rules find none."""
    doubt = -columns["model.below"]
    found = {f"{name}.doubt": column * doubt for name, column in columns.items() if name.startswith("source.")}
    found["begins.peoples.doubt"] = columns["begins.peoples"] * doubt
    silent = (1 - columns["rule"]) * (1 - columns["rule.same_end"]) * (1 - columns["rule.same_start"])
    found["rule.silent"] = silent
    for name in ("after.act", "member.inner", "before.appointing"):
        found[f"{name}.silent"] = columns[name] * silent
    found["dictionary.silent"] = (
        columns["dictionary"] * silent * (1 - columns["after.title"]) * (1 - columns["before.title"])
    )
    lone = silent * spans.is_label("PERSON") * (1 - np.max([columns[name] for name in _FRAMES], axis=0))
    for name in _ONLY_FRAMES:
        del columns[name]
    found["lone.doubt"] = lone * (1 - np.minimum(columns["model.above"] / _PLAIN_ODDS, 1))
    found["lone.words"] = lone * columns.get("source.words", np.float32(0))
    found["stem.plain.higher"] = columns["stem.plain"] * (columns["head.大学"] + columns["head.学院"])
    headless = (1 - columns["head"]) * spans.is_label("SCHOOL")
    found["stranger.model"] = columns.pop("stranger") * columns["model.above"]  # by itself it weighs nothing
    found["headless.silent"] = headless * silent
    found["headless.model"] = headless * columns["model.above"]
    found["headless.short"] = headless * columns["ends.short"]
    return found


def _words(content: str, spans: Spans) -> Columns:
    """What the lexicon says of the words inside and beside, by label."""
    table = np.zeros((len(_ROW_OF), len(spans.starts)), dtype=np.float32)
    for label, tests in TESTS.items():
        at = np.flatnonzero(spans.labels == _NUMBERS[label])
        if own := [spans.candidates[place] for place in at.tolist()]:
            rows = np.array([_ROW_OF[name] for name, _ in tests])
            table[rows[:, None], at] = [[test(content, item) for item in own] for _, test in tests]
    return dict(zip(_ROW_OF, table, strict=True))


_ROW_OF = {name: row for row, name in enumerate(dict.fromkeys(name for tests in TESTS.values() for name, _ in tests))}
