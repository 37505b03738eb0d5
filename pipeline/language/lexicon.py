"""The one lexicon: words with part of speech, frequency and roles (`models/lexicon.tsv`), and what a user adds to it.

A role says what rules may do with a word (title, measure, may_start_a_name); `models/lexicon_roles.toml` tells each. A user's own words come in
a folder with a `lexicon.tsv` of the same columns. Which lexicon holds for a document, `pipeline.language.in_force` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from math import log
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pipeline.errors import ConfigurationError
from pipeline.fold import fold
from pipeline.language.divisions import Level, names_without_suffix, regions, seats
from pipeline.resources import read_lexicon, read_toml

FILE = "lexicon.tsv"
ROLES_FILE = "lexicon_roles.toml"
_COMMON = 20_000
"""Occurrences that a word counts for in splitting when official texts use it all the time and the general dictionary does not tell."""
# Words with one of these are common in official texts, whatever the general dictionary counted.
_USED_ALL_THE_TIME = (
    "name_starts_after",
    "strong_link",
    "weak_link",
    "may_start_a_name",
    "title",
    "school_head",
    "program_head",
)
_BREAKING_ROLES = ("name_starts_after", "strong_link", "weak_link")
# Parts of speech that cannot be inside the left part of a name, and those that nothing runs across.
_BREAKING = frozenset({"v", "d", "p", "c", "r", "u", "t"})
_LINKING = frozenset({"d", "p", "c", "r", "u"})
_PARTS_OF_SPEECH = frozenset({"v", "vn", "d", "p", "c", "r", "u", "m", "q", "t", "f", "a", "b", "n", "i", "l"})

Parameters = tuple[str, ...]


class Entry(NamedTuple):
    """A word of the lexicon.

    Attributes:
        part_of_speech: as atop `models/lexicon.tsv`; empty when it is not known.
        frequency: occurrences in the corpus of the general dictionary; 0 for a word that it lacks.
        roles: what rules may do with the word, each with what it says besides: what must not follow, or values; mostly nothing.
    """

    part_of_speech: str
    frequency: int
    roles: Mapping[str, Parameters]


_UNKNOWN = Entry("", 0, MappingProxyType({}))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of `models/lexicon.tsv` and those that a user adds. Read when it is first asked; the same additions are one lexicon.

    Attributes:
        additions: text of the user's file, as `read_additions` gives it; empty for none.
    """

    additions: str = ""

    def entry(self, word: str) -> Entry | None:
        """What the lexicon says of a word; None when it lacks it."""
        return self.entries.get(word)

    def words(self, role: str) -> frozenset[str]:
        """The words with a role.

        Raises:
            KeyError: there is no such role.
        """
        return self.by_role[role]

    def parameters(self, role: str) -> Mapping[str, Parameters]:
        """The words with a role, each with what must not follow it, or its values."""
        return self._parameters[role]

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What has been made of the words, kept as long as they are (see `pipeline.language.in_force.per_lexicon`)."""
        return {}

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every word."""
        entries = _shipped()
        if self.additions:
            entries = dict(entries)
            for word, entry in _parsed(self.additions, Path(FILE)):
                entries[word] = _joined(entries.get(word), entry)
        return MappingProxyType(entries)

    @cached_property
    def by_role(self) -> Mapping[str, frozenset[str]]:
        """The words with each role."""
        return {role: frozenset(words) for role, words in self._parameters.items()}

    @cached_property
    def _parameters(self) -> Mapping[str, Mapping[str, Parameters]]:
        found: dict[str, dict[str, Parameters]] = {role: {} for role in declared_roles()}
        for word, entry in self.entries.items():
            if entry.roles:
                for role, parameters in entry.roles.items():
                    found[role][word] = parameters
        return {role: MappingProxyType(words) for role, words in found.items()}

    @cached_property
    def costs(self) -> Mapping[str, float]:
        """Words that a text can be split into, each with what it costs: little for the common ones."""
        total = sum(entry.frequency for entry in _shipped().values())
        common = log(total / _COMMON)
        costs = {word: log(total / entry.frequency) for word, entry in self.entries.items() if entry.frequency}
        for word in self.words("common"):
            costs.setdefault(word, common)
        costs.update(dict.fromkeys(self._places, common))
        for role in _USED_ALL_THE_TIME:
            for word in self.words(role):
                costs[word] = min(costs.get(word, common), common)
        return costs

    @cached_property
    def go_on(self) -> frozenset[str]:
        """Two characters with which longer ones of those words begin."""
        return frozenset(word[:2] for word in self.costs if len(word) > 2)

    @cached_property
    def breaking(self) -> frozenset[str]:
        """Words that a name can only start after: verbs, adverbs, links, counted classifiers."""
        classifiers = self.words("classifier")
        found = {
            word
            for word, entry in self.entries.items()
            if entry.part_of_speech in _BREAKING
            # 一批, 几所: a counted classifier ends what stands before a name.
            or (entry.part_of_speech == "m" and word[-1] in classifiers and word[0] != "第")
        }
        found.update(*(self.words(role) for role in _BREAKING_ROLES))
        return frozenset(found - self.words("may_start_a_name") - self._places)

    @cached_property
    def _places(self) -> frozenset[str]:
        """Places that are one piece of a text: of the counties those that a link would tear (于都)."""
        torn = (seat for seat in seats() if seat[0] in self.linking and not self.entries.get(seat, _UNKNOWN).frequency)
        return places().union(torn)

    @cached_property
    def linking(self) -> frozenset[str]:
        """Words that no name can run across: conjunctions, prepositions, pronouns, particles."""
        found = {word for word, entry in self.entries.items() if entry.part_of_speech in _LINKING}
        return frozenset(found | self.words("strong_link") | self.words("weak_link"))

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Verbs of the dictionary."""
        return frozenset(word for word, entry in self.entries.items() if entry.part_of_speech == "v")


@cache
def declared_roles() -> frozenset[str]:
    """Every role that `models/lexicon_roles.toml` tells."""
    return frozenset(role for group in read_toml(ROLES_FILE).values() for role in group.get("roles", ()))


def load(folder: Path | None = None) -> Lexicon:
    """The lexicon with the additions of a folder.

    Raises:
        ConfigurationError: C007 when a file of `models/` is damaged; C061, C062 as `read_additions`.
    """
    return with_additions(read_additions(folder) if folder is not None else "")


@lru_cache(maxsize=8)
def with_additions(additions: str) -> Lexicon:
    """The lexicon with a user's words; the same text gives the same object."""
    return Lexicon(additions)


