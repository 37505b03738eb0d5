"""What a quantity is beside its value: a rate over what time, come from what level, for one of what, prescribed or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.claims.changes import Difference
from pipeline.claims.denominators import per
from pipeline.claims.governed import NOTHING, Governing
from pipeline.claims.norms import TELLS, is_norm
from pipeline.claims.origins import Origins
from pipeline.claims.periods import Period
from pipeline.claims.rates import rate_kind
from pipeline.claims.ruled import ruled
from pipeline.claims.timing import When
from pipeline.language.in_force import LexicalPattern, any_word
from pipeline.records import Block, ClaimStatus, DocumentType, Quantity, RateKind, Sentence

_REACH, _BEHIND = 48, 8
_DAY = len("2018-10-31")
_CUE = LexicalPattern(lambda: rf"[每均按照执须应环累同]|一般|建议|至少|{any_word('prescribing')}")
"""What the words before a quantity, and some behind it, must hold to say any of it."""


class Detail(NamedTuple):
    """The columns of a claim that the words before it tell, and the period and status that are left when they make it a norm."""

    rate_kind: RateKind
    from_claim: str
    per: str
    norm: bool
    period: Period
    """None of a norm that holds from now on, unless its sentence says one."""
    status: ClaimStatus
    """What a rule prescribes is reached by nobody, unless its words say so."""


class Details:
    """The details of the quantities of a document.

    Args:
        content: folded text of the document.
        placed: its quantities with their sentences, in order.
        changes: of each, whether it is a difference.
        kind: what the document is.
        blocks: of the document.

    Attributes:
        origins: which of them came from which.
    """

    def __init__(
        self,
        content: str,
        placed: Sequence[tuple[Quantity, Sentence]],
        changes: Sequence[Difference],
        kind: DocumentType,
        blocks: Sequence[Block],
    ) -> None:
        self._content, self._placed, self._kind = content, placed, kind
        self._ruled = ruled(content, blocks, kind)
        self.origins = Origins(content, [quantity for quantity, _ in placed], changes)
        self._words = Governing(content, placed, self.origins.came_from)
        self._cue = _CUE.compiled
        self._per: list[str] = []

    def next(self, change: Difference, when: When) -> Detail:
        """The details of the next quantity; to be called once for each, in order.

        Args:
            change: whether it is a difference, and against what.
            when: what it is for.
        """
        index = len(self._per)
        (quantity, sentence), origin = self._placed[index], self.origins.came_from[index]
        kind: DocumentType = "rules" if self._ruled.covers(quantity.start) else self._kind
        is_plain = origin is None and kind != "rules" and self._is_plain(quantity, sentence)
        words = NOTHING if is_plain else self._words.of(index)
        is_bare = is_plain and change.change == "none"
        rate = "" if is_bare else rate_kind(self._content, quantity, change.change, change.base, words, when.period)
        each = "" if is_plain else per(quantity, words, "" if origin is None else self._per[origin])
        self._per.append(each)
        may_be = index not in self.origins.became and not (is_plain and self._kind in TELLS)
        norm = may_be and is_norm(self._content, sentence, quantity, words, each, when, kind)
        when = when.of_average() if rate == "annual_average" else when
        from_claim = "" if origin is None else f"c{origin + 1}"
        return Detail(
            rate, from_claim, each, norm, *(self._of_norm(when, kind) if norm else (when.period, when.status))
        )

    def _is_plain(self, quantity: Quantity, sentence: Sentence) -> bool:
        """Whether the words around a quantity say nothing of it."""
        said = self._content[max(sentence.start, quantity.start - _REACH) : quantity.end + _BEHIND]
        return "/" not in quantity.unit and not self._cue.search(said)

    def _of_norm(self, when: When, kind: DocumentType) -> tuple[Period, ClaimStatus]:
        """A norm holds from now on, or a day on, unless its sentence says for when, or a plan does; nobody has reached what rules prescribe."""
        is_from_day = when.period.first == when.period.last and len(when.period.text) == _DAY
        is_timeless = is_from_day or (
            not when.period.is_stated and (self._kind != "plan" or when.period.source == "document")
        )
        return Period() if is_timeless else when.period, "planned" if kind == "rules" else when.status
