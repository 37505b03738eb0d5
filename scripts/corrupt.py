"""How much of what is corrupted at the source the checks notice: figures of clean documents are replaced, by kind of damage.

    python scripts/corrupt.py                         # own samples
    python scripts/corrupt.py --docs FOLDER           # a folder of documents, or a file of JSON lines (id, text), .gz or not
    python scripts/corrupt.py --half 0                # one half of the documents, parted by a hash of their ids

Each planting is one document with one damage; every other figure stays. It is noticed when one of its figures is suspect, or named by a
failed check that is certain or likely, and was not so before. False alarms are figures of the clean text that are. The same
seed plants the same. `make corrupt` runs it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pipeline
from pipeline.errors import PolicyFactsError
from pipeline.facts import Facts
from pipeline.records import Claim

SAMPLES = Path("data/samples")
_CONFIG = pipeline.Config(words=False)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ALARMING = ("certain", "likely")
_DIGITS_OF_SUM = 3
"""Significant digits of a total from which on parts beside it add up to it by no chance, where nothing else links the figures."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of the text from `start` to `end` that become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Planting:
    """A damage.

    Attributes:
        edits: in text order, without overlap.
        alone: whether each edited figure has to be noticed; else one of `group` is enough.
        group: spans of the figures that a check of the damage may name beside the edited ones.
    """

    edits: tuple[Edit, ...]
    alone: bool = True
    group: tuple[tuple[int, int], ...] = ()


Planter = Callable[[Facts, random.Random], Iterator[Planting]]


def _edit(claim: Claim, digits: str) -> Edit | None:
    """The first digits of a figure replaced; None where it has none, or is a range or written out."""
    found = _DIGITS.search(claim.text)
    if found is None or claim.value_max is not None or claim.value is None:
        return None
    return Edit(claim.start + found.start(), claim.start + found.end(), digits)


def _figures(facts: Facts, *dimensions: str) -> list[Claim]:
    """Figures that can be damaged: written in digits, sound, of the dimensions."""
    return [
        claim
        for claim in facts.claims
        if _edit(claim, "") and not claim.suspect and (not dimensions or claim.dimension in dimensions)
    ]


def _drawn(random_: random.Random, claims: Sequence[Claim], most: int) -> list[Claim]:
    return random_.sample(list(claims), min(most, len(claims)))


def _planting(claims: Sequence[Claim], digits: str) -> Planting:
    edits = [edit for claim in claims if (edit := _edit(claim, digits))]
    return Planting(tuple(sorted(edits, key=lambda edit: edit.start)))


def _random_digits(random_: random.Random) -> str:
    length = random_.randint(6, 9)
    return str(random_.randint(10 ** (length - 1), 10**length - 1))


