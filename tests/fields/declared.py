"""Run by test_new_field.py on a copy of the package to which fields were added: prints what everyone makes of them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console

import pipeline
from pipeline.evaluation.evaluate import DocumentResult, Evaluation
from pipeline.evaluation.labels import from_facts, labels_as_json, labels_from_json
from pipeline.evaluation.metrics import compare
from pipeline.evaluation.misses import find_misses
from pipeline.evaluation.page import evaluation_page
from pipeline.evaluation.render import score_table
from pipeline.explain import explain
from pipeline.facts import Facts
from pipeline.labelling import FORMATS, Task
from pipeline.labelling.gold import gold_text
from pipeline.labelling.labelstudio import interface
from pipeline.report import write_report
from pipeline.show import show
from pipeline.tables import SCHEMAS, load
from pipeline.tables.dictionary import data_dictionary
from pipeline.tables.layout import TABLES
from pipeline.tables.read import read_documents
from pipeline.tables.restore import facts_of
from pipeline.tables.validate import validate
from pipeline.tables.write import prepare, write_tables


def printed(*parts: Any) -> str:
    """What a wide terminal shows."""
    console = Console(width=400, file=StringIO(), record=True)
    for part in parts:
        console.print(part)
    return console.export_text()


def with_new_fields(facts: Facts) -> Facts:
    """What a stage that computes the fields would find."""
    whole, part, *others = facts.claims
    part = replace(part, gauge="小学数", counted_on=date(2021, 9, 1), drawn_from=whole.claim_id, binding=True)
    metadata = replace(facts.metadata, document_kind="公报")
    return replace(facts, claims=(whole, part, *others), metadata=metadata)


def tables(facts: Facts, out: Path) -> dict[str, Any]:
    """Schemas, rows, restored facts, checks, dictionary."""
    doc_id = facts.document.doc_id
    prepare(out)
    write_tables(facts.to_tables(), out, doc_id, "f")
    [rows] = read_documents(out, list(TABLES), [doc_id])
    return {
        "schema": {
            name: [(field.name, str(field.type), field.nullable) for field in SCHEMAS[name]] for name in SCHEMAS
        },
        "rows": load(out, "claims").astype(str).to_dict("records"),
        "document": load(out, "documents").astype(str).to_dict("records")[0],
        "restored": facts_of(rows) == facts,
        "problems": list(validate(out)),
        "dictionary": data_dictionary(),
    }


def labels(facts: Facts, out: Path) -> dict[str, Any]:
    """Gold files, tools, scores."""
    found = from_facts(facts)
    task = Task("a.txt", facts.document.text, found)
    back = {}
    for name, tool in FORMATS.items():
        path = out / f"{name}.json"
        tool.write([task], path)
        if name == "labelstudio":
            written = json.loads(path.read_text(encoding="utf-8"))
            written[0]["annotations"] = [{"result": written[0]["predictions"][0]["result"]}]
            path.write_text(json.dumps(written), encoding="utf-8")
        [read] = tool.read(path)
        back[name] = read.labels.claims[1] == found.claims[1]
    unlabelled = labels_as_json(found)
    for claim in unlabelled["claims"]:
        for name in ("gauge", "counted_on", "pace", "binding"):
            del claim[name]
    wrong = replace(facts, claims=tuple(replace(claim, gauge="学校数") for claim in facts.claims))
    comparison = compare(found, from_facts(wrong))
    misses = find_misses(facts.document.text, found, from_facts(wrong), comparison)
    evaluation = Evaluation((DocumentResult("a", comparison.scores(), misses),))
    return {
        "gold": gold_text(found),
        "back": back,
        "interface": interface(),
        "scores": comparison.scores().headline(),
        "unlabelled": compare(labels_from_json(unlabelled), found).scores().headline(),
        "misses": [field for miss in misses for field in miss.fields],
        "table": printed(score_table(evaluation)),
        "evaluated": "gauge" in evaluation_page(evaluation, "zh"),
    }


def shown(facts: Facts, out: Path) -> dict[str, Any]:
    """Explanation, terminal, report."""
    write_report(out, out / "report")
    page = out / "report" / "documents" / f"{facts.document.doc_id}.html"
    assets = out / "report" / "assets"
    return {
        "explained": dict(explain(facts, facts.claims[1])),
        "terminal": printed(*show(facts, "a.txt")),
        "page": page.read_text(encoding="utf-8"),
        "fields": (assets / "fields.js").read_text(encoding="utf-8"),
        "words": (assets / "strings.js").read_text(encoding="utf-8"),
    }


def main() -> None:
    """Everything as JSON."""
    out = Path(sys.argv[1])
    text = "青禾县教育概况\n全县现有学校41所,其中小学30所。\n"
    facts = with_new_fields(pipeline.extract(text, pipeline.Config(words=False)))
    told = {"where": pipeline.__file__, **tables(facts, out), **labels(facts, out), **shown(facts, out)}
    print(json.dumps(told, ensure_ascii=False))


main()
