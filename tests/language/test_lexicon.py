"""The one lexicon: what it holds, what code keeps to itself, and what a user adds to it."""

from __future__ import annotations

import ast
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

import pipeline
from pipeline import Config
from pipeline.batch import find_inputs, fingerprints, run
from pipeline.batch.kernel import DOCUMENTS_IN, extract_batches
from pipeline.errors import ConfigurationError
from pipeline.language.in_force import LexicalPattern, lexicon, per_lexicon, using, words
from pipeline.language.lexicon import FILE, declared_roles, load, read_additions
from pipeline.ner.edges import covered, split
from pipeline.resources import MODELS, read_lexicon
from pipeline.tables import load as table

CODE = Path(pipeline.__file__).parent
ROWS = read_lexicon(FILE)
SHIPPED = load()


def test_lexicon_file_passes_what_is_asked_of_a_users() -> None:
    assert read_additions(MODELS)


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
        if path.parent.name in ("ner", "claims", "grids", "language", "segment", "indicators")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(declared_roles() - literals) == []
    assert [role for role in declared_roles() if not SHIPPED.words(role)] == []


# Lists of words that are still in code, by file: literal collections, and alternations of regular expressions, of more than a dozen
# words. Move one into the lexicon and take it off here.
LISTS = {
    "claims/claims.py": 1,
    "claims/quantities.py": 3,
    "claims/scopes.py": 1,
    "ner/documents.py": 1,
    "ner/schools.py": 1,
}
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


ADDED = """# our own
丹若\t\t\tmay_start_a_name
山正\t\t\ttitle,title_after
学堡\t\t\tschool_head!垒
云舟渡\t\t\tknown_program
碳汇情\t\t\tmeasure,dependent_measure
研学岛\t\t
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's own words: a title, an end of schools' names, a program, a measure, a word."""
    (tmp_path / FILE).write_text(ADDED, encoding="utf-8")
    return tmp_path


def _names(text: str, config: Config, label: str) -> list[str]:
    return [mention.text for mention in pipeline.extract(text, config).mentions if mention.label == label]


OURS = Config(words=False)


@pytest.mark.parametrize(
    ("label", "text", "name"),
    [
        ("PERSON", "山正柳青禾昨日来此。", "柳青禾"),
        ("SCHOOL", "走访青禾学堡的教师。", "青禾学堡"),
        ("PROGRAM", "今年继续推进云舟渡。", "云舟渡"),
    ],
)
def test_lexicon_of_a_user_adds_names_to_his_documents_only(label: str, text: str, name: str, folder: Path) -> None:
    theirs = Config(words=False, lexicon=folder)
    for config, known in ((OURS, False), (theirs, True), (OURS, False), (theirs, True)):
        assert (name in _names(text, config, label)) is known


def test_lexicon_of_a_user_knows_what_goes_on_behind_a_head(folder: Path) -> None:
    assert _names("走访青禾学堡垒的教师。", Config(words=False, lexicon=folder), "SCHOOL") == []


def test_lexicon_of_a_user_splits_text_by_his_words(folder: Path) -> None:
    assert "研学岛" not in split("参观研学岛")
    with using(load(folder)):
        assert split("参观研学岛") == ["参观", "研学岛"]


def test_lexicon_of_a_user_adds_a_measure(folder: Path) -> None:
    text = "工业、农业碳汇情分别为30吨、20吨。"
    theirs = Config(words=False, lexicon=folder)
    assert [claim.subject for claim in pipeline.extract(text, theirs).claims] == ["工业碳汇情", "农业碳汇情"]
    assert [claim.subject for claim in pipeline.extract(text, OURS).claims] != ["工业碳汇情", "农业碳汇情"]


def test_lexicon_of_a_user_goes_with_the_configuration_to_engines(folder: Path) -> None:
    config = Config(words=False, lexicon=folder)
    copy = pickle.loads(pickle.dumps(config))
    (folder / FILE).unlink()  # no other machine has the folder
    documents = pa.table({"source": ["a.txt"], "content": ["走访青禾学堡的教师。".encode()]}, schema=DOCUMENTS_IN)
    rows = pa.Table.from_batches(extract_batches(documents.to_batches(), copy)).to_pylist()
    assert [mention["text"] for mention in rows[0]["mentions"]] == ["青禾学堡"]


