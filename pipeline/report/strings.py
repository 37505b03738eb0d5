"""The words of the interface in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
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
