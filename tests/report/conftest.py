"""Tables of documents built by hand, for reports about them, and a browser that opens the reports."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.facts import Facts
from pipeline.records import Block, Claim, Entity, ErrorRecord, Mention, Metadata, RawDocument, Sentence
from pipeline.tables.write import prepare, write_tables

Write = Callable[..., Path]
Open = Callable[[Path], Any]

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


_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
_OFFLINE = ("--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium without a window; with a profile of its own, which goes with it."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "chromium is not installed; `make test-browser` installs it, CHROMIUM names another one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET, *_OFFLINE])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Open]:
    """Opens a file; at the end no page may have asked for the network, complained, or run what is not ours."""
    context = chromium.new_context(viewport={"width": 1300, "height": 700}, locale="zh-CN")
    context.set_default_timeout(10_000)
    complaints: list[str] = []
    asked: list[str] = []

    def open_page(path: Path) -> Any:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.resolve().as_uri())
        return page

    yield open_page
    hacked = [page.url for page in context.pages if page.evaluate("'hacked' in window")]
    context.close()
    assert hacked == []
    assert complaints == []
    assert [url for url in asked if not url.startswith("file:")] == []


@pytest.fixture
def long(facts: Facts) -> Facts:
    """A document of several screens whose claims are far apart, with a suspect one and a sum that does not add up."""
    filler = "此处是没有数据的段落。\n" * 60
    text = facts.document.text
    shift = len(text) + len(filler)
    tail = "年末共有教师2021名。\n"
    whole = text + filler + tail
    start = whole.index("2021名")
    late = replace(
        facts.claims[0],
        claim_id="c9",
        start=start,
        end=start + 5,
        text="2021名",
        number_text="2021",
        unit="名",
        subject="教师",
        suspect=True,
        suspect_reason="the number is a year",
        value=facts.claims[0].value * 10,
        dimension="number",
        status="planned",
    )
    last = replace(facts.blocks[-1], end=len(whole))
    assert shift < start
    return replace(
        facts,
        document=replace(facts.document, text=whole),
        blocks=(*facts.blocks[:-1], last),
        claims=(replace(facts.claims[0], consistency="exceeds"), *facts.claims[1:], late),
    )
