"""Words that a user insists on, found before the model sees the text, as spacy-pkuseg finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_END = ""
"""Key of a trie node at which a word ends; no character is empty."""


class UserWords:
    """A dictionary of forced words.

    Args:
        words: each a word, or a pair of a word and a tag, which is not used.
    """

    def __init__(self, words: Iterable[str | tuple[str, str]]) -> None:
        self._trie: dict[str, Any] = {}
        for entry in words:
            node = self._trie
            for character in (entry if isinstance(entry, str) else entry[0]).strip():
                node = node.setdefault(character, {})
            node[_END] = {}
        firsts = "".join(re.escape(character) for character in self._trie if character != _END)
        self._first = re.compile(f"[{firsts}]") if firsts else None

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Start and end of the words in `text[start:end]`, from left to right; they do not overlap."""
        while self._first is not None and (found := self._first.search(text, start, end)):
            start = found.start()
            stop = self._match(text, start, end)
            if stop is None:
                start += 1
            else:
                yield start, stop
                start = stop

    def _match(self, text: str, start: int, end: int) -> int | None:
        """Where the word at `start` ends.

        Like the reference, this goes on while the text spells a beginning of some longer word: when no longer word
        comes of it, what was read on the way stays with the word.
        """
        node = self._trie
        last = None
        for position in range(start, end):
            child = node.get(text[position])
            if child is None:
                return None if last is None else position
            node = child
            if _END in node:
                last = position + 1
        return last


def read_user_words(path: Path) -> UserWords:
    """A dictionary file: a word a line, a tag behind a tab or not.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open(encoding="utf-8") as lines:
        return UserWords(line.strip().split("\t")[0] for line in lines)
