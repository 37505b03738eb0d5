"""Entities merged over documents."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch import find_inputs, run
from pipeline.config import Config
from pipeline.ner.corpus import TABLE, LocalEntity, merge_entities, write_corpus_entities
from pipeline.records import MentionLabel


def entity(
    number: int, label: MentionLabel, name: str, region: str, aliases: tuple[str, ...] = (), doc: str = ""
) -> LocalEntity:
    return LocalEntity(f"d{number}:e1", doc or f"d{number}", label, name, aliases, 2, region)


def test_corpus_merges_one_school_of_one_place() -> None:
    merged = merge_entities(
        [
            entity(1, "SCHOOL", "金州市第七中学", "金州市", ("金州七中",)),
            entity(2, "SCHOOL", "金州七中", "东海省"),
            entity(3, "SCHOOL", "市第七中学", "金州市"),
            entity(4, "SCHOOL", "市第七中学", "银州市"),
        ]
    )
    assert [(item.name, item.n_documents, item.n_mentions) for item in merged] == [
        ("金州市第七中学", 3, 6),
        ("市第七中学", 1, 2),
    ]
    assert merged[0].aliases == ("市第七中学", "金州七中")


def test_corpus_keeps_persons_of_two_regions_apart() -> None:
    people = [entity(1, "PERSON", "王建军", "金州市"), entity(2, "PERSON", "王建军", "银州市")]
    assert len(merge_entities(people)) == 2
    assert len(merge_entities([entity(1, "PERSON", "王建军", ""), entity(2, "PERSON", "王建军", "")])) == 2


def test_corpus_merges_documents_everywhere() -> None:
    titles = [entity(1, "DOC", "《教育法》", "金州市"), entity(2, "DOC", "《教育法》", "银州市")]
    assert [item.n_documents for item in merge_entities(titles)] == [2]


def test_corpus_merges_universities_and_national_bodies_of_all_regions() -> None:
    merged = merge_entities(
        [
            entity(1, "SCHOOL", "北京大学", "金州市"),
            entity(2, "SCHOOL", "北大", "银州市"),
            entity(3, "SCHOOL", "北大", ""),
            entity(4, "SCHOOL", "云州师大", "金州市"),
            entity(5, "SCHOOL", "云州师范大学", "银州市"),
            entity(6, "ORG", "工信部", "金州市"),
            entity(7, "ORG", "工业和信息化部", "银州市"),
            entity(8, "ORG", "教育部基础教育司", "金州市"),
            entity(9, "ORG", "教育部基础教育司", "银州市"),
            entity(10, "PROGRAM", "“双减”政策", "金州市"),
            entity(11, "PROGRAM", "双减", "银州市"),
        ]
    )
    assert [(item.name, item.n_documents, item.region) for item in merged] == [
        ("工业和信息化部", 2, ""),
        ("教育部基础教育司", 2, ""),
        ("“双减”政策", 2, ""),
        ("云州师范大学", 2, ""),
        ("北京大学", 3, ""),
    ]


def test_corpus_keeps_what_only_a_region_tells_apart() -> None:
    assert (
        len(merge_entities([entity(1, "SCHOOL", "实验小学", "金州市"), entity(2, "SCHOOL", "实验小学", "银州市")])) == 2
    )
    assert (
        len(
            merge_entities(
                [entity(1, "SCHOOL", "市职业技术学院", "金州市"), entity(2, "SCHOOL", "市职业技术学院", "银州市")]
            )
        )
        == 2
    )
    assert len(merge_entities([entity(1, "ORG", "市教育局", "金州市"), entity(2, "ORG", "市教育局", "银州市")])) == 2
    assert len(merge_entities([entity(1, "SCHOOL", "清华大学", ""), entity(2, "SCHOOL", "清华附中", "")])) == 2


@given(st.permutations([entity(n, "PROGRAM", f"“双减”{'政策' * (n % 2)}", "金州市") for n in range(6)]))
def test_corpus_does_not_depend_on_order(entities: list[LocalEntity]) -> None:
    assert merge_entities(entities) == merge_entities(entities[::-1])


def test_corpus_writes_one_table(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in ("a.txt", "b.txt"):
        (source / name).write_text("金州市教育局2023年工作总结\n金州市第七中学新建教学楼1栋。", encoding="utf-8")
    run(find_inputs([source]).files, out, Config(words=False), workers=1)
    merged = write_corpus_entities(out)
    rows = pq.read_table(out / f"{TABLE}.parquet").to_pylist()
    assert len(rows) == len(merged)
    school = next(row for row in rows if row["label"] == "SCHOOL")
    assert (school["name"], school["n_documents"]) == ("金州市第七中学", 2)
