"""Frames of substitution tests and the sentences that they stand for (notation: head of ``data/gold/substitution.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigurationError
from pipeline.evaluation.fillers import Fillers

KINDS = ("subject", "scope", "school", "person", "program")

_MOST_TRIES = 40
"""Draws for each sentence that is wanted, before a frame counts as one that leaves too few."""
_SLOT = re.compile(r"\{(?P<list>[a-z]+)\d*\}")
_MARKS = re.compile(r"[<>\[\]()]")
_OPENING = {">": "<", "]": "[", ")": "("}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A drawn sentence.

    Attributes:
        text: without marks.
        answers: (start, end) of what is to be found in `text`.
        optional: (start, end) of parts of answers that may be left out.
        figure: (start, end) of the figure whose subject or scope it is; None for names.
    """

    kind: str
    frame: str
    text: str
    answers: tuple[tuple[int, int], ...]
    optional: tuple[tuple[int, int], ...]
    figure: tuple[int, int] | None

    @property
    def readings(self) -> set[str]:
        """The subject or scope, with its optional part and without."""
        ((start, end),) = self.answers
        return {self.text[start:end]} | {self.text[start:left] + self.text[right:end] for left, right in self.optional}


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of all frames in `path`, always the same with the same lexicon.

    Raises:
        ConfigurationError: E005 when the file cannot be read, a frame is ill-formed, or too few words fit it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        fillers = Fillers(data["words"], data["numbers"])
        for kind in KINDS:
            for frame in data[kind]["frames"]:
                yield from drawn(kind, frame, int(data["sentences"]), fillers)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError("E005", path=path, problem=f"{type(error).__name__}: {error}") from error


def drawn(kind: str, frame: str, wanted: int, fillers: Fillers) -> Iterator[Sentence]:
    """The first `wanted` draws in which no word crosses the edge of a slot."""
    slots = {match.group(): match["list"] for match in _SLOT.finditer(frame)}
    ordered = {slot: fillers.ordered(name, f"{frame}\0{slot}") for slot, name in slots.items()}
    found: set[str] = set()
    for turn in range(wanted * _MOST_TRIES):
        filled = {slot: "".join(parts[turn % len(parts)] for parts in lists) for slot, lists in ordered.items()}
        marked, edges = _fill(frame, filled)
        sentence = _sentence(kind, frame, marked)
        distinct = len(set(filled.values())) == len(filled) and sentence.text not in found
        invented = not any(fillers.is_word(filled[slot]) for slot, lists in ordered.items() if len(lists) > 1)
        if distinct and invented and not any(fillers.is_crossed(sentence.text, edge) for edge in edges):
            found.add(sentence.text)
            yield sentence
            if len(found) == wanted:
                return
    raise ValueError(f"only {len(found)} sentences fit {frame}")


def _fill(frame: str, filled: Mapping[str, str]) -> tuple[str, list[int]]:
    """The frame with its slots filled, marks still in it, and the edges of the fillers in the text without marks."""
    marked, edges, position = "", [], 0
    for match in _SLOT.finditer(frame):
        marked += frame[position : match.start()]
        edges.append(len(_MARKS.sub("", marked)))
        marked += filled[match.group()]
        edges.append(len(_MARKS.sub("", marked)))
        position = match.end()
    return marked + frame[position:], edges


def _sentence(kind: str, frame: str, marked: str) -> Sentence:
    spans: dict[str, list[tuple[int, int]]] = {"<": [], "[": [], "(": []}
    open_at: dict[str, int] = {}
    text = ""
    for character in marked:
        if character in spans and character not in open_at:
            open_at[character] = len(text)
        elif character in _OPENING:
            opening = _OPENING[character]
            spans[opening].append((open_at.pop(opening), len(text)))
        else:
            text += character  # a mark that is open already stays, and no sentence has one
    of_figure = kind in ("subject", "scope")
    if (
        open_at
        or _MARKS.search(text)
        or not spans["<"]
        or len(spans["["]) != of_figure
        or (of_figure and len(spans["<"]) != 1)
    ):
        raise ValueError(f"marks of {frame}")
    figure = spans["["][0] if of_figure else None
    return Sentence(kind, frame, text, tuple(spans["<"]), tuple(spans["("]), figure)