def read_additions(folder: Path) -> str:
    """The text of a user's `lexicon.tsv`, checked.

    Raises:
        ConfigurationError: C061 when there is no such file, C062 when a line of it is wrong.
    """
    path = folder / FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigurationError("C061", path=path, problem=error.strerror or error) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ConfigurationError("C062", path=path, line=line, problem="it is not written in UTF-8") from error
    for _ in _parsed(text, path):
        pass
    return text


def _joined(one: Entry | None, other: Entry) -> Entry:
    """A word of two lexicons: the later tells part of speech and frequency where it does, roles add up."""
    if one is None:
        return other
    return Entry(
        other.part_of_speech or one.part_of_speech, other.frequency or one.frequency, {**one.roles, **other.roles}
    )


@cache
def _shipped() -> dict[str, Entry]:
    return {row[0]: _entry(*row[1:]) for row in read_lexicon(FILE)}


@cache
def bare_divisions() -> Mapping[str, Level]:
    """Names of divisions without their suffix that mean them wherever they stand, with their level."""
    return names_without_suffix({word for word, entry in _shipped().items() if entry.frequency})


@cache
def places() -> frozenset[str]:
    """Those, and the countries and regions that begin names."""
    return frozenset(bare_divisions()).union(regions())


def _entry(part_of_speech: str = "", frequency: str = "", roles: str = "") -> Entry:
    return Entry(part_of_speech, int(frequency or 0), _roles(roles))


@lru_cache(maxsize=4096)
def _roles(cell: str) -> Mapping[str, Parameters]:
    """Roles with what they say besides: ``lead,school_head!生/学业``."""
    return MappingProxyType(dict(map(_role, filter(None, cell.split(",")))))


def _role(written: str) -> tuple[str, Parameters]:
    for sign in "!=":
        name, parted, parameters = written.partition(sign)
        if parted:
            return name.strip(), tuple(parameters.split("/"))
    return written.strip(), ()


def _parsed(text: str, path: Path) -> Iterator[tuple[str, Entry]]:
    """The words of a user's file; a word that says nothing else is a common one.

    Raises:
        ConfigurationError: C062 at the first line that is wrong.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        word = fold(cells[0])
        for problem in _problems(word, cells, seen):
            raise ConfigurationError("C062", path=path, line=number, problem=problem)
        seen[word] = number
        entry = _entry(*cells[1:])
        if not entry.frequency and not entry.roles:
            entry = entry._replace(frequency=_COMMON)
        yield word, entry


def _problems(word: str, cells: list[str], seen: Mapping[str, int]) -> Iterator[str]:
    """What is wrong with a row."""
    part_of_speech, frequency, roles = [*cells[1:], "", "", ""][:3]
    if not word:
        yield "it starts with an empty cell"
    if len(cells) > 4:
        yield f"it has {len(cells)} columns, of at most 4"
    if word in seen:
        yield f"the word {word} stands in line {seen[word]} already; write all its roles there"
    if part_of_speech and part_of_speech not in _PARTS_OF_SPEECH:
        yield f"{part_of_speech!r} is no part of speech, which are {', '.join(sorted(_PARTS_OF_SPEECH))}"
    if frequency and not (frequency.isascii() and frequency.isdigit()):
        yield f"{frequency!r} is no frequency, which is a whole number or empty"
    yield from _role_problems(filter(None, roles.split(",")))


def _role_problems(roles: Iterable[str]) -> Iterator[str]:
    takes: Mapping[str, str | list[str]] = read_toml(ROLES_FILE)["takes"]
    for written in roles:
        role, parameters = _role(written)
        if role not in declared_roles():
            near = get_close_matches(role, declared_roles(), n=1)
            yield f"there is no role {role!r}" + (f"; {near[0]} is one" if near else "")
        sign = next((sign for sign in "!=" if sign in written), "")
        taken = takes.get(role, "")
        if sign != ("=" if isinstance(taken, list) else taken) and (sign or taken != "!"):
            yield f"the role {role} needs a value behind =" if not sign else f"the role {role} takes no {sign}"
        if isinstance(taken, list) and not set(parameters) <= set(taken):
            yield f"the role {role} has one of the values {', '.join(taken)}"
        if sign and not all(parameters):
            yield f"the role {role} says nothing behind {sign}"
