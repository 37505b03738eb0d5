"""From the text of a document to its numeric claims: quantities first, then the role of each in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from pipeline.claims.breakdowns import consistency, parts
from pipeline.claims.changes import Difference, differences
from pipeline.claims.exclusions import Spans, merge
from pipeline.claims.grids import find_cells
from pipeline.claims.periods import Frames, period_of
from pipeline.claims.quantities import REACH, find_quantities
from pipeline.claims.status import Outlook, annexes, status_of
from pipeline.claims.subjects import subjects
from pipeline.claims.suspects import suspicions
from pipeline.fold import fold
from pipeline.patterns import any_of, last_match
from pipeline.records import Block, Claim, Mention, Metadata, Quantity, Sentence
from pipeline.resources import read_toml
from pipeline.segment.numbering import read_numbering

_SCOPE = re.compile(
    rf"(?:(?:19|20)\d\d年,?|目前,?|截至[^,]{{0,10}},)?(?P<scope>{any_of(read_toml('claims_words.toml')['subject']['scope'])})"
    r"(?!第|首位|前列|平均|各地|推广|领先|唯一|居民|新增|化|常住|调查)"
)
_CLAUSE_END = re.compile(r"[,;。!?\n]")
_LONGEST_ELLIPSIS = 4  # characters before a figure that name nothing
_ARABIC = re.compile(r"\d")


def find_claims(
    text: str,
    content: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    metadata: Metadata,
) -> tuple[Claim, ...]:
    """All numeric claims of a document, in text order.

    Args:
        text: the raw text.
        content: its folded twin with boilerplate blanked out, of the same length.
        blocks: the structure, for section paths.
        sentences: in text order.
        mentions: names; a number inside a name is no claim.
        metadata: the report year is the last resort for the period.
    """
    cells, tables = find_cells(content)
    in_tables = merge(tables)
    any_name, tight_name = _number_names(mentions)
    running = [
        quantity
        for quantity in find_quantities(content)
        if not in_tables.overlaps(quantity.start, quantity.end)
        and not (tight_name if _ARABIC.search(quantity.text) else any_name).contains(quantity.start, quantity.end)
    ]
    roles: dict[int, tuple[Difference, str]] = {cell.quantity.start: (cell.difference, cell.subject) for cell in cells}
    quantities = sorted([*running, *(cell.quantity for cell in cells)], key=lambda quantity: quantity.start)
    placed = _placed(quantities, sentences)
    by_sentence: dict[int, list[Quantity]] = defaultdict(list)
    for quantity, sentence in placed:
        if quantity.start not in roles:
            by_sentence[sentence.ordinal].append(quantity)
    for ordinal, members in by_sentence.items():
        sentence = sentences[ordinal]
        changes = differences(content, sentence, members)
        block = blocks[sentence.block]
        heading = _without_numbering(block.section[-1]) if block.section else ""
        named = subjects(content, sentence, members, changes, heading)
        for quantity, change, subject in zip(members, changes, named, strict=True):
            roles[quantity.start] = (change, subject)
    return _assemble(text, content, blocks, mentions, metadata, placed, roles)


def _assemble(
    text: str,
    content: str,
    blocks: Sequence[Block],
    mentions: Sequence[Mention],
    metadata: Metadata,
    placed: Sequence[tuple[Quantity, Sentence]],
    roles: dict[int, tuple[Difference, str]],
) -> tuple[Claim, ...]:
    quantities = [quantity for quantity, _ in placed]
    changes = [roles[quantity.start][0] for quantity in quantities]
    wholes = parts(content, quantities, changes)
    verdicts = consistency(content, quantities, wholes)
    reasons = suspicions(content, quantities)
    annex_of = annexes(text, blocks)
    frames = Frames(content, blocks, metadata.report_year)
    outlook = Outlook(blocks, text, metadata.title, metadata.report_year)
    links = _Links(content, mentions)
    claims: list[Claim] = []
    for index, (quantity, sentence) in enumerate(placed):
        block = blocks[sentence.block]
        section = (annex_of[block.ordinal], *block.section)
        if block.role == "heading":
            section = (*section, text[block.start : block.end].strip())
        change, subject = roles[quantity.start]
        whole = wholes[index]
        implied = _implied_unit(quantity, subject)
        if whole is not None and change.change == "none" and changes[whole].change != "none":
            change = changes[whole]
        status = status_of(content, sentence, quantity, outlook.status(section), metadata.report_year)
        if whole is not None:
            status = claims[whole].status
        claims.append(
            Claim(
                claim_id=f"c{index + 1}",
                sentence=sentence.ordinal,
                start=quantity.start,
                end=quantity.end,
                text=text[quantity.start : quantity.end],
                value=quantity.value,
                value_max=quantity.value_max,
                number_text=quantity.number_text,
                unit=quantity.unit,
                unit_norm=quantity.unit_norm or implied,
                dimension="money" if implied else quantity.dimension,
                comparator=quantity.comparator,
                rule=quantity.rule,
                change=change.change,
                base=change.base,
                subject=subject,
                scope=_scope(content, sentence, quantity, subject),
                period=period_of(content, sentence, quantity, frames.at(quantity.start, section)),
                status=status,
                suspect=bool(reasons[index]),
                suspect_reason=reasons[index] or _EXCEEDS * (verdicts[index] == "exceeds"),
                part_of=f"c{whole + 1}" if whole is not None else "",
                consistency=verdicts[index],
                unit_implied=bool(implied),
                section=" > ".join(block.section),
                program=links.nearest("PROGRAM", sentence.ordinal, quantity),
                school=links.nearest("SCHOOL", sentence.ordinal, quantity),
            )
        )
    return tuple(claims)


_EXCEEDS = "its parts add up to more than it"
_MONEY_WORD = re.compile(r"(?:投资|投入|资金|经费|金额|补助|拨款|贷款|收入|支出|产值|费用|专款|安排)$")


def _implied_unit(quantity: Quantity, subject: str) -> str:
    """CNY for 投资639万: the unit is left out, the word of spending implies it."""
    return "CNY" if not quantity.unit and quantity.rule == "number_arabic" and _MONEY_WORD.search(subject) else ""


def _without_numbering(heading: str) -> str:
    numbering = read_numbering(fold(heading))
    return heading[numbering.end :].strip() if numbering else heading


def _number_names(mentions: Sequence[Mention]) -> tuple[Spans, Spans]:
    """Names whose numerals count nothing, and those of them that hold for digits too: a plain figure inside a loosely bounded
    PROGRAM is no part of its name."""
    names = [mention for mention in mentions if mention.label in ("SCHOOL", "PERSON", "PROGRAM", "DOC")]
    tight = [name for name in names if name.label != "PROGRAM" or name.text[0] in '“"《']
    return (
        merge((name.start, name.end) for name in names),
        merge((name.start, name.end) for name in tight),
    )


def _placed(quantities: Sequence[Quantity], sentences: Sequence[Sentence]) -> list[tuple[Quantity, Sentence]]:
    """Each quantity with the sentence that holds it; one that no sentence holds whole is left out."""
    starts = [sentence.start for sentence in sentences]
    placed = []
    for quantity in quantities:
        index = bisect_right(starts, quantity.start) - 1
        if index >= 0 and quantity.end <= sentences[index].end:
            placed.append((quantity, sentences[index]))
    return placed


def _scope(content: str, sentence: Sentence, quantity: Quantity, subject: str) -> str:
    """The place or group that a figure holds for: the topic at the head of its clause, else of its sentence.

    居全国第五位 and 高于全省 are ranks and comparisons, no scope.
    """
    clause = last_match(_CLAUSE_END, content, max(sentence.start, quantity.start - REACH), quantity.start)
    starts = (clause.end() if clause else sentence.start, sentence.start)
    for start in starts:
        match = _SCOPE.match(content, start, quantity.start)
        if match:
            return match["scope"] if match["scope"] not in subject else ""
    return ""


class _Links:
    """The entity that a figure speaks about: the name nearest to it in its own clause, one before it rather than one after.

    A clause that is little more than its figure (,投入120万元) goes on about the clause before.
    """

    def __init__(self, content: str, mentions: Sequence[Mention]) -> None:
        self._content = content
        self._by_sentence: dict[tuple[str, int], list[Mention]] = defaultdict(list)
        for mention in mentions:
            self._by_sentence[mention.label, mention.sentence].append(mention)

    def nearest(self, label: str, sentence: int, quantity: Quantity) -> str:
        mentions = self._by_sentence.get((label, sentence))
        if not mentions:
            return ""
        start = self._clause_start(quantity.start)
        if quantity.start - start <= _LONGEST_ELLIPSIS:
            start = self._clause_start(start - 1)
        before = [m for m in mentions if start <= m.start and m.end <= quantity.start]
        after = [m for m in mentions if m.start >= quantity.end and self._same_clause(quantity.end, m.start)]
        return before[-1].entity_id if before else after[0].entity_id if after else ""

    def _clause_start(self, position: int) -> int:
        end = last_match(_CLAUSE_END, self._content, max(0, position - 80), max(0, position))
        return end.end() if end else max(0, position - 80)

    def _same_clause(self, start: int, end: int) -> bool:
        return _CLAUSE_END.search(self._content, start, end) is None
