"""Facts built by hand: what the stages would say of a small document, without running them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline import extract
from pipeline.config import Config
from pipeline.facts import Facts
from pipeline.records import Block, Check, Claim, Entity, Mention, Metadata, RawDocument, Sentence

# The same examples at every run, and no deadline: a busy machine is no failure.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

TEXT = "欢迎光临本站\n一、办学规模\n我县现有学校26所,其中小学19所。柳溪小学投入约3000万元实施“春苗”计划。\n"


def span(text: str, part: str) -> tuple[int, int]:
    """Start and end of the first occurrence of `part`."""
    start = text.index(part)
    return start, start + len(part)


@pytest.fixture(scope="session")
def _loaded() -> None:
    """What is made at first use (the lexicon, patterns, indices) is made once, before processes fork."""
    extract(TEXT, Config(words=False))


@pytest.fixture(autouse=True)
def _forked_workers(_loaded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that start at once and inherit what a test has replaced; `tests/faults` has the real ones."""
    monkeypatch.setattr("pipeline.batch.workers.START_METHOD", "fork")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in English, whatever the locale of the machine is."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr("pipeline.translation._chosen", "")


@pytest.fixture
def facts() -> Facts:
    """A document with a row in every table but `errors`."""
    boilerplate, heading, body = "欢迎光临本站\n", "一、办学规模\n", TEXT[14:]
    first, second = body.split("。")[0] + "。", body.split("。")[1] + "。"
    bounds = [0, len(boilerplate), len(boilerplate) + len(heading), len(TEXT)]
    section = ("一、办学规模",)

    def claim(claim_id: str, sentence: int, part: str, value: str, unit: str, **more: object) -> Claim:
        start, end = span(TEXT, part)
        fixed = {"value_max": None, "number_text": part[:-1], "unit_norm": unit, "dimension": "count"}
        known = {"comparator": "eq", "rule": "plain", "section": "一、办学规模", **fixed, **more}
        return Claim(claim_id, sentence, start, end, part, Decimal(value), unit=unit, **known)  # type: ignore[arg-type]

    def mention(mention_id: str, label: str, part: str, entity_id: str) -> Mention:
        start, end = span(TEXT, part)
        return Mention(mention_id, 1, label, start, end, part, part, entity_id, "", "suffix")  # type: ignore[arg-type]

    return Facts(
        document=RawDocument("liuxi-1", "county/柳溪.txt", "ab" * 32, "utf-8", TEXT),
        metadata=Metadata(title="柳溪教育", published=date(2021, 3, 1), report_year=2020),
        blocks=(
            Block(0, bounds[0], bounds[1], "boilerplate", rule="greeting"),
            Block(1, bounds[1], bounds[2], "content", role="heading", level=1, numbering="一、"),
            Block(2, bounds[2], bounds[3], "content", role="paragraph", section=section),
        ),
        sentences=(
            Sentence(0, 2, *span(TEXT, first), first, ("我县", "现有")),
            Sentence(1, 2, *span(TEXT, second), second),
        ),
        mentions=(mention("m0", "SCHOOL", "柳溪小学", "e0"), mention("m1", "PROGRAM", "“春苗”计划", "e1")),
        entities=(Entity("e0", "SCHOOL", "柳溪小学", (), 1), Entity("e1", "PROGRAM", "“春苗”计划", ("春苗",), 1)),
        claims=(
            claim("c0", 0, "26所", "26", "所", subject="学校"),
            claim("c1", 0, "19所", "19", "所", subject="小学", part_of="c0"),
            claim("c2", 1, "约3000万元", "30000000", "元", comparator="approx", school="e0", program="e1"),
        ),
        checks=(
            Check(
                "k0", "sum", ("c0", "c1"), Decimal(26), Decimal(19), Decimal(7), Decimal(0), "partial", "", "19 of 26"
            ),
        ),
    )


@pytest.fixture
def corpus(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Folders of gold and documents, and the path of the floors."""
    gold, docs = tmp_path / "gold", tmp_path / "docs"
    gold.mkdir()
    docs.mkdir()
    (docs / "a.txt").write_text("现有学校26所。", encoding="utf-8")
    (gold / "a.json").write_text('{"content": [[0, 8]]}', encoding="utf-8")
    return gold, docs, gold / "floors.toml"