def test_lexicon_of_a_user_reaches_worker_processes(folder: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(2):
        (docs / f"{number}.txt").write_text("走访青禾学堡的教师。", encoding="utf-8")
    out = tmp_path / "out"
    run(find_inputs([docs], out).files, out, Config(words=False, lexicon=folder), workers=2)
    assert table(out, "mentions")["text"].tolist() == ["青禾学堡"] * 2


def test_lexicon_of_a_user_counts_by_its_content(folder: Path, tmp_path: Path) -> None:
    one = Config(words=False, lexicon=folder)
    other = tmp_path / "other"
    other.mkdir()
    (other / FILE).write_text(ADDED, encoding="utf-8")
    assert Config(words=False, lexicon=other).fingerprint() == one.fingerprint() != OURS.fingerprint()
    (other / FILE).write_text(ADDED + "研学湾\n", encoding="utf-8")
    assert Config(words=False, lexicon=other).fingerprint() != one.fingerprint()


@pytest.mark.parametrize(("row", "last"), [("碳汇情\t\t\tmeasure", 3), ("山正\t\t\tloose_title", 2), ("研学岛", 1)])
def test_lexicon_of_a_user_makes_the_stages_stale_that_read_its_words(row: str, last: int, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(row, encoding="utf-8")
    own = fingerprints.fingerprints(OURS)
    same = [
        one == other
        for one, other in zip(own, fingerprints.fingerprints(Config(words=False, lexicon=tmp_path)), strict=True)
    ]
    assert same == [True] * last + [False] * (4 - last)


def test_lexicon_reads_what_a_spreadsheet_saves(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbf" + "督学使\t\t\ttitle\r\nＡ级校\t\t\t\r\n".encode())
    entries = load(tmp_path).entries
    assert entries["督学使"].roles.keys() == {"title"}
    assert entries["A级校"].frequency


def test_lexicon_adds_roles_to_a_word_that_is_there(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("计划\t\t\tmeasure\n", encoding="utf-8")
    assert load(tmp_path).entries["计划"].roles.keys() == SHIPPED.entries["计划"].roles.keys() | {"measure"}
    assert load(tmp_path).entries["计划"].frequency == SHIPPED.entries["计划"].frequency


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("\ttitle", "empty cell"),
        ("督学使\tz", "part of speech"),
        ("督学使\tn\t-3", "no frequency"),
        ("督学使\t\t\ttitel", "title is one"),
        ("督学使\t\t\ttitle!长", "takes no !"),
        ("督学使\t\t\tfused", "needs a value"),
        ("督学使\t\t\tcounted_noun=here", "one of the values"),
        ("督学使\t\t\tschool_head!", "says nothing"),
        ("督学使\t\t\t\t", "5 columns"),
        ("首行", "stands in line 1"),
    ],
)
def test_lexicon_says_what_is_wrong_with_a_row(row: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"首行\n\n{row}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=f"C062.*lexicon.tsv, line 3.*{problem}"):
        Config(lexicon=tmp_path)


def test_lexicon_says_when_there_is_none_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="C061"):
        Config(lexicon=tmp_path)
    (tmp_path / FILE).write_bytes("督学使".encode("gb18030"))
    with pytest.raises(ConfigurationError, match=r"C062.*line 1.*UTF-8"):
        Config(lexicon=tmp_path)


def test_what_is_made_of_words_follows_the_lexicon_in_force(folder: Path) -> None:
    made: list[frozenset[str]] = []

    @per_lexicon
    def longest() -> int:
        made.append(words("title"))
        return max(map(len, words("title")))

    pattern = LexicalPattern(lambda: "|".join(sorted(words("title"))))
    for _ in range(2):
        longest()
        assert pattern.fullmatch("山正") is None
        with using(load(folder)):
            longest()
            assert pattern.fullmatch("山正")
    assert len(made) == 2
    assert lexicon() is SHIPPED


@pytest.mark.parametrize(
    "role",
    [
        "running_verb",
        "running_verb_of_clause",
        "running_verb_of_quotes",
        "theme_verb",
        "second_program_head",
        "verb_or_name",
        "bound_start",
        "bound_after_one",
        "classifier",
    ],
)
def test_lexicon_holds_no_phrase_where_rules_look_for_words(role: str) -> None:
    assert sorted(word for word in words(role) if split(word) != [word]) == []
