"""The words of the interface in both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("strings.toml")


@cache
def read_strings() -> Mapping[str, Mapping[str, str]]:
    """Key (``section.name``) to language to words."""
    sections = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {f"{section}.{name}": words for section, entries in sections.items() for name, words in entries.items()}


def translate(key: str, language: str) -> str:
    """The words of a key; a value of a table that has none, such as a new dimension, speaks for itself."""
    words = read_strings().get(key)
    return words[language] if words is not None else key.partition(".")[2]


def reason_words(reason: str) -> Mapping[str, str]:
    """A ``claims.suspect_reason`` in every language; one that `strings.toml` does not know stays as it is."""
    for pattern, words in _reasons():
        if match := pattern.fullmatch(reason):
            # Not str.format: what stands in a document may hold braces.
            parts = {language: text.split("{}") for language, text in words.items()}
            return {language: _interleave(part, match.groups()) for language, part in parts.items()}
    return dict.fromkeys(("zh", "en"), reason)


@cache
def _reasons() -> list[tuple[re.Pattern[str], Mapping[str, str]]]:
    known = [words for key, words in read_strings().items() if key.startswith("reason.")]
    return [(re.compile("(.+?)".join(map(re.escape, words["en"].split("{}")))), words) for words in known]


def _interleave(parts: Sequence[str], fillings: Sequence[str]) -> str:
    return "".join(part + filling for part, filling in zip(parts, (*fillings, ""), strict=True))
