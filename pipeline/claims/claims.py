"""From the text of a document to its numeric claims: quantities first, then the role of each in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

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

_HEAD = re.compile(r"(?:(?:19|20)\d\d年(?:度|底|末)?,?|目前,?|预计|力争|截至[^,]{0,12},){0,2}")
_SCOPE = re.compile(
    rf"(?:{any_of(read_toml('claims_words.toml')['subject']['scope'])})"
    r"(?!第|首位|首[个条家批创]|前列|平均|各地|推广|领先|唯一|居民|新增|化|常住|调查|上下|人民|一盘棋)"
    r"|各[县市区乡镇校园地](?:[^,;。:、\d]{0,6}?)(?=均|都)|[^及和国,;。:、\d]{2,5}地区(?!生产|差异|性|间)"
)
# What goes on behind the name of a place: 三亚|经济圈, 广东|自贸试验区.
_REGION = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}?(?:经济圈|示范区|试验区|开发区|新区|城市群|大湾区|地区|园区|片区|[省市县区州镇乡](?![一-龥]{0,2}[域级内属委政])))?(?![、和与]|[^,;。]{0,20}等)"
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
    base, end = "", 0
    for ordinal, members in by_sentence.items():
        sentence = sentences[ordinal]
        changes = differences(content, sentence, members, "" if "\n" in content[end : sentence.start] else base)
        base, end = next((change.base for change in reversed(changes) if change.base), ""), sentence.end
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
    places = {mention.start: mention.end for mention in mentions if mention.label == "PLACE"}
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
                scope=_scope(content, sentence, quantity, subject, places),
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


def _scope(content: str, sentence: Sentence, quantity: Quantity, subject: str, places: Mapping[int, int]) -> str:
    """The place or group that a figure holds for: the topic at the head of its clause, else of its sentence.

    居全国第五位 and 高于全省 are ranks and comparisons, no scope.

    Args:
        places: start and end of the names of places.
    """
    clause = last_match(_CLAUSE_END, content, max(sentence.start, quantity.start - REACH), quantity.start)
    starts = (clause.end() if clause else sentence.start, sentence.start)
    for start in starts:
        head = _HEAD.match(content, start, quantity.start)
        at = head.end() if head else start
        first = _CLAUSE_END.search(content, at, quantity.start)
        if first and not _ARABIC.search(content, at, first.start()):
            continue  # a clause that states nothing lends its topic to none
        group = _SCOPE.match(content, at, quantity.start)
        region = _REGION.match(content, places[at], quantity.start) if at in places else None
        end = group.end() if group else region.end() if region else at
        if end > at:
            return content[at:end] if content[at:end] not in subject else ""
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
