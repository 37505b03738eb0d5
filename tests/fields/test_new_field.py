"""A new field is declared once: those who store, describe, score, label and show fields follow by themselves.

Fields are added to a copy of the package as somebody would add them: to their records, and to the words of the report.
What computes them is left to the stages, so `declared.py` sets their values.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.tables import SCHEMAS

ROOT = Path(__file__).parents[2]

CLAIM = """
    gauge: str = field(
        default="",
        metadata=column(
            "what the figure indicates",
            scored=Scored("accuracy", "folded"),
            labelled=Labelled("sometimes"),
            shown=Shown("always", ("terminal", "report"), quoted=True),
        ),
    )
    counted_on: date | None = field(
        default=None,
        metadata=column("day of the count", scored=Scored("accuracy"), labelled=Labelled("sometimes"), shown=Shown()),
    )
    drawn_from: str = field(
        default="",
        metadata=column(
            "the figure that it comes from (`claims.claim_id`)",
            refers="claims",
            scored=Scored("retrieval", "folded"),
            labelled=Labelled("if_any"),
            shown=Shown(),
        ),
    )
    pace: Literal["", "yearly", "monthly"] = field(
        default="",
        metadata=column(
            "kind of rate; else empty", scored=Scored("accuracy"), labelled=Labelled("sometimes"), shown=Shown()
        ),
    )
    binding: bool = field(
        default=False,
        metadata=column(
            "whether a rule asks for it", scored=Scored("retrieval"), labelled=Labelled("sometimes"), shown=Shown()
        ),
    )
"""
METADATA = """
    document_kind: str = field(default="", metadata=column("kind of the document", shown=Shown(lists=("terminal",))))
"""
WORDS = '[claim]\ngauge = { zh = "指标", en = "Indicator" }\n'


def _add(records: Path, record: str, fields: str) -> None:
    """Add fields at the end of a record."""
    before, rest = records.read_text(encoding="utf-8").split(f"class {record}:", 1)
    own, after = rest.split("\n\n\n", 1)
    records.write_text(f"{before}class {record}:{own}{fields}\n\n{after}", encoding="utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What everyone makes of the new fields."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("out")
    shutil.copytree(ROOT / "pipeline", copy / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "models").symlink_to(ROOT / "models")
    _add(copy / "pipeline" / "records.py", "Claim", CLAIM)
    _add(copy / "pipeline" / "records.py", "Metadata", METADATA)
    words = copy / "pipeline" / "report" / "strings.toml"
    words.write_text(words.read_text(encoding="utf-8").replace("[claim]\n", WORDS, 1), encoding="utf-8")
    script = Path(__file__).with_name("declared.py")
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, str(script), str(out)], env=environment, cwd=copy, capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    assert found["where"].startswith(str(copy))
    return found


def test_new_fields_are_columns_at_the_end(told: dict[str, Any]) -> None:
    new = {
        "claims": [
            ["gauge", "string", False],
            ["counted_on", "date32[day]", True],
            ["drawn_from", "string", False],
            ["pace", "string", False],
            ["binding", "bool", False],
        ],
        "documents": [["document_kind", "string", False]],
    }
    for table, schema in SCHEMAS.items():
        known = [[field.name, str(field.type), field.nullable] for field in schema]
        assert told["schema"][table] == known + new.get(table, [])


def test_new_fields_are_in_rows_and_come_back(told: dict[str, Any]) -> None:
    whole, part = told["rows"]
    new = {name: part[name] for name in ("gauge", "counted_on", "drawn_from", "binding")}
    assert new == {"gauge": "小学数", "counted_on": "2021-09-01", "drawn_from": whole["claim_id"], "binding": "True"}
    assert told["document"]["document_kind"] == "公报"
    assert told["restored"]
    assert told["problems"] == []


def test_new_fields_are_described(told: dict[str, Any]) -> None:
    for row in ("| `gauge` | string | what the figure indicates |", "| `counted_on` | date, nullable | day of the"):
        assert row in told["dictionary"]


def test_new_fields_are_explained_and_listed(told: dict[str, Any]) -> None:
    explained = told["explained"]
    assert explained["gauge"] == "小学数"
    assert (explained["counted on"], explained["drawn from"], explained["binding"]) == (
        "2021-09-01",
        "c1 (41所)",
        "yes",
    )
    assert "gauge" in told["terminal"]
    assert "小学数" in told["terminal"]
    assert "公报" in told["terminal"]


def test_new_fields_are_in_the_report(told: dict[str, Any]) -> None:
    fields = json.loads(told["fields"].partition("= ")[2].removesuffix(";\n"))["claims"]
    by_name = {field.pop("name"): field for field in fields}
    assert by_name["gauge"] == {"always": True, "listed": True, "quoted": True, "link": False}
    assert by_name["drawn_from"] == {"always": False, "listed": False, "quoted": False, "link": True}
    assert '"claim.gauge"' in told["words"]
    new = {"gauge": "小学数", "counted_on": "2021-09-01", "drawn_from": "c0", "pace": "", "binding": True}
    assert new in [{name: claim[name] for name in new} for claim in _claims_of(told["page"])]
    assert "<dd>公报</dd>" in told["page"]


def _claims_of(page: str) -> list[dict[str, Any]]:
    """The claims that the scripts of a page read: by columns, each value once."""
    packed = json.loads(html.fromstring(page).get_element_by_id("data").text)["claims"]
    columns = {
        name: [values[at] for at in places[0]] if places else values * (packed["length"] if len(values) == 1 else 1)
        for name, (values, *places) in packed["columns"].items()
    }
    return [{name: columns[name][at] for name in columns} for at in range(packed["length"])]


def test_new_fields_are_labelled_and_survive_every_tool(told: dict[str, Any]) -> None:
    [line] = [line for line in told["gold"].splitlines() if "30所" in line]
    label = json.loads(line.strip().rstrip(","))
    new = {name: label[name] for name in ("gauge", "counted_on", "drawn_from", "binding")}
    assert new == {"gauge": "小学数", "counted_on": "2021-09-01", "drawn_from": "41所", "binding": True}
    assert told["back"] == {"labelstudio": True, "doccano": True, "jsonl": True}
    for part in ('name="claim_gauge"', 'name="claim_counted_on"', '<Relation value="drawn_from"/>', '"claim_binding"'):
        assert part in told["interface"]


def test_new_fields_are_scored_where_they_are_labelled(told: dict[str, Any]) -> None:
    scores = told["scores"]
    assert (scores["gauge"], scores["counted_on"], scores["drawn_from"], scores["binding"]) == (0.0, 1.0, 1.0, 1.0)
    assert ["gauge", "小学数", "学校数"] in told["misses"]
    assert "· gauge" in told["table"]
    assert told["evaluated"]
    unlabelled = told["unlabelled"]
    assert (unlabelled["gauge"], unlabelled["counted_on"], unlabelled["binding"]) == (None, None, None)
    assert unlabelled["drawn_from"] == 1.0
