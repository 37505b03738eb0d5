"""The one lexicon: what it holds, what code keeps to itself, and what a user adds to it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import pipeline
from pipeline import Config
from pipeline.batch import fingerprints
from pipeline.batch.kernel import DOCUMENTS_IN, extract_batches
from pipeline.errors import ConfigurationError
from pipeline.language.in_force import LexicalPattern, lexicon, per_lexicon, using, words
from pipeline.language.lexicon import FILE, declared_roles, load, read_additions
from pipeline.ner.edges import covered, split
from pipeline.resources import MODELS, read_lexicon

CODE = Path(pipeline.__file__).parent
ROWS = read_lexicon(FILE)
SHIPPED = load()


def test_lexicon_file_passes_what_is_asked_of_a_users() -> None:
    assert load(MODELS).entries.keys() == SHIPPED.entries.keys()


def test_lexicon_is_sorted_without_doubles() -> None:
    assert [row[0] for row in ROWS] == sorted({row[0] for row in ROWS})
    assert [row[3] for row in ROWS if len(row) > 3 and row[3].split(",") != sorted(row[3].split(","))] == []


def test_lexicon_every_word_does_something() -> None:
    assert [word for word, entry in SHIPPED.entries.items() if not (entry.frequency or entry.roles)] == []


def test_lexicon_no_role_says_what_the_word_does_already() -> None:
    known = SHIPPED.costs.keys()
    assert sorted(SHIPPED.words("not_a_person") & known) == []
    assert [word for word in SHIPPED.words("common") if SHIPPED.entries[word].frequency] == []


@pytest.mark.parametrize("role", ["generic_school", "kind_of_school_of_place"])
def test_lexicon_no_description_is_made_of_others(role: str) -> None:
    found = SHIPPED.words(role)
    longest = max(map(len, found))
    assert sorted(word for word in found if covered(word, found - {word}, longest)) == []


def test_lexicon_every_role_is_played_and_read() -> None:
    literals = {
        node.value
        for path in CODE.rglob("*.py")
        if path.parent.name in ("ner", "claims", "grids", "language", "segment")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(declared_roles() - literals) == []
    assert [role for role in declared_roles() if not SHIPPED.words(role)] == []


# Lists of words that are still in code, by file: literal collections, and alternations of regular expressions, of more than a dozen
# words. Move one into the lexicon and take it off here.
LISTS: dict[str, int] = {}
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_ALTERNATION = re.compile(r"(?:[\u4e00-\u9fff?]{2,12}\|){12,}[\u4e00-\u9fff?]{2,12}")
_DOZEN = 12


def _lists(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        items = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else []
        items = node.keys if isinstance(node, ast.Dict) else items
        texts = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        if sum(_HAN.fullmatch(text) is not None for text in texts) > _DOZEN:
            yield node
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (node for _ in _ALTERNATION.finditer(node.value))


def test_code_holds_no_list_of_words() -> None:
    found = Counter(
        path.relative_to(CODE).as_posix()
        for folder in ("ner", "claims", "language", "segment")
        for path in sorted((CODE / folder).rglob("*.py"))
        for _ in _lists(ast.parse(path.read_text(encoding="utf-8")))
    )
    assert found == LISTS
