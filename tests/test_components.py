"""The stages as components of somebody else's spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import pipeline
from pipeline.errors import ConfigurationError

TEXT = "青禾县教育局 工作总结\n全县现有学校41所,投入近3000万元 实施“春苗”培育工程。局长张立新强调,要抓好落实。\n"
STAGES = ("clean", "segment", "ner", "claims")


def build(nlp: Language) -> Language:
    """`nlp` with all stages but words."""
    for stage in STAGES:
        nlp.add_pipe(f"policyfacts_{stage}")
    return nlp


@pytest.mark.parametrize(
    "tokenizer",
    [{}, {"nlp": {"tokenizer": {"@tokenizers": "policyfacts.characters.v1"}}}],
    ids=["default", "characters"],
)
def test_components_in_a_blank_pipeline_find_what_extract_finds(tokenizer: dict[str, dict[str, object]]) -> None:
    doc = build(spacy.blank("zh", config=tokenizer))(TEXT)
    facts = pipeline.extract(TEXT, pipeline.Config(words=False))
    assert tuple(span._.record for span in doc.spans["claims"]) == facts.claims
    assert tuple(span._.record for span in doc.spans["mentions"]) == facts.mentions
    assert [span.text for span in doc.spans["claims"]] == ["41所", "近3000万元"]
    assert {(span.label_, span.text) for span in doc.spans["mentions"]} >= {
        ("PERSON", "张立新"),
        ("PROGRAM", "“春苗”培育工程"),
    }


def test_components_quantity_of_claims_and_of_nothing_else() -> None:
    doc = build(spacy.blank("zh"))(TEXT)
    quantity = doc.spans["claims"][1]._.quantity
    assert (quantity.value, quantity.unit, quantity.comparator) == (Decimal(30_000_000), "元", "near")
    assert doc.spans["mentions"][0]._.quantity is None
    assert doc[:2]._.quantity is None


def test_components_behind_words_spans_grow_to_tokens_and_records_stay_exact() -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "policyfacts.words.v1"}}})
    doc = build(nlp)(TEXT)
    assert [span._.record.text for span in doc.spans["claims"]] == ["41所", "近3000万元"]
    assert all(span._.record.text in span.text for span in (*doc.spans["claims"], *doc.spans["mentions"]))


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("policyfacts_segment", "policyfacts_clean"),
        ("policyfacts_ner", "policyfacts_segment"),
        ("policyfacts_claims", "policyfacts_segment"),
    ],
)
def test_components_out_of_order_say_what_is_missing(name: str, before: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(name)
    with pytest.raises(ConfigurationError, match=rf"C052.*{name} needs {before}"):
        nlp(TEXT)


def test_components_survive_to_disk_and_load(tmp_path: Path) -> None:
    build(spacy.blank("zh")).to_disk(tmp_path)
    doc = spacy.load(tmp_path)(TEXT)
    assert [span.text for span in doc.spans["claims"]] == ["41所", "近3000万元"]


def test_components_documents_go_to_other_processes_and_to_bytes_and_back() -> None:
    nlp = build(spacy.blank("zh"))
    alone = nlp(TEXT)
    [other, _] = nlp.pipe([TEXT, TEXT], n_process=2)
    read = Doc(nlp.vocab).from_bytes(alone.to_bytes())
    [kept] = (
        DocBin(store_user_data=True)
        .from_bytes(DocBin(docs=[alone], store_user_data=True).to_bytes())
        .get_docs(nlp.vocab)
    )
    for doc in (other, read, kept):
        assert list(doc._.claims) == list(alone._.claims)
        assert doc._.metadata == alone._.metadata
        assert [span._.quantity for span in doc.spans["claims"]] == [s._.quantity for s in alone.spans["claims"]]


def test_components_an_empty_text_has_no_facts() -> None:
    doc = build(spacy.blank("zh"))("")
    assert (len(doc.spans["claims"]), len(doc.spans["mentions"])) == (0, 0)


def test_components_are_not_imported_by_a_run() -> None:
    """spaCy takes longer to import than many a document takes to read."""
    run = "import sys, pipeline; pipeline.extract('现有学校41所。', pipeline.Config(words=False)); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_components_are_entry_points_of_the_distribution() -> None:
    found = {point.name for point in entry_points(group="spacy_factories")}
    assert found >= {f"policyfacts_{stage}" for stage in (*STAGES, "words")}
