"""Tables of documents built by hand, for reports about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.facts import Facts
from pipeline.records import Block, Claim, Entity, ErrorRecord, Mention, Metadata, RawDocument, Sentence
from pipeline.tables.write import prepare, write_tables

Write = Callable[..., Path]

EVIL = """</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1"> '"&amp;<!-- {{7*7}} \\u003c"""
# Types of the fields of records, as written there.
_STRINGS = ("str", "BlockKind", "BlockRole", "MentionLabel", "Comparator", "Change", "ClaimStatus")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the tables of documents to an output folder, which it returns."""

    def write(*documents: Facts, name: str = "out") -> Path:
        out = tmp_path / name
        prepare(out)
        for facts in documents:
            write_tables(facts.to_tables(), out, facts.document.doc_id, "fingerprint")
        return out

    return write


@pytest.fixture
def evil() -> str:
    """What would run if any page took it for code."""
    return EVIL


@pytest.fixture
def hostile() -> Facts:
    """A document with code in every field of every table, and spans that lie over code."""
    text = f"{EVIL}\n标题{EVIL}\n现有学校26所{EVIL}。\n"
    third = text.index("现有")
    bounds = [0, text.index("标题"), third, len(text)]

    def stuffed(record: type, **known: Any) -> Any:
        """A record whose strings are all code, but for those that are known."""
        strings = {field.name: EVIL for field in fields(record) if field.type in _STRINGS}
        return record(**{**strings, **known})

    claims = tuple(
        stuffed(
            Claim,
            claim_id=f"c{index}",
            sentence=0,
            start=third + 4,
            end=third + 7 + 30 * index,
            text=text[third + 4 : third + 7 + 30 * index],
            value=Decimal(26),
            value_max=None,
            suspect=True,
            part_of="" if index == 0 else "c0",
            program="e0",
            school="e0",
        )
        for index in range(2)
    )
    name = text[third + 2 : third + 20]
    mention = stuffed(Mention, mention_id="m0", sentence=0, start=third + 2, end=third + 20, text=name, entity_id="e0")
    return Facts(
        document=RawDocument("hostile-1", f"folder/{EVIL}.txt", EVIL, EVIL, text),
        metadata=stuffed(Metadata, published=None, report_year=2020),
        blocks=(
            stuffed(Block, ordinal=0, start=bounds[0], end=bounds[1], kind="boilerplate", section=()),
            stuffed(
                Block, ordinal=1, start=bounds[1], end=bounds[2], kind="content", role="heading", level=1, section=()
            ),
            stuffed(Block, ordinal=2, start=bounds[2], end=bounds[3], kind="content", section=()),
        ),
        sentences=(Sentence(0, 2, bounds[2], bounds[3], text[bounds[2] : bounds[3]]),),
        mentions=(mention, replace(mention, mention_id="m1", label="SCHOOL")),
        entities=(Entity("e0", "SCHOOL", EVIL, (EVIL,), 1),),
        claims=claims,
        errors=(ErrorRecord("hostile-1", EVIL, EVIL, EVIL, EVIL, retryable=False),),
        status=EVIL,  # type: ignore[arg-type]
    )
