"""What a document says of a candidate elsewhere: the same name, a longer or a shorter one, in a surer place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.ner.candidates import Candidate
from pipeline.ner.features import Columns, Spans
from pipeline.ner.forms import shortens
from pipeline.ner.occurrences import occurrences
from pipeline.records import MentionLabel

_KNOWN = 0.7
"""How probable a name must be for its other occurrences to become candidates."""
_SURE = 0.95
"""How probable a name must be to speak for others of its label: a text that names one person names more."""
_LEADER = "person.leader"
_LEAST = 2
_LONGEST_INITIALS = 4
_MOST_OTHERS = 3
_LIST = ("、", "和", "与", "及", ",", " ")


class _Seen(NamedTuple):
    """The chances of all occurrences of one text: the two best, and their sum."""

    best: float
    second: float
    total: float

    @classmethod
    def of(cls, chances: Sequence[float]) -> _Seen:
        ordered = sorted(chances)
        return cls(ordered[-1], ordered[-2] if len(ordered) > 1 else 0.0, sum(ordered))

    def without(self, own: float) -> tuple[float, float]:
        """The best of the others and their sum, for the occurrence with the chance `own`; 0 when it is none of them."""
        if own <= 0:
            return self.best, self.total
        return (self.second if own == self.best else self.best), max(0.0, self.total - own)


@dataclass(frozen=True)
class Memory:
    """The candidates of a document with their chances in a first reading.

    Attributes:
        chances: by label and text, the chances of all occurrences.
    """

    chances: dict[tuple[MentionLabel, str], list[float]]
    _suffixes: dict[tuple[MentionLabel, str], float]
    """By label and proper suffix of a name: the best chance of such a name."""
    _texts: dict[str, dict[MentionLabel, float]]
    _ending: dict[tuple[MentionLabel, int], float]
    """By label and place: the best chance of a name that ends there."""
    _starting: dict[tuple[MentionLabel, int], float]
    _sure: Mapping[MentionLabel, Collection[str]]
    """By label: the names that are sure, without those of leaders, who are named in texts about anything."""

    @classmethod
    def of(cls, content: str, spans: Spans, chances: npt.NDArray[np.float64]) -> Memory:
        """What a first reading of `content` found."""
        found: dict[tuple[MentionLabel, str], list[float]] = defaultdict(list)
        texts: dict[str, dict[MentionLabel, float]] = defaultdict(dict)
        ending: dict[tuple[MentionLabel, int], float] = {}
        starting: dict[tuple[MentionLabel, int], float] = {}
        sure: dict[MentionLabel, set[str]] = defaultdict(set)
        for item, chance in zip(spans.candidates, chances.tolist(), strict=True):
            label, start, end = item.label, item.start, item.end
            found[label, content[start:end]].append(chance)
            ending[label, end] = max(chance, ending.get((label, end), 0.0))
            starting[label, start] = max(chance, starting.get((label, start), 0.0))
            if chance > _SURE and item.source != _LEADER:
                sure[label].add(content[start:end])
        suffixes: dict[tuple[MentionLabel, str], float] = {}
        for (label, text), all_chances in found.items():
            best = texts[text][label] = max(all_chances)
            if best > 0.3:
                for cut in range(1, len(text) - 1):
                    key = label, text[cut:]
                    suffixes[key] = max(best, suffixes.get(key, 0.0))
        return cls(dict(found), suffixes, dict(texts), ending, starting, sure)

    def again(self, content: str, spans: Spans) -> Iterator[Candidate]:
        """Occurrences of sure names that are no candidates yet."""
        sure: dict[str, MentionLabel] = {}
        for (label, text), chances in self.chances.items():
            if len(text) >= _LEAST and label != "DOC" and max(chances) > _KNOWN:
                sure.setdefault(text, label)
                if label == "PROGRAM" and "“" in text and len(text) > 5:
                    sure.setdefault(text.replace("“", "").replace("”", ""), label)
        if not sure:
            return
        known = {(item.label, item.start, item.end) for item in spans.candidates}
        for start, end in occurrences(sure, content):
            label = sure[content[start:end]]
            if (label, start, end) not in known:
                yield Candidate(label, start, end, "memory")

    def _beside(self, content: str, item: Candidate) -> float:
        """The best chance of a name of the same label beside a candidate in a list."""
        best = 0.0
        if content[item.start - 1 : item.start] in _LIST:
            best = self._ending.get((item.label, item.start - 1), 0.0)
        if content[item.end : item.end + 1] in _LIST:
            best = max(best, self._starting.get((item.label, item.end + 1), 0.0))
        return best

    def features(self, content: str, spans: Spans, own: npt.NDArray[np.float64]) -> Columns:
        """What is known of each candidate from elsewhere.

        Args:
            own: the chance of each candidate itself in the first reading; 0 for new ones.
        """
        names = (
            "memory.second",
            "memory.best",
            "memory.others",
            "memory.longer",
            "memory.shorter",
            "memory.label",
            "memory.list",
            "memory.initials",
            "memory.company",
            "memory.begins",
        )
        seen = {key: _Seen.of(chances) for key, chances in self.chances.items()}
        known = {text for (label, text), chances in self.chances.items() if label == "SCHOOL" and max(chances) > _KNOWN}
        of_names: dict[tuple[MentionLabel, str], tuple[float, float, float, float, float]] = {}
        rows = []
        for item, chance in zip(spans.candidates, own.tolist(), strict=True):
            key = item.label, content[item.start : item.end]
            if key not in of_names:
                of_names[key] = (*self._of_name(*key), float(_is_initials(*key, known)))
            best, others = seen[key].without(chance) if key in seen else (0.0, 0.0)
            others = min(others, _MOST_OTHERS) / _MOST_OTHERS
            longer, shorter, label, begins, initials = of_names[key]
            sure = self._sure[key[0]]
            company = min(len(sure) - (key[1] in sure), _MOST_OTHERS) / _MOST_OTHERS
            beside = self._beside(content, item)
            rows.append((1.0, best, others, longer, shorter, label, beside, initials, company, begins))
        table = np.array(rows, dtype=np.float32).reshape(len(rows), len(names))
        return dict(zip(names, np.ascontiguousarray(table.T), strict=True))

    def _of_name(self, label: MentionLabel, text: str) -> tuple[float, float, float, float]:
        """The best chance of a longer name that ends in `text`, of a shorter one that it ends in, of the same with another label, and
        of a shorter one that it begins with."""
        ends = [self._texts[text[cut:]].get(label, 0.0) for cut in range(1, len(text) - 1) if text[cut:] in self._texts]
        begins = [self._texts[text[:cut]].get(label, 0.0) for cut in range(2, len(text)) if text[:cut] in self._texts]
        others = [chance for other, chance in self._texts.get(text, {}).items() if other != label]
        longer = self._suffixes.get((label, text), 0.0)
        return longer, max(ends, default=0.0), max(others, default=0.0), max(begins, default=0.0)


def _is_initials(label: MentionLabel, text: str, known: Collection[str]) -> bool:
    """Whether a name may be the short form of one of the schools that are known."""
    return label == "SCHOOL" and len(text) <= _LONGEST_INITIALS and any(shortens(text, name) for name in known)
