"""Every claim says which rule found it and why."""

from __future__ import annotations

import pipeline
from pipeline.explain import explain
from pipeline.resources import read_toml
from pipeline.weighed import weighed

_TEXT = "全县现有学校41所(小学30所、初中11所)。投诉办复率20230%。云平台总投资639万。力争占比达三成以上,入学率提高1至2个百分点。"


def test_explain_names_sentence_rule_and_parts() -> None:
    facts = pipeline.extract(_TEXT, pipeline.Config(words=False))
    told = {claim.text: dict(explain(facts, claim)) for claim in facts.claims}
    assert told["30所"]["sentence"] == "全县现有学校41所(小学⟦30所⟧、初中11所)。"
    assert told["30所"]["part of"].endswith("(41所)")
    assert told["41所"]["consistency"] == "adds_up"
    assert told["41所"]["parts"] == "30所 (c2) + 11所 (c3)"
    assert "implied" in told["639万"]["unit"]
    assert "20230%" in told["20230%"]["suspect"]
    assert told["三成以上"]["number"] == "三 → 30"
    assert told["1至2个百分点"]["number"] == "1至2 → 1 to 2"


def test_explain_knows_every_rule_of_the_samples() -> None:
    facts = pipeline.extract(_TEXT, pipeline.Config(words=False))
    assert {claim.rule for claim in facts.claims} <= read_toml("claims_rules.toml").keys()


def test_weighed_shows_candidates_of_what_is_not_decided_over_a_sentence() -> None:
    config = pipeline.Config(words=False)
    facts = pipeline.extract("今年,全县捐献了教学楼120座。小学、初中分别有19所、5所。", config)
    weighed_one, ordered, _ = facts.claims
    told = list(weighed(facts.document, config, weighed_one))
    candidates = [text for label, text in told if label == "subject of"]
    assert candidates[0].startswith("教学楼 ")
    assert all("+" in text or "-" in text for text in candidates)
    assert ("subject by", "what the sentence or the table says as a whole") in weighed(facts.document, config, ordered)
