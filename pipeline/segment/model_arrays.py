"""A pkuseg model as flat arrays: built once, then mapped into memory, so that all processes share one copy.

Pkuseg writes each feature of a character as a string, `c-1c.学.校`, and looks it up in a dict of 1.6
million strings. Here characters are numbers (symbols), pairs of characters and dictionary words are slots of perfect
hash tables, and the weights of a feature, one per tag, are a row of an array.
"""

from __future__ import annotations

import hashlib
import os
import pickletools
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, TypeVar, cast, get_type_hints

import numpy as np
import numpy.typing as npt

from pipeline.resources import MODELS
from pipeline.segment.static_table import StaticTable, build_table
from pipeline.segment.trie import ROOT, Trie, build_trie

FOLDER = "decoder"
"""Of the arrays, inside the folder of the model."""
MERGES = MODELS / "fetched" / "pkuseg-words"
"""Of the arrays of the dictionary."""
SEPARATOR, UNKNOWN = 0, 1
"""Symbols of white space and of characters that the model never saw."""
MIN_WORD, MAX_WORD = 2, 6
CHARACTER_TEMPLATES = ("c", "c-1", "c1", "c-2", "c2")
PAIR_TEMPLATES = ("c-1c", "cc1", "c-2c-1")

_Weights = npt.NDArray[np.float64]
_NODE = re.compile(r"\*\*Num|\*\*Letter|[^*]", re.DOTALL)
_BIGRAM = re.compile(r"((?:\*\*Num|\*\*Letter|[^*])+)\*((?:\*\*Num|\*\*Letter|[^*])+)", re.DOTALL)
_CODE_POINTS = 0x110000
_Dataclass = TypeVar("_Dataclass")


@dataclass(frozen=True, slots=True)
class ModelArrays:
    """A model. The last axis of all weights is the tag."""

    symbols: npt.NDArray[np.uint16]
    """By code point; digits share a symbol, and so do full-width letters and some punctuation."""
    characters: _Weights
    """By template and symbol; those of `c` include the weights that every character has."""
    pairs: StaticTable
    """Of two neighbouring characters."""
    pair_weights: _Weights
    """By template and slot of `pairs`, with a row of zeros behind the last slot."""
    pair_nodes: npt.NDArray[np.int32]
    """By slot of `pairs`: the node of `words` that two characters lead to; 0 behind the last slot."""
    words: Trie
    word_weights: _Weights
    """By side (the word ends here, the word starts here) and number of the word."""
    bigrams: StaticTable
    """Of two neighbouring words."""
    bigram_weights: _Weights
    """By side (the second word starts here, the first word ends here) and slot of `bigrams`."""
    transitions: _Weights
    """By tag and the tag after it."""
    begins: npt.NDArray[np.bool_]
    """By tag: whether a word begins there."""


@dataclass(frozen=True, slots=True)
class MergeArrays:
    """The dictionary that comes with spacy-pkuseg: words that are put together again when the model parted them."""

    symbols: npt.NDArray[np.uint16]
    """By code point; 0 for characters of no word."""
    words: Trie


def pair_key(first: npt.NDArray[np.uint16], second: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint64]:
    """Key of two neighbouring characters."""
    return ((first.astype(np.uint32) << np.uint32(16)) | second).astype(np.uint64)


def bigram_key(first: npt.NDArray[np.int32], second: npt.NDArray[np.int32]) -> npt.NDArray[np.uint64]:
    """Key of two neighbouring words."""
    return (first.astype(np.uint64) << np.uint64(32)) | second.astype(np.uint64)


