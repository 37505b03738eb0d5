"""Quantities with their candidates and what a reader says, from labelled documents and from frames."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.claims.arguments import Decide
from pipeline.claims.options import Candidate, Options
from pipeline.config import Config
from pipeline.decided import decided
from pipeline.evaluation.fillers import Fillers
from pipeline.evaluation.frames import drawn
from pipeline.evaluation.metrics import subjects_agree
from pipeline.evaluation.whole import LABELS, WholeClaim, read_texts, read_whole
from pipeline.fold import fold
from pipeline.ingest import document_from_text, read_document
from pipeline.records import Quantity, RawDocument
from pipeline.training.claims.fit import Example

Kind = Literal["subject", "scope", "owner"]
_LEARNED = ("dev", "drawn", "read")
"""Sets of whole documents that are learned from."""
_LOOSELY = 0.5
"""How much an example counts whose answer is no candidate, for the candidate that comes nearest."""
_OPTIONAL = 0.3
"""How much a figure counts that two careful readers could take differently."""
_UNSTATED = 0.3
"""How much a quantity counts for which the labels of a document name no scope."""


class Asked(NamedTuple):
    """The candidates of a quantity, with its offsets in the document."""

    start: int
    end: int
    candidates: Mapping[Kind, Sequence[Candidate]]


def asked(document: RawDocument, config: Config) -> list[Asked]:
    """The candidates of all quantities of a document; those of later ones as if the rules had decided the earlier."""
    found: dict[Kind, dict[int, Sequence[Candidate]]] = {"subject": {}, "scope": {}, "owner": {}}
    claims = decided(
        document,
        config,
        Decide(_recorder(found["subject"])),
        Decide(_recorder(found["scope"])),
        Decide(_recorder(found["owner"])),
    )
    return [
        Asked(claim.start, claim.end, {kind: of[start] for kind, of in found.items() if start in of})
        for start, claim in claims
    ]


def _recorder(found: dict[int, Sequence[Candidate]]) -> Callable[[Quantity, Options], Candidate | None]:
    def choose(quantity: Quantity, options: Options) -> Candidate | None:
        candidates = found[quantity.start] = options.all_of_them()
        by_rules = (c for c in candidates if c.kind == "rule" or any(f.endswith("rules agree") for f in c.features()))
        return next(by_rules, candidates[0] if candidates else None)

    return choose


def from_labels(kind: Kind, gold: Path, texts: Path, config: Config) -> Iterator[Example]:
    """What the labels of a folder teach."""
    for path in sorted(gold.glob("*.json")):
        claims = json.loads(path.read_text(encoding="utf-8")).get("claims", [])
        source = next((p for p in sorted(texts.rglob(f"{path.stem}*")) if p.suffix != ".json" and p.is_file()), None)
        if source is None or (kind != "subject" and not any("scope" in claim for claim in claims)):
            continue
        quantities = asked(read_document(source.read_bytes(), source.name, config), config)
        for claim in claims:
            hits = [q for q in quantities if q.start < claim["end"] and claim["start"] < q.end]
            if len(hits) == 1 and kind in hits[0].candidates:
                answer = claim.get("subject" if kind == "subject" else "scope", "").replace("\n", "")
                yield from _example(hits[0].candidates[kind], {answer}, 1.0 if answer else _UNSTATED)


def from_whole(kind: Kind, path: Path, config: Config) -> Iterator[Example]:
    """What the labels of whole documents teach, those that are set aside left out; of scopes only where they were looked for.

    Args:
        kind: the argument.
        path: the texts, as `pipeline.evaluation.whole.read_texts` reads them.
        config: settings.
    """
    texts = read_texts(path)
    for document in read_whole(LABELS):
        if document.set not in _LEARNED or document.id not in texts:
            continue
        text = texts[document.id]
        quantities = asked(document_from_text(text), config)
        for claim in document.claims:
            hits = [q for q in quantities if q.start < claim.span[1] and claim.span[0] < q.end]
            answers = _answers(kind, text, claim)
            if answers and len(hits) == 1 and kind in hits[0].candidates:
                yield from _example(hits[0].candidates[kind], answers, _OPTIONAL if claim.is_optional else 1.0)


def _answers(kind: Kind, text: str, claim: WholeClaim) -> set[str]:
    """What a reader says; none where the argument is not labelled."""
    if kind == "subject":
        return {text[start:end].replace("\n", "") for start, end in claim.subjects}
    if claim.status is None:
        return set()
    return {text[slice(*claim.scope)].replace("\n", "") if claim.scope else ""}


def from_frames(kind: Kind, path: Path, number: int, weight: float) -> Iterator[Example]:
    """What sentences with drawn words teach."""
    config = Config(words=False)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    fillers = Fillers(data["words"], data["numbers"])
    for frame in data[kind]["frames"]:
        for sentence in drawn(kind, frame, number, fillers):
            assert sentence.figure is not None
            start, end = sentence.figure
            for quantity in asked(document_from_text(sentence.text), config):
                if quantity.start < end and start < quantity.end and kind in quantity.candidates:
                    yield from _example(quantity.candidates[kind], sentence.readings, weight)


def _example(candidates: Sequence[Candidate], answers: set[str], weight: float) -> Iterator[Example]:
    folded = {fold(answer) for answer in answers}
    right = [at for at, candidate in enumerate(candidates) if candidate.text in folded]
    if right:
        yield Example(candidates, right, weight)
        return
    near = [
        (2 * len(set(candidate.text) & set(answer)) / (len(candidate.text) + len(answer)), at)
        for at, candidate in enumerate(candidates)
        for answer in answers
        if answer and subjects_agree(answer, candidate.text)
    ]
    if near:
        nearest = max(near)[0]
        yield Example(candidates, [at for share, at in near if share == nearest], weight * _LOOSELY)
