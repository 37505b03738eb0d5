"""An output folder of one document and the labels that a hand gave it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.labels import labels_from_json
from pipeline.labelling import Task

TEXT = "您好\n柳溪小学张老师等2—3人,近3000万元,学校26所(小学19所),比上年增加5%。\n一、概况\n**亿元\n"


def place(part: str) -> dict[str, Any]:
    """Start, end and text of the first occurrence of `part`."""
    start = TEXT.index(part)
    return {"start": start, "end": start + len(part), "text": part}


def claim(part: str, **fields: Any) -> dict[str, Any]:
    """A claim as a gold file has it."""
    plain = {"value": None, "unit": "", "comparator": "eq", "change": "none", "base": "", "subject": ""}
    return {**place(part), **plain, "status": "achieved", "suspect": False, **fields}


@pytest.fixture
def layers() -> dict[str, Any]:
    """Every layer and every field of a gold file."""
    return {
        "content": [[3, len(TEXT)]],
        "school": [{**place("柳溪小学"), "optional": True}],
        "person": [{**place("张老师"), "title": "校长"}],
        "program": [],
        "claims": [
            claim("2—3人", value="2", value_max="3", unit="人", optional=True),
            claim(
                "近3000万元", value="30000000", unit="元", comparator="near", status="planned", subject="投入", scope=""
            ),
            claim("26所", value="26", unit="所", subject="学校", scope="全县", period="2021"),
            claim("19所", value="19", unit="所", subject="小学", part_of="26所"),
            claim("5%", value="5", unit="%", change="up", base="上年", suspect=True),
            claim("**亿元", unit="元"),
        ],
        "sentences": [[3, 46]],
        "headings": [{**place("一、概况"), "level": 1}],
    }


@pytest.fixture
def task(layers: dict[str, Any]) -> Task:
    """The document with all of its labels."""
    return Task("2021/report.txt.gz", TEXT, labels_from_json(layers))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where an export goes."""
    return tmp_path / "tasks.json"
