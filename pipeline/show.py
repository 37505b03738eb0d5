"""What one document states, for a terminal: its text in colours, its mentions and claims as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from typing import Any

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from pipeline.facts import Facts
from pipeline.fields import Field, columns_of
from pipeline.records import Check, Claim, Mention, Metadata
from pipeline.translation import translated, translated_error

_CLAIM = "CLAIM"
_SUSPECT = "SUSPECT"
_STYLES: Mapping[str, str] = {
    "SCHOOL": "bold blue",
    "PERSON": "bold green",
    "PROGRAM": "bold magenta",
    "DOC": "cyan",
    "ORG": "cyan",
    "PLACE": "cyan",
    _CLAIM: "bold yellow",
    _SUSPECT: "bold red",
}
_BOILERPLATE = "dim"
_HEADINGS = ("title", "heading")


def show(facts: Facts, name: str) -> Iterator[RenderableType]:
    """What to print, from top to bottom.

    Args:
        facts: of the document.
        name: for a document without title.
    """
    metadata, text = facts.metadata, facts.document.text
    yield Text(f"{metadata.title or name}  ({len(text):,} characters, {facts.status})", style="bold")
    told = [str(value) for field in _listed(Metadata) if (value := attrgetter(field.path)(metadata))]
    if told:
        yield Text("  ".join(told))
    for warning in facts.warnings:
        yield Text(translated_error(warning), style="red")
    yield Text.assemble("\n", *_legend(), "\n")
    yield coloured(facts)
    yield mention_table(facts)
    yield claim_table(facts)
    if facts.checks:
        yield check_table(facts)


def coloured(facts: Facts) -> Text:
    """The text of a document: boilerplate dim, headings underlined, names and quantities in the colours of their labels."""
    text = Text(facts.document.text.replace("\r", "\n"))
    for block in facts.blocks:
        if block.kind == "boilerplate":
            text.stylize(_BOILERPLATE, block.start, block.end)
        elif block.role in _HEADINGS:
            text.stylize("underline", block.start, block.end)
    for mention in facts.mentions:
        text.stylize(_STYLES[mention.label], mention.start, mention.end)
    for claim in facts.claims:
        text.stylize(_STYLES[_SUSPECT if claim.suspect else _CLAIM], claim.start, claim.end)
    return text


def _legend() -> Iterator[tuple[str, str]]:
    for label, style in _STYLES.items():
        yield label, style
        yield "  ", ""
    yield "boilerplate", _BOILERPLATE


def mention_table(facts: Facts) -> Table:
    """A row per mention."""
    table = _table("mentions", "id", "label", "mention", "says", "start")
    for mention in facts.mentions:
        label = f"[{_STYLES[mention.label]}]{mention.label}[/]"
        table.add_row(mention.mention_id, label, escape(mention.text), escape(_says(mention)), str(mention.start))
    return table


def claim_table(facts: Facts) -> Table:
    """A row per claim; `policyfacts show FILE --claim ID` tells the rest."""
    table = _table("claims", "id", "claim", "value", "says")
    for claim in facts.claims:
        style = _STYLES[_SUSPECT if claim.suspect else _CLAIM]
        text = f"[{style}]{escape(claim.text)}[/]" + (f" {translated('suspect')}" if claim.suspect else "")
        table.add_row(claim.claim_id, text, escape(f"{value_of(claim)} {claim.unit}".rstrip()), escape(_says(claim)))
    return table


def check_table(facts: Facts) -> Table:
    """A row per check, those that failed in colour."""
    table = _table("checks", "claims", "check", "says")
    for check in facts.checks:
        style = _STYLES[_SUSPECT] if check.verdict == "failed" and check.severity != "look" else ""
        table.add_row(" ".join(check.claim_ids), check.rule, escape(_says(check)), style=style)
    return table


def _table(title: str, *headings: str) -> Table:
    """A table that leaves nothing out where the terminal is narrow: what does not fit goes on in the next line."""
    table = Table(title=translated(title), title_justify="left")
    for heading in headings:
        table.add_column(translated(heading), overflow="fold")
    return table


def _says(record: Claim | Mention | Check) -> str:
    """What the listed fields of a record say, those that are empty left out."""
    found = ((field, _TOGETHER.get(field.name, partial(_cell, field))(record)) for field in _listed(type(record)))
    return "; ".join(f"{translated(_heading(field))} {cell}" for field, cell in found if cell)


def value_of(claim: Claim) -> str:
    """The value with its comparator: `near 30,000,000`, `3 to 5`, `masked`."""
    if claim.value is None:
        return "masked"
    value = f"{claim.value:,f}" + (f" to {claim.value_max:,f}" if claim.value_max is not None else "")
    return value if claim.comparator == "eq" else f"{claim.comparator} {value}"


def _listed(record: type) -> list[Field]:
    return [field for field in columns_of(record) if field.column.shown and "terminal" in field.column.shown.lists]


def _heading(field: Field) -> str:
    return field.name.replace("_", " ")


def _cell(field: Field, record: object) -> str:
    value = attrgetter(field.path)(record)
    return "yes" if value is True else str(value or "")


def _change(claim: Claim) -> str:
    if claim.change == "none":
        return ""
    return claim.change + (f" from {claim.base}" if claim.base else "")


def _part_of(claim: Claim) -> str:
    return claim.part_of + (f" {claim.consistency}" if claim.consistency else "")


# What one cell tells together with another field.
_TOGETHER: Mapping[str, Callable[[Any], str]] = {"change": _change, "part_of": _part_of}
