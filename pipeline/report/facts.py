"""What the pages say of the facts of a document: its figures, names and checks, as rows for the scripts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from pipeline.report.read import DocumentRows
from pipeline.report.strings import reason_words
from pipeline.resources import read_toml
from pipeline.tables.layout import TABLES
from pipeline.tables.read import Row

NOT_ADDING_UP = ("exceeds", "share_differs")
"""Values of ``claims.consistency`` that say that the document contradicts itself."""
_GRAVITY = ("certain", "likely", "look", "")


def does_not_add_up(claim: Row) -> bool:
    """Whether the figures around a claim contradict it."""
    return claim["consistency"] in NOT_ADDING_UP


def local_id(row_id: str) -> str:
    """The id of a row within its document, by which the page of the document is addressed."""
    return row_id.rpartition("/")[2]


def shown_fields() -> dict[str, list[dict[str, Any]]]:
    """What the scripts of a page know of the fields of claims and mentions that have a line of their own, in their order."""
    return {
        table: [
            {
                "name": field.name,
                "always": shown.when == "always",
                "listed": "report" in shown.lists,
                "quoted": shown.quoted,
                "link": field.column.refers == "claims",
            }
            for field in TABLES[table].columns
            if (shown := field.column.shown) is not None
        ]
        for table in ("claims", "mentions")
    }


def document_facts(rows: DocumentRows) -> dict[str, list[Row]]:
    """Claims, mentions, entities and checks by the keys that the segments of the text carry."""
    return {"claims": _claims(rows), "mentions": _mentions(rows), "entities": _entities(rows), "checks": _checks(rows)}


def _claims(rows: DocumentRows) -> list[Row]:
    keys = {claim["claim_id"]: f"c{index}" for index, claim in enumerate(rows.claims)}
    names = {entity["entity_id"]: entity["name"] for entity in rows.entities}
    parts: dict[str, list[str]] = {}
    for claim in rows.claims:
        parts.setdefault(claim["part_of"], []).append(keys[claim["claim_id"]])
    return [
        {
            **_own("claims", claim, {"claims": keys, "entities": names}),
            "key": keys[claim["claim_id"]],
            "claim_id": local_id(claim["claim_id"]),
            "parts": parts.get(claim["claim_id"], []),
            "unsound": does_not_add_up(claim),
            "reason": reason_words(claim["suspect_reason"]),
        }
        for claim in rows.claims
    ]


def _mentions(rows: DocumentRows) -> list[Row]:
    return [
        {**_own("mentions", mention, {}), "key": f"m{index}", "entity": local_id(mention["entity_id"])}
        for index, mention in enumerate(rows.mentions)
    ]


def _entities(rows: DocumentRows) -> list[Row]:
    """What the mentions of one thing share, in the order of the first; with the keys of the mentions."""
    aliases = {entity["entity_id"]: entity["aliases"] for entity in rows.entities}
    found: dict[str, Row] = {}
    for index, mention in enumerate(rows.mentions):
        entity = found.setdefault(
            mention["entity_id"],
            {
                "entity_id": local_id(mention["entity_id"]),
                "label": mention["label"],
                "name": mention["name"],
                "aliases": aliases.get(mention["entity_id"], []),
                "titles": [],
                "mentions": [],
            },
        )
        entity["mentions"].append(f"m{index}")
        if mention["title"] and mention["title"] not in entity["titles"]:
            entity["titles"].append(mention["title"])
    return list(found.values())


def _checks(rows: DocumentRows) -> list[Row]:
    """The checks, those that failed first."""
    keys = {claim["claim_id"]: f"c{index}" for index, claim in enumerate(rows.claims)}
    listed = [
        {**_said(check), "claims": [keys[claim_id] for claim_id in check["claim_ids"] if claim_id in keys]}
        for check in rows.checks
    ]
    return sorted(listed, key=_gravity)


def failed_checks(rows: DocumentRows) -> list[Row]:
    """The failed checks of a document, the gravest first, with the id of the claim that each verifies."""
    listed = [
        {**_said(check), "claim": local_id(check["claim_ids"][0]) if check["claim_ids"] else ""}
        for check in rows.checks
        if check["verdict"] == "failed"
    ]
    return sorted(listed, key=_gravity)


def _said(check: Row) -> Row:
    return {
        "rule": check["rule"],
        "rule_says": read_toml("checks.toml").get(check["rule"], ""),
        "verdict": check["verdict"],
        "severity": check["severity"],
        "reason": reason_words(check["reason"]),
    }


def _gravity(check: Row) -> int:
    return _GRAVITY.index(check["severity"]) + int(check["verdict"] == "passed")


def _own(table: str, row: Row, known: Mapping[str, Mapping[str, str]]) -> Row:
    """What a row says itself, ready for JSON: no ids, and for a shown reference the entry of `known` to which it leads."""
    ready, others = _columns(table)
    own = {name: row[name] for name in ready}
    for name, refers in others:
        own[name] = known[refers].get(row[name], "") if refers else _plain(row[name])
    return own


@cache
def _columns(table: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The columns of which rows tell the value as it is, and the others with the table to which they refer."""
    told = [
        field
        for field in TABLES[table].columns
        if field.path and not field.column.key and (field.column.shown or not field.column.refers)
    ]
    others = [field for field in told if field.column.refers or field.type not in (str, int, bool)]
    return (
        tuple(field.name for field in told if field not in others),
        tuple((field.name, field.column.refers) for field in others),
    )


def _plain(value: Any) -> Any:
    """JSON has no infinities and no dates."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return str(value) if isinstance(value, date) else value