def mask(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """One digit string over several figures with unlike units."""
    claims = _drawn(random_, _figures(facts, "count", "money", "area", "length", "mass", "ratio"), 4)
    if len({claim.unit for claim in claims}) > 1 and len(claims) > 2:
        yield _planting(claims, _random_digits(random_))


def mask_of_one_unit(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """One digit string over several figures of one unit."""
    figures = _figures(facts, "count", "money", "area")
    common = [unit for unit, count in Counter(claim.unit for claim in figures).items() if count >= 3 and unit]
    if common:
        unit = random_.choice(sorted(common))
        claims = _drawn(random_, [claim for claim in figures if claim.unit == unit], 4)
        yield _planting(claims, _random_digits(random_))


def year_inside(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """10 becomes 2023 inside the digits of a figure."""
    figures = [claim for claim in _figures(facts) if re.search(r"10", claim.number_text)]
    for claim in _drawn(random_, figures, 2):
        whole = _edit(claim, "")
        assert whole is not None
        digits = _DIGITS.search(claim.text)
        assert digits is not None
        if "10" in digits.group():
            yield Planting((Edit(whole.start, whole.end, digits.group().replace("10", "2023", 1)),))


def year_as_count(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """A count becomes 2023."""
    for claim in _drawn(random_, _figures(facts, "count"), 2):
        yield _planting([claim], "2023")


def _exact(facts: Facts) -> list[Claim]:
    return [claim for claim in _figures(facts) if claim.comparator == "eq"]


def _sums(facts: Facts) -> Iterator[tuple[Claim, list[Claim]]]:
    """Totals with parts that stand next to each other in a sentence or two and add up to them exactly."""
    linked: dict[str, list[Claim]] = {}
    for claim in _exact(facts):
        if claim.part_of:
            linked.setdefault(claim.part_of, []).append(claim)
    told = {claim.claim_id: claim for claim in _exact(facts)}
    seen = set()
    for whole, parts in linked.items():
        if whole in told and len(parts) > 1 and sum(part.value or 0 for part in parts) == told[whole].value:
            seen.add(whole)
            yield told[whole], parts
    figures = [
        claim for claim in _exact(facts) if claim.dimension in ("count", "money", "area") and claim.change == "none"
    ]
    for at, claim in enumerate(figures):
        if (
            claim.claim_id in seen
            or not claim.value
            or len(f"{claim.value:f}".replace(".", "").strip("0")) < _DIGITS_OF_SUM
        ):
            continue
        for run in (figures[at + 1 : at + 9], figures[max(0, at - 8) : at][::-1]):
            parts = _adding_up(claim, run)
            if parts:
                yield claim, parts
                break


def _adding_up(whole: Claim, others: Sequence[Claim]) -> list[Claim]:
    """The nearest others, at least two, that add up to the whole; empty when none do."""
    parts: list[Claim] = []
    total = Decimal(0)
    for other in others:
        if other.unit_norm != whole.unit_norm or abs(other.sentence - whole.sentence) > 1 or other.value is None:
            break
        parts.append(other)
        total += other.value
        if total == whole.value and len(parts) > 1:
            return parts
        if whole.value is None or total > whole.value:
            break
    return []


def sum_by_one(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """A figure of a sum is one off; figures with decimals or scale words may differ by their rounding, so they are left alone."""
    sums = [
        (whole, parts)
        for whole, parts in _sums(facts)
        if not any(re.search(r"[.．万亿]", claim.number_text) for claim in (whole, *parts))
    ]
    for whole, parts in random_.sample(sums, min(2, len(sums))):
        claim = random_.choice([whole, *parts])
        yield from _altered(claim, (whole, *parts), (claim.value or 0) + random_.choice((-1, 1)))


def sum_by_a_tenth(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """The total of a sum is a tenth off."""
    sums = list(_sums(facts))
    for whole, parts in random_.sample(sums, min(2, len(sums))):
        written = Decimal(_written(whole))
        changed = written * random_.choice((Decimal("0.9"), Decimal("1.1")))
        yield from _altered(whole, (whole, *parts), changed.quantize(written))


def _written(claim: Claim) -> str:
    found = _DIGITS.search(claim.text)
    return found.group().replace(",", "") if found else "0"


def _altered(claim: Claim, group: Sequence[Claim], changed: Decimal | int) -> Iterator[Planting]:
    edit = _edit(claim, f"{changed:f}")
    if edit is not None and changed > 0 and Decimal(_written(claim)) != changed:
        yield Planting((edit,), alone=False, group=tuple((member.start, member.end) for member in group))


def scale(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """万 for 亿, or 亿 for 万."""
    figures = [claim for claim in _figures(facts) if re.fullmatch(r"[\d.,]+[万亿]", claim.number_text)]
    for claim in _drawn(random_, figures, 2):
        at = claim.start + re.search("[万亿]", claim.text).start()  # type: ignore[union-attr]
        yield Planting((Edit(at, at + 1, "亿" if "万" in claim.number_text else "万"),))


def _rates(facts: Facts) -> list[Claim]:
    return [claim for claim in _figures(facts, "ratio") if "%" in claim.text and claim.value]


def _shifted(facts: Facts, random_: random.Random, places: int) -> Iterator[Planting]:
    for claim in _drawn(random_, _rates(facts), 2):
        written = _DIGITS.search(claim.text)
        assert written is not None
        moved = Decimal(written.group().replace(",", "")).scaleb(places)
        yield _planting([claim], f"{moved:f}")


def rate_tenfold(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """A rate times ten."""
    yield from _shifted(facts, random_, 1)


def rate_hundredfold(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """A rate times a hundred."""
    yield from _shifted(facts, random_, 2)


def percent_points(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """Percent for percentage points, or the other way round."""
    for claim in _drawn(random_, [*_rates(facts), *_figures(facts, "ratio_change")], 2):
        for written, other in (("%", "个百分点"), ("个百分点", "%")):
            at = claim.text.find(written)
            if at >= 0:
                start = claim.start + at
                yield Planting((Edit(start, start + len(written), other),))
                break


def swapped(facts: Facts, random_: random.Random) -> Iterator[Planting]:
    """Two figures of a sum change places: the total and a part."""
    sums = list(_sums(facts))
    for whole, parts in random_.sample(sums, min(2, len(sums))):
        part = random_.choice(parts)
        texts = [_DIGITS.search(claim.text) for claim in (whole, part)]
        if whole.value == part.value or texts[0] is None or texts[1] is None:
            continue
        edits = [_edit(whole, texts[1].group()), _edit(part, texts[0].group())]
        kept = sorted((edit for edit in edits if edit), key=lambda edit: edit.start)
        yield Planting(tuple(kept), alone=False, group=tuple((member.start, member.end) for member in (whole, *parts)))


KINDS: dict[str, tuple[Planter, float | None]] = {
    "mask over unlike units": (mask, 0.95),
    "mask over one unit": (mask_of_one_unit, 0.8),
    "10 to 2023 inside digits": (year_inside, 0.6),
    "a count to 2023": (year_as_count, 0.9),
    "a sum off by one": (sum_by_one, 0.95),
    "a sum off by a tenth": (sum_by_a_tenth, 0.98),
    "wan for yi": (scale, 0.7),
    "a rate times 10": (rate_tenfold, 0.5),
    "a rate times 100": (rate_hundredfold, 0.97),
    "percent for points": (percent_points, 0.5),
    "total and part swapped": (swapped, None),
}
"""What is planted, by whom, and the part of it that is asked to be noticed."""


def alarmed(facts: Facts) -> list[Claim]:
    """Claims that are suspect, or named by a failed check that is certain or likely."""
    named = {
        claim
        for check in getattr(facts, "checks", ())
        if check.verdict == "failed" and check.severity in _ALARMING
        for claim in check.claim_ids
    }
    return [claim for claim in facts.claims if claim.suspect or claim.claim_id in named]


def damaged(text: str, edits: Sequence[Edit]) -> tuple[str, list[tuple[int, int]]]:
    """The text with the edits, and where they then stand."""
    pieces, spans, at, length = [], [], 0, 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        length += edit.start - at
        spans.append((length, length + len(edit.text)))
        length += len(edit.text)
        at = edit.end
    return "".join([*pieces, text[at:]]), spans


def noticed(facts: Facts, planting: Planting) -> Iterator[bool]:
    """Whether each figure of a damage is noticed, or the damage as one."""
    text, spans = damaged(facts.document.text, planting.edits)
    claims = alarmed(pipeline.extract(text, _CONFIG))

    def told(span: tuple[int, int]) -> bool:
        return any(claim.start < span[1] and span[0] < claim.end for claim in claims)

    if planting.alone:
        yield from map(told, spans)
    else:
        grown = [_moved(span, planting.edits) for span in planting.group]
        yield any(map(told, [*spans, *grown]))


def _moved(span: tuple[int, int], edits: Sequence[Edit]) -> tuple[int, int]:
    shift = sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.end <= span[0])
    return span[0] + shift, span[1] + shift


def read(folder: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of the documents of a folder, or of a file of JSON lines."""
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            try:
                yield path.name, pipeline.extract_file(path, _CONFIG).document.text
            except PolicyFactsError as error:
                print(f"left out: {path.name}: {error}", file=sys.stderr)
        return
    opener = gzip.open if folder.suffix == ".gz" else open
    with opener(folder, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            yield document["id"], document["text"]


def in_half(name: str, half: int | None) -> bool:
    """Whether a document belongs to a half, 0 or 1; to None all belong."""
    return half is None or zlib.crc32(name.encode()) % 2 == half


def main() -> int:
    """Plant, run and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, default=SAMPLES, help="folder, or JSON lines with id and text")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only this half of the documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=list(KINDS), help="only this kind; may be given again")
    parser.add_argument("--most", type=int, help="at most this many documents, drawn by the seed")
    parser.add_argument("--list", action="store_true", help="print what was missed, and each false alarm")
    options = parser.parse_args()
    documents = [(name, text) for name, text in read(options.docs) if in_half(name, options.half)]
    if options.most:
        documents = random.Random(options.seed).sample(documents, min(options.most, len(documents)))
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    figures = alarms = 0
    for name, text in documents:
        facts = pipeline.extract(text, _CONFIG)
        figures += len(facts.claims)
        for claim in alarmed(facts):
            alarms += 1
            if options.list:
                print(f"alarm\t{name}\t{claim.text}\t{claim.subject}\t{claim.suspect_reason}")
        for kind in options.kind or KINDS:
            random_ = random.Random(f"{options.seed} {kind} {name}")
            for planting in KINDS[kind][0](facts, random_):
                told = list(noticed(facts, planting))
                planted[kind] += len(told)
                found[kind] += sum(told)
                if options.list and not all(told):
                    print(f"missed\t{kind}\t{name}\t{_context(text, planting)}")
    report(planted, found, figures, alarms)
    return 0


def _context(text: str, planting: Planting) -> str:
    first, last = planting.edits[0], planting.edits[-1]
    before, _ = damaged(text[: first.end], planting.edits[:1])
    return (before[-40:] + text[first.end : max(last.end, first.end) + 60]).replace("\n", "/")[:200]


def report(planted: Counter[str], found: Counter[str], figures: int, alarms: int) -> None:
    """A table of what was planted and noticed, for a terminal."""
    print(f"{'kind':28}{'planted':>9}{'noticed':>9}{'share':>8}{'asked':>8}")
    for kind, (_, asked) in KINDS.items():
        if planted[kind]:
            share = found[kind] / planted[kind]
            print(f"{kind:28}{planted[kind]:>9}{found[kind]:>9}{share:>8.3f}{asked or '':>8}")
    print(f"alarms in clean text: {alarms} of {figures} figures, {alarms * 1000 / max(figures, 1):.2f} in 1,000")


if __name__ == "__main__":
    sys.exit(main())
