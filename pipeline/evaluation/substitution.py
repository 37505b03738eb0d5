"""Substitution tests: sentences that differ only in words drawn from the general lexicon.

A fixed sentence measures whether a text is read; one frame with any verb, noun, place or name in it measures whether the
language is. Frames and lists are data (``substitution.toml`` beside the gold files, whose head explains the notation).
Draws depend on nothing but the frame, the slot and the word, so that a word more in the lexicon changes few sentences.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.errors import ConfigurationError
from pipeline.facts import Facts
from pipeline.flow import extract_document
from pipeline.ingest import document_from_text
from pipeline.resources import read_lexicon, read_toml

FILE_NAME = "substitution.toml"
"""The file of frames, beside the gold files."""
KINDS = ("subject", "scope", "school", "person", "program")

_COMMON = 2000
"""Occurrences from which the characters of a function word count as such."""
_LONGEST_WORD = 4
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


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence that was read wrongly, with what was found instead."""

    sentence: Sentence
    got: str


@dataclass(frozen=True, slots=True)
class FrameResult:
    """How the sentences of a frame came out."""

    kind: str
    frame: str
    right: int
    total: int
    failures: tuple[Failure, ...]


def score(path: Path, config: Config) -> tuple[FrameResult, ...]:
    """Read every sentence of the frames in `path`, each as a document of its own.

    Args:
        path: the frames.
        config: settings; words are switched off, which shows the rules alone and is faster.

    Raises:
        ConfigurationError: E005 when the file is no file of frames; C001 to C007 when the pipeline cannot start.
    """
    config = config.model_copy(update={"words": False})
    results = []
    for (kind, frame), of_frame in groupby(sentences(path), key=lambda sentence: (sentence.kind, sentence.frame)):
        got = [
            Failure(sentence, _wrong(sentence, extract_document(document_from_text(sentence.text), config)))
            for sentence in of_frame
        ]
        failures = tuple(failure for failure in got if failure.got)
        results.append(FrameResult(kind, frame, len(got) - len(failures), len(got), failures))
    return tuple(results)


def by_kind(results: Sequence[FrameResult]) -> dict[str, tuple[int, int]]:
    """(right, total) of each kind, in the order of `KINDS`."""
    return {
        kind: (sum(result.right for result in of_kind), sum(result.total for result in of_kind))
        for kind in KINDS
        if (of_kind := [result for result in results if result.kind == kind])
    }


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of all frames in `path`, always the same with the same lexicon.

    Raises:
        ConfigurationError: E005 when the file cannot be read, a frame is ill-formed, or too few words fit it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        lexicon = _Lexicon(data["words"], data["numbers"])
        for kind in KINDS:
            for frame in data[kind]["frames"]:
                yield from _drawn(kind, frame, int(data["sentences"]), lexicon)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError("E005", path=path, problem=f"{type(error).__name__}: {error}") from error


def _drawn(kind: str, frame: str, wanted: int, lexicon: _Lexicon) -> Iterator[Sentence]:
    """The first `wanted` draws in which no word crosses the edge of a slot."""
    slots = {match.group(): match["list"] for match in _SLOT.finditer(frame)}
    fillers = {slot: lexicon.ordered(name, f"{frame}\0{slot}") for slot, name in slots.items()}
    found: set[str] = set()
    for turn in range(wanted * _MOST_TRIES):
        filled = {slot: "".join(parts[turn % len(parts)] for parts in lists) for slot, lists in fillers.items()}
        marked, edges = _fill(frame, filled)
        sentence = _sentence(kind, frame, marked)
        distinct = len(set(filled.values())) == len(filled) and sentence.text not in found
        invented = not any(lexicon.is_word(filled[slot]) for slot, lists in fillers.items() if len(lists) > 1)
        if distinct and invented and not any(lexicon.is_crossed(sentence.text, edge) for edge in edges):
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
        if character in spans:
            open_at[character] = len(text)
        elif character in _OPENING:
            opening = _OPENING[character]
            spans[opening].append((open_at.pop(opening), len(text)))
        else:
            text += character
    of_figure = kind in ("subject", "scope")
    if open_at or not spans["<"] or len(spans["["]) != of_figure or (of_figure and len(spans["<"]) != 1):
        raise ValueError(f"marks of {frame}")
    figure = spans["["][0] if of_figure else None
    return Sentence(kind, frame, text, tuple(spans["<"]), tuple(spans["("]), figure)


def _wrong(sentence: Sentence, facts: Facts) -> str:
    """What was found instead of the answer; empty when it is right."""
    text = sentence.text
    if sentence.figure is None:
        label = sentence.kind.upper()
        spans = [(mention.start, mention.end) for mention in facts.mentions if mention.label == label]
        return "" if sorted(spans) == sorted(sentence.answers) else " ".join(text[a:b] for a, b in spans) or "–"
    start, end = sentence.figure
    claim = next((claim for claim in facts.claims if claim.start < end and start < claim.end), None)
    if claim is None:
        return "(no claim)"
    found = claim.subject if sentence.kind == "subject" else claim.scope
    return "" if found in _readings(sentence) else found or "–"


