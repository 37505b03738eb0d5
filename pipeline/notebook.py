"""Facts in a notebook: the text with its names and figures marked, the claims as a data frame."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from pipeline.facts import Facts
from pipeline.records import Block, Claim, Mention
from pipeline.report.segments import Segment, Span, segments
from pipeline.show import value_of

if TYPE_CHECKING:
    import pandas as pd

_STYLES = {
    "SCHOOL": "color:#222;background:#d6e4ff",
    "PERSON": "color:#222;background:#d4f4dd",
    "PROGRAM": "color:#222;background:#f3dcff",
    "DOC": "color:#222;background:#d9f2f2",
    "ORG": "color:#222;background:#d9f2f2",
    "PLACE": "color:#222;background:#d9f2f2",
    "CLAIM": "color:#222;background:#fff1b8;border-bottom:2px solid #c99700",
    "SUSPECT": "color:#222;background:#ffd6d6;border-bottom:2px solid #c00000",
}
_BOILERPLATE = "opacity:.45"
_ROLES = {"title": "font-weight:bold", "heading": "font-weight:bold"}
_SHOWN = 20_000
"""Characters of the text that are marked; a notebook with a yearbook in it would not open again."""


def html_of(facts: Facts) -> str:
    """The text of a document as HTML: names and figures on coloured grounds, what they mean on hover; boilerplate pale.

    Every style is inline and nothing is loaded, so that it shows in any notebook and in an exported one. Text is escaped.
    """
    text = facts.document.text
    found: list[Mention | Claim] = [*facts.mentions, *facts.claims]
    facts_at = {str(number): fact for number, fact in enumerate(found)}
    spans = [Span(key, fact.start, fact.end, _kind(fact)) for key, fact in facts_at.items() if fact.end <= _SHOWN]
    blocks = [block for block in facts.blocks if block.start < _SHOWN]
    pieces = segments(text[:_SHOWN], spans, [block.start for block in blocks])
    marked = Markup("").join(_piece(piece, facts_at, blocks) for piece in pieces)
    rest = Markup("<p>… {:,} more characters</p>").format(len(text) - _SHOWN) if len(text) > _SHOWN else Markup("")
    legend = Markup(" ").join(
        Markup('<span style="{}">{}</span>').format(style, kind) for kind, style in _STYLES.items()
    )
    return str(
        Markup(
            '<div style="max-width:60em"><div style="font-size:85%">{} · {}</div>'
            '<div style="white-space:pre-wrap;line-height:1.7;margin-top:.5em">{}</div>{}</div>'
        ).format(facts.summary, legend, marked, rest)
    )


def claims_frame(facts: Facts) -> pd.DataFrame:
    """The claims of a document as a data frame: the columns of the table, and the sentence of each."""
    frame: pd.DataFrame = facts.to_tables()["claims"].to_pandas()
    sentences = {sentence.ordinal: sentence.text for sentence in facts.sentences}
    frame["sentence"] = [sentences[claim.sentence] for claim in facts.claims]
    return frame


def _kind(fact: Mention | Claim) -> str:
    if isinstance(fact, Mention):
        return fact.label
    return "SUSPECT" if fact.suspect else "CLAIM"


def _piece(piece: Segment, facts_at: Mapping[str, Mention | Claim], blocks: Sequence[Block]) -> Markup:
    """A stretch of text: in the colours of the innermost fact that covers it, pale where it is boilerplate."""
    inner = escape(piece.text)
    for span in reversed(piece.spans):
        told = Markup('<mark style="{}" title="{}">{}</mark>')
        inner = told.format(_STYLES[span.kind], _told(facts_at[span.key]), inner)
    place = bisect_right(blocks, piece.start, key=attrgetter("start")) - 1
    block = blocks[place] if place >= 0 else None
    style = "" if block is None else _BOILERPLATE if block.kind == "boilerplate" else _ROLES.get(block.role, "")
    return Markup('<span style="{}">{}</span>').format(style, inner) if style else inner


def _told(fact: Mention | Claim) -> str:
    """What is shown on hover."""
    if isinstance(fact, Mention):
        return f"{fact.label} {fact.name}"
    told = [
        fact.claim_id,
        f"{value_of(fact)} {fact.unit}".rstrip(),
        fact.subject,
        fact.scope,
        fact.period,
        fact.suspect_reason,
    ]
    return " · ".join(part for part in told if part)