def build_model_arrays(model: Path) -> ModelArrays:
    """The arrays of a pkuseg model.

    Args:
        model: folder with features.msgpack and weights.npz.

    Raises:
        OSError, KeyError, ValueError: files that are missing or no such model.
    """
    import srsly

    data: dict[str, Any] = srsly.read_msgpack(model / "features.msgpack")
    with np.load(model / "weights.npz") as stored:
        n_tags, n_features = (int(size) for size in stored["sizes"])
        flat = stored["w"].astype(np.float64)
    rows = flat[: n_tags * n_features].reshape(n_features, n_tags)
    alphabet = _Alphabet(data)
    features = _Features(data["feature_to_idx"], rows)

    characters = np.zeros((len(CHARACTER_TEMPLATES), alphabet.size, n_tags))
    # Zero first, as the reference sums: 0.0 + -0.0 is 0.0.
    characters[0, UNKNOWN:] = 0.0 + rows[0]
    for number, template in enumerate(CHARACTER_TEMPLATES):
        for body, weights in features.of(template):
            symbol = alphabet.symbol_of.get(body)
            if symbol is not None:
                characters[number, symbol] += weights

    words = sorted(word for word in set(data["unigram"]) if alphabet.is_reachable_word(word))
    trie = build_trie([alphabet.spell(word) for word in words])
    beginnings = ((first << 16) | second for first, second, *_ in map(alphabet.spell, words))
    pairs, pair_weights = features.tabulate(PAIR_TEMPLATES, alphabet.pair_key, beginnings)
    pair_nodes = np.zeros(len(pairs.keys) + 1, dtype=np.int32)
    pair_nodes[:-1] = _after_two(trie, pairs)

    numbers = {word: number for number, word in enumerate(words, 1)}
    word_weights = np.zeros((2, len(words) + 1, n_tags))
    for side, template in enumerate(("w-1", "w1")):
        for body, weights in features.of(template):
            if body in numbers:
                word_weights[side, numbers[body]] = weights

    def number_bigram(body: str) -> int | None:
        parts = _BIGRAM.fullmatch(body)
        if parts is None or parts[1] not in numbers or parts[2] not in numbers:
            return None
        return (numbers[parts[1]] << 32) | numbers[parts[2]]

    bigrams, bigram_weights = features.tabulate(("ww.l", "ww.r"), number_bigram)
    edges = flat[n_tags * n_features :].reshape(n_tags, n_tags)
    tags = {index: tag for tag, index in data["tag_to_idx"].items()}
    return ModelArrays(
        symbols=alphabet.symbols,
        characters=characters,
        pairs=pairs,
        pair_weights=pair_weights,
        pair_nodes=pair_nodes,
        words=trie,
        word_weights=word_weights,
        bigrams=bigrams,
        bigram_weights=bigram_weights,
        # The reference starts its sums at one.
        transitions=1.0 + edges.T,
        begins=np.array(["B" in tags[tag] for tag in range(n_tags)]),
    )


def build_merge_arrays() -> MergeArrays:
    """The arrays of the dictionary inside the installed spacy-pkuseg.

    Raises:
        OSError: spacy-pkuseg or its dictionary is missing.
        ValueError: the dictionary is no pickled string.
    """
    package = find_spec("spacy_pkuseg")
    if package is None or package.origin is None:
        raise FileNotFoundError("spacy_pkuseg is not installed")
    with (Path(package.origin).parent / "dicts" / "default.pkl").open("rb") as file:
        words = sorted(set(_pickled_text(file).strip().split("\n")) - {""})
    symbol_of = {character: number for number, character in enumerate(sorted(set("".join(words))), 1)}
    symbols = np.zeros(_CODE_POINTS, dtype=np.uint16)
    for character, symbol in symbol_of.items():
        symbols[ord(character)] = symbol
    return MergeArrays(symbols, build_trie([[symbol_of[character] for character in word] for word in words]))


def _pickled_text(file: IO[bytes]) -> str:
    """The string that a pickle file holds. It is read as a list of instructions, none of which is carried out: unpickling what
    another package brings would let it run anything.

    Raises:
        ValueError: the file holds anything else.
    """
    instructions = [(kind.name, value) for kind, value, _ in pickletools.genops(file)]
    texts = [value for name, value in instructions if name in _TEXTS]
    if len(texts) != 1 or {name for name, _ in instructions} - _TEXTS - _FRAME:
        raise ValueError("it is no string alone")
    return str(texts[0])


_TEXTS = frozenset({"SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8"})
_FRAME = frozenset({"PROTO", "FRAME", "BINPUT", "LONG_BINPUT", "MEMOIZE", "STOP"})


def load_model_arrays(model: Path) -> ModelArrays:
    """The arrays in the folder of a model, mapped into memory: pages are read when they are first used.

    Raises:
        OSError, ValueError: a file is missing or damaged.
    """
    return _load(ModelArrays, model / FOLDER)


def load_merge_arrays(folder: Path = MERGES) -> MergeArrays:
    """The arrays of the dictionary of spacy-pkuseg, mapped likewise.

    Raises:
        OSError, ValueError: a file is missing or damaged.
    """
    return _load(MergeArrays, folder)


