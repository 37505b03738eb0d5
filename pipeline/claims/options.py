"""What an argument of a quantity may be: candidates, with what they weigh and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, NamedTuple, Protocol

from pipeline.claims.weights import Clue, features

Kind = Literal["before", "head", "behind", "earlier", "rule"]
"""Where a phrase stands: before the number, in the clause before, behind the number; what an earlier quantity has; what the rules built."""


class Candidate(NamedTuple):
    """A phrase that may be the subject.

    Attributes:
        start: offset of the phrase; -1 where the text is nowhere written as one piece.
        score: what its features weigh.
        clues: gives what names its features.
    """

    kind: Kind
    text: str
    start: int
    score: float
    clues: Callable[[], tuple[Clue, ...]]

    def features(self) -> tuple[str, ...]:
        """The names of its features."""
        return features(self.clues())


class Options(Protocol):
    """The candidates for an argument of a quantity."""

    def best(self) -> Candidate | None:
        """The one that weighs most, the first of equals; None without any."""

    def all_of_them(self) -> Sequence[Candidate]:
        """Every one."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Candidates that are few, as they are."""

    candidates: Sequence[Candidate]

    def best(self) -> Candidate | None:
        """The one that weighs most, the first of equals."""
        return max(self.candidates, key=attrgetter("score"), default=None)

    def all_of_them(self) -> Sequence[Candidate]:
        """Every one."""
        return self.candidates