def _readings(sentence: Sentence) -> set[str]:
    """The subject or scope, with its optional part and without."""
    ((start, end),) = sentence.answers
    return {sentence.text[start:end]} | {
        sentence.text[start:left] + sentence.text[right:end] for left, right in sentence.optional
    }


class _Lexicon:
    """The lists from which slots are filled. A list of names is made of two or three lists of characters."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], numbers: Mapping[str, Mapping[str, int]]) -> None:
        self._rows = [(word, kind, int(count)) for word, kind, count, *_ in read_lexicon("ner_words.tsv")]
        self._lists: dict[str, tuple[tuple[str, ...], ...]] = {
            **{name: (self._words(**rule),) for name, rule in words.items()},
            **{name: (_numbers(**rule),) for name, rule in numbers.items()},
            "place": (self._place_characters, self._place_characters),
            "person": (self._surnames, (*self._given, ""), self._given),
        }

    def ordered(self, name: str, salt: str) -> list[list[str]]:
        """The list `name`, or the lists of which its names are made, in an order that only `salt` decides."""
        return [
            sorted(parts, key=lambda part, at=at: _hash(f"{salt}\0{at}\0{part}"))
            for at, parts in enumerate(self._lists[name])
        ]

    def is_word(self, text: str) -> bool:
        """Whether `text` is a word of the general lexicon."""
        return text in self._known

    def is_crossed(self, text: str, edge: int) -> bool:
        """Whether a word begins before `edge` and ends behind it."""
        return any(
            text[start:end] in self._known
            for start in range(max(0, edge - _LONGEST_WORD + 1), edge)
            for end in range(edge + 1, min(len(text), start + _LONGEST_WORD) + 1)
        )

    @cached_property
    def _known(self) -> frozenset[str]:
        surnames = {surname for surname, kind in read_lexicon("ner_surnames.tsv") if kind == "compound"}
        return frozenset({word for word, _, _ in self._rows} | surnames)

    @cached_property
    def _surnames(self) -> tuple[str, ...]:
        return tuple(surname for surname, kind in read_lexicon("ner_surnames.tsv") if kind != "function")

    @cached_property
    def _given(self) -> tuple[str, ...]:
        function = self._characters_of(("p", "c", "u", "r", "d", "f", "m"))
        return tuple(sorted(set(str(read_toml("ner_people.toml")["given"])) - function - _units() - {"\n"}))

    @cached_property
    def _place_characters(self) -> tuple[str, ...]:
        """Those of common nouns, and as many that stand in no word at all."""
        function = self._characters_of(("p", "c", "u", "r", "d", "f", "m", "t"))
        common = {
            character for word, kind, count in self._rows if kind == "n" and count >= _COMMON for character in word
        }
        common -= function | _units()
        used = {character for word, _, _ in self._rows for character in word}
        used |= {character for _, character, *_ in read_lexicon("cjk_radicals.tsv")}
        rare = sorted((character for character in _second_level() if character not in used), key=_hash)
        return (*sorted(common), *rare[: len(common)])

    def _characters_of(self, parts_of_speech: Sequence[str]) -> set[str]:
        return {
            character
            for word, kind, count in self._rows
            if kind in parts_of_speech and count >= _COMMON
            for character in word
        }

    @cached_property
    def _begin_and_end(self) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
        """How many words of a part of speech begin, and end, with a character; under an empty part of speech, of all."""
        counts: tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]] = (Counter(), Counter())
        for word, kind, _ in self._rows:
            for count, character in zip(counts, (word[0], word[-1]), strict=True):
                count.update(((character, kind), (character, "")))
        return counts

    def _agrees(self, word: str, like: Sequence[str], least: Sequence[float]) -> bool:
        """Whether words that begin as `word` does, and words that end so, are mostly of the parts of speech `like`."""
        return all(
            sum(count[character, kind] for kind in like) >= share * count[character, ""]
            for count, character, share in zip(self._begin_and_end, (word[0], word[-1]), least, strict=True)
        )

    def _words(
        self,
        part_of_speech: str,
        characters: int,
        frequency: int,
        like: Sequence[str] = (),
        agreement: Sequence[float] = (0.0, 0.0),
        without: Sequence[str] = (),
        ends: str = "",
    ) -> tuple[str, ...]:
        """Words of the lexicon by rule; the head of the file of frames says what each setting means."""
        function = self._characters_of(without)
        return tuple(
            word
            for word, kind, count in self._rows
            if kind == part_of_speech and len(word) == characters == len(set(word)) and count >= frequency
            if not function.intersection(word) and word[-1] not in (_units() if kind == "n" and not ends else ())
            if not ends or (word.endswith(tuple(ends)) and (len(word) == 2 or word[-2:] not in self._known))
            if self._agrees(word, like, agreement)
        )


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode()).digest()


def _units() -> set[str]:
    """Units and classifiers, divisions among them."""
    return {unit for table in read_toml("units.toml").values() for unit in table.get("units", ())}


def _numbers(least: int, most: int, decimals: int = 0) -> tuple[str, ...]:
    return tuple(f"{number / 10**decimals:.{decimals}f}" for number in range(least * 10**decimals, most * 10**decimals))


def _second_level() -> list[str]:
    """Characters of the second level of GB 2312: those of names and of writing that is no everyday one."""
    return [bytes((row, cell)).decode("gb2312") for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF)]