def save_arrays(arrays: ModelArrays | MergeArrays, folder: Path) -> str:
    """Write each array as a file of its own into `folder`, which is made or replaced, and their digest.

    Returns:
        The digest, see `digest`.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, array in _flatten(arrays):
            np.save(staging / f"{name}.npy", array)
        (staging / "SHA256").write_text(digest(arrays) + "\n", encoding="ascii")
        staging.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return saved_digest(folder)


def saved_digest(folder: Path) -> str:
    """The digest that `save_arrays` left in `folder`; empty when there is none."""
    path = folder / "SHA256"
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def digest(arrays: ModelArrays | MergeArrays) -> str:
    """The sha256 of names, types, shapes and contents of all arrays, whatever the file format."""
    total = hashlib.sha256()
    for name, array in _flatten(arrays):
        total.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        total.update(np.ascontiguousarray(array).data)
    return total.hexdigest()


def _load(kind: type[_Dataclass], folder: Path, prefix: str = "") -> _Dataclass:
    parts: dict[str, Any] = {}
    for name, annotation in get_type_hints(kind).items():
        if is_dataclass(annotation):
            parts[name] = _load(cast(type[Any], annotation), folder, f"{prefix}{name}.")
        else:
            # As a plain array: the class of mapped arrays costs time at every slice.
            parts[name] = np.asarray(np.load(folder / f"{prefix}{name}.npy", mmap_mode="r"))
    return kind(**parts)


def _flatten(part: Any, prefix: str = "") -> Iterator[tuple[str, npt.NDArray[Any]]]:
    for field in fields(part):
        value = getattr(part, field.name)
        if is_dataclass(value):
            yield from _flatten(value, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", value


class _Alphabet:
    """What the reference makes of each character, as numbers."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        from spacy_pkuseg.feature_extractor import FeatureExtractor

        # Asking the reference about every code point leaves nothing to copy from it, and nothing to get wrong.
        every = "".join(map(chr, range(_CODE_POINTS)))
        nodes = list(FeatureExtractor.normalize_text(every))
        reachable = {node for node, character in zip(nodes, every, strict=True) if not character.isspace()}
        known = {"**Num", "**Letter"}.union("".join(data["feature_to_idx"]), "".join(data["unigram"]))
        self.symbol_of = {node: number for number, node in enumerate(sorted(known & reachable), UNKNOWN + 1)}
        self.size = len(self.symbol_of) + UNKNOWN + 1
        symbols = [self.symbol_of.get(node, UNKNOWN) for node in nodes]
        self.symbols = np.array(symbols, dtype=np.uint16)
        self.symbols[[character.isspace() for character in every]] = SEPARATOR

    def spell(self, word: str) -> list[int]:
        return [self.symbol_of[node] for node in _NODE.findall(word)]

    def pair_key(self, body: str) -> int | None:
        """Key of a pair of nodes; None when no text has it. The reference writes a dot between them."""
        first, _, second = body.partition(".")
        if first not in self.symbol_of or second not in self.symbol_of:
            return None
        return (self.symbol_of[first] << 16) | self.symbol_of[second]

    def is_reachable_word(self, word: str) -> bool:
        """Whether characters of a text can make the word, once they are nodes, and it is not too short or long."""
        nodes = _NODE.findall(word)
        known = "".join(nodes) == word and all(node in self.symbol_of for node in nodes)
        return known and MIN_WORD <= len(nodes) <= MAX_WORD


class _Features:
    """Feature strings by template, with their weights."""

    def __init__(self, index: Mapping[str, int], rows: _Weights) -> None:
        self._rows = rows
        self._by_template: dict[str, list[tuple[str, int]]] = {}
        for feature, number in index.items():
            template, _, body = feature.partition(".")
            if template == "ww":
                side, _, body = body.partition(".")
                template = f"ww.{side}"
            self._by_template.setdefault(template, []).append((body, number))

    def of(self, template: str) -> Iterator[tuple[str, _Weights]]:
        """Bodies of a template's features, and their weights."""
        for body, number in self._by_template.get(template, ()):
            yield body, self._rows[number]

    def tabulate(
        self, templates: Sequence[str], key_of: Callable[[str], int | None], more: Iterable[int] = ()
    ) -> tuple[StaticTable, _Weights]:
        """A table of the keys of all features of `templates`, and `more`; weights by template and slot.

        Args:
            key_of: the key of a feature's body; None for one that no text can have.
        """
        keyed: list[list[tuple[int, int]]] = []
        for template in templates:
            bodies = self._by_template.get(template, ())
            keyed.append([(key, number) for body, number in bodies if (key := key_of(body)) is not None])
        keys = {key for pairs in keyed for key, _ in pairs} | set(more)
        table = build_table(np.array(sorted(keys), dtype=np.uint64))
        weights = np.zeros((len(templates), len(table.keys) + 1, self._rows.shape[1]))
        for side, pairs in enumerate(keyed):
            slots, _ = table.find(np.array([key for key, _ in pairs], dtype=np.uint64))
            weights[side, slots] = self._rows[[number for _, number in pairs]]
        return table, weights


def _after_two(trie: Trie, pairs: StaticTable) -> npt.NDArray[np.int32]:
    """By slot of `pairs`: the node that two characters lead to."""
    keys = pairs.keys.astype(np.uint64)
    roots = np.full(len(keys), ROOT, dtype=np.int32)
    firsts = trie.step(roots, (keys >> np.uint64(16)).astype(np.uint16))
    nodes = trie.step(firsts, (keys & np.uint64(0xFFFF)).astype(np.uint16))
    # A step from the root, the 0 of no child, would begin a word at the second character.
    return np.where(firsts == ROOT, np.int32(ROOT), nodes)
