"""Stretches of text whose numbers are no quantities: dates, ordinals, document numbers, set phrases, quoted names.

The patterns are data (`models/claims_exclusions.toml`); one pass over the text collects the stretches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.language.numerals import CHINESE
from pipeline.resources import read_toml

_NUMBER = rf"\d{CHINESE}"


def _compile(rules: Sequence[dict[str, Any]]) -> re.Pattern[str]:
    starts = "".join(_NUMBER if rule["starts"] == "number" else rule["starts"] for rule in rules)
    patterns = "|".join(f"(?:{pattern})" for rule in rules for pattern in rule["patterns"])
    return re.compile(f"(?=[{starts}])(?:{patterns})")


_RULES = read_toml("claims_exclusions.toml")["exclude"]
_PATTERNS = (
    _compile([rule for rule in _RULES if rule["starts"] == "number"]),
    _compile([rule for rule in _RULES if rule["starts"] != "number"]),
)

# A short quotation is a name or a slogan, numbers and all, also where a line ends in it; a long one is speech, which may state
# quantities.
_QUOTED_NAME = re.compile(
    r"“[^“”\n。;]{1,14}”|“[^“”\n。;]{1,12} ?\n ?[^“”\n。;]{1,12}”|\"[^\"\n。;]{1,14}\"|‘[^‘’\n。;]{1,14}’"
)
_TITLE = re.compile(r"《[^《》\n]{1,80}》")


@dataclass(frozen=True, slots=True)
class Spans:
    """Disjoint ranges of a text in order, with a fast test for overlap."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a range overlaps one of these."""
        index = bisect_right(self.starts, end - 1) - 1
        return index >= 0 and self.ends[index] > start

    def covers(self, position: int) -> bool:
        """Whether a character lies within one of these."""
        return self.overlaps(position, position + 1)

    def contains(self, start: int, end: int) -> bool:
        """Whether a range lies within one of these."""
        index = bisect_right(self.starts, start) - 1
        return index >= 0 and end <= self.ends[index]


NOWHERE = Spans((), ())
"""No stretch at all."""


def merge(ranges: Iterable[tuple[int, int]]) -> Spans:
    """Ranges in any order, overlapping or not, as disjoint spans."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(ranges):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Spans(tuple(starts), tuple(ends))


def excluded(content: str) -> Spans:
    """The stretches of folded text in which a number states nothing."""
    patterns = (*_PATTERNS, _QUOTED_NAME, _TITLE)
    return merge(match.span() for pattern in patterns for match in pattern.finditer(content))
