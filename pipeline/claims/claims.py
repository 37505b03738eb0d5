"""From the text of a document to its numeric claims: quantities first, then the role of each in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.claims.arguments import BEST, Decide, resolve
from pipeline.claims.bounds import carried
from pipeline.claims.breakdowns import consistency, parts
from pipeline.claims.changes import Difference, differences, magnitude
from pipeline.claims.defined import with_bounds
from pipeline.claims.details import Details
from pipeline.claims.exclusions import Spans, merge
from pipeline.claims.grants import given
from pipeline.claims.grids import Grid, bars_as_tabs, find_cells
from pipeline.claims.links import Links
from pipeline.claims.origins import Origin
from pipeline.claims.periods import Period
from pipeline.claims.quantities import find_quantities
from pipeline.claims.scope_names import split_scope
from pipeline.claims.scopes import Scopes
from pipeline.claims.subjects import Rules, subjects
from pipeline.claims.timing import Timing, When
from pipeline.claims.topics import counted_topics
from pipeline.claims.yearly import years_of_lists
from pipeline.fold import fold, fold_radicals
from pipeline.indicators.naming import Naming, Subject
from pipeline.language.analysis import Analysis
from pipeline.language.units import norm_for
from pipeline.records import Claim, Mention, Metadata, Quantity, Sentence
from pipeline.segment.numbering import read_numbering

_ARABIC = re.compile(r"\d")


def find_claims(
    analysis: Analysis,
    mentions: Sequence[Mention],
    metadata: Metadata,
    on_subject: Decide = BEST,
    on_scope: Decide = BEST,
) -> tuple[Claim, ...]:
    """All numeric claims of a document, in text order.

    Args:
        analysis: of the document.
        mentions: names, with the offsets of the analysis; a number inside a name is no claim.
        metadata: the report year is the last resort for the period.
        on_subject: decides on the subjects of quantities.
        on_scope: decides on their scopes.

    Returns:
        Claims with the offsets of the analysis.
    """
    content = bars_as_tabs(analysis.content)
    grid = find_cells(content, metadata.report_year)
    taken = merge(span for span in grid.covered if span[1] > span[0])
    any_name, tight_name = _number_names(mentions)
    running = [
        quantity
        for quantity in find_quantities(grid.split_cells(content), analysis.text)
        if not taken.overlaps(quantity.start, quantity.end)
        and not (tight_name if _ARABIC.search(quantity.text) else any_name).contains(quantity.start, quantity.end)
    ]
    roles = {
        cell.quantity.start: _Role(cell.difference, cell.subject, cell.period, in_cell=True) for cell in grid.cells
    }
    running = carried(content, running)
    quantities = sorted([*running, *(cell.quantity for cell in grid.cells)], key=lambda quantity: quantity.start)
    placed = _placed(quantities, analysis.sentences, grid)
    by_sentence: dict[int, tuple[Sentence, list[Quantity]]] = {}
    for quantity, sentence in placed:
        if quantity.start not in roles:
            by_sentence.setdefault(sentence.start, (sentence, []))[1].append(quantity)
    scope_names = frozenset(content[m.start : m.end] for m in mentions if m.label in ("PLACE", "SCHOOL"))
    for quantity, role in _roles_in_text(analysis, content, by_sentence.values(), grid, scope_names, on_subject):
        roles[quantity.start] = role
    counted = counted_topics(content, analysis.clauses, placed, _by_rulein_text(roles))
    scopes = Scopes(analysis, content, mentions, counted, on_scope)
    return _assemble(analysis, content, mentions, metadata, placed, roles, scopes)


def _by_rulein_text(roles: Mapping[int, _Role]) -> Mapping[int, str]:
    return {start: role.subject for start, role in roles.items() if not role.in_cell}


def _roles_in_text(
    analysis: Analysis,
    content: str,
    by_sentence: Iterable[tuple[Sentence, Sequence[Quantity]]],
    grid: Grid,
    scope_names: Collection[str],
    on_subject: Decide,
) -> Iterator[tuple[Quantity, _Role]]:
    """The role of each quantity of running text in its sentence."""
    base, end, told = "", 0, list[str]()
    for sentence, members in by_sentence:
        if "\n" in content[end : sentence.start]:
            base, told = "", []
        changes = differences(content, sentence, members, base)
        base, end = next((change.base for change in reversed(changes) if change.base), ""), sentence.end
        block = analysis.blocks[sentence.block]
        cell = grid.text_at(sentence.start)
        heading = cell.subject if cell else _without_numbering(block.section[-1]) if block.section else ""
        period = cell.period if cell else ""
        rules = subjects(content, sentence, members, changes, heading, scope_names, told)
        named = _named(content, sentence, members, rules, heading, told, on_subject)
        told = [subject for subject, _ in named]
        years = {} if period else years_of_lists(content, sentence, members)
        for quantity, change, (subject, scope) in zip(members, changes, named, strict=True):
            yield quantity, _Role(change, subject, period, years.get(quantity.start, ""), scope)


@dataclass(frozen=True, slots=True)
class _Role:
    """What a quantity is in its sentence or table."""

    difference: Difference
    subject: str
    period: str = ""
    """Of the column or row; empty when the sentence has to tell."""
    year: str = ""
    """Of a list of years with their values; empty for other quantities."""
    scope: str = ""
    """Whom it is for by the rule that gives or takes it."""
    in_cell: bool = False

    def whose(
        self, scopes: Scopes, sentence: Sentence, quantity: Quantity, schools: Collection[str]
    ) -> tuple[str, str]:
        """Its subject and scope."""
        if self.in_cell:
            return self.subject, ""
        return split_scope(self.subject, fold_radicals(self.scope or scopes.of(sentence, quantity)), schools)


def _named(
    content: str,
    sentence: Sentence,
    members: Sequence[Quantity],
    rules: Rules,
    heading: str,
    told: Sequence[str],
    on_subject: Decide,
) -> list[tuple[str, str]]:
    """The subject of each quantity of a sentence, and whom it is for where a rule gives or takes it."""
    grants = given(content, sentence, members)
    granted = [grants.get(quantity.start) for quantity in members]
    by_rule = [grant.subject if grant else rule for grant, rule in zip(granted, rules.subjects, strict=True)]
    rules = rules._replace(subjects=by_rule)
    named = with_bounds(content, members, resolve(content, sentence, members, rules, heading, told, on_subject))
    return [grant or (subject, "") for grant, subject in zip(granted, named, strict=True)]


def _assemble(
    analysis: Analysis,
    content: str,
    mentions: Sequence[Mention],
    metadata: Metadata,
    placed: Sequence[tuple[Quantity, Sentence]],
    roles: dict[int, _Role],
    scopes: Scopes,
) -> tuple[Claim, ...]:
    text, blocks = analysis.text, analysis.blocks
    quantities = [quantity for quantity, _ in placed]
    changes = [roles[quantity.start].difference for quantity in quantities]
    wholes = parts(content, quantities, changes)
    verdicts = consistency(content, quantities, wholes)
    details = Details(content, placed, changes, metadata.document_type, blocks)
    timing = Timing(content, blocks, metadata)
    links = Links(mentions, analysis.clauses)
    naming = Naming(content, metadata, blocks, mentions)
    schools = frozenset(fold_radicals(mention.text) for mention in mentions if mention.label == "SCHOOL")
    claims: list[Claim] = []
    for index, (quantity, sentence) in enumerate(placed):
        role = roles[quantity.start]
        change, whole = role.difference, wholes[index]
        subject, scope = role.whose(scopes, sentence, quantity, schools)
        value, value_max = magnitude(quantity, change)
        implied = _implied_unit(quantity, subject)
        if whole is not None and change.change == "none" and changes[whole].change != "none":
            change = changes[whole]
        when = _when(timing, sentence, quantity, role, details.origins.became.get(index)).as_part(claims, whole)
        when = when.between(claims, details.origins.span_of(index))
        detail = details.next(change, when)
        unit_norm = norm_for(quantity.unit, quantity.unit_norm, subject) or implied
        school = links.nearest("SCHOOL", sentence.ordinal, quantity)
        said = Subject(subject, scope, unit_norm, change.change, change.base, school, detail.per)
        claims.append(
            Claim(
                claim_id=f"c{index + 1}",
                sentence=sentence.ordinal,
                start=quantity.start,
                end=quantity.end,
                text=text[quantity.start : quantity.end],
                value=value,
                value_max=value_max,
                number_text=quantity.number_text,
                unit=quantity.unit,
                dimension="money" if implied else quantity.dimension,
                comparator=quantity.comparator,
                rule=quantity.rule,
                period=detail.period.text,
                status=detail.status,
                suspect=bool(quantity.doubt),
                suspect_reason=quantity.doubt,
                part_of=f"c{whole + 1}" if whole is not None else "",
                consistency=verdicts[index],
                unit_implied=bool(implied),
                section=" > ".join(blocks[sentence.block].section),
                program=links.nearest("PROGRAM", sentence.ordinal, quantity),
                period_start=detail.period.first,
                period_end=detail.period.last,
                period_source=detail.period.source,
                rate_kind=detail.rate_kind,
                from_claim=detail.from_claim,
                norm=detail.norm,
                **said._asdict(),
                **naming.of(quantity, sentence, said, claims[whole] if whole is not None else None)._asdict(),
            )
        )
    return tuple(claims)


def _when(timing: Timing, sentence: Sentence, quantity: Quantity, role: _Role, became: Origin | None) -> When:
    if role.in_cell:
        return timing.in_cell(sentence, quantity, role.subject, role.period)
    when = timing.in_text(sentence, quantity, role.difference, role.period, became.start if became else None)
    return when._replace(period=Period.of(role.year, "stated")) if role.year else when


_MONEY_WORD = re.compile(r"(?:投资|投入|资金|经费|金额|补助|拨款|贷款|收入|支出|产值|费用|专款|安排)$")


def _implied_unit(quantity: Quantity, subject: str) -> str:
    """CNY for 投资639万: the unit is left out, the word of spending implies it."""
    return "CNY" if not quantity.unit and quantity.rule == "number_arabic" and _MONEY_WORD.search(subject) else ""


def _without_numbering(heading: str) -> str:
    numbering = read_numbering(fold(heading))
    return heading[numbering.end :].strip() if numbering else heading


def _number_names(mentions: Sequence[Mention]) -> tuple[Spans, Spans]:
    """Names whose numerals count nothing, and those of them that hold for digits too: a plain quantity inside a loosely bounded
    PROGRAM is no part of its name."""
    names = [mention for mention in mentions if mention.label in ("SCHOOL", "PERSON", "PROGRAM", "DOC")]
    tight = [name for name in names if name.label != "PROGRAM" or name.text[0] in '“"《']
    return (
        merge((name.start, name.end) for name in names),
        merge((name.start, name.end) for name in tight),
    )


def _placed(
    quantities: Sequence[Quantity], sentences: Sequence[Sentence], grid: Grid
) -> list[tuple[Quantity, Sentence]]:
    """Each quantity with the sentence that holds it, or the part of it that its cell is; one that none holds whole is left out."""
    starts = [sentence.start for sentence in sentences]
    placed = []
    for quantity in quantities:
        index = bisect_right(starts, quantity.start) - 1
        if index < 0 or quantity.end > sentences[index].end:
            continue
        cell = grid.text_at(quantity.start)
        sentence = sentences[index]
        if cell is not None and sentence.start <= cell.start and cell.end <= sentence.end:
            sentence = replace(sentence, start=cell.start, end=cell.end)
        placed.append((quantity, sentence))
    return placed
