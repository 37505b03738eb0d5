"""Words that a user insists on, found before the model sees the text, as spacy-pkuseg finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
        self._beginning = _beginning(self._trie)

    def find(self, text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Start and end of the words in `text`, from left to right; they do not overlap.

        Args:
            text: the text.
            pieces: start and end of what lies between white space, in text order; no word reaches out of one.
        """
        if self._beginning is None:
            return
        remaining = iter(pieces)
        piece_end = reached = 0
        for found in self._beginning.finditer(text):
            start = found.start()
            if start < reached:
                continue
            while piece_end <= start:
                _, piece_end = next(remaining)
            end = self._match(text, start, piece_end)
            if end is not None:
                yield start, end
                reached = end

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


def _beginning(trie: Mapping[str, Mapping[str, Any]]) -> re.Pattern[str] | None:
    """Where words may begin: most positions are ruled out by the two characters there."""
    whole = [first for first, node in trie.items() if _END in node]
    longer = [first for first, node in trie.items() if node.keys() - {_END}]
    seconds = {second for node in trie.values() for second in node if second != _END}
    patterns = [_any_of(whole)] if whole else []
    if longer:
        patterns.append(f"{_any_of(longer)}(?={_any_of(sorted(seconds))})")
    return re.compile("|".join(patterns)) if patterns else None


def _any_of(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, characters))}]"


def read_user_words(path: Path) -> UserWords:
    """A dictionary file: a word a line, a tag behind a tab or not.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open(encoding="utf-8") as lines:
        return UserWords(line.strip().split("\t")[0] for line in lines)
